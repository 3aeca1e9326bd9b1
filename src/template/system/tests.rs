//! What tells the system of a machine.

use super::*;

fn name(text: &str, id: &str) -> Option<String> {
    let document = Document::parse(text);
    let template = Template::of(&document);
    Machine::find(template, id)?.system(template).map(|system| system.name())
}

#[test]
fn the_name_of_a_public_parameter_tells_the_system() {
    for image in IMAGES {
        let system = System::of_parameter(image.parameter).unwrap();
        assert_eq!((system.name(), system.image()), (image.name(), Some(image)));
    }
    let told = |name: &str| System::of_parameter(name).map(|system| system.name());
    let minimal = "/aws/service/canonical/ubuntu/server-minimal/22.04/stable/20260101/arm64/hvm/ebs-gp2/ami-id";
    assert_eq!(told(minimal).as_deref(), Some("Ubuntu 22.04, arm64"));
    let two = "/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2";
    assert_eq!(told(two).as_deref(), Some("Amazon Linux 2, amd64"));
    assert_eq!(told("/my/image"), None);
}

#[test]
fn a_machine_is_known_by_image_then_packages_then_user_data() {
    let by_ref = "Parameters: {Ami: {Type: String, Default: /aws/service/debian/release/12/latest/arm64}}\n\
                  Resources: {W: {Type: AWS::EC2::Instance, Properties: {ImageId: !Ref Ami}}}\n";
    assert_eq!(name(by_ref, "W").as_deref(), Some("Debian 12, arm64"));
    let literal = "Resources: {W: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {ImageId: \
                   'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64'}}}}\n";
    assert_eq!(name(literal, "W").as_deref(), Some("Amazon Linux 2023, arm64"));
    let packages = "Resources:\n  T: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {ImageId: ami-1, InstanceType: t4g.micro}}}\n  \
                    G:\n    Type: AWS::AutoScaling::AutoScalingGroup\n    Metadata: {AWS::CloudFormation::Init: {config: {packages: {yum: {a: []}}}}}\n    \
                    Properties: {LaunchTemplate: {LaunchTemplateId: !Ref T}}\n";
    assert_eq!(name(packages, "T").as_deref(), Some("Amazon Linux, arm64"));
    let data = "Resources: {W: {Type: AWS::EC2::Instance, Properties: {UserData: {Fn::Base64: 'apt-get update'}}}}\n";
    assert_eq!(name(data, "W").as_deref(), Some("Ubuntu"));
    assert_eq!(name("Resources: {W: {Type: AWS::EC2::Instance}}\n", "W"), None);
    assert_eq!(name("Resources: {W: {Type: AWS::EC2::VPC}}\n", "W"), None);
}

#[test]
fn images_in_branches_of_a_condition_tell_what_they_have_in_common() {
    let ubuntu = |version: &str, architecture: &str| {
        format!(
            "'{{{{resolve:ssm:/aws/service/canonical/ubuntu/server/{version}/stable/current/{architecture}/hvm/ebs-gp3/ami-id}}}}'"
        )
    };
    let of_image = |image: &str| {
        let text = format!("Resources: {{W: {{Type: AWS::EC2::Instance, Properties: {{ImageId: {image}}}}}}}\n");
        name(&text, "W")
    };
    let (new, old, arm) = (ubuntu("24.04", "amd64"), ubuntu("22.04", "amd64"), ubuntu("24.04", "arm64"));
    let debian = "'{{resolve:ssm:/aws/service/debian/release/12/latest/amd64}}'";
    for (image, known) in [
        (format!("!If [C, {new}, !Ref AWS::NoValue]"), Some("Ubuntu 24.04, amd64")),
        (format!("!If [C, {new}, {old}]"), Some("Ubuntu, amd64")),
        (format!("{{Fn::If: [C, {new}, {{Fn::If: [D, {new}, {arm}]}}]}}"), Some("Ubuntu 24.04")),
        (format!("!If [C, {new}, {debian}]"), None),
        (format!("!If [C, {new}, ami-1]"), None),
    ] {
        assert_eq!(of_image(&image).as_deref(), known, "{image}");
    }
}

#[test]
fn packages_by_function_tell_the_system() {
    for packages in ["!If [C, {yum: {httpd: []}}, !Ref AWS::NoValue]", "{yum: !If [C, {httpd: []}, {nginx: []}]}"] {
        let init = format!("AWS::CloudFormation::Init: {{config: {{packages: {packages}}}}}");
        let text = format!("Resources: {{W: {{Type: AWS::EC2::Instance, Metadata: {{{init}}}}}}}\n");
        assert_eq!(name(&text, "W").as_deref(), Some("Amazon Linux"), "{packages}");
    }
}

#[test]
fn what_gives_the_image_is_named() {
    let given = |properties: &str| {
        let text = format!(
            "Resources:\n  W:\n    Type: AWS::EC2::LaunchTemplate\n    Properties:\n      LaunchTemplateData:\n        {properties}\n"
        );
        let document = Document::parse(text);
        Machine::find(Template::of(&document), "W").unwrap().image_given()
    };
    for (properties, by) in [
        ("ImageId: !Ref Ami", Some("the parameter Ami")),
        ("ImageId: !FindInMap [A, b, c]", Some("Fn::FindInMap")),
        ("Fn::Transform: {Name: T}", Some("Fn::Transform")),
        ("ImageId: ami-1", None),
        ("KeyName: k", None),
    ] {
        assert_eq!(given(properties), by.map(|by| format!("ImageId of W (line 6) is given by {by}")));
    }
}

#[test]
fn metadata_of_another_resource_belong_to_the_machine_whose_user_data_name_it() {
    let text = "Resources:\n  W: {Type: AWS::EC2::Instance, Properties: {UserData: !Base64 \"cfn-init --resource Other\\nx\"}}\n  \
                Other: {Metadata: {AWS::CloudFormation::Init: {config: {}}}}\n  Third: {Metadata: {AWS::CloudFormation::Init: {config: {}}}}\n";
    let document = Document::parse(text);
    let template = Template::of(&document);
    let machine = Machine::find(template, "W").unwrap();
    let ids: Vec<_> = machine.inits(template).iter().map(|init| init.resource().id()).collect();
    assert_eq!(ids, ["Other"]);
}
