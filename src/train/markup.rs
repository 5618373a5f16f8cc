//! Marked-up articles: plain text with names and quotes marked in line. `docs/markup.md` describes the form.

use super::gold::{Gold, Name, Quote};
use crate::annotate::{Kind, QuoteKind};
use crate::document::Lang;
use crate::text::Span;

/// What is open at a place of the text.
enum Open {
    Name { start: usize },
    Quote { start: usize, kind: QuoteKind, speaker: Option<String>, via: Option<String> },
}

/// Reads a marked-up article.
///
/// # Errors
/// Says the line and what is wrong with a mark.
pub fn read(marked: &str, lang: Lang) -> Result<Gold, String> {
    let mut reader = Reader { gold: Gold { lang, ..Gold::default() }, open: Vec::new() };
    let paragraphs = (1..).zip(marked.lines()).filter(|(_, line)| !line.trim().is_empty());
    for (number, line) in paragraphs {
        reader.paragraph(line.trim()).map_err(|what| format!("line {number}: {what}"))?;
    }
    reader.gold.names.sort_by_key(|n| n.span);
    reader.gold.quotes.sort_by_key(|q| q.span);
    Ok(reader.gold)
}

struct Reader {
    gold: Gold,
    open: Vec<Open>,
}

impl Reader {
    fn paragraph(&mut self, line: &str) -> Result<(), String> {
        if !self.gold.text.is_empty() {
            self.gold.text.push_str("\n\n");
        }
        let start = self.gold.text.len();
        let heading = line.strip_prefix("## ");
        let mut rest = heading.unwrap_or(line);
        while let Some(at) = rest.find(['[', ']', '{', '}', '|']) {
            self.gold.text.push_str(&rest[..at]);
            rest = self.mark(&rest[at..])?;
        }
        self.gold.text.push_str(rest);
        if self.open.pop().is_some() {
            return Err("a mark is left open at the end of the paragraph".into());
        }
        self.gold.headings.extend(heading.map(|_| Span::new(start, self.gold.text.len())));
        Ok(())
    }

    /// Takes the mark that `rest` begins with; gives what follows it.
    fn mark<'a>(&mut self, rest: &'a str) -> Result<&'a str, String> {
        let here = self.gold.text.len();
        let wrong = |what: &str| Err(format!("{what}: `{}`", rest.chars().take(40).collect::<String>()));
        match rest.as_bytes() {
            [b'[', ..] => {
                if self.open.iter().any(|o| matches!(o, Open::Name { .. })) {
                    return wrong("a name inside a name");
                }
                self.open.push(Open::Name { start: here });
                Ok(&rest[1..])
            }
            [b'{', ..] => {
                let Some((open, after)) = quote(rest, here) else { return wrong("no such quote") };
                self.open.push(open);
                Ok(after)
            }
            [b'|', ..] => {
                let Some((kind, after)) = rest[1..].split_once(']') else {
                    return wrong("a name without end");
                };
                let Some(kind) = Kind::from_tag(kind).filter(|k| k.is_name()) else {
                    return wrong("no such kind");
                };
                let Some(Open::Name { start }) = self.open.pop() else { return wrong("no name to end") };
                self.gold.names.push(Name { span: Span::new(start, here), kind, name: None });
                Ok(after)
            }
            [b'}', ..] => {
                let Some(Open::Quote { start, kind, speaker, via }) = self.open.pop() else {
                    return wrong("no quote to end");
                };
                let names = speaker.into_iter().collect();
                self.gold.quotes.push(Quote { span: Span::new(start, here), kind: Some(kind), names, via });
                Ok(&rest[1..])
            }
            _ => wrong("a name without kind"),
        }
    }
}

/// The quote that begins with `rest`, and what follows its opening.
fn quote(rest: &str, start: usize) -> Option<(Open, &str)> {
    let (head, after) = rest.strip_prefix('{')?.split_once('|')?;
    let (kind, speaker) = head.split_once(' ').unwrap_or((head, "-"));
    let kind = match kind {
        "d" => QuoteKind::Direct,
        "i" => QuoteKind::Indirect,
        "s" => QuoteKind::Scare,
        _ => return None,
    };
    let plain = !speaker.contains(['[', ']', '{', '}']);
    let (speaker, via) = match speaker.trim().split_once(" via ") {
        Some((speaker, via)) => (speaker, Some(via.trim().to_string())),
        None => (speaker, None),
    };
    let speaker = Some(speaker.trim().to_string()).filter(|s| s != "-");
    plain.then_some((Open::Quote { start, kind, speaker, via }, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_quotes_and_headings_are_read() {
        let text =
            "## News of [Oslo|LOC]\n\n{d Ann Lee via BBC|“[Oslo|LOC] is far,”} said [Lee|PER]: {i -|it is}.";
        let gold = read(text, Lang::En).unwrap();
        assert_eq!(gold.text, "News of Oslo\n\n“Oslo is far,” said Lee: it is.");
        let of = |span: Span| span.of(&gold.text);
        assert_eq!(gold.headings.iter().map(|&h| of(h)).collect::<Vec<_>>(), ["News of Oslo"]);
        assert_eq!(gold.names.iter().map(|n| of(n.span)).collect::<Vec<_>>(), ["Oslo", "Oslo", "Lee"]);
        assert_eq!(gold.quotes.iter().map(|q| of(q.span)).collect::<Vec<_>>(), ["“Oslo is far,”", "it is"]);
        assert_eq!(gold.quotes[0].names, ["Ann Lee"]);
        assert_eq!(gold.quotes[0].via.as_deref(), Some("BBC"));
        assert!(gold.quotes[1].names.is_empty());
    }

    #[test]
    fn a_broken_mark_is_told_with_its_line() {
        let told = |text: &str| read(text, Lang::En).unwrap_err();
        assert_eq!(told("Well.\n\n[Oslo|XXX] is far."), "line 3: no such kind: `|XXX] is far.`");
        assert_eq!(told("{q Lee|it is}"), "line 1: no such quote: `{q Lee|it is}`");
        assert_eq!(told("[Oslo"), "line 1: a mark is left open at the end of the paragraph");
        assert_eq!(told("[A [B|PER]|ORG]"), "line 1: a name inside a name: `[B|PER]|ORG]`");
    }
}
