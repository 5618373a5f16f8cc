//! The pages of the library: names, ledgers, stories, differences. Rows with a target, as every menu has them.

use jiff::civil::Date;

use super::menus::times;
use super::overlay::{Errand, Menu, MenuKind, Purpose, Row, Target, Tone};
use super::state::State;
use super::timeline;
use crate::library::ledger::{Joined, Said};
use crate::library::people::{NamePage, NameRow};
use crate::library::shelf::{Ask, Compared, Folder, Page, ShelfRow};
use crate::library::story::StoryRow;
use crate::text::{Span, width};

/// Rows of roles and of names beside a name.
const ROLES: usize = 6;
const BESIDE: usize = 10;
/// Columns of a quote's words in a row; the rest stands on the next.
const WORDS: usize = 92;
/// Lines of a quote.
const LINES: usize = 3;

/// A page as a menu, or what is to be said instead.
pub(super) fn page(state: &State, page: Page) -> (Option<Menu>, Option<String>) {
    let open = state.reader.as_ref().map(|r| r.article.source.path.clone());
    let menu = match page {
        Page::Nothing(said) => return (None, Some(said)),
        Page::Name(page, by, about) => name(&page, &by, &about),
        Page::Names(names) => several(&names),
        Page::Ledger(name, quotes, all, before) => ledger(&name, &quotes, all, before),
        Page::Stories(stories) if stories.is_empty() => {
            return (None, Some("no two articles tell the same story".to_string()));
        }
        Page::Stories(stories) => story_list(&stories),
        Page::Story(rows) => story(&rows, open.as_deref()),
        Page::Compared(compared) => difference(&compared),
        Page::Folders(folders) => folder_list(&folders, &state.catalogue.list.query),
    };
    (Some(menu), None)
}

fn label(rows: &mut Vec<Row>, text: impl Into<String>) {
    if !rows.is_empty() {
        rows.push(Row::text("", Tone::Plain));
    }
    rows.push(Row::text(text, Tone::Label));
}

fn ask(left: impl Into<String>, right: impl Into<String>, tone: Tone, ask: Ask) -> Row {
    Row::choice(left, right, tone, Target::Library(Errand::Ask(ask)))
}

fn article(row: &ShelfRow, right: String, span: Option<Span>) -> Row {
    let tone = if row.row.is_read() { Tone::Dim } else { Tone::Plain };
    let errand = Errand::Read(Box::new(row.clone()), span);
    Row::choice(row.row.title.clone(), right, tone, Target::Library(errand))
}

fn date(date: Option<jiff::civil::DateTime>) -> String {
    date.map(|d| d.date().to_string()).unwrap_or_default()
}

fn articles(count: usize) -> String {
    if count == 1 { "1 article".to_string() } else { format!("{count} articles") }
}

fn source_and_date(row: &crate::library::store::ArticleRow) -> String {
    let parts = [row.source.clone(), row.date.map(|d| d.date().to_string())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// All about a name.
fn name(page: &NamePage, by: &[Said], about: &[Said]) -> Menu {
    let mut rows = timeline::strip(&page.days);
    let variants: Vec<&str> = page.variants.iter().skip(1).map(|v| v.name.as_str()).collect();
    if !variants.is_empty() {
        rows.push(Row::text(format!("also {}", variants.join(", ")), Tone::Dim));
    }
    let chart = timeline::chart(&page.days);
    if !chart.is_empty() {
        label(&mut rows, "Mentions");
        rows.extend(chart);
    }
    if !page.roles.is_empty() {
        label(&mut rows, "Roles");
        for role in page.roles.iter().take(ROLES) {
            let days = role.days.map(|(a, b)| if a == b { a.to_string() } else { format!("{a} to {b}") });
            let right =
                days.into_iter().chain([format!("{}×", role.articles)]).collect::<Vec<_>>().join(" · ");
            rows.push(Row { left: role.role.clone(), right, tone: Tone::Plain, target: None });
        }
    }
    if !by.is_empty() {
        label(&mut rows, "Said");
        by.iter().for_each(|s| rows.push(said(s)));
        rows.push(ask("all that they said…", "", Tone::Dim, Ask::Ledger(page.name.name.clone())));
    }
    if !about.is_empty() {
        label(&mut rows, "Said about them");
        about.iter().for_each(|s| rows.push(said(s)));
    }
    if !page.with.is_empty() {
        label(&mut rows, "Named together with");
        for (other, articles) in page.with.iter().take(BESIDE) {
            let tone = other.kind.map_or(Tone::Plain, Tone::Name);
            rows.push(ask(
                other.name.clone(),
                format!("{articles}×"),
                tone,
                Ask::Name(other.name.clone(), other.kind),
            ));
        }
    }
    label(&mut rows, format!("In {}", articles(page.name.articles)));
    for (row, mentions) in &page.articles {
        let about = [source_and_date(row), format!("{mentions}×")].into_iter().filter(|s| !s.is_empty());
        let right = about.collect::<Vec<_>>().join(" · ");
        let row = ShelfRow { row: row.clone(), ..ShelfRow::default() };
        rows.push(article(&row, right, None));
    }
    let kind = page.name.kind.map_or("", |k| k.word());
    let title = format!("{} · {kind} · named {}", page.name.name, times(page.name.mentions));
    Menu::new(MenuKind::Choice, title, rows)
}

fn said(said: &Said) -> Row {
    let words = width::ellipsis(&said.text.replace('\n', " "), WORDS);
    let who = said.speaker.clone().unwrap_or_default();
    let right = [who, date(said.row.date)].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>();
    let row = ShelfRow { row: said.row.clone(), ..ShelfRow::default() };
    let errand = Errand::Read(Box::new(row), Some(said.span));
    Row::choice(words, right.join(" · "), Tone::Quote, Target::Library(errand))
}

fn several(names: &[NameRow]) -> Menu {
    let row = |n: &NameRow| {
        let tone = n.kind.map_or(Tone::Plain, Tone::Name);
        let kind = n.kind.map_or("", |k| k.word());
        let right = format!("{kind} · {}", articles(n.articles));
        ask(n.name.clone(), right, tone, Ask::Name(n.name.clone(), n.kind))
    };
    Menu::new(MenuKind::Choice, "Who or what is meant?", names.iter().map(row).collect())
}

/// What somebody said, by day; what came since the last visit is marked.
fn ledger(name: &str, quotes: &[(Joined, bool)], all: usize, before: bool) -> Menu {
    let mut rows: Vec<Row> = Vec::new();
    let mut day = None;
    for (joined, new) in quotes {
        let first = &joined.first;
        let own = first.row.date.map(|d| d.date());
        if day != Some(own) {
            day = Some(own);
            label(&mut rows, own.map_or_else(|| "No date".to_string(), super::catalogue::day));
        }
        let mark = if *new { "● " } else { "" };
        let lines = lines(&format!("{mark}{}", first.text.replace('\n', " ")));
        let how = if first.indirect { "reported" } else { "" };
        let row = ShelfRow { row: first.row.clone(), ..ShelfRow::default() };
        let target = Target::Library(Errand::Read(Box::new(row), Some(first.span)));
        for (i, line) in lines.iter().enumerate() {
            let row = Row { left: line.clone(), right: String::new(), tone: Tone::Quote, target: None };
            rows.push(Row { target: (i == 0).then(|| target.clone()), ..row });
        }
        let parts = [first.row.source.clone(), first.via.clone().map(|v| format!("via {v}"))];
        let parts = parts.into_iter().flatten().chain([how.to_string()]).filter(|p| !p.is_empty());
        let mut about: Vec<String> = parts.collect();
        about.push(width::ellipsis(&first.row.title, 50));
        rows.push(Row::text(format!("  {}", about.join(" · ")), Tone::Dim));
        for other in &joined.others {
            rows.push(elsewhere(first, other));
        }
    }
    let new = quotes.iter().filter(|(_, new)| *new).count();
    let since = match (before, new) {
        (false, _) => "first visit".to_string(),
        (true, 0) => "nothing new since the last visit".to_string(),
        (true, new) => format!("{new} new since the last visit"),
    };
    Menu::new(MenuKind::Choice, format!("{name} said · {all} quotes · {since}"), rows)
}

/// The same words in another outlet: the wording where it differs.
fn elsewhere(first: &Said, other: &Said) -> Row {
    let same = crate::text::fold(&first.text) == crate::text::fold(&other.text);
    let source = other.row.source.clone().unwrap_or_else(|| other.row.title.clone());
    let words = if same {
        format!("  = {source}, in the same words")
    } else {
        format!("  ≈ {source}: {}", other.text.replace('\n', " "))
    };
    let row = ShelfRow { row: other.row.clone(), ..ShelfRow::default() };
    let errand = Errand::Read(Box::new(row), Some(other.span));
    Row::choice(width::ellipsis(&words, WORDS), "", Tone::Dim, Target::Library(errand))
}

/// Words over a few lines.
fn lines(text: &str) -> Vec<String> {
    use crate::text::typeset::{Measure, set};
    let measure = Measure { width: WORDS, indent: 0, patterns: None };
    let shown = &text[..text.floor_char_boundary(WORDS * 8)];
    let lines = set(shown, measure);
    let cut = lines.len() > LINES;
    let line = |(i, line): (usize, &crate::text::typeset::Line)| match cut && i + 1 == LINES {
        true => width::ellipsis(&shown[line.span.start as usize..], WORDS),
        false => line.span.of(shown).to_string(),
    };
    lines.iter().take(LINES).enumerate().map(line).collect()
}

fn story_list(stories: &[StoryRow]) -> Menu {
    let mut rows = Vec::new();
    for story in stories {
        let tone = if story.unread > 0 { Tone::Plain } else { Tone::Dim };
        let right = format!("{} · {}", articles(story.articles), date(story.last));
        rows.push(ask(story.title.clone(), right, tone, Ask::Story(Ok(story.id))));
        let days = match (story.first, story.last) {
            (Some(a), Some(b)) if a.date() != b.date() => format!("since {} · ", a.date()),
            _ => String::new(),
        };
        let unread = if story.unread > 0 { format!("{} unread · ", story.unread) } else { String::new() };
        rows.push(Row::text(format!("  {days}{unread}{}", story.sources.join(", ")), Tone::Dim));
    }
    Menu::new(MenuKind::Choice, "Stories", rows)
}

/// A story's articles by day, each to read, or to set beside the open one.
fn story(articles: &[ShelfRow], open: Option<&std::path::Path>) -> Menu {
    let mut days: Vec<(Date, usize)> = Vec::new();
    for day in articles.iter().filter_map(|r| r.row.date).map(|d| d.date()) {
        match days.last_mut() {
            Some((known, count)) if *known == day => *count += 1,
            _ => days.push((day, 1)),
        }
    }
    let mut rows = timeline::strip(&days);
    let mut day = None;
    for row in articles {
        let own = row.row.date.map(|d| d.date());
        if day != Some(own) {
            day = Some(own);
            label(&mut rows, own.map_or_else(|| "No date".to_string(), super::catalogue::day));
        }
        let here = if open == Some(row.row.path.as_path()) { " · open" } else { "" };
        let right = format!("{}{here}", row.row.source.clone().unwrap_or_default());
        rows.push(article(row, right, None));
    }
    let is_open = |row: &&ShelfRow| open == Some(row.row.path.as_path());
    if let Some(own) = articles.iter().find(is_open) {
        label(&mut rows, "What differs from the open one");
        for row in articles.iter().filter(|r| !is_open(r)) {
            let right = source_and_date(&row.row);
            let compare = Ask::Compare(own.row.path.clone(), row.row.path.clone());
            rows.push(ask(row.row.title.clone(), right, Tone::Plain, compare));
        }
    }
    let newest = articles.iter().rev().find_map(|r| r.story.clone()).unwrap_or_default();
    Menu::new(MenuKind::Choice, format!("{newest} · {}", self::articles(articles.len())), rows)
}

/// What each of two articles has that the other lacks.
fn difference(compared: &Compared) -> Menu {
    let mut rows: Vec<Row> = Vec::new();
    for i in [0, 1] {
        let row = &compared.rows[i];
        let source = source_and_date(&row.row);
        label(&mut rows, format!("Only in {} ({source})", width::ellipsis(&row.row.title, 60)));
        if !compared.names[i].is_empty() {
            for line in lines(&compared.names[i].join(", ")) {
                rows.push(Row::text(line, Tone::Plain));
            }
        }
        for (span, text) in &compared.quotes[i] {
            let errand = Errand::Read(Box::new(row.clone()), Some(*span));
            let words = width::ellipsis(&text.replace('\n', " "), WORDS);
            rows.push(Row::choice(words, "", Tone::Quote, Target::Library(errand)));
        }
        if compared.names[i].is_empty() && compared.quotes[i].is_empty() {
            rows.push(Row::text("no name and no quote that the other lacks", Tone::Dim));
        }
    }
    Menu::new(MenuKind::Choice, "The difference", rows)
}

fn folder_list(folders: &[Folder], shown: &str) -> Menu {
    let row = |f: &Folder| {
        let (right, tone) = match &f.count {
            Ok((count, 0)) => (format!("{count}"), Tone::Dim),
            Ok((count, unread)) => (format!("{unread} of {count} unread"), Tone::Plain),
            Err(wrong) => (wrong.clone(), Tone::Dim),
        };
        let errand = Errand::Show(f.name.clone(), f.query.clone());
        Row::choice(f.name.clone(), right, tone, Target::Library(errand))
    };
    let mut rows: Vec<Row> = folders.iter().map(row).collect();
    rows.push(Row::choice("a query…", "", Tone::Dim, Target::Ask(Purpose::List)));
    let mut menu = Menu::new(MenuKind::Choice, "Lists", rows);
    menu.cursor.at = folders.iter().position(|f| f.query == shown).unwrap_or(0);
    menu
}
