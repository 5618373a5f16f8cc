//! What an article is about, as far as that decides what its names stand for: in a report of matches a city is a club,
//! in one of races a make of cars is a team, in one of films a name is a work's. Only the English model asks for it, so
//! the words are English ones.

use super::article::Article;
use super::gazetteer::Kinds;
use crate::document::{Token, TokenKind};

/// Traits of an article: a set of bits, two for each thing counted, the second one for much of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Topic(pub u16);

impl Topic {
    /// How many traits there are.
    pub const COUNT: u32 = 16;
    /// The traits of an article whose words have been counted.
    pub fn of(text: &str, article: &Article) -> Topic {
        let results = results(text, &article.tokens.tokens);
        let mut topic = u16::from(results >= 1) | u16::from(results >= 3) << 1;
        let mut shift = 2;
        let mut note = |share: usize, some: usize, much: usize| {
            topic |= u16::from(share >= some) << shift | u16::from(share >= much) << (shift + 1);
            shift += 2;
        };
        let length = article.tokens.tokens.len() + 100;
        for kind in [Kinds::CLUB, Kinds::PARTY, Kinds::COMPANY, Kinds::MEDIA] {
            let words = article.words.iter().filter(|w| w.kinds.has(kind)).count();
            let names = article.marks.iter().filter(|m| m.begin.has(kind)).count();
            note((words + names) * 200 / length, 1, 3);
        }
        let mut counts = [0; 3];
        for word in article.words.iter().filter(|w| !w.is_capital()) {
            let letters = word.lowered.of(&article.lowered);
            for (count, list) in counts.iter_mut().zip([STAGE, MATCHES, RACES]) {
                *count += usize::from(list.binary_search(&letters).is_ok());
            }
        }
        counts.into_iter().for_each(|count| note(count * 200 / length, 1, 4));
        Topic(topic)
    }
}

/// Results of matches: two short numbers with a dash between them.
fn results(text: &str, tokens: &[Token]) -> usize {
    let number = |t: &Token| t.kind == TokenKind::Number && t.span.of(text).len() <= 3;
    let is_one = |w: &[Token]| match w {
        [a, dash, b] => number(a) && number(b) && matches!(dash.span.of(text), "-" | "–"),
        _ => false,
    };
    tokens.windows(3).filter(|w| is_one(w)).count()
}

/// Words of reports of matches, in the order of their bytes, as are the others.
#[rustfmt::skip]
const MATCHES: &[&str] = &[
    "basketball", "coach", "defender", "final", "football", "goal", "goalkeeper", "goals", "halftime",
    "hockey", "innings", "keeper", "kick-off", "league", "match", "matches", "midfielder", "penalty",
    "player", "players", "playoff", "playoffs", "quarterback", "rugby", "scored", "scorer", "semifinal",
    "soccer", "striker", "teammates", "touchdown", "tournament", "trainer", "wicket",
];

/// Words of reports of races.
#[rustfmt::skip]
const RACES: &[&str] = &[
    "circuit", "driver", "drivers", "grid", "lap", "laps", "peloton", "pitstop", "podium", "pole",
    "qualifying", "race", "races",
];

/// Words of reports of films, books, music and broadcasts.
#[rustfmt::skip]
const STAGE: &[&str] = &[
    "actor", "actors", "actress", "album", "albums", "band", "bestseller", "comic", "director",
    "documentary", "episode", "episodes", "film", "films", "movie", "movies", "musical", "novel", "novelist",
    "novels", "podcast", "premiere", "series", "show", "shows", "singer", "sitcom", "song", "songs",
    "soundtrack",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::entity::lexicon::Lexicon;
    use crate::document::token::tokenize;
    use crate::document::{Format, Lang, parse};

    fn topic(lang: Lang, text: &str) -> Topic {
        let document = parse(text.as_bytes(), Format::Plain);
        let tokens = tokenize(&document);
        Article::new(&document.text, lang, &tokens, &Lexicon::shipped()).topic
    }

    #[test]
    fn results_and_words_tell_reports_of_matches() {
        let text = "The match ended 2-1. The goalkeeper and the striker of the players' league cheered.";
        let found = topic(Lang::En, text);
        assert_eq!(found.0 & 0b11, 0b01, "one result");
        assert!(found.0 & 1 << 12 != 0, "words of matches");
        assert_eq!(topic(Lang::En, "The council voted 2024 times on the plan."), Topic(0));
        assert_eq!(topic(Lang::Nl, text), Topic(0), "other models do not ask");
    }

    #[test]
    fn the_words_are_in_order() {
        for list in [STAGE, MATCHES, RACES] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }
}
