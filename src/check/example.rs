//! The examples in the doc comment of a rule's file.

/// The lines of the first example of a kind, `bad` or `good`, without their common blank; none if there is no such example.
/// `comment` is the doc comment line by line, without `//!`. An example for cfn-hup or user data is a part of a template.
pub fn example<'c>(comment: impl Iterator<Item = &'c str>, kind: &str) -> Vec<&'c str> {
    let opens =
        |line: &str| line.trim().strip_prefix("```").is_some_and(|words| words.split(' ').any(|word| word == kind));
    let inside = comment.skip_while(|line| !opens(line)).skip(1);
    let inside = inside.take_while(|line| line.trim() != "```");
    inside.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_example_of_a_kind_is_found() {
        let comment =
            " Words.\n\n ```yaml bad 2\n A:\n   b: 1\n ```\n\n ```yaml good\n A: {}\n ```\n ```yaml bad\n B: {}\n ```";
        assert_eq!(example(comment.lines(), "bad"), ["A:", "  b: 1"]);
        assert_eq!(example(comment.lines(), "good"), ["A: {}"]);
        assert!(example("Words.".lines(), "bad").is_empty());
    }
}
