//! An impact as text for a terminal, and as JSON for programs.

use serde_json::{Value as Json, json as object};

use super::verdict::{Impact, PropertyImpact, ReplacementOrder, ResourceImpact, Verdict};
use crate::document::Document;

/// The impact as text, a block for each resource.
pub fn text(impact: &Impact) -> String {
    let mut out = summary(impact);
    out.push('\n');
    for one in &impact.resources {
        out.push_str(&format!("\n{}  {} ({})\n", head(one.verdict, one.only_if.as_deref()), one.id, one.kind));
        for part in &one.properties {
            property(&mut out, part);
        }
        for note in &one.notes {
            wrapped(&mut out, "  - ", note);
        }
        for way in &one.ways_out {
            wrapped(&mut out, "  > ", &way.text);
            if let Some(fix) = &way.fix {
                out.push_str(&format!("    fix: {}\n", fix.label));
            }
        }
    }
    if !impact.outputs.is_empty() {
        out.push_str(&format!("\nOutputs that change: {}\n", impact.outputs.join(", ")));
    }
    for note in &impact.notes {
        out.push('\n');
        wrapped(&mut out, "", note);
    }
    out
}

/// One line: how many resources of each verdict.
pub fn summary(impact: &Impact) -> String {
    let mut parts: Vec<String> = Vec::new();
    for verdict in Verdict::ALL {
        match impact.count(verdict) {
            0 => {}
            count => parts.push(format!("{}: {count}", verdict.label())),
        }
    }
    let same = match impact.unchanged {
        1 => "1 resource stays as it is".to_string(),
        count => format!("{count} resources stay as they are"),
    };
    parts.push(same);
    parts.join(", ") + "."
}

fn head(verdict: Verdict, only_if: Option<&str>) -> String {
    match only_if {
        Some(only_if) => format!("{} (only if {only_if})", verdict.label()),
        None => verdict.label().to_string(),
    }
}

fn property(out: &mut String, part: &PropertyImpact) {
    let values = match (&part.old, &part.new) {
        (Some(old), Some(new)) if old != new => format!(": {old} -> {new}"),
        (Some(old), None) => format!(": {old} removed"),
        (None, Some(new)) => format!(": {new}"),
        _ => String::new(),
    };
    let place = part.at.join(".");
    let place = place.strip_prefix("Properties.").unwrap_or(&place);
    let label = part.verdict.label().to_lowercase();
    let only_if = part.only_if.as_ref().map(|only_if| format!(", only if {only_if}")).unwrap_or_default();
    out.push_str(&format!("  {place}{values}  [{label}{only_if}]\n"));
    wrapped(out, "      ", &part.why);
}

/// A text in lines of at most 110 characters, the first behind `lead`, the others below it.
fn wrapped(out: &mut String, lead: &str, text: &str) {
    const WIDTH: usize = 110;
    let indent = " ".repeat(lead.chars().count());
    let mut line = lead.to_string();
    let mut is_empty = true;
    for word in text.split_whitespace() {
        if !is_empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
            out.push_str(&line);
            out.push('\n');
            line = indent.clone();
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        }
        line.push_str(word);
        is_empty = false;
    }
    out.push_str(&line);
    out.push('\n');
}

/// The impact as JSON: `worst`, `summary`, `resources`, `unchanged`, `outputs`, `notes`. Fixes are edits of the text of the
/// new template.
pub fn json(impact: &Impact, new: &Document) -> Json {
    let summary: serde_json::Map<String, Json> = Verdict::ALL
        .into_iter()
        .map(|verdict| (verdict, impact.count(verdict)))
        .filter(|(_, count)| *count > 0)
        .map(|(verdict, count)| (verdict.id().to_string(), object!(count)))
        .collect();
    object!({
        "worst": impact.worst().map(Verdict::id),
        "summary": summary,
        "resources": impact.resources.iter().map(|one| resource(one, new)).collect::<Vec<_>>(),
        "unchanged": impact.unchanged,
        "outputs": impact.outputs,
        "notes": impact.notes,
    })
}

fn resource(one: &ResourceImpact, new: &Document) -> Json {
    let order = one.order.map(|order| match order {
        ReplacementOrder::NewFirst => "new-first",
        ReplacementOrder::OldFirst => "old-first",
    });
    let properties: Vec<Json> = one.properties.iter().map(part).collect();
    object!({
        "id": one.id,
        "type": one.kind,
        "verdict": one.verdict.id(),
        "certain": one.only_if.is_none(),
        "only_if": one.only_if,
        "order": order,
        "properties": properties,
        "notes": one.notes,
        "ways_out": one.ways_out.iter().map(|way| way.text.as_str()).collect::<Vec<_>>(),
        "fixes": one.ways_out.iter().filter_map(|way| Some(way.fix.as_ref()?.to_json(new))).collect::<Vec<_>>(),
    })
}

fn part(one: &PropertyImpact) -> Json {
    object!({
        "path": one.at.join("."),
        "old": one.old,
        "new": one.new,
        "verdict": one.verdict.id(),
        "certain": one.only_if.is_none(),
        "only_if": one.only_if,
        "through": one.through,
        "why": one.why,
        "page": one.page,
    })
}
