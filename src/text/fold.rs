//! Names made comparable: case, marks and dots away.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// The comparable form of a name: lower case, without diacritics, dots and apostrophes, every run of spaces and
/// hyphens one space. `"V.N."` and `"VN"` are one, so are `"Nagorno-Karabach"` and `"NAGORNO KARABACH"`.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            push_folded(c, &mut out);
        } else {
            // Marks go, so that the order which normalisation gives them does not matter.
            decompose_canonical(c, |c| {
                if !is_combining_mark(c) {
                    push_folded(c, &mut out);
                }
            });
        }
    }
    while out.ends_with(' ') {
        out.pop();
    }
    out
}

fn push_folded(c: char, out: &mut String) {
    match c {
        'a'..='z' => out.push(c),
        '.' | '\'' | '’' | '‘' | '`' | '´' | '\u{ad}' => {}
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        'ß' => out.push_str("ss"),
        'ø' | 'Ø' => out.push('o'),
        'ł' | 'Ł' => out.push('l'),
        'đ' | 'Đ' => out.push('d'),
        'ı' => out.push('i'),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        c if c.is_whitespace() || matches!(c, '-' | '‐' | '‑' | '–' | '/') => {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        }
        c => out.extend(c.to_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::fold;
    use proptest::prelude::{prop_assert_eq, proptest};
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn names_become_comparable() {
        for (name, expected) in [
            ("V.N.", "vn"),
            ("Nagorno-Karabach", "nagorno karabach"),
            ("ERDOĞAN", "erdogan"),
            ("Løvås", "lovas"),
            ("'s-Hertogenbosch", "s hertogenbosch"),
            (" - ", ""),
        ] {
            assert_eq!(fold(name), expected, "{name}");
        }
    }

    proptest! {
        #[test]
        fn composed_and_decomposed_text_are_one(text in "[\\PC \u{300}-\u{345}é가]{0,40}") {
            let composed: String = text.nfc().collect();
            let decomposed: String = text.nfd().collect();
            prop_assert_eq!(fold(&composed), fold(&decomposed));
        }
    }
}
