//! From a query to SQL: one condition on `articles a`, text conditions joined into one full-text expression where that
//! can be.

use rusqlite::types::Value;

use crate::annotate::Kind;
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
    /// The full-text expression that must match as well.
    pub(crate) text: Option<String>,
}

impl Condition {
    /// Of a query.
    pub(crate) fn of(query: &Query) -> Condition {
        let mut out = Condition::default();
        let parts = match &query.expr {
            Expr::And(parts) => parts.as_slice(),
            other => std::slice::from_ref(other),
        };
        // What FTS5 can say goes to it in one piece: it walks several words at once.
        let (mut texts, mut others): (Vec<Expr>, Vec<&Expr>) = (Vec::new(), Vec::new());
        for part in parts {
            match part {
                Expr::Text(Scope::Said, term) => {
                    // What is said is in the text as well: the ranking goes by that.
                    texts.push(Expr::Text(Scope::Any, term.clone()));
                    others.push(part);
                }
                Expr::Not(inner) if full_text(inner).is_some() => texts.push(part.clone()),
                _ if full_text(part).is_some() => texts.push(part.clone()),
                _ => others.push(part),
            }
        }
        let texts: Vec<&Expr> = texts.iter().collect();
        out.text = conjunction(&texts);
        let rest = if out.text.is_none() { texts } else { Vec::new() };
        let sql: Vec<String> = others.into_iter().chain(rest).map(|e| out.push(e)).collect();
        out.sql = if sql.is_empty() { "1".to_string() } else { sql.join(" AND ") };
        out
    }

    /// The whole as SQL, the words with it.
    pub(crate) fn whole(mut self) -> (String, Vec<Value>) {
        if let Some(text) = self.text {
            self.sql.push_str(" AND a.id IN (SELECT rowid FROM text WHERE text MATCH ?)");
            self.values.push(Value::Text(text));
        }
        (self.sql, self.values)
    }

    /// SQL for a condition; its values are added.
    fn push(&mut self, expr: &Expr) -> String {
        let mut value = |v: Value| self.values.push(v);
        match expr {
            Expr::All | Expr::Regex(_) => "1".to_string(),
            Expr::And(parts) => self.join(parts, " AND "),
            Expr::Or(parts) => self.join(parts, " OR "),
            Expr::Not(inner) => format!("NOT ({})", self.push(inner)),
            Expr::Text(Scope::Said, term) => {
                // The index of what is said has no places: the words must be said, and stand together in the text.
                let (Term::Words(words) | Term::Prefix(words)) = term;
                let star = if matches!(term, Term::Prefix(_)) { " *" } else { "" };
                value(Value::Text(full_text(&Expr::Text(Scope::Any, term.clone())).unwrap_or_default()));
                value(Value::Text(format!("{}{star}", quoted(words))));
                "(a.id IN (SELECT rowid FROM text WHERE text MATCH ?) \
                 AND a.id IN (SELECT rowid FROM said WHERE said MATCH ?))"
                    .to_string()
            }
            Expr::Text(..) => {
                value(Value::Text(full_text(expr).unwrap_or_default()));
                "a.id IN (SELECT rowid FROM text WHERE text MATCH ?)".to_string()
            }
            Expr::Name(kind, words) => {
                value(Value::Text(quoted(words)));
                format!("a.id IN (SELECT article FROM named WHERE name IN ({}))", names(Some(*kind)))
            }
            Expr::By(words) => {
                value(Value::Text(quoted(words)));
                format!("a.id IN (SELECT article FROM named WHERE quotes > 0 AND name IN ({}))", names(None))
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

/// A condition as FTS5 has it; none for one that is not about words alone.
fn full_text(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Text(Scope::Said, _) => None,
        Expr::Text(scope, term) => {
            let columns = if *scope == Scope::Title { "title" } else { "{title body}" };
            let (Term::Words(words) | Term::Prefix(words)) = term;
            let star = if matches!(term, Term::Prefix(_)) { " *" } else { "" };
            Some(format!("{columns} : \"{}\"{star}", words.replace('"', "")))
        }
        Expr::And(parts) => conjunction(&parts.iter().collect::<Vec<_>>()),
        Expr::Or(parts) => {
            let parts: Option<Vec<String>> = parts.iter().map(full_text).collect();
            parts.map(|p| format!("({})", p.join(" OR ")))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Condition;
    use crate::library::query::Query;
    use jiff::civil::date;

    fn check(query: &str, sql: &str, text: Option<&str>) {
        let query = Query::parse(query, date(2024, 3, 15)).expect(query);
        let condition = Condition::of(&query);
        assert_eq!((condition.sql.as_str(), condition.text.as_deref()), (sql, text));
    }

    #[test]
    fn words_go_to_the_index_in_one_piece() {
        check(
            "a b -c",
            "1",
            Some("(({title body} : \"a\" AND {title body} : \"b\") NOT ({title body} : \"c\"))"),
        );
        check("a is:unread", "a.flags & 1 = 0", Some("({title body} : \"a\")"));
        check("-a", "NOT (a.id IN (SELECT rowid FROM text WHERE text MATCH ?))", None);
        check("a OR lang:nl", "(a.id IN (SELECT rowid FROM text WHERE text MATCH ?) OR a.lang = ?)", None);
    }
}
