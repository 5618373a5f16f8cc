//! Keys as the config writes them: `j`, `G`, `ctrl-d`, `pageup`, `shift-tab`, `alt-x`, and sequences, `g g`.

use std::fmt;
use std::str::FromStr;

/// Which key, without its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyCode {
    /// A character as typed, so `G` and not shift with `g`.
    Char(char),
    /// A function key, from 1 to 24.
    F(u8),
    /// Enter or Return.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// The arrow to the left.
    Left,
    /// The arrow to the right.
    Right,
    /// The arrow up.
    Up,
    /// The arrow down.
    Down,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
}

/// Names of keys that are no visible character; the first name of a key is the one that is written.
const NAMED: &[(&str, KeyCode)] = &[
    ("space", KeyCode::Char(' ')),
    ("enter", KeyCode::Enter),
    ("return", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("escape", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("del", KeyCode::Delete),
    ("insert", KeyCode::Insert),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pageup", KeyCode::PageUp),
    ("pgup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
    ("pgdn", KeyCode::PageDown),
];

/// The modifiers held with a key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Mods {
    /// Control.
    pub ctrl: bool,
    /// Alt, or Meta, or Option.
    pub alt: bool,
    /// Shift; never set with a visible character, which is then another character.
    pub shift: bool,
}

/// Prefixes of modifiers in lower case; the first of each is the one that is written.
const PREFIXES: &[(&str, Mods)] = &[
    ("ctrl-", Mods { ctrl: true, alt: false, shift: false }),
    ("c-", Mods { ctrl: true, alt: false, shift: false }),
    ("alt-", Mods { ctrl: false, alt: true, shift: false }),
    ("a-", Mods { ctrl: false, alt: true, shift: false }),
    ("m-", Mods { ctrl: false, alt: true, shift: false }),
    ("shift-", Mods { ctrl: false, alt: false, shift: true }),
    ("s-", Mods { ctrl: false, alt: false, shift: true }),
];

/// A key with its modifiers, in the one form in which a terminal can send it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    code: KeyCode,
    mods: Mods,
}

impl Key {
    /// A key in its normal form, so that equal keys compare equal however they were typed or spelt.
    ///
    /// Shift with a letter is the capital. Keys for which a terminal sends the same byte are one key: control with a
    /// letter has no case, `ctrl-i`, `ctrl-m` and `ctrl-[` are `tab`, `enter` and `esc`, `ctrl-_` is `ctrl-/`.
    pub fn new(code: KeyCode, mut mods: Mods) -> Key {
        let KeyCode::Char(mut c) = code else { return Key { code, mods } };
        if mods.shift && c != ' ' {
            c = single_uppercase(c);
            mods.shift = false;
        }
        if !mods.ctrl {
            return Key { code: KeyCode::Char(c), mods };
        }
        let code = with_control(c);
        mods.ctrl = matches!(code, KeyCode::Char(_));
        Key { code, mods }
    }

    /// A key without modifiers.
    pub fn plain(code: KeyCode) -> Key {
        Key::new(code, Mods::default())
    }

    /// Which key.
    pub fn code(self) -> KeyCode {
        self.code
    }

    /// What is held with it.
    pub fn mods(self) -> Mods {
        self.mods
    }

    /// The character that this key types into a prompt.
    pub fn text(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.mods.ctrl && !self.mods.alt => Some(c),
            _ => None,
        }
    }

    /// The digit that this key adds to a count.
    pub fn digit(self) -> Option<u32> {
        self.text().and_then(|c| c.to_digit(10))
    }
}

fn single_uppercase(c: char) -> char {
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

/// What a terminal sends for control with `c`, named after the key that people press for it.
fn with_control(c: char) -> KeyCode {
    match c.to_ascii_lowercase() {
        'i' => KeyCode::Tab,
        'm' => KeyCode::Enter,
        '[' | '3' => KeyCode::Esc,
        '4' => KeyCode::Char('\\'),
        '5' => KeyCode::Char(']'),
        '6' => KeyCode::Char('^'),
        '7' | '_' => KeyCode::Char('/'),
        other => KeyCode::Char(other),
    }
}

/// A key that cannot be read: what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownKey(pub String);

impl fmt::Display for UnknownKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("a key is missing");
        }
        write!(f, "`{}` is no key", self.0)?;
        let name = self.0.rsplit('-').next().unwrap_or(&self.0).to_lowercase();
        if name.len() > 32 {
            return Ok(());
        }
        let scored = NAMED.iter().map(|(known, _)| (strsim::jaro_winkler(&name, known), *known));
        match scored.filter(|(score, _)| *score > 0.86).max_by(|a, b| a.0.total_cmp(&b.0)) {
            Some((_, known)) => write!(f, "; did you mean `{known}`?"),
            None => f.write_str(KINDS_OF_KEYS),
        }
    }
}

/// What may be written, for somebody whose key comes near none.
const KINDS_OF_KEYS: &str = "; a key is a character, f1 to f24 or a name such as space, enter or pagedown, after any of \
                             ctrl- alt- shift-";

impl std::error::Error for UnknownKey {}

impl FromStr for Key {
    type Err = UnknownKey;

    fn from_str(written: &str) -> Result<Key, UnknownKey> {
        let mut mods = Mods::default();
        let mut rest = written;
        while let Some((prefix, held)) = prefix_of(rest) {
            mods = Mods {
                ctrl: mods.ctrl || held.ctrl,
                alt: mods.alt || held.alt,
                shift: mods.shift || held.shift,
            };
            rest = &rest[prefix..];
        }
        let code = code_of(rest).ok_or_else(|| UnknownKey(written.to_owned()))?;
        Ok(Key::new(code, mods))
    }
}

/// The modifier that `text` begins with, when a key follows it, and the prefix's length in bytes.
fn prefix_of(text: &str) -> Option<(usize, Mods)> {
    let found = PREFIXES.iter().find(|(prefix, _)| {
        text.len() > prefix.len()
            && text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    });
    found.map(|(prefix, mods)| (prefix.len(), *mods))
}

fn code_of(name: &str) -> Option<KeyCode> {
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return (!c.is_control() && !c.is_whitespace()).then_some(KeyCode::Char(c));
    }
    if let Some((_, code)) = NAMED.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
        return Some(*code);
    }
    let number = name.strip_prefix(['f', 'F'])?;
    let plain = number.bytes().all(|b| b.is_ascii_digit()) && !number.starts_with('0');
    let number: u8 = number.parse().ok().filter(|_| plain)?;
    (1..=24).contains(&number).then_some(KeyCode::F(number))
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, prefix) in
            [(self.mods.ctrl, "ctrl-"), (self.mods.alt, "alt-"), (self.mods.shift, "shift-")]
        {
            if held {
                f.write_str(prefix)?;
            }
        }
        if let Some((name, _)) = NAMED.iter().find(|(_, code)| *code == self.code) {
            return f.write_str(name);
        }
        match self.code {
            KeyCode::F(number) => write!(f, "f{number}"),
            KeyCode::Char(c) => write!(f, "{c}"),
            // Every other code has a name above.
            other => write!(f, "{other:?}"),
        }
    }
}

/// Keys typed one after the other; never empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Keys(Vec<Key>);

impl Keys {
    /// The keys in order.
    pub fn as_slice(&self) -> &[Key] {
        &self.0
    }
}

impl From<Key> for Keys {
    fn from(key: Key) -> Keys {
        Keys(vec![key])
    }
}

impl FromStr for Keys {
    type Err = UnknownKey;

    fn from_str(written: &str) -> Result<Keys, UnknownKey> {
        let keys = written.split_whitespace().map(str::parse).collect::<Result<Vec<Key>, _>>()?;
        if keys.is_empty() { Err(UnknownKey(String::new())) } else { Ok(Keys(keys)) }
    }
}

impl fmt::Display for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, key) in self.0.iter().enumerate() {
            if n > 0 {
                f.write_str(" ")?;
            }
            key.fmt(f)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(written: &str, canonical: &str) {
        let keys: Keys = written.parse().unwrap();
        assert_eq!(keys.to_string(), canonical);
        assert_eq!(canonical.parse(), Ok(keys));
    }

    #[test]
    fn keys_are_written_in_one_form() {
        check("j", "j");
        check("G", "G");
        check("shift-g", "G");
        check("Ctrl-D", "ctrl-d");
        check("C-d", "ctrl-d");
        check("ctrl-i", "tab");
        check("ctrl-[", "esc");
        check("ctrl-7", "ctrl-/");
        check("PgDn", "pagedown");
        check("f1", "f1");
        check("f", "f");
        check("space", "space");
        check("shift-space", "shift-space");
        check("alt-x", "alt-x");
        check("M-X", "alt-X");
        check("<", "<");
        check("-", "-");
        check("ctrl--", "ctrl--");
        check("shift-tab", "shift-tab");
        check("shift-alt-ctrl-left", "ctrl-alt-shift-left");
        check(" g   g ", "g g");
        check("] s", "] s");
        check("ë", "ë");
    }

    #[test]
    fn what_is_no_key_is_said() {
        let message = |written: &str| written.parse::<Keys>().unwrap_err().to_string();
        assert_eq!(message(""), "a key is missing");
        assert_eq!(message("ctrl-pagdown"), "`ctrl-pagdown` is no key; did you mean `pagedown`?");
        for written in ["f25", "hyper-x"] {
            assert_eq!(message(written), format!("`{written}` is no key{KINDS_OF_KEYS}"));
        }
    }

    proptest! {
        #[test]
        fn never_panics_and_what_reads_writes_back(written in "(ctrl-|alt-|shift-|C-)?\\PC{0,6}") {
            if let Ok(keys) = written.parse::<Keys>() {
                prop_assert_eq!(keys.to_string().parse::<Keys>(), Ok(keys));
            }
            let _ = written.parse::<Keys>().map_err(|error| error.to_string());
        }
    }
}
