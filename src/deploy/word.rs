//! Words of a command line before any shell: what a program receives as its arguments, line by line for reading.

/// A piece of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Said by the product: a program's name, an option, the name before `=`.
    Fixed(String),
    /// Chosen by the user or read from the template.
    Value(String),
    /// Asked for by the shell when the command runs: the value of this parameter.
    Asked(String),
}

/// One argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// The text of its parts, one behind the other.
    Text(Vec<Part>),
    /// What another command prints.
    OutputOf(Vec<Word>),
}

impl Word {
    /// A word of the product's own.
    pub fn fixed(text: &str) -> Word {
        Word::Text(vec![Part::Fixed(text.into())])
    }

    /// A word that is a value.
    pub fn value(text: &str) -> Word {
        Word::Text(vec![Part::Value(text.into())])
    }

    /// `name=value` as one word.
    pub fn pair(name: &str, value: Part) -> Word {
        Word::Text(vec![Part::Fixed(format!("{name}=")), value])
    }

    /// An option with its value: two words, one if the value could be taken for an option.
    pub fn option(name: &str, value: &str) -> Vec<Word> {
        match value.starts_with('-') {
            true => vec![Word::pair(name, Part::Value(value.into()))],
            false => vec![Word::fixed(name), Word::value(value)],
        }
    }

    /// The parts; none of a command's output.
    pub fn parts(&self) -> &[Part] {
        match self {
            Word::Text(parts) => parts,
            Word::OutputOf(_) => &[],
        }
    }

    /// Number of characters, a value that is asked for counted as one.
    fn width(&self) -> usize {
        let part = |part: &Part| match part {
            Part::Fixed(text) | Part::Value(text) => text.chars().count(),
            Part::Asked(_) => 1,
        };
        self.parts().iter().map(part).sum()
    }
}

/// The words that stand on one line of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// How deep the line stands: 0 the program, 1 an option, 2 what belongs to the option above.
    pub depth: usize,
    /// The words.
    pub words: Vec<Word>,
}

impl Line {
    /// A line of words at a depth.
    pub fn new(depth: usize, words: Vec<Word>) -> Line {
        Line { depth, words }
    }

    /// Lines of an option with many words: as many on a line as are read at a glance.
    pub fn folded(option: &str, words: Vec<Word>) -> Vec<Line> {
        const GLANCE: usize = 56;
        let mut lines = vec![Line::new(1, vec![Word::fixed(option)])];
        let mut width = option.len();
        for word in words {
            let fresh = lines.len() == 1 && lines.last().is_some_and(|line| line.words.len() == 1);
            if !fresh && width + word.width() > GLANCE {
                lines.push(Line::new(2, Vec::new()));
                width = 0;
            }
            width += word.width() + 1;
            if let Some(line) = lines.last_mut() {
                line.words.push(word);
            }
        }
        lines
    }
}

/// Parameters whose values the shell asks for, each once, in the order of the words.
pub(super) fn asked(lines: &[Line]) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for part in lines.iter().flat_map(|line| &line.words).flat_map(Word::parts) {
        if let Part::Asked(name) = part
            && !names.contains(&name.as_str())
        {
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_looks_like_an_option_is_bound_to_its_option() {
        assert_eq!(Word::option("--profile", "dev"), [Word::fixed("--profile"), Word::value("dev")]);
        assert_eq!(Word::option("--profile", "-x"), [Word::pair("--profile", Part::Value("-x".into()))]);
    }

    #[test]
    fn many_words_take_several_lines() {
        let words = (0..9).map(|i| Word::value(&format!("a-word-of-17-char{i}"))).collect();
        let lines = Line::folded("--tags", words);
        let counts: Vec<usize> = lines.iter().map(|line| line.words.len()).collect();
        assert_eq!((counts, lines[1].depth), (vec![3, 3, 3, 1], 2));
    }
}
