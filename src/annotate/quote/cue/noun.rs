//! Nouns as reporting words, "de conclusie van Bos", "haar advies:", and forms of verbs that are nouns and no cues.

use super::super::cast::{Cast, PRONOUNS};
use super::super::context::{Context, NONE};
use super::super::phrase::{DETERMINERS, is_genitive};
use super::{Cue, REACH, VERBS, source_at};
use crate::document::Lang;
use crate::language::{Class, Classes};

/// "de conclusie van X", "the words of X": a noun of speech with whose it is.
pub(super) fn speech_noun(context: &Context, cast: &mut Cast, i: usize) -> Option<Cue> {
    if let Some(cue) = own_noun(context, cast, i) {
        return Some(cue);
    }
    let genitive = matches!(context.word(i + 1), "van" | "of" | "von" | "de" | "des" | "der");
    let sentence = context.sentence_of[i];
    let plain = !context.items[i].classes.any(VERBS) || is_noun(context, i);
    if !context.items[i].has(Class::Speech)
        || !genitive
        || !plain
        || context.sentence_of.get(i + 2) != Some(&sentence)
    {
        return None;
    }
    let right = source_at(context, cast, i + 2, context.sentence(i).end as usize)?;
    let classes = Classes::of(&[Class::Speech]);
    Some(Cue { item: i as u32, end: i as u32 + 2, sentence, classes, left: NONE, right })
}

/// "Zijn advies is dan ook: …", "her message:": a noun of speech with its possessive, and what was said behind a colon.
fn own_noun(context: &Context, cast: &mut Cast, i: usize) -> Option<Cue> {
    let owner = i.checked_sub(1).filter(|_| context.items[i].has(Class::Speech))?;
    let whose = possessor(context, owner)?;
    let end = (context.sentence(i).end as usize).min(i + REACH);
    let colon = (i + 1..end).any(|j| context.items[j].is(':'));
    if !colon || !context.items[owner].has(Class::Possessive) {
        return None;
    }
    let right = cast.add_pronoun(context, owner);
    cast.refs[right as usize].classes = Classes::of(&[whose]);
    let classes = Classes::of(&[Class::Speech]);
    let (item, end, sentence) = (i as u32, i as u32 + 1, context.sentence_of[i]);
    Some(Cue { item, end, sentence, classes, left: NONE, right })
}

/// The pronoun that a possessive belongs to, in languages where the possessive tells.
fn possessor(context: &Context, item: usize) -> Option<Class> {
    let word = context.word(item).to_lowercase();
    match (context.document.meta.lang, word.as_str()) {
        (Lang::Nl, "zijn" | "z'n") | (Lang::En, "his") | (Lang::De, "sein" | "seine") => Some(Class::He),
        (Lang::Nl, "haar") | (Lang::En, "her") => Some(Class::She),
        (Lang::Nl, "hun") | (Lang::En, "their") => Some(Class::They),
        (Lang::De, "ihr" | "ihre") => Some(Class::SheThey),
        _ => None,
    }
}

/// A verb's form that is a noun here: after a determiner, or capitalised inside a German sentence.
pub(super) fn is_noun(context: &Context, i: usize) -> bool {
    let item = &context.items[i];
    if item.classes.any(Classes::of(&[Class::According, Class::Thus])) {
        return false;
    }
    let after_article = i > 0
        && context.items[i - 1].classes.any(DETERMINERS)
        && !context.items[i - 1].classes.any(PRONOUNS)
        && !context.items[i - 1].has(Class::Demonstrative)
        && !context.items[i - 1].has(Class::Back);
    let capital =
        context.document.meta.lang == Lang::De && item.first.is_uppercase() && !context.starts_sentence(i);
    let compound = !item.spaced && i > 0 && context.items[i - 1].first == '-';
    after_article || capital || compound || after_genitive(context, i)
}

/// Whether an English form stands behind a genitive, whose noun it is: "the union's demand", but "he's said".
fn after_genitive(context: &Context, i: usize) -> bool {
    let word = context.word(i);
    let past = word.ends_with("ed") || matches!(word, "said" | "told" | "written");
    let Some(before) = i.checked_sub(1).filter(|_| !past) else { return false };
    let mark = &context.items[before];
    let owner = if mark.spaced { Some(before) } else { before.checked_sub(1) };
    owner.is_some_and(|o| is_genitive(context, o) && !context.items[o].classes.any(PRONOUNS))
}
