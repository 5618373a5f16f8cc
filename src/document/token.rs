//! Tokens and sentences: what the engines of floor 4 look at.

use crate::text::Span;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with the apostrophes and dots that belong to them (`auto's`, `bijv.`, `J.P.`).
    Word,
    /// Digits, with their separators (`6500`, `1,5`, `10.000`).
    Number,
    /// One mark of punctuation or a run of the same (`...`).
    Punct,
}

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// Whether white space precedes it (false inside `VVD-leider`, which is three tokens).
    pub spaced: bool,
}

/// One sentence, as a range of tokens; never crosses a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// First token.
    pub first: u32,
    /// The token after the last.
    pub end: u32,
    /// The block it stands in, an index into `Document::blocks`.
    pub block: u32,
}

/// The tokens of a document and its sentences, in order.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    /// All tokens.
    pub tokens: Vec<Token>,
    /// All sentences; together they cover all tokens.
    pub sentences: Vec<Sentence>,
}

/// Splits a document into tokens and sentences.
pub fn tokenize(document: &super::Document) -> Tokens {
    let text = &document.text;
    let mut out = Tokens::default();
    for (block, b) in document.blocks.iter().enumerate() {
        let first = out.tokens.len() as u32;
        let mut spaced = true;
        let mut chars = b.span.of(text).char_indices().peekable();
        while let Some((i, c)) = chars.next() {
            if c.is_whitespace() {
                spaced = true;
                continue;
            }
            let class = |c: char| {
                if c.is_alphabetic() {
                    TokenKind::Word
                } else if c.is_numeric() {
                    TokenKind::Number
                } else {
                    TokenKind::Punct
                }
            };
            let kind = class(c);
            let mut end = i + c.len_utf8();
            while let Some(&(j, d)) = chars.peek() {
                if kind == TokenKind::Punct || d.is_whitespace() || class(d) != kind {
                    break;
                }
                end = j + d.len_utf8();
                chars.next();
            }
            let base = b.span.start as usize;
            out.tokens.push(Token { span: Span::new(base + i, base + end), kind, spaced });
            spaced = false;
        }
        let end = out.tokens.len() as u32;
        if end > first {
            out.sentences.push(Sentence { first, end, block: block as u32 });
        }
    }
    out
}
