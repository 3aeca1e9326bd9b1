//! Default routes of route tables.

use serde_json::json;

use super::{entry, name};
use crate::document::{Document, Edit, Path};
use crate::schema::ec2::{self, key};
use crate::template::function::{Spelling, from_json};
use crate::template::resource::attribute;
use crate::template::{Template, resource_path, section};

/// Everything outside.
const EVERYWHERE: &str = "0.0.0.0/0";

/// Gateways of a VPC through which a route table that has no way out could lead: those to the internet, then NAT.
pub fn ways_out(template: Template<'_>, vpc: &str, table: &str) -> Vec<String> {
    let mut routes =
        template.single_resources_of(ec2::ROUTE).filter(|one| one.names(key::ROUTE_TABLE_ID) == Some(table));
    if routes.any(|one| one.property(key::DESTINATION).and_then(|node| node.scalar()) == Some(EVERYWHERE)) {
        return Vec::new();
    }
    let attached = template
        .single_resources_of(ec2::GATEWAY_ATTACHMENT)
        .filter(|one| one.names(key::VPC_ID) == Some(vpc))
        .filter_map(|one| one.names(key::INTERNET_GATEWAY_ID));
    let inside = |one: &crate::template::Resource<'_>| {
        let subnet = one.names(key::SUBNET_ID).and_then(|id| template.resource(id));
        subnet.and_then(|subnet| subnet.names(key::VPC_ID)) == Some(vpc)
    };
    let nat = template.single_resources_of(ec2::NAT_GATEWAY).filter(inside).map(|one| one.id());
    attached.chain(nat).map(str::to_string).collect()
}

/// Adds a route for everything outside through a gateway, behind its route table. Gives its logical id.
pub fn add(document: &Document, table: &str, gateway: &str) -> (String, Vec<Edit>) {
    let template = Template::of(document);
    let is_nat = template.resource(gateway).is_some_and(|one| one.kind() == Some(ec2::NAT_GATEWAY));
    let target = if is_nat { key::NAT_GATEWAY_ID } else { key::GATEWAY_ID };
    let stem = table.strip_suffix("RouteTable").unwrap_or(table);
    let id = name::free_id(template, &format!("{stem}DefaultRoute"));
    let mut attachments = template.single_resources_of(ec2::GATEWAY_ATTACHMENT);
    let attachment = attachments.find(|one| !is_nat && one.names(key::INTERNET_GATEWAY_ID) == Some(gateway));
    let mut whole = json!({ attribute::TYPE: ec2::ROUTE });
    if let Some(rows) = whole.as_object_mut() {
        // A route to a gateway that is not attached is refused.
        if let Some(attachment) = attachment {
            rows.insert(attribute::DEPENDS_ON.into(), attachment.id().into());
        }
        let properties = json!({
            key::ROUTE_TABLE_ID: {"Ref": table},
            key::DESTINATION: EVERYWHERE,
            target: {"Ref": gateway},
        });
        rows.insert(attribute::PROPERTIES.into(), properties);
    }
    let value = from_json(&whole, Spelling::of(document));
    let place = entry::position(document, &resource_path(table)).unwrap_or_default() + 1;
    let edits = entry::insert_at(document, &Path::root().join(section::RESOURCES), &id, place, value);
    (id, edits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_without_a_way_out_gets_one() {
        let text = include_str!("../starter/flask-postgres.yaml");
        let document = Document::parse(text);
        assert!(ways_out(Template::of(&document), "VPC", "PublicRouteTable").is_empty());
        let (document, _) =
            document.with_edits(&super::super::resource::remove(&document, &["DefaultRoute"]).edits).unwrap();
        assert_eq!(ways_out(Template::of(&document), "VPC", "PublicRouteTable"), ["InternetGateway"]);
        let (id, edits) = add(&document, "PublicRouteTable", "InternetGateway");
        let after = document.with_edits(&edits).unwrap().0;
        assert_eq!(id, "PublicDefaultRoute");
        assert_eq!(Template::of(&after).resource(&id).unwrap().depends_on(), ["GatewayAttachment"]);
        assert!(ways_out(Template::of(&after), "VPC", "PublicRouteTable").is_empty());
    }
}
