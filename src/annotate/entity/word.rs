//! What a word looks like, whatever its place: computed once for each different word of an article.

use super::cluster;
use super::gazetteer::Kinds;
use super::hash;
use super::hashed;
use super::lexicon::Lexicon;
use crate::document::Lang;
use crate::text::Span;

/// How a word is written: a set of the constants below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Form(pub u16);

impl Form {
    /// The first letter is a capital.
    pub const CAPITAL: Form = Form(1);
    /// Two letters or more, all of them capitals.
    pub const ALL_CAPITALS: Form = Form(1 << 1);
    /// A capital after a small letter.
    pub const MIXED: Form = Form(1 << 2);
    /// Holds a digit.
    pub const DIGIT: Form = Form(1 << 3);
    /// Neither letter nor digit.
    pub const MARK: Form = Form(1 << 4);
    /// Ends in a full stop after a letter (`J.P.`, `dr.`).
    pub const DOTTED: Form = Form(1 << 5);
    /// A hyphen or a slash.
    pub const HYPHEN: Form = Form(1 << 6);
    /// Small letters alone.
    pub const SMALL: Form = Form(1 << 7);
    /// In German, where a capital says less: every noun has one.
    pub const GERMAN: Form = Form(1 << 8);

    /// Whether it holds one of `other`'s properties.
    pub fn has(self, other: Form) -> bool {
        self.0 & other.0 != 0
    }

    fn of(text: &str) -> Form {
        let mut form = 0;
        let (mut letters, mut capitals, mut after_small) = (0u32, 0u32, false);
        for c in text.chars() {
            if c.is_alphabetic() {
                letters += 1;
                let capital = c.is_uppercase();
                if capital && letters == 1 {
                    form |= Form::CAPITAL.0;
                }
                if capital && after_small {
                    form |= Form::MIXED.0;
                }
                capitals += u32::from(capital);
                after_small = !capital;
            } else if c.is_numeric() {
                form |= Form::DIGIT.0;
            }
        }
        if letters == 0 && form == 0 {
            form |= Form::MARK.0;
        }
        if letters > 1 && capitals == letters {
            form |= Form::ALL_CAPITALS.0;
        }
        if letters > 0 && capitals == 0 && form & Form::DIGIT.0 == 0 {
            form |= Form::SMALL.0;
        }
        if letters > 0 && text.ends_with('.') {
            form |= Form::DOTTED.0;
        }
        if matches!(text, "-" | "/" | "–" | "‑") {
            form |= Form::HYPHEN.0;
        }
        Form(form)
    }
}

/// A different word of an article.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// Its first occurrence in the text.
    pub span: Span,
    /// Its spelling in lower case, in the article's store of such spellings.
    pub lowered: Span,
    /// Hash of the spelling.
    pub exact: u64,
    /// Hash of the spelling in lower case.
    pub lower: u64,
    /// Hash of the shape: `Rutte` is `Xx`, `50PLUS` is `0X`.
    pub shape: u64,
    /// How it is written.
    pub form: Form,
    /// What the name lists say about it.
    pub kinds: Kinds,
    /// What they say about its spelling in lower case, where that is another one.
    pub small_kinds: Kinds,
    /// The name lists' key.
    pub key: u32,
    /// Whether a dictionary has it in lower case.
    pub common: bool,
    /// Its word clusters.
    pub cluster: Option<cluster::Word>,
    /// The group of spellings that differ in capitals alone.
    pub group: u32,
}

/// Words longer than this many bytes are cut for the looks inside them (affixes, shape).
pub const LONGEST: usize = 64;

impl Word {
    /// Looks at a word; `store` takes its spelling in lower case.
    pub fn new(
        text: &str,
        span: Span,
        exact: u64,
        lang: Lang,
        lexicon: &Lexicon,
        store: &mut String,
    ) -> Word {
        let start = store.len();
        let head = head(text);
        if head.is_ascii() {
            store.push_str(head);
            store[start..].make_ascii_lowercase();
        } else {
            store.extend(head.chars().flat_map(char::to_lowercase));
        }
        let key = lexicon.names.key(text);
        let small = hashed::hash_lower(text);
        let mut form = Form::of(text);
        if lang == Lang::De {
            form.0 |= Form::GERMAN.0;
        }
        Word {
            span,
            lowered: Span::new(start, store.len()),
            exact,
            lower: hash::text(&store[start..]),
            shape: hash::mix(shape(head), u64::from(form.has(Form::GERMAN))),
            form,
            kinds: lexicon.names.kinds(key),
            small_kinds: if form.has(Form::CAPITAL) { lexicon.names.kinds(small) } else { Kinds::NONE },
            key,
            common: lexicon.names.is_common(lang, small),
            cluster: lexicon.cluster(lang, text),
            group: 0,
        }
    }

    /// Whether it begins with a capital, as a number that differs for German.
    pub fn case(&self) -> u64 {
        u64::from(self.form.0 & (Form::CAPITAL.0 | Form::GERMAN.0))
    }

    /// Whether it begins with a capital.
    pub fn is_capital(&self) -> bool {
        self.form.has(Form::CAPITAL)
    }
}

/// The first [`LONGEST`] bytes or a little less.
fn head(text: &str) -> &str {
    let end = (0..=LONGEST.min(text.len())).rev().find(|&i| text.is_char_boundary(i));
    &text[..end.unwrap_or(0)]
}

/// Hash of the sequence of character classes, runs of one class counting once and twice.
fn shape(text: &str) -> u64 {
    let mut hash = 1;
    let (mut last, mut run) = (' ', 0);
    for c in text.chars() {
        let class = match c {
            _ if c.is_uppercase() => 'X',
            _ if c.is_alphabetic() => 'x',
            _ if c.is_numeric() => '0',
            _ => c,
        };
        run = if class == last { run + 1 } else { 1 };
        last = class;
        if run <= 2 {
            hash = hash::mix(hash, u64::from(class));
        }
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_tell_capitals_digits_and_marks() {
        assert!(Form::of("Rutte").has(Form::CAPITAL));
        assert!(Form::of("VVD").has(Form::ALL_CAPITALS));
        assert!(Form::of("GroenLinks").has(Form::MIXED));
        assert_eq!(Form::of("…"), Form::MARK);
        assert_eq!(Form::of("50").0, Form::DIGIT.0);
    }

    #[test]
    fn long_words_have_the_shape_of_short_ones() {
        assert_eq!(shape("Rutte"), shape("Wilders"));
        assert_ne!(shape("Rutte"), shape("RUTTE"));
    }
}
