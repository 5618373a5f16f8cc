//! Quotes: who said what, directly or not, passed on by whom.

pub mod cast;
pub mod context;
pub mod cue;
pub mod marks;

use super::{Entity, Mention, Quote, QuoteKind, SourceKind, Speaker};
use crate::document::Document;
use crate::document::token::Tokens;
use crate::language::{Class, Classes, Pack};
use cast::Cast;
use context::{Context, NONE};

/// Finds the quotes of a document, in order of start.
pub fn find(document: &Document, tokens: &Tokens, mentions: &[Mention], entities: &[Entity]) -> Vec<Quote> {
    find_with(document, tokens, mentions, entities, Pack::of(document.meta.lang))
}

/// As [`find`], with a pack that a reader's own words were merged into.
pub fn find_with(
    document: &Document,
    tokens: &Tokens,
    mentions: &[Mention],
    entities: &[Entity],
    pack: &Pack,
) -> Vec<Quote> {
    let context = Context::new(document, tokens, mentions, entities, pack);
    let mut cast = Cast::new(&context);
    let cues = cue::find(&context, &mut cast);
    let mut out = Vec::new();
    let mut previous: u32 = NONE;
    for (m, marked) in context.marks.iter().enumerate() {
        let item = context.item_of_mark[m];
        let words = marked.span.of(context.text()).split_whitespace().count();
        let mut speaker = previous;
        let mut near = false;
        if item != NONE {
            let s = context.sentence_of[item as usize];
            let best = cues
                .iter()
                .filter(|c| c.sentence == s && c.source(&context).is_some())
                .min_by_key(|c| (c.item.abs_diff(item), c.item));
            if let Some(c) = best
                && let Some((r, _)) = c.source(&context)
            {
                near = c.item.abs_diff(item) <= 3;
                let r = cast.refs[r as usize];
                if r.participant != NONE {
                    speaker = if r.link != NONE { r.link } else { r.participant };
                } else {
                    let _ = Classes::of(&[Class::He]);
                }
            }
        }
        let kind = if words >= 4 || near { QuoteKind::Direct } else { QuoteKind::Scare };
        if kind == QuoteKind::Direct {
            previous = speaker;
        }
        let who = cast.participants.get(speaker as usize).filter(|_| kind == QuoteKind::Direct);
        out.push(Quote {
            span: marked.span,
            kind,
            speaker: who.map(|p| Speaker { name: p.name.clone(), mention: None, entity: p.entity }),
            cue: None,
            via: None,
            confidence: 0.5,
            source: SourceKind::None,
        });
    }
    out
}
