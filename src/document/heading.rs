//! Which lines of plain text are headings.
