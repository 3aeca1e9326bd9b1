//! Paths: the keys and positions from the root of a document to a value.
//!
//! Form fields, diagnostics, diagram nodes and lines of text refer to values by path.
//! Knows nothing about the meaning of keys.

use std::fmt;
use std::sync::Arc;

/// One step of a [`Path`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// The value of this key in a mapping.
    Key(Arc<str>),
    /// The item at this position in a sequence, counted from 0.
    Index(usize),
}

impl Step {
    /// The key, unless the step is a position.
    pub fn key(&self) -> Option<&str> {
        match self {
            Step::Key(key) => Some(key),
            Step::Index(_) => None,
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Step::Key(key) => f.write_str(key),
            Step::Index(index) => write!(f, "{index}"),
        }
    }
}

impl From<&str> for Step {
    fn from(key: &str) -> Step {
        Step::Key(key.into())
    }
}

impl From<String> for Step {
    fn from(key: String) -> Step {
        Step::Key(key.into())
    }
}

impl From<usize> for Step {
    fn from(index: usize) -> Step {
        Step::Index(index)
    }
}

/// The keys and positions from the root to one value. Cheap to clone; the empty path is the root.
///
/// A path follows the document as written: a short tag such as `!Sub` adds no step, a long name such as `Fn::Sub` is an
/// ordinary key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Path(Arc<[Step]>);

impl Path {
    /// The path of the root.
    pub fn root() -> Path {
        Path::default()
    }

    /// The steps from the root on.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// True for the path of the root.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// This path with one more step.
    pub fn join(&self, step: impl Into<Step>) -> Path {
        self.0.iter().cloned().chain([step.into()]).collect()
    }

    /// This path with the keys `keys` appended.
    pub fn keys<'k>(&self, keys: impl IntoIterator<Item = &'k str>) -> Path {
        self.0.iter().cloned().chain(keys.into_iter().map(Step::from)).collect()
    }

    /// The path without its last step; `None` for the root.
    pub fn parent(&self) -> Option<Path> {
        let (_, rest) = self.0.split_last()?;
        Some(Path(rest.into()))
    }

    /// The last step; `None` for the root.
    pub fn last(&self) -> Option<&Step> {
        self.0.last()
    }

    /// The last step if it is a key.
    pub fn last_key(&self) -> Option<&str> {
        self.last().and_then(Step::key)
    }

    /// True if `self` is `other` or inside it.
    pub fn starts_with(&self, other: &Path) -> bool {
        self.0.starts_with(&other.0)
    }

    /// The path as a JSON Pointer (RFC 6901).
    pub fn to_pointer(&self) -> String {
        let mut pointer = String::new();
        for step in self.0.iter() {
            pointer.push('/');
            pointer.push_str(&step.to_string().replace('~', "~0").replace('/', "~1"));
        }
        pointer
    }
}

impl FromIterator<Step> for Path {
    fn from_iter<I: IntoIterator<Item = Step>>(steps: I) -> Path {
        Path(steps.into_iter().collect())
    }
}

/// The path for people: `Resources › WebServer › Properties`; the root is "the document".
impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_root() {
            return f.write_str("the document");
        }
        for (i, step) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str(" › ")?;
            }
            write!(f, "{step}")?;
        }
        Ok(())
    }
}

/// The unescaped tokens of a JSON Pointer (RFC 6901). `None` if it is neither empty nor starts with `/`, or if a `~`
/// is followed by anything but `0` or `1`.
pub fn pointer_tokens(pointer: &str) -> Option<Vec<String>> {
    if pointer.is_empty() {
        return Some(Vec::new());
    }
    pointer
        .strip_prefix('/')?
        .split('/')
        .map(|token| {
            let mut parts = token.split('~');
            let mut text = parts.next().unwrap_or_default().to_string();
            for part in parts {
                let rest = match part.as_bytes().first() {
                    Some(b'0') => part.strip_prefix('0').map(|rest| ('~', rest)),
                    Some(b'1') => part.strip_prefix('1').map(|rest| ('/', rest)),
                    _ => None,
                };
                let (sign, rest) = rest?;
                text.push(sign);
                text.push_str(rest);
            }
            Some(text)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointer_and_path_round_trip() {
        let path = Path::root().join("Resources").join("a/b~c").join(3);
        assert_eq!(path.to_pointer(), "/Resources/a~1b~0c/3");
        assert_eq!(pointer_tokens(&path.to_pointer()), Some(vec!["Resources".into(), "a/b~c".into(), "3".into()]));
        assert_eq!(path.to_string(), "Resources › a/b~c › 3");
    }

    #[test]
    fn malformed_pointers_are_refused() {
        assert_eq!(pointer_tokens("Resources"), None);
        assert_eq!(pointer_tokens("/a~2"), None);
        assert_eq!(pointer_tokens("/a~"), None);
        assert_eq!(pointer_tokens(""), Some(vec![]));
        assert_eq!(pointer_tokens("/"), Some(vec![String::new()]));
    }

    #[test]
    fn path_starts_with_itself_and_its_ancestors() {
        let path = Path::root().keys(["a", "b"]);
        assert!(path.starts_with(&Path::root()) && path.starts_with(&path));
        assert!(!path.starts_with(&Path::root().join("b")));
        assert_eq!(path.parent(), Some(Path::root().join("a")));
    }
}
