//! How a Windows program takes its command line apart: `CommandLineToArgvW` and the C runtime since 2008.

/// The arguments of a command line, without the program's name.
pub fn arguments(line: &str) -> Vec<String> {
    let (mut all, mut word, mut open, mut any) = (Vec::new(), String::new(), false, false);
    let mut signs = line.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => {
                let mut count = 1;
                while signs.next_if_eq(&'\\').is_some() {
                    count += 1;
                }
                any = true;
                if signs.peek() == Some(&'"') {
                    word.push_str(&"\\".repeat(count / 2));
                    if count % 2 == 1 {
                        signs.next();
                        word.push('"');
                    }
                } else {
                    word.push_str(&"\\".repeat(count));
                }
            }
            '"' if open && signs.peek() == Some(&'"') => {
                signs.next();
                word.push('"');
            }
            '"' => (open, any) = (!open, true),
            ' ' | '\t' if !open => {
                if any {
                    all.push(std::mem::take(&mut word));
                }
                any = false;
            }
            _ => {
                word.push(sign);
                any = true;
            }
        }
    }
    if any {
        all.push(word);
    }
    all
}

#[test]
fn the_examples_of_microsofts_page_come_out() {
    for (line, expected) in [
        (r#""a b c" d e"#, vec!["a b c", "d", "e"]),
        (r#""ab\"c" "\\" d"#, vec![r#"ab"c"#, r"\", "d"]),
        (r#"a\\\b d"e f"g h"#, vec![r"a\\\b", "de fg", "h"]),
        (r#"a\\\"b c d"#, vec![r#"a\"b"#, "c", "d"]),
        (r#"a\\\\"b c" d e"#, vec![r"a\\b c", "d", "e"]),
        (r#""a b"" c d"#, vec![r#"a b" c d"#]),
    ] {
        assert_eq!(arguments(line), expected, "{line}");
    }
}
