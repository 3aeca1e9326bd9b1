//! A file that cfn-init writes. Source: aws-cfn-bootstrap file_tool.py.

use crate::document::{Node, Path};
use crate::schema::file;
use crate::template::content::FileContent;
use crate::template::mode::Mode;

/// What a new file gets: its owner reads and writes, all others read.
pub const MODE_DEFAULT: &str = "000644";

/// A file of a config.
#[derive(Clone, Debug)]
pub struct File<'d> {
    path: Path,
    name: &'d str,
    node: Node<'d>,
}

impl<'d> File<'d> {
    pub(super) fn new(path: Path, name: &'d str, node: Node<'d>) -> File<'d> {
        File { path, name, node }
    }

    /// Where it is in the template.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its path on the machine.
    pub fn name(&self) -> &'d str {
        self.name
    }

    /// The value behind the path.
    pub fn node(&self) -> Node<'d> {
        self.node
    }

    fn text(&self, key: &str) -> Option<&'d str> {
        self.node.get(key)?.scalar()
    }

    /// The user who owns it; cfn-init leaves root if there is none.
    pub fn owner(&self) -> Option<&'d str> {
        self.text(file::OWNER.key)
    }

    /// Its group; cfn-init leaves root if there is none.
    pub fn group(&self) -> Option<&'d str> {
        self.text(file::GROUP.key)
    }

    /// Its mode, if cfn-init can read it.
    pub fn mode(&self) -> Option<Mode> {
        Mode::parse(self.text(file::MODE.key)?)
    }

    /// What is written into it.
    pub fn content(&self) -> FileContent<'d> {
        FileContent::of(self.node.get(file::CONTENT.key))
    }

    /// The address or path it is fetched from; `content` wins over it.
    pub fn source(&self) -> Option<&'d str> {
        self.text(file::SOURCE.key)
    }

    /// True if the mode makes it a symbolic link, `content` being the target.
    pub fn is_link(&self) -> bool {
        self.mode().is_some_and(|mode| mode.is_link())
    }

    /// The names and values for Mustache, if there are any.
    pub fn context(&self) -> Option<Node<'d>> {
        self.node.get(file::CONTEXT.key)
    }
}
