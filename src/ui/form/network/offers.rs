//! Changes of the network that touch several places: a list of them, each shown before it is made.

use leptos::prelude::*;

use crate::recipe::network::endpoints::{Service, missing};
use crate::recipe::network::{Ask, Offer, Options, offers, turn};
use crate::recipe::subnet::{self, Reach};
use crate::template::Template;
use crate::ui::icon::{Icon, Svg};
use crate::ui::propose::ProposalDialog;
use crate::ui::workspace::Workspace;

/// What can be changed, and the dialog that shows it.
#[component]
pub fn Offers() -> impl IntoView {
    let workspace = Workspace::expect();
    let all = workspace.memo_of_shape(|document| offers(Template::of(document)));
    let several = Memo::new(move |_| {
        let mut vpcs: Vec<String> = all.with(|all| all.iter().filter_map(Offer::vpc).map(str::to_string).collect());
        vpcs.sort_unstable();
        vpcs.dedup();
        vpcs.len() > 1
    });
    let open = RwSignal::new(false);
    let wanted = RwSignal::new(None::<Offer>);
    let show = move |offer: Offer| {
        wanted.set(Some(offer));
        open.set(true);
    };
    view! {
        <section class="part" aria-label="Change the network">
            <div class="sect"><h2>"Change the network"</h2><span class="dim hide-s">"shown before it is made"</span></div>
            <div class="card offers">
                <For each=move || all.get() key=|offer| offer.clone() let:offer>
                    {
                        let own = offer.clone();
                        let whose = offer.vpc().map(str::to_string);
                        let title = offer.title();
                        let label = format!("{title}: show the change");
                        view! {
                            <div class="offer">
                                <div>
                                    <b>{title}</b>
                                    {move || whose.clone().filter(|_| several.get()).map(|vpc| view! { <span class="dim">" "{vpc}</span> })}
                                    <span class="dim says">{offer.says()}</span>
                                </div>
                                <button type="button" class="btn sm" aria-label=label on:click=move |_| show(own.clone())>"Show\u{2026}"</button>
                            </div>
                        }
                    }
                </For>
            </div>
            {move || wanted.get().map(|offer| view! { <OfferDialog offer=offer open=open/> })}
        </section>
    }
}

/// The change of one offer, with what can be chosen for it.
#[component]
fn OfferDialog(offer: Offer, open: RwSignal<bool>) -> impl IntoView {
    let workspace = Workspace::expect();
    let options = RwSignal::new(Options::default());
    let own = offer.clone();
    let propose = move |()| workspace.with(|document| options.with(|options| own.propose(document, options)));
    let title = offer.title();
    match offer {
        Offer::Endpoints(vpc) => {
            let all = workspace.with_untracked(|document| missing(Template::of(document), &vpc));
            let all = StoredValue::new(all);
            view! { <ProposalDialog title=title open=open propose=propose stays=true><Services all=all.get_value() options=options/></ProposalDialog> }
                .into_any()
        }
        Offer::Zone(_) => {
            view! { <ProposalDialog title=title open=open propose=propose stays=true><Reaches options=options/></ProposalDialog> }
                .into_any()
        }
        Offer::Existing(_) => {
            view! { <ProposalDialog title=title open=open propose=propose><Asks options=options/></ProposalDialog> }
                .into_any()
        }
        Offer::NewVpc
        | Offer::Internet(_)
        | Offer::Nat(_)
        | Offer::PrivatePerZone(_)
        | Offer::Default(_) => view! { <ProposalDialog title=title open=open propose=propose stays=true/> }.into_any(),
        Offer::Address(_) => view! { <ProposalDialog title=title open=open propose=propose/> }.into_any(),
    }
}

/// The services that get an endpoint.
#[component]
fn Services(all: Vec<Service>, options: RwSignal<Options>) -> impl IntoView {
    let tick = move |service: Service| {
        let turn = move |on: bool| {
            options.update(|options| {
                options.services.retain(|one| *one != service);
                if on {
                    options.services.push(service);
                }
            });
        };
        view! {
            <label class="tick">
                <input type="checkbox" prop:checked=move || options.with(|options| options.services.contains(&service))
                    on:change:target=move |ev| turn(ev.target().checked())/>
                <span><code>{service.name()}</code>" "<span class="dim">{service.what()}</span></span>
            </label>
        }
    };
    view! {
        <fieldset class="ticks choice"><legend>"Endpoints for"</legend>{all.into_iter().map(tick).collect_view()}</fieldset>
    }
}

/// Public or private.
#[component]
fn Reaches(options: RwSignal<Options>) -> impl IntoView {
    let one = move |reach: Reach, text: &'static str| {
        let is = move || options.with(|options| options.reach == reach);
        view! { <Choice name="reach" text=text on=Signal::derive(is) choose=move |()| options.update(|all| all.reach = reach)/> }
    };
    view! {
        <fieldset class="ticks choice"><legend>"The new subnet is"</legend>
            {one(Reach::Private, "private: reached from inside the VPC only")}
            {one(Reach::Public, "public: with addresses and routes of the internet")}
        </fieldset>
    }
}

/// One parameter for each subnet, or one for all.
#[component]
fn Asks(options: RwSignal<Options>) -> impl IntoView {
    let one = move |ask: Ask, text: &'static str| {
        let is = move || options.with(|options| options.ask == ask);
        view! { <Choice name="ask" text=text on=Signal::derive(is) choose=move |()| options.update(|all| all.ask = ask)/> }
    };
    view! {
        <fieldset class="ticks choice"><legend>"Subnets are asked for"</legend>
            {one(Ask::Each, "one by one")}
            {one(Ask::List, "as one list, where there are several")}
        </fieldset>
    }
}

#[component]
fn Choice(
    name: &'static str,
    text: &'static str,
    on: Signal<bool>,
    #[prop(into)] choose: Callback<()>,
) -> impl IntoView {
    view! {
        <label class="tick"><input type="radio" name=name prop:checked=on on:change=move |_| choose.run(())/><span>{text}</span></label>
    }
}

/// The button with which a subnet changes sides.
#[component]
pub fn TurnSubnet(
    /// Logical id of the subnet.
    id: String,
) -> impl IntoView {
    let workspace = Workspace::expect();
    let open = RwSignal::new(false);
    let own = id.clone();
    let is = workspace.memo(move |document| subnet::reach(Template::of(document), &own));
    let text = move || match is.get() {
        Reach::Public => "Make it private\u{2026}",
        Reach::Private => "Make it public\u{2026}",
    };
    let own = id.clone();
    let propose = move |()| workspace.with(|document| turn(document, &own));
    view! {
        <button type="button" class="btn sm" on:click=move |_| open.set(true)><Svg icon=Icon::Route/>{text}</button>
        <ProposalDialog title=format!("Routes of {id}") open=open propose=propose/>
    }
}
