//! Where a template that was opened lands, and what it holds in a few words.

use super::Route;
use crate::document::{Document, Path};
use crate::schema::{compute, ec2};
use crate::template::init::CONFIG_SETS;
use crate::template::machine::is_machine;
use crate::template::{Resource, Template, section};

impl Route {
    /// The place to begin with: the configs of the first Init, else the first machine, else the facts of the template.
    pub fn landing(document: &Document) -> Route {
        let template = Template::of(document);
        let init = template.inits().next().map(|init| init.path().join(CONFIG_SETS));
        let machine = || template.resources().find(is_a_machine).map(|resource| resource.path());
        init.or_else(machine).map_or(Route::Stack, |at| Route::of(document, &at))
    }
}

fn is_a_machine(resource: &Resource<'_>) -> bool {
    resource.kind().is_some_and(is_machine)
}

/// What a template holds to set machines up, as words such as "3 configs", each with the place that shows it; its
/// resources if it holds nothing of the kind.
pub fn contents(document: &Document) -> Vec<(String, Route)> {
    let template = Template::of(document);
    let of = |resource: Resource<'_>| Route::of(document, &resource.path());
    let first = |kind: &str| template.resources().find(|one| one.kind() == Some(kind)).map(of);
    let number = |kind: &str| template.resources().filter(|one| one.kind() == Some(kind)).count();
    let configs = template.inits().map(|init| init.configs().count()).sum();
    let resources = || Some(Route::of(document, &Path::root().join(section::RESOURCES)));
    let mut all = vec![
        (number(ec2::INSTANCE), "instance", first(ec2::INSTANCE)),
        (number(compute::GROUP), "Auto Scaling group", first(compute::GROUP)),
        (configs, "config", Some(Route::landing(document))),
    ];
    if all.iter().all(|(count, ..)| *count == 0) {
        all.push((template.resources().count(), "resource", resources()));
    }
    let named = all.into_iter().filter(|(count, ..)| *count > 0);
    named.filter_map(|(count, word, place)| Some((words(count, word), place?))).collect()
}

fn words(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(text: &str) -> (Route, Vec<String>) {
        let document = Document::parse(text);
        (Route::landing(&document), contents(&document).into_iter().map(|(words, _)| words).collect())
    }

    #[test]
    fn a_template_lands_on_its_first_init() {
        let web =
            "  Web:\n    Type: AWS::EC2::Instance\n    Metadata:\n      AWS::CloudFormation::Init: {a: {}, b: {}}\n";
        let text = format!("Resources:\n  Net: {{Type: AWS::EC2::VPC}}\n  Old: {{Type: AWS::EC2::Instance}}\n{web}");
        assert_eq!(held(&text), (Route::ConfigSets("Web".into()), vec!["2 instances".into(), "2 configs".into()]));
    }

    #[test]
    fn without_an_init_it_lands_on_a_machine_else_on_the_template() {
        let machine = "Resources: {Net: {Type: AWS::EC2::VPC}, Web: {Type: AWS::EC2::Instance}}\n";
        assert_eq!(held(machine), (Route::Instance("Web".into()), vec!["1 instance".to_string()]));
        assert_eq!(held("Resources: {Net: {Type: AWS::EC2::VPC}}\n"), (Route::Stack, vec!["1 resource".to_string()]));
        assert_eq!(held("Resources: [\n"), (Route::Stack, Vec::new()));
    }
}
