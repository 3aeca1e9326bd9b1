//! A function, `DependsOn` or `Condition` names something that does not exist.
//!
//! ```yaml bad 5
//! Parameters: {KeyName: {Type: String}}
//! Conditions: {IsLarge: !Equals [!Ref KeyName, large]}
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     DependsOn: Gatway
//!     Condition: Large
//!     Properties: {KeyName: !Ref Keyname, ImageId: !FindInMap [Images, eu, id], UserData: !Base64 {Fn::Sub: "${Gate.Id}"}}
//!   Gateway: {Type: AWS::EC2::InternetGateway}
//! ```
//!
//! ```yaml good
//! Parameters: {KeyName: {Type: String}}
//! Conditions: {IsLarge: !Equals [!Ref KeyName, large]}
//! Mappings: {Images: {eu: {id: ami-1}}}
//! Resources:
//!   Web:
//!     Type: AWS::EC2::Instance
//!     DependsOn: Gateway
//!     Condition: IsLarge
//!     Properties: {KeyName: !Ref KeyName, ImageId: !FindInMap [Images, eu, id], AvailabilityZone: !Ref AWS::NoValue}
//!   Gateway: {Type: AWS::EC2::InternetGateway}
//!   Store: {Type: My::S3::Store::MODULE}
//!   Queue: {Type: AWS::SQS::Queue, DependsOn: Store.Bucket, Properties: {QueueName: !Ref StoreBucket}}
//! ```
//!
//! ```yaml good
//! Modules: {Net: {Source: ./network.yaml}}
//! Resources:
//!   Files: {Type: !Rain::Module ./bucket.yaml}
//!   Topic:
//!     Type: AWS::SNS::Topic
//!     Properties: {TopicName: !Ref FilesBucket, DisplayName: !GetAtt Net.Name, KmsMasterKeyId: !Sub "${Rain::Key}"}
//! ```

use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::Range;

use crate::check::similar::similar;
use crate::check::{Also, Check, Context, Rule, Severity};
use crate::document::{Edit, Kind, Node, Step};
use crate::schema::function::PSEUDO_PARAMETERS;
use crate::template::evaluate::Evaluation;
use crate::template::for_each::{entries, is_for_each};
use crate::template::function::{Call, call};
use crate::template::resource::attribute;

use crate::template::substitution::{SubPiece, pieces, pseudo};
use crate::template::{Resource, Template, section};

/// The row of [`crate::check::RULES`].
pub static RULE: Rule = Rule {
    id: "reference/unknown",
    name: "Name of something that does not exist",
    severity: Severity::Error,
    why: "CloudFormation refuses a template in which a function, DependsOn or Condition names what the template lacks.",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html",
    check: Check::Entry(check),
    also: &[Also::Names, Also::Section("Modules"), Also::Section("Constants")],
};

/// What a name may stand for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    /// A parameter, a resource or a name of AWS.
    Value,
    Resource,
    Condition,
    Mapping,
}

impl Target {
    /// The sections whose entries have such names.
    fn sections(self) -> &'static [&'static str] {
        match self {
            Target::Value => &[section::PARAMETERS, section::RESOURCES],
            Target::Resource => &[section::RESOURCES],
            Target::Condition => &[section::CONDITIONS],
            Target::Mapping => &[section::MAPPINGS],
        }
    }
}

/// The names that a template defines.
struct DefinedNames<'d> {
    parameters: Defined<'d>,
    resources: Defined<'d>,
    conditions: Defined<'d>,
    mappings: Defined<'d>,
    /// The resources that are modules. Source: AWS page "Reference module resources in CloudFormation templates".
    modules: Vec<&'d str>,
}

/// The names of a section; `open` if a macro or a loop may add others.
struct Defined<'d> {
    names: Vec<&'d str>,
    known: HashSet<String>,
    open: bool,
}

impl<'d> Defined<'d> {
    fn of(template: Template<'d>, name: &str) -> Defined<'d> {
        let mut defined = Defined { names: Vec::new(), known: HashSet::new(), open: template.may_grow(name) };
        for one in template.section(name).into_iter().flat_map(entries) {
            if one.in_loop {
                let made = Evaluation::names_made(template, name, one.entry.key());
                defined.open |= made.iter().any(|name| name.contains('{'));
                defined.known.extend(made);
            } else {
                defined.names.push(one.entry.key());
                defined.known.insert(one.entry.key().to_string());
            }
        }
        defined
    }

    fn may_have(&self, name: &str) -> bool {
        self.open || self.known.contains(name)
    }
}

impl<'d> DefinedNames<'d> {
    fn sections(&self, target: Target) -> Vec<&Defined<'d>> {
        match target {
            Target::Value => vec![&self.parameters, &self.resources],
            Target::Resource => vec![&self.resources],
            Target::Condition => vec![&self.conditions],
            Target::Mapping => vec![&self.mappings],
        }
    }

    fn of(template: Template<'d>) -> DefinedNames<'d> {
        let of = |name: &str| Defined::of(template, name);
        let mut parameters = of(section::PARAMETERS);
        // A section of values for Ref that preprocessors and language servers read.
        parameters.open |= template.section("Constants").is_some();
        // Of the registry, or a file that a tool puts in place of the resource: !Rain::Module.
        let is_module = |one: &Resource<'d>| {
            let kind = one.node().get(attribute::TYPE);
            let is_file = kind.and_then(|kind| kind.tag()).is_some_and(|tag| tag.starts_with("!Rain::"));
            is_file || one.kind().is_some_and(|kind| kind.ends_with("::MODULE"))
        };
        let modules = template.resources().filter(is_module).map(|one| one.id());
        let files = template.section("Modules").into_iter().flat_map(|node| node.last_entries());
        DefinedNames {
            parameters,
            resources: of(section::RESOURCES),
            conditions: of(section::CONDITIONS),
            mappings: of(section::MAPPINGS),
            modules: modules.chain(files.map(|entry| entry.key())).collect(),
        }
    }
}

/// The names of a template: looked up one by one, and all read when one is not found.
struct Names<'d> {
    template: Template<'d>,
    all: OnceCell<DefinedNames<'d>>,
}

impl<'d> Names<'d> {
    /// True if an entry of the template has the name.
    fn is_entry(&self, target: Target, name: &str) -> bool {
        let is_in = |section: &&str| self.template.section(section).is_some_and(|node| node.get(name).is_some());
        !name.starts_with("Fn::") && target.sections().iter().any(is_in)
    }

    /// Reports a name that is not defined, and returns whether it did; `part` is the name in the text of the scalar.
    fn require(
        &self,
        context: &mut Context<'_>,
        target: Target,
        node: Node<'d>,
        text: &str,
        part: Range<usize>,
    ) -> bool {
        let Some(name) = text.get(part.clone()).filter(|name| !name.is_empty() && !name.contains(['$', '{', '&']))
        else {
            return false;
        };
        // Of names of AWS a misspelt one is known to be wrong: there may be others than those known here.
        let own = || PSEUDO_PARAMETERS.iter().map(|row| row.name);
        let is_other = name.starts_with("Rain::") || name.starts_with("AWS::") && similar(name, own()).is_none();
        let is_pseudo = target == Target::Value && (pseudo(name).is_some() || is_other);
        if is_pseudo || self.is_entry(target, name) {
            return false;
        }
        let all = self.all.get_or_init(|| DefinedNames::of(self.template));
        // A resource of a module is named by both logical ids, with a period between them or without.
        let of_module = |module: &str| name.strip_prefix(module).is_some_and(|rest| rest.len() != 1);
        if matches!(target, Target::Value | Target::Resource) && all.modules.iter().any(|one| of_module(one)) {
            return false;
        }
        let sections = all.sections(target);
        if sections.iter().any(|section| section.may_have(name)) {
            return false;
        }
        let what = match target {
            Target::Value => "parameter or resource",
            Target::Resource => "resource",
            Target::Condition => "condition",
            Target::Mapping => "mapping",
        };
        let message = format!("The template has no {what} {name}: CloudFormation refuses the template.");
        let at = node.path();
        context.report_part(&at, part.clone(), message);
        let aws = own().filter(|_| target == Target::Value && name.starts_with("AWS::"));
        let others = || sections.iter().flat_map(|section| section.names.iter().copied()).chain(aws.clone());
        // Of several near names none is more probable than the others.
        let meant = similar(name, others()).filter(|near| similar(name, others().filter(|one| one != near)).is_none());
        if let Some(meant) = meant {
            let meant = meant.to_string();
            context.fix(format!("Write {meant}"), move |_| {
                vec![Edit::ReplaceInScalar { at: at.clone(), parts: vec![(part.clone(), meant.clone())] }]
            });
        }
        true
    }

    /// Reports a scalar that is such a name as a whole.
    fn whole(&self, context: &mut Context<'_>, target: Target, node: Node<'d>) {
        if let Some(text) = node.scalar().filter(|_| !node.is_alias()) {
            self.require(context, target, node, text, 0..text.len());
        }
    }

    /// Reports a value that is such a name as a whole and no function.
    fn plain(&self, context: &mut Context<'_>, target: Target, node: Option<Node<'d>>) {
        node.into_iter().filter(|node| node.tag().is_none()).for_each(|node| self.whole(context, target, node));
    }
}

fn check(context: &mut Context<'_>, node: Node<'_>) {
    let path = node.path();
    let Some(name) = path.steps().first().and_then(Step::key) else { return };
    if ![section::CONDITIONS, section::RESOURCES, section::OUTPUTS].contains(&name) {
        return;
    }
    let template = context.template();
    let names = Names { template, all: OnceCell::new() };
    if path.steps().len() > 1 {
        // The identifier of a loop is a name in its body only.
        if !path.last_key().is_some_and(is_for_each) {
            attributes(context, &names, name, node);
            functions(context, &names, name, node);
        }
        return;
    }
    for one in node.last_entries().into_iter().filter(|one| node.is_plain(Kind::Mapping) && !is_for_each(one.key())) {
        attributes(context, &names, name, one.value);
        functions(context, &names, name, one.value);
    }
}

/// `DependsOn` and `Condition` of a resource or output.
fn attributes<'d>(context: &mut Context<'_>, names: &Names<'d>, in_section: &str, node: Node<'d>) {
    if in_section != section::CONDITIONS {
        names.plain(context, Target::Condition, node.get(attribute::CONDITION));
    }
    if let Some(list) = node.get(attribute::DEPENDS_ON).filter(|_| in_section == section::RESOURCES) {
        std::iter::once(list).chain(list.items()).for_each(|one| names.plain(context, Target::Resource, Some(one)));
    }
}

/// The functions at and below a value.
fn functions<'d>(context: &mut Context<'_>, names: &Names<'d>, in_section: &str, node: Node<'d>) {
    let mut waiting = vec![node];
    while let Some(node) = waiting.pop() {
        // A loop or a macro below may define names or read others.
        if node.is_alias() || node.entries().any(|entry| is_for_each(entry.key()) || entry.key() == "Fn::Transform") {
            continue;
        }
        waiting.extend(node.items().rev());
        waiting.extend(node.entries().map(|entry| entry.value));
        if in_section == section::CONDITIONS && node.len() == 1 {
            names.plain(context, Target::Condition, node.get(attribute::CONDITION));
        }
        let found = call(node);
        for call in found.into_iter().chain(found.and_then(|call| call.behind_tag())) {
            function(context, names, call);
        }
    }
}

/// The names in the argument of one function.
fn function<'d>(context: &mut Context<'_>, names: &Names<'d>, call: Call<'d>) {
    let argument = call.argument;
    match call.name {
        "Ref" => names.whole(context, Target::Value, argument),
        "Condition" => names.whole(context, Target::Condition, argument),
        "Fn::GetAtt" => match argument.scalar() {
            Some(text) => {
                let end = text.find('.').unwrap_or(text.len());
                names.require(context, Target::Resource, argument, text, 0..end);
            }
            None => names.plain(context, Target::Resource, argument.item(0)),
        },
        "Fn::If" => names.plain(context, Target::Condition, argument.item(0)),
        "Fn::FindInMap" => names.plain(context, Target::Mapping, argument.item(0)),
        "Fn::Sub" => sub(context, names, argument),
        _ => {}
    }
}

/// The names in the text of `Fn::Sub`.
fn sub<'d>(context: &mut Context<'_>, names: &Names<'d>, argument: Node<'d>) {
    let (text, own) = match argument.scalar() {
        Some(_) => (Some(argument), None),
        None => (argument.item(0), argument.item(1)),
    };
    let Some((node, text)) = text.and_then(|node| Some((node, node.scalar()?))) else { return };
    let mut start = 0;
    for piece in pieces(text) {
        let from = start;
        start += piece.written().len();
        let SubPiece::Name { written, name } = piece else { continue };
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ':' | '_');
        let is_own = own.is_some_and(|own| own.get(name).is_some() || !own.is_plain(Kind::Mapping));
        let Some(at) = written.find(name).filter(|_| !is_own && name.chars().all(is_name)) else { continue };
        let (target, length) = match name.find('.') {
            Some(dot) => (Target::Resource, dot),
            None => (Target::Value, name.len()),
        };
        let part = from + at..from + at + length;
        if names.require(context, target, node, text, part) {
            context.help(format!("Write ${{!{name}}} where the shell replaces it."));
        }
    }
}
