//! Names of designs, which are valid as stack names.

use super::Format;

/// Maximum length of a stack name. Source: AWS API reference, CreateStack.
const LONGEST: usize = 128;

/// The stack name for a file: the file name without extension and invalid characters.
pub fn name_of_file(file_name: &str) -> String {
    let stem = match file_name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => file_name,
    };
    let mut name = String::new();
    for c in stem.chars() {
        let fits = if name.is_empty() { c.is_ascii_alphabetic() } else { c.is_ascii_alphanumeric() };
        if fits {
            name.push(c);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
        if name.len() == LONGEST {
            break;
        }
    }
    let name = name.trim_end_matches('-');
    if name.is_empty() { "cf-init".into() } else { name.into() }
}

/// The file name after a conversion from the format `was` to `is`: with the extension of the new format. Without a
/// conversion the name stays, whatever its extension is.
pub fn file_name_in(file_name: &str, was: Format, is: Format) -> String {
    let (stem, ending) = file_name.rsplit_once('.').unwrap_or((file_name, ""));
    match (was == is, is, ending.to_ascii_lowercase().as_str()) {
        (false, Format::Json, "yaml" | "yml") => format!("{stem}.json"),
        (false, Format::Yaml, "json") => format!("{stem}.yaml"),
        _ => file_name.to_string(),
    }
}

/// The name of a copy: the first unused one of "web-copy", "web-copy-2", …
pub fn copy_of(name: &str, taken: &[String]) -> String {
    let stem = match name.rsplit_once("-copy") {
        Some((stem, rest)) if rest.trim_start_matches('-').chars().all(|c| c.is_ascii_digit()) => stem,
        _ => name,
    };
    let numbered = |number: usize| match number {
        1 => format!("{stem}-copy"),
        number => format!("{stem}-copy-{number}"),
    };
    let first = (1..=taken.len() + 1).map(numbered).find(|name| !taken.contains(name));
    first.unwrap_or_else(|| numbered(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stack_name_is_derived_from_file_name() {
        for (file, name) in [
            ("web.yaml", "web"),
            ("my app (2).template.json", "my-app-2-template"),
            ("2_tier.yml", "tier"),
            ("größe.yaml", "gr-e"),
            ("日本.yaml", "cf-init"),
            (".yaml", "yaml"),
            ("", "cf-init"),
        ] {
            assert_eq!(name_of_file(file), name, "{file}");
        }
        assert_eq!(name_of_file(&"a".repeat(300)).len(), LONGEST);
    }

    #[test]
    fn copies_have_unique_names() {
        let taken = |names: &[&str]| names.iter().map(|name| name.to_string()).collect::<Vec<_>>();
        assert_eq!(copy_of("web", &taken(&["web"])), "web-copy");
        assert_eq!(copy_of("web", &taken(&["web", "web-copy"])), "web-copy-2");
        assert_eq!(copy_of("web-copy", &taken(&["web", "web-copy", "web-copy-2"])), "web-copy-3");
        assert_eq!(copy_of("web-copywriter", &[]), "web-copywriter-copy");
    }

    #[test]
    fn file_extension_follows_the_format() {
        for (name, was, is, new) in [
            ("web.yaml", Format::Yaml, Format::Json, "web.json"),
            ("web.YML", Format::Yaml, Format::Json, "web.json"),
            ("web.json", Format::Json, Format::Yaml, "web.yaml"),
            ("web.json", Format::Json, Format::Json, "web.json"),
            ("web.yaml", Format::Json, Format::Json, "web.yaml"),
            ("web.template", Format::Json, Format::Yaml, "web.template"),
            ("web", Format::Yaml, Format::Json, "web"),
        ] {
            assert_eq!(file_name_in(name, was, is), new, "{name}, {was:?} to {is:?}");
        }
    }
}
