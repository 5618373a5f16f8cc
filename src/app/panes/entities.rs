//! The entities of the open article, grouped by kind.

use super::Cursor;
use super::filter::Filter;
use crate::annotate::{Annotations, Entity, EntityId, Kind};
use crate::document::Document;
use crate::text::fold::fold;

/// A row of the pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// The head of a kind, and how many entities it has.
    Group(Kind, usize),
    /// An entity, and whether its role takes a second line.
    Entity(EntityId, bool),
}

impl Row {
    /// Screen lines it takes.
    pub fn height(self) -> usize {
        match self {
            Row::Entity(_, true) => 2,
            _ => 1,
        }
    }
}

/// What comes first within a kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The most named.
    #[default]
    Count,
    /// The first named.
    Appearance,
    /// By the alphabet.
    Name,
}

impl Order {
    /// The next of them.
    pub fn next(self) -> Self {
        match self {
            Order::Count => Order::Appearance,
            Order::Appearance => Order::Name,
            Order::Name => Order::Count,
        }
    }
}

/// The pane.
#[derive(Clone, Debug, Default)]
pub struct EntityPane {
    /// Its rows.
    pub rows: Vec<Row>,
    /// Where it is.
    pub cursor: Cursor,
    /// The kind that is shown alone.
    pub only: Option<Kind>,
    /// What comes first.
    pub order: Order,
    /// What was typed to see fewer of them.
    pub filter: Filter,
}

/// Parts of the strip that shows where in the article an entity occurs.
pub const STRIP: usize = 6;

impl EntityPane {
    /// Lists the entities of another article, from the top.
    pub fn fill(&mut self, annotations: &Annotations) {
        (self.only, self.filter) = (None, Filter::default());
        self.list(annotations);
        self.cursor = Cursor::default();
        self.skip_group(1);
    }

    /// Lists the entities anew. The cursor goes to `follow`, or else stays on its row.
    pub fn refill(&mut self, annotations: &Annotations, follow: Option<EntityId>) {
        if self.only.is_some_and(|only| !annotations.entities.iter().any(|e| e.kind == only)) {
            self.only = None;
        }
        self.list(annotations);
        let last = self.rows.len().saturating_sub(1);
        (self.cursor.at, self.cursor.top) = (self.cursor.at.min(last), self.cursor.top.min(last));
        self.skip_group(1);
        if let Some(id) = follow {
            self.select(id);
        }
    }

    fn list(&mut self, annotations: &Annotations) {
        self.rows.clear();
        for kind in Kind::ALL.into_iter().filter(|k| self.only.is_none_or(|only| only == *k)) {
            let mut ids: Vec<u32> = (0..annotations.entities.len() as u32)
                .filter(|&i| annotations.entities[i as usize].kind == kind)
                .filter(|&i| self.holds(&annotations.entities[i as usize]))
                .collect();
            if ids.is_empty() {
                continue;
            }
            let entity = |i: &u32| &annotations.entities[*i as usize];
            match self.order {
                Order::Count => ids.sort_by_key(|i| std::cmp::Reverse(entity(i).mentions.len())),
                // This is the order that they have.
                Order::Appearance => {}
                Order::Name => ids.sort_by_cached_key(|i| fold(&entity(i).name)),
            }
            self.rows.push(Row::Group(kind, ids.len()));
            let entity = |i: u32| {
                Row::Entity(EntityId(i), annotations.entities[i as usize].role.is_some() && kind.is_name())
            };
            self.rows.extend(ids.into_iter().map(entity));
        }
    }

    fn holds(&self, entity: &Entity) -> bool {
        let names = std::iter::once(&entity.name).chain(&entity.aliases).chain(&entity.role);
        self.filter.holds(names.map(String::as_str))
    }

    /// What is listed and in which order: "People 12 by name &jan".
    pub fn note(&self) -> String {
        let count = self.rows.iter().filter(|r| matches!(r, Row::Entity(..))).count();
        let order = match self.order {
            Order::Count => "by count",
            Order::Appearance => "as they come",
            Order::Name => "by name",
        };
        let only = self.only.map(|k| format!("{} ", label(k))).unwrap_or_default();
        let filter = if self.filter.is_empty() { String::new() } else { format!(" &{}", self.filter.typed) };
        format!("{only}{count} {order}{filter}")
    }

    /// Moves the cursor by entities.
    pub fn move_by(&mut self, by: isize) {
        self.cursor.move_by(by, self.rows.len());
        self.skip_group(by);
    }

    fn skip_group(&mut self, by: isize) {
        let on_group = |at: usize| matches!(self.rows.get(at), Some(Row::Group(..)));
        if !on_group(self.cursor.at) {
            return;
        }
        let up_is_free = self.cursor.at > 0;
        self.cursor.at = if by < 0 && up_is_free { self.cursor.at - 1 } else { self.cursor.at + 1 };
    }

    /// The entity under the cursor.
    pub fn selected(&self) -> Option<EntityId> {
        match self.rows.get(self.cursor.at) {
            Some(Row::Entity(id, _)) => Some(*id),
            _ => None,
        }
    }

    /// Puts the cursor on an entity, if it is listed.
    pub fn select(&mut self, id: EntityId) {
        if let Some(at) = self.rows.iter().position(|r| matches!(r, Row::Entity(i, _) if *i == id)) {
            self.cursor.at = at;
        }
    }

    /// Scrolls to the cursor, together with the head of its kind when that is just above.
    pub fn reveal(&mut self, height: usize) {
        let rows = &self.rows;
        let row_height = |i: usize| rows.get(i).map_or(1, |r| r.height());
        let mut cursor = self.cursor;
        if cursor.at == 1 {
            cursor.top = 0;
        }
        cursor.reveal(height, row_height);
        self.cursor = cursor;
    }

    /// Shows the next kind alone; after the last one, all again.
    pub fn cycle_kind(&mut self, annotations: &Annotations) {
        let present = |k: &Kind| annotations.entities.iter().any(|e| e.kind == *k);
        let kinds: Vec<Kind> = Kind::ALL.into_iter().filter(present).collect();
        self.only = match self.only.and_then(|k| kinds.iter().position(|&x| x == k)) {
            None => kinds.first().copied(),
            Some(i) => kinds.get(i + 1).copied(),
        };
        self.refill(annotations, None);
        self.cursor = Cursor::default();
        self.skip_group(1);
    }
}

/// The name of a kind's group.
pub fn label(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "People",
        Kind::Place => "Places",
        Kind::Organisation => "Organisations",
        Kind::Misc => "More names",
        Kind::Date => "Dates",
        Kind::Time => "Times",
        Kind::Money => "Money",
        Kind::Percent => "Percentages",
        Kind::Quantity => "Quantities",
    }
}

/// How often an entity is named in each of [`STRIP`] equal parts of the article.
pub fn strip(document: &Document, annotations: &Annotations, id: EntityId) -> [usize; STRIP] {
    let mut counts = [0; STRIP];
    let mentions = annotations.entity(id).map_or(&[][..], |e| &e.mentions);
    for mention in mentions.iter().filter_map(|&m| annotations.mentions.get(m as usize)) {
        counts[part(document, mention.span.start as usize)] += 1;
    }
    counts
}

/// The part of the strip that an offset of the text falls into.
pub fn part(document: &Document, offset: usize) -> usize {
    (offset * STRIP / document.text.len().max(1)).min(STRIP - 1)
}
