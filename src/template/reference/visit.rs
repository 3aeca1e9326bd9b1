//! One way through the whole document, collecting the places that use a name.

use std::ops::Range;

use super::{How, INTERFACE, Named, Use, command, in_braces};
use crate::document::{Document, Kind, Node, Path, Step};
use crate::template::for_each::is_for_each;
use crate::template::resource::attribute;
use crate::template::user_data::command_list::WordLists;
use crate::template::{Template, init, section};

/// Stands in a joined text for what nobody knows before the stack is made.
const UNKNOWN: char = '\u{fffc}';

/// All uses of the name of a kind, in the order of the text.
pub(super) fn all(document: &Document, named: &Named, name: &str) -> Vec<Use> {
    let mut visit = Visit { document, named, name, steps: Vec::new(), places: Vec::new(), found: Vec::new() };
    if let Some(root) = document.root()
        && !name.is_empty()
    {
        visit.value(root, Role::Plain);
    }
    visit.found
}

/// What a text at a place says.
#[derive(Clone, Copy)]
enum Role<'d> {
    /// Anything; a command line too.
    Plain,
    /// Part of a text that was looked at as a whole.
    Joined,
    /// Argument of `Ref`.
    Ref,
    /// Argument of `Fn::GetAtt`.
    GetAtt,
    /// Argument of `Fn::Sub`.
    Sub,
    /// Text of `Fn::Sub`, with the names of its own.
    SubText(Option<Node<'d>>),
    /// Argument of `Fn::If`.
    If,
    /// Argument of `Fn::FindInMap`.
    FindInMap,
    /// Argument of `Fn::ValueOf`.
    ValueOf,
    /// Argument of `Fn::Join`.
    Join,
    /// A name, or a list of names, in this way.
    Name(How),
    /// A config set of this resource.
    Set(&'d str),
    /// Argument of `Fn::If` in a config set of this resource.
    SetIf(&'d str),
    /// The name of another set in a config set of this resource.
    SetName(&'d str),
}

/// Where on the way.
#[derive(Clone, Copy)]
enum On<'d> {
    Key(&'d str),
    Index(usize),
}

struct Visit<'d, 'n> {
    document: &'d Document,
    named: &'n Named,
    name: &'n str,
    steps: Vec<On<'d>>,
    /// The steps without those into bodies of loops, which do not change what a key means.
    places: Vec<On<'d>>,
    found: Vec<Use>,
}

impl<'d> Visit<'d, '_> {
    // Bounded: the reader refuses documents that are nested deeper than 400 levels.
    fn value(&mut self, node: Node<'d>, role: Role<'d>) {
        let role = match (node.tag(), role) {
            (Some("!If"), Role::Set(resource)) => Role::SetIf(resource),
            (Some(tag), _) => of_function(tag.strip_prefix('!').unwrap_or_default()).unwrap_or(role),
            (None, _) => role,
        };
        match node.kind() {
            Kind::Scalar => self.text(node, role),
            Kind::Sequence => self.list(node, role),
            Kind::Mapping => self.mapping(node, role),
        }
    }

    fn step(&mut self, on: On<'d>, node: Node<'d>, role: Role<'d>) {
        if node.is_alias() {
            return;
        }
        let from = self.steps.last().is_some_and(|last| matches!(last, On::Key(key) if is_for_each(key)));
        let enters_loop = from && matches!(on, On::Index(2)) || matches!(on, On::Key(key) if is_for_each(key));
        self.steps.push(on);
        if !enters_loop {
            self.places.push(on);
        }
        self.value(node, role);
        self.steps.pop();
        if !enters_loop {
            self.places.pop();
        }
    }

    fn list(&mut self, node: Node<'d>, role: Role<'d>) {
        // Words of a command, each an item.
        let is_command =
            matches!(role, Role::Plain) && node.item(0).and_then(|item| item.scalar()).is_some_and(command::is_program);
        if is_command {
            self.joined(node, " ");
        }
        if let (Role::Join, Some(items)) = (role, node.item(1).filter(|items| items.kind() == Kind::Sequence)) {
            self.steps.push(On::Index(1));
            self.joined(items, node.item(0).and_then(|between| between.scalar()).unwrap_or_default());
            self.steps.pop();
        }
        for (index, item) in node.items().enumerate() {
            let own = match (role, index) {
                (Role::GetAtt, 0) => Role::Name(How::GetAtt),
                (Role::Sub, 0) => Role::SubText(node.item(1)),
                (Role::If | Role::SetIf(_), 0) => Role::Name(How::If),
                (Role::SetIf(resource), _) => Role::Set(resource),
                (Role::FindInMap, 0) => Role::Name(How::FindInMap),
                (Role::ValueOf, 0) => Role::Name(How::ValueOf),
                (Role::Join, 1) | (Role::Joined, _) => Role::Joined,
                (Role::Name(How::DependsOn | How::Group), _) | (Role::Set(_), _) => role,
                (Role::Plain, _) if is_command => Role::Joined,
                _ => Role::Plain,
            };
            self.step(On::Index(index), item, own);
        }
    }

    fn mapping(&mut self, node: Node<'d>, role: Role<'d>) {
        let alone = node.len() == 1;
        for entry in node.entries() {
            let key = entry.key();
            let own = match (role, of_key(key)) {
                (Role::Set(resource), _) if key == init::CONFIG_SET => Role::SetName(resource),
                (Role::Set(resource), Some(Role::If)) if alone => Role::SetIf(resource),
                (_, Some(function)) if alone => function,
                _ => self.of_place(key, alone),
            };
            if self.is_label(key) {
                self.steps.push(On::Key(key));
                self.note(0..key.len(), How::Label, entry.value);
                self.steps.pop();
            }
            self.step(On::Key(key), entry.value, own);
        }
    }

    /// What the value of a key says where the way is now.
    fn of_place(&self, key: &'d str, alone: bool) -> Role<'d> {
        let owner = |index: usize| match self.places.get(index) {
            Some(On::Key(key)) => Some(*key),
            Some(On::Index(_)) | None => None,
        };
        match (owner(0), self.places.len(), key) {
            (Some(section::RESOURCES), 2, attribute::DEPENDS_ON) => Role::Name(How::DependsOn),
            (Some(section::RESOURCES | section::OUTPUTS), 2, attribute::CONDITION) => Role::Name(How::Condition),
            (Some(section::CONDITIONS), 1.., attribute::CONDITION) if alone => Role::Name(How::Condition),
            (Some(section::RESOURCES), 5, _) if owner(3) == Some(init::INIT) && owner(4) == Some(init::CONFIG_SETS) => {
                owner(1).map_or(Role::Plain, Role::Set)
            }
            (Some(section::RESOURCES), 5.., "authentication") if owner(3) == Some(init::INIT) => {
                Role::Name(How::Authentication)
            }
            (Some(section::METADATA), 4, "Parameters") if owner(1) == Some(INTERFACE) => Role::Name(How::Group),
            _ => Role::Plain,
        }
    }

    /// True for a key of `Metadata › AWS::CloudFormation::Interface › ParameterLabels` that is the parameter's name.
    fn is_label(&self, key: &str) -> bool {
        *self.named == Named::Parameter
            && key == self.name
            && matches!(
                self.steps.as_slice(),
                [On::Key(section::METADATA), On::Key(INTERFACE), On::Key("ParameterLabels")]
            )
    }

    fn text(&mut self, node: Node<'d>, role: Role<'d>) {
        let text = node.scalar().unwrap_or_default();
        // Most texts do not have the name anywhere.
        if !text.contains(self.name) {
            return;
        }
        let name = self.name;
        match role {
            Role::Ref => self.whole(node, text, How::Ref),
            Role::Name(how) => self.whole(node, text, how),
            Role::Set(resource) if matches!(self.named, Named::Config { resource: own } if own == resource) => {
                self.whole(node, text, How::Member);
            }
            Role::SetName(resource) if matches!(self.named, Named::ConfigSet { resource: own } if own == resource) => {
                self.whole(node, text, How::Member);
            }
            Role::GetAtt if text.split('.').next() == Some(name) => self.note(0..name.len(), How::GetAtt, node),
            Role::Sub | Role::SubText(_) => {
                // A name of the function's own hides the template's.
                let own = match role {
                    Role::SubText(own) => own,
                    _ => None,
                };
                let hidden = own.is_some_and(|own| own.get(name).is_some());
                if !hidden && matches!(self.named, Named::Parameter | Named::Resource) {
                    for span in in_braces(text, |found| found == name) {
                        self.note(span, How::Sub, node);
                    }
                }
                self.words(node, text);
            }
            Role::Plain => self.words(node, text),
            Role::GetAtt | Role::Set(_) | Role::SetIf(_) | Role::SetName(_) | Role::Joined => {}
            Role::If | Role::FindInMap | Role::ValueOf | Role::Join => {}
        }
    }

    fn whole(&mut self, node: Node<'d>, text: &str, how: How) {
        if text == self.name && self.takes(how) {
            self.note(0..text.len(), how, node);
        }
    }

    /// True if what is looked for can be named in this way.
    fn takes(&self, how: How) -> bool {
        match self.named {
            Named::Parameter => matches!(how, How::Ref | How::Sub | How::ValueOf | How::Group | How::Label),
            Named::Resource => {
                matches!(how, How::Ref | How::Sub | How::GetAtt | How::DependsOn | How::Words | How::Signal)
            }
            Named::Condition => matches!(how, How::Condition | How::If),
            Named::Mapping => how == How::FindInMap,
            Named::Config { .. } | Named::ConfigSet { .. } => matches!(how, How::Member | How::Words),
            Named::Authentication { resource } => {
                how == How::Authentication && matches!(self.places.get(1), Some(On::Key(own)) if own == resource)
            }
            Named::Output | Named::Rule | Named::Declared { .. } | Named::Variable { .. } | Named::Context { .. } => {
                false
            }
        }
    }

    /// Command lines and hooks in a text.
    fn words(&mut self, node: Node<'d>, text: &str) {
        let commands = WordLists::of(text).text;
        for (span, what) in command::words(&commands) {
            if text.get(span.clone()) == Some(self.name) && self.is_meant(what) {
                self.note(span, how_of(what), node);
            }
        }
    }

    /// Command lines in a text that is put together from a list's items; only a name that one item holds is noted.
    fn joined(&mut self, items: Node<'d>, between: &str) {
        if !matches!(self.named, Named::Resource | Named::Config { .. } | Named::ConfigSet { .. }) {
            return;
        }
        let mut text = String::new();
        let mut parts: Vec<(usize, Node<'d>, bool)> = Vec::new();
        for (index, item) in items.items().enumerate() {
            if index > 0 {
                text.push_str(between);
            }
            let sub = item.get("Fn::Sub").filter(|sub| item.len() == 1 && sub.scalar().is_some());
            let known = matches!(item.tag(), None | Some("!Sub"));
            parts.push((text.len(), sub.unwrap_or(item), sub.is_some()));
            match sub.unwrap_or(item).scalar() {
                Some(own) if known && !item.is_alias() => text.push_str(own),
                _ => text.push(UNKNOWN),
            }
        }
        let commands = WordLists::of(&text).text;
        for (span, what) in command::words(&commands) {
            if text.get(span.clone()) != Some(self.name) || !self.is_meant(what) {
                continue;
            }
            let index = parts.partition_point(|part| part.0 <= span.start).saturating_sub(1);
            let Some(&(start, node, long)) = parts.get(index) else { continue };
            let own = span.start - start..span.end - start;
            if node.scalar().and_then(|text| text.get(own.clone())) != Some(self.name) {
                continue;
            }
            self.steps.push(On::Index(index));
            if long {
                self.steps.push(On::Key("Fn::Sub"));
            }
            self.note(own, how_of(what), node);
            self.steps.truncate(self.steps.len() - 1 - usize::from(long));
        }
    }

    /// True if a word of a command line means what is looked for.
    fn is_meant(&self, what: command::CommandWord<'_>) -> bool {
        let holder = match (self.places.first(), self.places.get(1)) {
            (Some(On::Key(section::RESOURCES)), Some(On::Key(holder))) => Some(*holder),
            _ => None,
        };
        match (self.named, what) {
            (Named::Resource, command::CommandWord::Resource | command::CommandWord::Signalled) => true,
            (Named::Config { resource }, command::CommandWord::Config(of)) => resource == of,
            (Named::ConfigSet { resource }, command::CommandWord::Set(Some(of))) => resource == of,
            // The command's resource is not known: most likely the one that holds the text, if it has configs.
            (Named::ConfigSet { resource }, command::CommandWord::Set(None)) => {
                let has_init = |id: &str| {
                    let resource = Template::of(self.document).resource(id);
                    resource.is_some_and(|resource| resource.init().is_some())
                };
                holder.is_none_or(|holder| holder == resource || !has_init(holder))
            }
            _ => false,
        }
    }

    fn note(&mut self, span: Range<usize>, how: How, node: Node<'d>) {
        if !self.takes(how) {
            return;
        }
        let steps = self.steps.iter().map(|on| match on {
            On::Key(key) => Step::from(*key),
            On::Index(index) => Step::Index(*index),
        });
        let at: Path = steps.collect();
        // Of equal keys the last counts; what stands in the others is read by nobody.
        if self.document.node(&at).is_some_and(|read| read.span() == node.span()) {
            self.found.push(Use { at, span, how });
        }
    }
}

/// How a word of a command line uses what it names.
fn how_of(what: command::CommandWord<'_>) -> How {
    match what {
        command::CommandWord::Signalled => How::Signal,
        command::CommandWord::Resource | command::CommandWord::Set(_) | command::CommandWord::Config(_) => How::Words,
    }
}

/// The role of a function's argument; `name` without `!` or `Fn::`.
fn of_function<'d>(name: &str) -> Option<Role<'d>> {
    Some(match name {
        "Ref" => Role::Ref,
        "GetAtt" => Role::GetAtt,
        "Sub" => Role::Sub,
        "Condition" => Role::Name(How::Condition),
        "If" => Role::If,
        "FindInMap" => Role::FindInMap,
        "ValueOf" => Role::ValueOf,
        "Join" => Role::Join,
        _ => return None,
    })
}

/// The role of the value behind a function's long key.
fn of_key<'d>(key: &str) -> Option<Role<'d>> {
    match key {
        "Ref" => Some(Role::Ref),
        _ => of_function(key.strip_prefix("Fn::").filter(|name| !matches!(*name, "Ref" | "Condition"))?),
    }
}
