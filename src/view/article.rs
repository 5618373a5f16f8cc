//! The article: its lines in view, with what was found in them.

use ratatui::layout::Position;

use super::paint::Painter;
use crate::annotate::{Kind, Mention, Quote, QuoteKind, SourceKind};
use crate::app::dim::{Dim, faded};
use crate::app::geometry::Rect;
use crate::app::layout::{Content, Line};
use crate::app::panes::list::ItemState;
use crate::app::reader::Reader;
use crate::app::select::column_of;
use crate::app::state::State;
use crate::app::update::known_of;
use crate::document::{BlockKind, Inline, InlineKind};
use crate::text::Span;
use crate::text::typeset::{self, Measure};
use crate::theme::{Role, Style};

/// A stretch of text and the style that is painted over what lies under it.
#[derive(Clone, Copy)]
struct Ink {
    span: Span,
    style: Style,
    /// Whether it is a name, which is to be seen also where all is bold already.
    name: bool,
}

/// Draws the article in its pane, or says why there is none.
///
/// Returns where the moving end of a selection is.
pub(super) fn draw(state: &State, painter: &mut Painter<'_>) -> Option<Position> {
    let pane = state.screen.geometry.article?;
    let Some(reader) = &state.reader else {
        empty(state, pane, painter);
        return None;
    };
    let column = state.screen.geometry.text;
    if reader.document().text.trim().is_empty() {
        painter.text(column.x, column.y + 3, column.width as usize, "This article is empty.", Role::Dim);
    }
    let known = known_of(state).map_or(&[][..], |known| &known.spans);
    let inks = Inks::of(reader, state.screen.dim.map(|dim| (dim, known)), painter);
    for (line, column, y) in super::lines(state, reader) {
        match &line.content {
            Content::Blank => {}
            Content::Title(text) => {
                painter.text(column.x, y, column.width as usize, text, Role::ArticleTitle);
            }
            Content::About(text) => {
                painter.text(column.x, y, column.width as usize, text, Role::Byline);
            }
            Content::Body { span, kind, first, hyphen } => {
                gutter(*kind, *first, inks.gutter(*span), column, y, painter);
                body(reader, line, *span, *kind, *hyphen, &inks, (column, y), painter);
            }
        }
    }
    head_of_selection(state, reader)
}

fn head_of_selection(state: &State, reader: &Reader) -> Option<Position> {
    let head = reader.selection?.head;
    let reaches = |l: &Line| matches!(l.content, Content::Body { span, .. } if span.start as usize <= head);
    let (line, column, y) = super::lines(state, reader).filter(|(line, ..)| reaches(line)).last()?;
    let x = column_of(line, head, &reader.document().text)?.min(column.width as usize - 1);
    Some(Position::new(column.x + x as u16, y))
}

/// What the pane says where there is nothing to read.
fn empty(state: &State, pane: Rect, painter: &mut Painter<'_>) {
    let lines: Vec<String> =
        match state.list.open.and_then(|o| state.list.items.get(o.item)).map(|i| &i.state) {
            Some(ItemState::Failed(reason)) => {
                vec![
                    "This article could not be read.".into(),
                    reason.clone(),
                    "J goes on to the next one.".into(),
                ]
            }
            Some(_) => Vec::new(),
            None => {
                let mut lines = vec!["There is nothing to read here.".to_string()];
                lines.extend(state.notices.problems.iter().take(3).cloned());
                lines.push("briefing FILE or FOLDER opens .txt, .md and .html articles.".into());
                lines.push("q leaves.".into());
                lines
            }
        };
    let width = pane.width.saturating_sub(4) as usize;
    let measure = Measure { width: width.max(1), indent: 0, patterns: None };
    let set = |line: &String| -> Vec<String> {
        typeset::set(line, measure).iter().map(|l| l.span.of(line).to_string()).collect()
    };
    let lines: Vec<String> = lines.iter().flat_map(set).collect();
    let top = pane.y + pane.height.saturating_sub(lines.len() as u16) / 3;
    for (line, y) in lines.iter().zip(top..pane.y + pane.height) {
        painter.text(pane.x + 3, y, width, line, Role::Dim);
    }
}

/// Marks left of the text: of a heading, a list item, a quote.
fn gutter(
    kind: BlockKind,
    first: bool,
    quote: Option<(&'static str, Role)>,
    column: Rect,
    y: u16,
    painter: &mut Painter<'_>,
) {
    let glyphs = painter.glyphs();
    let x = column.x.saturating_sub(2);
    match kind {
        BlockKind::Heading if first => {
            painter.text(x, y, 1, glyphs.heading, Role::Heading);
        }
        BlockKind::ListItem if first => {
            painter.text(column.x, y, 1, glyphs.bullet, Role::ListMarker);
        }
        _ => {}
    }
    if let (Some((glyph, role)), true) = (quote, kind != BlockKind::Heading) {
        painter.text(x, y, 1, glyph, role);
    }
}

/// Draws a line of the text.
#[allow(clippy::too_many_arguments)]
fn body(
    reader: &Reader,
    line: &Line,
    span: Span,
    kind: BlockKind,
    hyphen: bool,
    inks: &Inks,
    (column, y): (Rect, u16),
    painter: &mut Painter<'_>,
) {
    let base = painter.style(block_role(kind));
    let here: Vec<Ink> = inks.over(span).collect();
    let mut x = column.x + line.indent as u16;
    let mut style = base;
    for cell in line.cells(&reader.document().text) {
        style = styled(base, &here, cell.at);
        let end = column.x + (cell.column + cell.columns) as u16;
        x += painter.letter(x, y, cell.cluster, style);
        while x < end {
            x += painter.letter(x, y, " ", style).max(1);
        }
    }
    if hyphen {
        painter.letter(x, y, "-", style);
    }
}

fn styled(base: Style, inks: &[Ink], offset: usize) -> Style {
    inks.iter().filter(|i| i.span.contains(offset)).fold(base, |under, ink| {
        let style = ink.style.over(under);
        if ink.name && style == under { Style { bold: !style.bold, ..style } } else { style }
    })
}

fn block_role(kind: BlockKind) -> Role {
    match kind {
        BlockKind::Title => Role::ArticleTitle,
        BlockKind::Heading => Role::Heading,
        BlockKind::Byline | BlockKind::Time => Role::Byline,
        BlockKind::BlockQuote => Role::BlockQuote,
        BlockKind::Caption => Role::Dim,
        BlockKind::Preformatted => Role::Code,
        BlockKind::Rule => Role::Rule,
        BlockKind::Paragraph | BlockKind::ListItem => Role::Text,
    }
}

/// What is painted over the text in view, from the bottom to the top, and the quotes for the gutter.
struct Inks {
    inks: Vec<Ink>,
    bars: Vec<(Span, &'static str, Role)>,
}

impl Inks {
    fn of(reader: &Reader, dim: Option<(Dim, &[Span])>, painter: &Painter<'_>) -> Self {
        let view = reader.in_view();
        let annotations = reader.annotations();
        let mut all = Inks { inks: Vec::new(), bars: Vec::new() };
        let quotes: Vec<&Quote> = annotations.quotes.iter().filter(|q| q.span.overlaps(view)).collect();
        // Reported speech may hold direct speech, so it lies under it.
        for quote in quotes
            .iter()
            .filter(|q| q.kind == QuoteKind::Indirect)
            .chain(quotes.iter().filter(|q| q.kind != QuoteKind::Indirect))
        {
            all.quote(quote, painter);
        }
        for inline in reader.document().inlines.iter().filter(|i| i.span.overlaps(view)) {
            all.push(inline.span, inline_role(inline), painter);
        }
        let first = annotations.mentions.partition_point(|m| m.span.end <= view.start);
        for mention in annotations.mentions[first..].iter().take_while(|m| m.span.start < view.end) {
            all.mention(mention, reader, painter);
        }
        if let Some((dim, known)) = dim {
            for span in faded(reader, dim, known) {
                all.push(span, Role::Faded, painter);
            }
        }
        all.hits(reader, view, painter);
        if let Some(selection) = reader.selection {
            all.push(selection.span(reader.document()), Role::Selection, painter);
        }
        all
    }

    fn push(&mut self, span: Span, role: Role, painter: &Painter<'_>) {
        self.inks.push(Ink { span, style: painter.style(role), name: false });
    }

    fn quote(&mut self, quote: &Quote, painter: &Painter<'_>) {
        let glyphs = painter.glyphs();
        let (glyph, role) = match quote.kind {
            QuoteKind::Scare => return self.push(quote.span, Role::QuoteScare, painter),
            _ if quote.source == SourceKind::None || quote.source == SourceKind::Anonymous => {
                (glyphs.unattributed, Role::Unattributed)
            }
            QuoteKind::Direct => (glyphs.direct, Role::QuoteDirect),
            QuoteKind::Indirect => (glyphs.indirect, Role::QuoteIndirect),
        };
        let ink = if quote.kind == QuoteKind::Direct { Role::QuoteDirect } else { Role::QuoteIndirect };
        self.push(quote.span, ink, painter);
        self.bars.push((quote.span, glyph, role));
    }

    fn mention(&mut self, mention: &Mention, reader: &Reader, painter: &Painter<'_>) {
        let style = painter.style(kind_role(mention.kind));
        self.inks.push(Ink { span: mention.span, style, name: mention.kind.is_name() });
        if reader.chosen == Some(mention.entity) {
            self.push(mention.span, Role::SelectedMention, painter);
        }
    }

    fn hits(&mut self, reader: &Reader, view: Span, painter: &Painter<'_>) {
        let spans = &reader.hits.spans;
        let first = spans.partition_point(|s| s.end <= view.start);
        for (i, span) in spans.iter().enumerate().skip(first).take_while(|(_, s)| s.start < view.end) {
            let current = reader.hits.current == Some(i);
            self.push(*span, if current { Role::SearchCurrent } else { Role::SearchMatch }, painter);
        }
        if let Some(target) = reader.target.filter(|_| reader.hits.spans.is_empty()) {
            let annotations = reader.annotations();
            let mention = annotations.mentions.iter().any(|m| m.span == target);
            let quote = annotations.quotes.iter().any(|q| q.span == target);
            if mention {
                self.push(target, Role::SelectedMention, painter);
            } else if !quote {
                self.push(target, Role::CursorUnfocused, painter);
            }
        }
    }

    fn over(&self, span: Span) -> impl Iterator<Item = Ink> + '_ {
        self.inks.iter().copied().filter(move |i| i.span.overlaps(span))
    }

    /// The mark of the quote on a line: of the innermost one.
    fn gutter(&self, line: Span) -> Option<(&'static str, Role)> {
        let bar = self.bars.iter().rev().find(|(span, ..)| span.overlaps(line));
        bar.map(|&(_, glyph, role)| (glyph, role))
    }
}

fn inline_role(inline: &Inline) -> Role {
    match inline.kind {
        InlineKind::Emphasis => Role::Emphasis,
        InlineKind::Strong => Role::Strong,
        InlineKind::Code => Role::Code,
        InlineKind::Link(_) => Role::Link,
    }
}

/// The role of an entity's kind, the same in text and pane.
pub(super) fn kind_role(kind: Kind) -> Role {
    match kind {
        Kind::Person => Role::Person,
        Kind::Place => Role::Place,
        Kind::Organisation => Role::Organisation,
        Kind::Misc => Role::Misc,
        Kind::Date | Kind::Time | Kind::Money | Kind::Percent | Kind::Quantity => Role::Figure,
    }
}
