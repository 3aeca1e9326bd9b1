//! List of recipes. A new recipe is one file and one row here.

use super::compute::{balancer, configuration, group, single, tracking};
use super::definition::{Recipe, RecipeGroup};
use super::network::{create_vpc, endpoints, external_vpc, gateway, zones};
use super::target::Target;
use super::{
    agent, extract_parameter, inline_parameter, mapping, operating_system, removal, rename, role, secret, tagging,
    volume, write_out_aliases,
};
use crate::document::Document;

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
    &removal::RECIPE,
];

/// The recipe with an id.
pub fn find(id: &str) -> Option<&'static Recipe> {
    RECIPES.iter().copied().find(|recipe| recipe.id == id)
}

/// The recipes that have a target in the document and whose title or description holds `filter`, case aside.
pub fn offered(document: &Document, filter: &str) -> Vec<&'static Recipe> {
    let filter = filter.trim().to_lowercase();
    let matches =
        |recipe: &&Recipe| format!("recipe {} {}", recipe.title, recipe.about).to_lowercase().contains(&filter);
    let fits = |recipe: &&Recipe| !(recipe.targets)(document).is_empty();
    RECIPES.iter().copied().filter(matches).filter(fits).collect()
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
