//! The intrinsic functions. Source: AWS page "Intrinsic function reference", one page a function.

use serde_json::Value as Json;

use super::pseudo::Pseudo;
use super::{EvaluateError, Evaluation, Outcome};
use crate::document::{Kind, Node, Position};
use crate::schema::function::{Allowed, Function, Need};
use crate::template::cidr::Block;
use crate::template::for_each::replaced;
use crate::template::function::{Call, Spelling};
use crate::template::section;
use crate::template::substitution::{SubPiece, name_fault, pieces};

impl<'d> Evaluation<'d, '_> {
    /// What a function gives; `node` is the whole of it. Each is a method of its own: this one is on the stack
    /// as often as functions nest.
    pub(super) fn call(&mut self, node: Node<'d>, argument: Call<'d>) -> Outcome {
        // Arguments are texts; the value that a function chooses keeps its type.
        let keeps_types = std::mem::take(&mut self.keeps_types);
        let outcome = match argument.name {
            "Fn::If" => {
                self.keeps_types = keeps_types;
                self.choose(argument)
            }
            "Fn::FindInMap" => self.find_in_map(node, argument, keeps_types),
            _ => self.computed(node, argument),
        };
        self.keeps_types = keeps_types;
        outcome
    }

    fn computed(&mut self, node: Node<'d>, argument: Call<'d>) -> Outcome {
        match argument.name {
            "Ref" => self.named(node, argument),
            "Fn::GetAtt" => self.get_att(node, argument),
            "Fn::Sub" => self.sub(node, argument),
            "Fn::Join" => self.join(node, argument),
            "Fn::Split" => self.split(node, argument),
            "Fn::Select" => self.select(argument),
            "Fn::Base64" => self.base64(node, argument),
            "Fn::GetAZs" => self.zones(node, argument),
            "Fn::Cidr" => self.cidr(node, argument),
            "Fn::ImportValue" => self.import(node, argument),
            "Fn::GetStackOutput" => self.stack_output(node, argument),
            "Fn::ToJsonString" => self.json_string(node, argument),
            "Fn::Length" => self.length(node, argument),
            name => Err(self.refused(node, name)),
        }
    }

    fn named(&mut self, node: Node<'d>, argument: Call<'d>) -> Outcome {
        let function = super::call(argument.argument).filter(|_| argument.form == Spelling::Long);
        match argument.argument.scalar().filter(|_| function.is_none()) {
            Some(name) => self.reference(node, name.trim()),
            None if function.or_else(|| argument.behind_tag()).is_none() => {
                Err(self.fault(node, "Ref needs one name."))
            }
            None if !self.template.has_language_extensions() => {
                let message = "Ref takes a function only with Transform: AWS::LanguageExtensions in the template.";
                Err(self.fault(node, message))
            }
            None => {
                let name = self.argument(argument)?;
                let name = self.as_text(argument.argument, name)?;
                self.reference(node, name.trim())
            }
        }
    }

    fn choose(&mut self, argument: Call<'d>) -> Outcome {
        let [condition, then, other] = self.items_exactly(argument)?;
        let chosen = if self.condition_named(condition)? { then } else { other };
        self.value(chosen)
    }

    fn base64(&mut self, node: Node<'d>, argument: Call<'d>) -> Outcome {
        let text = self.argument(argument)?;
        let text = self.as_text(node, text)?;
        self.text_of(node, base64(text.as_bytes())).map(Some)
    }

    fn zones(&mut self, node: Node<'d>, argument: Call<'d>) -> Outcome {
        self.needs_deployment(node)?;
        let region = self.argument(argument)?;
        let region = Some(self.as_text(node, region)?).filter(|region| !region.is_empty());
        let region = region.unwrap_or_else(|| Pseudo::Region.value(self.given));
        let zones = ["a", "b", "c"].map(|zone| format!("{region}{zone}"));
        self.note_stand_in(|| format!("Availability Zones of {region}"), &zones.join(", "));
        Ok(Some(Json::Array(zones.map(Json::String).to_vec())))
    }

    fn import(&mut self, node: Node<'d>, argument: Call<'d>) -> Outcome {
        self.needs_deployment(node)?;
        let export = self.argument(argument)?;
        let export = self.as_text(node, export)?;
        let value = format!("imported-{export}");
        self.note_stand_in(|| format!("Export {export}"), &value);
        self.text_of(node, value).map(Some)
    }

    /// `Fn::GetStackOutput`: a mapping with the names of a stack and of an output.
    fn stack_output(&mut self, node: Node<'d>, argument: Call<'d>) -> Outcome {
        self.needs_deployment(node)?;
        let keys = argument.function.arguments();
        if let Some(other) = argument.argument.entries().find(|entry| keys.iter().all(|one| one.label != entry.key())) {
            let message =
                format!("Fn::GetStackOutput has no {}. It has StackName, OutputName, Region and RoleArn.", other.key());
            return Err(self.fault(other.key_node, message));
        }
        let mut names = Vec::new();
        for key in keys {
            match argument.argument.get(key.label) {
                Some(value) => names.push(self.text(value)?),
                None if key.need == Need::Required => {
                    return Err(self.fault(node, format!("Fn::GetStackOutput needs {}.", key.label)));
                }
                None => {}
            }
        }
        let value = format!("output-{}", names.iter().take(2).rev().cloned().collect::<Vec<_>>().join("-of-"));
        self.note_stand_in(|| format!("Output {}", names.join(" ")), &value);
        self.text_of(node, value).map(Some)
    }

    /// `Fn::ToJsonString`: numbers and booleans that are written out stay what they are.
    fn json_string(&mut self, node: Node<'d>, argument: Call<'d>) -> Outcome {
        self.keeps_types = true;
        let value = self.argument(argument);
        self.keeps_types = false;
        self.text_of(node, value?.unwrap_or(Json::Null).to_string()).map(Some)
    }

    fn length(&mut self, node: Node<'d>, argument: Call<'d>) -> Outcome {
        match self.argument(argument)? {
            Some(Json::Array(items)) => self.text_of(node, items.len().to_string()).map(Some),
            _ => Err(self.fault(node, "Fn::Length needs a list.")),
        }
    }

    /// Why a function gives no value here.
    pub(super) fn refused(&self, node: Node<'d>, name: &str) -> EvaluateError {
        let message = match Function::of_long(name).map(|function| function.allowed) {
            Some(Allowed::Conditions) => {
                format!("{name} is a condition. Name it under Conditions and ask for it with Fn::If.")
            }
            Some(Allowed::Rules) => format!("{name} works in Rules only. Take it out here."),
            _ if name == "Fn::Transform" => {
                format!("What {name} gives is known at a deployment only. Write its result here.")
            }
            Some(Allowed::Values) | None => {
                format!("{name} is not a CloudFormation function. Check its spelling.")
            }
        };
        self.fault(node, message)
    }

    fn get_att(&mut self, node: Node<'d>, argument: Call<'d>) -> Outcome {
        if let Some(text) = argument.argument.scalar() {
            let Some((id, attribute)) = text.split_once('.') else {
                return Err(self.fault(node, format!("{text} names no attribute. Write {text}.ATTRIBUTE.")));
            };
            return self.attribute(node, id, attribute);
        }
        let [id, attribute] = self.items_exactly(argument)?;
        let (id, attribute) = (self.text(id)?, self.text(attribute)?);
        self.attribute(node, &id, &attribute)
    }

    fn sub(&mut self, node: Node<'d>, argument: Call<'d>) -> Outcome {
        let (text, own) = match argument.argument.kind() {
            Kind::Scalar => (argument.argument, None),
            Kind::Sequence | Kind::Mapping => {
                let [text, own] = self.items_exactly(argument)?;
                (text, Some(own))
            }
        };
        let function = text.tag().is_some_and(|tag| !tag.starts_with("!!")) && argument.argument.kind() != Kind::Scalar;
        let Some(written) = text.scalar().filter(|_| !function) else {
            return Err(self.fault(text, "Fn::Sub needs literal text, not a function."));
        };
        let written = replaced(written, &self.variables).into_owned();
        let mut values = Vec::new();
        for entry in own.into_iter().flat_map(|own| own.entries()) {
            let value = self.value(entry.value)?;
            values.push((entry.key(), self.as_text(entry.value, value)?));
        }
        let mut out = String::new();
        for piece in pieces(&written) {
            let part = match piece {
                SubPiece::Text(part) => part.to_string(),
                SubPiece::Literal(part) => format!("${{{}", part.strip_prefix("${!").unwrap_or_default()),
                SubPiece::Name { name, .. } => {
                    self.charge(text, values.len() / 8 + 1)?;
                    match values.iter().rev().find(|own| own.0 == name) {
                        Some((_, value)) => value.clone(),
                        None => self.substituted(text, name)?,
                    }
                }
            };
            self.charge(text, part.len())?;
            out.push_str(&part);
        }
        self.text_of(node, out).map(Some)
    }

    /// The value of `${name}`.
    fn substituted(&mut self, text: Node<'d>, name: &str) -> Result<String, EvaluateError> {
        if let Some(fault) = name_fault(name) {
            let span = self.line_of(text, name);
            return Err(EvaluateError {
                position: span,
                ..self.fault(text, format!("{} {}", fault.message, fault.help))
            });
        }
        let attribute = name.split_once('.').filter(|_| self.template.parameter(name).is_none());
        let value = match attribute {
            Some((id, attribute)) => self.attribute(text, id, attribute)?,
            None => self.reference(text, name)?,
        };
        match value {
            Some(Json::String(value)) => Ok(value),
            Some(_) => {
                Err(self.fault(text, format!("${{{name}}} is a list. Join it, and give the text a name in Fn::Sub.")))
            }
            None => Err(self.fault(text, format!("${{{name}}} is not text."))),
        }
    }

    /// Where `${name}` is in a text; where the text begins if that is not certain.
    fn line_of(&self, text: Node<'d>, name: &str) -> Position {
        let document = self.template.document();
        let start = document.position(text.span().start);
        let part = text.scalar().and_then(|text| text.find(&format!("${{{name}}}"))).map(|at| at..at + name.len() + 3);
        let line = part.and_then(|part| document.line_of_part(&text.path(), &part));
        match line.filter(|line| *line != start.line) {
            Some(line) => {
                let span = document.line_span(line..=line);
                let source = document.text().get(span.clone()).unwrap_or_default();
                document.position(span.start + source.len() - source.trim_start().len())
            }
            None => start,
        }
    }

    fn join(&mut self, node: Node<'d>, argument: Call<'d>) -> Outcome {
        let [between, list] = self.items_exactly(argument)?;
        let between = self.text(between)?;
        let mut out = String::new();
        for (index, item) in self.list(list)?.into_iter().enumerate() {
            let text = self.as_text(list, Some(item))?;
            let gap = if index == 0 { "" } else { between.as_str() };
            self.charge(node, gap.len() + text.len())?;
            out.push_str(gap);
            out.push_str(&text);
        }
        self.text_of(node, out).map(Some)
    }

    fn split(&mut self, node: Node<'d>, argument: Call<'d>) -> Outcome {
        let [between, text] = self.items_exactly(argument)?;
        let (delimiter, text) = (self.text(between)?, self.text(text)?);
        if delimiter.is_empty() {
            return Err(self.fault(between, "Fn::Split needs a delimiter."));
        }
        self.charge(node, text.len())?;
        Ok(Some(Json::Array(text.split(&delimiter).map(|part| Json::String(part.to_string())).collect())))
    }

    fn select(&mut self, argument: Call<'d>) -> Outcome {
        let [index, list] = self.items_exactly(argument)?;
        let text = self.text(index)?;
        let items = self.list(list)?;
        let count = items.len();
        let found = text.trim().parse().ok().and_then(|index: usize| items.into_iter().nth(index));
        match found {
            Some(item) => Ok(Some(item)),
            None => {
                let message = format!("The list has {count} items, counted from 0; {text} is none of them.");
                Err(self.fault(index, message))
            }
        }
    }

    fn find_in_map(&mut self, node: Node<'d>, argument: Call<'d>, keeps_types: bool) -> Outcome {
        let items: Vec<Node<'d>> = argument.argument.items().collect();
        let (names, default) = match items.as_slice() {
            [map, first, second] => ([*map, *first, *second], None),
            [map, first, second, last] => ([*map, *first, *second], last.get("DefaultValue")),
            _ => return Err(self.fault(node, "Fn::FindInMap needs a mapping's name and two keys.")),
        };
        let mut found = self.template.section(section::MAPPINGS);
        let mut way = Vec::new();
        for name in names {
            let key = self.text(name)?;
            let next = found.and_then(|level| level.get(&key));
            if next.is_none() && default.is_none() {
                let keys = found.into_iter().flat_map(|level| level.entries()).map(|entry| entry.key());
                let what =
                    if way.is_empty() { "mapping".to_string() } else { format!("key in {}:", way.join(" › ")) };
                return Err(self.fault(name, self.unknown(&what, &key, keys)));
            }
            found = next;
            way.push(key);
        }
        self.keeps_types = keeps_types;
        match (found, default) {
            (Some(value), _) => self.value(value),
            (None, Some(default)) => self.value(default),
            (None, None) => Ok(None),
        }
    }

    fn cidr(&mut self, node: Node<'d>, argument: Call<'d>) -> Outcome {
        let items: Vec<Node<'d>> = argument.argument.items().collect();
        let (block, count, bits) = match items.as_slice() {
            [block, count] => (*block, *count, None),
            [block, count, bits] => (*block, *count, Some(*bits)),
            _ => return Err(self.fault(node, "Fn::Cidr needs a block, a count and the number of host bits.")),
        };
        let written = self.text(block)?;
        let Some(outer) = Block::parse(&written) else {
            let message =
                format!("{written} is not an IPv4 block such as 10.0.0.0/16. IPv6 blocks are not resolved here.");
            return Err(self.fault(block, message));
        };
        let number = |this: &mut Self, node: Node<'d>, most: u8| match this.text(node)?.trim().parse::<u16>() {
            Ok(number) if (1..=u16::from(most) + 1).contains(&number) => Ok(number),
            _ => Err(this.fault(node, "A number is wanted here: a count of 1 to 256, or 1 to 32 bits.")),
        };
        let count = number(self, count, u8::MAX)?;
        let bits = bits.map_or(Ok(8), |bits| number(self, bits, 31))?;
        let prefix = 32u8.saturating_sub(u8::try_from(bits).unwrap_or(32));
        let parts = (0..u64::from(count)).map(|index| outer.part(prefix, index));
        let parts: Option<Vec<Json>> = parts.map(|part| Some(Json::String(part?.to_string()))).collect();
        parts.map(|parts| Some(Json::Array(parts))).ok_or_else(|| {
            self.fault(node, format!("{written} has not {count} blocks of /{prefix}. Ask for fewer or smaller ones."))
        })
    }

    /// The items of a function's argument, which are so many.
    pub(super) fn items_exactly<const N: usize>(&self, argument: Call<'d>) -> Result<[Node<'d>; N], EvaluateError> {
        let name = argument.name;
        let node = argument.argument;
        let written_out = argument.form == Spelling::Short || node.tag().is_none_or(|tag| tag.starts_with("!!"));
        let items: Vec<Node<'d>> = node.items().filter(|_| written_out).take(N + 1).collect();
        items.try_into().map_err(|_| {
            let items = if N == 1 { "1 item".to_string() } else { format!("{N} items") };
            self.fault(node, format!("{name} needs a literal list of {items}."))
        })
    }

    /// A value that has to be text.
    pub(super) fn text(&mut self, node: Node<'d>) -> Result<String, EvaluateError> {
        let value = self.value(node)?;
        self.as_text(node, value)
    }

    fn as_text(&self, node: Node<'d>, value: Option<Json>) -> Result<String, EvaluateError> {
        match value {
            Some(Json::String(text)) => Ok(text),
            Some(Json::Array(_)) => Err(self.fault(node, "This is a list, and text is wanted. Join it with Fn::Join.")),
            Some(Json::Object(_)) => Err(self.fault(node, "This is a mapping, and text is wanted.")),
            Some(Json::Null | Json::Bool(_) | Json::Number(_)) | None => {
                Err(self.fault(node, "This is AWS::NoValue, and text is wanted."))
            }
        }
    }

    fn list(&mut self, node: Node<'d>) -> Result<Vec<Json>, EvaluateError> {
        match self.value(node)? {
            Some(Json::Array(items)) => Ok(items),
            _ => Err(self.fault(node, "A list is wanted here.")),
        }
    }
}

/// Base64 with padding (RFC 4648).
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |index: usize| u32::from(group.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4u32 {
            let sign = SIGNS.get((bits >> (18 - 6 * place) & 63) as usize).copied().unwrap_or(b'=');
            out.push(if place as usize > group.len() { '=' } else { char::from(sign) });
        }
    }
    out
}
