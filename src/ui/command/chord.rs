//! A key with what is held: whether it is the one that was pressed, and how it is written.

/// What is held with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Held {
    /// Nothing. Of a key that writes a sign Shift does not count: keyboards differ.
    Nothing,
    /// Shift.
    Shift,
    /// Ctrl, or Command on Apple's keyboards.
    Ctrl,
    /// The same with Shift.
    CtrlShift,
    /// Alt.
    Alt,
}

/// A key with what is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chord {
    /// What is held.
    pub held: Held,
    /// The key, as the browser calls it: "k", "F8", "ArrowUp".
    pub key: &'static str,
}

/// A key alone.
pub(super) const fn key(key: &'static str) -> Chord {
    Chord { held: Held::Nothing, key }
}

pub(super) const fn shift(key: &'static str) -> Chord {
    Chord { held: Held::Shift, key }
}

pub(super) const fn ctrl(key: &'static str) -> Chord {
    Chord { held: Held::Ctrl, key }
}

pub(super) const fn ctrl_shift(key: &'static str) -> Chord {
    Chord { held: Held::CtrlShift, key }
}

pub(super) const fn alt(key: &'static str) -> Chord {
    Chord { held: Held::Alt, key }
}

/// A key that was pressed, as the browser reports it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pressed<'k> {
    /// What it writes, or its name.
    pub key: &'k str,
    /// Its place on the keyboard: "KeyL", "Digit1".
    pub code: &'k str,
    /// True while Ctrl is held.
    pub ctrl: bool,
    /// True while Command or the Windows key is held.
    pub meta: bool,
    /// True while Alt is held.
    pub alt: bool,
    /// True while Shift is held.
    pub shift: bool,
}

impl Chord {
    /// True if it is what was pressed.
    pub fn is_pressed(&self, pressed: &Pressed<'_>) -> bool {
        let command = (pressed.ctrl || pressed.meta) && !pressed.alt;
        let bare = !pressed.ctrl && !pressed.meta && !pressed.alt;
        let same = pressed.key.eq_ignore_ascii_case(self.key);
        match self.held {
            Held::Nothing if self.writes() => bare && pressed.key == self.key,
            Held::Nothing => bare && !pressed.shift && same,
            Held::Shift => bare && pressed.shift && same,
            Held::Ctrl => command && !pressed.shift && same,
            Held::CtrlShift => command && pressed.shift && same,
            Held::Alt => pressed.alt && !pressed.ctrl && !pressed.meta && (same || self.is_at(pressed.code)),
        }
    }

    /// True for a single sign, which somebody could mean to type.
    pub fn is_letter(&self) -> bool {
        self.held == Held::Nothing && self.writes() && self.key != " "
    }

    fn writes(&self) -> bool {
        self.key.chars().count() == 1
    }

    /// True if a place of the keyboard is that of its key: with Alt some keyboards write other signs.
    fn is_at(&self, code: &str) -> bool {
        let place = code.strip_prefix("Key").or_else(|| code.strip_prefix("Digit"));
        place.is_some_and(|place| place.eq_ignore_ascii_case(self.key))
    }

    /// The keys to press, one after the other: "Ctrl", "K".
    pub fn caps(&self, apple: bool) -> Vec<String> {
        let (ctrl, alt) = if apple { ("⌘", "⌥") } else { ("Ctrl", "Alt") };
        let held: &[&str] = match self.held {
            Held::Nothing if self.is_letter() && self.key.bytes().all(|byte| byte.is_ascii_uppercase()) => &["Shift"],
            Held::Nothing => &[],
            Held::Shift => &["Shift"],
            Held::Ctrl => &[ctrl],
            Held::CtrlShift => &[ctrl, "Shift"],
            Held::Alt => &[alt],
        };
        let key = match self.key {
            "ArrowUp" => "↑".to_string(),
            "ArrowDown" => "↓".to_string(),
            "ArrowLeft" => "←".to_string(),
            "ArrowRight" => "→".to_string(),
            "Escape" => "Esc".to_string(),
            "ContextMenu" => "Menu".to_string(),
            " " => "Space".to_string(),
            key if self.writes() => key.to_ascii_uppercase(),
            key => key.to_string(),
        };
        held.iter().map(|held| held.to_string()).chain([key]).collect()
    }

    /// The keys in one text: "Ctrl K".
    pub fn text(&self, apple: bool) -> String {
        self.caps(apple).join(" ")
    }

    /// The keys as the attribute `aria-keyshortcuts` has them: "Control+K".
    pub fn aria(&self) -> String {
        let held = match self.held {
            Held::Nothing if self.is_letter() && self.key.bytes().all(|byte| byte.is_ascii_uppercase()) => "Shift+",
            Held::Nothing => "",
            Held::Shift => "Shift+",
            Held::Ctrl => "Control+",
            Held::CtrlShift => "Control+Shift+",
            Held::Alt => "Alt+",
        };
        let key = match self.key {
            " " => "Space".to_string(),
            key if self.writes() => key.to_ascii_uppercase(),
            key => key.to_string(),
        };
        format!("{held}{key}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(key: &'static str, held: &str) -> Pressed<'static> {
        let holds = |what: &str| held.contains(what);
        Pressed { key, code: "", ctrl: holds("ctrl"), meta: holds("meta"), alt: holds("alt"), shift: holds("shift") }
    }

    #[test]
    fn a_chord_is_met_by_its_key_and_no_other() {
        for (chord, key, held, expected) in [
            (ctrl("k"), "k", "ctrl", true),
            (ctrl("k"), "K", "ctrl", true),
            (ctrl("k"), "k", "meta", true),
            (ctrl("k"), "k", "ctrl alt", false),
            (ctrl("k"), "K", "ctrl shift", false),
            (ctrl_shift("z"), "Z", "ctrl shift", true),
            (ctrl("Enter"), "Enter", "ctrl", true),
            (super::key("?"), "?", "shift", true),
            (super::key("?"), "?", "ctrl", false),
            (super::key("A"), "A", "shift", true),
            (super::key("A"), "a", "", false),
            (super::key("F8"), "F8", "", true),
            (super::key("F8"), "F8", "shift", false),
            (shift("F8"), "F8", "shift", true),
            (alt("l"), "l", "alt", true),
        ] {
            assert_eq!(chord.is_pressed(&pressed(key, held)), expected, "{chord:?} {key} {held}");
        }
        // Apple's keyboards write another sign with Alt; AZERTY has the digits behind Shift.
        assert!(alt("l").is_pressed(&Pressed { code: "KeyL", ..pressed("¬", "alt") }));
        assert!(alt("1").is_pressed(&Pressed { code: "Digit1", ..pressed("&", "alt") }));
        assert!(!alt("1").is_pressed(&Pressed { code: "Digit2", ..pressed("é", "alt") }));
    }

    #[test]
    fn chords_are_written_for_people_and_for_aria() {
        assert_eq!(ctrl("k").text(false), "Ctrl K");
        assert_eq!(ctrl("k").text(true), "⌘ K");
        assert_eq!(ctrl_shift("z").aria(), "Control+Shift+Z");
        assert_eq!(super::key("A").text(false), "Shift A");
        assert_eq!(super::key("A").aria(), "Shift+A");
        assert_eq!(super::key("?").text(false), "?");
        assert_eq!(super::key(" ").aria(), "Space");
        assert_eq!(shift("F10").text(false), "Shift F10");
    }
}
