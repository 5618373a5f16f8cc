//! From a query to SQL: one condition on `articles a`, text conditions joined into one full-text expression where that
//! can be.

use rusqlite::types::Value;

use crate::annotate::Kind;
use crate::library::beginnings::start;
use crate::library::query::{Expr, Is, Query, Scope, Term};
use crate::library::record::SPEAKER;
use crate::library::store::state::{LATER, READ, STARRED, TAGGED};

/// A condition and the values of its parameters, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Condition {
    /// What must hold besides the words: SQL without `WHERE`.
    pub(crate) sql: String,
    /// The values of its question marks.
    pub(crate) values: Vec<Value>,
    /// What must match as well, in an index of words.
    pub(crate) words: Option<Words>,
    /// The article's number, as the SQL has it.
    id: String,
}

/// What must match in an index of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Words {
    /// The index: `text`, `said` or `starts`.
    pub(crate) index: &'static str,
    /// The full-text expression.
    pub(crate) expression: String,
}

impl Words {
    fn of(index: &'static str, expression: String) -> Words {
        Words { index, expression }
    }
}

impl Condition {
    /// Of a query.
    pub(crate) fn of(query: &Query) -> Condition {
        let (condition, others) = Condition::begun(query);
        condition.finished(others, "a.id".to_string())
    }

    /// Of a query whose words are walked through in their index: each article that it names is tried before its row is
    /// read.
    pub(crate) fn walked(query: &Query) -> Condition {
        let (condition, others) = Condition::begun(query);
        let id = match &condition.words {
            // The sign keeps SQLite from looking up each number in the index.
            Some(words) => format!("+{}.rowid", words.index),
            None => "a.id".to_string(),
        };
        condition.finished(others, id)
    }

    /// The words that are looked up in one index, and what remains to be said.
    fn begun(query: &Query) -> (Condition, Vec<Expr>) {
        // What FTS5 can say goes to it in one piece: it walks several words at once.
        let (mut texts, mut others): (Vec<Expr>, Vec<Expr>) = (Vec::new(), Vec::new());
        for part in query.parts() {
            match part {
                Expr::Text(Scope::Said, term) if !is_single(term) => {
                    // What is said stands together in the text.
                    texts.push(Expr::Text(Scope::Any, term.clone()));
                    others.push(part.clone());
                }
                Expr::Not(inner) if full_text(inner).is_some() => texts.push(part.clone()),
                _ if full_text(part).is_some() => texts.push(part.clone()),
                _ => others.push(part.clone()),
            }
        }
        let mut words = conjunction(&texts.iter().collect::<Vec<_>>()).map(|all| Words::of("text", all));
        if words.is_none() {
            others.append(&mut texts);
            // Else one of the other indexes is walked.
            if let Some(at) = others.iter().position(|part| own_index(part).is_some()) {
                words = own_index(&others.remove(at));
            }
        }
        (Condition { words, ..Condition::default() }, others)
    }

    fn finished(mut self, others: Vec<Expr>, id: String) -> Condition {
        self.id = id;
        let sql: Vec<String> = others.iter().map(|e| self.push(e)).collect();
        self.sql = if sql.is_empty() { "1".to_string() } else { sql.join(" AND ") };
        self
    }

    /// The whole as SQL, the words with it.
    pub(crate) fn whole(mut self) -> (String, Vec<Value>) {
        if let Some(Words { index, expression }) = self.words {
            self.sql.push_str(&format!(" AND a.id IN (SELECT rowid FROM {index} WHERE {index} MATCH ?)"));
            self.values.push(Value::Text(expression));
        }
        (self.sql, self.values)
    }

    /// SQL for a condition; its values are added.
    fn push(&mut self, expr: &Expr) -> String {
        let id = self.id.clone();
        let mut value = |v: Value| self.values.push(v);
        match expr {
            Expr::All | Expr::Regex(_) => "1".to_string(),
            Expr::And(parts) => self.join(parts, " AND "),
            Expr::Or(parts) => self.join(parts, " OR "),
            Expr::Not(inner) => format!("NOT ({})", self.push(inner)),
            Expr::Text(scope, term) => {
                let mut sql = Vec::new();
                let own = own_index(expr);
                // The index of what is said has no places: the words must be said, and stand together in the text.
                let scope = if *scope == Scope::Said { Scope::Any } else { *scope };
                let phrase =
                    (!is_single(term) || own.is_none()).then(|| Words::of("text", text_term(scope, term)));
                for Words { index, expression } in own.into_iter().chain(phrase) {
                    value(Value::Text(expression));
                    sql.push(format!("{id} IN (SELECT rowid FROM {index} WHERE {index} MATCH ?)"));
                }
                format!("({})", sql.join(" AND "))
            }
            Expr::Name(kind, words) => {
                value(Value::Text(quoted(words)));
                format!("{id} IN (SELECT article FROM named WHERE name IN ({}))", names(Some(*kind)))
            }
            Expr::By(words) => {
                value(Value::Text(quoted(words)));
                format!("{id} IN (SELECT article FROM named WHERE quotes > 0 AND name IN ({}))", names(None))
            }
            Expr::Source(key) => {
                value(Value::Text(key.clone()));
                "a.source IN (SELECT id FROM sources WHERE instr(key, ?) > 0)".to_string()
            }
            Expr::Date(from, to) => {
                value(from.unwrap_or(i64::MIN).into());
                value(to.unwrap_or(i64::MAX).into());
                "(a.date >= ? AND a.date < ?)".to_string()
            }
            Expr::Lang(lang) => {
                value(i64::from(*lang as u8).into());
                "a.lang = ?".to_string()
            }
            Expr::Tag(tag) => {
                value(Value::Text(tag.clone()));
                format!(
                    "(a.flags & {TAGGED} AND EXISTS (SELECT 1 FROM state s WHERE s.content = a.content \
                     AND instr(' ' || s.tags || ' ', ' ' || ? || ' ') > 0))"
                )
            }
            Expr::Is(is) => state(*is),
        }
    }

    fn join(&mut self, parts: &[Expr], sign: &str) -> String {
        let parts: Vec<String> = parts.iter().map(|p| self.push(p)).collect();
        format!("({})", parts.join(sign))
    }
}

fn state(is: Is) -> String {
    match is {
        Is::Unread => format!("a.flags & {READ} = 0"),
        Is::Read => format!("a.flags & {READ} <> 0"),
        Is::Starred => format!("a.flags & {STARRED} <> 0"),
        Is::Later => format!("a.flags & {LATER} <> 0"),
        Is::Tagged => format!("a.flags & {TAGGED} <> 0"),
        Is::Copy => "a.twin IS NOT NULL".to_string(),
    }
}

/// The ids of the names with some words in them, of a kind, or of any that can speak.
pub(crate) fn names(kind: Option<Kind>) -> String {
    let kind = match kind {
        Some(kind) => format!("kind = {}", kind as u8),
        None => format!("kind IN ({}, {}, {SPEAKER})", Kind::Person as u8, Kind::Organisation as u8),
    };
    format!(
        "SELECT id FROM names WHERE {kind} AND id IN (SELECT rowid FROM name_words WHERE name_words MATCH ?)"
    )
}

/// Each word quoted, so that nothing in it is an operator; all must occur. One before a `*` is a beginning.
pub(crate) fn quoted(words: &str) -> String {
    let word = |w: &str| {
        let star = if w.len() > 1 && w.ends_with('*') { " *" } else { "" };
        format!("\"{}\"{star}", w.trim_end_matches('*').replace('"', ""))
    };
    let words: Vec<String> = words.split_whitespace().map(word).collect();
    if words.is_empty() { "\"\"".to_string() } else { words.join(" ") }
}

/// Conditions that all hold as one full-text expression; none without one that is not negated.
fn conjunction(parts: &[&Expr]) -> Option<String> {
    let (negative, positive): (Vec<&&Expr>, Vec<&&Expr>) =
        parts.iter().partition(|e| matches!(e, Expr::Not(_)));
    let positive: Vec<String> = positive.into_iter().filter_map(|e| full_text(e)).collect();
    if positive.is_empty() {
        return None;
    }
    let mut out = format!("({})", positive.join(" AND "));
    for expr in negative {
        if let Expr::Not(inner) = expr {
            out = format!("({out} NOT ({}))", full_text(inner)?);
        }
    }
    Some(out)
}

/// A condition as the index of texts has it; none for one that is not about words alone, or has an index of its own.
fn full_text(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Text(..) if own_index(expr).is_some() => None,
        Expr::Text(scope, term) => Some(text_term(*scope, term)),
        Expr::And(parts) => conjunction(&parts.iter().collect::<Vec<_>>()),
        Expr::Or(parts) => {
            let parts: Option<Vec<String>> = parts.iter().map(full_text).collect();
            parts.map(|p| format!("({})", p.join(" OR ")))
        }
        _ => None,
    }
}

/// Words as the index of texts has them.
fn text_term(scope: Scope, term: &Term) -> String {
    let columns = if scope == Scope::Title { "title" } else { "{title body}" };
    let (Term::Words(words) | Term::Prefix(words)) = term;
    let star = if matches!(term, Term::Prefix(_)) { " *" } else { "" };
    format!("{columns} : \"{}\"{star}", words.replace('"', ""))
}

fn is_single(term: &Term) -> bool {
    let (Term::Words(words) | Term::Prefix(words)) = term;
    !words.contains(|c: char| !c.is_alphanumeric())
}

/// A condition that has an index of its own: words that are said, and short beginnings. Of a phrase that is said this
/// is the one half, its words.
fn own_index(expr: &Expr) -> Option<Words> {
    match expr {
        Expr::Text(Scope::Said, term) => {
            let (Term::Words(words) | Term::Prefix(words)) = term;
            let star = if matches!(term, Term::Prefix(_)) { " *" } else { "" };
            Some(Words::of("said", format!("{}{star}", quoted(words))))
        }
        Expr::Text(Scope::Any, Term::Prefix(beginning)) => Some(Words::of("starts", start(beginning)?)),
        _ => None,
    }
}

/// What results are ranked by: all words that are asked for, as the index of texts has them, wherever they are to
/// stand; none where there are none.
pub(crate) fn ranking(query: &Query) -> Option<Words> {
    let parts = query.parts();
    let ranked = |part: &Expr| match part {
        Expr::Text(Scope::Said, term) => Some(text_term(Scope::Any, term)),
        Expr::Not(_) => None,
        part => full_text(part),
    };
    let mut texts: Vec<String> = parts.iter().filter_map(ranked).collect();
    if texts.is_empty() {
        // Beginnings alone: their words.
        let begun = |part: &Expr| match part {
            Expr::Text(scope, term) => Some(text_term(*scope, term)),
            _ => None,
        };
        texts = parts.iter().filter_map(begun).collect();
    }
    (!texts.is_empty()).then(|| Words::of("text", texts.join(" AND ")))
}

#[cfg(test)]
mod tests {
    use super::Condition;
    use crate::library::query::Query;
    use jiff::civil::date;

    fn check(query: &str, sql: &str, words: Option<(&str, &str)>) {
        let query = Query::parse(query, date(2024, 3, 15)).expect(query);
        let condition = Condition::of(&query);
        let found = condition.words.as_ref().map(|w| (w.index, w.expression.as_str()));
        assert_eq!((condition.sql.as_str(), found), (sql, words));
    }

    #[test]
    fn words_go_to_the_index_in_one_piece() {
        check(
            "a b -c",
            "1",
            Some(("text", "(({title body} : \"a\" AND {title body} : \"b\") NOT ({title body} : \"c\"))")),
        );
        let a = Some(("text", "({title body} : \"a\")"));
        check("a is:unread", "a.flags & 1 = 0", a);
        check("-a", "NOT ((a.id IN (SELECT rowid FROM text WHERE text MATCH ?)))", None);
        check("a OR lang:nl", "((a.id IN (SELECT rowid FROM text WHERE text MATCH ?)) OR a.lang = ?)", None);
        check(
            "mi* -said:b",
            "NOT ((a.id IN (SELECT rowid FROM said WHERE said MATCH ?)))",
            Some(("starts", "2mi")),
        );
        check("a mi*", "(a.id IN (SELECT rowid FROM starts WHERE starts MATCH ?))", a);
        check("said:a", "1", Some(("said", "\"a\"")));
    }
}
