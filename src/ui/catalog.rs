//! Everything that the palette finds: commands, forms, the named entries of the template, recipes, what can be added,
//! starters. It ranks and groups them; what choosing one does is decided by who asks. No browser here.

use super::command::{COMMANDS, PageCommand};
use super::outline::{OutlineRow, RowSubject, keywords_of_row, outline};
use super::route::Route;
use crate::document::{Document, Path};
use crate::recipe::addition::{Addition, additions};
use crate::recipe::definition::Recipe;
use crate::recipe::registry::{self, RECIPES};
use crate::starter::{STARTERS, Starter};
use crate::template::named_entry::{EntryKind, NamedEntry, named_entries};
use crate::template::search::{Fit, Query, Term};

/// Items of a group that are shown.
const SHOWN: usize = 6;
/// The same of the entries of the template, which people look for most.
const SHOWN_ENTRIES: usize = 12;
/// Items chosen of late that are shown.
const RECENT: usize = 5;

/// What an item leads to.
#[derive(Clone, Debug, PartialEq)]
pub enum CatalogTarget {
    /// Does something.
    Command(PageCommand),
    /// Opens a form.
    Form(Route),
    /// Opens the form of an entry, at the entry.
    Entry(Path),
    /// Opens the dialog of a recipe.
    Recipe(&'static Recipe),
    /// Adds something to the template.
    Add(Addition),
    /// Opens a starter as a new design.
    Starter(&'static Starter),
}

/// Picture of an item.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CatalogSymbol {
    /// That of a command.
    Command(PageCommand),
    /// That of a row of the outline.
    Row(RowSubject),
    /// That of a kind of entries.
    Entry(EntryKind),
    /// That of a recipe.
    Recipe(&'static Recipe),
    /// That of something new.
    Add,
    /// That of a starter.
    Starter,
}

/// A heading of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CatalogGroup {
    /// What was chosen of late.
    Recent,
    /// Named entries of the template.
    Entries,
    /// Forms.
    Forms,
    /// Commands.
    Commands,
    /// Recipes.
    Recipes,
    /// What can be added.
    Additions,
    /// Starters.
    Starters,
}

impl CatalogGroup {
    /// Text of the heading.
    pub fn title(self) -> &'static str {
        match self {
            CatalogGroup::Recent => "Recent",
            CatalogGroup::Entries => "In the template",
            CatalogGroup::Forms => "Forms",
            CatalogGroup::Commands => "Commands",
            CatalogGroup::Recipes => "Recipes",
            CatalogGroup::Additions => "Add to the template",
            CatalogGroup::Starters => "New design from a starter",
        }
    }

    fn shown(self) -> usize {
        match self {
            CatalogGroup::Entries => SHOWN_ENTRIES,
            CatalogGroup::Recent => RECENT,
            _ => SHOWN,
        }
    }
}

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct CatalogItem {
    /// Names it in the list of recent choices.
    pub key: String,
    /// Heading under which it stands.
    pub group: CatalogGroup,
    /// Its name.
    pub label: String,
    /// What tells it from others of the name; may be empty.
    pub detail: String,
    /// Its picture.
    pub symbol: CatalogSymbol,
    /// What it leads to.
    pub target: CatalogTarget,
    term: Term,
}

/// A heading with the best items under it.
#[derive(Clone, Debug, PartialEq)]
pub struct CatalogSection {
    /// The heading.
    pub group: CatalogGroup,
    /// The items, the best first.
    pub items: Vec<CatalogItem>,
    /// Number of items that fit too and are not shown.
    pub more: usize,
}

/// All items of a document, read a few at a time.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    items: Vec<CatalogItem>,
    /// What is read next.
    next: Next,
    /// Entries of the template that are no items yet, the last first.
    entries: Vec<NamedEntry>,
}

/// What a catalog reads next. What stands in no template comes first: it is there at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Next {
    #[default]
    Fixed,
    Additions,
    Outline,
    /// The recipe at a place of the registry.
    Recipe(usize),
    FindEntries,
    Entries,
    /// The words of the item at a place.
    Words(usize),
    Nothing,
}

impl Catalog {
    /// The items of a document, all read; of the commands those that are possible now.
    #[cfg(test)]
    fn of(document: &Document, is_possible: impl Fn(PageCommand) -> bool) -> Catalog {
        let mut catalog = Catalog::default();
        catalog.read(document, is_possible, || true);
        catalog
    }

    /// Reads on until `goes_on` says no; of the commands those that are possible now. The document is the same each time.
    pub fn read(&mut self, document: &Document, is_possible: impl Fn(PageCommand) -> bool, goes_on: impl Fn() -> bool) {
        while !self.is_read() && goes_on() {
            self.next = match self.next {
                Next::Fixed => {
                    self.add_commands(&is_possible);
                    self.add_starters();
                    Next::Additions
                }
                Next::Additions => {
                    self.items.extend(additions(document, "").into_iter().map(addition));
                    Next::Outline
                }
                Next::Outline => {
                    self.items.extend(outline(document).into_iter().filter_map(|row| form(document, row)));
                    Next::Recipe(0)
                }
                Next::Recipe(at) => match RECIPES.get(at) {
                    Some(recipe) => {
                        if registry::is_offered(document, recipe) {
                            self.items.push(of_recipe(recipe));
                        }
                        Next::Recipe(at + 1)
                    }
                    None => Next::FindEntries,
                },
                Next::FindEntries => {
                    self.entries = named_entries(document);
                    self.entries.reverse();
                    Next::Entries
                }
                Next::Entries => match self.entries.pop() {
                    Some(entry) => {
                        self.items.push(of_entry(entry));
                        Next::Entries
                    }
                    None => Next::Words(0),
                },
                Next::Words(at) => match self.items.get(at) {
                    Some(item) => {
                        item.term.prepare();
                        Next::Words(at + 1)
                    }
                    None => Next::Nothing,
                },
                Next::Nothing => Next::Nothing,
            }
        }
    }

    /// True if all items are there; their words may still be unread.
    pub fn is_whole(&self) -> bool {
        matches!(self.next, Next::Words(_) | Next::Nothing)
    }

    /// True if nothing is left to read.
    pub fn is_read(&self) -> bool {
        self.next == Next::Nothing
    }

    fn add_commands(&mut self, is_possible: impl Fn(PageCommand) -> bool) {
        let commands = COMMANDS.iter().filter(|info| info.in_palette && is_possible(info.command));
        self.items.extend(commands.map(|info| CatalogItem {
            key: format!("command {}", info.command.key()),
            group: CatalogGroup::Commands,
            label: info.title.to_string(),
            detail: String::new(),
            symbol: CatalogSymbol::Command(info.command),
            target: CatalogTarget::Command(info.command),
            term: Term::new(info.title, info.keywords),
        }));
    }

    fn add_starters(&mut self) {
        self.items.extend(STARTERS.iter().map(|starter| CatalogItem {
            key: format!("starter {}", starter.name),
            group: CatalogGroup::Starters,
            label: starter.title.to_string(),
            detail: starter.summary.to_string(),
            symbol: CatalogSymbol::Starter,
            target: CatalogTarget::Starter(starter),
            term: Term::new(starter.title, &format!("starter new design {}", starter.summary)),
        }));
    }

    /// The items that fit a typed text, under their headings: the heading with the best item first. Without a text first what
    /// was chosen of late, `recent` by the items' keys.
    pub fn find(&self, typed: &str, recent: &[String]) -> Vec<CatalogSection> {
        let query = Query::new(typed);
        if query.is_empty() {
            return self.all(recent);
        }
        let mut found: Vec<(Fit, &CatalogItem)> =
            self.items.iter().filter_map(|item| Some((query.fit_of(&item.term)?, item))).collect();
        found.sort_by_key(|(fit, item)| (*fit, fit.distance(&item.label)));
        let mut sections: Vec<(Fit, CatalogSection)> = Vec::new();
        for (fit, item) in found {
            let place = sections.iter().position(|(_, section)| section.group == item.group).unwrap_or(sections.len());
            if place == sections.len() {
                sections.push((fit, CatalogSection { group: item.group, items: Vec::new(), more: 0 }));
            }
            if let Some((_, section)) = sections.get_mut(place) {
                section.add(item);
            }
        }
        sections.sort_by_key(|(fit, section)| (*fit, section.group));
        sections.into_iter().map(|(_, section)| section).collect()
    }

    fn all(&self, recent: &[String]) -> Vec<CatalogSection> {
        let chosen = recent.iter().filter_map(|key| self.items.iter().find(|item| item.key == *key));
        let recent =
            CatalogSection { group: CatalogGroup::Recent, items: chosen.take(RECENT).cloned().collect(), more: 0 };
        let groups = [
            CatalogGroup::Commands,
            CatalogGroup::Entries,
            CatalogGroup::Forms,
            CatalogGroup::Recipes,
            CatalogGroup::Additions,
            CatalogGroup::Starters,
        ];
        let mut sections = vec![recent];
        for group in groups {
            let mut section = CatalogSection { group, items: Vec::new(), more: 0 };
            self.items.iter().filter(|item| item.group == group).for_each(|item| section.add(item));
            sections.push(section);
        }
        sections.retain(|section| !section.items.is_empty());
        sections
    }
}

impl CatalogSection {
    fn add(&mut self, item: &CatalogItem) {
        if self.items.len() < self.group.shown() {
            self.items.push(item.clone());
        } else {
            self.more += 1;
        }
    }
}

fn of_entry(entry: NamedEntry) -> CatalogItem {
    CatalogItem {
        key: format!("entry {}", entry.path.to_pointer()),
        group: CatalogGroup::Entries,
        term: Term::new(&entry.name, &entry.keywords()),
        symbol: CatalogSymbol::Entry(entry.kind),
        detail: match entry.kind {
            EntryKind::Resource => entry.detail,
            kind if entry.detail.is_empty() => kind.word().to_string(),
            kind => format!("{}, {}", kind.word(), entry.detail),
        },
        label: entry.name,
        target: CatalogTarget::Entry(entry.path),
    }
}

fn of_recipe(recipe: &'static Recipe) -> CatalogItem {
    CatalogItem {
        key: format!("recipe {}", recipe.id),
        group: CatalogGroup::Recipes,
        label: format!("{}…", recipe.title),
        detail: String::new(),
        symbol: CatalogSymbol::Recipe(recipe),
        target: CatalogTarget::Recipe(recipe),
        term: Term::new(recipe.title, &registry::keywords(recipe)),
    }
}

fn addition(addition: Addition) -> CatalogItem {
    CatalogItem {
        key: format!("add {}", addition.label()),
        group: CatalogGroup::Additions,
        label: addition.label(),
        detail: String::new(),
        symbol: CatalogSymbol::Add,
        term: Term::new(&addition.label(), &format!("{} add new", addition.keywords())),
        target: CatalogTarget::Add(addition),
    }
}

/// The form of a row of the outline; none for a group, and for a resource, which is an entry.
fn form(document: &Document, row: OutlineRow) -> Option<CatalogItem> {
    let place = row.place.clone()?;
    if matches!(place, Route::Resource(_) | Route::Vpc(_) | Route::Instance(_)) {
        return None;
    }
    let above: Vec<String> = place.crumbs().into_iter().map(|(name, _)| name).collect();
    let detail = above.join(" › ");
    let label = match place {
        Route::Init { .. } => place.title(),
        _ => row.label.clone(),
    };
    Some(CatalogItem {
        key: format!("form {}", place.to_hash()),
        group: CatalogGroup::Forms,
        term: Term::new(&label, &format!("{} {detail}", keywords_of_row(document, &row))),
        symbol: CatalogSymbol::Row(row.subject),
        label,
        detail,
        target: CatalogTarget::Form(place),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "
Parameters: {KeyName: {Type: String}}
Resources:
  Net: {Type: AWS::EC2::VPC}
  Firewall: {Type: AWS::EC2::SecurityGroup}
  Web:
    Type: AWS::EC2::Instance
    Metadata:
      AWS::CloudFormation::Init:
        config:
          packages: {apt: {nginx: []}}
          files: {/etc/nginx/nginx.conf: {content: x}}
          services: {systemd: {nginx: {}}}
";

    fn first(typed: &str) -> String {
        let catalog = Catalog::of(&Document::parse(TEXT), |_| true);
        let sections = catalog.find(typed, &[]);
        let section = sections.first().unwrap_or_else(|| panic!("nothing for {typed}"));
        format!("{}: {}", section.group.title(), section.items.first().map_or("", |item| item.label.as_str()))
    }

    #[test]
    fn all_that_people_look_for_is_found_by_their_words() {
        for (typed, expected) in [
            ("keyname", "In the template: KeyName"),
            ("key name", "In the template: KeyName"),
            ("conf nginx", "In the template: /etc/nginx/nginx.conf"),
            ("security group", "Add to the template: AWS::EC2::SecurityGroup"),
            ("firewall", "In the template: Firewall"),
            ("sg", "In the template: Firewall"),
            ("load balancer", "Add to the template: AWS::ElasticLoadBalancing::LoadBalancer"),
            ("elastic ip", "Recipes: Elastic IP…"),
            ("signal", "Forms: Signal"),
            ("cfn-hup", "Forms: cfn-hup"),
            ("packages", "Forms: Packages"),
            ("deploy", "Commands: Deploy…"),
            ("dark", "Commands: Switch between light and dark"),
            ("json", "Commands: Convert between YAML and JSON…"),
            ("wordpress", "New design from a starter: WordPress on LAMP"),
            ("AWS::EC2::VPC", "Add to the template: AWS::EC2::VPC"),
            ("undo", "Commands: Undo"),
            ("problems", "Commands: Problems"),
        ] {
            assert_eq!(first(typed), expected, "{typed}");
        }
        let catalog = Catalog::of(&Document::parse(TEXT), |_| true);
        assert!(catalog.find("nothing of the kind", &[]).is_empty());
        // What a word names most comes before what it names too.
        let found = catalog.find("firewall", &[]);
        let added = found.iter().find(|section| section.group == CatalogGroup::Additions).unwrap();
        let types: Vec<&str> = added.items.iter().map(|item| item.label.as_str()).collect();
        let place = |name: &str| types.iter().position(|label| *label == name).unwrap();
        assert!(place("AWS::EC2::SecurityGroup") < place("AWS::WAFv2::WebACL"), "{types:?}");
        // A package, a file and a service of one name are told apart.
        let all: Vec<String> = catalog.find("nginx", &[])[0].items.iter().map(|item| item.detail.clone()).collect();
        assert_eq!(all, ["Package, apt, config", "Service, systemd, config", "File, config"]);
    }

    #[test]
    fn what_was_chosen_of_late_comes_first_and_what_is_gone_is_left_out() {
        let catalog = Catalog::of(&Document::parse(TEXT), |_| true);
        let recent = ["entry /Resources/Web", "entry /Resources/Gone", "command Share"].map(str::to_string);
        let sections = catalog.find("", &recent);
        assert_eq!(sections[0].group, CatalogGroup::Recent);
        let labels: Vec<&str> = sections[0].items.iter().map(|item| item.label.as_str()).collect();
        assert_eq!(labels, ["Web", "Share as a link…"]);
        assert!(catalog.find(" ", &[])[0].group != CatalogGroup::Recent);
    }

    #[test]
    fn a_large_template_shows_few_and_counts_the_others() {
        let mut text = String::from("Resources:\n");
        for index in 0..700 {
            text.push_str(&format!("  Bucket{index}: {{Type: AWS::S3::Bucket}}\n"));
        }
        let catalog = Catalog::of(&Document::parse(text), |_| true);
        for typed in ["", "bucket"] {
            let sections = catalog.find(typed, &[]);
            let shown: usize = sections.iter().map(|section| section.items.len()).sum();
            assert!(shown <= 60, "{shown}");
            let entries = sections.iter().find(|section| section.group == CatalogGroup::Entries).unwrap();
            assert_eq!((entries.items.len(), entries.more), (SHOWN_ENTRIES, 700 - SHOWN_ENTRIES));
        }
        assert_eq!(catalog.find("bucket 699", &[])[0].items[0].label, "Bucket699");
    }

    #[test]
    fn what_is_read_in_pieces_is_what_is_read_at_once() {
        let document = Document::parse(TEXT);
        let whole = Catalog::of(&document, |_| true);
        let mut pieces = Catalog::default();
        let mut found = Vec::new();
        while !pieces.is_read() {
            let once = std::cell::Cell::new(true);
            pieces.read(&document, |_| true, || once.replace(false));
            found.push(pieces.find("deploy", &[]).len());
        }
        assert!(found.len() > whole.items.len(), "one item, or the words of one, at a time");
        assert_eq!(pieces.items, whole.items);
        // Commands are found from the first piece on.
        assert!(found.iter().all(|count| *count > 0), "{found:?}");
    }

    #[test]
    fn impossible_commands_are_not_listed() {
        let catalog = Catalog::of(&Document::parse(TEXT), |command| command != PageCommand::Undo);
        assert!(catalog.find("undo", &[]).iter().all(|section| section.items.iter().all(|item| item.label != "Undo")));
    }

    #[test]
    fn each_item_has_a_key_of_its_own() {
        let catalog = Catalog::of(&Document::parse(TEXT), |_| true);
        let mut keys: Vec<&str> = catalog.items.iter().map(|item| item.key.as_str()).collect();
        let all = keys.len();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), all);
    }
}
