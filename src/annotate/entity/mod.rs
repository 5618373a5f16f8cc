//! Names: found by [`recognise`], joined into entities by [`join`].

mod agree;
mod apart;
pub mod article;
pub mod cluster;
mod enumeration;
pub mod feature;
pub mod gazetteer;
mod genitive;
mod glued;
pub mod hash;
pub mod hashed;
mod join;
pub mod label;
pub mod lexicon;
pub mod model;
pub mod phrase;
mod remembered;
mod settle;
pub mod tagger;
pub mod topic;
pub mod viterbi;
pub mod word;

pub use join::{join, near};

use article::Article;
use label::Name;
use lexicon::Lexicon;
use model::Model;

use super::RawMention;
use crate::document::token::Tokens;
use crate::document::{Document, Lang};
use crate::text::Span;

/// Finds the names in a document, in order, none inside another.
pub fn recognise(document: &Document, tokens: &Tokens) -> Vec<RawMention> {
    let lang = document.meta.lang;
    let Some(model) = model::shipped(lang) else { return Vec::new() };
    let names = find(&document.text, lang, tokens, &model);
    names.into_iter().map(|(span, kind)| RawMention { span, kind: label::KINDS[kind as usize] }).collect()
}

/// The names that a model finds, without their genitive endings: spans, and kinds as indices into [`label::KINDS`].
pub fn find(text: &str, lang: Lang, tokens: &Tokens, model: &Model) -> Vec<(Span, u8)> {
    let lexicon = Lexicon::shipped();
    let article = Article::new(text, lang, tokens, &lexicon);
    let trimmed = |name: Name| {
        let span = tagger::span(tokens, &name);
        (genitive::trim(&article, &lexicon, lang, text, &name, span), name.kind)
    };
    let settled = |name: Name| settle::settle(&article, lang, name);
    let parts = |name: Name| settle::parts(&article, name);
    let names = glued::mend(&article, &tagger::names(&article, model));
    names.into_iter().flat_map(parts).filter_map(settled).map(trimmed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::token::tokenize;
    use crate::document::{Format, parse};
    use proptest::prelude::*;

    fn found(lang: Lang, text: &str) -> Vec<String> {
        let mut document = parse(text.as_bytes(), Format::Plain);
        document.meta.lang = lang;
        let mentions = recognise(&document, &tokenize(&document));
        mentions.iter().map(|m| format!("{} {}", m.span.of(&document.text), m.kind.tag())).collect()
    }

    #[test]
    fn titles_and_compounds_leave_the_name_alone() {
        let text = "Premier Mark Rutte sprak in Den Haag met VVD-leider Yesilgöz.";
        assert_eq!(found(Lang::Nl, text), ["Mark Rutte PER", "Den Haag LOC", "VVD ORG", "Yesilgöz PER"]);
    }

    #[test]
    fn a_solid_genitive_loses_its_ending() {
        let text = "Mark Rutte vertrekt. Het was Ruttes plan, zei Rutte in Brussel.";
        assert!(found(Lang::Nl, text).iter().filter(|m| *m == "Rutte PER").count() >= 2);
    }

    #[test]
    fn a_surname_in_s_keeps_it() {
        let text =
            "Wim Kamps schaatste naar goud. \"Ik voelde het\", zegt Kamps. Haar moeder was trots op Kamps.";
        let names = found(Lang::Nl, text);
        assert!(names.contains(&"Wim Kamps PER".to_string()), "{names:?}");
        assert!(names.iter().all(|n| !n.starts_with("Kamp ")), "{names:?}");
        let names = found(Lang::Nl, "De Chicago Bulls verloren van de Dallas Mavericks.");
        assert!(names.iter().all(|n| n.contains("Bulls") || n.contains("Mavericks")), "{names:?}");
        let names = found(Lang::De, "Das berichtete die New York Times am Montag.");
        assert_eq!(names, ["New York Times ORG"]);
    }

    #[test]
    fn days_are_no_names_and_dates_no_part_of_them() {
        let text = "On Monday the Eastern Courier, 3 March, reported it. Sunday was calm in London.";
        let names = found(Lang::En, text);
        assert!(names.contains(&"London LOC".to_string()));
        assert!(names.iter().all(|n| !n.contains("day") && !n.contains('3')));
    }

    #[test]
    fn a_slash_parts_names_that_no_list_has_as_one() {
        let names = found(Lang::Nl, "De peiling van Ipsos/EenVandaag geeft GroenLinks/PvdA 24 zetels.");
        assert_eq!(names, ["Ipsos ORG", "EenVandaag MISC", "GroenLinks/PvdA ORG"]);
    }

    #[test]
    fn only_an_organisation_is_named_across_a_comma() {
        let text = include_str!("../../../articles/armenie-azerbeidzjan.txt");
        let names = found(Lang::Nl, text);
        assert!(names.iter().any(|n| n.starts_with("Goris ")), "{names:?}");
        assert!(names.iter().all(|n| n.ends_with("ORG") || !n.contains(',')), "{names:?}");
    }

    #[test]
    fn damaged_models_are_refused() {
        assert!(Model::new(b"NER1").is_none());
        assert!(Model::new(&[0; 4096]).is_none());
    }

    proptest! {
        #[test]
        fn mentions_are_in_order_and_apart(text in "[\\PC\n]{0,80}|([A-Za-z'’.-]{1,9} ){0,12}", lang in 0..5usize) {
            let mut document = parse(text.as_bytes(), Format::Plain);
            document.meta.lang = Lang::ALL[lang];
            let mentions = recognise(&document, &tokenize(&document));
            prop_assert!(mentions.windows(2).all(|w| w[0].span.end <= w[1].span.start));
            prop_assert!(mentions.iter().all(|m| !m.span.of(&document.text).is_empty()));
        }
    }
}
