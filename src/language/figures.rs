//! Words of figures, by language: numbers, months, units, currencies and what stands around them.
//!
//! The words are data (`packs/*/figures.txt`), read once at the first use of a language.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::table::rows;
use crate::document::Lang;
use crate::text::Span;
use crate::text::atom::atoms;

/// What a phrase does in a figure; its rows in the data bear the name given here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// `number 12`: a numeral.
    Number,
    /// `article 1`: counts only before a scale ("een miljoen").
    Article,
    /// `scale 1000`: multiplies the numeral before it.
    Scale,
    /// `several 100`: a round number by itself ("honderden").
    Several,
    /// `glue and`: joins numerals ("vijfenveertig").
    Glue,
    /// `suffix 1000000`: a scale that is glued to digits ("5m").
    Suffix,
    /// `month 9`.
    Month,
    /// `weekday 1`: Monday is 1.
    Weekday,
    /// `season 21`: by the codes of EDTF.
    Season,
    /// `part day`: "avond".
    PartOfDay,
    /// `relative -1`: days from today.
    Relative,
    /// `shift -1`: the last, this, the next.
    Shift,
    /// `shift before 0`: a shift that only stands before its noun.
    ShiftBefore,
    /// `period week`: one of them.
    Period,
    /// `periods week`: several; not with a shift, since "de komende jaren" is no year.
    Periods,
    /// `ago`: after a length of time.
    Ago,
    /// `ago before`: before a length of time ("il y a").
    AgoBefore,
    /// `hence before`: before a length of time ("over twee weken").
    HenceBefore,
    /// `year cue`: before a bare year.
    YearCue,
    /// `month cue`: before a bare month.
    MonthCue,
    /// `decade`: before a decade ("jaren 90").
    Decade,
    /// `decade suffix`: glued to a decade ("1990er").
    DecadeSuffix,
    /// `ordinal`: glued to the number of a day ("1er").
    Ordinal,
    /// `to`: between the ends of a range.
    To,
    /// `of`: links a number or a day to what follows.
    Of,
    /// `clock`: after a time of day ("uur").
    Clock,
    /// `clock cue`: before a time of day.
    ClockCue,
    /// `half`: half an hour before the hour ("half drie").
    Half,
    /// `meridiem pm`.
    Meridiem,
    /// `currency EUR`: by ISO 4217, words and signs.
    Currency,
    /// `percent %` and `percent pp`.
    Percent,
    /// `about >=`: "zeker", "meer dan".
    About,
    /// `unit km`.
    Unit,
    /// `noun ending`: of a plural.
    NounEnding,
    /// `noun other`: plurals without such an ending.
    Noun,
    /// `adjective ending`: of what may stand between a number and its noun.
    AdjectiveEnding,
    /// `stop`: is no noun.
    Stop,
    /// `label`: what follows is no figure ("artikel 5", "elke vrijdag").
    Label,
}

impl Class {
    /// Whether a figure can begin with such a phrase.
    pub fn opens_figure(self) -> bool {
        matches!(
            self,
            Class::Number
                | Class::Article
                | Class::Scale
                | Class::Several
                | Class::Month
                | Class::Weekday
                | Class::Season
                | Class::Decade
                | Class::Relative
                | Class::Shift
                | Class::ShiftBefore
                | Class::Period
                | Class::AgoBefore
                | Class::HenceBefore
                | Class::Half
                | Class::Currency
                | Class::About
        )
    }
}

const CLASSES: &[(&str, Class)] = &[
    ("number", Class::Number),
    ("article", Class::Article),
    ("scale", Class::Scale),
    ("several", Class::Several),
    ("glue", Class::Glue),
    ("suffix", Class::Suffix),
    ("month cue", Class::MonthCue),
    ("month", Class::Month),
    ("weekday", Class::Weekday),
    ("season", Class::Season),
    ("part", Class::PartOfDay),
    ("relative", Class::Relative),
    ("shift before", Class::ShiftBefore),
    ("shift", Class::Shift),
    ("periods", Class::Periods),
    ("period", Class::Period),
    ("ago before", Class::AgoBefore),
    ("ago", Class::Ago),
    ("hence before", Class::HenceBefore),
    ("year cue", Class::YearCue),
    ("decade suffix", Class::DecadeSuffix),
    ("decade", Class::Decade),
    ("ordinal", Class::Ordinal),
    ("to", Class::To),
    ("of", Class::Of),
    ("clock cue", Class::ClockCue),
    ("clock", Class::Clock),
    ("half", Class::Half),
    ("meridiem", Class::Meridiem),
    ("currency", Class::Currency),
    ("percent", Class::Percent),
    ("about", Class::About),
    ("unit", Class::Unit),
    ("noun ending", Class::NounEnding),
    ("noun", Class::Noun),
    ("adjective ending", Class::AdjectiveEnding),
    ("stop", Class::Stop),
    ("label", Class::Label),
];

/// One phrase in one of its senses.
#[derive(Debug)]
pub struct Entry {
    /// What it does.
    pub class: Class,
    /// What its row says besides ("9" of `month 9`).
    pub value: &'static str,
    /// The pieces after the first, lower case, each with whether white space stands before it.
    pub rest: Vec<(String, bool)>,
}

/// The figures' words of one language.
#[derive(Debug, Default)]
pub struct Figures {
    /// Phrases by their first piece, lower case; longer phrases first.
    phrases: HashMap<String, Vec<Entry>>,
    /// Numerals that make compounds, by piece ("vijf", "en", "honderd"): by first byte, longest first in each.
    parts: Vec<(&'static str, Class, u64)>,
    /// The first letters of compound numerals: most words need no closer look.
    openings: Vec<char>,
    noun_endings: Vec<&'static str>,
    adjective_endings: Vec<&'static str>,
}

impl Figures {
    /// The words of a language.
    pub fn of(lang: Lang) -> &'static Figures {
        match lang {
            Lang::Nl => &NL,
            Lang::En => &EN,
            Lang::De => &DE,
            Lang::Fr => &FR,
            Lang::Es => &ES,
        }
    }

    fn read(text: &'static str) -> Figures {
        let mut out = Figures::default();
        for row in rows(text) {
            let named = |(name, _): &&(&str, Class)| {
                row.key.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            };
            let Some((name, class)) = CLASSES.iter().find(named).copied() else { continue };
            let value = row.key[name.len()..].trim();
            match class {
                Class::NounEnding => out.noun_endings.extend(row.values()),
                Class::AdjectiveEnding => out.adjective_endings.extend(row.values()),
                _ => row.values().for_each(|phrase| out.add(class, value, phrase)),
            }
        }
        out.phrases.values_mut().for_each(|entries| entries.sort_by_key(|e| std::cmp::Reverse(e.rest.len())));
        out.parts.sort_by_key(|(part, ..)| (first(part), std::cmp::Reverse(part.len())));
        out
    }

    fn add(&mut self, class: Class, value: &'static str, phrase: &'static str) {
        let lower = phrase.to_lowercase();
        let mut pieces =
            atoms(&lower, Span::new(0, lower.len())).map(|a| (a.span.of(&lower).to_string(), a.spaced));
        let Some((first, _)) = pieces.next() else { return };
        let rest: Vec<_> = pieces.collect();
        if matches!(class, Class::Number | Class::Article | Class::Scale | Class::Glue) && rest.is_empty() {
            let number = if class == Class::Glue { 0 } else { value.parse().unwrap_or(0) };
            self.parts.push((phrase, class, number));
            let opening =
                phrase.chars().next().filter(|c| class != Class::Glue && !self.openings.contains(c));
            self.openings.extend(opening);
        }
        self.phrases.entry(first).or_default().push(Entry { class, value, rest });
    }

    /// The senses of the phrases that begin with a piece, given in lower case; longer phrases first.
    pub fn senses(&self, lower: &str) -> &[Entry] {
        self.phrases.get(lower).map_or(&[], Vec::as_slice)
    }

    /// The parts of a compound numeral in lower case ("driehonderdvijftig"); empty where it is none.
    pub fn compound(&self, lower: &str) -> Vec<(Class, u64)> {
        let is_numeral_like =
            lower.len() <= LONGEST_NUMERAL && lower.starts_with(|c| self.openings.contains(&c));
        let mut parts = Vec::new();
        let mut rest = if is_numeral_like { lower } else { "" };
        while !rest.is_empty() {
            let from = self.parts.partition_point(|(part, ..)| first(part) < first(rest));
            let mut alike = self.parts[from..].iter().take_while(|(part, ..)| first(part) == first(rest));
            let Some((part, class, number)) = alike.find(|(part, ..)| rest.starts_with(part)) else {
                return Vec::new();
            };
            parts.push((*class, *number));
            rest = &rest[part.len()..];
        }
        parts
    }

    /// Whether a word in lower case has the ending of a plural noun.
    pub fn ends_as_noun(&self, lower: &str) -> bool {
        self.noun_endings.iter().any(|ending| lower.ends_with(ending))
    }

    /// Whether a word in lower case has the ending of an adjective.
    pub fn ends_as_adjective(&self, lower: &str) -> bool {
        self.adjective_endings.iter().any(|ending| lower.ends_with(ending))
    }
}

fn first(text: &str) -> Option<u8> {
    text.as_bytes().first().copied()
}

/// In bytes; longer words are no numerals.
const LONGEST_NUMERAL: usize = 60;

static NL: LazyLock<Figures> = LazyLock::new(|| Figures::read(include_str!("packs/nl/figures.txt")));
static EN: LazyLock<Figures> = LazyLock::new(|| Figures::read(include_str!("packs/en/figures.txt")));
static DE: LazyLock<Figures> = LazyLock::new(|| Figures::read(include_str!("packs/de/figures.txt")));
static FR: LazyLock<Figures> = LazyLock::new(|| Figures::read(include_str!("packs/fr/figures.txt")));
static ES: LazyLock<Figures> = LazyLock::new(|| Figures::read(include_str!("packs/es/figures.txt")));

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_language_has_its_months_days_and_numerals() {
        for lang in Lang::ALL {
            let figures = Figures::of(lang);
            let values = |class: Class| {
                let entries = figures.phrases.values().flatten();
                entries.filter(|e| e.class == class).map(|e| e.value).collect::<HashSet<_>>().len()
            };
            assert_eq!(values(Class::Month), 12, "{lang:?}");
            assert_eq!(values(Class::Weekday), 7, "{lang:?}");
            assert!(values(Class::Number) > 19, "{lang:?}");
            assert!(values(Class::Unit) > 15, "{lang:?}");
        }
    }

    #[test]
    fn compounds_come_apart() {
        let nl = Figures::of(Lang::Nl);
        let numbers = |word: &str| nl.compound(word).into_iter().map(|(_, n)| n).collect::<Vec<_>>();
        assert_eq!(numbers("driehonderdvijfenveertig"), [3, 100, 5, 0, 40]);
        assert_eq!(numbers("achttien"), [18]);
        assert!(numbers("driehoek").is_empty());
        assert!(numbers("tafel").is_empty());
    }
}
