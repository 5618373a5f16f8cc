//! Annotated text: column files and interchange gold become articles with names.

use std::error::Error;
use std::fs;
use std::io;
use std::path::Path;

use super::gold::{self, Gold};
use crate::annotate::Kind;
use crate::annotate::entity::label::{self, Name};
use crate::document::token::{self, Sentence, Tokens};
use crate::document::{Document, Format, Lang, Token, TokenKind, parse};
use crate::text::Span;

/// An article with its names.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its file's name without endings; empty for an article of a column file.
    pub name: String,
    /// The text.
    pub text: String,
    /// Its language.
    pub lang: Lang,
    /// Its tokens.
    pub tokens: Tokens,
    /// The names, in order.
    pub gold: Vec<Name>,
    /// What the names are in bytes, where the tokens' borders may differ; else empty.
    pub spans: Vec<(Span, u8)>,
}

/// Reads every gold article of a folder, in the order of their names.
///
/// # Errors
/// When the folder or a file cannot be read, or is not of its form.
pub fn read_gold(folder: &Path) -> Result<Vec<Item>, Box<dyn Error>> {
    Ok(gold::read(folder)?.iter().map(gold_item).collect())
}

fn gold_item(gold: &Gold) -> Item {
    let mut document = parse(gold.text.as_bytes(), Format::Plain);
    if document.text != gold.text {
        // The reader leaves out marks that gold counts (joiners without a use): offsets are those of the gold's text.
        document = gold.document();
    }
    document.meta.lang = gold.lang;
    let named = gold.names.iter().filter_map(|n| Some((n.span, label::kind_index(n.kind)?)));
    Item { name: gold.name.clone(), ..with_spans(document, named.collect()) }
}

fn with_spans(document: Document, spans: Vec<(Span, u8)>) -> Item {
    let tokens = token::tokenize(&document);
    let mut gold: Vec<Name> = Vec::new();
    for &(span, kind) in &spans {
        let first = tokens.tokens.partition_point(|t| t.span.end <= span.start) as u32;
        let end = tokens.tokens.partition_point(|t| t.span.start < span.end) as u32;
        let free = gold.last().is_none_or(|n| n.end <= first);
        let whole = tokens.sentences.iter().any(|s| s.first <= first && end <= s.end);
        if free && whole && end > first {
            gold.push(Name { first, end, kind });
        }
    }
    Item { name: String::new(), lang: document.meta.lang, text: document.text, tokens, gold, spans }
}

/// Reads a column file: a token first and its label last on each line, a blank line between sentences, a line with
/// `-DOCSTART-` between articles. Any scheme with `B-` and `I-` will do; a kind without a label here counts as none.
///
/// A file with `# text = …` lines is one of Universal NER: number, token, label, and more. Its text is read as the
/// reader reads any, so that its names are measured as bytes of it.
pub fn read_columns(path: &Path, lang: Lang) -> io::Result<Vec<Item>> {
    let content = fs::read_to_string(path)?;
    if content.contains("\n# text = ") {
        return Ok(universal(&content, lang));
    }
    let mut items = Vec::new();
    let mut builder = Builder::new(lang);
    for line in content.lines().chain(["-DOCSTART- O"]) {
        let mut columns = line.split_whitespace();
        match (columns.next(), columns.next_back()) {
            (Some("-DOCSTART-"), _) => {
                builder.end_sentence();
                let done = std::mem::replace(&mut builder, Builder::new(lang));
                items.extend((!done.tokens.tokens.is_empty()).then(|| done.item()));
            }
            (Some(word), Some(label)) => builder.push(word, label),
            _ => builder.end_sentence(),
        }
    }
    Ok(items)
}

fn universal(content: &str, lang: Lang) -> Vec<Item> {
    let mut items = Vec::new();
    let mut gold = Gold { lang, ..Gold::default() };
    let mut at = 0;
    for line in content.lines().chain(["# newdoc id = end"]) {
        let columns: Vec<&str> = line.split('\t').collect();
        if line.starts_with("# newdoc") {
            let done = std::mem::replace(&mut gold, Gold { lang, ..Gold::default() });
            items.extend((!done.text.is_empty()).then(|| gold_item(&done)));
            at = 0;
        } else if let Some(text) = line.strip_prefix("# text = ") {
            at = gold.text.len();
            gold.text.push_str(text);
            gold.text.push_str("\n\n");
        } else if let [_, word, label, ..] = columns[..] {
            let Some(found) = gold.text[at..].find(word) else { continue };
            let span = Span::new(at + found, at + found + word.len());
            at = span.end as usize;
            match label.split_once('-').map(|(place, tag)| (place, Kind::from_tag(tag))) {
                Some(("I", Some(kind))) if gold.names.last().is_some_and(|n| n.kind == kind) => {
                    gold.names.iter_mut().next_back().into_iter().for_each(|n| n.span.end = span.end);
                }
                Some((_, Some(kind))) => gold.names.push(gold::Name { span, kind, name: None }),
                _ => {}
            }
        }
    }
    items
}

/// Reads GermEval 2014: a comment before each sentence, then number, token and label in columns. What is derived from
/// a name (`LOCderiv`) is MISC here, as is `OTH`; of a compound with a name (`LOCpart`) the part before the hyphen
/// counts, as in the house's own gold.
pub fn read_germeval(path: &Path) -> io::Result<Vec<Item>> {
    let content = fs::read_to_string(path)?;
    let mut items = Vec::new();
    let mut builder = Builder::new(Lang::De);
    for line in content.lines().chain(["#"]) {
        let columns: Vec<&str> = line.split('\t').collect();
        match columns[..] {
            _ if line.starts_with('#') => {
                builder.end_sentence();
                let done = std::mem::replace(&mut builder, Builder::new(Lang::De));
                items.extend((!done.tokens.tokens.is_empty()).then(|| done.item()));
            }
            [_, word, label, ..] => builder.push_pieces(word, label),
            _ => {}
        }
    }
    Ok(items)
}

const CURRENCIES: [&str; 7] = ["Euro", "Euros", "Dollar", "EUR", "€", "Franken", "Pfund"];

/// An article that grows token by token, a blank between any two.
struct Builder {
    lang: Lang,
    text: String,
    tokens: Tokens,
    gold: Vec<Name>,
    /// The kind of the name that the last token is in.
    open: Option<u8>,
}

impl Builder {
    fn new(lang: Lang) -> Builder {
        Builder { lang, text: String::new(), tokens: Tokens::default(), gold: Vec::new(), open: None }
    }

    fn push(&mut self, word: &str, label: &str) {
        let at = self.tokens.tokens.len() as u32;
        let start = self.text.len();
        self.text.push_str(word);
        let kind = match () {
            () if word.chars().any(char::is_alphabetic) => TokenKind::Word,
            () if word.chars().any(char::is_numeric) => TokenKind::Number,
            () => TokenKind::Punct,
        };
        self.tokens.tokens.push(Token { span: Span::new(start, self.text.len()), kind, spaced: true });
        self.text.push(' ');
        let named =
            label.split_once('-').and_then(|(p, tag)| Some((p, label::kind_index(Kind::from_tag(tag)?)?)));
        match (named, self.gold.last_mut()) {
            (Some(("I", kind)), Some(last)) if self.open == Some(kind) => last.end = at + 1,
            (Some((_, kind)), _) => self.gold.push(Name { first: at, end: at + 1, kind }),
            (None, _) => {}
        }
        self.open = named.map(|(_, kind)| kind);
    }

    /// Adds a token whose hyphens are to be tokens of their own.
    fn push_pieces(&mut self, word: &str, label: &str) {
        // A currency is no name in the house's gold.
        let label = if CURRENCIES.contains(&word) { "O" } else { label };
        let part = label.strip_suffix("part");
        let label = match label.get(..2) {
            Some(start) if label.ends_with("deriv") || label.ends_with("OTH") => format!("{start}MISC"),
            _ => part.unwrap_or(label).to_string(),
        };
        let goes_on = label.replacen("B-", "I-", 1);
        for (at, piece) in pieces(word).enumerate() {
            let named = match part {
                Some(_) => at == 0 && word.contains('-'),
                None => true,
            };
            let label = if !named {
                "O"
            } else if at == 0 {
                &label
            } else {
                &goes_on
            };
            self.push(piece, label);
            if at > 0
                && let Some(token) = self.tokens.tokens.last_mut()
            {
                token.spaced = false;
            }
        }
    }

    fn end_sentence(&mut self) {
        let first = self.tokens.sentences.last().map_or(0, |s| s.end);
        let end = self.tokens.tokens.len() as u32;
        if end > first {
            let block = self.tokens.sentences.len() as u32;
            self.tokens.sentences.push(Sentence { first, end, block });
            self.text.push('\n');
        }
        self.open = None;
    }

    fn item(self) -> Item {
        Item {
            name: String::new(),
            text: self.text,
            lang: self.lang,
            tokens: self.tokens,
            gold: self.gold,
            spans: Vec::new(),
        }
    }
}

/// A word cut before and after each hyphen; a lone hyphen or one at an end stays.
fn pieces(word: &str) -> impl Iterator<Item = &str> {
    let inner = word.len() > 2 && word.trim_matches('-').contains('-');
    let cuts = word.split_inclusive('-').flat_map(move |piece| match piece.strip_suffix('-') {
        Some(before) if inner && !before.is_empty() => [before, "-"],
        _ => [piece, ""],
    });
    cuts.filter(|piece| !piece.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn universal_ner_gives_names_as_bytes_of_its_text() {
        let file = "# newdoc id = a\n# text = In New York, I saw Bo.\n1\tIn\tO\t-\n2\tNew\tB-LOC\t-\n3\tYork\tI-LOC\t-\n\
                    4\t,\tO\t-\n5\tI\tO\t-\n6\tsaw\tO\t-\n7\tBo\tB-PER\t-\n8\t.\tO\t-\n";
        let items = universal(file, Lang::En);
        let shown: Vec<_> = items[0].spans.iter().map(|(s, k)| (s.of(&items[0].text), *k)).collect();
        assert_eq!(shown, [("New York", 1), ("Bo", 0)]);
    }

    #[test]
    fn a_compound_marks_its_name_and_a_derived_word_is_misc() {
        let mut builder = Builder::new(Lang::De);
        for (word, label) in
            [("Iran-Politik", "B-LOCpart"), ("deutsche", "B-LOCderiv"), ("Baden-Baden", "B-LOC")]
        {
            builder.push_pieces(word, label);
        }
        builder.end_sentence();
        let item = builder.item();
        let shown = |n: &Name| {
            item.tokens.tokens[n.first as usize..n.end as usize]
                .iter()
                .map(|t| t.span.of(&item.text))
                .collect::<String>()
        };
        assert_eq!(item.gold.iter().map(shown).collect::<Vec<_>>(), ["Iran", "deutsche", "Baden-Baden"]);
        assert_eq!(item.gold.iter().map(|n| n.kind).collect::<Vec<_>>(), [1, 3, 1]);
    }
}
