//! Parameter from a value of the template: its name, type and default, and the reference that replaces the value.
//!
//! Source: AWS pages "Parameters", "CloudFormation-supplied parameter types", "Intrinsic function reference".

use crate::recipe::definition::{OPTION, OptionKind, Recipe, RecipeGroup, RecipeOption, Symbol};
use crate::recipe::target::{self, Subject};
use serde_json::json;

use super::proposal::Proposal;
use super::{name, parameter};
use crate::document::{Document, Edit, Kind, Node, Path, ScalarType, Step, Value};
use crate::schema::image::{IMAGES, PARAMETER_TYPE};
use crate::schema::parameter as row;
use crate::template::function::{Spelling, from_json};
use crate::template::label::path_label;
use crate::template::resource::attribute;
use crate::template::value::{self, ValuePart, ValueRef};
use crate::template::{Template, parameter_path, section};

/// Most bytes of a parameter's value. Source: AWS page "CloudFormation quotas".
const MOST_BYTES: usize = 4096;
/// Most bytes of a parameter's description. Source: AWS page "Parameters".
const MOST_DESCRIBED: usize = 4000;
/// Other places that are looked for.
const MOST_PLACES: usize = 50;
/// Begins a dynamic reference to an SSM parameter. Source: AWS page "Get a plaintext value from Systems Manager".
const RESOLVE: &str = "{{resolve:ssm:";

/// A parameter that a value can become.
#[derive(Clone, Debug, PartialEq)]
pub struct ParameterCandidate {
    /// A free name.
    pub name: String,
    /// Its type.
    pub kind: String,
    /// The value as it stands; `None` if none does.
    pub default: Option<Value>,
    /// The only values, for a truth.
    pub allowed: Vec<&'static str>,
    /// What is said of it where it is asked for; empty if nothing is.
    pub description: String,
}

impl ParameterCandidate {
    /// The same with what somebody says of it.
    ///
    /// # Errors
    /// Why it cannot be called so, or described so.
    pub(super) fn described(
        self,
        document: &Document,
        said: ParameterDetails<'_>,
    ) -> Result<ParameterCandidate, String> {
        let name = if said.name.is_empty() { self.name.clone() } else { said.name.to_string() };
        if let Some(fault) = name::fault_of_id(&name) {
            return Err(fault.into());
        }
        if Template::of(document).has_name(&name) {
            return Err(format!("{name} already exists. Choose another name."));
        }
        let description = said.description.trim().to_string();
        if description.len() > MOST_DESCRIBED {
            let bytes = description.len();
            return Err(format!("The description has {bytes} bytes. A parameter's takes at most {MOST_DESCRIBED}."));
        }
        Ok(ParameterCandidate { name, description, ..self })
    }

    /// The edits that make the parameter.
    pub(super) fn made(&self, document: &Document) -> Vec<Edit> {
        let described = Some(self.description.as_str()).filter(|text| !text.is_empty());
        let mut body: Vec<(Value, Value)> = Vec::new();
        body.extend(described.map(|text| (row::DESCRIPTION.key.into(), text.into())));
        body.push((row::TYPE.key.into(), self.kind.as_str().into()));
        body.extend(self.default.clone().map(|value| (row::DEFAULT.key.into(), value)));
        if !self.allowed.is_empty() {
            let words = self.allowed.iter().map(|word| Value::from(*word)).collect();
            body.push((row::ALLOWED_VALUES.key.into(), Value::Sequence(words)));
        }
        parameter::insert(document, &self.name, Value::Mapping(body.into_iter().collect()))
    }

    /// Its sentence: "The parameter Port of type Number is made, with the value as its default."
    pub(super) fn sentence(&self) -> String {
        let asked = match &self.default {
            Some(_) => "with the value as its default",
            None => "without a default: it is asked for at each deploy",
        };
        format!("The parameter {} of type {} is made, {asked}.", self.name, self.kind)
    }
}

/// What somebody says of a parameter that is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ParameterDetails<'s> {
    /// Its name; empty for the one that it gets by itself.
    pub name: &'s str,
    /// Its description; empty for none.
    pub description: &'s str,
}

impl<'s> From<&'s str> for ParameterDetails<'s> {
    fn from(name: &'s str) -> ParameterDetails<'s> {
        ParameterDetails { name, description: "" }
    }
}

impl<'s> From<&'s String> for ParameterDetails<'s> {
    fn from(name: &'s String) -> ParameterDetails<'s> {
        name.as_str().into()
    }
}

/// Keys whose value is the id or the name of something that exists, what an id of it begins with, and its type.
const TYPES: &[(&str, &str, &str)] = &[
    ("ImageId", "ami-", "AWS::EC2::Image::Id"),
    ("SubnetId", "subnet-", "AWS::EC2::Subnet::Id"),
    ("VpcId", "vpc-", "AWS::EC2::VPC::Id"),
    ("SecurityGroupId", "sg-", "AWS::EC2::SecurityGroup::Id"),
    ("GroupId", "sg-", "AWS::EC2::SecurityGroup::Id"),
    ("SourceSecurityGroupId", "sg-", "AWS::EC2::SecurityGroup::Id"),
    ("InstanceId", "i-", "AWS::EC2::Instance::Id"),
    ("VolumeId", "vol-", "AWS::EC2::Volume::Id"),
    ("HostedZoneId", "Z", "AWS::Route53::HostedZone::Id"),
    ("KeyName", "", "AWS::EC2::KeyPair::KeyName"),
    ("AvailabilityZone", "", "AWS::EC2::AvailabilityZone::Name"),
];

/// The same for lists.
const LISTS: &[(&str, &str, &str)] = &[
    ("SubnetIds", "subnet-", "List<AWS::EC2::Subnet::Id>"),
    ("Subnets", "subnet-", "List<AWS::EC2::Subnet::Id>"),
    ("VPCZoneIdentifier", "subnet-", "List<AWS::EC2::Subnet::Id>"),
    ("SecurityGroupIds", "sg-", "List<AWS::EC2::SecurityGroup::Id>"),
    ("SecurityGroups", "sg-", "List<AWS::EC2::SecurityGroup::Id>"),
    ("AvailabilityZones", "", "List<AWS::EC2::AvailabilityZone::Name>"),
];

/// True if a function, and so a reference, may stand at a spot. Source: as the module: properties, metadata and
/// policies of resources, values and export names of outputs, what conditions compare.
pub fn may_stand(document: &Document, spot: &ValueRef) -> bool {
    if matches!(spot.part, ValuePart::Resource | ValuePart::Attribute) {
        return false;
    }
    let steps = spot.at.steps();
    let key = |index: usize| steps.get(index).and_then(Step::key).unwrap_or_default();
    let compared = || value::call_around(document, spot).is_some_and(|around| around.0 == "Fn::Equals");
    let fits = match key(0) {
        section::RESOURCES => {
            let inside = [attribute::PROPERTIES, attribute::METADATA, attribute::CREATION_POLICY, "UpdatePolicy"];
            steps.len() > 3 && inside.contains(&key(2))
        }
        section::OUTPUTS => match key(2) {
            "Value" => true,
            "Export" => key(3) == "Name",
            _ => false,
        },
        section::CONDITIONS | section::RULES => compared(),
        _ => false,
    };
    let literal = |(function, index): (&str, usize)| match function {
        "Ref" | "Fn::GetAtt" | "Fn::Sub" | "Condition" | "Fn::Transform" => true,
        "Fn::If" | "Fn::FindInMap" | "Fn::Join" | "Fn::Split" => index == 0,
        _ => false,
    };
    fits && !value::call_around(document, spot).is_some_and(literal)
}

/// True for the places whose values somebody may want to ask for at a deploy: properties and policies of resources.
pub fn may_be_asked(at: &Path) -> bool {
    let keys: Vec<&str> = at.steps().iter().take(3).filter_map(Step::key).collect();
    let inside = [attribute::PROPERTIES, attribute::CREATION_POLICY, "UpdatePolicy"];
    matches!(keys.as_slice(), [section::RESOURCES, _, part] if inside.contains(part)) && at.steps().len() > 3
}

/// True for a list that `Ref` of a list may replace: a property that takes a list, not the arguments of a function.
fn is_list(document: &Document, spot: &ValueRef, node: Node<'_>) -> bool {
    node.is_plain(Kind::Sequence) && value::call_around(document, spot).is_none()
}

/// What the value at a spot becomes.
///
/// # Errors
/// Why it cannot be a parameter, in a sentence.
pub fn extract(document: &Document, spot: &ValueRef) -> Result<ParameterCandidate, String> {
    if !may_stand(document, spot) {
        return Err("CloudFormation takes no reference here.".into());
    }
    let name = name::free_id(Template::of(document), &wanted_name(document, &spot.at));
    let key = spot.at.last_key().unwrap_or_default();
    let of = |kind: &str, default: Option<Value>| ParameterCandidate {
        name: name.clone(),
        kind: kind.into(),
        default,
        allowed: Vec::new(),
        description: String::new(),
    };
    let typed = |types: &[(&'static str, &'static str, &'static str)], fits: &dyn Fn(&str) -> bool| {
        types.iter().find(|row| row.0 == key && fits(row.1)).map(|row| row.2)
    };
    let Some(node) = document.node(&spot.at).filter(|node| !node.is_null()) else {
        if key == "ImageId" {
            let first = IMAGES.first().map(|image| Value::from(image.parameter));
            return Ok(of(PARAMETER_TYPE, first));
        }
        let kind = typed(TYPES, &|_| true).or_else(|| typed(LISTS, &|_| true));
        return Ok(of(kind.unwrap_or("String"), None));
    };
    let is_function = value::call(document, spot).is_some() || (spot.part == ValuePart::Node && node.tag().is_some());
    if is_function {
        return Err("The value is a function already. Only a literal value can become a parameter.".into());
    }
    if is_list(document, spot, node) {
        let texts: Option<Vec<&str>> =
            node.items().map(|item| item.scalar().filter(|_| item.tag().is_none())).collect();
        let is_odd = |text: &&str| text.contains(',') || text.trim() != *text || text.is_empty();
        let texts = texts.filter(|texts| !texts.iter().any(is_odd));
        let texts = texts.ok_or("A list becomes a parameter only if its items are texts without commas.")?;
        let fits = |start: &str| !texts.is_empty() && texts.iter().all(|text| text.starts_with(start));
        let default = Some(Value::from(texts.join(","))).filter(|_| !texts.is_empty());
        return Ok(of(typed(LISTS, &fits).unwrap_or("CommaDelimitedList"), default));
    }
    let text = node.scalar().ok_or("Only a text, a number, a truth or a list of texts can become a parameter.")?;
    if text.trim_end().contains('\n') {
        return Err("A text of several lines is no value that anybody types at a deploy. Make a part of it one.".into());
    }
    if text.len() > MOST_BYTES {
        return Err(format!("The value has {} bytes. A parameter takes at most {MOST_BYTES}.", text.len()));
    }
    if let Some(name) = text.strip_prefix(RESOLVE).and_then(|rest| rest.strip_suffix("}}")) {
        let kind = if key == "ImageId" { PARAMETER_TYPE } else { "AWS::SSM::Parameter::Value<String>" };
        return Ok(of(kind, Some(Value::from(name))));
    }
    if text.starts_with("{{resolve:") {
        return Err("The value is a dynamic reference to a secret. A parameter would not be resolved.".into());
    }
    match node.scalar_type() {
        ScalarType::Bool(truth) => {
            let word = if truth { "true" } else { "false" };
            Ok(ParameterCandidate { allowed: vec!["true", "false"], ..of("String", Some(Value::from(word))) })
        }
        ScalarType::Int(Some(number)) if number.to_string() == text => Ok(of("Number", Some(node.value()))),
        ScalarType::Float(number) if number.to_string() == text => Ok(of("Number", Some(node.value()))),
        _ => {
            let kind = typed(TYPES, &|start| !text.is_empty() && text.starts_with(start));
            Ok(of(kind.unwrap_or("String"), Some(Value::from(text))))
        }
    }
}

/// What a value is called, as a logical id: its key, with its owner's where the key alone says nothing.
fn wanted_name(document: &Document, at: &Path) -> String {
    const VAGUE: [&str; 9] = ["Value", "Name", "Key", "content", "command", "Default", "Id", "Type", "source"];
    let keys: Vec<&str> = at.steps().iter().filter_map(Step::key).filter(|key| !is_silent(key)).collect();
    let last = keys.last().copied().unwrap_or("Value");
    let tag = at.parent().and_then(|owner| document.scalar(&owner.join("Key"))).filter(|_| last == "Value");
    let name = match (tag, at.last()) {
        (Some(tag), _) => joined(&[tag, "Tag"]),
        (None, Some(Step::Index(_))) => joined(&[last.strip_suffix('s').unwrap_or(last)]),
        (None, _) if VAGUE.contains(&last) => {
            let owner = keys.iter().rev().nth(1).copied().unwrap_or_default();
            joined(&[owner, last])
        }
        (None, _) => joined(&[last]),
    };
    if name.is_empty() { "Parameter".into() } else { name }
}

fn is_silent(key: &str) -> bool {
    key.starts_with("Fn::") || matches!(key, attribute::PROPERTIES | section::RESOURCES | section::OUTPUTS)
}

/// Texts as one name in letters and digits: `/etc/my app` as `EtcMyApp`.
fn joined(parts: &[&str]) -> String {
    let words = parts.iter().flat_map(|part| part.split(|c: char| !c.is_ascii_alphanumeric()));
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().into_iter().map(|c| c.to_ascii_uppercase()).chain(letters).collect::<String>()
    };
    let name: String = words.filter(|word| !word.is_empty()).map(capital).collect();
    name.chars().take(64).collect()
}

/// Other places with the same literal where a reference may stand, in the order of the text; none for truths.
pub fn others(document: &Document, spot: &ValueRef) -> Vec<Path> {
    let Some(own) = document.node(&spot.at) else { return Vec::new() };
    let Some(text) = own.scalar().filter(|text| !text.is_empty()) else { return Vec::new() };
    if matches!(own.scalar_type(), ScalarType::Bool(_)) {
        return Vec::new();
    }
    let sections = [section::CONDITIONS, section::RESOURCES, section::OUTPUTS].map(|key| Path::root().join(key));
    let mut waiting: Vec<Path> = sections.into_iter().rev().collect();
    let mut found = Vec::new();
    while let Some(at) = waiting.pop().filter(|_| found.len() < MOST_PLACES) {
        let Some(node) = document.node(&at).filter(|node| !node.is_alias()) else { continue };
        let same = node.scalar() == Some(text) && node.tag().is_none() && at != spot.at;
        if same && !matches!(node.scalar_type(), ScalarType::Bool(_)) && may_stand(document, &at.clone().into()) {
            found.push(at.clone());
        }
        let keys: Vec<Path> = node.entries().map(|entry| at.join(entry.key())).collect();
        let items = (0..node.items().count()).map(|index| at.join(index));
        waiting.extend(keys.into_iter().chain(items).collect::<Vec<_>>().into_iter().rev());
    }
    found
}

/// Turns a value into a parameter.
pub static RECIPE: Recipe = Recipe {
    id: "parameter",
    title: "Make this a parameter",
    about: "A parameter in place of a value, which becomes its default.",
    symbol: Symbol::Gauge,
    group: RecipeGroup::Entry,
    subject: Subject::entry("the value, as a JSON Pointer: /Resources/Web/Properties/InstanceType"),
    targets: target::at_the_entry,
    options: &[
        RecipeOption {
            name: "name",
            value: "NAME",
            label: "Name",
            help: "name of the parameter; that of the key unless given",
            ..OPTION
        },
        RecipeOption {
            name: "everywhere",
            label: "Everywhere",
            help: "other places with the same value refer to it too",
            kind: OptionKind::Flag,
            ..OPTION
        },
    ],
    propose: |request| {
        let spot = ValueRef::from(request.entry()?);
        let everywhere = request.values.is_on("everywhere");
        let others = if everywhere { self::others(request.document, &spot) } else { Vec::new() };
        Ok(propose(request.document, &spot, request.text("name"), &others)?)
    },
};

/// The edits that make the parameter and refer to it from the spot and from `others`.
pub fn edits(document: &Document, spot: &ValueRef, extract: &ParameterCandidate, others: &[Path]) -> Vec<Edit> {
    let reference = from_json(&json!({ "Ref": extract.name }), Spelling::of(document));
    let mut edits = value::set(document, spot, reference.clone());
    edits.extend(others.iter().flat_map(|at| value::set(document, &at.clone().into(), reference.clone())));
    edits.extend(extract.made(document));
    edits
}

/// The change as it is shown.
///
/// # Errors
/// Why it cannot be made.
pub fn propose<'s>(
    document: &Document,
    spot: &ValueRef,
    said: impl Into<ParameterDetails<'s>>,
    others: &[Path],
) -> Result<Proposal, String> {
    let extract = extract(document, spot)?.described(document, said.into())?;
    let edits = edits(document, spot, &extract, others);
    let name = &extract.name;
    let mut does = vec![extract.sentence()];
    does.push(match others.len() {
        0 => format!("{} refers to it.", path_label(&spot.at)),
        1 => format!("{} and 1 other place refer to it.", path_label(&spot.at)),
        count => format!("{} and {count} other places refer to it.", path_label(&spot.at)),
    });
    let at = if others.is_empty() { spot.at.clone() } else { parameter_path(name) };
    Ok(Proposal { title: format!("Parameter {name}"), does, leaves: Vec::new(), edits, at })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Parameters:
  InstanceType: {Type: String}
Resources:
  Web:
    Type: AWS::EC2::Instance
    DependsOn: Other
    Properties:
      ImageId: ami-1
      InstanceType: t3.micro
      KeyName: \"\"
      SecurityGroupIds: [sg-1, sg-2]
      EbsOptimized: true
      Tags:
        - Key: Name
          Value: web
      UserData:
        Fn::Base64: !Sub \"${AWS::Region} x\"
      Size: 8
      Join: !Join [\",\", [web, a]]
      Short: !Base64 web
  Other:
    Type: T
    Properties: {Kind: t3.micro, Port: \"80\", Mode: 000644}
Outputs:
  Url: {Value: web, Description: web}
";

    fn at(keys: &[&str]) -> ValueRef {
        Path::root().keys(["Resources", "Web", "Properties"]).keys(keys.iter().copied()).into()
    }

    fn described(spot: &ValueRef) -> String {
        match extract(&Document::parse(TEXT), spot) {
            Ok(one) => format!("{} {} {:?}", one.name, one.kind, one.default.map(|value| shape_of(&value))),
            Err(why) => why,
        }
    }

    fn shape_of(value: &Value) -> String {
        serde_yaml::to_string(&serde_yaml::Value::from(value.clone())).unwrap().trim().to_string()
    }

    #[test]
    fn a_value_becomes_a_parameter_of_the_type_that_fits() {
        assert_eq!(described(&at(&["ImageId"])), "ImageId AWS::EC2::Image::Id Some(\"ami-1\")");
        assert_eq!(described(&at(&["InstanceType"])), "InstanceType2 String Some(\"t3.micro\")");
        assert_eq!(described(&at(&["KeyName"])), "KeyName String Some(\"''\")");
        assert_eq!(
            described(&at(&["SecurityGroupIds"])),
            "SecurityGroupIds List<AWS::EC2::SecurityGroup::Id> Some(\"sg-1,sg-2\")"
        );
        assert_eq!(described(&at(&["EbsOptimized"])), "EbsOptimized String Some(\"'true'\")");
        assert_eq!(described(&at(&["Size"])), "Size Number Some(\"8\")");
        assert_eq!(described(&at(&["SubnetId"])), "SubnetId AWS::EC2::Subnet::Id None");
        let tag: ValueRef = at(&["Tags"]).at.join(0).join("Value").into();
        assert_eq!(described(&tag), "NameTag String Some(\"web\")");
        let group: ValueRef = at(&["SecurityGroupIds"]).at.join(0).into();
        assert_eq!(described(&group), "SecurityGroupId String Some(\"sg-1\")");
        let url: ValueRef = Path::root().keys(["Outputs", "Url", "Value"]).into();
        assert_eq!(described(&url), "UrlValue String Some(\"web\")");
        let empty = Document::parse("Resources:\n  W:\n    Properties: {}\n");
        let image = Path::root().keys(["Resources", "W", "Properties", "ImageId"]).into();
        assert_eq!(extract(&empty, &image).unwrap().kind, PARAMETER_TYPE);
    }

    #[test]
    fn a_reference_stands_only_where_cloudformation_reads_one() {
        let document = Document::parse(TEXT);
        let may = |keys: &[&str]| may_stand(&document, &Path::root().keys(keys.iter().copied()).into());
        for keys in [
            &["Resources", "Web", "Type"][..],
            &["Resources", "Web", "DependsOn"],
            &["Outputs", "Url", "Description"],
            &["Parameters", "InstanceType", "Type"],
            &["Resources", "Web", "Properties", "UserData", "Fn::Base64", "Fn::Sub"],
        ] {
            assert!(!may(keys), "{keys:?}");
        }
        let join = at(&["Join"]).at;
        assert!(!may_stand(&document, &join.join(0).into()) && may_stand(&document, &join.join(1).join(0).into()));
        assert!(may_stand(&document, &ValueRef { at: at(&["Short"]).at, part: ValuePart::Inside }));
        assert!(may(&["Outputs", "Url", "Value"]));
    }

    #[test]
    fn other_places_are_found_and_all_refer_to_one_parameter() {
        let document = Document::parse(TEXT);
        let spot = at(&["InstanceType"]);
        let others = others(&document, &spot);
        assert_eq!(
            others.iter().map(|at| at.to_string()).collect::<Vec<_>>(),
            ["Resources › Other › Properties › Kind"]
        );
        let proposal = propose(&document, &spot, "Kind", &others).unwrap();
        let (after, _) = document.with_edits(&proposal.edits).unwrap();
        let text = after.text();
        assert!(text.contains("InstanceType: !Ref Kind\n") && text.contains("{Kind: !Ref Kind,"), "{text}");
        assert!(text.contains("  Kind:\n    Type: String\n    Default: t3.micro\n"), "{text}");
        let joined = propose(&document, &ValueRef { at: at(&["Short"]).at, part: ValuePart::Inside }, "", &[]);
        let (after, _) = document.with_edits(&joined.unwrap().edits).unwrap();
        assert!(after.text().contains("Fn::Base64: !Ref Short"), "{}", after.text());
        for (name, why) in [("Web", "already exists"), ("a b", "letters")] {
            let refused = propose(&document, &spot, name, &[]).unwrap_err();
            assert!(refused.contains(why), "{refused}");
        }
    }
}
