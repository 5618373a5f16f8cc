//! What a reader did with an article: read, starred, put off, tagged, how far it was read.
//!
//! State is kept under the identity of the article's content, so that it survives a move, a new name and a store made
//! anew. As text it is one line to an article, sorted, so that two files can be merged with the usual tools:
//! `CONTENT<tab>FLAGS<tab>POSITION<tab>CHANGED<tab>TAGS`.

use std::fmt::Write as _;
use std::time::{SystemTime, UNIX_EPOCH};

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Store, StoreError};
use crate::library::record::ContentId;

/// The article was read.
pub const READ: u8 = 1;
/// It has a star.
pub const STARRED: u8 = 2;
/// It is put off to be read later.
pub const LATER: u8 = 4;
/// It has at least one tag; kept with the article only, to count by.
pub(crate) const TAGGED: u8 = 8;

/// The first line of an export.
const HEADER: &str =
    "# briefing state 1: content, flags (r read, s starred, l later), position, changed, tags";

/// The state of one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// Whose.
    pub content: ContentId,
    /// [`READ`], [`STARRED`], [`LATER`] together.
    pub flags: u8,
    /// How far it was read, in bytes of its text.
    pub position: u32,
    /// Tags, sorted.
    pub tags: Vec<String>,
    /// When it was changed last, in milliseconds since 1970.
    pub changed: i64,
}

/// A change of state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Sets or clears flags.
    Flag(u8, bool),
    /// Adds a tag.
    Tag(String),
    /// Takes a tag away.
    Untag(String),
    /// Keeps how far the article was read.
    Position(u32),
}

/// What a change replaced: hand it to [`Store::undo`] to take the change back.
#[derive(Clone, Debug, Default)]
pub struct Undo(Vec<Saved>);

impl Undo {
    /// How many articles the change touched.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether it touched none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Saved {
    pub(super) fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        let tags: String = row.get(3)?;
        Ok(Saved {
            content: row.get(0)?,
            flags: row.get(1)?,
            position: row.get(2)?,
            tags: tags.split(' ').filter(|t| !t.is_empty()).map(str::to_owned).collect(),
            changed: row.get(4)?,
        })
    }

    pub(crate) fn apply(&mut self, change: &Change) {
        match change {
            Change::Flag(flags, true) => self.flags |= flags,
            Change::Flag(flags, false) => self.flags &= !flags,
            Change::Position(at) => self.position = *at,
            Change::Tag(tag) => {
                let tag = clean_tag(tag);
                if let (Err(at), false) = (self.tags.binary_search(&tag), tag.is_empty()) {
                    self.tags.insert(at, tag);
                }
            }
            Change::Untag(tag) => {
                let tag = clean_tag(tag);
                self.tags.retain(|t| *t != tag);
            }
        }
    }

    /// The line of an export.
    fn line(&self) -> String {
        let mut out = String::new();
        for byte in self.content {
            let _ = write!(out, "{byte:02x}");
        }
        let letter = |flag, letter| if self.flags & flag == 0 { "" } else { letter };
        let flags = [letter(READ, "r"), letter(STARRED, "s"), letter(LATER, "l")].concat();
        let flags = if flags.is_empty() { "-" } else { &flags };
        let _ = write!(out, "\t{flags}\t{}\t{}\t{}", self.position, self.changed, self.tags.join(" "));
        out
    }

    /// A line of an export; none for one that is no such line.
    fn parse(line: &str) -> Option<Saved> {
        let mut fields = line.split('\t');
        let hex = fields.next().filter(|h| h.len() == 32 && h.is_ascii())?;
        let mut saved =
            Saved { content: u128::from_str_radix(hex, 16).ok()?.to_be_bytes(), ..Saved::default() };
        for letter in fields.next()?.chars() {
            saved.flags |= match letter {
                'r' => READ,
                's' => STARRED,
                'l' => LATER,
                '-' => 0,
                _ => return None,
            };
        }
        saved.position = fields.next()?.parse().ok()?;
        saved.changed = fields.next()?.parse().ok()?;
        saved.tags = fields.next().unwrap_or("").split_whitespace().map(clean_tag).collect();
        saved.tags.sort();
        saved.tags.dedup();
        Some(saved)
    }
}

/// A tag as it is kept: lower case, without the white space that separates tags.
pub fn clean_tag(tag: &str) -> String {
    tag.trim().to_lowercase().split_whitespace().collect::<Vec<_>>().join("-")
}

/// What an export says, and the numbers of the lines (from 1) that could not be read.
pub fn parse_export(text: &str) -> (Vec<Saved>, Vec<usize>) {
    let (mut saved, mut wrong) = (Vec::new(), Vec::new());
    for (i, line) in text.lines().enumerate().filter(|(_, l)| !l.starts_with('#') && !l.trim().is_empty()) {
        match Saved::parse(line) {
            Some(one) => saved.push(one),
            None => wrong.push(i + 1),
        }
    }
    (saved, wrong)
}

/// Writes one state, and what the article shows of it. With `merge`, only where it is the later one. Returns whether it
/// was written.
pub(super) fn write_saved(db: &Connection, saved: &Saved, merge: bool) -> rusqlite::Result<bool> {
    if merge && read_saved(db, &saved.content)?.is_some_and(|known| known.changed >= saved.changed) {
        return Ok(false);
    }
    let mut set = db.prepare_cached(
        "INSERT OR REPLACE INTO state (content, flags, position, tags, changed) VALUES (?, ?, ?, ?, ?)",
    )?;
    set.execute(params![saved.content, saved.flags, saved.position, saved.tags.join(" "), saved.changed])?;
    show(db, &saved.content, shown(saved))?;
    Ok(true)
}

/// Writes the flags of the articles with this content, and counts them anew.
fn show(db: &Connection, content: &ContentId, flags: u8) -> rusqlite::Result<()> {
    let mut known =
        db.prepare_cached("SELECT folder, flags FROM articles WHERE content = ? AND flags <> ?")?;
    let mut rows = known.query(params![content, flags])?;
    while let Some(row) = rows.next()? {
        let folder = row.get(0)?;
        tally(db, folder, row.get(1)?, -1)?;
        tally(db, folder, flags, 1)?;
    }
    db.prepare_cached("UPDATE articles SET flags = ? WHERE content = ?")?.execute(params![flags, content])?;
    Ok(())
}

/// Counts so many articles more in a folder, with these flags.
pub(super) fn tally(db: &Connection, folder: i64, flags: u8, more: i64) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO tally (folder, flags, articles) VALUES (?, ?, ?) \
         ON CONFLICT DO UPDATE SET articles = articles + excluded.articles",
    )?
    .execute(params![folder, flags, more])?;
    Ok(())
}

/// The flags as the article's row has them.
pub(crate) fn shown(saved: &Saved) -> u8 {
    saved.flags | if saved.tags.is_empty() { 0 } else { TAGGED }
}

pub(super) fn read_saved(db: &Connection, content: &ContentId) -> rusqlite::Result<Option<Saved>> {
    db.prepare_cached("SELECT content, flags, position, tags, changed FROM state WHERE content = ?")?
        .query_row([content], Saved::of)
        .optional()
}

fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_millis() as i64)
}

impl Store {
    /// The state of an article; the default for one that nobody touched.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn state(&self, article: i64) -> Result<Saved, StoreError> {
        let content = self.db.prepare_cached("SELECT content FROM articles WHERE id = ?");
        let content: Option<ContentId> =
            self.said(content.and_then(|mut s| s.query_row([article], |r| r.get(0)).optional()))?;
        let Some(content) = content else { return Ok(Saved::default()) };
        let saved = self.said(read_saved(&self.db, &content))?;
        Ok(saved.unwrap_or(Saved { content, ..Saved::default() }))
    }

    /// The state of this content; the default where nobody touched it.
    pub(crate) fn saved(&self, content: &ContentId) -> rusqlite::Result<Saved> {
        let saved = read_saved(&self.db, content)?;
        Ok(saved.unwrap_or(Saved { content: *content, ..Saved::default() }))
    }

    /// Makes these changes to the state of articles, all or none; what was there before comes back for [`Store::undo`].
    /// Acknowledged means on disk.
    ///
    /// # Errors
    /// When the store cannot be written; then nothing was changed.
    pub fn change(&mut self, articles: &[i64], changes: &[Change]) -> Result<Undo, StoreError> {
        let path = self.path.clone();
        let changed = (|| {
            let transaction = self.db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            let mut undo = Vec::with_capacity(articles.len());
            for &article in articles {
                let mut content = transaction.prepare_cached("SELECT content FROM articles WHERE id = ?")?;
                let content = content.query_row([article], |r| r.get::<_, ContentId>(0)).optional()?;
                let Some(content) = content else { continue };
                let before = read_saved(&transaction, &content)?;
                let before = before.unwrap_or(Saved { content, ..Saved::default() });
                let mut after = before.clone();
                changes.iter().for_each(|c| after.apply(c));
                if after != before {
                    // A clock that was set back must not make this change lose against an earlier one.
                    after.changed = now().max(before.changed + 1);
                    write_saved(&transaction, &after, false)?;
                    undo.push(before);
                }
            }
            transaction.commit().map(|()| Undo(undo))
        })();
        changed.map_err(super::error::at(&path))
    }

    /// Takes a change back; what it replaces comes back, to make the change again.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn undo(&mut self, undo: &Undo) -> Result<Undo, StoreError> {
        let path = self.path.clone();
        let undone = (|| {
            let transaction = self.db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            let mut redo = Vec::with_capacity(undo.len());
            for before in &undo.0 {
                let known = read_saved(&transaction, &before.content)?.unwrap_or_default();
                let changed = now().max(known.changed + 1);
                write_saved(&transaction, &Saved { changed, ..before.clone() }, false)?;
                redo.push(Saved { content: before.content, ..known });
            }
            transaction.commit().map(|()| Undo(redo))
        })();
        undone.map_err(super::error::at(&path))
    }

    /// All state as text, one line to an article, sorted.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn export(&self) -> Result<String, StoreError> {
        let mut out = format!("{HEADER}\n");
        self.said((|| {
            let mut statement = self
                .db
                .prepare("SELECT content, flags, position, tags, changed FROM state ORDER BY content")?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                out.push_str(&Saved::of(row)?.line());
                out.push('\n');
            }
            Ok(())
        })())?;
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::{Change, READ, STARRED, Saved, parse_export};
    use proptest::prelude::{any, prop, prop_assert_eq, proptest};

    #[test]
    fn tags_are_a_sorted_set_of_single_words() {
        let mut saved = Saved::default();
        for tag in ["zorg", " Den Haag ", "zorg", ""] {
            saved.apply(&Change::Tag(tag.into()));
        }
        assert_eq!(saved.tags, ["den-haag", "zorg"]);
        saved.apply(&Change::Untag("Zorg".into()));
        assert_eq!(saved.tags, ["den-haag"]);
    }

    #[test]
    fn lines_that_are_no_state_are_told_by_number() {
        let good = Saved { flags: READ | STARRED, position: 7, changed: 9, ..Saved::default() }.line();
        let (saved, wrong) = parse_export(&format!("# header\n{good}\nnonsense\n\nff\tr\t1\t1\t\n"));
        assert_eq!((saved.len(), wrong), (1, vec![3, 5]));
    }

    proptest! {
        #[test]
        fn state_comes_back_from_its_line(content in any::<[u8; 16]>(), flags in 0u8..8, position in any::<u32>(),
                                          changed in any::<i64>(), tags in prop::collection::btree_set("[a-z]{1,5}", 0..4)) {
            let saved = Saved { content, flags, position, changed, tags: tags.into_iter().collect() };
            prop_assert_eq!(Saved::parse(&saved.line()), Some(saved));
        }

        #[test]
        fn any_text_can_be_imported(text in "[\\PC\n\t]{0,200}") {
            let (saved, wrong) = parse_export(&text);
            prop_assert_eq!(saved.len() + wrong.len() <= text.lines().count(), true);
        }
    }
}
