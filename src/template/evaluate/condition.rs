//! Conditions: named truths about parameters.
//!
//! Source: AWS page "Condition functions".

use super::{EvaluateError, Evaluation, Unknown};
use crate::document::Node;
use crate::template::function::Call;
use crate::template::section;

impl<'d> Evaluation<'d, '_> {
    /// True if a condition of the template holds; `named` is the scalar that names it.
    pub(super) fn condition_named(&mut self, named: Node<'d>) -> Result<bool, EvaluateError> {
        let name = named.scalar().unwrap_or_default();
        let name = crate::template::for_each::replaced(name, &self.variables).into_owned();
        self.condition(named, &name)
    }

    /// True if the condition of a name holds; `named` is where it is named.
    pub(super) fn condition(&mut self, named: Node<'d>, name: &str) -> Result<bool, EvaluateError> {
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
        let single = conditions.and_then(|conditions| conditions.entry(name)).map(|entry| (entry, Vec::new()));
        let found = match (single, conditions) {
            (None, Some(conditions)) => self.find_in_loops(conditions, name)?,
            (single, _) => single,
        };
        let Some((entry, variables)) = found else {
            return Err(self.fault(named, self.unknown("condition", name, self.template.conditions())));
        };
        self.conditions.insert(name.to_string(), None);
        let truth = self.with_variables(variables, |this| this.truth(entry.value))?;
        self.conditions.insert(name.to_string(), Some(truth));
        Ok(truth)
    }

    fn truth(&mut self, node: Node<'d>) -> Result<bool, EvaluateError> {
        self.deeper(node, |this| this.truth_of(node))
    }

    fn truth_of(&mut self, node: Node<'d>) -> Result<bool, EvaluateError> {
        if node.tag().is_none()
            && node.len() == 1
            && let Some(named) = node.get("Condition")
        {
            return self.condition_named(named);
        }
        let Some(argument) = self.called(node)? else {
            return Err(self.fault(node, WANTED));
        };
        match argument.name {
            "Condition" => self.condition_named(argument.argument),
            "Fn::Equals" => {
                let [left, right] = self.items_exactly(argument)?;
                // Whatever they are: Equals compares lists as well as text.
                Ok(self.value(left)? == self.value(right)?)
            }
            "Fn::Not" => {
                let [inner] = self.items_exactly(argument)?;
                Ok(!self.truth(inner)?)
            }
            "Fn::And" => self.combined(node, argument, false),
            "Fn::Or" => self.combined(node, argument, true),
            _ => Err(self.fault(node, WANTED)),
        }
    }

    /// `Fn::And`, which one false condition decides, or `Fn::Or`, which one true condition decides. Without stand-ins
    /// the others may then be unknown.
    fn combined(&mut self, node: Node<'d>, argument: Call<'d>, deciding: bool) -> Result<bool, EvaluateError> {
        let mut result = Ok(!deciding);
        for item in argument.argument.items() {
            match self.truth(item) {
                Ok(truth) if truth == deciding => result = Ok(deciding),
                Ok(_) => {}
                Err(fault) if matches!(self.unknown, Unknown::StandIn | Unknown::Marked) => return Err(fault),
                Err(fault) if result == Ok(!deciding) => result = Err(fault),
                Err(_) => {}
            }
        }
        match argument.argument.len() {
            2..=10 => result,
            count => Err(self.fault(node, format!("It has {count} conditions. Write 2 to 10."))),
        }
    }
}

const WANTED: &str = "This is not a condition. Write Fn::Equals, Fn::And, Fn::Or, Fn::Not or Condition.";
