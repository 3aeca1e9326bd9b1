//! A path inside `AWS::CloudFormation::Init`: the resource, and the keys below.

use super::INIT;
use crate::document::{Path, Step};
use crate::template::section;

/// What a path inside of Init leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InitPath<'p> {
    /// Logical id of the resource.
    pub resource: &'p str,
    /// Keys below `AWS::CloudFormation::Init`: `configSets` or a config, a section, an entry, …; `*` for a position.
    pub keys: Vec<&'p str>,
}

impl<'p> InitPath<'p> {
    /// Reads a path; `None` for one that does not lead into Init.
    pub fn of(at: &'p Path) -> Option<InitPath<'p>> {
        match at.steps() {
            [top, id, metadata, init, keys @ ..]
                if top.key() == Some(section::RESOURCES)
                    && metadata.key() == Some(section::METADATA)
                    && init.key() == Some(INIT) =>
            {
                let keys = keys.iter().map(|step| Step::key(step).unwrap_or("*")).collect();
                Some(InitPath { resource: id.key()?, keys })
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_inside_of_init_are_read() {
        let at = crate::template::init::init_path("Web");
        assert_eq!(InitPath::of(&at), Some(InitPath { resource: "Web", keys: vec![] }));
        let inside = at.join("configSets").join("default").join(0);
        assert_eq!(InitPath::of(&inside).map(|path| path.keys), Some(vec!["configSets", "default", "*"]));
        assert_eq!(InitPath::of(&at.parent().unwrap_or_default()), None);
    }
}
