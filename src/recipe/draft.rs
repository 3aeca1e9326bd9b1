//! Builder of a [`Proposal`]: the document so far, the edits that led to it, and the sentences about them. Each edit is
//! planned on the result of the edits before it.
//!
//! [`Draft::make`] fails if an edit cannot be applied; [`Draft::attempt`] continues and reports the edit.

use serde_json::{Value as Json, json};

use super::proposal::Proposal;
use super::{entry, name, resource};
use crate::document::{Document, Edit, EditError, Node, Path, Slot, Step, Value};
use crate::schema::Property;
use crate::template::function::{Spelling, call, from_json, is_absent};
use crate::template::given::Given;
use crate::template::reference::trail;
use crate::template::resource::{attribute, named};
use crate::template::{Template, resource_path};

/// A proposal that is being built.
#[derive(Clone, Debug)]
pub struct Draft {
    document: Document,
    edits: Vec<Edit>,
    does: Vec<String>,
    leaves: Vec<String>,
}

impl Draft {
    /// A draft without changes.
    pub fn of(document: &Document) -> Draft {
        Draft { document: document.clone(), edits: Vec::new(), does: Vec::new(), leaves: Vec::new() }
    }

    /// The document with the edits so far.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The template with the edits so far.
    pub fn template(&self) -> Template<'_> {
        Template::of(&self.document)
    }

    /// True if nothing is changed.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// What is left to do by hand.
    pub fn left(&self) -> &[String] {
        &self.leaves
    }

    /// A value with functions in the spelling of the document.
    pub fn value(&self, json: &Json) -> Value {
        from_json(json, Spelling::of(&self.document))
    }

    /// Applies edits.
    ///
    /// # Errors
    /// Why the first edit that cannot be applied fails, in words. The edits before it are applied.
    pub fn make(&mut self, edits: impl IntoIterator<Item = Edit>) -> Result<(), String> {
        edits.into_iter().try_for_each(|edit| self.step(edit))
    }

    /// Applies the edits that can be applied, and reports the others.
    pub fn attempt(&mut self, edits: impl IntoIterator<Item = Edit>) {
        for edit in edits {
            if let Err(why) = self.step(edit) {
                self.leave(why);
            }
        }
    }

    fn step(&mut self, edit: Edit) -> Result<(), String> {
        not_through_alias(&self.document, edit.path())?;
        not_into_function(&self.document, &edit)?;
        self.document.edit(&edit).map_err(|why| why.to_string())?;
        self.edits.push(edit);
        Ok(())
    }

    /// Sets a key of the mapping at `owner`, or inserts it where the order of the rows has it. A reference to a resource
    /// is replaced; a value that another function gives stays, and is left to people. True if the key has the value then.
    ///
    /// # Errors
    /// As [`Draft::make`].
    pub fn put(&mut self, owner: &Path, rows: &[Property], key: &str, value: &Json) -> Result<bool, String> {
        let at = owner.join(key);
        let is_resource = |node: Node<'_>| named(node).is_some_and(|name| self.template().resource(name).is_some());
        let is_replaced = |node: Node<'_>| is_absent(node) || is_resource(node);
        let given = self.document.node(&at).filter(|node| !is_replaced(*node)).and_then(Given::whole);
        if let Some(given) = given {
            let wanted = value.as_str().map_or_else(|| value.to_string(), str::to_string);
            let sentence = format!("is given by {}: set it to {wanted} there by hand.", given.by);
            self.leave(format!("{} {sentence}", trail(&at)));
            return Ok(false);
        }
        self.make(entry::put(&self.document, owner, rows, key, self.value(value)))?;
        Ok(true)
    }

    /// Adds a resource of a type under an unused name like `wanted` after another one, or first if there is no such.
    /// `attributes` is what it has beside its type. Gives its logical id.
    ///
    /// # Errors
    /// As [`Draft::make`].
    pub fn resource(
        &mut self,
        wanted: &str,
        kind: &str,
        attributes: Json,
        behind: Option<&str>,
    ) -> Result<String, String> {
        let id = name::free_id(self.template(), wanted);
        let mut whole = json!({ attribute::TYPE: kind });
        if let (Some(whole), Json::Object(attributes)) = (whole.as_object_mut(), attributes) {
            whole.extend(attributes);
        }
        let place = behind.map_or(0, |other| resource::place_behind(&self.document, other));
        self.make(resource::insert(&self.document, place, &id, &whole))?;
        Ok(id)
    }

    /// Carries the entry at `at` to the end of the mapping at `into`, made if it is not there, as it is written and with
    /// the comments that belong to it. Collections above it that are left empty go, up to but without `root`.
    ///
    /// # Errors
    /// As [`Draft::make`].
    pub fn transplant(&mut self, at: &Path, into: &Path, root: &Path) -> Result<(), String> {
        let (Some(key), Some(above)) = (at.last_key(), at.parent()) else {
            return Err(EditError::NoName(at.clone()).to_string());
        };
        let alone = self.document.node(&above).is_some_and(|node| node.len() == 1);
        self.make([Edit::MoveTo { at: at.clone(), into: into.clone(), slot: Slot::Key(key.to_string()) }])?;
        if alone && above != *root && above.starts_with(root) {
            self.make(entry::take_with_empty(&self.document, &above, root))?;
        }
        Ok(())
    }

    /// The edits so far, each on the result of the edits before it.
    pub fn into_edits(self) -> Vec<Edit> {
        self.edits
    }

    /// Adds an effect; each sentence once.
    pub fn say(&mut self, sentence: impl Into<String>) {
        once(&mut self.does, sentence.into());
    }

    /// Adds something that people have to check; each sentence once.
    pub fn leave(&mut self, sentence: impl Into<String>) {
        once(&mut self.leaves, sentence.into());
    }

    /// Adds several things that people have to check.
    pub fn leave_all(&mut self, sentences: impl IntoIterator<Item = String>) {
        sentences.into_iter().for_each(|sentence| self.leave(sentence));
    }

    /// The proposal about a resource.
    pub fn into_proposal_of(self, id: &str, title: impl Into<String>) -> Proposal {
        self.into_proposal(title, resource_path(id))
    }

    /// The proposal about the entry at `at`.
    pub fn into_proposal(self, title: impl Into<String>, at: Path) -> Proposal {
        Proposal { title: title.into(), does: self.does, leaves: self.leaves, edits: self.edits, at }
    }
}

/// Refuses a change of what an alias repeats: it would change the other places of the anchor too.
fn not_through_alias(document: &Document, at: &Path) -> Result<(), String> {
    let mut path = at.clone();
    while let Some(parent) = path.parent() {
        if document.node(&path).is_some_and(|node| node.is_alias()) {
            let sentence = "is an alias, so a change there would change other places too. Write out the aliases first.";
            return Err(format!("{} {sentence}", trail(&path)));
        }
        path = parent;
    }
    Ok(())
}

/// Refuses a key beside a function, and an item among its arguments: `Fn::If` takes neither.
fn not_into_function(document: &Document, edit: &Edit) -> Result<(), String> {
    let (Edit::Insert { into, slot, .. } | Edit::MoveTo { into, slot, .. }) = edit else { return Ok(()) };
    let mut at = into.clone();
    while document.node(&at).is_none() && !at.is_root() {
        at = at.parent().unwrap_or_default();
    }
    let Some(function) = document.node(&at).and_then(call).filter(|call| !call.name.starts_with("Fn::Transform"))
    else {
        return Ok(());
    };
    let new = match slot {
        _ if at != *into => into.steps().get(at.steps().len()).and_then(Step::key).unwrap_or("the new value"),
        Slot::Key(key) | Slot::KeyAt(key, _) => key,
        Slot::Index(_) => "the new item",
    };
    Err(format!("{} is given by {}: add {new} there by hand.", trail(&at), function.name))
}

fn once(sentences: &mut Vec<String>, sentence: String) {
    if !sentences.contains(&sentence) {
        sentences.push(sentence);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_changed_through_an_alias() {
        let mut draft = Draft::of(&Document::parse("A: &a {x: 1}\nB: *a\n"));
        let at = Path::root().join("B").join("x");
        let why = draft.make([Edit::Set { at: at.clone(), value: Value::from("2") }]).unwrap_err();
        assert!(why.starts_with("B is an alias") && why.ends_with("Write out the aliases first."), "{why}");
        draft.make([Edit::Set { at: Path::root().join("A").join("x"), value: Value::from("2") }]).unwrap();
    }

    #[test]
    fn nothing_is_inserted_beside_a_function() {
        let document = Document::parse(
            "A: {Fn::If: [C, {x: 1}, {y: 2}]}\nB: !If [C, [1], [2]]\nC: {Fn::Transform: {Name: T}}\nD: {e: 1}\n",
        );
        let insert =
            |into: Path, key: &str| Edit::Insert { into, slot: Slot::Key(key.into()), value: Value::from("v") };
        let mut draft = Draft::of(&document);
        let a = Path::root().join("A");
        let why = draft.make([insert(a.clone(), "k")]).unwrap_err();
        assert_eq!(why, "A is given by Fn::If: add k there by hand.");
        let why = draft.make([insert(a.join("deep"), "k")]).unwrap_err();
        assert_eq!(why, "A is given by Fn::If: add deep there by hand.");
        let into = Path::root().join("B");
        draft.attempt([Edit::Insert { into, slot: Slot::Index(1), value: Value::from("v") }]);
        assert_eq!(draft.leaves, ["B is given by Fn::If: add the new item there by hand."]);
        assert!(draft.is_empty());
        let branch = a.join("Fn::If").join(1);
        draft.make([branch, Path::root().join("C"), Path::root().join("D")].map(|into| insert(into, "k"))).unwrap();
        assert!(draft.document().text().contains("[C, {x: 1, k: v}, {y: 2}]"), "{}", draft.document().text());
    }

    #[test]
    fn a_value_by_function_is_not_replaced() {
        let text = "A: {n: !If [C, 1, 2], p: !Ref P, m: !Ref X, v: !Ref AWS::NoValue}\nResources: {X: {Type: T}}\n";
        let document = Document::parse(text);
        let mut draft = Draft::of(&document);
        let set = ["n", "p", "m", "v"].map(|key| draft.put(&Path::root().join("A"), &[], key, &json!(4)).unwrap());
        assert_eq!(set, [false, false, true, true]);
        let after = text.replace("!Ref X", "4").replace("!Ref AWS::NoValue", "4");
        assert_eq!(draft.document().text(), after);
        assert_eq!(
            draft.leaves,
            [
                "A › n is given by Fn::If: set it to 4 there by hand.",
                "A › p is given by Ref: set it to 4 there by hand."
            ]
        );
    }
}
