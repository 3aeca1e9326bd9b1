//! Conditions: named truths about parameters.
//!
//! Source: AWS page "Condition functions".

use super::{Argument, Evaluation, Fault};
use crate::document::Node;
use crate::template::section;

impl<'d> Evaluation<'d, '_> {
    /// True if a condition of the template holds; `named` is the scalar that names it.
    pub(super) fn condition_named(&mut self, named: Node<'d>) -> Result<bool, Fault> {
        let name = named.scalar().unwrap_or_default();
        match self.conditions.get(name) {
            Some(Some(truth)) => return Ok(*truth),
            Some(None) => {
                return Err(
                    self.fault(named, format!("The condition {name} asks for itself. Take one of the two out."))
                );
            }
            None => {}
        }
        let conditions = self.template.section(section::CONDITIONS);
        let Some(entry) = conditions.and_then(|conditions| conditions.entry(name)) else {
            return Err(self.fault(named, self.unknown("condition", name, self.template.conditions())));
        };
        self.conditions.insert(entry.key(), None);
        let truth = self.truth(entry.value)?;
        self.conditions.insert(entry.key(), Some(truth));
        Ok(truth)
    }

    fn truth(&mut self, node: Node<'d>) -> Result<bool, Fault> {
        self.deeper(node, |this| this.truth_of(node))
    }

    fn truth_of(&mut self, node: Node<'d>) -> Result<bool, Fault> {
        if node.tag().is_none()
            && node.len() == 1
            && let Some(named) = node.get("Condition")
        {
            return self.condition_named(named);
        }
        let Some((name, argument)) = self.called(node)? else {
            return Err(self.fault(node, WANTED));
        };
        match name.as_str() {
            "Condition" => self.condition_named(argument.node),
            "Fn::Equals" => {
                let [left, right] = self.items_exactly(&name, argument)?;
                // Whatever they are: Equals compares lists as well as text.
                Ok(self.value(left)? == self.value(right)?)
            }
            "Fn::Not" => {
                let [inner] = self.items_exactly(&name, argument)?;
                Ok(!self.truth(inner)?)
            }
            "Fn::And" => self.all(node, argument, |truths| truths.iter().all(|truth| *truth)),
            "Fn::Or" => self.all(node, argument, |truths| truths.iter().any(|truth| *truth)),
            _ => Err(self.fault(node, WANTED)),
        }
    }

    fn all(&mut self, node: Node<'d>, argument: Argument<'d>, judge: impl Fn(&[bool]) -> bool) -> Result<bool, Fault> {
        let mut truths = Vec::new();
        for item in argument.node.items() {
            truths.push(self.truth(item)?);
        }
        if !(2..=10).contains(&truths.len()) {
            return Err(self.fault(node, format!("It has {} conditions. Write 2 to 10.", truths.len())));
        }
        Ok(judge(&truths))
    }
}

const WANTED: &str = "This is no condition. Write Fn::Equals, Fn::And, Fn::Or, Fn::Not or Condition.";
