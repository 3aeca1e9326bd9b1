//! A rule: its description, what it reads, and the function that reports what it finds.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::Values;
use super::exception::Exception;
use super::facts::KnownResource;
use super::fix::Fix;
use super::machine_data::MachineData;
use crate::document::{Document, Edit, Node, Path};
use crate::template::hup::Hup;
use crate::template::signal::SignalOutlook;
use crate::template::typed::TypedResource;
use crate::template::user_data::{BootSystem, ScriptStep, UserData};
use crate::template::{Config, Init, Parameter, Resource, Template, section};

/// Severity of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// AWS or cfn-init refuses it, or it fails.
    Error,
    /// It runs, but probably not as meant.
    Warning,
    /// Worth knowing; only AWS or the author can decide.
    Note,
}

impl Severity {
    /// All of them, the severest first.
    pub const ALL: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];

    /// The word of the command line and of labels.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// A rule of the table [`super::RULES`].
pub struct Rule {
    /// `subject/what-is-wrong`, as in ESLint: the path of its file below `rules`. Never renamed and never reused, for
    /// scripts name it.
    pub id: &'static str,
    /// A title of a few words.
    pub name: &'static str,
    /// Severity of what it reports.
    pub severity: Severity,
    /// Why it matters: what AWS or cfn-init does.
    pub why: &'static str,
    /// The page or program that says so.
    pub source: &'static str,
    /// The function, by the part of a template that it reads.
    pub check: Check,
    /// What it reads beside that part.
    pub also: &'static [Also],
}

impl Rule {
    /// True for rules whose ids begin with this subject, such as `hup`; for all if it is empty.
    pub fn is_of(&self, subject: &str) -> bool {
        subject.is_empty() || self.id.split('/').next() == Some(subject)
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Rule) -> bool {
        self.id == other.id
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

/// The function of a rule. It reads the part of the template that it is given, and nothing else but what
/// [`Rule::also`] names.
pub enum Check {
    /// Reads the text, which may be broken: the only kind that runs then.
    Text(fn(&mut Context<'_>)),
    /// Reads the whole template; runs after every edit, so it has to be fast.
    Document(fn(&mut Context<'_>)),
    /// Reads of the whole template only what [`Rule::also`] names.
    Template(fn(&mut Context<'_>)),
    /// Reads all values: the first function the sections and the keys of their entries, after every edit; the second what
    /// [`Check::Entry`] gets.
    Everywhere(fn(&mut Context<'_>), fn(&mut Context<'_>, Node<'_>)),
    /// Reads one entry of a section, or the value of a section that has no entries, whatever it is.
    Entry(fn(&mut Context<'_>, Node<'_>)),
    /// Reads one parameter.
    Parameter(fn(&mut Context<'_>, Parameter<'_>)),
    /// Reads one resource.
    Resource(fn(&mut Context<'_>, Resource<'_>)),
    /// Reads the properties of one resource by the schema of its type, and the sections that name macros.
    Properties(fn(&mut Context<'_>, &TypedResource<'_>)),
    /// Reads one `AWS::CloudFormation::Init`.
    Init(fn(&mut Context<'_>, Init<'_>)),
    /// Reads one config of an `AWS::CloudFormation::Init`.
    Config(fn(&mut Context<'_>, &Config<'_>)),
    /// Reads cfn-hup in one `AWS::CloudFormation::Init`, where any part of it exists.
    Hup(fn(&mut Context<'_>, &Hup)),
    /// Reads the user data of one instance or launch template.
    UserData(fn(&mut Context<'_>, &UserData)),
    /// Reads one comment that allows diagnostics, after all other rules.
    Exception(fn(&mut Context<'_>, &Exception)),
}

/// The part of a template that a rule reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// [`Check::Text`].
    Text,
    /// [`Check::Document`], [`Check::Template`], [`Check::Everywhere`].
    Document,
    /// [`Check::Entry`], [`Check::Everywhere`].
    Entry,
    /// [`Check::Parameter`].
    Parameter,
    /// [`Check::Resource`], [`Check::Properties`].
    Resource,
    /// [`Check::Init`].
    Init,
    /// [`Check::Config`].
    Config,
    /// [`Check::Hup`].
    Hup,
    /// [`Check::UserData`].
    UserData,
    /// [`Check::Exception`].
    Exception,
}

impl Scope {
    /// What the view of the part reads beside its own text.
    pub(super) fn also(self) -> &'static [Also] {
        match self {
            Scope::Text | Scope::Document | Scope::Entry | Scope::Exception => &[],
            Scope::Parameter | Scope::Resource | Scope::Init | Scope::Config => &[],
            // Which system a machine has is read from its image, too, which a parameter names.
            Scope::Hup | Scope::UserData => &[Also::Machine, Also::Section(section::PARAMETERS)],
        }
    }
}

impl Check {
    /// The part that the function reads; of several the largest.
    pub fn scope(&self) -> Scope {
        match self {
            Check::Text(_) => Scope::Text,
            Check::Document(_) | Check::Template(_) | Check::Everywhere(..) => Scope::Document,
            Check::Entry(_) => Scope::Entry,
            Check::Parameter(_) => Scope::Parameter,
            Check::Resource(_) | Check::Properties(_) => Scope::Resource,
            Check::Init(_) => Scope::Init,
            Check::Config(_) => Scope::Config,
            Check::Hup(_) => Scope::Hup,
            Check::UserData(_) => Scope::UserData,
            Check::Exception(_) => Scope::Exception,
        }
    }

    /// True if a function of it reads this kind of part.
    pub(super) fn reads(&self, scope: Scope) -> bool {
        self.scope() == scope || matches!(self, Check::Everywhere(..)) && scope == Scope::Entry
    }
}

/// Something that a rule reads beside its scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Also {
    /// A section of the template, such as `Parameters`.
    Section(&'static str),
    /// For `Init`, `Config`, `Hup` and `UserData`: the resource itself, the one with the user data that runs cfn-init for it,
    /// and the Auto Scaling group that starts it.
    Machine,
    /// For `Init`, `Config`, `Hup` and `UserData`: the whole resource.
    Resource,
    /// The names of the template: the keys of its sections, and the types of the resources.
    Names,
    /// Which resources name which others, and which depend on conditions; the names too.
    Links,
    /// The resources that the text of the part names, and those that name the resources of the machine.
    Linked,
    /// The resources of these types, or of no known type, before an edit or after it.
    ResourcesOf(&'static [&'static str]),
    /// The resources whose text has one of these words in lowercase, before an edit or after it.
    ResourcesWith(&'static [&'static str]),
    /// Values of parameters that a deployment gives.
    Values,
}

/// What a rule's function is given: the template, and the way to report.
pub struct Context<'d> {
    document: &'d Document,
    values: &'d Values,
    machines: &'d MachineData,
    resources: &'d [KnownResource],
    found: Vec<Report>,
}

impl<'d> Context<'d> {
    pub(super) fn new(
        document: &'d Document,
        values: &'d Values,
        machines: &'d MachineData,
        resources: &'d [KnownResource],
    ) -> Context<'d> {
        Context { document, values, machines, resources, found: Vec::new() }
    }

    pub(super) fn into_found(self) -> Vec<Report> {
        self.found
    }

    /// The document; read only what the rule declares.
    pub fn document(&self) -> &'d Document {
        self.document
    }

    /// The template; read only what the rule declares.
    pub fn template(&self) -> Template<'d> {
        Template::of(self.document)
    }

    /// The values of parameters that a deployment gives; for rules with [`Also::Values`].
    pub fn values(&self) -> &'d Values {
        self.values
    }

    /// What the resources are and name, in the order of the text; for rules with [`Also::Links`].
    pub(super) fn resources(&self) -> &'d [KnownResource] {
        self.resources
    }

    /// The user data of the machine that works through the metadata of `init`; for rules with [`Also::Machine`].
    pub fn user_data(&self, init: &str) -> Option<Arc<UserData>> {
        self.machines.of_init(self.document, init)
    }

    /// The system of the machine that works through metadata; for rules with [`Also::Machine`].
    pub fn system_of(&self, init: Init<'_>) -> BootSystem {
        self.machines.system_of_init(self.document, init)
    }

    /// The user data of the resource `holder`.
    pub fn user_data_of(&self, holder: &str) -> Option<Arc<UserData>> {
        self.machines.of(self.document, holder)
    }

    /// The outlooks of what waits for user data that may signal.
    pub fn awaited(&self, data: &UserData) -> Arc<Vec<SignalOutlook>> {
        self.machines.awaited(self.document, data)
    }

    /// Reports something wrong with the entry at `at`.
    pub fn report(&mut self, at: &Path, message: impl Into<String>) -> &mut Context<'d> {
        self.push(Place::Entry(at.clone()), message.into())
    }

    /// Reports something wrong with a part of the text of the scalar at `at`.
    pub fn report_part(&mut self, at: &Path, part: Range<usize>, message: impl Into<String>) -> &mut Context<'d> {
        self.push(Place::Part(at.clone(), part), message.into())
    }

    /// Reports something wrong at a byte of the text.
    pub fn report_offset(&mut self, offset: usize, message: impl Into<String>) -> &mut Context<'d> {
        self.report_at(&Path::root(), offset, message)
    }

    /// Reports something wrong at a byte of the text that belongs to the entry at `at`.
    pub fn report_at(&mut self, at: &Path, offset: usize, message: impl Into<String>) -> &mut Context<'d> {
        self.push(Place::Offset(at.clone(), offset), message.into())
    }

    /// Reports something wrong with a step of a script.
    pub fn report_step(&mut self, data: &UserData, step: &ScriptStep, message: impl Into<String>) -> &mut Context<'d> {
        match data.text.place(&step.span) {
            Some((at, part)) => self.report_part(&at, part, message),
            None => self.report(&data.at, message),
        }
    }

    /// Reports something wrong with a part of a script; marks its first line.
    pub fn report_script(
        &mut self,
        data: &UserData,
        part: Range<usize>,
        message: impl Into<String>,
    ) -> &mut Context<'d> {
        match data.beginning(part) {
            Some((at, part)) => self.report_part(&at, part, message),
            None => self.report(&data.at, message),
        }
    }

    fn push(&mut self, place: Place, message: String) -> &mut Context<'d> {
        self.found.push(Report { place, message, help: None, fix: None });
        self
    }

    /// Adds to the last report what to do where no fix does it.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Context<'d> {
        if let Some(last) = self.found.last_mut() {
            last.help = Some(help.into());
        }
        self
    }

    /// Adds a fix to the last report, unless it has no edits on this document; see [`Fix::new`].
    pub fn fix(
        &mut self,
        label: impl Into<String>,
        edits: impl Fn(&Document) -> Vec<Edit> + Send + Sync + 'static,
    ) -> &mut Context<'d> {
        if let Some(last) = self.found.last_mut() {
            last.fix = (!edits(self.document).is_empty()).then(|| Fix::new(label, edits));
        }
        self
    }
}

/// Where a report is: relative to entries, so that it stays right after edits elsewhere.
#[derive(Clone, Debug, PartialEq)]
enum Place {
    Entry(Path),
    Part(Path, Range<usize>),
    Offset(Path, usize),
}

/// A diagnostic before its place in the text is known.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Report {
    place: Place,
    pub(super) message: String,
    pub(super) help: Option<String>,
    pub(super) fix: Option<Fix>,
}

impl Report {
    /// True if its place follows from the bytes of its entry alone, not from what stands on a line with it.
    pub(super) fn is_of_entry(&self) -> bool {
        matches!(self.place, Place::Entry(_))
    }

    /// The entry, and the part of the text to mark.
    pub(super) fn place(&self, document: &Document) -> (Path, Range<usize>) {
        match &self.place {
            Place::Entry(at) => (at.clone(), first_line(document, document.entry_span(at).unwrap_or_default())),
            // Its line may hold other entries, or all of them.
            Place::Part(at, part) if document.node(at).is_some_and(|node| !node.is_block_text()) => {
                let span = document.span_of_part(at, &beginning(document, at, part));
                let span = span.or_else(|| Some(document.node(at)?.span())).unwrap_or_default();
                (at.clone(), first_line(document, span))
            }
            Place::Part(at, part) => {
                let line = document.line_of_part(at, &beginning(document, at, part)).unwrap_or(1);
                let span = document.line_span(line..=line);
                let text = document.text().get(span.clone()).unwrap_or_default();
                let blank = text.len() - text.trim_start().len();
                (at.clone(), span.start + blank..span.end)
            }
            Place::Offset(at, offset) => {
                (at.clone(), first_line(document, (*offset).min(document.text().len())..document.text().len()))
            }
        }
    }
}

/// The first line of a part of a scalar that is neither blank nor a comment of a script; the part itself if there is none.
fn beginning(document: &Document, at: &Path, part: &Range<usize>) -> Range<usize> {
    let text = document.scalar(at).and_then(|text| text.get(part.clone())).unwrap_or_default();
    let mut start = part.start;
    for line in text.split_inclusive('\n') {
        let own = line.trim();
        if !own.is_empty() && (!own.starts_with('#') || own.starts_with("#!")) {
            let start = start + (line.len() - line.trim_start().len());
            return start..start + own.len();
        }
        start += line.len();
    }
    part.clone()
}

/// The part of a span that is on its first line.
fn first_line(document: &Document, span: Range<usize>) -> Range<usize> {
    let text = document.text().get(span.clone()).unwrap_or_default();
    let length = text.find(['\n', '\r']).unwrap_or(text.len());
    span.start..span.start + length
}
