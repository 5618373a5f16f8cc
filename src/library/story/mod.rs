//! Stories: articles about the same events, and what is new in one that others did not have.
//!
//! Articles come in order of time. Each joins the story of the last days with whose articles it shares enough of what
//! it is about (names and frequent long words, weighted by how rare they are), or begins one of its own.

pub mod delta;

use std::collections::{HashMap, VecDeque};

use jiff::civil::DateTime;
use rusqlite::types::Value;
use rusqlite::{params, params_from_iter};

use super::query::Query;
use super::record::datetime;
use super::search::Condition;
use super::store::state::READ;
use super::store::{ArticleRow, COLUMNS, Store, StoreError};

/// A story goes on while its articles are not further apart than this, in minutes.
const GAP: i64 = 4 * 1440;
/// How alike (cosine) an article must be to the nearest one of a story, and to its recent articles on average.
const NEAREST: f64 = 0.32;
const AVERAGE: f64 = 0.16;
/// A topic of more of the last days' articles than this tells no stories apart.
const COMMON: usize = 150;

/// A story in a list.
#[derive(Clone, Debug)]
pub struct StoryRow {
    /// Its number: that of its first article in this store.
    pub id: i64,
    /// Its articles.
    pub articles: usize,
    /// Those not read.
    pub unread: usize,
    /// First and last publication.
    pub first: Option<DateTime>,
    /// Last publication.
    pub last: Option<DateTime>,
    /// Title of its newest article.
    pub title: String,
    /// The media that have it.
    pub sources: Vec<String>,
}

/// An article to be grouped.
#[derive(Clone, Debug)]
struct Piece {
    id: i64,
    date: i64,
    story: Option<i64>,
    /// Hashes of what it is about.
    topics: Vec<u32>,
}

impl Store {
    /// Groups the articles published since a time (in minutes since 1970), all for none. Earlier ones keep their story,
    /// and may be joined. Returns how many articles are in a story that had another one or none before.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn group_stories(&mut self, since: Option<i64>) -> Result<usize, StoreError> {
        let from = since.map_or(i64::MIN, |s| s.saturating_sub(GAP));
        let pieces = self.said(self.pieces(from))?;
        let stories = group(&pieces, since.unwrap_or(i64::MIN));
        let path = self.path().to_path_buf();
        let written = (|| {
            let transaction = self.db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            let mut changed = 0;
            for (piece, story) in pieces.iter().zip(&stories).filter(|(p, s)| p.story != **s) {
                changed += transaction
                    .prepare_cached("UPDATE articles SET story = ? WHERE id = ?")?
                    .execute(params![story, piece.id])?;
            }
            transaction.commit().map(|()| changed)
        })();
        written.map_err(|e| StoreError::Sqlite(path, e))
    }

    fn pieces(&self, from: i64) -> rusqlite::Result<Vec<Piece>> {
        let mut statement = self.db.prepare(
            "SELECT a.id, a.date, a.story, e.topics FROM articles a JOIN details e ON e.article = a.id \
             WHERE a.date >= ? ORDER BY a.date, a.id",
        )?;
        let piece = |r: &rusqlite::Row<'_>| {
            let topics: Vec<u8> = r.get(3)?;
            let topics = topics.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
            Ok(Piece { id: r.get(0)?, date: r.get(1)?, story: r.get(2)?, topics: topics.collect() })
        };
        statement.query_map([from], piece)?.collect()
    }

    /// Stories with articles that a query finds, the one with the newest article first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn stories(&self, query: &Query, limit: usize) -> Result<Vec<StoryRow>, StoreError> {
        let (condition, mut values) = Condition::of(query).whole();
        let sql = format!(
            "SELECT a.story, count(*), sum(a.flags & {READ} = 0), min(a.date), max(a.date) FROM articles a \
             WHERE a.story IS NOT NULL AND {condition} GROUP BY a.story ORDER BY 5 DESC LIMIT ?"
        );
        values.push(Value::Integer(limit as i64));
        self.said((|| {
            let mut statement = self.db.prepare_cached(&sql)?;
            let mut rows = statement.query(params_from_iter(values))?;
            let mut out = Vec::new();
            while let Some(r) = rows.next()? {
                let (id, first, last): (i64, Option<i64>, Option<i64>) = (r.get(0)?, r.get(3)?, r.get(4)?);
                let (title, sources) = self.told(id)?;
                out.push(StoryRow {
                    id,
                    articles: r.get::<_, i64>(1)? as usize,
                    unread: r.get::<_, i64>(2)? as usize,
                    first: first.and_then(datetime),
                    last: last.and_then(datetime),
                    title,
                    sources,
                });
            }
            Ok(out)
        })())
    }

    /// The title of a story's newest article, and the media that have it.
    fn told(&self, story: i64) -> rusqlite::Result<(String, Vec<String>)> {
        let title = "SELECT title FROM articles WHERE story = ? ORDER BY date DESC LIMIT 1";
        let title = self.db.prepare_cached(title)?.query_row([story], |r| r.get(0))?;
        let sources = "SELECT DISTINCT s.name FROM articles a JOIN sources s ON s.id = a.source WHERE a.story = ? \
                       ORDER BY s.name";
        let mut statement = self.db.prepare_cached(sources)?;
        let sources = statement.query_map([story], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
        Ok((title, sources))
    }

    /// The articles of a story, the earliest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn story(&self, id: i64) -> Result<Vec<ArticleRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM articles a WHERE a.story = ? ORDER BY a.date, a.id");
        self.said((|| {
            let mut statement = self.db.prepare_cached(&sql)?;
            statement.query_map([id], ArticleRow::of)?.collect()
        })())
    }
}

/// The story of each piece, none for one that stands alone. Pieces are in order of time; those before `since` keep
/// theirs.
fn group(pieces: &[Piece], since: i64) -> Vec<Option<i64>> {
    let weights = weights(pieces);
    let norms: Vec<f64> = pieces.iter().map(|p| norm(p, &weights)).collect();
    let mut recent = Recent::default();
    let mut stories: Vec<i64> = Vec::with_capacity(pieces.len());
    for (i, piece) in pieces.iter().enumerate() {
        let story = match piece.story {
            Some(story) if piece.date < since => story,
            _ => recent.nearest(pieces, &stories, &norms, &weights, i).unwrap_or(piece.id),
        };
        stories.push(story);
        recent.add(piece, i);
    }
    let mut sizes: HashMap<i64, usize> = HashMap::new();
    stories.iter().for_each(|s| *sizes.entry(*s).or_insert(0) += 1);
    let kept = |(piece, story): (&Piece, &i64)| match piece.date < since && piece.story.is_some() {
        true => piece.story,
        false => sizes.get(story).filter(|n| **n > 1).map(|_| *story),
    };
    pieces.iter().zip(&stories).map(kept).collect()
}

/// How much each topic tells: the logarithm of how rare it is.
fn weights(pieces: &[Piece]) -> HashMap<u32, f64> {
    let mut counts: HashMap<u32, usize> = HashMap::new();
    pieces.iter().flat_map(|p| &p.topics).for_each(|t| *counts.entry(*t).or_insert(0) += 1);
    let all = pieces.len() as f64 + 1.0;
    counts.into_iter().map(|(topic, n)| (topic, (all / n as f64).ln())).collect()
}

fn norm(piece: &Piece, weights: &HashMap<u32, f64>) -> f64 {
    piece
        .topics
        .iter()
        .filter_map(|t| weights.get(t))
        .map(|w| w * w)
        .sum::<f64>()
        .sqrt()
        .max(f64::MIN_POSITIVE)
}

/// The articles of the last days by topic.
#[derive(Default)]
struct Recent {
    by_topic: HashMap<u32, VecDeque<usize>>,
}

impl Recent {
    fn add(&mut self, piece: &Piece, index: usize) {
        for topic in &piece.topics {
            self.by_topic.entry(*topic).or_default().push_back(index);
        }
    }

    /// The story that piece `i` belongs to.
    fn nearest(
        &mut self,
        pieces: &[Piece],
        stories: &[i64],
        norms: &[f64],
        weights: &HashMap<u32, f64>,
        i: usize,
    ) -> Option<i64> {
        let mut shared: HashMap<usize, f64> = HashMap::new();
        for topic in &pieces[i].topics {
            let Some(list) = self.by_topic.get_mut(topic) else { continue };
            while list.front().is_some_and(|&k| pieces[k].date < pieces[i].date - GAP) {
                list.pop_front();
            }
            let weight = weights.get(topic).copied().unwrap_or(0.0);
            if list.len() <= COMMON {
                list.iter().for_each(|&k| *shared.entry(k).or_insert(0.0) += weight * weight);
            }
        }
        // The nearest article of each story, the sum over its articles, and how many they are.
        let mut near: HashMap<i64, (f64, f64, usize)> = HashMap::new();
        for (k, dot) in shared {
            let cosine = dot / (norms[k] * norms[i]);
            let story = near.entry(stories[k]).or_insert((0.0, 0.0, 0));
            *story = (story.0.max(cosine), story.1 + cosine, story.2 + 1);
        }
        let alike =
            |&(_, (best, sum, n)): &(i64, (f64, f64, usize))| best >= NEAREST && sum / n as f64 >= AVERAGE;
        let best = near.into_iter().filter(alike).max_by(|a, b| a.1.0.total_cmp(&b.1.0).then(b.0.cmp(&a.0)));
        best.map(|(story, _)| story)
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece, group};

    fn piece(id: i64, day: i64, topics: &[u32]) -> Piece {
        // Every article has words of its own.
        let own = (0..3).map(|n| 1000 + id as u32 * 10 + n);
        Piece { id, date: day * 1440, story: None, topics: topics.iter().copied().chain(own).collect() }
    }

    #[test]
    fn articles_that_share_rare_topics_in_time_are_one_story() {
        let mut pieces: Vec<Piece> = (100..160).map(|i| piece(i, i - 100, &[])).collect();
        pieces.push(piece(1, 61, &[1, 2, 3, 4, 5]));
        pieces.push(piece(2, 62, &[1, 2, 3, 4, 9]));
        pieces.push(piece(3, 63, &[7, 8]));
        pieces.push(piece(4, 90, &[1, 2, 3, 4, 5]));
        let stories = group(&pieces, i64::MIN);
        assert_eq!(stories[60..], [Some(1), Some(1), None, None]);
    }
}
