//! The tables, and how an older file becomes a newer one. `docs/library.md` describes them.

use rusqlite::Connection;

/// The steps from an empty file to the present schema; `PRAGMA user_version` counts the steps that a file has taken.
/// A step that was released never changes: a new one comes behind it.
const STEPS: [&str; 4] = [FIRST, SECOND, THIRD, FOURTH];

/// The newest schema version.
pub(super) const VERSION: i64 = STEPS.len() as i64;

/// Brings a file up to [`VERSION`], each step in a transaction of its own.
pub(super) fn migrate(db: &mut Connection) -> rusqlite::Result<()> {
    loop {
        // Immediate: two programs that open a new file at once take the steps one after the other.
        let step = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let version: i64 = step.query_row("PRAGMA user_version", [], |r| r.get(0))?;
        let Some(sql) = usize::try_from(version).ok().and_then(|v| STEPS.get(v)) else { return Ok(()) };
        step.execute_batch(sql)?;
        step.pragma_update(None, "user_version", version + 1)?;
        step.commit()?;
    }
}

const FIRST: &str = "
CREATE TABLE folders (id INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE);
CREATE TABLE sources (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, key TEXT NOT NULL);
CREATE TABLE roles (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);

CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    folder INTEGER NOT NULL,
    file BLOB NOT NULL,
    size INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    content BLOB NOT NULL,
    title TEXT NOT NULL,
    source INTEGER,
    date INTEGER,
    lang INTEGER NOT NULL,
    words INTEGER NOT NULL,
    problems INTEGER NOT NULL,
    simhash INTEGER NOT NULL,
    twin INTEGER,
    story INTEGER,
    flags INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX articles_file ON articles (folder, file);
CREATE INDEX articles_content ON articles (content);
CREATE INDEX articles_date ON articles (date, id);
CREATE INDEX articles_source ON articles (source, date);
CREATE INDEX articles_story ON articles (story, date);
CREATE INDEX articles_flags ON articles (flags);

CREATE TABLE details (
    article INTEGER PRIMARY KEY,
    sections BLOB NOT NULL,
    names BLOB NOT NULL,
    quotes BLOB NOT NULL,
    topics BLOB NOT NULL
);

CREATE TABLE names (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, name TEXT NOT NULL, hash INTEGER NOT NULL);
CREATE INDEX names_hash ON names (hash);
CREATE TABLE named (
    name INTEGER NOT NULL,
    article INTEGER NOT NULL,
    count INTEGER NOT NULL,
    quotes INTEGER NOT NULL,
    role INTEGER,
    PRIMARY KEY (name, article)
) WITHOUT ROWID;

CREATE TABLE state (
    content BLOB PRIMARY KEY,
    flags INTEGER NOT NULL,
    position INTEGER NOT NULL,
    tags TEXT NOT NULL,
    changed INTEGER NOT NULL
) WITHOUT ROWID;

CREATE VIRTUAL TABLE text USING fts5(
    title, body,
    content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0'
);
CREATE VIRTUAL TABLE said USING fts5(
    words, content='', contentless_delete=1, detail=none, tokenize='unicode61 remove_diacritics 0'
);
CREATE VIRTUAL TABLE name_words USING fts5(
    key, content='', detail=none, columnsize=0, tokenize='unicode61 remove_diacritics 0'
);
INSERT INTO text(text, rank) VALUES('rank', 'bm25(8.0, 1.0)');
";

const SECOND: &str = "
DROP INDEX articles_flags;
CREATE INDEX articles_flags ON articles (flags, folder);
CREATE INDEX articles_unread ON articles (flags & 1, date DESC, id DESC);
CREATE INDEX articles_title ON articles (title COLLATE NOCASE);
CREATE TABLE visits (key TEXT PRIMARY KEY, article INTEGER NOT NULL) WITHOUT ROWID;
";

const THIRD: &str = "CREATE TABLE rules (line TEXT PRIMARY KEY) WITHOUT ROWID;";

/// `tally` is kept by hand: a trigger would have FTS5 write what it holds back after every article.
///
/// Articles of before are indexed again: what the index of beginnings holds can only be had from their texts.
const FOURTH: &str = "
CREATE TABLE tally (
    folder INTEGER NOT NULL, flags INTEGER NOT NULL, articles INTEGER NOT NULL, PRIMARY KEY (folder, flags)
) WITHOUT ROWID;
INSERT INTO tally SELECT folder, flags, count(*) FROM articles GROUP BY folder, flags;
CREATE VIRTUAL TABLE starts USING fts5(
    words, content='', contentless_delete=1, detail=none, tokenize='unicode61 remove_diacritics 0'
);
CREATE TABLE outdated (article INTEGER PRIMARY KEY);
INSERT INTO outdated SELECT id FROM articles;
";

#[cfg(test)]
mod tests {
    use super::{STEPS, VERSION, migrate};
    use rusqlite::Connection;

    #[test]
    fn a_file_of_each_earlier_version_becomes_a_new_one_with_what_it_holds() {
        for version in 1..STEPS.len() {
            let mut db = Connection::open_in_memory().expect("memory");
            for step in &STEPS[..version] {
                db.execute_batch(step).expect("step");
            }
            db.pragma_update(None, "user_version", version as i64).expect("version");
            db.execute_batch("INSERT INTO state VALUES (x'00', 1, 7, 'zorg', 9)").expect("state");
            let article =
                "INSERT INTO articles VALUES (?, 5, ?, 1, 1, x'00', '', 1, 1, 1, 1, 0, 0, NULL, NULL, 1)";
            for id in 1..=3 {
                db.execute(article, [id, id]).expect("article");
            }
            migrate(&mut db).expect("steps");
            let kept: (i64, String) = db
                .query_row("SELECT position, tags FROM state", [], |r| Ok((r.get(0)?, r.get(1)?)))
                .expect("kept");
            assert_eq!(kept, (7, "zorg".to_string()), "from version {version}");
            let count = |sql| db.query_row(sql, [], |r| r.get::<_, i64>(0)).expect(sql);
            assert_eq!(count("SELECT articles FROM tally WHERE folder = 5 AND flags = 1"), 3);
            assert_eq!(count("SELECT count(*) FROM outdated"), 3, "from version {version}");
            db.execute_batch("INSERT INTO rules VALUES ('x')").expect("a newer table");
        }
    }

    #[test]
    fn an_empty_file_takes_every_step_once() {
        let mut db = Connection::open_in_memory().expect("memory");
        migrate(&mut db).expect("steps");
        migrate(&mut db).expect("none left");
        let version: i64 = db.query_row("PRAGMA user_version", [], |r| r.get(0)).expect("version");
        assert_eq!(version, VERSION);
    }
}
