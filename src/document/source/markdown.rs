//! Markdown: the text without its marks, which become blocks and inlines.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::super::{BlockKind, Document, InlineKind};
use super::builder::Builder;
use super::{front_matter, html_plain};
use crate::text::clean::clean_line;

/// Parses Markdown with or without front matter. A level-one heading before everything else is the title.
pub(super) fn parse(source: &str) -> Document {
    let mut walk = Walk::default();
    let (mut meta, body) = front_matter::split(source, &mut walk.builder.problems);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for event in Parser::new_ext(body, options) {
        walk.event(event);
    }
    let mut document = walk.builder.finish(Default::default());
    if meta.title.is_none() {
        let title = document.blocks.first().filter(|b| b.kind == BlockKind::Title);
        meta.title = title.map(|b| b.span.of(&document.text).to_owned());
    }
    document.meta = meta;
    document
}

#[derive(Default)]
struct Walk {
    builder: Builder,
    quotes: usize,
    items: usize,
    /// How deep inside an image: its alternative text is no text of the article.
    images: usize,
    /// Whether a block stands before this place.
    begun: bool,
    /// Whether a cell of the table's row stands before this one.
    cell: bool,
    /// Raw HTML of the block that is being read.
    html: String,
}

impl Walk {
    fn event(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            _ if self.images > 0 => {}
            Event::Text(text) => self.builder.push(&text),
            Event::Code(code) => {
                self.builder.open(InlineKind::Code);
                self.builder.push(&code);
                self.builder.close();
            }
            Event::SoftBreak => self.builder.push(" "),
            Event::HardBreak => self.builder.line_break(),
            Event::InlineHtml(tag) if tag.starts_with("<br") => self.builder.line_break(),
            Event::Html(html) => self.html.push_str(&html),
            Event::Rule => self.builder.rule(),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.begin(self.running(), 1),
            Tag::Heading { level: HeadingLevel::H1, .. } if !self.begun => self.begin(BlockKind::Title, 1),
            Tag::Heading { level, .. } => self.begin(BlockKind::Heading, level as u8),
            Tag::CodeBlock(_) | Tag::Table(_) => self.begin(BlockKind::Preformatted, 1),
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::Item => {
                self.items += 1;
                self.begin(BlockKind::ListItem, 1);
            }
            Tag::TableHead | Tag::TableRow => self.cell = false,
            Tag::TableCell if std::mem::replace(&mut self.cell, true) => self.builder.push(" | "),
            Tag::Emphasis => self.builder.open(InlineKind::Emphasis),
            Tag::Strong => self.builder.open(InlineKind::Strong),
            Tag::Link { dest_url, .. } => {
                let target = clean_line(&dest_url, &mut self.builder.problems);
                self.builder.open(InlineKind::Link(target));
            }
            Tag::Image { .. } => self.images += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::Table => self.builder.end(),
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.html);
                self.builder.push(&html_plain::strip(&html));
                self.builder.end();
            }
            TagEnd::BlockQuote(_) => self.quotes = self.quotes.saturating_sub(1),
            TagEnd::Item => {
                self.builder.end();
                self.items = self.items.saturating_sub(1);
            }
            TagEnd::TableHead | TagEnd::TableRow => self.builder.line_break(),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link => self.builder.close(),
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            _ => {}
        }
    }

    fn begin(&mut self, kind: BlockKind, level: u8) {
        self.begun = true;
        self.builder.begin(kind, level);
    }

    /// What a paragraph is at this place.
    fn running(&self) -> BlockKind {
        match (self.items, self.quotes) {
            (1.., _) => BlockKind::ListItem,
            (0, 1..) => BlockKind::BlockQuote,
            (0, 0) => BlockKind::Paragraph,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::document::BlockKind::{
        self, BlockQuote, Heading, ListItem, Paragraph, Preformatted, Rule, Title,
    };
    use crate::document::InlineKind;
    use proptest::prelude::{prop, proptest};

    fn check(source: &str, expected: &[(BlockKind, &str)]) {
        let document = parse(source);
        let got: Vec<_> = document.blocks.iter().map(|b| (b.kind, b.span.of(&document.text))).collect();
        assert_eq!(got, expected, "{source}");
    }

    #[test]
    fn blocks() {
        check(
            "# Titel\n\nEen\n*twee*.\n\n## Kop & kop\n\n- a\n- b **c**\n\n  meer\n\n> q\n\n***\n\n    x  y\n    z\n",
            &[
                (Title, "Titel"),
                (Paragraph, "Een twee."),
                (Heading, "Kop & kop"),
                (ListItem, "a"),
                (ListItem, "b c"),
                (ListItem, "meer"),
                (BlockQuote, "q"),
                (Rule, ""),
                (Preformatted, "x  y\nz"),
            ],
        );
        check(
            "| a | b |\n|---|---|\n| 1 | *2* |\n\n![alt](b.jpg)\n\n<div>los &amp; vast</div>\n",
            &[(Preformatted, "a | b\n1 | 2"), (Paragraph, "los & vast")],
        );
    }

    #[test]
    fn inlines_are_spans_into_the_text() {
        let document = parse("Zie [de *site*](https://a.nl/&#27;[1m) en `code`, **&#27;[31mrood**.");
        let text = "Zie de site en code, [31mrood.";
        assert_eq!(document.text, text);
        let got: Vec<_> = document.inlines.iter().map(|i| (i.span.of(text), i.kind.clone())).collect();
        assert_eq!(got[0], ("de site", InlineKind::Link("https://a.nl/".to_owned())));
        assert_eq!(got[1], ("site", InlineKind::Emphasis));
        assert_eq!(got[2], ("code", InlineKind::Code));
        assert_eq!(got[3], ("[31mrood", InlineKind::Strong));
        assert_eq!(document.problems.len(), 1);
    }

    #[test]
    fn a_mark_in_a_piece_of_its_own_is_composed() {
        assert_eq!(parse("cafe**\u{301}** x").text, "café x");
    }

    proptest! {
        #[test]
        fn never_panics(parts in prop::collection::vec(prop::sample::select(vec![
            "# ", "\n", "\n\n", "- ", "> ", "*", "**", "`", "[a](b)", "![", "](", "|", "---", "    ", "e", "\u{301}",
            "<div>", "</div>", "&#27;", "1. ", "<br>", "\u{202e}", "```"]), 0..40)
        ) {
            crate::document::source::tests::check_invariants(&parse(&parts.concat()));
        }
    }
}
