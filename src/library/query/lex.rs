//! A query's pieces, each with its place.

use super::QueryError;

/// A piece of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// `(`
    Open,
    /// `)`
    Close,
    /// `AND`
    And,
    /// `OR`
    Or,
    /// `NOT`, or `-` before a word.
    Not,
    /// A field's name, without its colon.
    Field(String),
    /// A bare word; `true` when a `*` follows it.
    Word(String, bool),
    /// What stands between quotation marks; `false` when the closing one is missing.
    Phrase(String, bool),
    /// What stands between slashes.
    Regex(String),
}

/// A piece and where it stands, in characters.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) piece: Piece,
    pub(super) at: usize,
    pub(super) len: usize,
}

/// Splits a query.
pub(super) fn lex(text: &str) -> Result<Vec<Placed>, QueryError> {
    let chars: Vec<char> = text.chars().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if chars[at].is_whitespace() {
            at += 1;
            continue;
        }
        let (piece, end) = piece(&chars, at)?;
        out.push(Placed { piece, at, len: end - at });
        at = end;
    }
    Ok(out)
}

fn piece(chars: &[char], at: usize) -> Result<(Piece, usize), QueryError> {
    match chars[at] {
        '(' => Ok((Piece::Open, at + 1)),
        ')' => Ok((Piece::Close, at + 1)),
        '-' if chars.get(at + 1).is_some_and(|c| !c.is_whitespace()) => Ok((Piece::Not, at + 1)),
        '/' => regex(chars, at),
        mark if closing(mark).is_some() => Ok(phrase(chars, at)),
        _ => Ok(word(chars, at)),
    }
}

/// The mark that closes what this one opens.
fn closing(mark: char) -> Option<&'static [char]> {
    match mark {
        '"' => Some(&['"']),
        '“' | '„' => Some(&['”', '“', '"']),
        '«' => Some(&['»']),
        _ => None,
    }
}

fn phrase(chars: &[char], at: usize) -> (Piece, usize) {
    let closing = closing(chars[at]).unwrap_or(&['"']);
    let end = (at + 1..chars.len()).find(|&i| closing.contains(&chars[i]));
    let inner = &chars[at + 1..end.unwrap_or(chars.len())];
    (Piece::Phrase(inner.iter().collect(), end.is_some()), end.map_or(chars.len(), |e| e + 1))
}

fn regex(chars: &[char], at: usize) -> Result<(Piece, usize), QueryError> {
    let mut pattern = String::new();
    let mut i = at + 1;
    while let Some(&c) = chars.get(i) {
        match (c, chars.get(i + 1)) {
            ('/', _) => return Ok((Piece::Regex(pattern), i + 1)),
            ('\\', Some('/')) => {
                pattern.push('/');
                i += 1;
            }
            ('\\', Some(&next)) => {
                pattern.extend(['\\', next]);
                i += 1;
            }
            _ => pattern.push(c),
        }
        i += 1;
    }
    let message = "this / opens a regular expression, which ends with another /".to_string();
    Err(QueryError { at, len: 1, message })
}

fn word(chars: &[char], at: usize) -> (Piece, usize) {
    let ends = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '*' | '"');
    let mut end = at;
    while end < chars.len() && !ends(chars[end]) {
        // A colon ends a field's name, but not a time of day or an address.
        let name = &chars[at..end];
        if chars[end] == ':' && !name.is_empty() && name.iter().all(char::is_ascii_alphabetic) {
            return (Piece::Field(name.iter().collect()), end + 1);
        }
        end += 1;
    }
    let text: String = chars[at..end].iter().collect();
    let starred = chars.get(end) == Some(&'*');
    let piece = match text.as_str() {
        "AND" => Piece::And,
        "OR" => Piece::Or,
        "NOT" => Piece::Not,
        _ => Piece::Word(text, starred),
    };
    (piece, end + usize::from(starred))
}
