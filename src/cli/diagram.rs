//! `diagram`: the template as an SVG file.

use super::CliError;
use super::arguments::{Arguments, document};
use crate::diagram::{Diagram, svg};

pub(super) fn diagram(mut arguments: Arguments) -> Result<String, CliError> {
    let file = arguments.file()?;
    let look = if arguments.flag("--dark") { svg::ColorScheme::Dark } else { svg::ColorScheme::Light };
    arguments.done()?;
    let diagram = Diagram::of(&document(&file)?);
    let name = if file == "-" { "Template" } else { file.rsplit(['/', '\\']).next().unwrap_or(&file) };
    Ok(svg::write(&diagram, name, look))
}
