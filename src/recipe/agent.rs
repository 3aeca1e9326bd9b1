//! CloudWatch agent: sends the boot logs of an instance to a log group that outlives the instance.
//!
//! Source: AWS pages "Installing the CloudWatch agent", "Create or edit the CloudWatch agent configuration file".

use crate::recipe::definition::{Choice, DefaultValue, OPTION, OptionKind, Recipe, RecipeGroup, RecipeOption, Symbol};
use crate::recipe::target;
use serde_json::json;

use super::draft::Draft;
use super::proposal::Proposal;
use super::resource::before;
use super::{name, role, steps};
use crate::document::Document;
use crate::schema::image::Os;
use crate::schema::system::Family;
use crate::template::Template;
use crate::template::system::Machine;

/// Sends the boot logs of a machine to CloudWatch.
pub static RECIPE: Recipe = Recipe {
    id: "boot-logs",
    title: "Send the boot logs to CloudWatch",
    about: "The output of cloud-init, cfn-init and its commands stays readable after the instance is gone, through the CloudWatch agent.",
    symbol: Symbol::Log,
    group: RecipeGroup::Machines,
    subject: target::MACHINE,
    targets: target::machines,
    options: &[RecipeOption {
        name: "days",
        value: "N",
        label: "Retention in days",
        help: "1, 3, 7, 14, 30, 60, 90, 180 or 365",
        kind: OptionKind::Choice(|_, _| RETENTION.iter().copied().map(Choice::new).collect()),
        default: DefaultValue::Value("30"),
        ..OPTION
    }],
    propose: |request| Ok(propose(request.document, request.target, request.number("days").unwrap_or_default())?),
};

/// Days that CloudWatch Logs can keep entries. Source: AWS API reference, PutRetentionPolicy.
pub const RETENTION: &[&str] = &["1", "3", "7", "14", "30", "60", "90", "180", "365"];

/// What cloud-init, cfn-init and the commands write.
const LOGS: [&str; 3] = ["/var/log/cloud-init-output.log", "/var/log/cfn-init.log", "/var/log/cfn-init-cmd.log"];
const CONFIG: &str = "/opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json";
const SERVICE: &str = "amazon-cloudwatch-agent";

/// The change that sends the three logs of a machine to a log group that keeps them for some days.
///
/// # Errors
/// In words: there is no such machine, nothing says how it installs packages, its profile is not of this template, or it
/// has the agent already.
pub fn propose(document: &Document, machine: &str, days: u32) -> Result<Proposal, String> {
    steps::can_add(&Draft::of(document), machine)?;
    let template = Template::of(document);
    let Some(found) = Machine::find(template, machine) else {
        return Err(format!("{machine} is not an instance, launch template or launch configuration."));
    };
    if found.is_windows(template) {
        return Err(format!(
            "{machine} runs Windows, and the steps that install the agent are for Linux. Install it with the document AWS-ConfigureAWSPackage of Systems Manager."
        ));
    }
    if found.inits(template).iter().any(|init| init.node().source().contains(SERVICE)) {
        return Err(format!("{machine} has the CloudWatch agent already."));
    }
    let Some(system) = found.system(template) else {
        let why = match found.image_given() {
            Some(given) => format!("Which operating system {machine} has is not known: {given}"),
            None => format!("Nothing says which operating system {machine} has"),
        };
        return Err(format!("{why}, so nobody knows how the agent is installed."));
    };
    let mut draft = Draft::of(document);
    let role = role::ensure(&mut draft, machine)?;
    role::manage(&mut draft, &role, "CloudWatchAgentServerPolicy", "The agent may write logs.");
    let group = name::free_id(draft.template(), "BootLogs");
    let resource = json!({
        "Type": "AWS::Logs::LogGroup",
        "DeletionPolicy": "Retain",
        "UpdateReplacePolicy": "Retain",
        "Properties": {"RetentionInDays": days},
    });
    draft.attempt(before(draft.document(), machine, &group, &resource));
    draft.say(format!(
        "{group} keeps the logs for {days} {}. It is kept when the stack is deleted, so that the logs of a failed boot stay readable.",
        if days == 1 { "day" } else { "days" }
    ));
    let list: Vec<_> = LOGS
        .iter()
        .map(|file| {
            let stream = file.rsplit('/').next().unwrap_or(file);
            json!({
                "file_path": file,
                "log_group_name": {"Ref": group},
                "log_stream_name": format!("{{instance_id}}/{stream}"),
            })
        })
        .collect();
    let content = json!({
        "agent": {"run_as_user": "root"},
        "logs": {"logs_collected": {"files": {"collect_list": list}}},
    });
    // In the order in which cfn-init works.
    let mut config = serde_json::Map::new();
    let installed = installation(system.os);
    if let Installation::Package = installed {
        config.insert("packages".into(), json!({ "yum": { SERVICE: [] } }));
    }
    let file = json!({ "owner": "root", "group": "root", "mode": "000644", "content": content });
    config.insert("files".into(), json!({ CONFIG: file }));
    if let Installation::Command(folder) = installed {
        let address = format!(
            "https://amazoncloudwatch-agent-${{AWS::Region}}.s3.${{AWS::Region}}.${{AWS::URLSuffix}}/{folder}/$(dpkg --print-architecture)/latest/amazon-cloudwatch-agent.deb"
        );
        let command = json!({
            "test": "test ! -x /opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent",
            "command": {"Fn::Sub": format!("curl -fsSLo /tmp/cloudwatch.deb --retry 3 \"{address}\" && dpkg -i -E /tmp/cloudwatch.deb")},
        });
        config.insert("commands".into(), json!({ "10-cloudwatch-agent": command }));
    }
    let service = json!({ "enabled": true, "ensureRunning": true, "files": [CONFIG] });
    config.insert("services".into(), json!({ "systemd": { SERVICE: service } }));
    steps::add_first(&mut draft, machine, "logs", &config.into());
    draft.say("The agent is installed and sends cloud-init-output.log, cfn-init.log and cfn-init-cmd.log, a stream for each instance and log.");
    draft.leave("The logs hold what commands print: let none of them print a secret.");
    draft.leave("The instance needs a way to CloudWatch Logs: the internet, or the VPC endpoint logs.");
    Ok(draft.into_proposal_of(&group, format!("CloudWatch agent on {machine}")))
}

enum Installation {
    /// From the system's packages.
    Package,
    /// From AWS's bucket, this folder of it.
    Command(&'static str),
}

fn installation(os: Os) -> Installation {
    match (os.family(), os) {
        (Family::Yum, _) => Installation::Package,
        (Family::Apt, Os::Debian) => Installation::Command("debian"),
        (Family::Apt, Os::Ubuntu | Os::AmazonLinux) => Installation::Command("ubuntu"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_windows_machine_is_told_apart_from_an_unknown_one() {
        let refused = |properties: &str| {
            let text = format!("Resources: {{W: {{Type: AWS::EC2::Instance, Properties: {{{properties}}}}}}}");
            propose(&Document::parse(text), "W", 7).unwrap_err()
        };
        let image = "ImageId: '{{resolve:ssm:/aws/service/ami-windows-latest/Windows_Server-2025-English-Full-Base}}'";
        for windows in [image, "UserData: !Base64 '<powershell>cfn-init.exe</powershell>'"] {
            assert!(refused(windows).starts_with("W runs Windows, "), "{windows}");
        }
        assert!(refused("ImageId: ami-1").starts_with("Nothing says which operating system W has"));
    }
}
