//! The name that a misspelt one was meant to be. Knows no template.

/// The one of `names` that is nearest to `word`: the same but for case, or with at most two letters wrong, one in a word
/// of up to five letters. `None` if no name is near.
pub fn similar<'n>(word: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let lower = word.to_lowercase();
    let most = if word.chars().count() > 5 { 2 } else { 1 };
    let distances = names.into_iter().map(|name| (distance(&lower, &name.to_lowercase()), name));
    distances.filter(|(distance, _)| *distance <= most).min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

/// Number of letters that are inserted, removed, replaced or swapped with their neighbour to get from `a` to `b`.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    let mut last = None;
    for letter in a.chars() {
        let mut next = vec![row.first().map_or(0, |first| first + 1)];
        for (column, other) in b.iter().enumerate() {
            let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX - 1);
            let replaced = at(&row, column) + usize::from(letter != *other);
            let changed = replaced.min(at(&row, column + 1) + 1).min(at(&next, column) + 1);
            let is_swap = column > 0 && last == Some(*other) && b.get(column - 1) == Some(&letter);
            next.push(if is_swap { changed.min(at(&before, column - 1) + 1) } else { changed });
        }
        before = std::mem::replace(&mut row, next);
        last = Some(letter);
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_similar_if_few_letters_differ() {
        let names = ["commands", "services", "files", "uid"];
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
        ] {
            assert_eq!(similar(word, names), wanted, "{word}");
        }
    }
}
