//! The form of all subnets: by VPC, the addresses, a table, the rows of the chosen subnet.

use leptos::prelude::*;

use super::routes::{FormLink, Routes};
use super::rules::Rules;
use super::space::{AddressBars, thousands};
use super::subnet::{ChosenSubnet, SubnetDetail};
use crate::recipe::network::gateway;
use crate::recipe::subnet::{self, Reach};
use crate::schema::ec2::{self, subnet as row};
use crate::template::address_space::{AddressSpace, block_of, subnets_of};
use crate::template::network::{self, zone};
use crate::template::{Template, resource_path, security_group};
use crate::ui::control::Empty;
use crate::ui::field::accordion::is_row_of;
use crate::ui::field::actions::FormActions;
use crate::ui::field::menu::EntryMenu;
use crate::ui::field::remove::{RemoveDoubt, Removing};
use crate::ui::field::{Refusal, TextField};
use crate::ui::focus::focus_soon;
use crate::ui::form::head::{FormBody, FormHead};
use crate::ui::icon::{Icon, Svg};
use crate::ui::recipe::NetworkRecipes;
use crate::ui::route::Route;
use crate::ui::workspace::Workspace;

/// The form of all subnets.
#[component]
pub fn Subnets() -> impl IntoView {
    let workspace = Workspace::expect();
    let actions = FormActions::new();
    let vpcs = workspace.memo(|document| {
        Template::of(document).resources_of(ec2::VPC).map(|vpc| vpc.id().to_string()).collect::<Vec<_>>()
    });
    let intro = workspace.memo_of_shape(|document| network::summary(Template::of(document)));
    let groups = workspace.memo_of_shape(|document| security_group::groups(Template::of(document)));
    view! {
        <FormHead place=Route::Subnets intro=Signal::derive(move || intro.get())/>
        <FormBody>
            <Refusal why=actions.refused/>
            <Show when=move || vpcs.with(Vec::is_empty)>
                <Empty text="No VPC in this template, so no subnets and no routes either."/>
            </Show>
            <For each=move || vpcs.get() key=|id| id.clone() let:id>
                <VpcSubnets vpc=id actions=actions/>
            </For>
            <For each=move || groups.get() key=|id| id.clone() let:id>
                {
                    let heading = view! { <h2>"Security group"</h2><FormLink id=id.clone()/> }.into_any();
                    let name = format!("Security group {id}");
                    view! { <section class="part" aria-label=name><Rules group=id heading=heading/></section> }
                }
            </For>
            <NetworkRecipes/>
        </FormBody>
    }
}

/// The subnets of one VPC.
#[component]
fn VpcSubnets(vpc: String, actions: FormActions) -> impl IntoView {
    let workspace = Workspace::expect();
    let ids = workspace.memo_with(&vpc, move |document, id| {
        subnets_of(Template::of(document), id).iter().map(|subnet| subnet.id().to_string()).collect::<Vec<_>>()
    });
    let space = workspace.memo_with(&vpc, move |document, id| AddressSpace::of(Template::of(document), id));
    let chosen: ChosenSubnet = RwSignal::new(None);
    let percent = move || space.with(|space| space.as_ref().map(|space| format!("{:.1} % used", space.used_percent())));
    let block = resource_path(&vpc).keys(["Properties", ec2::vpc::CIDR_BLOCK.key]);
    let own = StoredValue::new(vpc.clone());
    let shown = Memo::new(move |_| {
        let linked = workspace.linked.with(|linked| {
            ids.with(|ids| ids.iter().find(|id| is_row_of(linked.as_ref(), &resource_path(id))).cloned())
        });
        linked.or_else(|| chosen.get().filter(|id| ids.with(|ids| ids.contains(id))))
    });
    view! {
        <section class="part">
            <div class="sect">
                <h2>"Address space"</h2><span class="dim num">{percent}</span><span class="grow"></span>
                <div class="vpc-block"><span class="dim hide-s">{vpc.clone()}</span><TextField at=block name=format!("Block of {vpc}") required=true/></div>
            </div>
            <AddressBars vpc=vpc.clone()/>
        </section>
        <section class="part">
            <div class="sect"><h2>"Subnets"</h2><span class="dim num">{move || ids.with(Vec::len)}</span></div>
            <div class="card is-open">
                <table class="tbl">
                    <thead><tr>
                        <th>"Name"</th><th>"Block"</th><th class="hide-s">"Zone"</th><th>"Reach"</th><th class="r hide-s">"Usable"</th>
                        <th><span class="sr">"More"</span></th>
                    </tr></thead>
                    <tbody>
                        <For each=move || ids.get() key=|id| id.clone() let:id>
                            <SubnetLine id=id chosen=(chosen, shown) actions=actions/>
                        </For>
                    </tbody>
                </table>
                <NewSubnet vpc=vpc space=space chosen=chosen actions=actions/>
            </div>
        </section>
        {move || shown.get().map(|id| view! { <SubnetDetail id=id chosen=chosen/> })}
        <Routes vpc=own.get_value() actions=actions/>
    }
}

/// The buttons that add a subnet at the next free block.
#[component]
fn NewSubnet(
    vpc: String,
    space: Memo<Option<AddressSpace>>,
    chosen: ChosenSubnet,
    actions: FormActions,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let next = Memo::new(move |_| {
        space.with(|space| space.as_ref().and_then(AddressSpace::next)).map(|next| next.to_string())
    });
    let own = StoredValue::new(vpc);
    let add = move |reach: Reach| {
        let made = workspace.with_untracked(|document| gateway::add_subnet(document, &own.get_value(), reach));
        let proposal = match made {
            Ok(proposal) => proposal,
            Err(why) => return actions.refused.set(Some(why)),
        };
        let at = proposal.at;
        let id = at.last_key().unwrap_or_default().to_string();
        if actions.make(&format!("subnet {id}"), &at, |_| proposal.edits) {
            // What comes with the subnet is outside this form.
            if proposal.does.len() > 1 {
                workspace.toast(&proposal.does.join(" "));
            }
            focus_soon(chooser_id(&id));
            chosen.set(Some(id));
            workspace.linked.set(Some(at));
        }
    };
    view! {
        <div class="add-line">
            <Show when=move || next.with(Option::is_some) fallback=|| view! { <span class="dim">"No block is free for another subnet."</span> }>
                <button type="button" class="btn bare sm" on:click=move |_| add(Reach::Private)>
                    <Svg icon=Icon::Plus/>"Private subnet at "<code>{next}</code>
                </button>
                <button type="button" class="btn bare sm" on:click=move |_| add(Reach::Public)>
                    <Svg icon=Icon::Plus/>"Public subnet"
                </button>
            </Show>
        </div>
    }
}

fn chooser_id(id: &str) -> String {
    format!("subnet-{id}")
}

/// A line of the table.
#[component]
fn SubnetLine(id: String, chosen: (ChosenSubnet, Memo<Option<String>>), actions: FormActions) -> impl IntoView {
    let (chosen, shown) = chosen;
    let workspace = Workspace::expect();
    let at = resource_path(&id);
    let own = id.clone();
    let facts = workspace.memo(move |document| {
        let template = Template::of(document);
        let block = template.resource(&own).and_then(|subnet| block_of(subnet, row::CIDR_BLOCK.key));
        let written =
            document.scalar(&at.keys(["Properties", row::CIDR_BLOCK.key])).unwrap_or("by a function").to_string();
        let zone = template.resource(&own).map(|subnet| zone::in_words(template, subnet)).unwrap_or_default();
        (written, zone, subnet::reach(template, &own), block.map(|block| thousands(block.usable())))
    });
    let removing = Removing::of(actions, &id, &resource_path(&id), |document, at| {
        subnet::remove(document, at.last_key().unwrap_or_default())
    });
    let (own, name) = (StoredValue::new(id.clone()), id.clone());
    let is_chosen = move || shown.with(|shown| shown.as_ref() == Some(&own.get_value()));
    let choose = move |_| {
        workspace.linked.set(Some(resource_path(&own.get_value())));
        chosen.set(Some(own.get_value()));
    };
    view! {
        <tr class:is-sel=is_chosen>
            <td>
                <button type="button" class="pick" id=chooser_id(&id) aria-pressed=move || is_chosen().to_string() on:click=choose>
                    {name.clone()}
                </button>
            </td>
            <td><code>{move || facts.get().0}</code></td>
            <td class="hide-s">{move || facts.get().1}</td>
            <td><ReachWord reach=Signal::derive(move || facts.get().2)/></td>
            <td class="r num hide-s">{move || facts.get().3}</td>
            <td class="r"><EntryMenu at=resource_path(&id) name=name actions=actions remove=removing.ask/></td>
        </tr>
        {move || removing.doubt.with(Option::is_some).then(|| view! {
            <tr><td colspan="6" class="note-cell"><RemoveDoubt of=removing/></td></tr>
        })}
    }
}

#[component]
fn ReachWord(reach: Signal<Reach>) -> impl IntoView {
    move || match reach.get() {
        Reach::Public => view! { <span class="row is-tight"><Svg icon=Icon::Globe/>"public"</span> }.into_any(),
        Reach::Private => view! { <span class="row is-tight"><Svg icon=Icon::Vpc/>"private"</span> }.into_any(),
    }
}
