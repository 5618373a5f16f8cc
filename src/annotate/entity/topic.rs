//! What an article is about, as far as that decides what its names stand for: in a report of matches a city is a club,
//! in one of races a make of cars is a team, in one of films a name is a work's.

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
    "aanvaller", "basketbal", "basketball", "beker", "buteur", "championnat", "coach", "competitie", "defender",
    "degradatie", "delantero", "divisie", "doelman", "doelpunt", "doelpunten", "elfmeter", "elftal",
    "entraîneur", "entrenador", "equipo", "eredivisie", "final", "finale", "football", "fußball", "fútbol",
    "gardien", "gelijkspel", "gelijkspelen", "gescoord", "goal", "goalkeeper", "goals", "gol", "goles",
    "halftime", "handbal", "hockey", "hoofdklasse", "innings", "invaller", "joueur", "joueurs", "jugador",
    "jugadores", "keeper", "keepster", "kick-off", "klassement", "koploper", "kwartfinale", "league",
    "mannschaft", "match", "matches", "middenvelder", "midfielder", "niederlage", "penalty", "player",
    "players", "playoff", "playoffs", "ploeg", "ploegen", "portero", "premiers", "quarterback", "ranglijst",
    "rugby", "rust", "saison", "scoorde", "scored", "scorer", "seizoen", "semifinal", "soccer", "speelronde",
    "speelster", "speelsters", "speler", "spelers", "spiel", "spiele", "spieler", "spielerin", "spits",
    "strafcorner", "strafschop", "striker", "stürmer", "tabelle", "teammates", "tegenstander", "temporada",
    "thuisploeg", "thuiswedstrijd", "toernooi", "tore", "torschütze", "torwart", "touchdown", "tournament",
    "trainer", "uitwedstrijd", "verdediger", "verteidiger", "voetbal", "voetballer", "voorsprong", "wedstrijd",
    "wedstrijden", "wicket", "équipe",
];

/// Words of reports of races.
#[rustfmt::skip]
const RACES: &[&str] = &[
    "bolide", "carrera", "circuit", "coureur", "coureurs", "driver", "drivers", "etappe", "fabrieksteam",
    "fahrer", "grid", "kwalificatie", "lap", "laps", "motorcoureur", "peloton", "pilote", "piloto", "pitstop",
    "podium", "pole", "qualifying", "race", "races", "rennen", "renner", "rennfahrer", "rijder", "rijders",
    "sprintrace", "strecke", "teamgenoot", "titelverdediger", "vuelta", "wereldkampioen",
];

/// Words of reports of films, books, music and broadcasts.
#[rustfmt::skip]
const STAGE: &[&str] = &[
    "acteur", "acteurs", "actor", "actors", "actress", "actrice", "aflevering", "album", "albums", "band",
    "bestseller", "bioscoop", "boek", "boeken", "buch", "canción", "chanson", "chanteur", "chanteuse", "comic",
    "director", "documentaire", "documentary", "episode", "episodes", "film", "films", "folge", "libro",
    "liedje", "livre", "movie", "movies", "musical", "novel", "novelist", "novels", "película", "podcast",
    "premiere", "presentator", "presentatrice", "programma", "regisseur", "roman", "romans", "schauspieler",
    "schauspielerin", "sendung", "serie", "series", "show", "shows", "singer", "sitcom", "song", "songs",
    "soundtrack", "sänger", "sängerin", "theatervoorstelling", "toneelstuk", "uitzending", "voorstelling",
    "zanger", "zangeres", "émission",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::entity::lexicon::Lexicon;
    use crate::document::token::tokenize;
    use crate::document::{Format, Lang, parse};

    fn topic(text: &str) -> Topic {
        let document = parse(text.as_bytes(), Format::Plain);
        let tokens = tokenize(&document);
        Article::new(&document.text, Lang::Nl, &tokens, &Lexicon::shipped()).topic
    }

    #[test]
    fn results_and_words_tell_reports_of_matches() {
        let text = "De wedstrijd eindigde in 2-1. De keeper en de spits van de thuisploeg juichten.";
        assert_eq!(topic(text).0 & 0b11, 0b01, "one result");
        assert!(topic(text).0 & 1 << 12 != 0, "words of matches");
        assert_eq!(topic("De raad stemde 2024 keer over het plan."), Topic(0));
    }

    #[test]
    fn the_words_are_in_order() {
        for list in [STAGE, MATCHES, RACES] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }
}
