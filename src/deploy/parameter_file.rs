//! The file of `--parameter-overrides file://FILE`: a JSON list of `"NAME=VALUE"`, the only form that versions 1 and 2
//! of the AWS CLI both read.
//!
//! It is written in ASCII, because the AWS CLI reads files in the encoding of the system. Sources: the AWS CLI's
//! `deploy.py` and `paramfile.py`; the former splits each text at its first `=`, the latter expands `~`, `$NAME` and on
//! Windows `%NAME%` in the name of the file.

/// The text of a file with these names and values.
pub(super) fn write<'v>(values: impl Iterator<Item = (&'v str, &'v str)>) -> String {
    let lines: Vec<String> =
        values.map(|(name, value)| format!("  {}", json_text(&format!("{name}={value}")))).collect();
    if lines.is_empty() { "[]\n".into() } else { format!("[\n{}\n]\n", lines.join(",\n")) }
}

/// A text as JSON in ASCII.
fn json_text(text: &str) -> String {
    let mut json = String::new();
    for sign in serde_json::Value::from(text).to_string().chars() {
        if sign.is_ascii() {
            json.push(sign);
        } else {
            let mut units = [0; 2];
            sign.encode_utf16(&mut units).iter().for_each(|unit| json.push_str(&format!("\\u{unit:04x}")));
        }
    }
    json
}

/// The names and values of a file, in its order.
///
/// # Errors
/// Says in a sentence without a subject what the file is not.
pub fn read_parameter_file(text: &str) -> Result<Vec<(String, String)>, &'static str> {
    const FORM: &str = "is not a JSON list of \"NAME=VALUE\", the form that both versions of the AWS CLI read";
    let lines: Vec<String> = serde_json::from_str(text).map_err(|_| FORM)?;
    let pair = |line: &String| line.split_once('=').map(|(name, value)| (name.to_string(), value.to_string()));
    lines.iter().map(|line| pair(line).ok_or(FORM)).collect()
}

/// Why a file cannot have this name.
pub(super) fn name_error(name: &str, template_file: &str) -> Option<String> {
    if name.is_empty() {
        return Some("The parameter file needs a name.".into());
    }
    if let Some(bare) = name.strip_prefix("file://") {
        return Some(format!("The parameter file is named without file://: {bare}."));
    }
    if name == template_file {
        return Some(format!("{name} is the template. Choose another name for the parameter file."));
    }
    if name.starts_with('~') || name.contains(['$', '%']) {
        return Some(format!("The AWS CLI expands ~, $ and % in {name}. Choose a name without them."));
    }
    name.contains(char::is_control).then(|| "The name of a file has no control characters.".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_gives_back_the_values_in_ascii() {
        let values = ["", "a b", "it's \"q\"", "a,b", "x=y", "C:\\d\\", "one\ntwo\t", "ü日😀\u{85}"];
        let named = values.iter().enumerate().map(|(place, value)| (format!("P{place}"), value.to_string()));
        let named: Vec<(String, String)> = named.collect();
        let text = write(named.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        assert!(text.is_ascii(), "{text}");
        assert_eq!(read_parameter_file(&text).unwrap(), named);
        assert_eq!(write(std::iter::empty()), "[]\n");
    }

    #[test]
    fn other_forms_and_names_are_refused() {
        for text in ["", "{}", r#"[{"ParameterKey": "A", "ParameterValue": "b"}]"#, r#"["A"]"#, "Resources: {}"] {
            assert!(read_parameter_file(text).is_err(), "{text}");
        }
        for name in ["", "file://a.json", "t.yaml", "~/a.json", "$HOME/a.json", "a%b.json", "a\nb"] {
            assert!(name_error(name, "t.yaml").is_some(), "{name}");
        }
        assert_eq!(name_error("params/my values-é.json", "t.yaml"), None);
    }
}
