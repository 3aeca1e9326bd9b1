//! The starters on the page's first screen. Their pictures, what the diagram shows around the first machine, are kept as
//! files, so that the first screen needs nothing of the diagram. Their cards stand in index.html too, so that they are seen
//! before the module is there. `UPDATE=1` draws and writes both anew.

use std::path::Path;

use cf_init::diagram::svg::{ColorScheme, write};
use cf_init::diagram::{Diagram, DiagramNode, NodeKind, Rect};
use cf_init::document::Document;
use cf_init::starter::{STARTERS, Starter};

/// Space around the machine, in pixels.
const MARGIN: i32 = 34;

#[test]
fn each_starter_has_its_picture_light_and_dark() {
    let update = std::env::var_os("UPDATE").is_some();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("public/starters");
    // The last one looks like nothing yet.
    for starter in STARTERS.split_last().unwrap().1 {
        let diagram = Diagram::of(&Document::parse(starter.text));
        for (scheme, ending) in [(ColorScheme::Light, ""), (ColorScheme::Dark, "-dark")] {
            let file = folder.join(format!("{}{ending}.svg", starter.name));
            let drawn = part(&diagram, &write(&diagram, starter.title, scheme));
            if update {
                std::fs::write(&file, &drawn).unwrap();
            }
            let kept = std::fs::read_to_string(&file).unwrap_or_default();
            assert!(kept == drawn, "{} is not what the diagram shows. UPDATE=1 draws it anew.", file.display());
        }
    }
}

#[test]
fn the_first_paint_has_the_cards_of_the_starters() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("index.html");
    let page = std::fs::read_to_string(&file).unwrap();
    let begin = "<ul class=\"cards\" aria-hidden=\"true\">";
    let (before, rest) = page.split_once(begin).expect("index.html has the list");
    let (cards, after) = rest.split_once("</ul>").unwrap();
    let (last, pictured) = STARTERS.split_last().unwrap();
    let mut written: Vec<String> = pictured.iter().enumerate().map(|(index, one)| card(one, index == 0)).collect();
    written.push(format!("<li class=\"st-last\"><span class=\"st-blank\">{}</span></li>", words(last)));
    let written = format!("\n              {}\n            ", written.join("\n              "));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, format!("{before}{begin}{written}</ul>{after}")).unwrap();
    } else {
        assert!(cards == written, "The cards in index.html are not those of the starters. UPDATE=1 writes them anew.");
    }
}

/// The card of a starter with a picture, as `src/ui/designs/gallery.rs` shows it.
fn card(starter: &Starter, is_default: bool) -> String {
    let image = |theme: &str, ending: &str| {
        let file = format!("./starters/{}{ending}.svg", starter.name);
        format!("<img class=\"on-{theme}\" src=\"{file}\" alt=\"\" width=\"480\" height=\"270\" loading=\"lazy\">")
    };
    let (item, card) = if is_default { (" class=\"st-def\"", "st-card def") } else { ("", "st-card") };
    let picture = format!("<span class=\"st-pic\">{}{}</span>", image("light", ""), image("dark", "-dark"));
    format!("<li{item}><span class=\"{card}\">{picture}{}</span></li>", words(starter))
}

fn words(starter: &Starter) -> String {
    let Starter { title, summary, shows, .. } = starter;
    format!(
        "<span class=\"st-tx\"><b>{title}</b><span class=\"mid\">{summary}</span><span class=\"st-m\">Shows {}</span>\
         <span class=\"st-m st-n\">{}</span></span>",
        shows.join(", "),
        starter.size()
    )
}

/// The part of a drawn diagram around its first machine, as wide as 16 is to 9.
fn part(diagram: &Diagram, svg: &str) -> String {
    let is_machine = |node: &&DiagramNode| matches!(node.kind, NodeKind::Machine | NodeKind::Fleet);
    let Rect { x, y, w, h } = diagram.nodes.iter().find(is_machine).expect("each starter has a machine").rect;
    let (w, h) = (w + 2 * MARGIN, h + 2 * MARGIN);
    let (wide, tall) = if w * 9 > h * 16 { (w, w * 9 / 16) } else { (h * 16 / 9, h) };
    let (left, top) = (x - MARGIN - (wide - w) / 2, y - MARGIN - (tall - h) / 2);
    let whole = format!("width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\"", diagram.width, diagram.height);
    let view = format!("width=\"480\" height=\"270\" viewBox=\"{left} {top} {wide} {tall}\"");
    let page = format!("<rect class=\"page\" width=\"{}\" height=\"{}\"/>", diagram.width, diagram.height);
    let ground = format!("<rect class=\"page\" x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"{tall}\"/>");
    assert!(svg.contains(&whole) && svg.contains(&page));
    svg.replacen(&whole, &view, 1).replacen(&page, &ground, 1)
}
