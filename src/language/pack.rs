//! A language pack: which words report speech, name roles, point back. Read from a TOML file of word lists.
//!
//! The shipped packs are `packs/*.toml`, embedded; a reader's own file of the same form is merged into one.
//! Each entry of a list is a paradigm: its forms, separated by commas. A form may be several words
//! (`according to`), may have a gap (`geeft … aan`: the second part follows later in the clause), and in a list of
//! nouns may be an ending (`-woordvoerder`).

use super::class::{Class, Classes};
use crate::document::Lang;
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use unicode_normalization::UnicodeNormalization;

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

/// What is wrong in a pack's file, and where, in bytes. Everything else of the file counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The place in the file.
    pub at: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

/// The packs in force.
static PACKS: [OnceLock<Pack>; 5] = [const { OnceLock::new() }; 5];
/// Mistakes that are told of one file.
const MOST_MISTAKES: usize = 50;
/// Given names with their gender, the same for all languages.
const GIVEN_NAMES: &str = include_str!("packs/given.toml");

impl Pack {
    /// The pack of a language: the one that was put in force, else the shipped one.
    pub fn of(lang: Lang) -> &'static Pack {
        PACKS[lang as usize].get_or_init(|| Pack::shipped(lang))
    }

    /// The shipped pack of a language.
    pub fn shipped(lang: Lang) -> Pack {
        let mut pack = Pack::default();
        // A test reads every shipped file, so that none has a mistake.
        pack.merge(shipped(lang));
        pack.merge(GIVEN_NAMES);
        pack
    }

    /// Puts the pack in force for a language, for the rest of the process. Says whether it came in time: once the
    /// language was asked for, its pack stays.
    pub fn put_in_force(self, lang: Lang) -> bool {
        PACKS[lang as usize].set(self).is_ok()
    }

    /// Adds the lists of a file. What is wrong in it is left out and told; the rest counts.
    pub fn merge(&mut self, source: &str) -> Vec<Mistake> {
        let (root, errors) = DeTable::parse_recoverable(source);
        let mut mistakes: Vec<Mistake> = errors.iter().take(MOST_MISTAKES).map(no_toml).collect();
        let mut forms = Vec::new();
        for (table, lists) in root.into_inner() {
            let name = table.get_ref();
            match lists.get_ref().as_table() {
                Some(lists) if Class::ALL.iter().any(|c| is_in(*c, name)) => {
                    for (list, entries) in lists {
                        read_list(name, list, entries, &mut forms, &mut mistakes);
                    }
                }
                _ => {
                    let tables: Vec<&str> =
                        Class::ALL.iter().filter_map(|c| Some(c.name().split_once('.')?.0)).collect();
                    let message = format!("no table of a language file is called `{name}`");
                    mistakes.push(Mistake { at: table.span(), message, help: meant(name, &tables) });
                }
            }
        }
        for form in forms {
            self.add(&form);
        }
        mistakes.truncate(MOST_MISTAKES);
        mistakes.sort_by_key(|m| m.at.start);
        mistakes
    }

    fn add(&mut self, listed: &Form) {
        let (form, classes, lemma) = (listed.text.as_str(), Classes::of(&[listed.class]), listed.lemma);
        if let Some(ending) = form.strip_prefix('-') {
            if let Some(key) = last_three(ending) {
                let listed = self.endings.entry(key).or_default();
                match listed.iter_mut().find(|(e, _)| **e == *ending) {
                    Some((_, known)) => *known = known.with(classes),
                    None => listed.push((ending.into(), classes)),
                }
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
        let listed = match self.words.get(lower) {
            Some(entry) if !entry.classes.is_empty() => entry.classes,
            _ => self.ending(lower),
        };
        listed.without(Class::Unlike)
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

/// Whether a class's list stands in this table.
fn is_in(class: Class, table: &str) -> bool {
    class.name().split_once('.').is_some_and(|(t, _)| t == table)
}

fn no_toml(error: &toml::de::Error) -> Mistake {
    let help = "a list is written `name = [\"one, two\", \"three\"]`".to_string();
    Mistake { at: error.span().unwrap_or(0..0), message: error.message().to_string(), help }
}

/// Reads one list of a table.
fn read_list(
    table: &str,
    list: &Spanned<Cow<'_, str>>,
    entries: &Spanned<DeValue<'_>>,
    forms: &mut Vec<Form>,
    mistakes: &mut Vec<Mistake>,
) {
    let name = list.get_ref();
    let Some(class) = Class::ALL.iter().find(|c| c.name().split_once('.') == Some((table, name))) else {
        let message = format!("[{table}] has no list `{name}`");
        let known: Vec<&str> = Class::ALL
            .iter()
            .filter(|c| is_in(**c, table))
            .filter_map(|c| Some(c.name().split_once('.')?.1))
            .collect();
        mistakes.push(Mistake { at: list.span(), message, help: meant(name, &known) });
        return;
    };
    let wanted = |at: Range<usize>| Mistake {
        at,
        message: format!("`{name}` must be a list of words"),
        help: format!("write `{name} = [\"one, two\", \"three\"]`"),
    };
    let Some(array) = entries.get_ref().as_array() else {
        mistakes.push(wanted(entries.span()));
        return;
    };
    for entry in array {
        match entry.get_ref().as_str() {
            None => mistakes.push(wanted(entry.span())),
            Some(text) if !collect(text, *class, forms) => mistakes.push(Mistake {
                at: entry.span(),
                message: format!("no word in a form of {text:?}"),
                help: "forms stand between commas, a gap between two words (`turns … down`); an ending such as `-man` \
                       has three letters or more"
                    .to_string(),
            }),
            Some(_) => {}
        }
    }
}

/// What was probably meant, or what there is.
fn meant(name: &str, known: &[&str]) -> String {
    let near = known.iter().filter(|_| name.len() <= 64).map(|k| (strsim::jaro_winkler(name, k), *k));
    match near.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|n| n.0 > 0.5) {
        Some((_, near)) => format!("did you mean `{near}`?"),
        None => {
            let mut known = known.to_vec();
            known.dedup();
            format!("there are {}", known.join(", "))
        }
    }
}

/// Splits an entry into its forms; none of them counts where one has no word.
fn collect(entry: &str, class: Class, into: &mut Vec<Form>) -> bool {
    let lemma = lemma_of(&entry.split(',').next().unwrap_or("").trim().to_lowercase());
    let from = into.len();
    for form in entry.split(',') {
        // As the words of an article are looked up: composed, with straight apostrophes.
        let form: String =
            form.trim().to_lowercase().nfc().map(|c| if c == '’' { '\'' } else { c }).collect();
        let word = form.strip_prefix('-').map_or(!form.is_empty(), |e| e.len() >= 3);
        // With nothing before or behind it, the rest of a gap would count by itself: every "down" would report speech.
        if !word || form.starts_with('…') || form.ends_with('…') {
            into.truncate(from);
            return false;
        }
        into.push(Form { text: form, class, lemma });
    }
    true
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
    use super::{Class, Classes, Pack, shipped};
    use crate::document::Lang;
    use proptest::prelude::*;

    fn pack(source: &str) -> Pack {
        let mut pack = Pack::default();
        assert_eq!(pack.merge(source), [], "{source}");
        pack
    }

    #[test]
    fn every_shipped_pack_parses_and_reports_speech() {
        for lang in Lang::ALL {
            let pack = pack(shipped(lang));
            for class in [Class::Say, Class::Think, Class::According, Class::That, Class::He, Class::Role] {
                let any = pack.words(class).next().is_some()
                    || pack.words.values().any(|e| e.phrases.iter().any(|p| p.classes.has(class)));
                assert!(any, "{lang:?} lacks {}", class.name());
            }
        }
    }

    #[test]
    fn given_names_are_in_every_pack() {
        pack(super::GIVEN_NAMES);
        assert!(Pack::of(Lang::Nl).classes("marjolein").has(Class::Female));
    }

    #[test]
    fn words_count_however_they_are_written() {
        let pack = pack("[verbs]\nsay = [\"cotilleo\u{301}\", \"Aujourd’hui\"]\n");
        assert!(pack.classes("cotilleó").has(Class::Say) && pack.classes("aujourd'hui").has(Class::Say));
    }

    #[test]
    fn a_gap_stands_between_words() {
        let mut pack = Pack::default();
        let mistakes = pack.merge("[verbs]\nsay = [\"… aan\", \"geeft …\", \"…\", \"geeft … aan\"]\n");
        assert_eq!(mistakes.len(), 3, "{mistakes:?}");
        assert!(pack.classes("aan").is_empty() && pack.classes("geeft").is_empty());
    }

    #[test]
    fn a_reader_s_file_is_merged() {
        let mut pack = pack("[verbs]\nsay = [\"zeggen, zegt\"]\n");
        let own = "[verbs]\nsay = [\"aanvoeren, voert … aan\"]\n[nouns]\nrole = [\"-woordvoerder\"]\n";
        assert_eq!(pack.merge(own), []);
        assert!(pack.classes("zegt").has(Class::Say));
        assert!(pack.classes("politiewoordvoerder").has(Class::Role));
        let phrase = &pack.get("voert").unwrap().phrases[0];
        assert!(phrase.gap && &*phrase.rest[0] == "aan");
    }

    #[test]
    fn mistakes_have_a_place_and_a_remedy_and_the_rest_counts() {
        let source = "[verbs]\nsya = [\"zegt\"]\nsay = [\"meldt\", \"zegt, \", 3]\nthink = \"vindt\"\n[verb]\nsay = []\n";
        let mut pack = Pack::default();
        let told: Vec<String> = pack
            .merge(source)
            .iter()
            .map(|m| format!("{}: {} = {}", &source[m.at.clone()], m.message, m.help))
            .collect();
        assert_eq!(
            told,
            [
                "sya: [verbs] has no list `sya` = did you mean `say`?",
                "\"zegt, \": no word in a form of \"zegt, \" = forms stand \
                 between commas, a gap between two words (`turns … down`); an ending such as `-man` has three letters or more",
                "3: `say` must be a list of words = write `say = [\"one, two\", \"three\"]`",
                "\"vindt\": `think` must be a list of words = write `think = [\"one, two\", \"three\"]`",
                "verb: no table of a language file is called `verb` = did you mean `verbs`?",
            ]
        );
        assert!(pack.classes("meldt").has(Class::Say));
    }

    #[test]
    fn a_word_that_only_ends_like_a_noun_is_none() {
        let pack = Pack::shipped(Lang::Nl);
        for (noun, other) in
            [("huishouder", "schouder"), ("metaalbonden", "verbonden"), ("politiebronnen", "hulpbronnen")]
        {
            assert!(!pack.classes(noun).is_empty(), "{noun}");
            assert_eq!(pack.classes(other), Classes::NONE, "{other}");
        }
    }

    #[test]
    fn a_noun_for_a_body_is_one_for_a_group() {
        let packs = Lang::ALL.map(Pack::shipped);
        let of = |p: &Pack| -> Vec<String> {
            p.words(Class::Body).filter(|w| !p.classes(w).has(Class::Group)).map(String::from).collect()
        };
        assert_eq!(packs.iter().flat_map(of).collect::<Vec<_>>(), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn never_panics(source in ".{0,200}", lists in "\\[(verbs|nouns)\\]\n((say|role|x)( = |=)[\\[\"\\]a, …-]{0,12}\n){0,4}") {
            let _ = Pack::default().merge(&source);
            let _ = Pack::default().merge(&lists);
        }
    }
}
