//! Attributions inside the marks, as French and Spanish write them: « Le fleuve, dit la commerçante, nous nourrit. »

use super::{Context, Item, NONE, fold};
use crate::document::{Lang, TokenKind};
use crate::language::{Class, Classes};

/// Words of an aside, at most.
const LONGEST: u32 = 16;
/// Short words before its verb, at most: "lui a-t-il", "s'est-elle".
const BEFORE: u32 = 3;
/// Letters of such a word, at most.
const SHORT: usize = 4;
const SAID: Classes = Classes::of(&[Class::Say, Class::Manner]);
const PRONOUNS: Classes = Classes::of(&[Class::He, Class::She, Class::They, Class::SheThey]);
/// What opens the subject behind the verb.
const OPENS: Classes = Classes::of(&[
    Class::Article,
    Class::Determiner,
    Class::Indefinite,
    Class::Possessive,
    Class::Demonstrative,
])
.with(PRONOUNS);

/// An attribution inside the marks, as tokens.
pub(super) struct Aside {
    /// The comma or the dash before it, or its first word behind another sign.
    pub first: u32,
    /// The token after its last.
    pub end: u32,
}

impl Context<'_> {
    /// The aside that begins at token `t` inside a mark, if one does; `limit` is the end of the sentence.
    pub(super) fn aside(&self, t: u32, limit: u32, mark: usize) -> Option<Aside> {
        let spoken = matches!(self.document.meta.lang, Lang::Fr | Lang::Es);
        let m = self.marks[mark];
        if !spoken || m.mark == '—' || self.item_of_mark[mark] == NONE || !m.closed {
            return None;
        }
        let sign = self.sign(t)?;
        let dash = matches!(sign, '—' | '–');
        if !dash && !matches!(sign, ',' | '?' | '!' | '…') {
            return None;
        }
        let limit = limit.min(t + LONGEST);
        let verb = self.said(t + 1, limit)?;
        // "—insistió—": the dashes tell enough.
        let subject = self.subject(verb, limit).or_else(|| dash.then_some(verb + 1))?;
        let end = self.aside_end(subject, limit, (dash, m.span.end))?;
        Some(Aside { first: if dash || sign == ',' { t } else { t + 1 }, end })
    }

    /// The verb of saying, after a short word or two.
    fn said(&self, from: u32, limit: u32) -> Option<u32> {
        for t in from..limit.min(from + BEFORE) {
            let (word, classes) = self.token_classes(t)?;
            if classes.any(SAID) || classes.has(Class::Aux) && self.sign(t + 1) == Some('-') {
                return Some(t);
            }
            if word.chars().count() > SHORT && !classes.has(Class::Aux) {
                return None;
            }
        }
        None
    }

    /// The token after what shows the subject behind a verb: "-t-il", "le", "Idir".
    fn subject(&self, verb: u32, limit: u32) -> Option<u32> {
        let mut t = verb + 1;
        if self.sign(t) == Some('-') {
            let mut pronouns = (t + 1..limit.min(t + 4)).filter(|&t| self.is_pronoun(t));
            return pronouns.next().map(|t| t + 1);
        }
        let (_, classes) = self.token_classes(t)?;
        // "lui a lancé le premier": the participle, where an auxiliary led to it.
        if classes.any(SAID) {
            t += 1;
        }
        let (word, classes) = self.token_classes(t)?;
        (word.starts_with(char::is_uppercase) || classes.any(OPENS)).then_some(t + 1)
    }

    /// The token after the sign that ends an aside. A name beside its noun belongs to it: "dit son directeur, Jean
    /// Rey,".
    fn aside_end(&self, from: u32, limit: u32, (dash, close): (bool, u32)) -> Option<u32> {
        let mut named = false;
        for t in from..limit {
            let token = self.tokens.tokens.get(t as usize)?;
            if token.span.end >= close {
                return Some(t);
            }
            match self.sign(t) {
                Some('—' | '–') => return Some(t + 1),
                Some(',') if dash => {}
                Some(',') if !named && self.name_at(t + 1) => named = true,
                Some(',' | '.' | '!' | '?' | '…' | ';') => return Some(t + 1),
                Some(':' | '«' | '»' | '“' | '”' | '"') => return None,
                _ => {}
            }
        }
        None
    }

    /// Puts an aside among the items: what precedes it is one item, the quote goes on behind it.
    pub(super) fn interrupt(&mut self, mark: usize, aside: &Aside, block: u32) {
        let start = self.tokens.tokens[aside.first as usize].span.start;
        if let Some(Item { span, .. }) = self.items.last_mut().filter(|i| i.is_quote()) {
            let said = span.start as usize..start as usize;
            let said = self.document.text.get(said).map_or("", str::trim_end);
            span.end = span.start + said.len() as u32;
        }
        debug_assert!(self.marks[mark].span.contains(start as usize));
        for t in aside.first..aside.end {
            self.word_item(t, block);
        }
    }

    fn sign(&self, t: u32) -> Option<char> {
        let token = self.tokens.tokens.get(t as usize).filter(|t| t.kind == TokenKind::Punct)?;
        token.span.of(&self.document.text).chars().next()
    }

    fn is_pronoun(&self, t: u32) -> bool {
        self.token_classes(t).is_some_and(|(_, classes)| classes.any(PRONOUNS))
    }

    fn name_at(&self, t: u32) -> bool {
        let Some(token) = self.tokens.tokens.get(t as usize) else { return false };
        let from = self.mentions.partition_point(|m| m.span.end <= token.span.start);
        self.mentions.get(from).is_some_and(|m| m.kind.is_name() && m.span.start == token.span.start)
    }

    /// A word with what the pack knows of it alone.
    fn token_classes(&self, t: u32) -> Option<(&str, Classes)> {
        let token = self.tokens.tokens.get(t as usize).filter(|t| t.kind == TokenKind::Word)?;
        let word = token.span.of(&self.document.text);
        let mut lower = String::new();
        fold(word, &mut lower);
        Some((word, self.pack.classes(&lower)))
    }
}

#[cfg(test)]
mod tests {
    use crate::annotate::Kind;
    use crate::annotate::quote::testing::Sample;
    use crate::document::Lang;

    /// The quotes of a text, each with its speaker.
    fn said(lang: Lang, text: &str, names: &[&str]) -> Vec<(String, Option<String>)> {
        let names: Vec<(&str, Kind)> = names.iter().map(|&n| (n, Kind::Person)).collect();
        let sample = Sample::new(lang, text, &names);
        let found = sample.quotes();
        found
            .into_iter()
            .map(|q| (q.span.of(&sample.document.text).to_string(), q.speaker.map(|s| s.name)))
            .collect()
    }

    fn check(lang: Lang, text: &str, names: &[&str], quote: &str, speaker: &str) {
        let found = said(lang, text, names);
        assert_eq!(found, [(quote.to_string(), Some(speaker.to_string()))], "{text}");
    }

    #[test]
    fn who_speaks_may_be_told_inside_the_marks() {
        check(
            Lang::Fr,
            "« Gratuites, oui. On connaît ça, dit Idir. C’est une belle promesse. »",
            &["Idir"],
            "« Gratuites, oui. On connaît ça, dit Idir. C’est une belle promesse. »",
            "Idir",
        );
        check(
            Lang::Fr,
            "« Le fleuve, dit la commerçante, nous nourrit tous depuis longtemps. »",
            &[],
            "« Le fleuve, dit la commerçante, nous nourrit tous depuis longtemps. »",
            "commerçante",
        );
        check(
            Lang::Fr,
            "Anne Leroy sortait du tribunal. « Mon client, a-t-elle insisté, n’a jamais rien signé de tel. »",
            &["Anne Leroy"],
            "« Mon client, a-t-elle insisté, n’a jamais rien signé de tel. »",
            "Anne Leroy",
        );
        check(
            Lang::Es,
            "«El agua no llega —insistió la alcaldesa— y nadie nos dice cuándo volverá».",
            &[],
            "«El agua no llega —insistió la alcaldesa— y nadie nos dice cuándo volverá»",
            "alcaldesa",
        );
    }

    #[test]
    fn a_comma_and_a_verb_alone_are_no_aside() {
        let text = "« Il faut le dire, on le sait, et puis il faut partir », explique Idir.";
        check(Lang::Fr, text, &["Idir"], "« Il faut le dire, on le sait, et puis il faut partir »", "Idir");
    }
}
