//! Abbreviations that end in a full stop, by language; lower case, sorted.

use crate::document::Lang;

/// Bytes of the longest word that is looked up, without its final stop.
pub(super) const LONGEST: usize = 16;

const NL: &[&str] = &[
    "aanh", "afb", "alg", "bc", "bijv", "blz", "ca", "dhr", "dr", "drs", "ds", "e.d", "enz", "etc", "excl",
    "fam", "fig", "gebr", "gem", "hfdst", "hr", "incl", "ing", "ir", "jhr", "jkvr", "jl", "jr", "kon", "lic",
    "lt", "mevr", "mgr", "mr", "mrd", "mw", "nl", "o.a", "ong", "pag", "pct", "plm", "prof", "red", "resp",
    "sgt", "sr", "st", "tel", "vgl", "vnl", "voorz", "zgn",
];

const EN: &[&str] = &[
    "approx", "apt", "ave", "bros", "capt", "cf", "cmdr", "co", "col", "corp", "dept", "dr", "esq", "est",
    "etc", "excl", "fr", "ft", "gen", "gov", "hon", "inc", "incl", "jr", "lt", "ltd", "maj", "messrs", "mr",
    "mrs", "ms", "mt", "ph.d", "pres", "prof", "rep", "reps", "rev", "sen", "sens", "sgt", "sr", "st",
    "supt", "univ", "vs",
];

const DE: &[&str] = &[
    "abg", "abs", "allg", "art", "az", "bspw", "bzw", "ca", "co", "dipl", "dr", "ehem", "etc", "evtl", "fa",
    "ff", "fr", "gebr", "ggf", "hl", "hr", "hrsg", "ing", "inkl", "jr", "kath", "lt", "max", "min", "mio",
    "mrd", "nr", "prof", "rd", "sog", "st", "std", "str", "tel", "usw", "vgl", "zit", "zzgl",
];

const FR: &[&str] = &[
    "av", "bd", "cf", "dr", "env", "etc", "ex", "hab", "ing", "jr", "me", "mgr", "mlle", "mm", "mme", "pr",
    "prof", "st", "ste",
];

const ES: &[&str] = &[
    "aprox", "av", "avda", "cf", "da", "depto", "dr", "dra", "ed", "etc", "excmo", "gral", "hnos", "ing",
    "lic", "prof", "sr", "sra", "sras", "sres", "srta", "sta", "sto", "tel", "ud", "uds",
];

/// Words that are abbreviations only before a number, in any of the languages (`nr. 5`, but `Dat zei Jan.`).
const BEFORE_NUMBER: &[&str] = &[
    "apr", "art", "aug", "avr", "ch", "dec", "dez", "déc", "feb", "fig", "fév", "jan", "janv", "juil", "jun",
    "nov", "no", "nr", "núm", "okt", "oct", "p", "pp", "sec", "sep", "sept", "vol",
];

/// Abbreviations that often stand last in a sentence.
const CLOSING: &[&str] = &["a.m.", "a.u.b.", "e.d.", "enz.", "etc.", "inc.", "jl.", "ltd.", "p.m.", "usw."];

/// Whether `word` (without its stop) is an abbreviation; `number` tells whether a number follows.
pub(super) fn is_known(lang: Lang, word: &str, number: bool) -> bool {
    let list = match lang {
        Lang::Nl => NL,
        Lang::En => EN,
        Lang::De => DE,
        Lang::Fr => FR,
        Lang::Es => ES,
    };
    let lower = word.to_lowercase();
    list.binary_search(&lower.as_str()).is_ok() || number && BEFORE_NUMBER.contains(&lower.as_str())
}

/// Whether an abbreviation (with its stop) may be the last word of a sentence.
pub(super) fn may_end_sentence(word: &str) -> bool {
    CLOSING.iter().any(|c| c.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::{DE, EN, ES, FR, LONGEST, NL};

    #[test]
    fn lists_are_sorted_and_short_enough() {
        for list in [NL, EN, DE, FR, ES] {
            assert!(list.is_sorted());
            assert!(list.iter().all(|w| w.len() <= LONGEST));
        }
    }
}
