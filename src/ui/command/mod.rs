//! What the page can be told to do: one table of commands with their keys. The keys are handled, listed under `?` and shown
//! in the palette from it. No browser here: it is compiled natively too.

mod chord;
mod tab;

pub use chord::{Chord, Pressed};
pub use tab::Tab;

use chord::{alt, ctrl, ctrl_shift, key, shift};

/// Something to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PageCommand {
    /// Opens the palette.
    Palette,
    /// Lists the keys.
    Keys,
    /// Goes to the outline's filter.
    FilterOutline,
    /// Opens the list of what can be added.
    Add,
    /// Goes to the next pane.
    NextPane,
    /// Goes to the pane before.
    PreviousPane,
    /// Goes from a field to its lines, or back.
    FieldOrLines,
    /// Goes from a field to the choice of how its value is given.
    FieldKind,
    /// Opens the AWS page about a field.
    FieldDocs,
    /// Shows a view of the template.
    Show(Tab),
    /// Goes to the next problem.
    NextProblem,
    /// Goes to the problem before.
    PreviousProblem,
    /// Shows the fixes here.
    Fixes,
    /// Searches the text of the template.
    Find,
    /// Lets long lines of the text go on in the next row, or not.
    Wrap,
    /// Opens the Deploy dialog.
    Deploy,
    /// Copies the command that deploys.
    CopyDeployment,
    /// Downloads the template, or saves it to its file.
    Save,
    /// Copies the text of the template.
    CopyTemplate,
    /// Opens a file.
    Open,
    /// Lists the designs and starters.
    Designs,
    /// Makes a link.
    Share,
    /// Converts between YAML and JSON.
    Convert,
    /// Opens the log doctor.
    Doctor,
    /// Downloads the diagram as SVG.
    DiagramSvg,
    /// Downloads the diagram as PNG.
    DiagramPng,
    /// Takes the last change back.
    Undo,
    /// Makes it again.
    Redo,
    /// Shows the parts of the page one by one.
    Tour,
    /// Switches between light and dark.
    Theme,
    /// Switches single-letter keys on or off.
    Letters,
    /// Something in the outline.
    Outline(OutlineCommand),
}

/// Something to do in the outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OutlineCommand {
    /// To the row below.
    Down,
    /// To the row above.
    Up,
    /// Opens a group, or goes to its first row.
    Into,
    /// Closes a group, or goes to the group around.
    OutOf,
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// Opens the form of the row, or its group.
    Open,
    /// Gives the entry another name.
    Rename,
    /// Removes the entry.
    Remove,
    /// Shows what can be done to the entry.
    Menu,
}

/// Where a key acts, as headings of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyArea {
    /// Everywhere.
    Page,
    /// In the outline.
    Outline,
    /// In the text of the template. The editor handles its own keys.
    Text,
}

impl KeyArea {
    /// All areas, in the order of the list.
    pub const ALL: [KeyArea; 3] = [KeyArea::Page, KeyArea::Outline, KeyArea::Text];

    /// Heading of its keys.
    pub fn title(self) -> &'static str {
        match self {
            KeyArea::Page => "Everywhere",
            KeyArea::Outline => "In the outline",
            KeyArea::Text => "In the text",
        }
    }
}

/// A command as the palette and the list of keys show it.
#[derive(Clone, Copy, Debug)]
pub struct CommandInfo {
    /// What is done.
    pub command: PageCommand,
    /// What it is called.
    pub title: &'static str,
    /// Words that people use for it, for search.
    pub keywords: &'static str,
    /// Its keys; the first is shown.
    pub keys: &'static [Chord],
    /// Where they act.
    pub area: KeyArea,
    /// True if the palette lists it.
    pub in_palette: bool,
}

const fn command(
    command: PageCommand,
    title: &'static str,
    keywords: &'static str,
    keys: &'static [Chord],
) -> CommandInfo {
    CommandInfo { command, title, keywords, keys, area: KeyArea::Page, in_palette: true }
}

/// A command that makes sense where the focus is, not from the palette.
const fn here(command: PageCommand, title: &'static str, keys: &'static [Chord], area: KeyArea) -> CommandInfo {
    CommandInfo { command, title, keywords: "", keys, area, in_palette: false }
}

const fn row(of: OutlineCommand, title: &'static str, keys: &'static [Chord]) -> CommandInfo {
    here(PageCommand::Outline(of), title, keys, KeyArea::Outline)
}

/// All commands. Source of the keys: the page's design.
pub static COMMANDS: &[CommandInfo] = &[
    here(PageCommand::Palette, "Go to or run", &[ctrl("k")], KeyArea::Page),
    command(PageCommand::Deploy, "Deploy…", "command aws cli stack create update", &[ctrl("Enter")]),
    command(PageCommand::CopyDeployment, "Copy the deploy command", "clipboard aws cli shell bash powershell", &[]),
    command(PageCommand::Save, "Download the template", "save file export", &[ctrl("s")]),
    command(PageCommand::Keys, "Keyboard shortcuts", "help keys hotkeys shortcut", &[key("?")]),
    command(PageCommand::FilterOutline, "Filter the outline", "search find tree", &[key("/")]),
    here(PageCommand::NextPane, "Next pane", &[key("F6")], KeyArea::Page),
    here(PageCommand::PreviousPane, "Previous pane", &[shift("F6")], KeyArea::Page),
    command(PageCommand::Show(Tab::Template), "Template", "show view text yaml json source code", &[alt("1")]),
    command(PageCommand::Show(Tab::Diagram), "Diagram", "show view picture drawing", &[alt("2")]),
    command(PageCommand::Show(Tab::Boot), "Boot plan", "show view steps order start simulate", &[alt("3")]),
    command(PageCommand::Show(Tab::Changes), "Changes", "show view diff compare impact update", &[alt("4")]),
    command(PageCommand::Show(Tab::Problems), "Problems", "show view errors warnings checks lint", &[alt("5")]),
    command(PageCommand::FieldOrLines, "From a field to its lines, and back", "line jump", &[alt("l")]),
    here(PageCommand::FieldKind, "How the value of a field is given", &[alt("g")], KeyArea::Page),
    here(PageCommand::FieldDocs, "AWS docs on a field", &[key("F1")], KeyArea::Page),
    command(PageCommand::NextProblem, "Next problem", "error warning go", &[key("F8")]),
    command(PageCommand::PreviousProblem, "Previous problem", "error warning go", &[shift("F8")]),
    command(PageCommand::Fixes, "Fix the problem here", "quick repair", &[ctrl(".")]),
    command(PageCommand::CopyTemplate, "Copy the template", "clipboard text", &[]),
    command(PageCommand::Open, "Open a template…", "file upload import load", &[ctrl("o")]),
    command(PageCommand::Designs, "Designs and starters", "list gallery new recent", &[]),
    command(PageCommand::Share, "Share as a link…", "url send", &[]),
    command(PageCommand::Convert, "Convert between YAML and JSON…", "format turn", &[]),
    command(PageCommand::Doctor, "Log doctor…", "why failed boot logs cfn-init.log cloud-init-output.log debug", &[]),
    command(PageCommand::Find, "Find in the text", "search replace", &[ctrl("f")]),
    command(PageCommand::Wrap, "Wrap long lines of the text, or not", "soft line break setting", &[alt("z")]),
    command(PageCommand::DiagramSvg, "Download the diagram as SVG", "picture export image", &[]),
    command(PageCommand::DiagramPng, "Download the diagram as PNG", "picture export image", &[]),
    command(PageCommand::Undo, "Undo", "take back revert", &[ctrl("z")]),
    command(PageCommand::Redo, "Redo", "again", &[ctrl_shift("z"), ctrl("y")]),
    command(PageCommand::Tour, "Tour of the page", "help introduction guide start", &[]),
    command(PageCommand::Theme, "Switch between light and dark", "theme colour color mode night setting", &[]),
    command(PageCommand::Letters, "Switch single-letter keys on or off", "setting shortcuts keyboard", &[]),
    CommandInfo {
        area: KeyArea::Outline,
        ..command(PageCommand::Add, "Add to the template…", "new insert create resource", &[key("A")])
    },
    row(OutlineCommand::Down, "Next row", &[key("ArrowDown")]),
    row(OutlineCommand::Up, "Previous row", &[key("ArrowUp")]),
    row(OutlineCommand::Into, "Open the group", &[key("ArrowRight")]),
    row(OutlineCommand::OutOf, "Close the group, or go to it", &[key("ArrowLeft")]),
    row(OutlineCommand::First, "First row", &[key("Home")]),
    row(OutlineCommand::Last, "Last row", &[key("End")]),
    row(OutlineCommand::Open, "Open the form", &[key("Enter"), key(" ")]),
    row(OutlineCommand::Rename, "Rename", &[key("F2")]),
    row(OutlineCommand::Remove, "Remove", &[key("Delete")]),
    row(OutlineCommand::Menu, "Menu of the row", &[shift("F10"), key("ContextMenu")]),
];

/// Keys that the editor handles, for the list: what is pressed, and what it does.
pub static TEXT_KEYS: [(&[Chord], &str); 3] = [
    (&[key("Escape"), key("Tab")], "Leave the text"),
    (&[key("Tab")], "Indent, once you edit; before that, leave the text"),
    (&[ctrl(" ")], "Completions"),
];

impl PageCommand {
    /// Its row of the table.
    pub fn info(self) -> Option<&'static CommandInfo> {
        COMMANDS.iter().find(|info| info.command == self)
    }

    /// The command of a key in an area; `None` if it has none there, or if it is a letter and these are off.
    pub fn of_key(pressed: &Pressed<'_>, area: KeyArea, letters: bool) -> Option<PageCommand> {
        let is_it = |chord: &&Chord| chord.is_pressed(pressed) && (letters || !chord.is_letter());
        let in_area = COMMANDS.iter().filter(|info| info.area == area);
        in_area.into_iter().find(|info| info.keys.iter().any(|chord| is_it(&chord))).map(|info| info.command)
    }

    /// What names the command in the browser's storage: that of its variant.
    pub fn key(self) -> String {
        format!("{self:?}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(key: &str) -> Pressed<'_> {
        Pressed { key, ..Pressed::default() }
    }

    #[test]
    fn each_key_has_one_command_in_its_area() {
        for area in KeyArea::ALL {
            let mut seen: Vec<Chord> = Vec::new();
            for chord in COMMANDS.iter().filter(|info| info.area == area).flat_map(|info| info.keys) {
                assert!(!seen.contains(chord), "{chord:?} twice in {area:?}");
                seen.push(*chord);
            }
        }
    }

    #[test]
    fn each_command_has_one_row_and_a_way_to_it() {
        for (index, info) in COMMANDS.iter().enumerate() {
            assert!(!COMMANDS[..index].iter().any(|other| other.command == info.command), "{:?}", info.command);
            assert!(info.in_palette || !info.keys.is_empty(), "{:?}", info.command);
            assert!(!info.title.is_empty() && !info.title.ends_with('.'), "{:?}", info.command);
        }
    }

    #[test]
    fn keys_are_found_by_area_and_letters_can_be_off() {
        let page = |pressed: &Pressed<'_>, letters| PageCommand::of_key(pressed, KeyArea::Page, letters);
        assert_eq!(page(&plain("/"), true), Some(PageCommand::FilterOutline));
        assert_eq!(page(&plain("/"), false), None);
        assert_eq!(page(&Pressed { shift: true, ..plain("?") }, true), Some(PageCommand::Keys));
        assert_eq!(page(&plain("F8"), false), Some(PageCommand::NextProblem));
        assert_eq!(page(&Pressed { shift: true, ..plain("F8") }, false), Some(PageCommand::PreviousProblem));
        assert_eq!(page(&Pressed { ctrl: true, ..plain("k") }, false), Some(PageCommand::Palette));
        assert_eq!(page(&Pressed { meta: true, ..plain("k") }, false), Some(PageCommand::Palette));
        assert_eq!(page(&plain("Delete"), true), None);
        let tree = |pressed: &Pressed<'_>| PageCommand::of_key(pressed, KeyArea::Outline, true);
        assert_eq!(tree(&plain("Delete")), Some(PageCommand::Outline(OutlineCommand::Remove)));
        assert_eq!(tree(&Pressed { shift: true, ..plain("A") }), Some(PageCommand::Add));
        assert_eq!(tree(&plain("a")), None);
        assert_eq!(tree(&plain(" ")), Some(PageCommand::Outline(OutlineCommand::Open)));
    }
}
