//! The Availability Zone of a subnet: a zone of the Region by number, or any other text.

use leptos::prelude::*;

use crate::document::Path;
use crate::schema::Property;
use crate::schema::ec2::subnet::ZONE;
use crate::template::function::{Spelling, from_json};
use crate::template::network::zone;
use crate::ui::control::SelectOption;
use crate::ui::field::property::PropertyRow;
use crate::ui::field::{OrText, ValueSelect};
use crate::ui::workspace::Workspace;

/// Zones that are offered.
const OFFERED: usize = 4;
const HELP: &str =
    "Counted in the region\u{2019}s list, so that the template fits every region. Without one AWS chooses.";

/// The row of the zone.
#[component]
pub fn ZoneRow(
    /// Path of the subnet's properties.
    owner: Path,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let at = owner.join(ZONE.key);
    // `None` for a value that is neither counted nor absent.
    let counted = workspace.memo_with(&at, |document, at| match document.node(at).filter(|node| !node.is_null()) {
        None => Some(None),
        Some(node) => zone::index_of(node).map(Some),
    });
    let other = RwSignal::new(false);
    let fits = Memo::new(move |_| counted.with(Option::is_some) && !other.get());
    let now = Memo::new(move |_| counted.get().flatten());
    let options = Signal::derive(move || {
        let count = now.get().map_or(OFFERED, |index| OFFERED.max(index + 1));
        let zones = (0..count)
            .map(|index| SelectOption::new(index.to_string(), format!("{} of the region", zone::word(index))));
        std::iter::once(SelectOption::none("AWS chooses")).chain(zones).collect::<Vec<_>>()
    });
    let chosen = Signal::derive(move || now.get().map(|index| index.to_string()));
    let value_of = move |word: String| {
        let zone = zone::at(word.parse().unwrap_or_default());
        workspace.with_untracked(|document| from_json(&zone, Spelling::of(document)))
    };
    let path = StoredValue::new(at.clone());
    view! {
        <PropertyRow at=at.clone() row=Property { help: HELP, ..*ZONE }>
            <OrText at=at fits=fits>
                <ValueSelect at=path.get_value() answers=options chosen=chosen value_of=value_of other=other/>
            </OrText>
        </PropertyRow>
    }
}
