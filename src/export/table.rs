//! Rows with named fields, as text, JSON or CSV. Each row is written as it comes, so that a long result streams.

use std::io::{self, Write};

use serde_json::{Map, Number, Value};

use super::csv;

/// The form of the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A line to a row, its fields separated by tabs; lists by commas. For reading and for `cut`.
    Text,
    /// An array of objects, one to a line.
    Json,
    /// Comma-separated values as of RFC 4180, with a header.
    Csv,
}

/// The value of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Null,
    /// Text.
    Text(String),
    /// A count.
    Count(usize),
    /// A measure; written with three decimals.
    Measure(f64),
    /// Yes or no.
    Flag(bool),
    /// Several values.
    List(Vec<String>),
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Cell::Text(text.into())
    }
}

impl Cell {
    /// Text that may be missing.
    pub fn maybe(text: Option<impl ToString>) -> Cell {
        text.map_or(Cell::Null, |t| Cell::Text(t.to_string()))
    }

    fn json(&self) -> Value {
        match self {
            Cell::Null => Value::Null,
            Cell::Text(text) => Value::String(text.clone()),
            Cell::Count(count) => Value::Number((*count).into()),
            Cell::Measure(m) => {
                Number::from_f64((m * 1000.0).round() / 1000.0).map_or(Value::Null, Value::Number)
            }
            Cell::Flag(flag) => Value::Bool(*flag),
            Cell::List(items) => Value::Array(items.iter().cloned().map(Value::String).collect()),
        }
    }

    fn plain(&self) -> String {
        match self {
            Cell::Null => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Count(count) => count.to_string(),
            Cell::Measure(m) => format!("{m:.3}"),
            Cell::Flag(flag) => flag.to_string(),
            Cell::List(items) => items.join(", "),
        }
    }
}

/// Writes rows of one kind.
pub struct Table<'a> {
    out: &'a mut dyn Write,
    form: Form,
    fields: &'static [&'static str],
    rows: usize,
}

impl<'a> Table<'a> {
    /// Begins a table with these field names.
    ///
    /// # Errors
    /// What the sink returns.
    pub fn new(out: &'a mut dyn Write, form: Form, fields: &'static [&'static str]) -> io::Result<Self> {
        match form {
            Form::Text => {}
            Form::Json => out.write_all(b"[")?,
            Form::Csv => csv::write_record(fields.iter().copied(), out)?,
        }
        Ok(Table { out, form, fields, rows: 0 })
    }

    /// Writes a row: a value for each field, in their order.
    ///
    /// # Errors
    /// What the sink returns.
    pub fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        match self.form {
            Form::Text => {
                let line: Vec<String> = cells.iter().map(|c| one_line(&c.plain())).collect();
                writeln!(self.out, "{}", line.join("\t"))?;
            }
            Form::Json => {
                self.out.write_all(if self.rows == 0 { b"\n" } else { b",\n" })?;
                let fields = self.fields.iter().map(|f| (*f).to_string()).zip(cells.iter().map(Cell::json));
                serde_json::to_writer(&mut *self.out, &fields.collect::<Map<_, _>>())?;
            }
            Form::Csv => {
                let cells: Vec<String> = cells.iter().map(Cell::plain).collect();
                csv::write_record(cells.iter().map(String::as_str), self.out)?;
            }
        }
        self.rows += 1;
        Ok(())
    }

    /// Ends the table.
    ///
    /// # Errors
    /// What the sink returns.
    pub fn end(self) -> io::Result<()> {
        if self.form == Form::Json {
            self.out.write_all(if self.rows == 0 { b"]\n" } else { b"\n]\n" })?;
        }
        self.out.flush()
    }
}

/// A text without what would break its line or its field.
fn one_line(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}

#[cfg(test)]
mod tests {
    use super::{Cell, Form, Table};

    fn written(form: Form) -> String {
        let mut out = Vec::new();
        let mut table = Table::new(&mut out, form, &["name", "count", "roles"]).expect("memory");
        table
            .row(&["a \"b\"\n,c".into(), Cell::Count(2), Cell::List(vec!["x".into(), "y".into()])])
            .expect("memory");
        table.row(&[Cell::Null, Cell::Measure(0.5), Cell::Flag(true)]).expect("memory");
        table.end().expect("memory");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn rows_in_every_form() {
        assert_eq!(written(Form::Text), "a \"b\" ,c\t2\tx, y\n\t0.500\ttrue\n");
        assert_eq!(
            written(Form::Csv),
            "name,count,roles\r\n\"a \"\"b\"\"\n,c\",2,\"x, y\"\r\n,0.500,true\r\n"
        );
        let json: serde_json::Value = serde_json::from_str(&written(Form::Json)).expect("json");
        assert_eq!(json[0]["roles"][1], "y");
        assert_eq!(json[1]["count"], 0.5);
    }
}
