//! The corrections of the rules file in the library: an article is indexed with those that hold for it, and again when
//! one that concerns it comes or goes.

use std::collections::{BTreeSet, HashSet};

use rusqlite::params;

use super::store::{Store, StoreError};
use crate::annotate::rules::{Correction, Rule, Rules, parse};
use crate::text::fold;

impl Store {
    /// Whether the rules are others than those of [`Store::keep_rules`].
    ///
    /// # Errors
    /// When the store cannot be read.
    pub(super) fn has_other_rules(&self, rules: &Rules) -> Result<bool, StoreError> {
        let now: BTreeSet<String> = rules.rules().map(ToString::to_string).collect();
        Ok(self.kept_rules()? != now)
    }

    fn kept_rules(&self) -> Result<BTreeSet<String>, StoreError> {
        self.said((|| {
            let mut lines = self.db.prepare("SELECT line FROM rules")?;
            lines.query_map([], |r| r.get(0))?.collect()
        })())
    }

    /// The articles that are to be indexed again: those that hold the words of a rule that has come or gone since
    /// [`Store::keep_rules`].
    ///
    /// # Errors
    /// When the store cannot be read.
    pub(super) fn touched(&self, rules: &Rules) -> Result<HashSet<i64>, StoreError> {
        let known = self.kept_rules()?;
        let now: BTreeSet<String> = rules.rules().map(ToString::to_string).collect();
        let mut touched = HashSet::new();
        for line in known.symmetric_difference(&now) {
            for rule in parse(line).0.rules() {
                touched.extend(self.said(self.concerned(rule))?);
            }
        }
        Ok(touched)
    }

    fn concerned(&self, rule: &Rule) -> rusqlite::Result<Vec<i64>> {
        let words = fold(words(&rule.correction)).replace('"', " ");
        if !words.contains(char::is_alphanumeric) {
            return Ok(Vec::new());
        }
        let file = rule.article.as_deref().map(str::as_bytes);
        let mut statement = self.db.prepare_cached(
            "SELECT a.id FROM text CROSS JOIN articles a ON a.id = text.rowid \
             WHERE text MATCH ?1 AND (?2 IS NULL OR a.file = ?2)",
        )?;
        statement.query_map(params![format!("\"{words}\""), file], |r| r.get(0))?.collect()
    }

    /// Notes the rules with which all articles are indexed.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub(super) fn keep_rules(&mut self, rules: &Rules) -> Result<(), StoreError> {
        let path = self.path().to_path_buf();
        let kept = (|| {
            let step = self.db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            step.execute("DELETE FROM rules", [])?;
            for rule in rules.rules() {
                step.execute("INSERT OR IGNORE INTO rules (line) VALUES (?)", [rule.to_string()])?;
            }
            step.commit()
        })();
        kept.map_err(|e| StoreError::Sqlite(path, e))
    }
}

/// The words in the text that a correction is about.
fn words(correction: &Correction) -> &str {
    match correction {
        Correction::Reject { name }
        | Correction::Retype { name, .. }
        | Correction::Rename { name, .. }
        | Correction::Merge { name, .. } => name,
        Correction::Split { form, .. } => form,
        Correction::Add { text, .. } => text,
        Correction::Speaker { quote, .. }
        | Correction::Speech { quote }
        | Correction::Scare { quote }
        | Correction::Unquote { quote } => quote,
    }
}
