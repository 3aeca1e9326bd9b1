//! Values that stand in several places of the text: an anchor and its aliases.

use super::Document;
use super::path::Path;

/// A value that several places of the text share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedValue {
    /// Name of its anchor, without `&`.
    pub anchor: String,
    /// Path of each place, in text order; the anchor comes before its aliases. A change at one is a change at all.
    pub places: Vec<Path>,
}

impl Document {
    /// The value that the one at a path is or is part of, if it stands in several places: the outermost such value.
    pub fn shared_value(&self, at: &Path) -> Option<SharedValue> {
        let root = self.root().filter(|_| self.has_anchors())?;
        let tree = self.tree();
        (0..=at.steps().len()).find_map(|length| {
            let node = self.node(&at.steps().iter().take(length).cloned().collect())?;
            let anchor = node.anchor()?;
            let own = tree.resolve(node.id());
            let places: Vec<Path> =
                root.descendants().filter(|other| tree.resolve(other.id()) == own).map(|other| other.path()).collect();
            (places.len() > 1).then(|| SharedValue { anchor: anchor.to_string(), places })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_and_its_aliases_are_one_value() {
        let document = Document::parse("a:\n  x: &one\n    k: [1]\n  y: &other 2\nb: *one\nc:\n- *one\n- k: 1\n");
        let path = |keys: &[&str]| Path::root().keys(keys.iter().copied());
        let places = vec![path(&["a", "x"]), path(&["b"]), path(&["c"]).join(0)];
        let shared = Some(SharedValue { anchor: "one".into(), places });
        for at in [path(&["a", "x"]), path(&["a", "x", "k"]), path(&["b", "k"]).join(0), path(&["c"]).join(0)] {
            assert_eq!(document.shared_value(&at), shared, "{at}");
        }
        for at in [path(&["a"]), path(&["a", "y"]), path(&["c"]).join(1), path(&["none"]), Path::root()] {
            assert_eq!(document.shared_value(&at), None, "{at}");
        }
    }
}
