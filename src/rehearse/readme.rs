//! README.txt of a bundle: how it is run, what it rehearses and what it does not.

use super::{BundleParts, IMAGE, Rehearsal};

/// Letters of a line of prose.
const WIDTH: usize = 100;

/// The text.
pub(super) fn write(facts: &BundleParts<'_>, rehearsal: &Rehearsal) -> String {
    let mut text = Text(String::new());
    let [build, run] = rehearsal.commands();
    let with_options = run.trim_end_matches(IMAGE).to_string();

    text.title(&format!("Rehearsal of {}", facts.resource));
    text.prose(
        "Runs AWS's own cfn-init on this machine, in a container, with docker or podman. No AWS account is needed, and \
         nothing is sent to AWS. In this folder:",
    );
    text.command(&build);
    text.command(&run);
    text.prose(
        "podman takes the same words. Both need the internet, for packages. The second ends with the exit code of cfn-init. \
         Save what it prints, and cf-init doctor FILE --template TEMPLATE names the field at fault. For a machine with \
         another processor than this one, add --platform linux/arm64 or linux/amd64 behind \"build\" and \"run\".",
    );
    match &facts.script {
        Ok(_) => {
            text.prose("The user data can be rehearsed as well, with cfn-init at the place where they call it:");
            text.command(&format!("{with_options}{IMAGE} user-data"));
            text.prose(
                "They run as cloud-init runs them, as root, once, with nearly no environment. Before the calls of cfn-init \
                 and cfn-signal stands /rehearsal/machine/helper.sh, the rest is as in the template. Everything else that \
                 they do is done, in the container, with the network of this machine: read them first if they are not yours.",
            );
        }
        Err(why) => text.prose(&format!("The user data are not rehearsed. {why}")),
    }

    text.title("What is rehearsed");
    let sets: Vec<String> = facts.config_sets.iter().map(|sets| format!("cfn-init -v --configsets {sets}")).collect();
    text.item(&format!("The calls: {}.", sets.join("; then ")));
    text.item("Packages, groups, users, sources, files and commands: done for real, in the order of cfn-init.");
    text.item(&format!("The boot plan of cf-init says: {}", facts.predicted));

    text.title("What is not");
    text.item(
        "Services are not started. systemctl and service are doubles that write down what they were asked (machine/double.sh): \
         systemd as the first process of a container needs rights that docker gives to no container by default. Enabling \
         and disabling is done by the real systemctl. A unit that has no file fails, as on the machine. Whether a service \
         comes up, and commands that need one, are not rehearsed.",
    );
    text.item("cfn-signal is written down instead of sent. cfn-hup does not run.");
    text.item(
        "There is no role and no instance metadata: what asks AWS fails, such as the AWS CLI, and sources and files with \
         authentication.",
    );
    text.item(
        "Disks, the kernel and the firewall are those of this machine: mount, swapon, sysctl, modprobe and iptables fail in a \
         container.",
    );
    text.item(
        "/etc/hosts, /etc/hostname and /etc/resolv.conf belong to docker: cfn-init cannot replace them here, but can on the \
         machine.",
    );
    text.item("A second run, a reload by cfn-hup, a reboot.");

    text.title("The container beside the machine");
    let machine = facts.container.machine.as_deref().unwrap_or("not known");
    text.item(&format!("Container image: {}. The machine: {machine}.", facts.container.image));
    text.item(&format!("It has not: {}.", facts.container.lacks()));
    text.item(&format!("Helper scripts: {}.", facts.helpers.said));

    text.title("Values");
    if facts.stand_ins.is_empty() {
        text.prose("No value stands in for something that only AWS knows.");
    } else {
        text.prose("Only AWS knows these. A value of the same form stands in for each:");
        for (name, value) in &facts.stand_ins {
            let value = if value.is_empty() { "(empty)" } else { value };
            text.item(&format!("{name} = {value}"));
        }
    }
    if !facts.no_echo.is_empty() {
        text.prose("NoEcho parameters have generated values here, never the defaults of the template:");
        for one in &facts.no_echo {
            let asked = if one.is_asked { ", or what you enter when the container asks" } else { "" };
            text.item(&format!("{} = {}{asked}", one.name, one.value));
        }
    }

    if !facts.notes.is_empty() {
        text.title("Of this template");
        for note in &facts.notes {
            text.item(note);
        }
    }
    text.0
}

/// A text while it is written. What the template says is put on one line.
struct Text(String);

impl Text {
    fn title(&mut self, title: &str) {
        let title: String = one_line(title);
        self.0.truncate(self.0.trim_end().len());
        if !self.0.is_empty() {
            self.0.push_str("\n\n");
        }
        self.0.push_str(&format!("{title}\n{}\n", "=".repeat(title.chars().count())));
    }

    fn prose(&mut self, text: &str) {
        self.wrapped("", "", text);
        self.0.push('\n');
    }

    fn item(&mut self, text: &str) {
        self.wrapped("- ", "  ", text);
    }

    fn command(&mut self, command: &str) {
        self.0.push_str(&format!("    {command}\n\n"));
    }

    fn wrapped(&mut self, first: &str, then: &str, text: &str) {
        let mut line = first.to_string();
        let mut is_begun = false;
        for word in one_line(text).split(' ') {
            if is_begun && line.chars().count() + 1 + word.chars().count() > WIDTH {
                self.0.push_str(&format!("{line}\n"));
                line = then.to_string();
                is_begun = false;
            }
            if is_begun {
                line.push(' ');
            }
            line.push_str(word);
            is_begun = true;
        }
        self.0.push_str(&format!("{line}\n"));
    }
}

/// A text without breaks and other control characters.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
