//! Change of the operating system of an instance: image, packages, services, users, root device, installation of the
//! helper scripts. What cannot be translated safely is left alone and reported.

mod commands;
mod given;
mod image;
mod init;
mod installation;
mod names;
mod pip;
mod script;
mod token_map;

use crate::recipe::definition::{Choice, DefaultValue, OPTION, OptionKind, Recipe, RecipeGroup, RecipeOption, Symbol};
use crate::recipe::target;
use std::ops::Range;

use super::draft::Draft;
use super::proposal::Proposal;
use crate::document::{Document, Edit, Path};
use crate::schema::image::{Architecture, IMAGES, Image};
use crate::schema::system::{APACHE_USER, Family, NGINX_USER, WEB_USER};
use crate::template::init::Init;
use crate::template::system::{Machine, System};
use crate::template::{Section, Template};

/// Changes the operating system of a machine.
pub static RECIPE: Recipe = Recipe {
    id: "operating-system",
    title: "Change the operating system",
    about: "Another image, with packages, services, users, root device and the installation of the helper scripts. Anything it cannot translate safely is left alone and listed.",
    symbol: Symbol::Chip,
    group: RecipeGroup::Machines,
    subject: target::MACHINE,
    targets: target::machines,
    options: &[
        RecipeOption {
            name: "system",
            value: "NAME",
            label: "Operating system",
            help: "ubuntu-22.04, ubuntu-24.04, ubuntu-26.04, debian-12 or amazon-linux-2023",
            kind: OptionKind::Choice(|_, _| systems()),
            default: DefaultValue::Suggested(|document, id| {
                first_choice(document, id).map(name_of).into_iter().collect()
            }),
            required: true,
            ..OPTION
        },
        RecipeOption {
            name: "processor",
            value: "amd64|arm64",
            label: "Processor",
            help: "that of the machine unless given; amd64 if the template does not show it",
            kind: OptionKind::Choice(|_, _| {
                vec![Choice::named("amd64", "Intel and AMD (amd64)"), Choice::named("arm64", "Graviton (arm64)")]
            }),
            default: DefaultValue::Of(|document, id| vec![processor_of(document, id).name().to_string()]),
            ..OPTION
        },
    ],
    propose: |request| {
        let wanted = |image: &&Image| {
            name_of(image) == request.text("system") && image.architecture.name() == request.text("processor")
        };
        let image = IMAGES.iter().find(wanted).ok_or_else(|| "Choose a system and a processor.".to_string())?;
        Ok(propose(request.document, request.target, image)?)
    },
};

/// Name of a system on the command line: "amazon-linux-2023".
fn name_of(image: &Image) -> String {
    label_of(image).to_lowercase().replace(' ', "-")
}

fn label_of(image: &Image) -> String {
    format!("{} {}", image.os.name(), image.version)
}

fn systems() -> Vec<Choice> {
    let mut all: Vec<Choice> = IMAGES.iter().map(|image| Choice::named(name_of(image), label_of(image))).collect();
    all.dedup();
    all
}

/// The processor of a machine; amd64 if the template does not show it.
fn processor_of(document: &Document, id: &str) -> Architecture {
    let template = Template::of(document);
    let own = Machine::find(template, id).and_then(|machine| machine.system(template)?.architecture);
    own.unwrap_or(Architecture::Amd64)
}

/// From which system to which.
pub(super) struct SystemChange {
    from: System,
    to: &'static Image,
    /// The user of the web server before and after, where it is known and not the same.
    web_user: Option<(&'static str, &'static str)>,
}

impl SystemChange {
    /// Both families, if they differ.
    fn families(&self) -> Option<(Family, Family)> {
        let (from, to) = (self.from.os.family(), self.to.os.family());
        (from != to).then_some((from, to))
    }

    /// True if pip refuses to install for the new system what it installed for the old one.
    fn loses_pip(&self) -> bool {
        System::of_image(self.to).refuses_pip() && !self.from.refuses_pip()
    }

    /// The new system without its processor: "Amazon Linux 2023".
    fn target(&self) -> String {
        format!("{} {}", self.to.os.name(), self.to.version)
    }
}

/// What is found in a text: parts that become other words, and parts that are told.
#[derive(Debug, Default)]
pub(super) struct Found {
    parts: Vec<(Range<usize>, String)>,
    left: Vec<(Range<usize>, String)>,
    told: Vec<(Range<usize>, String)>,
}

impl Found {
    fn replace(&mut self, range: Range<usize>, by: impl Into<String>) {
        let meets = |one: &(Range<usize>, String)| one.0.start < range.end && range.start < one.0.end;
        if !self.parts.iter().any(meets) {
            self.parts.push((range, by.into()));
        }
    }

    /// Tells a part, unless it becomes something else.
    fn leave(&mut self, range: Range<usize>, why: impl Into<String>) {
        self.left.push((range, why.into()));
    }

    /// Tells something about a part, whatever becomes of it.
    fn tell(&mut self, range: Range<usize>, why: impl Into<String>) {
        self.told.push((range, why.into()));
    }

    /// What stands in a part that becomes something else is not told.
    fn finish(mut self) -> Found {
        self.parts.sort_by_key(|part| part.0.start);
        let parts = &self.parts;
        self.left.retain(|left| !parts.iter().any(|part| part.0.start <= left.0.start && left.0.end <= part.0.end));
        self.left.append(&mut self.told);
        self
    }
}

/// The change that gives the machine with a logical id another image and all that belongs to it.
///
/// # Errors
/// In words: there is no such machine, nothing says which system it has, or it has this one already.
pub fn propose(document: &Document, id: &str, to: &'static Image) -> Result<Proposal, String> {
    let template = Template::of(document);
    let Some(machine) = Machine::find(template, id) else {
        return Err(format!("{id} is not an instance, launch template or launch configuration."));
    };
    if machine.is_windows(template) {
        return Err(format!("{id} runs Windows. This recipe changes one Linux system into another."));
    }
    let Some(from) = machine.system(template) else {
        let (why, image) = match machine.image_given() {
            Some(given) => (format!("Which operating system {id} has is not known"), given),
            None => (
                format!("Nothing says which operating system {id} has"),
                "its image is an id or not written".to_string(),
            ),
        };
        return Err(format!("{why}: {image}, and neither packages nor user data name apt or yum."));
    };
    if from.image() == Some(to) {
        return Err(format!("{id} has {} already. Choose another system or processor.", to.name()));
    }
    let inits = machine.inits(template);
    let change = SystemChange { web_user: web_user(&inits, &from, to), from, to };
    let mut draft = Draft::of(document);
    let said = format!("{id} gets {} in place of {}.", to.name(), change.from.name());
    draft.say(said);
    // Told before paths change: who stays as it is stands in the text as it is now.
    image::tell_comments(document, &change, &mut draft);
    let user_data = machine.launch_path().join("UserData");
    script::user_data(document, &user_data, &change, &mut draft);
    for init in &inits {
        init::translate(document, init, &change, &mut draft);
    }
    image::translate(document, machine, &change, &mut draft);
    image::tell_others(document, machine, &change, &mut draft);
    Ok(draft.into_proposal(format!("{} for {id}", to.name()), machine.launch_path()))
}

/// The machines whose system can be changed: logical id, and the system it has in words.
pub fn candidates(document: &Document) -> Vec<(String, String)> {
    let template = Template::of(document);
    let name = |machine: &Machine<'_>| machine.system(template).map(|system| system.name()).unwrap_or_default();
    Machine::all(template).iter().map(|machine| (machine.id().to_string(), name(machine))).collect()
}

/// The image that a dialog begins with: another system of the same processor.
pub fn first_choice(document: &Document, id: &str) -> Option<&'static Image> {
    let template = Template::of(document);
    let system = Machine::find(template, id).and_then(|machine| machine.system(template));
    let fits = |image: &&Image| match &system {
        Some(system) => {
            (image.os != system.os || Some(image.version) != system.version.as_deref())
                && system.architecture.is_none_or(|architecture| architecture == image.architecture)
        }
        None => true,
    };
    IMAGES.iter().find(fits).or(IMAGES.first())
}

/// The web server's user before and after.
fn web_user(inits: &[Init<'_>], from: &System, to: &Image) -> Option<(&'static str, &'static str)> {
    let has = |wanted: &[&str]| {
        let configs = inits.iter().flat_map(|init| init.configs());
        configs
            .flat_map(|config| config.packages().map(|package| package.name()).collect::<Vec<_>>())
            .any(|name| wanted.iter().any(|wanted| name.starts_with(wanted)))
    };
    let of_amazon = match (has(&["apache2", "httpd", "libapache2", "php"]), has(&["nginx"])) {
        (true, _) => Some(APACHE_USER),
        (false, true) => Some(NGINX_USER),
        (false, false) => None,
    };
    match (from.os.family(), to.os.family()) {
        (Family::Apt, Family::Yum) => Some((WEB_USER, of_amazon?)),
        (Family::Yum, Family::Apt) => Some((of_amazon?, WEB_USER)),
        (Family::Apt, Family::Apt) | (Family::Yum, Family::Yum) => None,
    }
}

/// Makes what was found in the text at a path, and tells the rest with its line in the document as it was.
fn amend(before: &Document, at: &Path, now: &Path, found: Found, draft: &mut Draft) {
    let found = found.finish();
    for (range, why) in found.left {
        let line = before.line_of_part(at, &range).map(|line| format!(" (line {line})")).unwrap_or_default();
        draft.leave(why.replace("{line}", &line));
    }
    if !found.parts.is_empty() {
        draft.attempt([Edit::ReplaceInScalar { at: now.clone(), parts: found.parts }]);
    }
}

/// " (line 12)"; nothing if nothing is there.
fn line(document: &Document, at: &Path) -> String {
    document.entry_lines(at).map(|lines| format!(" (line {})", lines.start())).unwrap_or_default()
}

/// True for a text that a shell reads.
fn is_script(text: &str) -> bool {
    text.starts_with("#!") && text.lines().next().is_some_and(|first| first.ends_with("sh"))
}

/// The section that a path below a config lies in, with the rest of the path.
fn section_of(at: &Path) -> Option<(Section, &[crate::document::Step])> {
    let (first, rest) = at.steps().split_first()?;
    Some((Section::of_key(first.key()?)?, rest))
}

#[cfg(test)]
mod tests;
