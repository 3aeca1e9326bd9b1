//! The pictures of what the page names: rows of the outline, kinds of entries, commands.

use super::command::{PageCommand, Tab};
use super::icon::Icon;
use super::outline::RowSubject;
use crate::template::init::Section;
use crate::template::named_entry::EntryKind;

/// The picture of a row of the outline.
pub fn icon_of_row(subject: RowSubject) -> Icon {
    match subject {
        RowSubject::Stack => Icon::Stack,
        RowSubject::Parameters => Icon::Sliders,
        RowSubject::Network => Icon::Network,
        RowSubject::Vpc => Icon::Vpc,
        RowSubject::Subnets => Icon::Grid,
        RowSubject::Routing => Icon::Route,
        RowSubject::SecurityGroups => Icon::Shield,
        RowSubject::Compute | RowSubject::Instance => Icon::Chip,
        RowSubject::Bootstrap => Icon::Steps,
        RowSubject::ConfigSets => Icon::Order,
        RowSubject::Authentication => Icon::Lock,
        RowSubject::UserData => Icon::Terminal,
        RowSubject::Hup => Icon::Reload,
        RowSubject::Signal => Icon::Flag,
        RowSubject::Config => Icon::Bolt,
        RowSubject::Section(section) => icon_of_section(section),
        RowSubject::Outputs => Icon::Output,
        RowSubject::Mappings => Icon::Table,
        RowSubject::Conditions => Icon::Branch,
        RowSubject::Rules => Icon::Check,
        RowSubject::Metadata | RowSubject::Part => Icon::Braces,
        RowSubject::Transform => Icon::Bolt,
        RowSubject::Others => Icon::Dots,
        RowSubject::Resource => Icon::Cube,
    }
}

/// The picture of a kind of entries.
pub fn icon_of_entry(kind: EntryKind) -> Icon {
    match kind {
        EntryKind::Parameter => Icon::Sliders,
        EntryKind::Mapping => Icon::Table,
        EntryKind::Condition => Icon::Branch,
        EntryKind::Rule => Icon::Check,
        EntryKind::Resource => Icon::Cube,
        EntryKind::Output => Icon::Output,
        EntryKind::Metadata => Icon::Braces,
        EntryKind::ConfigSet => Icon::Order,
        EntryKind::Config => Icon::Bolt,
        EntryKind::Init(section) => icon_of_section(section),
        EntryKind::Authentication => Icon::Lock,
    }
}

fn icon_of_section(section: Section) -> Icon {
    match section {
        Section::Packages => Icon::Package,
        Section::Groups => Icon::Group,
        Section::Users => Icon::User,
        Section::Sources => Icon::Archive,
        Section::Files => Icon::File,
        Section::Commands => Icon::Terminal,
        Section::Services => Icon::Gear,
    }
}

/// The picture of a command.
pub fn icon_of_command(command: PageCommand) -> Icon {
    match command {
        PageCommand::Palette | PageCommand::FilterOutline | PageCommand::Find => Icon::Search,
        PageCommand::Keys | PageCommand::Letters | PageCommand::Tour => Icon::Info,
        PageCommand::Add => Icon::Plus,
        PageCommand::NextPane | PageCommand::PreviousPane | PageCommand::FieldOrLines | PageCommand::Outline(_) => {
            Icon::ChevronRight
        }
        PageCommand::FieldKind => Icon::Branch,
        PageCommand::FieldDocs => Icon::External,
        PageCommand::Show(tab) => match tab {
            Tab::Template => Icon::Braces,
            Tab::Diagram => Icon::Network,
            Tab::Boot => Icon::Steps,
            Tab::Changes => Icon::Reload,
            Tab::Problems => Icon::Warning,
        },
        PageCommand::NextProblem | PageCommand::PreviousProblem => Icon::Warning,
        PageCommand::Fixes => Icon::Fix,
        PageCommand::Wrap => Icon::Wrap,
        PageCommand::Deploy | PageCommand::Doctor => Icon::Terminal,
        PageCommand::CopyDeployment | PageCommand::CopyTemplate => Icon::Copy,
        PageCommand::Save | PageCommand::DiagramSvg | PageCommand::DiagramPng => Icon::Download,
        PageCommand::Open => Icon::Open,
        PageCommand::Designs => Icon::Stack,
        PageCommand::Share => Icon::Share,
        PageCommand::Convert => Icon::Branch,
        PageCommand::Undo => Icon::Undo,
        PageCommand::Redo => Icon::Redo,
        PageCommand::Theme => Icon::Moon,
    }
}
