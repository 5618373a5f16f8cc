//! The text of a rules file, line by line; a line that cannot be read is reported and kept.

use super::{Correction, Line, Rule, RuleProblem, Rules};
use crate::annotate::Kind;

/// Reads the text of a rules file. Lines that cannot be read are skipped, each with its problem.
pub fn parse(text: &str) -> (Rules, Vec<RuleProblem>) {
    let mut rules = Rules::default();
    let mut problems = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let trimmed = line.trim();
        let read = match trimmed.is_empty() || trimmed.starts_with('#') {
            true => Ok(None),
            false => Cursor { line, at: 0 }.rule().map(Some),
        };
        rules.lines.push(match read {
            Ok(Some(rule)) => Line::Rule(rule),
            Ok(None) => Line::Other(line.to_string()),
            Err(Trouble { at, message }) => {
                let col = line.get(..at).map_or(0, |before| before.chars().count()) + 1;
                problems.push(RuleProblem { line: number, col, message });
                Line::Other(line.to_string())
            }
        });
    }
    (rules, problems)
}

/// What is wrong, and the byte of the line where.
struct Trouble {
    at: usize,
    message: String,
}

type Read<T> = Result<T, Trouble>;

const VERBS: &str = "reject, retype, rename, merge, split, add, speaker, speech, scare, unquote";

/// A place in a line.
struct Cursor<'a> {
    line: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn rule(mut self) -> Read<Rule> {
        let correction = self.correction()?;
        let article = match self.optional("in") {
            true => Some(self.quoted("the article's name")?),
            false => None,
        };
        self.skip_blanks();
        match self.rest().is_empty() {
            true => Ok(Rule { correction, article }),
            false => self.trouble("expected the end of the line, or `in \"article\"`".to_string()),
        }
    }

    fn correction(&mut self) -> Read<Correction> {
        self.skip_blanks();
        let at = self.at;
        let verb = self.word();
        let what = match verb {
            "speaker" | "speech" | "scare" | "unquote" => "the quote's first words",
            "reject" | "retype" | "rename" | "merge" | "split" | "add" => "a name",
            _ => {
                return Err(Trouble {
                    at,
                    message: format!("unknown verb `{verb}`; expected one of {VERBS}"),
                });
            }
        };
        let name = self.quoted(what)?;
        Ok(match verb {
            "reject" => Correction::Reject { name },
            "retype" => Correction::Retype { name, kind: self.kind()? },
            "rename" => Correction::Rename { name, to: self.after("to")? },
            "merge" => Correction::Merge { name, into: self.after("into")? },
            "split" => {
                let from = self.after("from")?;
                let to = self.optional("to").then(|| self.quoted("a name")).transpose()?;
                Correction::Split { form: name, from, to }
            }
            "add" => Correction::Add { text: name, kind: self.kind()? },
            "speech" => Correction::Speech { quote: name },
            "scare" => Correction::Scare { quote: name },
            "unquote" => Correction::Unquote { quote: name },
            _ => {
                self.keyword("is")?;
                let speaker =
                    if self.optional("nobody") { None } else { Some(self.quoted("`nobody`, or a name")?) };
                Correction::Speaker { quote: name, name: speaker }
            }
        })
    }

    fn rest(&self) -> &'a str {
        self.line.get(self.at..).unwrap_or("")
    }

    fn skip_blanks(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn trouble<T>(&self, message: String) -> Read<T> {
        Err(Trouble { at: self.at, message })
    }

    /// The letters that follow.
    fn word(&mut self) -> &'a str {
        self.skip_blanks();
        let rest = self.rest();
        let end = rest.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// Takes a word where it stands next.
    fn optional(&mut self, keyword: &str) -> bool {
        let before = self.at;
        let found = self.word() == keyword;
        if !found {
            self.at = before;
        }
        found
    }

    fn keyword(&mut self, keyword: &str) -> Read<()> {
        self.skip_blanks();
        match self.optional(keyword) {
            true => Ok(()),
            false => self.trouble(format!("expected `{keyword}`")),
        }
    }

    fn after(&mut self, keyword: &str) -> Read<String> {
        self.keyword(keyword)?;
        self.quoted("a name")
    }

    fn kind(&mut self) -> Read<Kind> {
        self.keyword("as")?;
        self.skip_blanks();
        let at = self.at;
        let tag = self.word();
        let tags = || Kind::ALL.map(Kind::tag).join(", ");
        Kind::from_tag(tag).ok_or_else(|| Trouble {
            at,
            message: format!("unknown kind `{tag}`; expected one of {}", tags()),
        })
    }

    /// A text between quotation marks; `\"` and `\\` stand for themselves, `\n` for a line end.
    fn quoted(&mut self, what: &str) -> Read<String> {
        self.skip_blanks();
        let Some(inside) = self.rest().strip_prefix('"') else {
            return self.trouble(format!("expected {what} between quotation marks"));
        };
        let mut out = String::new();
        let mut chars = inside.char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' if out.trim().is_empty() => {
                    return self.trouble(format!("expected {what}, found nothing"));
                }
                '"' => {
                    self.at += 1 + at + 1;
                    return Ok(out);
                }
                '\\' => match chars.next() {
                    Some((_, 'n')) => out.push('\n'),
                    Some((_, 'r')) => out.push('\r'),
                    Some((_, c @ ('"' | '\\'))) => out.push(c),
                    _ => {
                        self.at += 1 + at;
                        return self
                            .trouble("expected `\\\"`, `\\\\` or `\\n` after a backslash".to_string());
                    }
                },
                c => out.push(c),
            }
        }
        self.trouble("this quotation mark is never closed".to_string())
    }
}
