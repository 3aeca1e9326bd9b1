//! Groups of the outline: which rows are seen while some are closed, and which groups are around a row.

use super::OutlineRow;
use crate::ui::route::Route;

/// The rows that are seen: those under no closed group.
pub fn seen(rows: &[OutlineRow], closed: impl Fn(&str) -> bool) -> Vec<OutlineRow> {
    let mut hidden_below = usize::MAX;
    let is_seen = |row: &&OutlineRow| {
        if row.level > hidden_below {
            return false;
        }
        hidden_below = if row.is_group() && closed(&row.key) { row.level } else { usize::MAX };
        true
    };
    rows.iter().filter(is_seen).cloned().collect()
}

/// Keys of the groups around the row of a place, the outermost first; none if the place has no row.
pub fn groups_around(rows: &[OutlineRow], place: &Route) -> Vec<String> {
    let is_row = |row: &OutlineRow| row.entry.is_none() && row.place.as_ref() == Some(place);
    let Some(index) = rows.iter().position(is_row) else { return Vec::new() };
    let (mut level, mut keys) = (usize::MAX, Vec::new());
    for row in rows.iter().take(index + 1).rev() {
        if row.level < level {
            level = row.level;
            keys.extend(row.is_group().then(|| row.key.clone()));
        }
    }
    keys.reverse();
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::template::init::Section;
    use crate::ui::outline::outline;

    #[test]
    fn the_groups_around_a_place_are_known() {
        let text = "
Resources:
  Net: {Type: AWS::EC2::VPC}
  Default: {Type: AWS::EC2::Route}
  Role: {Type: AWS::IAM::Role}
  Server:
    Type: AWS::EC2::Instance
    Metadata: {AWS::CloudFormation::Init: {install: {files: {/etc/a: {}}}, configSets: {default: [install]}}}
";
        let rows = outline(&Document::parse(text));
        let around = |place: Route| groups_around(&rows, &place);
        assert_eq!(around(Route::Resource("Default".into())), ["Network", "Routing"]);
        assert_eq!(around(Route::Vpc("Net".into())), ["Network"]);
        assert_eq!(around(Route::Resource("Role".into())), ["Other resources"]);
        let files = Route::Init { resource: "Server".into(), config: "install".into(), section: Section::Files };
        assert_eq!(around(files), ["Bootstrap", "config/Server/install"]);
        assert!(around(Route::Stack).is_empty());
        assert!(around(Route::Resource("Nothing".into())).is_empty());
    }
}
