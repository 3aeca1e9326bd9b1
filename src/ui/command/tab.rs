//! The views of the template: names, ids, keys.

/// A view of the template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tab {
    /// The text.
    Template,
    /// The template as a picture.
    Diagram,
    /// What the machine does when it starts.
    Boot,
    /// Difference to another text.
    Changes,
    /// Findings of the rules.
    Problems,
}

impl Tab {
    /// All of them, from left to right.
    pub const ALL: [Tab; 5] = [Tab::Template, Tab::Diagram, Tab::Boot, Tab::Changes, Tab::Problems];

    /// Accessible name.
    pub fn name(self) -> &'static str {
        match self {
            Tab::Template => "Template",
            Tab::Diagram => "Diagram",
            Tab::Boot => "Boot plan",
            Tab::Changes => "Changes",
            Tab::Problems => "Problems",
        }
    }

    /// Id of the tab.
    pub fn id(self) -> &'static str {
        match self {
            Tab::Template => "tab-template",
            Tab::Diagram => "tab-diagram",
            Tab::Boot => "tab-boot",
            Tab::Changes => "tab-changes",
            Tab::Problems => "tab-problems",
        }
    }

    /// Id of what it shows.
    pub fn panel(self) -> &'static str {
        match self {
            Tab::Template => "panel-template",
            Tab::Diagram => "panel-diagram",
            Tab::Boot => "panel-boot",
            Tab::Changes => "panel-changes",
            Tab::Problems => "panel-problems",
        }
    }
}
