//! A language pack: which words report speech, name roles, point back. Read from a TOML file of word lists.
//!
//! The shipped packs are `packs/*.toml`, embedded; a reader's own file of the same form can be merged into one.
//! Each entry of a list is a paradigm: its forms, separated by commas. A form may be several words
//! (`according to`), may have a gap (`geeft … aan`: the second part follows later in the clause), and in a list of
//! nouns may be an ending (`-woordvoerder`).

use crate::document::Lang;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::OnceLock;

/// Declares the word classes with their name in the files.
macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// What a word does in a sentence, as the packs list it. A word may be of several classes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Class { $($(#[$doc])* $name,)* }

        impl Class {
            /// All classes, in the order of their bits.
            pub const ALL: &'static [Class] = &[$(Class::$name,)*];

            /// Its name as the files write it: `table.list`.
            pub fn name(self) -> &'static str {
                match self { $(Class::$name => $text,)* }
            }
        }
    };
}

classes! {
    /// Verbs of saying and writing that take a content clause.
    Say = "verbs.say",
    /// Verbs of opinion and expectation.
    Think = "verbs.think",
    /// Verbs of asking and promising, with an infinitive.
    Urge = "verbs.urge",
    /// Verbs by which a document or a study speaks.
    Show = "verbs.show",
    /// Verbs that go with a direct quote only.
    Manner = "verbs.manner",
    /// Verbs that put a word on something: call, describe as.
    Label = "verbs.label",
    /// Auxiliary and modal verbs.
    Aux = "verbs.auxiliary",
    /// Forms that mark a report by themselves: Konjunktiv I, "soll", French conditional, "zou".
    Mood = "verbs.report_mood",
    /// Other frequent verbs, which end a noun phrase.
    Verb = "verbs.other",
    /// "According to": the source follows, then or around it the content.
    According = "words.according",
    /// "Aldus": after the content, the source follows.
    Thus = "words.thus",
    /// Opens a content clause: that.
    That = "words.that",
    /// Opens a question as content: whether, who, how.
    Whether = "words.whether",
    /// Opens an infinitive: om, te, to, zu, de.
    Infinitive = "words.infinitive",
    /// Points back to the sentence before: "Dat zegt".
    Back = "words.back",
    /// He.
    He = "words.he",
    /// She, and nothing else.
    She = "words.she",
    /// They, and nothing else.
    They = "words.they",
    /// She or they.
    SheThey = "words.she_or_they",
    /// That one, this one, who.
    Demonstrative = "words.demonstrative",
    /// I, we, you: the words of somebody who speaks.
    First = "words.first_person",
    /// Possessives.
    Possessive = "words.possessive",
    /// Articles.
    Article = "words.article",
    /// Articles and determiners that bring in somebody new: a, some.
    Indefinite = "words.indefinite",
    /// Other determiners and numerals.
    Determiner = "words.determiner",
    /// Prepositions.
    Preposition = "words.preposition",
    /// Prepositions that join a noun to the noun before: of, from, at.
    Attribute = "words.attributive",
    /// Prepositions before the medium that passed the words on.
    Via = "words.via",
    /// Coordinating conjunctions.
    And = "words.conjunction",
    /// Subordinating conjunctions and relative words.
    Subordinate = "words.subordinate",
    /// Adverbs that may stand between a cue and its source.
    Adverb = "words.adverb",
    /// Before a word in marks that is no speech: so-called.
    SoCalled = "words.so_called",
    /// Nouns for one person with a function: minister, spokesman.
    Role = "nouns.role",
    /// Nouns for one person without a function: man, neighbour.
    Human = "nouns.person",
    /// Nouns for several people or a body.
    Group = "nouns.group",
    /// Nouns for a text: report, letter.
    Text = "nouns.document",
    /// Nouns for somebody who stays unnamed: sources.
    Anonymous = "nouns.anonymous",
    /// Nouns for a medium: newspaper, agency.
    Medium = "nouns.medium",
    /// Nouns before the title of a work: film, book.
    Work = "nouns.work",
    /// Nouns of speech: words, statement.
    Speech = "nouns.speech",
    /// Words and given names that tell a man.
    Male = "gender.male",
    /// Words and given names that tell a woman.
    Female = "gender.female",
    /// Months.
    Month = "calendar.month",
    /// Days of the week.
    Weekday = "calendar.weekday",
    /// Abbreviations that end in a dot without ending a sentence, without the dot.
    Abbreviation = "other.abbreviation",
    /// Inhabitants and adjectives of places.
    Demonym = "other.demonym",
}

/// A set of [`Class`]es.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(u64);

impl Classes {
    /// No class.
    pub const NONE: Classes = Classes(0);

    /// The set of these.
    pub const fn of(list: &[Class]) -> Classes {
        let (mut bits, mut i) = (0, 0);
        while i < list.len() {
            bits |= 1 << list[i] as u8;
            i += 1;
        }
        Classes(bits)
    }

    /// Whether it holds this one.
    pub fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u8) != 0
    }

    /// Whether it holds one of those.
    pub fn any(self, of: Classes) -> bool {
        self.0 & of.0 != 0
    }

    /// Whether it is empty.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// All but this one.
    pub fn without(self, class: Class) -> Classes {
        Classes(self.0 & !(1 << class as u8))
    }

    /// Both together.
    pub fn with(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }
}

/// A form of several words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The words after the first, in lower case.
    pub rest: Vec<Box<str>>,
    /// Whether other words may stand before the rest.
    pub gap: bool,
    /// What it does.
    pub classes: Classes,
    /// The paradigm it belongs to; see [`Entry::lemma`].
    pub lemma: u32,
}

/// What a pack knows about a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its classes when it stands alone.
    pub classes: Classes,
    /// A number for the paradigm that listed it last, the same for all its forms: a hash of the first one.
    pub lemma: u32,
    /// The longer forms that it begins, longest first.
    pub phrases: Vec<Phrase>,
}

/// The words of one language.
#[derive(Clone, Debug, Default)]
pub struct Pack {
    words: HashMap<Box<str>, Entry>,
    /// Endings of nouns, by their last three bytes.
    endings: HashMap<[u8; 3], Vec<(Box<str>, Classes)>>,
}

/// Why a pack was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackError {
    /// No valid TOML, or not of the form; the message names line and column.
    Syntax(String),
    /// A list that no pack has.
    UnknownList(String),
    /// An entry without a word, or an ending shorter than three letters; the list and the entry.
    BadEntry(String, String),
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PackError::Syntax(message) => f.write_str(message.trim_end()),
            PackError::UnknownList(name) => {
                let known: Vec<&str> = Class::ALL.iter().map(|c| c.name()).collect();
                write!(f, "unknown list `{name}`; the lists are {}", known.join(", "))
            }
            PackError::BadEntry(list, entry) => write!(f, "`{list}`: no word in the entry {entry:?}"),
        }
    }
}

impl std::error::Error for PackError {}

/// Given names with their gender, the same for all languages.
const GIVEN_NAMES: &str = include_str!("packs/given.toml");

type Lists = BTreeMap<String, Vec<String>>;

/// A pack as its file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    verbs: Lists,
    #[serde(default)]
    words: Lists,
    #[serde(default)]
    nouns: Lists,
    #[serde(default)]
    gender: Lists,
    #[serde(default)]
    calendar: Lists,
    #[serde(default)]
    other: Lists,
}

impl Pack {
    /// The shipped pack of a language.
    pub fn of(lang: Lang) -> &'static Pack {
        static PACKS: [OnceLock<Pack>; 5] = [const { OnceLock::new() }; 5];
        PACKS[lang as usize].get_or_init(|| {
            // A test parses every shipped file, so that the empty pack is never reached.
            let mut pack = Pack::parse(shipped(lang)).unwrap_or_default();
            let _ = pack.merge(GIVEN_NAMES);
            pack
        })
    }

    /// Reads a pack.
    ///
    /// # Errors
    /// As [`Pack::merge`].
    pub fn parse(source: &str) -> Result<Pack, PackError> {
        let mut pack = Pack::default();
        pack.merge(source)?;
        Ok(pack)
    }

    /// Adds the lists of another file of the same form to this pack.
    ///
    /// # Errors
    /// When the file is no TOML of this form, names an unknown list, or has an entry without a word; the pack is
    /// then as it was.
    pub fn merge(&mut self, source: &str) -> Result<(), PackError> {
        let file: File = toml::from_str(source).map_err(|e| PackError::Syntax(e.to_string()))?;
        let tables = [
            ("verbs", file.verbs),
            ("words", file.words),
            ("nouns", file.nouns),
            ("gender", file.gender),
            ("calendar", file.calendar),
            ("other", file.other),
        ];
        let mut forms = Vec::new();
        for (table, lists) in &tables {
            for (list, entries) in lists {
                let name = format!("{table}.{list}");
                let class = Class::ALL.iter().find(|c| c.name() == name);
                let class = *class.ok_or_else(|| PackError::UnknownList(name.clone()))?;
                for entry in entries {
                    collect(entry, class, &name, &mut forms)?;
                }
            }
        }
        for form in forms {
            self.add(&form);
        }
        Ok(())
    }

    fn add(&mut self, listed: &Form) {
        let (form, classes, lemma) = (listed.text.as_str(), Classes::of(&[listed.class]), listed.lemma);
        if let Some(ending) = form.strip_prefix('-') {
            if let Some(key) = last_three(ending) {
                self.endings.entry(key).or_default().push((ending.into(), classes));
            }
            return;
        }
        let gap = form.contains('…');
        let mut words = form.split(|c: char| c.is_whitespace() || c == '…').filter(|w| !w.is_empty());
        let Some(first) = words.next() else { return };
        let rest: Vec<Box<str>> = words.map(Into::into).collect();
        let entry = self.words.entry(first.into()).or_default();
        if rest.is_empty() {
            entry.classes = entry.classes.with(classes);
            entry.lemma = lemma;
            return;
        }
        match entry.phrases.iter_mut().find(|p| p.rest == rest && p.gap == gap) {
            Some(phrase) => phrase.classes = phrase.classes.with(classes),
            None => entry.phrases.push(Phrase { rest, gap, classes, lemma }),
        }
        entry.phrases.sort_by_key(|p| std::cmp::Reverse(p.rest.len()));
    }

    /// What is known about a word in lower case.
    pub fn get(&self, lower: &str) -> Option<&Entry> {
        self.words.get(lower)
    }

    /// The classes of a word in lower case: its own, else those of its longest listed ending.
    pub fn classes(&self, lower: &str) -> Classes {
        match self.words.get(lower) {
            Some(entry) if !entry.classes.is_empty() => entry.classes,
            _ => self.ending(lower),
        }
    }

    /// The classes of the longest listed ending of a word that is longer than the ending.
    pub fn ending(&self, lower: &str) -> Classes {
        let listed = last_three(lower).and_then(|key| self.endings.get(&key));
        let fitting =
            listed.into_iter().flatten().filter(|(e, _)| lower.len() > e.len() && lower.ends_with(&**e));
        fitting.max_by_key(|(e, _)| e.len()).map_or(Classes::NONE, |(_, c)| *c)
    }

    /// The single words of a class, in no order: for gazetteers and rules beside the quotes.
    pub fn words(&self, class: Class) -> impl Iterator<Item = &str> {
        self.words.iter().filter(move |(_, e)| e.classes.has(class)).map(|(w, _)| &**w)
    }
}

/// A form as a list has it.
struct Form {
    text: String,
    class: Class,
    lemma: u32,
}

/// FNV-1a of a paradigm's first form.
fn lemma_of(form: &str) -> u32 {
    form.bytes().fold(0x811C_9DC5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Splits an entry into its forms.
fn collect(entry: &str, class: Class, list: &str, into: &mut Vec<Form>) -> Result<(), PackError> {
    let lemma = lemma_of(&entry.split(',').next().unwrap_or("").trim().to_lowercase());
    for form in entry.split(',') {
        let form = form.trim().to_lowercase();
        let word = form.strip_prefix('-').map_or(!form.trim_matches('…').is_empty(), |e| e.len() >= 3);
        if !word {
            return Err(PackError::BadEntry(list.to_string(), entry.to_string()));
        }
        into.push(Form { text: form, class, lemma });
    }
    Ok(())
}

fn last_three(word: &str) -> Option<[u8; 3]> {
    word.as_bytes().last_chunk::<3>().copied()
}

/// The text of a shipped pack, as a model for a reader's own file.
pub fn shipped(lang: Lang) -> &'static str {
    match lang {
        Lang::Nl => include_str!("packs/nl.toml"),
        Lang::En => include_str!("packs/en.toml"),
        Lang::De => include_str!("packs/de.toml"),
        Lang::Fr => include_str!("packs/fr.toml"),
        Lang::Es => include_str!("packs/es.toml"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Class, Pack, PackError, shipped};
    use crate::document::Lang;
    use proptest::prelude::*;

    #[test]
    fn every_shipped_pack_parses_and_reports_speech() {
        for lang in Lang::ALL {
            let pack = Pack::parse(shipped(lang)).unwrap_or_else(|e| panic!("{lang:?}: {e}"));
            for class in [Class::Say, Class::Think, Class::According, Class::That, Class::He, Class::Role] {
                let any = pack.words(class).next().is_some()
                    || pack.words.values().any(|e| e.phrases.iter().any(|p| p.classes.has(class)));
                assert!(any, "{lang:?} lacks {}", class.name());
            }
        }
    }

    #[test]
    fn given_names_are_in_every_pack() {
        Pack::parse(super::GIVEN_NAMES).unwrap();
        assert!(Pack::of(Lang::Nl).classes("marjolein").has(Class::Female));
    }

    #[test]
    fn a_reader_s_file_is_merged() {
        let mut pack = Pack::parse("[verbs]\nsay = [\"zeggen, zegt\"]\n").unwrap();
        pack.merge("[verbs]\nsay = [\"aanvoeren, voert … aan\"]\n[nouns]\nrole = [\"-woordvoerder\"]\n")
            .unwrap();
        assert!(pack.classes("zegt").has(Class::Say));
        assert!(pack.classes("politiewoordvoerder").has(Class::Role));
        let phrase = &pack.get("voert").unwrap().phrases[0];
        assert!(phrase.gap && &*phrase.rest[0] == "aan");
    }

    #[test]
    fn errors_name_the_place() {
        let wrong = Pack::parse("[verbs]\nsya = [\"zegt\"]\n").unwrap_err();
        assert_eq!(wrong, PackError::UnknownList("verbs.sya".into()));
        let wrong = Pack::parse("[verbs]\nsay = [\"zegt, \"]\n").unwrap_err();
        assert_eq!(wrong.to_string(), "`verbs.say`: no word in the entry \"zegt, \"");
        let wrong = Pack::parse("[verbs]\nsay = \"zegt\"\n").unwrap_err();
        assert!(wrong.to_string().contains("line 2, column 7"), "{wrong}");
    }

    proptest! {
        #[test]
        fn never_panics(source in ".{0,200}") {
            let _ = Pack::parse(&source);
        }
    }
}
