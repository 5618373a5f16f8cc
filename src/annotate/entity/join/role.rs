//! Roles as the text gives them: the title before a name, the apposition or the bracket after it.

use super::Item;
use crate::annotate::Kind;
use crate::document::token::{Sentence, Token, TokenKind, Tokens};
use crate::language::names::{Gender, Head, Names};
use crate::text::Span;

/// What stands around one mention.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Context {
    /// The role, with its adjectives and without article ("Armeense premier").
    pub(super) role: Option<Span>,
    /// The noun that heads a role before the name, lower case ("premier").
    pub(super) head: Option<String>,
    /// The gender that an honorific gives.
    pub(super) gender: Option<Gender>,
}

/// How many tokens are looked at on either side of a name.
const REACH: usize = 14;

/// In an apposition the head comes within its first words.
const HEAD_WITHIN: usize = 6;

/// The surroundings of every mention.
pub(super) fn contexts(
    text: &str,
    tokens: &Tokens,
    items: &[Item<'_>],
    names: &'static Names,
    nouns_before: bool,
) -> Vec<Context> {
    let mut sentence = 0;
    let around = |(at, item): (usize, &Item<'_>)| {
        let start = item.raw.span.start;
        let ends_before =
            |s: &Sentence| tokens.tokens.get(s.end as usize - 1).is_none_or(|last| last.span.end <= start);
        while tokens.sentences.get(sentence).is_some_and(ends_before) {
            sentence += 1;
        }
        let Some(s) = tokens.sentences.get(sentence).filter(|_| item.raw.kind.is_name()) else {
            return Context::default();
        };
        let words = &tokens.tokens[s.first as usize..s.end as usize];
        View { text, words, items, at, names, nouns_before }.context()
    };
    items.iter().enumerate().map(around).collect()
}

/// One mention in its sentence.
struct View<'a> {
    text: &'a str,
    words: &'a [Token],
    items: &'a [Item<'a>],
    at: usize,
    names: &'static Names,
    /// Whether a name may stand before a head as an adjective does ("VVD leader", "US president").
    nouns_before: bool,
}

impl View<'_> {
    fn context(&self) -> Context {
        let span = self.items[self.at].raw.span;
        let first = self.words.partition_point(|t| t.span.end <= span.start);
        let after = self.words.partition_point(|t| t.span.start < span.end);
        let gender = first.checked_sub(1).and_then(|w| self.names.honorific(&self.lower(w)));
        let head = self.head_before(first);
        let role = match head {
            Some(head) => self.span(self.phrase_start(head), first),
            None => self.role_after(after),
        };
        Context { role, head: head.map(|h| self.lower(h)), gender }
    }

    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |t| t.span.of(self.text))
    }

    fn lower(&self, at: usize) -> String {
        self.word(at).to_lowercase()
    }

    fn class(&self) -> Option<Head> {
        match self.items[self.at].raw.kind {
            Kind::Person => Some(Head::Person),
            Kind::Organisation => Some(Head::Organisation),
            Kind::Place => Some(Head::Place),
            _ => None,
        }
    }

    fn is_head(&self, at: usize) -> bool {
        let is_noun = self.class().is_some_and(|class| self.names.is_head(&self.lower(at), class));
        // "Onder meer Goris" is no lake.
        let among = self.word(at) == "meer" && at > 0 && self.lower(at - 1) == "onder";
        // "Partij" in "de SP, Partij voor de Dieren" is a name, not a role.
        is_noun && !among && matches!(self.mention_at(at), None | Some(Kind::Misc))
    }

    fn span(&self, first: usize, end: usize) -> Option<Span> {
        let (first, last) = (self.words.get(first)?, self.words.get(end.checked_sub(1)?)?);
        (first.span.start < last.span.end).then_some(Span { start: first.span.start, end: last.span.end })
    }

    /// The mention that a token belongs to, looking a few mentions to both sides.
    fn mention_at(&self, at: usize) -> Option<Kind> {
        let span = self.words.get(at)?.span;
        let near = self.at.saturating_sub(4)..(self.at + 5).min(self.items.len());
        self.items[near].iter().map(|i| i.raw).find(|raw| raw.span.covers(span)).map(|raw| raw.kind)
    }

    /// The head of a title before the name: next to it, or linked to it by names ("minister van Defensie").
    fn head_before(&self, first: usize) -> Option<usize> {
        let mut linked = false;
        for at in (first.saturating_sub(REACH)..first).rev() {
            let next_to = at + 1 == first;
            if self.is_head(at) {
                let between = self.lower(at + 1);
                let has_adjective = at + 2 == first && self.mention_at(at + 1) == Some(Kind::Misc);
                let ends_in_name = self.mention_at(first - 1) != Some(Kind::Misc);
                let is_linked = linked && self.names.is_link(&between) && ends_in_name;
                return (next_to || has_adjective || is_linked).then_some(at);
            }
            let word = self.lower(at);
            let is_function_word = self.names.is_link(&word) || self.names.is_article(&word);
            if (next_to && is_function_word) || !(is_function_word || self.is_name_like(at)) {
                return None;
            }
            linked = true;
        }
        None
    }

    fn is_name_like(&self, at: usize) -> bool {
        let word = self.word(at);
        let is_hyphen = word == "-" && !self.words[at].spaced;
        let mention = self.mention_at(at);
        let is_capital = word.chars().next().is_some_and(char::is_uppercase);
        is_hyphen || (mention != Some(Kind::Person) && (is_capital || mention.is_some()))
    }

    /// Where the noun phrase of a head begins: with its adjectives and the first part of its compound.
    fn phrase_start(&self, head: usize) -> usize {
        let mut start = head;
        while let Some(before) = start.checked_sub(1).filter(|b| head - b <= HEAD_WITHIN) {
            let glued = !self.words[start].spaced && self.words[before].kind != TokenKind::Punct
                || self.word(before) == "-" && !self.words[before].spaced;
            let word = self.lower(before).replace('’', "'");
            let is_capital = self.word(before).starts_with(char::is_uppercase);
            let adjective = match self.mention_at(before) {
                Some(Kind::Misc) => true,
                Some(Kind::Person) => false,
                Some(_) => self.nouns_before,
                None if self.nouns_before && is_capital && before > 0 => true,
                None => self.names.is_modifier(&word) || self.is_head(before),
            };
            if self.names.is_article(&word) || !(glued || adjective) {
                break;
            }
            start = before;
        }
        start
    }

    /// "Jansen, hoogleraar taalkunde aan de VU," and "Jansen (VVD)".
    fn role_after(&self, after: usize) -> Option<Span> {
        let bracket = match self.word(after) {
            "," => false,
            "(" => true,
            _ => return None,
        };
        let first = after + 1 + usize::from(self.names.is_article(&self.lower(after + 1)));
        let end = self.apposition_end(first, bracket)?;
        let has_head = (first..end.min(first + HEAD_WITHIN))
            .take_while(|at| !self.names.is_link(&self.lower(*at)))
            .any(|at| self.is_head(at));
        let is_party = bracket
            && self.class() == Some(Head::Person)
            && (first..end).all(|at| self.mention_at(at) == Some(Kind::Organisation));
        (has_head || is_party).then(|| self.span(first, end)).flatten()
    }

    /// The token after an apposition; none where it holds another person, or no mark ends it.
    fn apposition_end(&self, first: usize, bracket: bool) -> Option<usize> {
        for at in first..=first + REACH {
            let word = self.word(at);
            let closes = match word {
                ")" => bracket,
                "," | ";" | "." | "!" | "?" | "" => !bracket,
                _ => false,
            };
            if closes || self.names.is_stop(&self.lower(at)) {
                return (at > first).then_some(at);
            }
            let is_broken = matches!(word, "" | ")" | "(" | ":" | "\"" | "“" | "”");
            if is_broken || self.mention_at(at) == Some(Kind::Person) {
                return None;
            }
        }
        None
    }
}
