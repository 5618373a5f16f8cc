//! The forms of a name: its comparable key, the parts of a person's name, a form that is the same across
//! transliterations.

use crate::annotate::Kind;
use crate::text::fold;

/// Lower-case words that belong to a surname ("Ursula *von der* Leyen").
const PARTICLES: &[&str] = &[
    "van", "von", "vom", "de", "der", "den", "des", "d", "ter", "ten", "te", "t", "op", "in", "la", "le",
    "les", "du", "di", "da", "del", "della", "do", "dos", "das", "al", "el", "ul", "bin", "ibn", "zu", "zum",
    "zur", "af", "av", "y",
];

/// Particles that also open a name without given names ("Van der Berg"); others may be given names ("Ben").
pub(super) const LEADING: &[&str] =
    &["van", "von", "vom", "de", "den", "der", "du", "di", "ter", "ten", "te", "t", "la", "le", "el", "al"];

/// Words after a surname that are no part of it.
const SUFFIXES: &[&str] = &["jr", "sr", "junior", "senior", "ii", "iii", "phd"];

/// The parts of a person's name, folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    /// Given names and initials; initials written together ("J.P.") are one word each.
    pub(super) given: Vec<String>,
    /// Particles, joined by a space.
    pub(super) particles: String,
    /// The surname without its particles.
    pub(super) surname: String,
}

/// Takes a person's name apart; a single word is a surname.
pub(super) fn parts(name: &str) -> Parts {
    let mut words: Vec<String> = Vec::new();
    let mut rest = name.split_whitespace().take(MOST_WORDS).peekable();
    while let Some(word) = rest.next() {
        match rest.peek() {
            Some(_) => words.extend(split_word(word)),
            // A surname of two parts stays whole ("Bankman-Fried").
            None => words.push(fold(word)),
        }
    }
    while words.len() > 1 && words.last().is_some_and(|w| SUFFIXES.contains(&w.as_str())) {
        words.pop();
    }
    let last = words.len().saturating_sub(1);
    let opens = |(at, word): (usize, &String)| {
        let list = if at == 0 { LEADING } else { PARTICLES };
        list.contains(&word.as_str())
    };
    let from = words.iter().enumerate().take(last).position(opens).unwrap_or(last);
    let rest = words.split_off(from);
    let particles = rest.iter().take(rest.len().saturating_sub(1));
    let particles = particles.take_while(|w| PARTICLES.contains(&w.as_str())).count();
    Parts { given: words, particles: rest[..particles].join(" "), surname: rest[particles..].join(" ") }
}

/// A name of more words is no person's; keeps hostile input linear.
const MOST_WORDS: usize = 12;

/// The folded words of one word of a name: `J.P.` gives `j` and `p`, `Jan-Peter` gives `jan` and `peter`.
fn split_word(word: &str) -> Vec<String> {
    let dotted =
        word.ends_with('.') && word.chars().filter(|c| *c == '.').count() * 2 >= word.chars().count() - 1;
    if dotted {
        return word.split('.').map(fold).filter(|w| !w.is_empty()).collect();
    }
    fold(word).split(' ').filter(|w| !w.is_empty()).map(str::to_string).collect()
}

/// A folded name in a form that spellings of one foreign name share: Alijev and Aliyev, Poetin and Putin,
/// Pasjinian and Pashinyan. Short words stay as they are, since there the chance hits outweigh ("Marc", "Mark").
pub(super) fn skeleton(folded: &str) -> String {
    let words =
        folded.split(' ').map(|w| if w.chars().count() < 5 { w.to_string() } else { skeleton_of_word(w) });
    words.collect::<Vec<_>>().join(" ")
}

/// Letter groups and what they become; the first that fits is taken.
const SOUNDS: &[(&str, &str)] = &[
    ("tsch", "x"),
    ("tsj", "x"),
    ("tch", "x"),
    ("sch", "x"),
    ("dzj", "x"),
    ("dzh", "x"),
    ("ch", "x"),
    ("kh", "x"),
    ("sh", "x"),
    ("sj", "x"),
    ("zj", "x"),
    ("zh", "x"),
    ("oe", "u"),
    ("ou", "u"),
    ("ck", "k"),
    ("ff", "v"),
    ("c", "k"),
    ("q", "k"),
    ("z", "s"),
    ("w", "v"),
    ("f", "v"),
    ("y", "i"),
    ("j", "i"),
];

/// In bytes; longer words are no names.
const LONGEST_WORD: usize = 60;

fn skeleton_of_word(word: &str) -> String {
    if word.len() > LONGEST_WORD {
        return word.to_string();
    }
    let mut out = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let sound = SOUNDS.iter().find(|(from, _)| rest.starts_with(from));
        let (taken, given) =
            sound.map_or((first.len_utf8(), &rest[..first.len_utf8()]), |(f, g)| (f.len(), *g));
        if !(given == "i" && out.ends_with('i')) {
            out.push_str(given);
        }
        rest = &rest[taken..];
    }
    out
}

/// Whether a name is written in capitals throughout, as headlines are ("MARK RUTTE"); an acronym is not.
pub(super) fn is_shouted(name: &str) -> bool {
    let mut letters = name.chars().filter(|c| c.is_alphabetic());
    let count = letters.clone().count();
    count > 6 && letters.all(char::is_uppercase)
}

/// How full a form of a name is; the greatest is the one to show. Forms in capitals throughout come last.
pub(super) fn fullness(name: &str, kind: Kind) -> (bool, usize, usize, usize) {
    let proper = !is_shouted(name);
    if kind == Kind::Person {
        let parts = parts(name);
        let spelled = parts.given.iter().filter(|w| w.chars().count() > 1).count();
        return (proper, spelled, parts.given.len(), parts.particles.len());
    }
    let words = name.split_whitespace().count();
    (proper, usize::from(!is_acronym(name)), words, 0)
}

/// Whether a name looks like an acronym: one short word, mostly capitals (`EU`, `PvdA`, `V.S.`).
pub(super) fn is_acronym(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = name.chars().filter(|c| c.is_uppercase()).count();
    (2..=8).contains(&letters)
        && capitals * 2 >= letters
        && capitals >= 2
        && name.chars().all(|c| c.is_alphanumeric() || c == '.' || c == '&')
}

/// The initials of a name of several words, folded: of all words, and of those with a capital.
pub(super) fn initials(name: &str) -> Option<(String, String)> {
    let words = || name.split([' ', '-', '/', '\u{a0}']).filter(|w| !w.is_empty()).take(MOST_WORDS);
    words().nth(1)?;
    let first = |w: &str| w.chars().find(|c| c.is_alphanumeric());
    let all: String = words().filter_map(first).collect();
    let capitals: String = words().filter_map(first).filter(|c| c.is_uppercase() || c.is_numeric()).collect();
    Some((fold(&all), fold(&capitals)))
}

/// Whether a folded acronym can stand for a folded expansion: same first letter, its letters in order.
pub(super) fn may_abbreviate(acronym: &str, expansion: &str) -> bool {
    let mut letters = expansion.chars();
    acronym.chars().next() == expansion.chars().next()
        && acronym.len() < expansion.len()
        && acronym.chars().all(|a| letters.any(|c| c == a))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_names_come_apart() {
        for (name, given, particles, surname) in [
            ("Mark Rutte", "mark", "", "rutte"),
            ("Van der Berg", "", "van der", "berg"),
            ("Hugo de Jonge", "hugo", "de", "jonge"),
            ("Ursula von der Leyen", "ursula", "von der", "leyen"),
            ("J.P. Balkenende", "j p", "", "balkenende"),
            ("Jan-Peter in 't Veld", "jan peter", "in t", "veld"),
            ("Ben Feringa", "ben", "", "feringa"),
            ("Bart De Wever", "bart", "de", "wever"),
            ("Robert Downey Jr.", "robert", "", "downey"),
            ("Poetin", "", "", "poetin"),
            ("Sam Bankman-Fried", "sam", "", "bankman fried"),
            ("", "", "", ""),
        ] {
            let found = parts(name);
            let found = (found.given.join(" "), found.particles, found.surname);
            assert_eq!(found, (given.into(), particles.into(), surname.into()), "{name}");
        }
    }

    #[test]
    fn transliterations_share_a_skeleton() {
        for (a, b) in [
            ("alijev", "aliyev"),
            ("poetin", "putin"),
            ("pasjinian", "pashinyan"),
            ("selenskyj", "zelensky"),
            ("gorbatsjov", "gorbatschow"),
            ("karabach", "karabakh"),
        ] {
            assert_eq!(skeleton(a), skeleton(b), "{a} {b}");
        }
        assert_ne!(skeleton("jansen"), skeleton("janssen"));
        assert_ne!(skeleton("simon"), skeleton("simone"));
        assert_ne!(skeleton("marc"), skeleton("mark"));
    }

    #[test]
    fn acronyms_fit_their_expansions() {
        assert!(is_acronym("PvdA") && is_acronym("V.N.") && !is_acronym("Ajax") && !is_acronym("Kamer"));
        assert_eq!(initials("Partij van de Arbeid"), Some(("pvda".into(), "pa".into())));
        assert_eq!(initials("Ajax"), None);
        assert!(may_abbreviate("iaea", "internationaal atoomenergieagentschap"));
        assert!(!may_abbreviate("nos", "ajax"));
    }
}
