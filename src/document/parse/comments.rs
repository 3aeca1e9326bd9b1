//! Number of comments of a text, which another format could not hold.

use granit_parser::{Event, Parser, options};

/// Number of comments, one per line, up to the first syntax error.
pub fn count_comments(text: &str) -> usize {
    let options = options! {
        emit_comments: true,
        max_buffered_comment_events: usize::MAX,
        block_scalar_eof_without_line_feed: true,
        bom_inside_document_as_content: true,
        emit_unresolved_aliases: true,
    };
    let events = Parser::new_from_str_with_options(text, options);
    events.map_while(Result::ok).filter(|(event, _)| matches!(event, Event::Comment(..))).count()
}

#[cfg(test)]
mod tests {
    use super::count_comments;

    #[test]
    fn comment_characters_inside_text_are_not_counted() {
        assert_eq!(count_comments("# a\nb: | # c\n  # no\n  x\nd: 'x # no' # e\nf: x#no\n# g\n#\n"), 5);
        assert_eq!(count_comments("{\"a\": \"# no\"}"), 0);
        assert_eq!(count_comments(&format!("a:\n{}  b: 1\n", "  # x\n".repeat(500))), 500);
    }
}
