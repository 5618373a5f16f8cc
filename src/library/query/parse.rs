//! From pieces to a condition: `OR` binds least, then `AND` (written or not), then `NOT`.

use jiff::civil::Date;

use super::lex::{Piece, Placed, lex};
use super::{Expr, Is, Query, QueryError, Scope, Term, date};
use crate::annotate::Kind;
use crate::document::Lang;
use crate::library::store::state::clean_tag;
use crate::text::fold;

/// The fields, as a mistake lists them.
const FIELDS: &str = "title, source, date, lang, person, place, org, said, by, is, tag";
/// Parentheses inside parentheses; more are no query but an attack on the stack.
const DEPTH: usize = 100;
/// The most words and fields in a query.
const PIECES: usize = 400;

pub(super) fn parse(text: &str, today: Date, typed: bool) -> Result<Query, QueryError> {
    let pieces = lex(text)?;
    if pieces.len() > PIECES {
        let message = format!("a query has at most {PIECES} parts");
        return Err(QueryError { at: pieces[PIECES].at, len: 1, message });
    }
    let mut parser =
        Parser { pieces, next: 0, depth: 0, today, typed, negative: false, end: text.chars().count() };
    if parser.pieces.is_empty() {
        return Ok(Query::all());
    }
    let expr = parser.or()?;
    match parser.peek() {
        None => Ok(Query { expr }),
        Some(_) => Err(parser.error("this ) closes nothing")),
    }
}

struct Parser {
    pieces: Vec<Placed>,
    next: usize,
    depth: usize,
    today: Date,
    typed: bool,
    /// Whether what is being read is not to be.
    negative: bool,
    end: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Piece> {
        self.pieces.get(self.next).map(|p| &p.piece)
    }

    fn take(&mut self, piece: &Piece) -> bool {
        let same = self.peek() == Some(piece);
        self.next += usize::from(same);
        same
    }

    /// An error at the next piece, or at the end of the query.
    fn error(&self, message: impl Into<String>) -> QueryError {
        let (at, len) = self.pieces.get(self.next).map_or((self.end, 1), |p| (p.at, p.len));
        QueryError { at, len, message: message.into() }
    }

    fn or(&mut self) -> Result<Expr, QueryError> {
        let mut parts = vec![self.and()?];
        while self.take(&Piece::Or) {
            parts.push(self.and()?);
        }
        Ok(one_or(parts, Expr::Or))
    }

    fn and(&mut self) -> Result<Expr, QueryError> {
        let mut parts = vec![self.not()?];
        loop {
            let written = self.take(&Piece::And);
            match self.peek() {
                None | Some(Piece::Or | Piece::Close) if !written => break,
                _ => parts.push(self.not()?),
            }
        }
        Ok(one_or(parts, Expr::And))
    }

    fn not(&mut self) -> Result<Expr, QueryError> {
        let mut negative = false;
        while self.take(&Piece::Not) {
            negative = !negative;
        }
        let before = self.negative;
        self.negative ^= negative;
        let expr = self.primary();
        self.negative = before;
        let expr = expr?;
        Ok(if negative { Expr::Not(Box::new(expr)) } else { expr })
    }

    fn primary(&mut self) -> Result<Expr, QueryError> {
        let Some(Placed { piece, at, len }) = self.pieces.get(self.next).cloned() else {
            return if self.typed { Ok(Expr::All) } else { Err(self.error("something is missing here")) };
        };
        match piece {
            Piece::Open => self.group(),
            Piece::Field(name) => {
                self.next += 1;
                self.field(&name, at, len)
            }
            Piece::Regex(pattern) => {
                self.next += 1;
                let regex = regex::RegexBuilder::new(&pattern).size_limit(1 << 20).multi_line(true).build();
                let wrong = |e: regex::Error| {
                    let reason = e.to_string();
                    let last = reason.lines().last().unwrap_or("").trim_start_matches("error: ").to_string();
                    QueryError { at, len, message: format!("no regular expression: {last}") }
                };
                regex.map(Expr::Regex).map_err(wrong)
            }
            // One letter that is being typed asks for nothing yet: half of all words begin with it.
            Piece::Word(word, false)
                if self.typed && self.next + 1 == self.pieces.len() && word.chars().count() == 1 =>
            {
                self.next += 1;
                Ok(Expr::All)
            }
            Piece::Word(..) | Piece::Phrase(..) => Ok(text(Scope::Any, self.term()?)),
            Piece::And => Err(self.error("AND joins two conditions; one is missing before it")),
            Piece::Or => Err(self.error("OR joins two conditions; one is missing before it")),
            Piece::Not | Piece::Close => Err(self.error("a condition is missing before this")),
        }
    }

    fn group(&mut self) -> Result<Expr, QueryError> {
        if self.depth >= DEPTH {
            return Err(self.error("too many parentheses inside each other"));
        }
        let open = self.next;
        self.next += 1;
        self.depth += 1;
        let expr = self.or()?;
        self.depth -= 1;
        if !self.take(&Piece::Close) && !self.typed {
            self.next = open;
            return Err(self.error("this ( is never closed"));
        }
        Ok(expr)
    }

    /// Words, folded, from the next piece.
    fn term(&mut self) -> Result<Term, QueryError> {
        let last = self.next + 1 == self.pieces.len();
        let term = match self.peek() {
            // What is ruled out is ruled out when it is written: its beginning would rule out half of what there is.
            Some(Piece::Word(word, starred)) if *starred || self.typed && last && !self.negative => {
                Term::Prefix(fold(word))
            }
            Some(Piece::Word(word, _)) => Term::Words(fold(word)),
            Some(Piece::Phrase(_, false)) if !self.typed => {
                return Err(self.error("this quotation mark is never closed"));
            }
            Some(Piece::Phrase(words, closed)) => {
                if *closed {
                    Term::Words(fold(words))
                } else {
                    Term::Prefix(fold(words))
                }
            }
            _ => return Err(self.error("a word or a \"phrase\" is missing here")),
        };
        self.next += 1;
        Ok(term)
    }

    /// What stands behind a field's colon, as it was written.
    fn value(&mut self, field: &str) -> Result<(String, usize, usize), QueryError> {
        let missing = format!("{field}: needs a value behind it, without a space");
        match self.pieces.get(self.next) {
            Some(Placed { piece: Piece::Word(value, _) | Piece::Phrase(value, _), at, len }) => {
                let found = (value.clone(), *at, *len);
                self.next += 1;
                Ok(found)
            }
            _ => Err(self.error(missing)),
        }
    }

    fn field(&mut self, name: &str, at: usize, len: usize) -> Result<Expr, QueryError> {
        let field = name.to_ascii_lowercase();
        if self.typed && self.next == self.pieces.len() {
            return Ok(Expr::All);
        }
        match field.as_str() {
            "title" => return Ok(text(Scope::Title, self.term()?)),
            "said" => return Ok(text(Scope::Said, self.term()?)),
            "source" | "date" | "lang" | "person" | "place" | "org" | "by" | "is" | "tag" => {}
            _ => {
                let message = format!("there is no field `{name}`; there are {FIELDS}");
                return Err(QueryError { at, len, message });
            }
        }
        let (value, at, len) = self.value(&field)?;
        // A name that may go on: with a star behind it, or still being typed.
        let starred = matches!(
            self.pieces.get(self.next.wrapping_sub(1)).map(|p| &p.piece),
            Some(Piece::Word(_, true) | Piece::Phrase(_, false))
        );
        let open = starred || self.typed && self.next == self.pieces.len();
        let name = |value: &str| {
            let folded = fold(value);
            if open && !folded.trim().is_empty() { folded + "*" } else { folded }
        };
        let wrong = |message: String| QueryError { at, len, message };
        match field.as_str() {
            "source" => Ok(Expr::Source(fold(&value))),
            "person" => Ok(Expr::Name(Kind::Person, name(&value))),
            "place" => Ok(Expr::Name(Kind::Place, name(&value))),
            "org" => Ok(Expr::Name(Kind::Organisation, name(&value))),
            "by" => Ok(Expr::By(name(&value))),
            "tag" => Ok(Expr::Tag(clean_tag(&value))),
            "date" => date::range(&value, self.today).map(|(from, to)| Expr::Date(from, to)).map_err(wrong),
            "lang" => Lang::from_tag(&value)
                .map(Expr::Lang)
                .ok_or_else(|| wrong(format!("`{value}` is no language here; there are nl, en, de, fr, es"))),
            _ => is(&value, self.typed).ok_or_else(|| {
                let names: Vec<&str> = Is::ALL.iter().map(|(name, _)| *name).collect();
                wrong(format!("`{value}` is no state; there are {}", names.join(", ")))
            }),
        }
    }
}

/// A state by its name; while it is being typed, anything that a name begins with stands for any article.
fn is(value: &str, typed: bool) -> Option<Expr> {
    let value = value.to_lowercase();
    let exact = Is::ALL.iter().find(|(name, _)| *name == value).map(|(_, is)| Expr::Is(*is));
    let begun = || (typed && Is::ALL.iter().any(|(name, _)| name.starts_with(&value))).then_some(Expr::All);
    exact.or_else(begun)
}

/// A condition on words; one without a letter or digit asks for nothing.
fn text(scope: Scope, term: Term) -> Expr {
    let (Term::Words(words) | Term::Prefix(words)) = &term;
    if words.contains(char::is_alphanumeric) { Expr::Text(scope, term) } else { Expr::All }
}

fn one_or(mut parts: Vec<Expr>, join: impl Fn(Vec<Expr>) -> Expr) -> Expr {
    match parts.len() {
        1 => parts.remove(0),
        _ => join(parts),
    }
}

#[cfg(test)]
mod tests {
    use crate::library::query::{Expr, Query, Scope, Term};
    use jiff::civil::{Date, date};
    use proptest::prelude::{prop_assert, proptest};

    const TODAY: Date = date(2024, 3, 15);

    fn shown(expr: &Expr) -> String {
        let all = |parts: &[Expr], sign: &str| parts.iter().map(shown).collect::<Vec<_>>().join(sign);
        match expr {
            Expr::And(parts) => format!("({})", all(parts, " & ")),
            Expr::Or(parts) => format!("({})", all(parts, " | ")),
            Expr::Not(inner) => format!("!{}", shown(inner)),
            Expr::Text(scope, term) => {
                let scope = match scope {
                    Scope::Any => "",
                    Scope::Title => "title:",
                    Scope::Said => "said:",
                };
                match term {
                    Term::Words(w) => format!("{scope}{w}"),
                    Term::Prefix(w) => format!("{scope}{w}*"),
                }
            }
            other => format!("{other:?}"),
        }
    }

    fn check(query: &str, expected: &str) {
        let parsed = Query::parse(query, TODAY).map_or_else(|e| e.explain(query), |q| shown(&q.expr));
        assert_eq!(parsed, expected, "{query}");
    }

    #[test]
    fn words_phrases_and_operators() {
        check("Oekraïne VVD-leider", "(oekraine & vvd leider)");
        check("a OR b c", "(a | (b & c))");
        check("(a OR b) -c NOT d", "((a | b) & !c & !d)");
        check(
            "\"Den Haag\" title:min* said:\"geen alternatief\"",
            "(den haag & title:min* & said:geen alternatief)",
        );
        check("„Den Haag“ 10:30", "(den haag & 10:30)");
        check("", "All");
        check("person:Blinken by:\"Anna de Wit\"", "(Name(Person, \"blinken\") & By(\"anna de wit\"))");
        check("lang:NL is:unread tag:Zorg", "(Lang(Nl) & Is(Unread) & Tag(\"zorg\"))");
    }

    #[test]
    fn mistakes_are_shown_with_their_place() {
        check(
            "a persoon:b",
            &format!(
                "query, column 3: there is no field `persoon`; there are {}\n  a persoon:b\n    ^^^^^^^^",
                super::FIELDS
            ),
        );
        check("(a b", "query, column 1: this ( is never closed\n  (a b\n  ^");
        check("a)", "query, column 2: this ) closes nothing\n  a)\n   ^");
        check("a OR", "query, column 5: something is missing here\n  a OR\n      ^");
        check(
            "é date:gister",
            "query, column 8: `gister` is no date; try 2024-03, 2024-03-14..2024-03-20, >7d, today\n  é date:gister\n         ^^^^^^",
        );
        check("/(/", "query, column 1: no regular expression: unclosed group\n  /(/\n  ^^^");
        check(
            "is:nieuw",
            "query, column 4: `nieuw` is no state; there are unread, read, starred, later, tagged, copy\n  is:nieuw\n     ^^^^^",
        );
    }

    #[test]
    fn what_is_being_typed_is_understood() {
        for (query, expected) in [
            ("min", "min*"),
            ("\"den ha", "den ha*"),
            ("a OR", "(a | All)"),
            ("title:", "All"),
            ("is:un", "All"),
        ] {
            let parsed = Query::typed(query, TODAY).map(|q| shown(&q.expr));
            assert_eq!(parsed.as_deref(), Ok(expected), "{query}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_explained(text in "[\\PC ]{0,40}|([a-z]{1,4}:|[ ()\"/*-]|OR|AND|NOT|[a-z>.0-9]){0,20}") {
            for parsed in [Query::parse(&text, TODAY), Query::typed(&text, TODAY)] {
                if let Err(e) = parsed {
                    prop_assert!(e.at <= text.chars().count() && !e.explain(&text).is_empty());
                }
            }
        }
    }
}
