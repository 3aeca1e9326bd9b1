//! List of recipes. A new recipe is one file and one row here.

use super::compute::{balancer, configuration, group, single, tracking};
use super::definition::{Recipe, RecipeGroup};
use super::network::{create_vpc, endpoints, external_vpc, gateway, zones};
use super::target::Target;
use super::{
    agent, any_entry, extract_parameter, inline_parameter, mapping, operating_system, rename, role, secret, tagging,
    volume, write_out_aliases,
};
use crate::document::Document;
use crate::template::search::{Fit, Query};

/// All recipes, in the order in which they are offered.
pub static RECIPES: &[&Recipe] = &[
    &operating_system::RECIPE,
    &role::RECIPE,
    &volume::RECIPE,
    &agent::RECIPE,
    &secret::NEW_RECIPE,
    &group::RECIPE,
    &single::RECIPE,
    &configuration::RECIPE,
    &balancer::RECIPE,
    &tracking::RECIPE,
    &secret::RECIPE,
    &tagging::RECIPE,
    &write_out_aliases::RECIPE,
    &gateway::INTERNET_GATEWAY,
    &zones::SUBNET_IN_ANOTHER_ZONE,
    &zones::PRIVATE_SUBNETS,
    &gateway::NAT_GATEWAY,
    &endpoints::RECIPE,
    &gateway::ELASTIC_IP,
    &zones::TURN_SUBNET,
    &external_vpc::EXISTING_VPC,
    &external_vpc::DEFAULT_VPC,
    &create_vpc::RECIPE,
    &extract_parameter::RECIPE,
    &mapping::RECIPE,
    &inline_parameter::RECIPE,
    &rename::RECIPE,
    &any_entry::RECIPE,
];

/// The recipe with an id.
pub fn find(id: &str) -> Option<&'static Recipe> {
    RECIPES.iter().copied().find(|recipe| recipe.id == id)
}

/// Words that people use for recipes, beside those of title and description.
const KEYWORDS: &[(&str, &str)] = &[
    ("operating-system", "os ubuntu debian amazon linux red hat rocky alma ami"),
    ("role", "iam profile"),
    ("data-volume", "ebs storage drive"),
    ("boot-logs", "logging"),
    ("new-secret", "password credentials"),
    ("secret", "password credentials"),
    ("auto-scaling-group", "asg autoscaling fleet"),
    ("load-balancer", "alb elb https"),
    ("target-tracking", "autoscaling processor load"),
    ("tag", "label cost"),
    ("internet-gateway", "igw"),
    ("nat-gateway", "outbound"),
    ("elastic-ip", "eip static fixed"),
    ("vpc-endpoints", "privatelink"),
    ("turn-subnet", "make"),
    ("vpc", "own new network"),
    ("existing-vpc", "own network import"),
];

/// The recipes that have a target in the document and fit a search, the best first.
pub fn offered(document: &Document, filter: &str) -> Vec<&'static Recipe> {
    let query = Query::new(filter);
    let found = query.ranked(RECIPES.iter().copied(), |recipe| fit(recipe, &query));
    found.into_iter().filter(|recipe| is_offered(document, recipe)).collect()
}

/// True if a recipe has a target in the document.
pub fn is_offered(document: &Document, recipe: &Recipe) -> bool {
    !(recipe.targets)(document).is_empty()
}

/// How well a recipe fits a search.
pub fn fit(recipe: &Recipe, query: &Query) -> Option<Fit> {
    query.fit(recipe.title, &keywords(recipe))
}

/// The words that find a recipe, beside its title.
pub fn keywords(recipe: &Recipe) -> String {
    let words = KEYWORDS.iter().find(|(id, _)| *id == recipe.id).map_or("", |(_, words)| words);
    format!("{words} recipe {}", recipe.about)
}

/// The recipes of a group that have a target in the document.
pub fn offered_in(document: &Document, group: RecipeGroup) -> Vec<&'static Recipe> {
    offered(document, "").into_iter().filter(|recipe| recipe.group == group).collect()
}

/// The recipes that apply to the resource with a logical id.
pub fn offered_for(document: &Document, id: &str) -> Vec<&'static Recipe> {
    let is_it = |target: Target| target.name == id;
    let of_resource = |recipe: &&Recipe| recipe.subject.is_some_and(|subject| subject.option == "resource");
    let fits = |recipe: &&Recipe| (recipe.targets)(document).into_iter().any(is_it);
    RECIPES.iter().copied().filter(of_resource).filter(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_those_of_a_recipe() {
        for (id, _) in KEYWORDS {
            assert!(find(id).is_some(), "{id}");
        }
    }

    #[test]
    fn recipes_are_found_by_the_words_of_people() {
        let document = Document::parse("Resources: {Server: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-1}}}");
        for (typed, id) in [
            ("own vpc", "vpc"),
            ("vpc", "vpc"),
            ("new network", "vpc"),
            ("Elastic IP", "elastic-ip"),
            ("EBS volume", "data-volume"),
            ("recipe role", "role"),
        ] {
            let found = offered(&document, typed);
            assert!(found.iter().take(3).any(|recipe| recipe.id == id), "{typed}: {found:?}");
        }
        assert!(offered(&document, "of no kind at all").is_empty());
    }
}
