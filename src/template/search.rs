//! Search by words: how well a name fits what somebody typed. Case, spaces, punctuation and the order of the words do
//! not count. Knows no list that is searched.

use std::sync::OnceLock;

/// Shortest word that is found inside a word of a name, not only at its beginning.
const INFIX: usize = 3;

/// A search text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Lowercase words.
    words: Vec<String>,
    /// The words without anything between them.
    joined: String,
}

/// How well a name fits a query, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The query is the end of the name: "instance" for `AWS::EC2::Instance`.
    Whole,
    /// Each word of the query begins a word of the name.
    Words,
    /// Each word of the query is in the name.
    Inside,
    /// The query begins the keywords of the name: that is what people call it.
    FirstKeyword,
    /// Some words are only among the keywords of the name.
    Keywords,
}

impl Fit {
    /// Order of names that fit equally well, the nearest to what was typed first: the shortest. The length of a name that is
    /// found by its keywords says nothing.
    pub fn distance(self, name: &str) -> usize {
        match self {
            Fit::Whole | Fit::Words | Fit::Inside => name.len(),
            Fit::FirstKeyword | Fit::Keywords => 0,
        }
    }
}

impl Query {
    /// The query of a typed text.
    pub fn new(text: &str) -> Query {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let words: Vec<String> = words.map(str::to_lowercase).collect();
        Query { joined: words.concat(), words }
    }

    /// True if it has no words: every name fits.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How well a name fits; `None` if a word is neither in the name nor begins one of its keywords. The first keyword is
    /// what people call it most, the others come after it.
    pub fn fit(&self, name: &str, keywords: &str) -> Option<Fit> {
        let name = Words::of(name);
        self.fit_of_name(&name).or_else(|| self.fit_with_keywords(&name, &Words::of(keywords)))
    }

    /// The same for a term that is searched often.
    pub fn fit_of(&self, term: &Term) -> Option<Fit> {
        let (name, keywords) = term.words();
        self.fit_of_name(name).or_else(|| self.fit_with_keywords(name, keywords))
    }

    fn fit_of_name(&self, name: &Words) -> Option<Fit> {
        if name.ends_with(&self.joined) {
            Some(Fit::Whole)
        } else if self.words.iter().all(|word| name.begins(word)) {
            Some(Fit::Words)
        } else {
            self.words.iter().all(|word| name.has(word)).then_some(Fit::Inside)
        }
    }

    fn fit_with_keywords(&self, name: &Words, keywords: &Words) -> Option<Fit> {
        if keywords.letters.starts_with(&self.joined) {
            return Some(Fit::FirstKeyword);
        }
        self.words.iter().all(|word| name.has(word) || keywords.begins(word)).then_some(Fit::Keywords)
    }

    /// True if each word is somewhere in a text, as it is.
    pub fn is_in(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.words.iter().all(|word| text.contains(word))
    }

    /// The items that fit, the best first; equals keep their order.
    pub fn ranked<T>(&self, items: impl IntoIterator<Item = T>, fit: impl Fn(&T) -> Option<Fit>) -> Vec<T> {
        let mut found: Vec<(Fit, T)> = items.into_iter().filter_map(|item| Some((fit(&item)?, item))).collect();
        if !self.is_empty() {
            found.sort_by_key(|(fit, _)| *fit);
        }
        found.into_iter().map(|(_, item)| item).collect()
    }
}

/// A name with its keywords, for many queries. Its words are read when they are first asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    name: String,
    keywords: String,
    words: OnceLock<(Words, Words)>,
}

impl Term {
    /// The term of a name and the words that people use for it.
    pub fn new(name: &str, keywords: &str) -> Term {
        Term { name: name.to_string(), keywords: keywords.to_string(), words: OnceLock::new() }
    }

    /// Reads its words ahead of the first query.
    pub fn prepare(&self) {
        self.words();
    }

    fn words(&self) -> &(Words, Words) {
        self.words.get_or_init(|| (Words::of(&self.name), Words::of(&self.keywords)))
    }
}

/// The letters and digits of a text in lowercase, and where its words begin. Words begin after other characters and at
/// the capitals of `LoadBalancer` and `DBInstance`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Words {
    letters: String,
    starts: Vec<usize>,
}

impl Words {
    fn of(text: &str) -> Words {
        let mut words = Words { letters: String::with_capacity(text.len()), starts: Vec::new() };
        let mut last = None::<char>;
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            if c.is_alphanumeric() {
                let ends_capitals = c.is_uppercase() && chars.peek().is_some_and(|next| next.is_lowercase());
                let begins = last.is_none_or(|last| c.is_uppercase() && !last.is_uppercase()) || ends_capitals;
                if begins {
                    words.starts.push(words.letters.len());
                }
                words.letters.extend(c.to_lowercase());
                last = Some(c);
            } else {
                last = None;
            }
        }
        words
    }

    /// True if a word, or several joined, begin with `part`.
    fn begins(&self, part: &str) -> bool {
        self.tails().any(|tail| tail.starts_with(part))
    }

    fn has(&self, part: &str) -> bool {
        self.begins(part) || (part.chars().count() >= INFIX && self.letters.contains(part))
    }

    /// True if the last words, joined, are `part`.
    fn ends_with(&self, part: &str) -> bool {
        part.is_empty() || self.tails().any(|tail| tail == part)
    }

    fn tails(&self) -> impl Iterator<Item = &str> {
        self.starts.iter().filter_map(|&start| self.letters.get(start..))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_words() {
        for (typed, name, expected) in [
            ("", "anything", Some(Fit::Whole)),
            ("vpc", "AWS::EC2::VPC", Some(Fit::Whole)),
            ("security group", "AWS::EC2::SecurityGroup", Some(Fit::Whole)),
            ("SecurityGroup", "AWS::EC2::SecurityGroup", Some(Fit::Whole)),
            ("group security", "AWS::EC2::SecurityGroup", Some(Fit::Words)),
            ("ec2 instance", "AWS::EC2::Instance", Some(Fit::Whole)),
            ("instance", "AWS::RDS::DBInstance", Some(Fit::Whole)),
            ("aws::ec2::vpc", "AWS::EC2::VPCEndpoint", Some(Fit::Words)),
            ("Load-Balancer", "AWS::ElasticLoadBalancingV2::LoadBalancer", Some(Fit::Whole)),
            ("sql", "mysql-server", Some(Fit::Inside)),
            ("of conf", "users of configure", Some(Fit::Words)),
            ("of", "AWS::IAM::InstanceProfile", None),
            ("conf", "/etc/nginx/nginx.conf", Some(Fit::Whole)),
            ("8080", "port 18080", Some(Fit::Inside)),
            ("bucket policy", "AWS::S3::Bucket", None),
        ] {
            assert_eq!(Query::new(typed).fit(name, ""), expected, "{typed} in {name}");
            assert_eq!(Query::new(typed).fit_of(&Term::new(name, "")), expected, "{typed} in the term {name}");
        }
    }

    #[test]
    fn keywords_count_less_and_only_from_their_beginning() {
        let fit = |typed: &str| Query::new(typed).fit("AWS::EC2::EIP", "Elastic IP, static address");
        assert_eq!(fit("elastic ip"), Some(Fit::FirstKeyword));
        assert_eq!(fit("static address"), Some(Fit::Keywords));
        assert_eq!(fit("ec2 static"), Some(Fit::Keywords));
        assert_eq!(fit("lastic"), None);
        let found =
            Query::new("ip").ranked(["Clip", "EIP", "IP range", "Elastic IP"], |name| Query::new("ip").fit(name, ""));
        assert_eq!(found, ["Elastic IP", "IP range"]);
    }

    #[test]
    fn any_text_can_be_searched() {
        for text in ["", "::", "ÄÖ ß", "İstanbul", "a\u{0}b", "日本語"] {
            for typed in ["", "ß", "i", "本", "::"] {
                let _ = Query::new(typed).fit(text, text);
            }
        }
    }
}
