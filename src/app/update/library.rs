//! The library's answers, and what the reader does with it.

use std::path::PathBuf;

use super::{articles, panes};
use crate::app::Pane;
use crate::app::catalogue::Landing;
use crate::app::dim::Dim;
use crate::app::effect::Effect;
use crate::app::overlay::{Errand, Menu, MenuKind, Overlay, Prompt, Purpose, Row, Target, Tone};
use crate::app::panes::list::{ASIDE, Item};
use crate::app::reader::Place;
use crate::app::search::Query;
use crate::app::state::{Opened, State};
use crate::app::{pages, update};
use crate::command::Action;
use crate::library::Query as LibraryQuery;
use crate::library::index::Report;
use crate::library::shelf::{Answer, Ask, Known, Listed, Mark, ShelfRow, Which, tag_changes};
use crate::library::store::state::{LATER, READ, STARRED};
use crate::library::store::{Change, Sort};
use crate::text::Span;

/// What is to be asked of the library now: what was said in the meantime, and the rows that have come into view.
pub fn asks(state: &mut State) -> Vec<Ask> {
    if state.catalogue.ready {
        let rows = state.screen.geometry.list.map_or(0, |l| l.height as usize);
        let (top, at, count) = (state.list.top.min(state.list.at), state.list.at, state.items.len());
        let end = (state.list.top + rows).max(at + 1).min(count);
        let items = &state.items;
        state.catalogue.fetch(top..end, |place| items.get(place).is_none(), count);
    }
    std::mem::take(&mut state.catalogue.outbox)
}

/// Asks for the list with which the reader begins.
pub(super) fn begin(state: &mut State) {
    state.catalogue.relist(Vec::new());
}

/// The library has answered.
pub fn answered(state: &mut State, answer: Answer) -> Vec<Effect> {
    match answer {
        Answer::Listed(listed) => return list(state, listed),
        Answer::Rows(number, from, rows) if number == state.catalogue.list.number => {
            return fetched(state, from, rows);
        }
        Answer::Rows(..) => {}
        Answer::Kept(count, unread, said, others) => kept(state, count, unread, said, others),
        Answer::Next(next) => return next_unread(state, next),
        Answer::Visited(path, found) => return visited(state, path, found),
        Answer::Searched(found) => {
            if let Overlay::Find(finder) = &mut state.overlay {
                finder.answer(found);
            }
        }
        Answer::Page(page) => {
            let (menu, said) = pages::page(state, page);
            state.say_if(said);
            if let Some(menu) = menu {
                open_page(state, menu);
            }
        }
        Answer::Known(known) => told_known(state, known),
        Answer::Progress(progress) => state.catalogue.progress = Some(progress),
        Answer::Indexed(report) => indexed(state, report),
        Answer::Failed(reason) => state.say_error(reason),
        Answer::Closed(reason) => {
            state.catalogue.open = false;
            state.catalogue.progress = None;
            let reason = format!("nothing is kept: {reason}");
            if state.catalogue.closed.is_none() {
                state.problems.push(reason.clone());
            }
            if matches!(state.overlay, Overlay::Find(_)) {
                state.overlay = Overlay::None;
            }
            state.say_error(reason.clone());
            state.catalogue.closed = Some(reason);
        }
    }
    Vec::new()
}

/// The list was made anew: the cursor and the open article are where they were, if they are still in it.
fn list(state: &mut State, listed: Listed) -> Vec<Effect> {
    if listed.number != state.catalogue.list.number {
        return Vec::new();
    }
    let open = state.open.and_then(|o| state.items.get(o.item)).cloned();
    let place = |i: usize| listed.places.get(i).copied().flatten();
    let (cursor, opened) = (place(0), place(1));
    state.items.expect(listed.total);
    state.catalogue.fetched();
    state.catalogue.ready = true;
    state.catalogue.unread = listed.unread;
    let mut changed = false;
    if let Some(item) = open {
        let content = item.content;
        state.items.put(opened.unwrap_or(ASIDE), item);
        put(state, listed.from, listed.rows);
        let now = opened.and_then(|at| state.items.get(at)).and_then(|i| i.content);
        changed = content.is_some() && now.is_some() && now != content;
        state.open = state.open.map(|o| Opened { item: opened.unwrap_or(ASIDE), ..o });
    } else {
        put(state, listed.from, listed.rows);
    }
    let last = listed.total.saturating_sub(1);
    state.list.at = cursor.unwrap_or(if state.catalogue.is_partial() { 0 } else { state.list.at }).min(last);
    state.list.top = state.list.top.min(state.list.at);
    articles::reveal(state);
    if let (true, Some(item)) = (changed, opened) {
        state.say("changed on disk; read again");
        return articles::preview_again(state, item);
    }
    let shown = state.open.is_some_and(|o| o.item == state.list.at);
    if listed.total > 0 && (state.open.is_none() || state.screen.focus == Pane::List && !shown) {
        return articles::preview(state, state.list.at);
    }
    Vec::new()
}

fn put(state: &mut State, from: usize, rows: Vec<ShelfRow>) {
    for (place, row) in (from..).zip(rows) {
        // What stands on the screen of the open article is newer than what is on disk.
        let open = state.open.filter(|o| o.item == place).and_then(|o| state.items.get(o.item));
        let place_in = open.map(|item| item.place);
        let mut item = Item::of(row);
        item.place = place_in.unwrap_or(item.place);
        state.items.put(place, item);
    }
}

fn fetched(state: &mut State, from: usize, rows: Vec<ShelfRow>) -> Vec<Effect> {
    let end = from + rows.len();
    put(state, from, rows);
    state.catalogue.fetched();
    let open = state.open.map(|o| o.item);
    state.items.forget(from.min(state.list.at)..end.max(state.list.at + 1), open);
    if state.catalogue.opening.is_some() && state.items.get(state.list.at).is_some() {
        let entered = state.catalogue.opening.take() == Some(true);
        let effects = articles::preview(state, state.list.at);
        if entered {
            articles::mark_read(state);
        }
        return effects;
    }
    Vec::new()
}

fn kept(state: &mut State, count: usize, unread: usize, said: Option<String>, others: bool) {
    if state.catalogue.ready && count == state.items.len() {
        state.catalogue.unread = unread;
    }
    if others && state.catalogue.ready {
        let range = 0..state.items.len();
        let from = state.list.top.saturating_sub(100).min(range.end);
        let to = (state.list.top + 200).min(range.end);
        let open =
            state.open.map(|o| o.item).and_then(|place| Some((place, state.items.get(place)?.clone())));
        state.items.expect(range.end);
        if let Some((place, item)) = open {
            state.items.put(place, item);
        }
        state.catalogue.outbox.push(Ask::Rows(state.catalogue.list.number, from..to));
    }
    state.say_if(said);
}

fn next_unread(state: &mut State, next: Option<(usize, ShelfRow)>) -> Vec<Effect> {
    let Some((place, row)) = next else {
        state.say(if state.catalogue.is_partial() {
            "everything listed is read"
        } else {
            "everything is read"
        });
        return Vec::new();
    };
    put(state, place, vec![row]);
    articles::read_at(state, place)
}

/// The article of a file is known: it is opened, in the list or aside of it.
fn visited(state: &mut State, path: PathBuf, found: Option<(Option<usize>, ShelfRow)>) -> Vec<Effect> {
    let visiting = state.catalogue.visiting.take().filter(|(wanted, _)| *wanted == path);
    let Some((at, row)) = found else {
        state.say("that article is gone");
        return Vec::new();
    };
    let place = visiting.map(|(_, place)| place);
    go(state, row, at, place)
}

/// Opens an article of the library, wherever it is listed, to be read.
fn go(state: &mut State, row: ShelfRow, at: Option<usize>, place: Option<Place>) -> Vec<Effect> {
    let at = at.unwrap_or(ASIDE);
    articles::leave(state);
    let mut item = Item::of(row);
    item.place = place.unwrap_or(item.place);
    let here = state.reader.as_ref().is_some_and(|r| r.article.source.path == item.source.path);
    if here && state.open.is_some() {
        state.open = state.open.map(|o| Opened { item: at, ..o });
        state.items.put(at, item);
        land(state);
        panes::focus(state, Pane::Article);
        return Vec::new();
    }
    state.items.put(at, item);
    let effects = articles::request(state, at);
    panes::focus(state, Pane::Article);
    effects
}

/// Opens an article at a place in it.
pub(super) fn read(
    state: &mut State,
    row: &ShelfRow,
    at: Option<usize>,
    span: Option<Span>,
    words: Vec<String>,
) -> Vec<Effect> {
    if let Some(reader) = state.reader.as_mut() {
        reader.note_jump();
    }
    let path = row.row.path.clone();
    let span = span.filter(|s| !s.is_empty());
    state.catalogue.landing = span.map(|span| Landing { path: path.clone(), span, words });
    // The list may have changed since the page was made: its places are looked up again.
    let known = at.filter(|&at| state.items.get(at).is_none_or(|item| item.source.path == path));
    match known.filter(|&at| at < state.items.len()).or_else(|| state.items.place(&path)) {
        Some(at) => go(state, row.clone(), Some(at), None),
        None if state.catalogue.ready && at.is_none() => {
            state.catalogue.outbox.push(Ask::Visit(path));
            Vec::new()
        }
        None => go(state, row.clone(), None, None),
    }
}

/// An article was opened: the place in it is shown that was asked for.
pub(super) fn land(state: &mut State) {
    let Some(reader) = state.reader.as_mut() else { return };
    let here = |l: &Landing| l.path == reader.article.source.path;
    let Some(landing) = state.catalogue.landing.take_if(|l| here(l)) else { return };
    if !landing.words.is_empty() {
        let pattern = landing.words.iter().map(|w| regex::escape(w)).collect::<Vec<_>>().join("|");
        state.search.query = Query::new(&pattern, false).ok();
        super::prompt::find(state);
    }
    let Some(reader) = state.reader.as_mut() else { return };
    if (landing.span.end as usize) <= reader.document().text.len() {
        reader.go_to(landing.span);
        let hits = &mut reader.hits;
        hits.current = hits.spans.iter().position(|s| s.overlaps(landing.span));
    }
}

fn indexed(state: &mut State, report: Report) {
    state.catalogue.progress = None;
    for problem in &report.problems {
        let text = problem.to_string();
        if !state.problems.contains(&text) {
            state.problems.push(text);
        }
    }
    if !state.catalogue.ready || report.indexed + report.moved + report.removed > 0 {
        relist(state);
        // What was open may have been changed where the list cannot see it.
        if let Some(path) = state.open.and_then(|o| state.items.get(o.item)).map(|i| i.source.path.clone())
            && state.screen.dim == Some(Dim::Known)
        {
            state.catalogue.outbox.push(Ask::Known(path));
        }
    }
}

/// Asks for the list anew, with the cursor where it is.
pub(super) fn relist(state: &mut State) {
    let cursor = state.items.get(state.list.at).map(|i| i.source.path.clone());
    let open = state.open.and_then(|o| state.items.get(o.item)).map(|i| i.source.path.clone());
    // The first is the cursor's, the second the open one's; the same file stands for one that is not there.
    let near = [cursor.clone().or(open.clone()), open.or(cursor)].into_iter().flatten().collect();
    state.catalogue.relist(near);
}

/// Does an action of the library.
pub(super) fn act(state: &mut State, action: Action) {
    let ready = state.catalogue.ready;
    match action {
        _ if !state.catalogue.open => match state.catalogue.closed.clone() {
            Some(reason) => state.say_error(reason),
            None => state.say("a folder that you open is a library; files named by themselves have none"),
        },
        Action::LibrarySearch => state.overlay = Overlay::Find(std::mem::take(&mut state.catalogue.finder)),
        Action::LibraryName => ask_name(state),
        Action::LibraryLedger => ask_ledger(state),
        Action::LibraryStories => state.catalogue.outbox.push(Ask::Stories),
        Action::LibraryStory => with_open(state, |path| Ask::Story(Err(path))),
        Action::LibraryPage => match state.catalogue.pages.pop() {
            Some(menu) => state.overlay = Overlay::Menu(menu),
            None => state.say("no page of the library was looked at yet"),
        },
        Action::LibraryFolders => {
            let folders = folders(state);
            state.catalogue.outbox.push(Ask::Folders(folders));
        }
        Action::ListQuery => {
            state.overlay = Overlay::Prompt(Prompt::new(Purpose::List, state.catalogue.list.query.clone()));
        }
        Action::FocusNew => known(state),
        Action::TagArticle => ask_tags(state),
        _ if !ready => state.say("the library is still being made; the status line shows how far it is"),
        Action::MarkListed => state.overlay = Overlay::Menu(bulk(state)),
        Action::GroupList => {
            state.catalogue.grouped = !state.catalogue.grouped;
            let on = if state.catalogue.grouped { "groups are headed" } else { "no groups" };
            articles::reveal(state);
            state.say(on);
        }
        _ => {}
    }
}

fn with_open(state: &mut State, ask: impl Fn(PathBuf) -> Ask) {
    let path = state.reader.as_ref().map(|r| r.article.source.path.clone());
    match path {
        Some(path) => state.catalogue.outbox.push(ask(path)),
        None => state.say("no article is open"),
    }
}

fn ask_name(state: &mut State) {
    let chosen = super::overlay::chosen_entity(state);
    let entity = chosen.and_then(|id| state.reader.as_ref()?.annotations().entity(id));
    match entity.filter(|e| e.kind.is_name()) {
        Some(entity) => {
            let ask = Ask::Name(entity.name.clone(), Some(entity.kind));
            state.catalogue.outbox.push(ask);
        }
        None => state.overlay = Overlay::Prompt(Prompt::new(Purpose::Name, "")),
    }
}

fn ask_ledger(state: &mut State) {
    let quote = match (state.screen.focus, &state.reader) {
        (Pane::Quotes, Some(reader)) => {
            state.quotes.selected().and_then(|q| reader.annotations().quotes.get(q))
        }
        (_, Some(reader)) => {
            let quotes = &reader.annotations().quotes;
            reader.target.and_then(|t| quotes.iter().find(|q| q.span == t))
        }
        _ => None,
    };
    let speaker = quote.and_then(|q| q.speaker.as_ref()).map(|s| s.name.clone());
    let chosen = super::overlay::chosen_entity(state);
    let entity = || {
        let entity = chosen.and_then(|id| state.reader.as_ref()?.annotations().entity(id));
        entity.map(|e| e.name.clone())
    };
    match speaker.or_else(entity) {
        Some(name) => state.catalogue.outbox.push(Ask::Ledger(name)),
        None => state.overlay = Overlay::Prompt(Prompt::new(Purpose::Ledger, "")),
    }
}

/// The lists that can be chosen: the states, then the saved queries.
fn folders(state: &State) -> Vec<(String, String)> {
    let own = [
        ("All", ""),
        ("Unread", "is:unread"),
        ("Starred", "is:starred"),
        ("Later", "is:later"),
        ("Tagged", "is:tagged"),
    ];
    let own = own.map(|(name, query)| (name.to_string(), query.to_string()));
    own.into_iter().chain(state.catalogue.saved.iter().cloned()).collect()
}

/// A query was typed for the list.
pub(super) fn list_query(state: &mut State, text: &str) {
    let today = jiff::Zoned::now().date();
    match LibraryQuery::parse(text, today) {
        Ok(_) => show(state, text.trim(), text),
        Err(wrong) => {
            // It can be mended where it was typed.
            let mut prompt = Prompt::new(Purpose::List, text);
            prompt.input.at = text.char_indices().nth(wrong.at).map_or(text.len(), |(at, _)| at);
            state.overlay = Overlay::Prompt(prompt);
            state.say_error(wrong.to_string());
        }
    }
}

/// Shows the articles that a query finds.
pub(super) fn show(state: &mut State, name: &str, query: &str) {
    if !state.catalogue.ready {
        return state.say("the library is still being made; the status line shows how far it is");
    }
    state.catalogue.list.query = query.trim().to_string();
    state.catalogue.list.narrow.clear();
    state.catalogue.name = if query.trim().is_empty() { String::new() } else { name.to_string() };
    panes::focus(state, Pane::List);
    relist(state);
}

/// The list shows only what fits a line that is being typed.
pub(super) fn narrow(state: &mut State, text: &str) {
    if !state.catalogue.ready {
        return state.say("the library is still being made; the status line shows how far it is");
    }
    if state.catalogue.list.narrow != text {
        state.catalogue.list.narrow = text.to_string();
        relist(state);
    }
}

/// Shows all articles again; whether some were left out.
pub(super) fn widen(state: &mut State) -> bool {
    let partial = state.catalogue.is_partial();
    if partial {
        state.catalogue.list.query.clear();
        state.catalogue.list.narrow.clear();
        state.catalogue.name.clear();
        relist(state);
    }
    partial
}

/// The next order of the list.
pub(super) fn sort(state: &mut State) {
    if !state.catalogue.ready {
        return state.say("the library is still being made; the status line shows how far it is");
    }
    const ORDER: [(Sort, &str); 8] = [
        (Sort::File, "by file"),
        (Sort::Newest, "the newest first"),
        (Sort::Oldest, "the oldest first"),
        (Sort::Source, "by source"),
        (Sort::Story, "by story"),
        (Sort::Unread, "unread first"),
        (Sort::Title, "by title"),
        (Sort::Added, "the last that came in first"),
    ];
    let at = ORDER.iter().position(|(sort, _)| *sort == state.catalogue.list.sort).unwrap_or(0);
    let (sort, called) = ORDER[(at + 1) % ORDER.len()];
    state.catalogue.list.sort = sort;
    if state.list.at == 0 {
        // Whoever is at the top stays at the top.
        state.catalogue.relist(Vec::new());
    } else {
        relist(state);
    }
    state.say(called);
}

/// The next state that is listed alone.
pub(super) fn cycle(state: &mut State) {
    let own: Vec<(String, String)> = folders(state).into_iter().take(5).collect();
    let at = own.iter().position(|(_, query)| *query == state.catalogue.list.query).unwrap_or(0);
    let (name, query) = own[(at + 1) % own.len()].clone();
    show(state, &name, &query);
    let name = name.to_lowercase();
    state.say(if query.is_empty() { "all articles".to_string() } else { format!("{name} only") });
}

/// What can be done with all that is listed.
fn bulk(state: &State) -> Menu {
    let (count, all) = (state.items.len(), !state.catalogue.is_partial());
    let title = if all { format!("All {count} articles") } else { format!("The {count} articles listed") };
    let row = |left: &str, changes: Vec<Change>, called: &str| {
        let errand = Errand::Mark(changes, called.to_string());
        Row::choice(left, "", Tone::Plain, Target::Library(errand))
    };
    let flag = |left, flag, set, called| row(left, vec![Change::Flag(flag, set)], called);
    let rows = vec![
        flag("mark as read", READ, true, "marked as read"),
        flag("mark as unread", READ, false, "marked as unread"),
        flag("star", STARRED, true, "starred"),
        flag("take the star away", STARRED, false, "unstarred"),
        flag("put off", LATER, true, "put off"),
        flag("no longer put off", LATER, false, "no longer put off"),
        Row::choice("tag…", "", Tone::Plain, Target::Ask(Purpose::TagListed)),
    ];
    Menu::new(MenuKind::Choice, title, rows)
}

/// Changes all that is listed.
pub(super) fn mark_listed(state: &mut State, changes: Vec<Change>, called: String) {
    let corrections = state.rulebook.made();
    state.catalogue.send(Mark { which: Which::Listed, changes, called: Some(called) }, corrections);
}

fn ask_tags(state: &mut State) {
    let place = articles::chosen(state);
    let Some(item) = state.items.get(place) else { return state.say("no article is chosen") };
    let tags: String = item.tags.iter().map(|t| format!("{t} ")).collect();
    state.overlay = Overlay::Prompt(Prompt::new(Purpose::Tag, tags));
}

/// Tags were typed for an article: those in the line are its tags from now on.
pub(super) fn tag(state: &mut State, line: &str) {
    let place = articles::chosen(state);
    let Some(item) = state.items.get_mut(place) else { return };
    let wanted: Vec<String> = tag_changes(line)
        .into_iter()
        .filter_map(|c| match c {
            Change::Tag(tag) => Some(crate::library::store::state::clean_tag(&tag)),
            _ => None,
        })
        .collect();
    let gone = item.tags.iter().filter(|t| !wanted.contains(t)).cloned().map(Change::Untag);
    let come = wanted.iter().filter(|t| !item.tags.contains(t)).cloned().map(Change::Tag);
    let changes: Vec<Change> = gone.chain(come).collect();
    if changes.is_empty() {
        return;
    }
    let path = item.source.path.clone();
    item.tags = wanted;
    item.tags.sort();
    let said = if item.tags.is_empty() { "no tags".into() } else { format!("tags: {}", item.tags.join(" ")) };
    let corrections = state.rulebook.made();
    state.catalogue.mark(&path, changes, Some("tags changed"), corrections);
    state.say(said);
}

/// Tags were typed for all that is listed.
pub(super) fn tag_listed(state: &mut State, line: &str) {
    let changes = tag_changes(line);
    if !changes.is_empty() {
        mark_listed(state, changes, "tagged anew".to_string());
    }
}

/// Dims what was read in another article, or stops.
fn known(state: &mut State) {
    if state.screen.dim == Some(Dim::Known) {
        state.screen.dim = None;
        state.say("all of the text again");
        return;
    }
    with_open(state, Ask::Known);
}

/// What was read elsewhere is known: it is dimmed.
fn told_known(state: &mut State, known: Known) {
    if state.reader.as_ref().is_none_or(|r| r.article.source.path != known.path) {
        return;
    }
    let said = match (known.articles, known.read) {
        (0, _) => "no other article of the library tells this story".to_string(),
        (articles, 0) => format!("none of the {articles} other articles of this story was read yet"),
        (_, read) => {
            let new = known.sentences - known.spans.len();
            let others = if read == 1 { "the other article" } else { "the other articles" };
            format!("{new} of {} sentences are new after {others} that you read", known.sentences)
        }
    };
    state.screen.dim =
        (known.read > 0).then_some(Dim::Known).or(state.screen.dim.filter(|d| *d != Dim::Known));
    state.catalogue.known = Some(known);
    state.say(said);
}

/// A page is shown; the one that it was chosen from lies under it.
fn open_page(state: &mut State, menu: Menu) {
    if let Overlay::Prompt(_) | Overlay::Find(_) = state.overlay {
        return;
    }
    state.overlay = Overlay::Menu(menu);
}

/// Does what a row of a page stands for.
pub(super) fn run(state: &mut State, menu: Menu, errand: Errand) -> Vec<Effect> {
    match errand {
        Errand::Show(name, query) => {
            show(state, &name, &query);
            Vec::new()
        }
        Errand::Read(row, span) => {
            state.catalogue.pages.push(menu);
            read(state, &row, None, span, Vec::new())
        }
        Errand::Ask(ask) => {
            state.catalogue.pages.push(menu);
            state.catalogue.outbox.push(ask);
            Vec::new()
        }
        Errand::Mark(changes, called) => {
            mark_listed(state, changes, called);
            Vec::new()
        }
    }
}

/// Whether undoing takes a change of state back, and not a correction: the one that was made last.
pub(super) fn undo(state: &mut State, back: bool) -> bool {
    let made = if back { state.rulebook.made() } else { state.rulebook.unmade() };
    let steps = &mut state.catalogue.steps;
    let (from, to) = if back { (&mut steps.0, &mut steps.1) } else { (&mut steps.1, &mut steps.0) };
    if from.last().is_none_or(|corrections| *corrections < made && back) {
        return false;
    }
    let step = from.pop().unwrap_or(0);
    to.push(step);
    state.catalogue.outbox.push(if back { Ask::Undo } else { Ask::Redo });
    true
}

/// The place in the open article is kept, for the program ends.
pub fn leaving(state: &mut State) -> Vec<Ask> {
    articles::leave(state);
    update::asks(state)
}

/// What of the open article was read elsewhere, where it is the open one's.
pub fn known_of(state: &State) -> Option<&Known> {
    let reader = state.reader.as_ref()?;
    state.catalogue.known.as_ref().filter(|k| k.path == reader.article.source.path)
}

/// The reader went to another article while what was read elsewhere is dimmed: that of the new one is asked for.
pub(super) fn follow_known(state: &mut State) {
    if state.screen.dim == Some(Dim::Known) && known_of(state).is_none() {
        with_open(state, Ask::Known);
    }
}
