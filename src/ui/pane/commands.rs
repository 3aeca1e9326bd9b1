//! What the commands of the page do, by whatever key, button or item of the palette they are asked for.

use leptos::prelude::*;

use super::addition::add_and_open;
use super::frame::{Frame, Sheet};
use super::marks;
use super::panes;
use super::tabs;
use super::text::{nearest_field, show_entry};
use crate::document::Path;
use crate::ui::catalog::CatalogTarget;
use crate::ui::command::{PageCommand, Tab};
use crate::ui::doctor::LogDoctor;
use crate::ui::field::rename_id;
use crate::ui::focus::{after_form, find, focus_element, focus_on, is_visible};
use crate::ui::palette::Palette;
use crate::ui::part::part;
use crate::ui::problems::{self, Fixes};
use crate::ui::recipe::Recipes;
use crate::ui::route::Route;
use crate::ui::share::Sharing;
use crate::ui::tour::Tour;
use crate::ui::workspace::Workspace;
use crate::ui::{deploy, designs, diagram, open};

/// What commands work on. Copied freely.
#[derive(Clone, Copy)]
pub struct Commands {
    /// State of the page.
    pub workspace: Workspace,
    /// State of the frame.
    pub frame: Frame,
    /// Palette and keys.
    pub palette: Palette,
    fixes: Fixes,
    sharing: Sharing,
    doctor: LogDoctor,
    recipes: Recipes,
    tour: Tour,
}

part! {
    frame: fn run(commands: Commands, command: PageCommand) -> () { commands.run(command) }
}

impl Commands {
    /// Those of this page.
    pub fn of(workspace: Workspace, frame: Frame) -> Commands {
        Commands {
            workspace,
            frame,
            palette: Palette::expect(),
            fixes: Fixes::expect(),
            sharing: Sharing::expect(),
            doctor: LogDoctor::expect(),
            recipes: Recipes::expect(),
            tour: Tour::expect(),
        }
    }

    /// True if a command has something to do now.
    pub fn is_possible(&self, command: PageCommand) -> bool {
        match command {
            PageCommand::Undo => self.workspace.undo_title().get_untracked().is_some(),
            PageCommand::Redo => self.workspace.redo_title().get_untracked().is_some(),
            PageCommand::Find | PageCommand::CopyTemplate => self.frame.editor.with_untracked(Option::is_some),
            _ => true,
        }
    }

    /// Does what a command says, once the part of the page that can is loaded.
    pub fn run_later(self, command: PageCommand) {
        leptos::task::spawn_local(async move {
            if let Err(missing) = run(self, command).await {
                self.workspace.notify(&missing.to_string());
            }
        });
    }

    /// Does what a command says.
    pub fn run(&self, command: PageCommand) {
        let (workspace, frame) = (self.workspace, self.frame);
        match command {
            PageCommand::Palette => self.palette.show(),
            PageCommand::Keys => self.palette.show_keys(),
            PageCommand::FilterOutline => {
                self.show_outline();
                focus_on("#outline-filter");
            }
            PageCommand::Add => {
                self.show_outline();
                frame.adding.set(true);
            }
            PageCommand::NextPane => panes::next_pane(workspace, frame, false),
            PageCommand::PreviousPane => panes::next_pane(workspace, frame, true),
            PageCommand::FieldOrLines => panes::field_or_lines(workspace, frame),
            PageCommand::FieldKind => panes::focus_beside_field("select.as, summary"),
            PageCommand::FieldDocs => panes::press_beside_field("a.doc"),
            PageCommand::Show(tab) => tabs::show(frame, tab),
            PageCommand::NextProblem => problems::go_next(workspace, false),
            PageCommand::PreviousProblem => problems::go_next(workspace, true),
            PageCommand::Fixes => marks::fix_here(workspace, frame, self.fixes),
            PageCommand::Find => press_in_text(frame, "find-in-text"),
            PageCommand::Wrap => press_in_text(frame, "wrap-template"),
            PageCommand::Deploy => workspace.deploy_open.set(true),
            PageCommand::CopyDeployment => deploy::open_and_copy(workspace),
            PageCommand::Save => open::save_file(workspace),
            PageCommand::CopyTemplate => press_in_text(frame, "copy-template"),
            PageCommand::Open => open::choose(),
            PageCommand::Designs => designs::show(),
            PageCommand::Share => self.sharing.open(),
            PageCommand::Convert => press_in_text(frame, "convert-template"),
            PageCommand::Doctor => self.doctor.show(),
            PageCommand::DiagramSvg => diagram::save_svg(workspace),
            PageCommand::DiagramPng => diagram::save_png(workspace),
            PageCommand::Undo => workspace.undo(),
            PageCommand::Redo => workspace.redo(),
            PageCommand::Tour => self.tour.show(),
            PageCommand::Theme => workspace.switch_theme(),
            PageCommand::Letters => {
                let on = !self.palette.has_letters();
                let kept = self.palette.set_letters(on);
                let word = if on { "on" } else { "off" };
                workspace.announce(&format!("Single-letter keys are {word}."));
                if !kept {
                    workspace.notify("This browser did not keep the choice on single-letter keys.");
                }
            }
            // The outline handles its own.
            PageCommand::Outline(_) => {}
        }
    }

    /// Goes where an item of the palette leads.
    pub fn go(&self, target: CatalogTarget) {
        let (workspace, frame) = (self.workspace, self.frame);
        match target {
            CatalogTarget::Command(command) => self.run(command),
            CatalogTarget::Form(place) => {
                frame.close(Sheet::Outline);
                workspace.select(place);
                after_form(|| {
                    focus_on("#form-title");
                });
            }
            CatalogTarget::Entry(at) => self.go_to_entry(at),
            CatalogTarget::Recipe(recipe) => self.recipes.ask(recipe, String::new()),
            CatalogTarget::Add(addition) => {
                if let Err(why) = add_and_open(workspace, frame, &addition) {
                    workspace.notify(&why);
                }
            }
            CatalogTarget::Starter(starter) => workspace.open_starter(starter),
        }
    }

    /// Opens the form of an entry and gives the focus to what shows it there.
    fn go_to_entry(&self, at: Path) {
        let workspace = self.workspace;
        self.frame.close(Sheet::Outline);
        workspace.select(workspace.with_untracked(|document| Route::of(document, &at)));
        show_entry(workspace, at.clone());
        after_form(move || {
            let field = leptos::prelude::document().get_element_by_id(&rename_id(&at));
            let field = field.or_else(|| nearest_field(&at).map(|(_, field)| field));
            if !field.is_some_and(|field| focus_element(&field)) {
                focus_on("#form-title");
            }
        });
    }

    /// On a narrow page the outline is a sheet.
    fn show_outline(&self) {
        if !is_visible(".rail") {
            self.frame.sheet.set(Some(Sheet::Outline));
        }
    }
}

/// Presses a button over the text, once the text is shown.
fn press_in_text(frame: Frame, id: &'static str) {
    tabs::show(frame, Tab::Template);
    request_animation_frame(move || {
        if let Some(button) = find(&format!("#{id}")) {
            button.click();
        }
    });
}
