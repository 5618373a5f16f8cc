//! What the rules and models look at: the text as items, a quoted span counting as one, in sentences that a stop
//! inside a quote does not end.

mod aside;
mod lookup;

use super::marks::Marked;
use crate::annotate::entity::cluster::Clusters;
use crate::annotate::{Entity, Kind, Mention};
use crate::document::token::Tokens;
use crate::document::{Document, Lang, TokenKind};
use crate::language::{Class, Classes, Pack};
use crate::text::Span;

/// No index.
pub const NONE: u32 = u32::MAX;
/// The longest a quotation mark is, with a space or a sign beside it, in bytes.
const MARK: u32 = 8;

/// A word, a sign or a whole quoted span.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    /// Where.
    pub span: Span,
    /// The token, or [`NONE`] for a quoted span.
    pub token: u32,
    /// The quoted span, an index into [`Context::marks`], or [`NONE`].
    pub quote: u32,
    /// What the pack knows of the word; empty for signs and quoted spans.
    pub classes: Classes,
    /// The paradigm of the word, 0 for none; see [`crate::language::pack::Entry::lemma`].
    pub lemma: u32,
    /// How many items the form takes, 1 or more (`according to`: 2).
    pub words: u8,
    /// The first letter of the item, or the sign itself; `"` for a quoted span.
    pub first: char,
    /// Whether white space precedes it.
    pub spaced: bool,
}

impl Item {
    /// Whether it is this sign.
    pub fn is(&self, sign: char) -> bool {
        self.quote == NONE && self.first == sign
    }

    /// Whether it is a quoted span.
    pub fn is_quote(&self) -> bool {
        self.quote != NONE
    }

    /// Whether it is a word or a number.
    pub fn is_word(&self) -> bool {
        self.quote == NONE && self.first.is_alphanumeric()
    }

    /// Whether the word is of this class.
    pub fn has(&self, class: Class) -> bool {
        self.classes.has(class)
    }
}

/// A sentence as a range of items.
#[derive(Clone, Copy, Debug)]
pub struct Sentence {
    /// First item.
    pub first: u32,
    /// The item after the last.
    pub end: u32,
    /// Its block.
    pub block: u32,
}

impl Sentence {
    /// Its items.
    pub fn range(&self) -> std::ops::Range<usize> {
        self.first as usize..self.end as usize
    }
}

/// Everything known about a document before a quote is judged.
pub struct Context<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its tokens.
    pub tokens: &'a Tokens,
    /// Mentions of names, in order.
    pub mentions: &'a [Mention],
    /// What they name.
    pub entities: &'a [Entity],
    /// The words of its language.
    pub pack: &'a Pack,
    /// Spans between marks, in order.
    pub marks: Vec<Marked>,
    /// The items, in order.
    pub items: Vec<Item>,
    /// The sentences, in order; together they cover the items.
    pub sentences: Vec<Sentence>,
    /// The sentence of each item.
    pub sentence_of: Vec<u32>,
    /// The mention that each item belongs to, or [`NONE`].
    pub mention_of: Vec<u32>,
    /// The item that stands for each span between marks, or [`NONE`] for one inside another.
    pub item_of_mark: Vec<u32>,
    /// Where each Dutch word stands among the words that are used alike, from 0 to 1; -1 for one that is not known.
    alike: Vec<f32>,
}

impl<'a> Context<'a> {
    /// Lays out a document. Time linear in its length.
    pub fn new(
        document: &'a Document,
        tokens: &'a Tokens,
        mentions: &'a [Mention],
        entities: &'a [Entity],
        pack: &'a Pack,
    ) -> Self {
        let marks = super::marks::scan(document, pack);
        let mut context = Context {
            document,
            tokens,
            mentions,
            entities,
            pack,
            item_of_mark: vec![NONE; marks.len()],
            marks,
            items: Vec::with_capacity(tokens.tokens.len()),
            sentences: Vec::new(),
            sentence_of: Vec::new(),
            mention_of: Vec::new(),
            alike: Vec::new(),
        };
        context.lay_out();
        context.look_up();
        context.settle_number();
        context.place_mentions();
        context.place_words();
        context
    }

    /// The text of the document.
    pub fn text(&self) -> &'a str {
        &self.document.text
    }

    /// The text of an item.
    pub fn word(&self, item: usize) -> &'a str {
        self.items.get(item).map_or("", |i| i.span.of(&self.document.text))
    }

    /// The sentence of an item.
    pub fn sentence(&self, item: usize) -> Sentence {
        self.sentences[self.sentence_of[item] as usize]
    }

    /// The text from the start of one item to the end of another.
    pub fn stretch(&self, first: usize, last: usize) -> Span {
        Span { start: self.items[first].span.start, end: self.items[last].span.end }
    }

    /// Makes items and sentences of the tokens.
    fn lay_out(&mut self) {
        let mut top = 0;
        for sentence in &self.tokens.sentences {
            let kind = self.document.blocks[sentence.block as usize].kind;
            if !super::marks::quotable(kind) {
                continue;
            }
            let mut t = sentence.first;
            while t < sentence.end {
                let token = self.tokens.tokens[t as usize];
                while top < self.marks.len()
                    && (self.marks[top].depth > 0 || self.marks[top].span.end <= token.span.start)
                {
                    top += 1;
                }
                let inside = self.marks.get(top).is_some_and(|m| m.span.contains(token.span.start as usize));
                if let Some(aside) = inside.then(|| self.aside(t, sentence.end, top)).flatten() {
                    self.interrupt(top, &aside, sentence.block);
                    t = aside.end;
                    continue;
                }
                if inside {
                    self.quote_item(top, t, sentence.block);
                } else {
                    self.word_item(t, sentence.block);
                }
                t += 1;
            }
            self.maybe_end(sentence.block);
        }
        let last = self.items.len() as u32;
        self.end_sentence(last);
    }

    /// The quoted span, or what of it follows an aside.
    fn quote_item(&mut self, mark: usize, t: u32, block: u32) {
        let (m, token) = (self.marks[mark], self.tokens.tokens[t as usize]);
        let (mut span, mut place) = (m.span, m.block);
        if self.item_of_mark[mark] == NONE {
            self.item_of_mark[mark] = self.items.len() as u32;
        } else if self.items.last().is_some_and(|i| i.is_quote() || token.kind == TokenKind::Punct) {
            return;
        } else {
            (span.start, place) = (token.span.start, block);
        }
        self.starts_anew(place, '"', span);
        self.push(Item {
            span,
            token: NONE,
            quote: mark as u32,
            classes: Classes::NONE,
            lemma: 0,
            words: 1,
            first: '"',
            spaced: token.spaced,
        });
    }

    fn word_item(&mut self, t: u32, block: u32) {
        let token = self.tokens.tokens[t as usize];
        let first = token.span.of(&self.document.text).chars().next().unwrap_or(' ');
        self.starts_anew(block, first, token.span);
        let spaced = token.spaced;
        self.push(Item {
            span: token.span,
            token: t,
            quote: NONE,
            classes: Classes::NONE,
            lemma: 0,
            words: 1,
            first,
            spaced,
        });
    }

    fn push(&mut self, item: Item) {
        self.sentence_of.push(self.sentences.len() as u32 - 1);
        self.items.push(item);
    }

    /// Opens a sentence where a block begins, or where something new begins after a quote that ends in a stop.
    fn starts_anew(&mut self, block: u32, first: char, span: Span) {
        let Some(open) = self.sentences.last().copied() else {
            self.sentences.push(Sentence { first: 0, end: NONE, block });
            return;
        };
        let here = self.items.len() as u32;
        let new = open.block != block || open.end != NONE;
        if new || (here > open.first && self.after_closed_quote(first, span)) {
            self.end_sentence(here);
            self.sentences.push(Sentence { first: here, end: NONE, block });
        }
    }

    /// Whether the last item is a quote that ends a sentence inside its marks, and no attribution follows.
    fn after_closed_quote(&self, first: char, span: Span) -> bool {
        let Some(last) = self.items.last() else { return false };
        if !last.is_quote() {
            return false;
        }
        let inner = last.span.of(&self.document.text).trim_end_matches(super::marks::is_mark);
        let stopped = inner.ends_with(['.', '!', '?', '…']);
        if !stopped {
            return false;
        }
        if first == '"' {
            return true;
        }
        let lower = span.of(&self.document.text).to_lowercase();
        let said = self
            .pack
            .get(&lower)
            .is_some_and(|e| e.classes.any(Classes::of(&[Class::Say, Class::Manner, Class::Thus])));
        first.is_uppercase() && !(said && inner.ends_with(['!', '?']))
    }

    /// Ends a sentence where the tokenizer ends one outside every quote.
    fn maybe_end(&mut self, block: u32) {
        let here = self.items.len() as u32;
        let Some(last) = self.items.last() else { return };
        // Inside or right after a quote the next item decides; see `starts_anew`.
        if last.is_quote() && self.sentences.last().is_some_and(|s| s.block == block) {
            return;
        }
        self.end_sentence(here);
    }

    fn end_sentence(&mut self, at: u32) {
        if let Some(open) = self.sentences.last_mut()
            && open.end == NONE
        {
            open.end = at;
        }
    }

    /// Marks the items that belong to a mention outside the quoted spans.
    fn place_mentions(&mut self) {
        self.mention_of = vec![NONE; self.items.len()];
        let mut item = 0;
        for (m, mention) in self.mentions.iter().enumerate() {
            if !mention.kind.is_name() {
                continue;
            }
            while item < self.items.len() && self.items[item].span.end <= mention.span.start {
                item += 1;
            }
            let mut i = item;
            while i < self.items.len() && self.items[i].span.start < mention.span.end {
                if !self.items[i].is_quote() || self.is_title(i, mention) {
                    self.mention_of[i] = m as u32;
                }
                i += 1;
            }
        }
    }

    /// Whether marks hold nothing but what a mention names, as those of a newspaper's title do ("schreibt die „Zeit“").
    /// What a comma follows may be an answer.
    fn is_title(&self, item: usize, mention: &Mention) -> bool {
        let (whole, name) = (self.items[item].span, mention.span);
        let bare = |start: u32, end: u32| {
            let near = end.checked_sub(start).is_some_and(|bytes| bytes <= MARK);
            near && !Span { start, end }.of(self.text()).contains(char::is_alphanumeric)
        };
        mention.kind != Kind::Place
            && bare(whole.start, name.start)
            && bare(name.end, whole.end)
            && self.items.get(item + 1).is_none_or(|next| !next.is(','))
    }

    /// Looks up the Dutch words among their like. The steps down the tree of word classes, read as a fraction, make
    /// each branch an interval, which a tree of thresholds can cut out.
    fn place_words(&mut self) {
        if self.document.meta.lang != Lang::Nl {
            return;
        }
        let clusters = Clusters::dutch();
        let place = |i: usize| {
            let word = self.items[i].is_word().then(|| clusters.word(self.word(i), Lang::Nl)).flatten();
            word.map_or(-1.0, |w| w.place())
        };
        self.alike = (0..self.items.len()).map(place).collect();
    }

    /// Where a word stands among those that are used alike, from 0 to 1; -1 for a name, a sign, a word that is not
    /// known and for all of other languages than Dutch.
    pub fn alike(&self, item: usize) -> f32 {
        let name = self.mention_of.get(item).is_some_and(|&m| m != NONE);
        self.alike.get(item).copied().filter(|_| !name).unwrap_or(-1.0)
    }

    /// Whether an item is the first word of a quoted or plain sentence.
    pub fn starts_sentence(&self, item: usize) -> bool {
        self.sentence(item).first as usize == item
    }

    /// Whether a token is a number.
    pub fn is_number(&self, item: usize) -> bool {
        self.tokens.tokens.get(self.items[item].token as usize).is_some_and(|t| t.kind == TokenKind::Number)
    }
}

/// Lower case into a buffer that is used again.
pub fn fold(word: &str, into: &mut String) {
    into.clear();
    if word.is_ascii() {
        into.push_str(word);
        into.make_ascii_lowercase();
    } else {
        into.extend(word.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }));
    }
}
