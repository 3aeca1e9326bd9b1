//! `cf-init recipe` as a pipeline runs it: the same change as the page's, with its words on standard error.

use cf_init::document::Document;
use cf_init::recipe::proposal::Proposal;
use cf_init::recipe::registry::RECIPES;
use cf_init::recipe::role::{self, Ability};
use cf_init::recipe::secret::{self, Store};
use cf_init::recipe::volume::{self, FileSystem, Life, VolumeOptions};
use cf_init::recipe::{agent, operating_system, tagging};
use cf_init::schema::image::IMAGES;
use cf_init::starter::STARTERS;

use crate::command_line::{failed, printed, run};

/// Runs a recipe over a text and compares with the proposal that the page shows.
fn same(text: &str, words: &[&str], proposal: Result<Proposal, String>) {
    let proposal = proposal.unwrap();
    let output = run(&[&["recipe", "-"], words].concat(), text);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{words:?}: {said}");
    let document = Document::parse(text);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), proposal.outcome(&document).unwrap().text(), "{words:?}");
    let left = proposal.leaves.iter().map(|line| format!("Check yourself: {line}"));
    let lines: Vec<String> = proposal.does.iter().cloned().chain(left).collect();
    assert_eq!(said.lines().collect::<Vec<_>>(), lines, "{words:?}");
}

#[test]
fn every_recipe_of_the_page_is_a_word_here() {
    let text = STARTERS[0].text;
    let document = Document::parse(text);
    let web = ["--resource", "WebServer"];
    let amazon = IMAGES.iter().find(|image| image.version == "2023").unwrap();
    let proposal = operating_system::propose(&document, "WebServer", amazon);
    same(text, &[&["operating-system", "--system", "amazon-linux-2023"], &web[..]].concat(), proposal);
    let arm = IMAGES.iter().find(|image| image.name() == "Debian 12, arm64").unwrap();
    let words = ["operating-system", "--system=debian-12", "--processor=arm64", "--resource=WebServer"];
    same(text, &words, operating_system::propose(&document, "WebServer", arm));

    let abilities = [Ability::Sessions, Ability::Agent, Ability::Bucket("my-bucket".into()), Ability::Stack];
    let words = ["role", "--session-manager", "--cloudwatch-agent", "--read-bucket", "my-bucket", "--own-stack"];
    same(text, &[&words, &web[..]].concat(), role::propose(&document, "WebServer", &abilities));

    let options =
        VolumeOptions { size: 20, folder: "/data".into(), file_system: FileSystem::Ext4, life: Life::OfMachine };
    same(text, &[&["data-volume"], &web[..]].concat(), volume::propose(&document, "WebServer", &options));
    let options =
        VolumeOptions { size: 8, folder: "/srv/db".into(), file_system: FileSystem::Xfs, life: Life::OfItsOwn };
    let words = ["data-volume", "--size", "8", "--folder", "/srv/db", "--file-system", "xfs", "--of-its-own"];
    same(text, &[&words, &web[..]].concat(), volume::propose(&document, "WebServer", &options));

    same(text, &[&["boot-logs"], &web[..]].concat(), agent::propose(&document, "WebServer", 30));
    let words = [&["boot-logs", "--days", "7"], &web[..]].concat();
    same(text, &words, agent::propose(&document, "WebServer", 7));

    let stores =
        [(vec![], Store::SecretsManager), (vec!["--parameter-store", "/a/b"], Store::SecureString("/a/b".into()))];
    for (more, store) in stores {
        let words = [&["new-secret", "--name", "AppKey"], &web[..], &more].concat();
        same(text, &words, secret::fetch(&document, "WebServer", "AppKey", &store));
    }
    let with = text.replace("  KeyName:\n", "  Password:\n    Type: String\n    NoEcho: true\n  KeyName:\n");
    let with = with
        .replace("echo ", "echo ${Password} ")
        .replace("content: |\n", "content: !Sub |\n                ${Password}\n");
    same(
        &with,
        &["secret", "--parameter", "Password"],
        secret::replace(&Document::parse(&with), "Password", &Store::SecretsManager),
    );

    let words = ["tag", "--key", "Project", "--value", "site"];
    same(text, &words, tagging::propose(&document, "Project", "site"));
}

#[test]
fn names_and_values_change_with_those_that_name_them() {
    let text = "Parameters:
  Size: {Type: String, Default: t3.micro}
Resources:
  Web:
    Type: AWS::EC2::Instance
    Properties: {InstanceType: !Ref Size, ImageId: ami-1}
  Address: {Type: AWS::EC2::EIP, DependsOn: Web, Properties: {InstanceId: !Ref Web}}
";
    let recipe = |words: &[&str]| {
        let output = run(&[&["recipe", "-"], words].concat(), text);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (after, said) = recipe(&["rename", "--at", "/Resources/Web", "--key", "Site"]);
    assert_eq!(after, text.replace("Web", "Site"));
    assert!(said.starts_with("Web is called Site.\nAddress › DependsOn (line 7) follows.\n"), "{said}");
    assert!(said.contains("Check yourself: CloudFormation makes a new resource"), "{said}");
    let (after, said) = recipe(&["remove", "--at", "/Resources/Web"]);
    assert!(!after.contains("Web:") && !after.contains("DependsOn"), "{after}");
    assert!(said.contains("Check yourself: Address › InstanceId (line 7) still refers to it"), "{said}");
    let (after, said) = recipe(&["remove", "--at", "/Resources/Web", "--with-users"]);
    assert!(!after.contains("Web") && !after.contains("Address") && after.contains("Size"), "{after}");
    assert!(said.contains("Removed with it: Address."), "{said}");
    let image = ["--at", "/Resources/Web/Properties/ImageId"];
    let (after, _) = recipe(&[&["parameter", "--name", "Image"], &image[..]].concat());
    assert!(after.contains("ImageId: !Ref Image") && after.contains("Default: ami-1"), "{after}");
    let (after, _) = recipe(&[&["values-by-region", "--region=eu-west-1", "--region=us-east-1"], &image[..]].concat());
    assert!(after.contains("eu-west-1:") && after.contains("ImageId: !FindInMap"), "{after}");
    let (after, _) = recipe(&["inline", "--parameter", "Size"]);
    assert!(after.contains("InstanceType: t3.micro") && !after.contains("Parameters"), "{after}");
    for (words, code, says) in [
        (
            &["rename", "--at", "/Resources/Web", "--key", "Address"][..],
            1,
            "-: line 4, column 3: Address already exists",
        ),
        (&["rename", "--at", "/Resources/Gone", "--key", "X"], 1, "-: Nothing is at Resources › Gone."),
        (&["rename", "--at", "Web", "--key", "X"], 2, "is not a JSON Pointer of an entry"),
        (&["inline", "--parameter", "Gone"], 1, "-: There is no parameter Gone."),
        (&["values-by-region", "--at", "/Resources/Web/Properties/ImageId"], 2, "No mapping has regions"),
        (&["values-by-region", "--at", "/Resources/Web/Properties/ImageId", "--region", "Mars"], 2, "no region's code"),
        (&["parameter", "--at", "/Resources/Web/Type"], 1, "-: line 5, column 5: "),
    ] {
        let (found, said) = failed(&[&["recipe", "-"], words].concat(), text);
        assert_eq!(found, Some(code), "{words:?}: {said}");
        assert!(said.contains(says), "{words:?}: {said}");
    }
}

#[test]
fn the_list_and_the_help_of_each() {
    let list = printed(&["recipe"], "");
    let names: Vec<&str> =
        list.lines().filter(|line| !line.starts_with(' ')).filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(names, RECIPES.iter().map(|recipe| recipe.id).collect::<Vec<_>>());
    for name in &names {
        let help = printed(&["recipe", name, "--help"], "");
        assert!(help.starts_with(&format!("cf-init recipe FILE {name}")), "{help}");
        assert_eq!(help, printed(&["recipe", "my.yaml", name, "-h"], ""));
        // Each option is told of.
        for option in help
            .lines()
            .next()
            .unwrap()
            .split(' ')
            .filter_map(|word| word.strip_prefix("[--").or(word.strip_prefix("--")))
        {
            let option = option.split([']', ' ']).next().unwrap();
            let told = help.lines().skip(1).any(|line| line.contains(&format!("--{option}")));
            assert!(told || option == "in-place", "{option}\n{help}");
        }
    }
    assert!(printed(&["recipe", "--help"], "").contains("recipe RECIPE --help"));
}

#[test]
fn faults_name_their_place_and_wrong_use_the_recipe() {
    let text = "Parameters:\n  P:\n    Type: String\nResources:\n  V:\n    Type: AWS::EC2::VPC\n  W:\n    Type: AWS::EC2::Instance\n    Properties: {ImageId: ami-1}\n";
    for (words, says) in [
        (&["role", "--resource", "V", "--own-stack"][..], "-: line 5, column 3: V is not an instance"),
        (&["role", "--resource", "Gone", "--own-stack"], "-: Gone is not an instance"),
        (&["operating-system", "--resource", "W", "--system", "debian-12"], "-: line 7, column 3: Nothing says which"),
        (&["boot-logs", "--resource", "W"], "-: line 7, column 3: Nothing says which"),
        (&["data-volume", "--resource", "W", "--folder", "data"], "-: line 7, column 3: Write the folder as a path"),
        (&["data-volume", "--resource", "W", "--size", "0"], "-: line 7, column 3: A gp3 volume has"),
        (&["secret", "--parameter", "P"], "-: line 2, column 3: Nothing uses P"),
        (&["new-secret", "--resource", "W", "--name", "a-b"], "-: line 7, column 3: "),
        (&["tag", "--key", "aws:x", "--value", "y"], "-: Keys that begin with aws:"),
        (&["launch-template", "--resource", "W"], "-: line 7, column 3: W is no launch configuration"),
        (&["nat-gateway", "--resource", "W"], "-: line 7, column 3: "),
    ] {
        let (code, said) = failed(&[&["recipe", "-"], words].concat(), text);
        assert_eq!(code, Some(1), "{words:?}: {said}");
        assert!(said.starts_with(&format!("cf-init: {says}")), "{words:?}: {said}");
    }
    for (words, says) in [
        (&["role", "--resource", "W"][..], "Choose at least one permission."),
        (&["role", "--own-stack"], "--resource is missing."),
        (&["operating-system", "--resource", "W", "--system", "beos"], "is none of ubuntu-24.04, ubuntu-26.04, "),
        (
            &["operating-system", "--resource", "W", "--system", "debian-12", "--processor", "z80"],
            "--processor z80 is none of amd64, arm64.",
        ),
        (&["data-volume", "--resource", "W", "--file-system", "fat"], "--file-system fat is none of ext4, xfs."),
        (&["data-volume", "--resource", "W", "--size", "much"], "--size must be a whole number"),
        (&["boot-logs", "--resource", "W", "--days", "2"], "--days 2 is none of 1, 3, "),
        (&["secret"], "--parameter is missing."),
        (&["tag", "--key", "k"], "--value is missing."),
        (&["tag", "--key", "k", "--value", "v", "--resource", "W"], "--resource means nothing here."),
        (&["paint"], "There is no recipe paint."),
    ] {
        let (code, said) = failed(&[&["recipe", "-"], words].concat(), text);
        assert_eq!(code, Some(2), "{words:?}: {said}");
        assert!(said.contains(says), "{words:?}: {said}");
        assert!(words == ["paint"] || said.contains(&format!("The recipe: {}", words[0])), "{said}");
    }
}
