//! The arguments of a command before any shell: what a program receives, grouped into lines for reading.
//!
//! Knows no shell's quoting; see `shell`.

/// A part of an argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArgumentPart {
    /// Text of the product: a program's name, an option, the name before `=`.
    Fixed(String),
    /// Chosen by the user or read from the template.
    Value(String),
    /// Asked for by the shell when the command runs: the value of this parameter.
    Prompted(String),
}

/// One argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// The concatenated text of its parts.
    Text(Vec<ArgumentPart>),
    /// The output of the command before, which the shell keeps in a variable: see [`super::Shell::write_captured`].
    Captured,
    /// The output of another command.
    OutputOf(Vec<Argument>),
    /// The values of a parameter file, and prompted ones, which no file holds: the AWS CLI takes a file or values, not
    /// both, so the shell puts them together when the command runs.
    FileAndPrompted {
        /// Name of the file.
        file: String,
        /// The parameters that are asked for; all are [`ArgumentPart::Prompted`].
        prompted: Vec<ArgumentPart>,
    },
}

impl Argument {
    /// An argument that the product writes.
    pub fn fixed(text: &str) -> Argument {
        Argument::Text(vec![ArgumentPart::Fixed(text.into())])
    }

    /// An argument that is a value.
    pub fn value(text: &str) -> Argument {
        Argument::Text(vec![ArgumentPart::Value(text.into())])
    }

    /// `name=value` as one argument.
    pub fn pair(name: &str, value: ArgumentPart) -> Argument {
        Argument::Text(vec![ArgumentPart::Fixed(format!("{name}=")), value])
    }

    /// An option with its value: two arguments, or one if the value could be read as an option.
    pub fn option(name: &str, value: &str) -> Vec<Argument> {
        match value.starts_with('-') {
            true => vec![Argument::pair(name, ArgumentPart::Value(value.into()))],
            false => vec![Argument::fixed(name), Argument::value(value)],
        }
    }

    /// The parts; empty for the output of a command.
    pub fn parts(&self) -> &[ArgumentPart] {
        match self {
            Argument::Text(parts) => parts,
            Argument::OutputOf(_) | Argument::Captured => &[],
            Argument::FileAndPrompted { prompted, .. } => prompted,
        }
    }

    /// Number of characters; a prompted value counts as one.
    fn width(&self) -> usize {
        let part = |part: &ArgumentPart| match part {
            ArgumentPart::Fixed(text) | ArgumentPart::Value(text) => text.chars().count(),
            ArgumentPart::Prompted(_) => 1,
        };
        self.parts().iter().map(part).sum()
    }
}

/// One line of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandLine {
    /// Depth of the line: 0 the program, 1 an option, 2 the values of the option above.
    pub depth: usize,
    /// The arguments.
    pub arguments: Vec<Argument>,
}

impl CommandLine {
    /// A line with its arguments at a depth.
    pub fn new(depth: usize, arguments: Vec<Argument>) -> CommandLine {
        CommandLine { depth, arguments }
    }

    /// Lines of an option with many arguments, folded at 56 characters.
    pub fn folded(option: &str, arguments: Vec<Argument>) -> Vec<CommandLine> {
        const LINE_WIDTH: usize = 56;
        let mut lines = vec![CommandLine::new(1, vec![Argument::fixed(option)])];
        let mut width = option.len();
        for argument in arguments {
            let fresh = lines.len() == 1 && lines.last().is_some_and(|line| line.arguments.len() == 1);
            if !fresh && width + argument.width() > LINE_WIDTH {
                lines.push(CommandLine::new(2, Vec::new()));
                width = 0;
            }
            width += argument.width() + 1;
            if let Some(line) = lines.last_mut() {
                line.arguments.push(argument);
            }
        }
        lines
    }
}

/// Parameters whose values the shell asks for, each once, in the order of the arguments.
pub(super) fn asked(lines: &[CommandLine]) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for part in lines.iter().flat_map(|line| &line.arguments).flat_map(Argument::parts) {
        if let ArgumentPart::Prompted(name) = part
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
        assert_eq!(Argument::option("--profile", "dev"), [Argument::fixed("--profile"), Argument::value("dev")]);
        assert_eq!(
            Argument::option("--profile", "-x"),
            [Argument::pair("--profile", ArgumentPart::Value("-x".into()))]
        );
    }

    #[test]
    fn many_words_take_several_lines() {
        let arguments = (0..9).map(|i| Argument::value(&format!("a-word-of-17-char{i}"))).collect();
        let lines = CommandLine::folded("--tags", arguments);
        let counts: Vec<usize> = lines.iter().map(|line| line.arguments.len()).collect();
        assert_eq!((counts, lines[1].depth), (vec![3, 3, 3, 1], 2));
    }
}
