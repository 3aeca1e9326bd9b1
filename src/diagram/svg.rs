//! The diagram as an SVG file with its own colours and fonts.

use std::fmt::Write as _;

use super::{Diagram, DiagramNode, Edge, EdgeKind, Face, TextAnchor};

/// Colour scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColorScheme {
    /// Dark text on a light background.
    Light,
    /// Light text on a dark background.
    Dark,
}

/// A colour by its name in the style sheet, light and dark.
const COLOURS: [(&str, &str, &str); 12] = [
    ("--app", "#faf9f7", "#121316"),
    ("--surface", "#ffffff", "#16171a"),
    ("--ground", "#f5f5f2", "#14161a"),
    ("--inner", "#faf9f7", "#1a1c20"),
    ("--line-2", "#d2d1cb", "#363941"),
    ("--line", "#e4e3de", "#282a30"),
    ("--edge", "#8d9095", "#6a6f79"),
    ("--ink", "#17181b", "#e8e9ec"),
    ("--ink-2", "#4d5157", "#b0b5bd"),
    ("--ink-3", "#676b71", "#8f949d"),
    ("--warn", "#875100", "#edb95e"),
    ("--warn-mark", "#c27c0e", "#d99e3a"),
];

const WARN_SOFT: (&str, &str) = ("#fff6e2", "#272014");

/// The rules of the style sheet, with names of colours between braces.
const RULES: &str = "rect,path{fill:none}.page{fill:{--app}}\
.card>rect,.gate>rect,.machine>rect{fill:{--surface};stroke:{--edge}}.machine>rect{stroke:{--ink-2}}\
.region>rect{fill:{--ground};stroke:{--line-2}}.region>.cap{fill:{--ground};stroke:none}\
.vpc>rect{fill:{--surface};stroke:{--edge}}.vpc>.cap{stroke:none}.ghost>rect{stroke-dasharray:6 4}\
.zone>rect{fill:none;stroke:{--edge};stroke-dasharray:3 4}.zone>.cap{fill:{--surface};stroke:none}\
.subnet>rect{fill:{--inner};stroke:{--edge}}.subnet>.tab{fill:none;stroke:none}\
.sg>rect{fill:none;stroke:{--ink-2};stroke-dasharray:6 3}.sg>.cap{fill:{--inner};stroke:none}\
.svc>rect{fill:{--app};stroke:{--line-2}}.heading>rect{fill:none;stroke:none}\
.port>rect{fill:{--surface};stroke:{--ink-2}}.pill>rect{fill:{--surface};stroke:{--line-2}}\
.risky>rect{fill:{--warn-soft};stroke:{--warn-mark}}.risky>.tp{fill:{--warn}}\
.glyph{stroke:{--ink-2};stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}.rule{stroke:{--line}}\
.wire{stroke:{--ink-2};stroke-width:1.25;stroke-linejoin:round;stroke-linecap:round}.wire.risky{stroke:{--warn-mark}}\
.wire.order{stroke:{--edge}}.wire.refers{stroke:{--edge};stroke-dasharray:2 3}\
.t1,.t2i{fill:{--ink}}.t2,.tm2,.tp{fill:{--ink-2}}.t3,.tm{fill:{--ink-3}}";

const SANS: &str = "Inter,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";
const MONO: &str = "ui-monospace,'SF Mono','Cascadia Code',Menlo,Consolas,'DejaVu Sans Mono',monospace";

/// The diagram as a file; `title` names it.
pub fn write(diagram: &Diagram, title: &str, scheme: ColorScheme) -> String {
    let (w, h) = (diagram.width, diagram.height);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" role=\"img\">\n\
         <title>{}</title>\n<style>{}</style>\n<rect class=\"page\" width=\"{w}\" height=\"{h}\"/>\n",
        escaped(&super::text::label(title, 200)),
        style(scheme),
    );
    let (ground, front): (Vec<&DiagramNode>, Vec<&DiagramNode>) =
        diagram.nodes.iter().partition(|node| node.kind.is_ground());
    ground.iter().for_each(|node| write_node(&mut svg, node));
    let (over, under): (Vec<&Edge>, Vec<&Edge>) = diagram.edges.iter().partition(|edge| edge.kind == EdgeKind::Order);
    under.iter().for_each(|edge| write_edge(&mut svg, edge));
    front.iter().for_each(|node| write_node(&mut svg, node));
    over.iter().for_each(|edge| write_edge(&mut svg, edge));
    svg.push_str("</svg>\n");
    svg
}

fn colour(name: &str, scheme: ColorScheme) -> &'static str {
    let pick = |pair: (&'static str, &'static str)| match scheme {
        ColorScheme::Light => pair.0,
        ColorScheme::Dark => pair.1,
    };
    if name == "--warn-soft" {
        return pick(WARN_SOFT);
    }
    COLOURS.iter().find(|row| row.0 == name).map_or("#808080", |row| pick((row.1, row.2)))
}

fn style(scheme: ColorScheme) -> String {
    let mut css = String::new();
    let mut rest = RULES;
    while let Some((before, from)) = rest.split_once("{--") {
        css.push_str(before);
        let Some((name, behind)) = from.split_once('}') else { break };
        css.push_str(colour(&format!("--{name}"), scheme));
        rest = behind;
    }
    css.push_str(rest);
    for face in Face::ALL {
        let family = if face.is_mono() { MONO } else { SANS };
        let (size, tenth) = (face.size() / 10, face.size() % 10);
        // Writing to a string cannot fail.
        let _ = write!(css, ".{}{{font:{} {size}.{tenth}px {family}}}", face.class(), face.weight());
    }
    css
}

fn write_node(svg: &mut String, node: &DiagramNode) {
    let radius = node.kind.radius();
    let _ = write!(svg, "<g class=\"{}\"><title>{}</title>", node.kind.class(), escaped(&title_of(node)));
    for rect in node.sheets() {
        // Lines of one pixel are sharp on half pixels.
        let _ = write!(
            svg,
            "<rect x=\"{}.5\" y=\"{}.5\" width=\"{}\" height=\"{}\" rx=\"{radius}\"/>",
            rect.x,
            rect.y,
            (rect.w - 1).max(0),
            (rect.h - 1).max(0)
        );
    }
    if let Some(cap) = node.cap {
        let _ = write!(
            svg,
            "<rect class=\"cap\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            cap.x, cap.y, cap.w, cap.h
        );
    }
    if let Some((glyph, x, y)) = node.glyph {
        let _ = write!(svg, "<path class=\"glyph\" transform=\"translate({x} {y})\" d=\"{}\"/>", glyph.path());
    }
    if let Some(y) = node.rule {
        let end = node.sheets().last().map_or(node.rect.right(), |sheet| sheet.right());
        let _ = write!(svg, "<path class=\"rule\" d=\"M{} {y}.5H{end}\"/>", node.rect.x + 1);
    }
    for text in &node.texts {
        let anchor = match text.anchor {
            TextAnchor::Start => "",
            TextAnchor::Middle => " text-anchor=\"middle\"",
            TextAnchor::End => " text-anchor=\"end\"",
        };
        let class = text.face.class();
        let _ = write!(
            svg,
            "<text class=\"{class}\" x=\"{}\" y=\"{}\"{anchor}>{}</text>",
            text.x,
            text.y,
            escaped(&text.text)
        );
    }
    svg.push_str("</g>\n");
}

fn write_edge(svg: &mut String, edge: &Edge) {
    if !edge.points.is_empty() {
        let _ = writeln!(svg, "<path class=\"{}\" d=\"{}\"/>", edge.kind.class(), edge.line());
    }
}

/// Name and kind of a node in one line.
fn title_of(node: &DiagramNode) -> String {
    if node.description.is_empty() { node.title.clone() } else { format!("{}: {}", node.title, node.description) }
}

impl Edge {
    /// The line with its arrow head, as the `d` of a path.
    pub fn line(&self) -> String {
        let mut d = String::new();
        for (index, (x, y)) in self.points.iter().enumerate() {
            let _ = write!(d, "{}{x}.5 {y}.5", if index == 0 { 'M' } else { 'L' });
        }
        if let (true, [.., before, last]) = (self.arrow, self.points.as_slice()) {
            let (x, y) = *last;
            // The arrow head ends before the border.
            let (back, left, right) = match (before.0.cmp(&x), before.1.cmp(&y)) {
                (std::cmp::Ordering::Less, _) => ((x - 1, y), (x - 6, y - 4), (x - 6, y + 4)),
                (std::cmp::Ordering::Greater, _) => ((x + 1, y), (x + 6, y - 4), (x + 6, y + 4)),
                (_, std::cmp::Ordering::Greater) => ((x, y + 1), (x - 4, y + 6), (x + 4, y + 6)),
                _ => ((x, y - 1), (x - 4, y - 6), (x + 4, y - 6)),
            };
            let _ = write!(d, "M{}.5 {}.5L{}.5 {}.5L{}.5 {}.5", left.0, left.1, back.0, back.1, right.0, right.1);
        }
        d
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn svg_resolves_all_colours_and_escapes_text() {
        for scheme in [ColorScheme::Light, ColorScheme::Dark] {
            let css = style(scheme);
            assert!(!css.contains("{--") && !css.contains("#808080"), "{css}");
        }
        let text = "Resources: {\"A<&\\\">\": {Type: \"X::<Y>::&\"}}";
        let svg = write(&Diagram::of(&Document::parse(text)), "a < b & c", ColorScheme::Light);
        assert!(svg.contains("<title>a &lt; b &amp; c</title>"), "{svg}");
        assert!(!svg.contains("<Y>"), "{svg}");
    }
}
