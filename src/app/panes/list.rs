//! The list of articles.

use std::path::Path;

use crate::app::reader::Place;
use crate::library::Summary;
use crate::library::record::ContentId;
use crate::library::scan::Source;
use crate::library::shelf::ShelfRow;
use crate::text::typeset::{self, Line, Measure};

/// Columns of a row that its marks take; the title has the rest.
pub const MARGIN: usize = 4;
/// Lines that a title may take; the rest of a longer one is cut.
const TITLE: usize = 2;
/// Rows that are kept after they went out of view.
const KEPT: usize = 4000;

/// The place of an open article that is not listed.
pub const ASIDE: usize = usize::MAX;

/// An article in the list.
#[derive(Clone, Debug)]
pub struct Item {
    /// Where it comes from.
    pub source: Source,
    /// What is known of it so far.
    pub state: ItemState,
    /// Whether it was opened.
    pub read: bool,
    /// Whether it is starred.
    pub starred: bool,
    /// Whether it is put off.
    pub later: bool,
    /// Its tags.
    pub tags: Vec<String>,
    /// Where it was left.
    pub place: Place,
    /// Whether it was read when its row was fetched, and what its story is called: what it is grouped by.
    pub grouped: (bool, Option<String>),
    /// Identity of its bytes, where the library knows it.
    pub content: Option<ContentId>,
}

/// What is known of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemState {
    /// Not read from disk yet.
    Waiting,
    /// Read.
    Known(Summary),
    /// It could not be read, and why.
    Failed(String),
}

impl Item {
    /// An article that was found but not read yet.
    pub fn new(source: Source) -> Self {
        Self {
            source,
            state: ItemState::Waiting,
            read: false,
            starred: false,
            later: false,
            tags: Vec::new(),
            place: Place::default(),
            grouped: (false, None),
            content: None,
        }
    }

    /// An article as the library knows it.
    pub fn of(row: ShelfRow) -> Self {
        let article = &row.row;
        Self {
            read: article.is_read(),
            starred: article.is_starred(),
            later: article.is_later(),
            place: Place { eye: row.position as usize, row: 0 },
            grouped: (article.is_read(), row.story),
            content: Some(row.content),
            state: ItemState::Known(Summary::of_row(article)),
            tags: row.tags,
            source: article.file(),
        }
    }

    /// What is known of it.
    pub fn summary(&self) -> Option<&Summary> {
        match &self.state {
            ItemState::Known(summary) => Some(summary),
            _ => None,
        }
    }

    /// Its title, or its file's name as long as that is unknown.
    pub fn title(&self) -> String {
        self.summary().map_or_else(|| self.source.stem(), |s| s.title.clone())
    }

    /// The title broken into the lines that a row of `columns` shows, and whether some of it was left out.
    pub fn title_lines(&self, title: &str, columns: usize) -> (Vec<Line>, bool) {
        let width = columns.saturating_sub(MARGIN).max(1);
        let mut lines = typeset::set(title, Measure { width, indent: 0, patterns: None });
        let cut = lines.len() > TITLE;
        lines.truncate(TITLE);
        (lines, cut)
    }

    /// Screen lines of its row: the title, and what is known about it.
    pub fn height(&self, columns: usize) -> usize {
        self.title_lines(&self.title(), columns).0.len() + 1
    }
}

/// The articles of the list. Of a long one only the rows that were in view are here; the others are asked for when they
/// come into view.
#[derive(Debug, Default)]
pub struct Items {
    slots: Vec<Option<Box<Item>>>,
    /// How many are here.
    known: usize,
    /// The open article where it is not listed.
    aside: Option<Box<Item>>,
}

impl Items {
    /// Articles that were found.
    pub fn new(sources: Vec<Source>) -> Self {
        let slots: Vec<_> = sources.into_iter().map(|s| Some(Box::new(Item::new(s)))).collect();
        Self { known: slots.len(), slots, aside: None }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// The article at a place, if its row is here.
    pub fn get(&self, place: usize) -> Option<&Item> {
        if place == ASIDE { self.aside.as_deref() } else { self.slots.get(place)?.as_deref() }
    }

    /// As [`Items::get`], to be changed.
    pub fn get_mut(&mut self, place: usize) -> Option<&mut Item> {
        if place == ASIDE { self.aside.as_deref_mut() } else { self.slots.get_mut(place)?.as_deref_mut() }
    }

    /// Those that are here, with their places.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Item)> {
        self.slots.iter().enumerate().filter_map(|(i, slot)| Some((i, slot.as_deref()?)))
    }

    /// The place of the article in a file, if its row is here.
    pub fn place(&self, path: &Path) -> Option<usize> {
        self.iter().find(|(_, item)| item.source.path == path).map(|(i, _)| i)
    }

    /// Takes all that are here away.
    pub fn drain(&mut self) -> impl Iterator<Item = Item> {
        self.known = 0;
        std::mem::take(&mut self.slots).into_iter().flatten().map(|item| *item)
    }

    /// Adds one at the end.
    pub fn push(&mut self, item: Item) {
        self.slots.push(Some(Box::new(item)));
        self.known += 1;
    }

    /// A list of this many articles, none of which is here yet.
    pub fn expect(&mut self, count: usize) {
        self.slots = vec![None; count];
        self.known = 0;
    }

    /// Puts an article in its place, or aside.
    pub fn put(&mut self, place: usize, item: Item) {
        if place == ASIDE {
            self.aside = Some(Box::new(item));
        } else if let Some(slot) = self.slots.get_mut(place) {
            self.known += usize::from(slot.is_none());
            *slot = Some(Box::new(item));
        }
    }

    /// Lets go of rows when there are many of them, but for a stretch and one place.
    pub fn forget(&mut self, but: std::ops::Range<usize>, open: Option<usize>) {
        if self.known <= KEPT {
            return;
        }
        for (place, slot) in self.slots.iter_mut().enumerate() {
            if slot.is_some() && !but.contains(&place) && Some(place) != open {
                *slot = None;
                self.known -= 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ASIDE, Item, Items, KEPT};
    use crate::document::Format;
    use crate::library::scan::Source;

    fn item(name: usize) -> Item {
        let path = format!("{name}.md").into();
        Item::new(Source { path, format: Format::Markdown, held: None, stamp: None })
    }

    #[test]
    fn rows_come_and_go_and_the_open_one_stays() {
        let mut items = Items::default();
        items.expect(2 * KEPT);
        (0..KEPT + 10).for_each(|i| items.put(i, item(i)));
        items.put(ASIDE, item(9999));
        items.forget(100..200, Some(7));
        assert_eq!(items.iter().count(), 101);
        assert_eq!(items.place("7.md".as_ref()), Some(7));
        assert_eq!(
            (items.len(), items.get(8).is_some(), items.get(ASIDE).is_some()),
            (2 * KEPT, false, true)
        );
    }
}
