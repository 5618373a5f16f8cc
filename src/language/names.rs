//! Words around names, by language: titles, nouns that head a role, names of one thing, demonyms.
//!
//! The words are data (`packs/*/names.txt`, `packs/*/demonyms.txt`), read once at the first use of a language.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::table::rows;
use crate::document::Lang;
use crate::text::fold;

/// The gender that an honorific gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// "mevrouw", "Mrs".
    Female,
    /// "meneer", "Mr".
    Male,
}

/// What a noun that heads a role is said of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Head {
    /// "minister", "trainer".
    Person,
    /// "persbureau", "partij".
    Organisation,
    /// "hoofdstad", "provincie".
    Place,
}

/// A row of names of one thing; rows of equal number mean the same thing.
pub type Row = u32;

/// What is known about names in one language. Words are kept in lower case, names folded ([`fold()`]).
#[derive(Debug, Default)]
pub struct Names {
    honorifics: HashMap<&'static str, Gender>,
    articles: HashSet<&'static str>,
    links: HashSet<&'static str>,
    stops: HashSet<&'static str>,
    modifiers: HashSet<&'static str>,
    heads: HashSet<(&'static str, Head)>,
    same: HashMap<String, (Row, u32)>,
    demonyms: HashMap<String, Row>,
    endings: Vec<&'static str>,
    place_endings: HashSet<&'static str>,
    compounds: bool,
}

/// The shortest noun that is looked for at the end of a compound: below it chance hits outweigh ("chauffeur-s").
const COMPOUND_HEAD: usize = 4;

impl Names {
    /// What is known in a language.
    pub fn of(lang: Lang) -> &'static Names {
        match lang {
            Lang::Nl => &NL,
            Lang::En => &EN,
            Lang::De => &DE,
            Lang::Fr => &FR,
            Lang::Es => &ES,
        }
    }

    fn read(names: &'static str, demonyms: &'static str, compounds: bool) -> Names {
        let mut out = Names { compounds, ..Names::default() };
        let mut row = 0;
        for line in rows(names) {
            match line.key {
                "honorific m" => out.honorifics.extend(line.values().map(|v| (v, Gender::Male))),
                "honorific f" => out.honorifics.extend(line.values().map(|v| (v, Gender::Female))),
                "article" => out.articles.extend(line.values()),
                "link" => out.links.extend(line.values()),
                "stop" => out.stops.extend(line.values()),
                "modifier" => out.modifiers.extend(line.values()),
                "person" => out.heads.extend(line.values().map(|v| (v, Head::Person))),
                "organisation" => out.heads.extend(line.values().map(|v| (v, Head::Organisation))),
                "place" => out.heads.extend(line.values().map(|v| (v, Head::Place))),
                "alias" => line.values().for_each(|v| {
                    out.add_names(&mut row, v);
                }),
                _ => {}
            }
        }
        for line in rows(demonyms) {
            match line.key {
                "endings" => out.endings.extend(line.values()),
                "place endings" => out.place_endings.extend(line.values()),
                place => {
                    let row = out.add_names(&mut row, place);
                    out.demonyms.extend(line.values().map(|v| (fold(v), row)));
                }
            }
        }
        out
    }

    /// Takes `A = B = C` as names of one thing; where one is known already, they join its row.
    fn add_names(&mut self, next: &mut Row, names: &str) -> Row {
        let names: Vec<String> = names.split('=').map(fold).collect();
        let known = names.iter().find_map(|n| self.same.get(n)).map(|(row, _)| *row);
        let row = known.unwrap_or_else(|| {
            *next += 1;
            *next
        });
        for (rank, name) in (0..).zip(names) {
            self.same.entry(name).or_insert((row, rank));
        }
        row
    }

    /// The row of things with this folded name, and the name's rank in it (0 is shown first).
    pub fn row(&self, folded: &str) -> Option<(Row, u32)> {
        self.same.get(folded).copied()
    }

    /// The row of the place that a folded demonym belongs to: "armeense" and "armeniers" to Armenië's.
    pub fn demonym(&self, folded: &str) -> Option<Row> {
        let known = |form: &str| self.demonyms.get(form).copied();
        known(folded).or_else(|| self.endings.iter().filter_map(|e| folded.strip_suffix(e)).find_map(known))
    }

    /// Whether `ending` makes a demonym from a place's own name ("se" in "Amsterdamse").
    pub fn is_place_ending(&self, ending: &str) -> bool {
        self.place_endings.contains(ending)
    }

    /// The gender that an honorific in lower case gives.
    pub fn honorific(&self, word: &str) -> Option<Gender> {
        self.honorifics.get(word).copied()
    }

    /// Whether a noun in lower case heads a role of such a thing; in Dutch and German also as the end of a compound.
    pub fn is_head(&self, word: &str, of: Head) -> bool {
        let is_listed = |w: &str| self.heads.contains(&(w, of));
        if is_listed(word) {
            return true;
        }
        if !self.compounds || word.len() > LONGEST_COMPOUND {
            return false;
        }
        let tails = word.char_indices().skip(2).map(|(at, _)| &word[at..]);
        tails.take_while(|tail| tail.len() >= COMPOUND_HEAD).any(is_listed)
    }

    /// Whether a word in lower case is an article.
    pub fn is_article(&self, word: &str) -> bool {
        self.articles.contains(word)
    }

    /// Whether a word in lower case links a role's head to what follows ("van").
    pub fn is_link(&self, word: &str) -> bool {
        self.links.contains(word)
    }

    /// Whether a word in lower case ends a noun phrase.
    pub fn is_stop(&self, word: &str) -> bool {
        self.stops.contains(word)
    }

    /// Whether a word in lower case may stand before a role's head ("voormalig").
    pub fn is_modifier(&self, word: &str) -> bool {
        self.modifiers.contains(word)
    }
}

/// Longer words are no compounds of the lists; keeps the look-up linear in hostile text.
const LONGEST_COMPOUND: usize = 60;

macro_rules! pack {
    ($lang:literal, $compounds:literal) => {
        LazyLock::new(|| {
            Names::read(
                include_str!(concat!("packs/", $lang, "/names.txt")),
                include_str!(concat!("packs/", $lang, "/demonyms.txt")),
                $compounds,
            )
        })
    };
}

static NL: LazyLock<Names> = pack!("nl", true);
static EN: LazyLock<Names> = pack!("en", false);
static DE: LazyLock<Names> = pack!("de", true);
static FR: LazyLock<Names> = pack!("fr", false);
static ES: LazyLock<Names> = pack!("es", false);

#[cfg(test)]
mod tests {
    use super::{Head, Names};
    use crate::document::Lang;

    #[test]
    fn demonyms_lead_to_their_place() {
        for (lang, demonym, place) in [
            (Lang::Nl, "armeense", "armenie"),
            (Lang::Nl, "armeniers", "armenie"),
            (Lang::Nl, "amerikaanse", "vs"),
            (Lang::Nl, "fransen", "frankrijk"),
            (Lang::Nl, "haagse", "den haag"),
            (Lang::En, "americans", "us"),
            (Lang::De, "armenischen", "armenien"),
            (Lang::De, "franzosen", "frankreich"),
            (Lang::Fr, "americaines", "etats unis"),
            (Lang::Es, "estadounidenses", "ee uu"),
        ] {
            let names = Names::of(lang);
            let row = names.row(place).map(|(row, _)| row);
            assert!(row.is_some(), "{place}");
            assert_eq!(names.demonym(demonym), row, "{demonym}");
        }
    }

    #[test]
    fn compounds_have_the_head_of_their_end() {
        let names = Names::of(Lang::Nl);
        assert!(names.is_head("taalwetenschapper", Head::Person));
        assert!(names.is_head("zoutproducent", Head::Organisation));
        assert!(!names.is_head("oppositiepartij", Head::Person));
        assert!(!names.is_head("tafel", Head::Person));
    }

    #[test]
    fn every_row_of_every_pack_is_read() {
        for lang in Lang::ALL {
            let names = Names::of(lang);
            for (what, size) in [
                ("heads", names.heads.len()),
                ("same", names.same.len()),
                ("demonyms", names.demonyms.len()),
                ("articles", names.articles.len()),
                ("links", names.links.len()),
                ("place endings", names.place_endings.len()),
            ] {
                assert!(size > 2, "{lang:?} {what}");
            }
        }
    }
}
