//! The modules of `src` and what each of them names, read from the syntax trees of the sources.
//!
//! Answers which module uses which. Follows `use` trees and paths written out, through re-exports. Leaves out tests.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use syn::visit::{self, Visit};

use super::{root, sources};

/// A module as the names on the way to it: `["template", "init"]`.
pub type Module = Vec<String>;

/// A module that names an item of another one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    pub from: Module,
    pub to: Module,
}

/// A `pub` type: its name, its module, and whether other modules can name it.
pub struct Type {
    pub name: String,
    pub module: Module,
    pub is_public: bool,
}

/// All that the structure tests ask of the sources.
#[derive(Default)]
pub struct Sources {
    pub uses: BTreeSet<Use>,
    pub types: Vec<Type>,
    /// Names of modules, types, functions, variants, fields and constants, each with its module.
    pub names: BTreeSet<(String, Module)>,
}

/// What one file says: paths it names, and names that it gives to items of other modules.
#[derive(Default)]
struct File {
    module: Module,
    /// Absolute paths that are named, each as its segments.
    paths: Vec<Vec<String>>,
    /// Names from `use`, each with the absolute path that it stands for.
    imports: BTreeMap<String, Vec<String>>,
    /// Those of them that are re-exported, and paths of re-exported globs.
    exports: BTreeMap<String, Vec<String>>,
    globs: Vec<Vec<String>>,
    /// Paths written out in code, not yet absolute.
    written: Vec<Vec<String>>,
    types: Vec<(String, bool)>,
    names: BTreeSet<String>,
}

/// All of `src` but the roots of the library and of the programs, read once.
pub fn all() -> &'static Sources {
    static ALL: LazyLock<Sources> = LazyLock::new(read);
    &ALL
}

fn read() -> Sources {
    let folder = root().join("src");
    let mut files = Vec::new();
    for path in sources(&folder, "rs") {
        let module = module_of(path.strip_prefix(&folder).unwrap());
        if module.is_empty() || module[0] == "bin" || module.last().is_some_and(|name| name == "tests") {
            continue;
        }
        let tree = syn::parse_file(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let mut file = File { module, ..File::default() };
        file.visit_file(&tree);
        files.push(file);
    }
    resolve(files)
}

fn module_of(path: &Path) -> Module {
    let mut names: Module = path.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    let file = names.pop().unwrap();
    match file.as_str() {
        "mod.rs" => names,
        "lib.rs" | "main.rs" => Vec::new(),
        file => [names, vec![file.trim_end_matches(".rs").to_string()]].concat(),
    }
}

fn resolve(mut files: Vec<File>) -> Sources {
    let modules: BTreeSet<Module> = files.iter().flat_map(|file| prefixes(&file.module)).collect();
    for file in &mut files {
        let written = std::mem::take(&mut file.written);
        for path in written {
            let path = match file.imports.get(&path[0]) {
                Some(known) => [known.as_slice(), &path[1..]].concat(),
                None => match absolute(&file.module, &path, &modules) {
                    Some(path) => path,
                    None => continue,
                },
            };
            file.paths.push(path);
        }
        let imported: Vec<_> = file.imports.values().cloned().collect();
        file.paths.extend(imported);
    }
    let exports: BTreeMap<&Module, &File> = files.iter().map(|file| (&file.module, file)).collect();
    let mut sources = Sources::default();
    for file in &files {
        for path in &file.paths {
            let to = owner(path, &modules, &exports, 0);
            if !to.is_empty() && to != file.module {
                sources.uses.insert(Use { from: file.module.clone(), to });
            }
        }
        sources.types.extend(file.types.iter().map(|(name, is_public)| Type {
            name: name.clone(),
            module: file.module.clone(),
            is_public: *is_public,
        }));
        sources.names.extend(file.names.iter().map(|name| (name.clone(), file.module.clone())));
        sources.names.extend(file.module.iter().map(|name| (name.clone(), file.module.clone())));
    }
    sources
}

fn prefixes(module: &Module) -> Vec<Module> {
    (1..=module.len()).map(|length| module[..length].to_vec()).collect()
}

/// A path from the root of the crate; `None` for a path into another crate.
fn absolute(module: &Module, path: &[String], modules: &BTreeSet<Module>) -> Option<Vec<String>> {
    match path[0].as_str() {
        "crate" => Some(path[1..].to_vec()),
        "self" | "super" => {
            let mut base = module.clone();
            let ups = path.iter().take_while(|part| *part == "self" || *part == "super");
            let mut rest = 0;
            for up in ups {
                rest += 1;
                if up == "super" {
                    base.pop();
                }
            }
            Some([base, path[rest..].to_vec()].concat())
        }
        first => {
            let child = [module.as_slice(), &[first.to_string()]].concat();
            modules.contains(&child).then(|| [module.as_slice(), path].concat())
        }
    }
}

/// The module that a path's item is written in, re-exports followed.
fn owner(path: &[String], modules: &BTreeSet<Module>, files: &BTreeMap<&Module, &File>, depth: usize) -> Module {
    let length = (0..=path.len()).rev().find(|length| *length == 0 || modules.contains(&path[..*length])).unwrap_or(0);
    let (module, rest) = (path[..length].to_vec(), &path[length..]);
    let (Some(name), Some(file), true) = (rest.first(), files.get(&module), depth < 8) else { return module };
    if let Some(target) = file.exports.get(name) {
        return owner(&[target.as_slice(), &rest[1..]].concat(), modules, files, depth + 1);
    }
    if !file.types.iter().any(|(known, _)| known == name) && !file.names.contains(name) {
        let mut globs = file.globs.iter().map(|glob| [glob.as_slice(), rest].concat());
        return globs.next().map_or(module, |path| owner(&path, modules, files, depth + 1));
    }
    module
}

impl File {
    fn tree(&mut self, tree: &syn::UseTree, path: Vec<String>, is_export: bool) {
        match tree {
            syn::UseTree::Path(part) => self.tree(&part.tree, with(path, &part.ident), is_export),
            syn::UseTree::Group(group) => {
                group.items.iter().for_each(|tree| self.tree(tree, path.clone(), is_export));
            }
            syn::UseTree::Name(name) if name.ident == "self" => {
                let last = path.last().cloned().unwrap_or_default();
                self.import(last, path, is_export);
            }
            syn::UseTree::Name(name) => self.import(name.ident.to_string(), with(path, &name.ident), is_export),
            syn::UseTree::Rename(name) => self.import(name.rename.to_string(), with(path, &name.ident), is_export),
            syn::UseTree::Glob(_) => {
                if is_export {
                    self.globs.extend(self.rooted(&path));
                }
                self.written.push(path);
            }
        }
    }

    /// An absolute path for `use`, where a first name that is no keyword is a module below or another crate.
    fn rooted(&self, path: &[String]) -> Option<Vec<String>> {
        match path.first()?.as_str() {
            "crate" | "self" | "super" => absolute(&self.module, path, &BTreeSet::new()),
            _ => Some([self.module.as_slice(), path].concat()),
        }
    }

    fn import(&mut self, name: String, path: Vec<String>, is_export: bool) {
        let Some(absolute) = self.rooted(&path) else { return };
        if is_export {
            self.exports.insert(name.clone(), absolute.clone());
        }
        self.imports.insert(name, absolute);
    }

    fn name(&mut self, name: &syn::Ident) {
        self.names.insert(name.to_string());
    }

    fn declare(&mut self, name: &syn::Ident, seen: &syn::Visibility) {
        self.types.push((name.to_string(), !matches!(seen, syn::Visibility::Inherited)));
        self.name(name);
    }
}

fn with(mut path: Vec<String>, name: &syn::Ident) -> Vec<String> {
    path.push(name.to_string());
    path
}

fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes
        .iter()
        .any(|one| one.path().is_ident("cfg") && one.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("test")))
}

impl<'s> Visit<'s> for File {
    fn visit_item_use(&mut self, item: &'s syn::ItemUse) {
        if !is_test(&item.attrs) {
            self.tree(&item.tree, Vec::new(), !matches!(item.vis, syn::Visibility::Inherited));
        }
    }

    fn visit_item_mod(&mut self, item: &'s syn::ItemMod) {
        if !is_test(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_path(&mut self, path: &'s syn::Path) {
        if path.segments.len() > 1 && path.leading_colon.is_none() {
            self.written.push(path.segments.iter().map(|part| part.ident.to_string()).collect());
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'s syn::Macro) {
        // The body of a macro is tokens: a path in it is a run of names with `::` between them.
        let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
        let text = item.tokens.to_string().replace(" :: ", "::");
        for word in text.split(|c: char| !is_part(c)) {
            let parts: Vec<String> = word.split("::").map(str::to_string).collect();
            if parts.len() > 1 && parts.iter().all(|part| !part.is_empty() && !part.contains(':')) {
                self.written.push(parts);
            }
        }
        visit::visit_macro(self, item);
    }

    fn visit_item_struct(&mut self, item: &'s syn::ItemStruct) {
        self.declare(&item.ident, &item.vis);
        visit::visit_item_struct(self, item);
    }

    fn visit_item_enum(&mut self, item: &'s syn::ItemEnum) {
        self.declare(&item.ident, &item.vis);
        visit::visit_item_enum(self, item);
    }

    fn visit_item_trait(&mut self, item: &'s syn::ItemTrait) {
        self.declare(&item.ident, &item.vis);
        visit::visit_item_trait(self, item);
    }

    fn visit_item_type(&mut self, item: &'s syn::ItemType) {
        self.declare(&item.ident, &item.vis);
        visit::visit_item_type(self, item);
    }

    fn visit_item_const(&mut self, item: &'s syn::ItemConst) {
        self.name(&item.ident);
        visit::visit_item_const(self, item);
    }

    fn visit_item_static(&mut self, item: &'s syn::ItemStatic) {
        self.name(&item.ident);
        visit::visit_item_static(self, item);
    }

    fn visit_variant(&mut self, item: &'s syn::Variant) {
        self.name(&item.ident);
        visit::visit_variant(self, item);
    }

    fn visit_signature(&mut self, item: &'s syn::Signature) {
        self.name(&item.ident);
        visit::visit_signature(self, item);
    }
}
