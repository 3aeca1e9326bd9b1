//! The name that a misspelt one was meant to be. Knows no template.

use strsim::osa_distance;

/// The one of `names` that is nearest to `word`: the same but for case, or with at most two letters wrong, one in a word
/// of up to five letters, none in a single letter. `None` if no name is near.
pub fn similar<'n>(word: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let lower = word.to_lowercase();
    let most = match word.chars().count() {
        0 | 1 => 0,
        2..=5 => 1,
        _ => 2,
    };
    let distances = names.into_iter().map(|name| (osa_distance(&lower, &name.to_lowercase()), name));
    distances.filter(|(distance, _)| *distance <= most).min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_similar_if_few_letters_differ() {
        let names = ["commands", "services", "files", "uid", "W"];
        for (word, wanted) in [
            ("command", Some("commands")),
            ("Files", Some("files")),
            ("servcies", Some("services")),
            ("file", Some("files")),
            ("comands", Some("commands")),
            ("gid", Some("uid")),
            ("cmds", None),
            ("tests", None),
            ("", None),
            ("1", None),
        ] {
            assert_eq!(similar(word, names), wanted, "{word}");
        }
    }
}
