//! What a shelf answers: lists, searches, pages.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use jiff::civil::{Date, DateTime};
use rusqlite::OptionalExtension;

use super::{Answer, Ask, Compared, Folder, Hit, Known, ListAs, Page, Search, Searched, Shelf, ShelfRow};
use crate::annotate::{Kind, annotate};
use crate::document::Document;
use crate::library::ledger::{Said, join};
use crate::library::query::Query;
use crate::library::scan;
use crate::library::search::snippet::Marker;
use crate::library::store::StoreError;
use crate::library::story::delta::{Read, compare};

/// Rows that come with a list, and results that a search shows.
const ROWS: usize = 200;
const HITS: usize = 40;
/// Quotes on the page of a name, and in a ledger.
const FEW: usize = 8;
const QUOTES: usize = 120;
/// Articles that the page of a name lists, and stories.
const LISTED: usize = 30;
const STORIES: usize = 200;
/// Articles of a story whose words are compared with an open one.
const COMPARED: usize = 60;

impl Shelf {
    /// Answers what only reads; changes go through [`Shelf::mark`]. `now` is what relative dates count from.
    pub fn answer(&mut self, ask: &Ask, now: DateTime) -> Option<Answer> {
        let answered = match ask {
            Ask::List(list, near) => self.listed(list, near, now.date()),
            Ask::Rows(number, range) => {
                self.rows(range.clone()).map(|rows| Some(Answer::Rows(*number, range.start, rows)))
            }
            Ask::NextUnread(from) => self.next_unread(*from).map(|next| Some(Answer::Next(next))),
            Ask::Visit(file) => self.visit(file).map(Some),
            Ask::Search(search) => self.search(search, now).map(|found| Some(Answer::Searched(found))),
            Ask::Name(words, kind) => self.name(words, *kind).map(|page| Some(Answer::Page(page))),
            Ask::Ledger(name) => self.ledger(name).map(|page| Some(Answer::Page(page))),
            Ask::Stories => {
                let stories = self.store.stories(&Query::all(), STORIES);
                stories.map(|stories| Some(Answer::Page(Page::Stories(stories))))
            }
            Ask::Story(which) => self.story(which).map(|page| Some(Answer::Page(page))),
            Ask::Known(file) => self.known(file).map(|known| Some(Answer::Known(known))),
            Ask::Compare(one, other) => self.compared(one, other).map(|page| Some(Answer::Page(page))),
            Ask::Folders(folders) => {
                self.counted(folders, now.date()).map(|f| Some(Answer::Page(Page::Folders(f))))
            }
            Ask::Mark(_) | Ask::Undo | Ask::Redo | Ask::Index => Ok(None),
        };
        answered.unwrap_or_else(|e| Some(Answer::Failed(e.to_string())))
    }

    fn listed(&mut self, list: &ListAs, near: &[PathBuf], today: Date) -> Result<Option<Answer>, StoreError> {
        match Query::parse(&list.query, today) {
            Ok(query) => Ok(Some(Answer::Listed(self.list(list, &query, near, ROWS)?))),
            Err(wrong) => Ok(Some(Answer::Failed(format!("{}: {wrong}", list.query)))),
        }
    }

    fn visit(&self, file: &Path) -> Result<Answer, StoreError> {
        let Some(id) = self.store.find_file(file)? else {
            return Ok(Answer::Visited(file.to_path_buf(), None));
        };
        let at = self.order.iter().position(|known| *known == id);
        let row = self.rows_of(&[id])?.into_iter().next();
        Ok(Answer::Visited(file.to_path_buf(), row.map(|row| (at, row))))
    }

    fn search(&self, search: &Search, now: DateTime) -> Result<Searched, StoreError> {
        let number = search.number;
        let query = match Query::typed(&search.text, now.date()) {
            Ok(_) if search.text.trim().is_empty() => return Ok(Searched { number, ..Searched::default() }),
            Ok(query) => query,
            Err(wrong) => return Ok(Searched { number, wrong: Some(wrong), ..Searched::default() }),
        };
        let found = self.store.search(&query, HITS, now)?;
        let ids: Vec<i64> = found.hits.iter().map(|h| h.row.id).collect();
        let places = self.places_of(&ids);
        let marker = Marker::new(&query);
        let rows = self.rows_of(&ids)?;
        let hit = |row: ShelfRow| {
            // A file that is gone or changed is still found: the store says where it was.
            let snippet = scan::load(&row.row.file()).map(|d| marker.snippet(&d)).unwrap_or_default();
            Hit { at: places.get(&row.row.id).copied(), snippet, row }
        };
        let words = query.marks().into_iter().map(|(words, _)| words.to_string()).collect();
        let hits = rows.into_iter().map(hit).collect();
        Ok(Searched { number, hits, total: found.total, more: found.more, words, wrong: None })
    }

    /// Where these articles stand in the list.
    fn places_of(&self, ids: &[i64]) -> HashMap<i64, usize> {
        let wanted: std::collections::HashSet<&i64> = ids.iter().collect();
        let found = self.order.iter().enumerate().filter(|(_, id)| wanted.contains(id));
        found.map(|(at, id)| (*id, at)).collect()
    }

    fn name(&self, words: &str, kind: Option<Kind>) -> Result<Page, StoreError> {
        let names = self.store.names(words, kind, &Query::all(), LISTED)?;
        let same = |n: &&super::super::people::NameRow| n.name == words;
        let Some(name) = names.iter().find(same).or(names.first().filter(|_| names.len() == 1)) else {
            return Ok(match names.is_empty() {
                true => Page::Nothing(format!("the library does not name {words}")),
                false => Page::Names(names),
            });
        };
        let page = self.store.name_page(name.id, LISTED)?;
        let ids: Vec<i64> = page.variants.iter().map(|v| v.id).collect();
        let by = self.store.quotes_by(&ids, FEW)?;
        let about = self.store.quotes_about(&ids, ROWS, FEW)?;
        let (by, about) = (self.store.read_quotes(&by)?, self.store.read_quotes(&about)?);
        Ok(Page::Name(Box::new(page), by, about))
    }

    fn ledger(&mut self, name: &str) -> Result<Page, StoreError> {
        let ids = self.speakers(name)?;
        let all = self.store.quotes_by(&ids, usize::MAX)?;
        if all.is_empty() {
            return Ok(Page::Nothing(format!("the library has nothing that {name} said")));
        }
        let said: Vec<Said> = self.store.read_quotes(&all[..all.len().min(QUOTES)])?;
        let before = self.store.visit(name)?;
        let new = |joined: &crate::library::ledger::Joined| {
            let articles = std::iter::once(&joined.first).chain(&joined.others);
            before.is_some_and(|seen| articles.into_iter().all(|s| s.row.id > seen))
        };
        let joined = join(said).into_iter().map(|j| {
            let new = new(&j);
            (j, new)
        });
        Ok(Page::Ledger(name.to_string(), joined.collect(), all.len(), before.is_some()))
    }

    /// The names under which somebody speaks: those of the entity with its variants, or a speaker that is no entity.
    fn speakers(&self, name: &str) -> Result<Vec<i64>, StoreError> {
        let names = self.store.names(name, None, &Query::all(), LISTED)?;
        let person = |n: &&super::super::people::NameRow| n.name == name;
        match names.iter().find(person).or(names.first()) {
            Some(found) => Ok(self.store.variants(found.id)?.into_iter().map(|v| v.id).collect()),
            None => self.store.speaker_ids(name),
        }
    }

    fn story(&self, which: &Result<i64, PathBuf>) -> Result<Page, StoreError> {
        let id = match which {
            Ok(id) => Some(*id),
            Err(file) => self.story_of(file)?,
        };
        let Some(id) = id else {
            return Ok(Page::Nothing("no other article of the library tells this story".into()));
        };
        let ids: Vec<i64> = self.store.story(id)?.into_iter().map(|r| r.id).collect();
        Ok(Page::Story(self.rows_of(&ids)?))
    }

    fn story_of(&self, file: &Path) -> Result<Option<i64>, StoreError> {
        let id = self.store.find_file(file)?;
        let article = id.map(|id| self.store.article(id)).transpose()?;
        Ok(article.flatten().and_then(|a| a.story))
    }

    fn known(&self, file: &Path) -> Result<Known, StoreError> {
        let mut known = Known { path: file.to_path_buf(), ..Known::default() };
        let (Some(story), Some(document)) = (self.story_of(file)?, load(file)) else { return Ok(known) };
        let others = self.store.story(story)?;
        let others: Vec<_> = others.iter().filter(|row| row.path != file).collect();
        known.articles = others.len();
        let mut read = Read::default();
        for row in others.iter().rev().filter(|row| row.is_read()).take(COMPARED) {
            if let Ok(document) = scan::load(&row.file()) {
                read.add(&document);
                known.read += 1;
            }
        }
        let sentences = read.sentences(&document);
        known.sentences = sentences.len();
        known.spans = sentences.into_iter().filter(|(_, known)| *known).map(|(span, _)| span).collect();
        Ok(known)
    }

    fn compared(&self, one: &Path, other: &Path) -> Result<Page, StoreError> {
        let (Some(a), Some(b)) = (load(one), load(other)) else {
            return Ok(Page::Nothing("one of the two articles can no longer be read".into()));
        };
        let found = compare((&a, &annotate(&a)), (&b, &annotate(&b)));
        let mut out = Compared::default();
        for (i, (file, document)) in [(one, &a), (other, &b)].into_iter().enumerate() {
            let quote = |s: &crate::text::Span| (*s, s.of(&document.text).to_string());
            out.quotes[i] = found[i].quotes.iter().map(quote).collect();
            out.names[i].clone_from(&found[i].names);
            if let Some(id) = self.store.find_file(file)? {
                out.rows[i] = self.rows_of(&[id])?.into_iter().next().unwrap_or_default();
            }
        }
        Ok(Page::Compared(Box::new(out)))
    }

    fn counted(&self, folders: &[(String, String)], today: Date) -> Result<Vec<Folder>, StoreError> {
        let unread = self.unread()?;
        let mut out = Vec::new();
        for (name, text) in folders {
            let count = match Query::parse(text, today) {
                Ok(query) => {
                    let list = ListAs { query: text.clone(), ..ListAs::default() };
                    let found = self.order_of(&list, &query)?;
                    Ok((found.len(), found.iter().filter(|id| unread.contains(id)).count()))
                }
                Err(wrong) => Err(wrong.to_string()),
            };
            out.push(Folder { name: name.clone(), query: text.clone(), count });
        }
        Ok(out)
    }
}

fn load(file: &Path) -> Option<Document> {
    let (sources, _) = scan::find(&[file.to_path_buf()]);
    scan::load(sources.first()?).ok()
}

impl super::super::Store {
    /// The newest article that there was when this ledger was looked at last, none for the first time; from now on it
    /// is the newest that there is.
    ///
    /// # Errors
    /// When the store cannot be read. A visit that cannot be noted is none.
    fn visit(&self, name: &str) -> Result<Option<i64>, StoreError> {
        let key = crate::text::fold(name);
        let before = self.said((|| {
            let mut known = self.db.prepare_cached("SELECT article FROM visits WHERE key = ?")?;
            known.query_row([&key], |r| r.get(0)).optional()
        })())?;
        // Another program may be writing: then what is new now is new the next time as well.
        let noted = self.db.prepare_cached(
            "INSERT OR REPLACE INTO visits (key, article) SELECT ?, coalesce(max(id), 0) FROM articles",
        );
        let _ = noted.and_then(|mut s| s.execute([&key]));
        Ok(before)
    }
}
