//! Saved web pages: the article found among the clutter, and what the head says of it.
//!
//! Which part of the page is the article, `dom_smoothie` (Readability) decides; the walk below then keeps what a
//! reader reads: headings, paragraphs, lists, quotes, code and tables. Pictures, their captions and the page's own
//! title stay out.

use dom_query::{Document as Tree, NodeRef};
use dom_smoothie::{Config, Readability};

use super::super::{BlockKind, Document, InlineKind, heading};
use super::builder::Builder;
use super::{head, html_plain};
use crate::text::clean::clean_line;
use crate::text::{Problem, ProblemKind};

/// Pages with more elements than this are read whole instead of searched for their article.
const MAX_ELEMENTS: usize = 40_000;

/// Elements whose class says that they are clutter are believed up to this many bytes of text and as many nodes.
const MAX_CLUTTER: usize = 400;

/// Parses a saved web page.
pub(super) fn parse(source: &str) -> Document {
    if !html_plain::is_tame(source) {
        return parse_flat(source);
    }
    let mut builder = Builder::default();
    let tree = Tree::from(source);
    let meta = head::read(&tree, &mut builder.problems);
    clear(&tree);
    let title = meta.title.clone().unwrap_or_default();
    let mut walk = Walk::new(builder, &title);
    match article(tree.clone()) {
        Some(content) => walk.children(&Tree::from(content).root()),
        None => walk.children(&tree.root()),
    }
    if walk.builder.is_empty() {
        // Readability found nothing worth reading: better the whole page than none of it.
        walk.children(&tree.root());
    }
    walk.builder.finish(meta)
}

/// A page that is not worth a tree: its tags stripped, one paragraph a block.
fn parse_flat(source: &str) -> Document {
    let mut builder = Builder::default();
    let detail = "nested too deeply, read without its structure";
    builder.problems.push(Problem::once(ProblemKind::Structure, 1, detail));
    for block in html_plain::strip(source).split("\n\n") {
        builder.end();
        builder.push(block);
    }
    builder.finish(Default::default())
}

/// Takes away what is no part of an article wherever it stands.
fn clear(tree: &Tree) {
    let clutter = "script, style, noscript, template, nav, form, button, iframe, svg, figure, figcaption, aside, dialog, \
                   [hidden], [aria-hidden=true], [role=navigation], [role=dialog], [role=complementary]";
    tree.select(clutter).remove();
    for element in tree.select("body [class]").nodes() {
        let named = element.class().is_some_and(|class| class.split_ascii_whitespace().any(is_clutter));
        // A class can be anything: what holds an article's worth of text stays.
        if named && is_small(element) {
            element.remove_from_parent();
        }
    }
    // Readability drops line breaks; the words around them must not grow together.
    for line_break in tree.select("br").nodes() {
        line_break.insert_before(&tree.tree.new_text("\n"));
    }
}

/// Whether an element holds little text; looks no further than it must.
fn is_small(element: &NodeRef) -> bool {
    let mut nodes = element.descendants_it();
    let mut text = 0;
    let within = nodes.by_ref().take(MAX_CLUTTER).all(|n| {
        text += if n.is_text() { n.text().trim().len() } else { 0 };
        text <= MAX_CLUTTER
    });
    within && nodes.next().is_none()
}

/// Class names of what stands in an article and is no part of it: advertisements, sharing, bylines, tags.
const CLUTTER: &str = "ad ads advert advertisement advertentie anzeige werbung publicite publicidad banner share \
    sharing social meta byline author auteur autor dateline tags breadcrumb breadcrumbs related \
    gerelateerd lees-ook newsletter nieuwsbrief promo cookie-bar comments reacties caption credit";

fn is_clutter(class: &str) -> bool {
    CLUTTER.split(' ').any(|n| class.eq_ignore_ascii_case(n))
}

/// The article's own HTML; none where it cannot be told from the page.
fn article(tree: Tree) -> Option<String> {
    let config = Config { max_elements_to_parse: MAX_ELEMENTS, disable_json_ld: true, ..Config::default() };
    let mut readability = Readability::with_document(tree, None, Some(config)).ok()?;
    readability.parse().ok().map(|article| article.content.to_string())
}

struct Walk<'t> {
    builder: Builder,
    title: &'t str,
    quotes: usize,
    items: usize,
    pre: usize,
    /// Whether a `br` stands directly before this place: two of them part paragraphs.
    after_break: bool,
    /// Whether a cell of the table's row stands before this one.
    cell: bool,
}

impl<'t> Walk<'t> {
    fn new(builder: Builder, title: &'t str) -> Self {
        Walk { builder, title, quotes: 0, items: 0, pre: 0, after_break: false, cell: false }
    }

    /// Walks everything below `root`, in document order and without recursion.
    fn children(&mut self, root: &NodeRef) {
        let mut next = root.first_child();
        while let Some(node) = next {
            let descend = self.enter(&node);
            if let Some(child) = node.first_child().filter(|_| descend) {
                next = Some(child);
                continue;
            }
            next = self.after(node, root, descend);
        }
        self.builder.end();
    }

    /// Leaves `node` and every element that ends with it; the node that comes next.
    fn after<'a>(&mut self, mut node: NodeRef<'a>, root: &NodeRef, entered: bool) -> Option<NodeRef<'a>> {
        if entered {
            self.leave(&node);
        }
        loop {
            if let Some(sibling) = node.next_sibling() {
                return Some(sibling);
            }
            node = node.parent().filter(|p| p.id != root.id)?;
            self.leave(&node);
        }
    }

    /// Takes a node in; whether its children are to be walked.
    fn enter(&mut self, node: &NodeRef) -> bool {
        if node.is_text() {
            self.text(&node.text());
            return false;
        }
        let Some(name) = node.node_name() else { return !node.is_comment() && !node.is_doctype() };
        match &*name {
            "head" | "title" | "footer" | "select" | "textarea" => return false,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => return self.heading(node, &name),
            "p" if heading::is_call_out(node.text().trim()) => return false,
            name => {
                self.enter_block(node, name);
                self.enter_inline(node, name);
            }
        }
        true
    }

    fn enter_block(&mut self, node: &NodeRef, name: &str) {
        match name {
            "p" => self.builder.begin(self.running(), 1),
            "li" => {
                self.items += 1;
                self.builder.begin(BlockKind::ListItem, 1);
            }
            "blockquote" => {
                self.quotes += 1;
                self.builder.end();
            }
            "pre" => {
                self.pre += 1;
                self.builder.begin(BlockKind::Preformatted, 1);
            }
            "table" if is_data(node) => self.builder.begin(BlockKind::Preformatted, 1),
            "tr" => self.cell = false,
            "td" | "th" if std::mem::replace(&mut self.cell, true) && self.builder.is_preformatted() => {
                self.builder.push(" | ");
            }
            "hr" => self.builder.rule(),
            name if is_box(name) => self.builder.end(),
            _ => {}
        }
    }

    fn enter_inline(&mut self, node: &NodeRef, name: &str) {
        match name {
            "br" => self.line_break(),
            "em" | "i" | "cite" => self.builder.open(InlineKind::Emphasis),
            "strong" | "b" => self.builder.open(InlineKind::Strong),
            "code" | "kbd" | "samp" => self.builder.open(InlineKind::Code),
            "a" => {
                let target = clean_line(&node.attr_or("href", ""), &mut self.builder.problems);
                self.builder.open(InlineKind::Link(target));
            }
            _ => {}
        }
    }

    fn leave(&mut self, node: &NodeRef) {
        let Some(name) = node.node_name() else { return };
        match &*name {
            "em" | "i" | "cite" | "strong" | "b" | "code" | "kbd" | "samp" | "a" => self.builder.close(),
            "tr" => self.builder.line_break(),
            "li" => {
                self.items = self.items.saturating_sub(1);
                self.builder.end();
            }
            "blockquote" => {
                self.quotes = self.quotes.saturating_sub(1);
                self.builder.end();
            }
            "pre" => {
                self.pre = self.pre.saturating_sub(1);
                self.builder.end();
            }
            "p" | "table" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.builder.end(),
            name if is_box(name) => self.builder.end(),
            _ => {}
        }
    }

    /// Begins a heading, unless it is the page's title over again, sends the reader elsewhere, or is a first-level one
    /// before all text: the name of the site.
    fn heading(&mut self, node: &NodeRef, name: &str) -> bool {
        let text = clean_line(&node.text(), &mut Vec::new());
        let first = name == "h1" && self.builder.is_empty();
        if first || text == self.title || heading::is_call_out(&text) {
            return false;
        }
        let level = name.as_bytes().get(1).map_or(1, |b| b - b'0');
        self.builder.begin(BlockKind::Heading, level);
        true
    }

    fn text(&mut self, text: &str) {
        self.after_break &= text.trim_ascii().is_empty();
        if self.pre == 0 && self.builder.is_preformatted() {
            let words: Vec<_> = text.split_ascii_whitespace().collect();
            self.builder.push(&words.join(" "));
        } else {
            if !self.builder.is_open() && !text.trim_ascii().is_empty() {
                self.builder.begin(self.running(), 1);
            }
            self.builder.push(text);
        }
    }

    fn line_break(&mut self) {
        if std::mem::replace(&mut self.after_break, true) && self.pre == 0 {
            self.builder.end();
        } else {
            self.builder.line_break();
        }
    }

    /// What running text is at this place.
    fn running(&self) -> BlockKind {
        match (self.items, self.quotes) {
            (1.., _) => BlockKind::ListItem,
            (0, 1..) => BlockKind::BlockQuote,
            (0, 0) => BlockKind::Paragraph,
        }
    }
}

/// Elements that stand on lines of their own.
fn is_box(name: &str) -> bool {
    matches!(
        name,
        "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "ul"
            | "ol"
            | "dl"
            | "dt"
            | "dd"
            | "address"
            | "details"
            | "summary"
            | "body"
            | "html"
            | "fieldset"
            | "center"
            | "hgroup"
    )
}

/// Whether a table holds figures and not the layout of a page.
fn is_data(table: &NodeRef) -> bool {
    let layout =
        |n: NodeRef| n.node_name().is_some_and(|name| matches!(&*name, "p" | "div" | "table" | "li" | "h2"));
    !table.descendants_it().any(layout)
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::document::BlockKind::{self, BlockQuote, Heading, ListItem, Paragraph, Preformatted};
    use crate::document::{InlineKind, Lang};
    use crate::text::ProblemKind;
    use proptest::prelude::{prop, proptest};

    const LONG: &str = "Dit is een alinea van een verhaal, lang genoeg om er een te zijn, met komma's en al, en met \
                        nog een zin erachter. Want een pagina met te weinig tekst telt niet als artikel, en dan wordt \
                        zij in haar geheel gelezen, wat hier de bedoeling niet is.";

    fn check(body: &str, expected: &[(BlockKind, &str)]) {
        let document = parse(&format!("<html><body>{body}</body></html>"));
        let got: Vec<_> = document.blocks.iter().map(|b| (b.kind, b.span.of(&document.text))).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn an_article_among_clutter() {
        let page = format!(
            "<nav><a href=/>Voorpagina</a></nav><main><article><h1>De titel</h1><figure><img src=a><figcaption>Foto: X\
             </figcaption></figure><p>{LONG}</p><h2>Een  <i>kop</i></h2><p>{LONG}</p><blockquote><p>Citaat.</p></blockquote>\
             <ul><li>een</li><li>twee</li></ul><pre>a\n  b</pre><table><tr><td>1</td><td>2</td></tr></table>\
             <h3>Lees ook:</h3><p>Bekijk hier de beelden.</p><aside>Iets anders</aside></article></main><footer>Colofon</footer>"
        );
        check(
            &page,
            &[
                (Paragraph, LONG),
                (Heading, "Een kop"),
                (Paragraph, LONG),
                (BlockQuote, "Citaat."),
                (ListItem, "een"),
                (ListItem, "twee"),
                (Preformatted, "a\n  b"),
                (Preformatted, "1 | 2"),
            ],
        );
    }

    #[test]
    fn a_small_page_is_read_whole() {
        check(
            "Een<br>regel<br><br>Nog een <p>twee",
            &[(Paragraph, "Een regel"), (Paragraph, "Nog een"), (Paragraph, "twee")],
        );
    }

    #[test]
    fn the_head_speaks() {
        let document = parse(
            "<html lang=de><head><title>Titel | Blatt</title><meta property='og:site_name' content='Blatt'>\
             <meta property='og:title' content='Titel&#27;[31m'><meta name=author content='A. B.'>\
             <meta property='article:published_time' content='2024-10-17T16:42:00+02:00'></head>\
             <body><p>Ein <a href='https://a.de/'>Satz</a>.</p></body></html>",
        );
        let meta = &document.meta;
        assert_eq!((meta.title.as_deref(), meta.lang), (Some("Titel"), Lang::De));
        assert_eq!((meta.source.as_deref(), meta.author.as_deref()), (Some("Blatt"), Some("A. B.")));
        assert_eq!(meta.date.map(|d| d.to_string()).as_deref(), Some("2024-10-17T16:42:00"));
        assert_eq!(document.inlines[0].kind, InlineKind::Link("https://a.de/".to_owned()));
        assert_eq!(document.problems[0].kind, ProblemKind::EscapeSequences);
    }

    #[test]
    fn hostile_pages_take_no_time() {
        let start = std::time::Instant::now();
        let deep = format!("{}x, y, z{}", "<div class=ad>".repeat(100), "</div>".repeat(100));
        for unit in [
            &*deep,
            "<p>Een zin, met komma's, en nog een, en nog een die wat langer is dan de vorige, dus.",
            "<div>",
            "<b><p>",
            "<font size=1>",
            "<table><tr><td>",
            "<p>",
            "</p>",
            "<a>",
            "&#x41;",
            "<!--",
            "<br>",
        ] {
            let document = parse(&unit.repeat(600_000 / unit.len()));
            crate::document::source::tests::check_invariants(&document);
        }
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    }

    proptest! {
        #[test]
        fn never_panics(parts in prop::collection::vec(prop::sample::select(vec![
            "<p>", "</p>", "<h2>", "</h2>", "<li>", "<ul>", "<table>", "<tr>", "<td>", "<pre>", "<br>", "<a href=x>",
            "</a>", "<b>", "</b>", "e", "&#x301;", "&#27;", " ", "\n", "<script>", "<article>", "<title>", "<svg>",
            "<blockquote>", "<template>", "<!--", "<figure>"]), 0..40)
        ) {
            crate::document::source::tests::check_invariants(&parse(&parts.concat()));
        }
    }
}
