//! Colours and attributes of a piece of text, and how themes write them: `sea on shade bold dotted:rule`.

use std::fmt;

use super::color::Color;

/// A line under the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Underline {
    /// No line.
    #[default]
    None,
    /// One line.
    Single,
    /// Two lines.
    Double,
    /// Dots.
    Dotted,
    /// Dashes.
    Dashed,
    /// Waves.
    Curly,
}

const UNDERLINES: [(&str, Underline); 5] = [
    ("underline", Underline::Single),
    ("double", Underline::Double),
    ("dotted", Underline::Dotted),
    ("dashed", Underline::Dashed),
    ("curly", Underline::Curly),
];

/// What a piece of text looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Style {
    /// The ink.
    pub fg: Color,
    /// The paper.
    pub bg: Color,
    /// Bold.
    pub bold: bool,
    /// Fainter than it would be, by as much as the terminal thinks right.
    pub dim: bool,
    /// Slanted.
    pub italic: bool,
    /// Ink and paper change places.
    pub reversed: bool,
    /// Struck through.
    pub crossed: bool,
    /// The line under it.
    pub underline: Underline,
    /// The line's colour; [`Color::None`] is that of the ink.
    pub underline_color: Color,
}

impl Style {
    /// This style painted over `under`: its colours win where it has any, attributes add up.
    #[must_use]
    pub fn over(self, under: Style) -> Style {
        let line = if self.underline == Underline::None { under } else { self };
        Style {
            fg: if self.fg == Color::None { under.fg } else { self.fg },
            bg: if self.bg == Color::None { under.bg } else { self.bg },
            bold: self.bold || under.bold,
            dim: self.dim || under.dim,
            italic: self.italic || under.italic,
            reversed: self.reversed || under.reversed,
            crossed: self.crossed || under.crossed,
            underline: line.underline,
            underline_color: line.underline_color,
        }
    }
}

/// A style as it is written: what is left out stays as it was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StyleSpec {
    fg: Option<Color>,
    bg: Option<Color>,
    /// All attributes at once: to name one is to replace them all.
    attributes: Option<Style>,
}

/// How a style is written, in a line.
pub const STYLE_HELP: &str = "a colour is #rrggbb, a name from red to bright-white, or 0 to 255; the rest are bold, dim, \
                              italic, reversed, crossed, underline, double, dotted, dashed, curly, plain";

/// What cannot be read in a style, in a line; [`STYLE_HELP`] says what can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyleError(pub String);

impl fmt::Display for StyleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for StyleError {}

impl StyleSpec {
    /// Reads words: a colour is the ink, one after `on` the paper, the rest are attributes.
    ///
    /// Attributes are `bold`, `dim`, `italic`, `reversed`, `crossed`, `underline`, `double`, `dotted`, `dashed`,
    /// `curly` (the last five may carry a colour: `dotted:red`), and `plain` for none of them. `named` knows the names
    /// of the theme's own palette.
    ///
    /// # Errors
    /// The first word that is neither, or a second colour for the same place.
    pub fn parse(written: &str, named: impl Fn(&str) -> Option<Color>) -> Result<StyleSpec, StyleError> {
        let colour = |word: &str| match named(word) {
            Some(color) => Ok(color),
            None => word.parse().map_err(|_| unknown(word)),
        };
        let mut spec = StyleSpec::default();
        let mut words = written.split_whitespace();
        while let Some(word) = words.next() {
            if word == "on" {
                let paper =
                    words.next().ok_or_else(|| StyleError("a colour is missing after `on`".to_owned()))?;
                set_once(&mut spec.bg, colour(paper)?, paper)?;
            } else if let Some(attributes) =
                with_attribute(spec.attributes.unwrap_or_default(), word, colour)?
            {
                spec.attributes = Some(attributes);
            } else {
                set_once(&mut spec.fg, colour(word)?, word)?;
            }
        }
        Ok(spec)
    }

    /// `base` with what this says in place of its own.
    pub fn apply(self, base: Style) -> Style {
        let attributes = self.attributes.unwrap_or(base);
        Style { fg: self.fg.unwrap_or(base.fg), bg: self.bg.unwrap_or(base.bg), ..attributes }
    }
}

fn unknown(word: &str) -> StyleError {
    StyleError(format!("`{word}` is neither a colour nor an attribute"))
}

fn set_once(place: &mut Option<Color>, color: Color, word: &str) -> Result<(), StyleError> {
    match place.replace(color) {
        None => Ok(()),
        Some(_) => Err(StyleError(format!("`{word}` is a second colour for the same thing"))),
    }
}

/// `style` with the attribute `word` added; `None` when it is no attribute.
fn with_attribute(
    mut style: Style,
    word: &str,
    colour: impl Fn(&str) -> Result<Color, StyleError>,
) -> Result<Option<Style>, StyleError> {
    let (name, line_color) = word.split_once(':').map_or((word, None), |(name, color)| (name, Some(color)));
    if let Some((_, underline)) = UNDERLINES.iter().find(|(known, _)| *known == name) {
        style.underline = *underline;
        style.underline_color = line_color.map_or(Ok(Color::None), colour)?;
        return Ok(Some(style));
    }
    match word {
        "plain" => {}
        "bold" => style.bold = true,
        "dim" => style.dim = true,
        "italic" => style.italic = true,
        "reversed" => style.reversed = true,
        "crossed" => style.crossed = true,
        _ => return Ok(None),
    }
    Ok(Some(style))
}

/// Whether the word means something in a style besides colours.
pub(super) fn is_attribute(word: &str) -> bool {
    word == "on" || matches!(with_attribute(Style::default(), word, |_| Ok(Color::None)), Ok(Some(_)))
}

impl fmt::Display for Style {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.fg)?;
        if self.bg != Color::None {
            write!(f, " on {}", self.bg)?;
        }
        let attributes = [
            (self.bold, "bold"),
            (self.dim, "dim"),
            (self.italic, "italic"),
            (self.reversed, "reversed"),
            (self.crossed, "crossed"),
        ];
        for (_, name) in attributes.iter().filter(|(set, _)| *set) {
            write!(f, " {name}")?;
        }
        if let Some((name, _)) = UNDERLINES.iter().find(|(_, underline)| *underline == self.underline) {
            write!(f, " {name}")?;
            if self.underline_color != Color::None {
                write!(f, ":{}", self.underline_color)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(written: &str) -> Result<StyleSpec, StyleError> {
        StyleSpec::parse(written, |name| (name == "sea").then_some(Color::Indexed(67)))
    }

    #[test]
    fn styles_read_back() {
        for written in [
            "none",
            "#102030 on 117 bold italic dotted:red",
            "red dim reversed crossed curly",
            "67 underline",
        ] {
            assert_eq!(parse(written).unwrap().apply(Style::default()).to_string(), written);
        }
        assert_eq!(parse("sea on sea").unwrap().apply(Style::default()).to_string(), "67 on 67");
    }

    #[test]
    fn what_is_left_out_stays() {
        let base = parse("red on blue bold").unwrap().apply(Style::default());
        assert_eq!(parse("green").unwrap().apply(base).to_string(), "green on blue bold");
        assert_eq!(parse("italic").unwrap().apply(base).to_string(), "red on blue italic");
        assert_eq!(parse("plain on none").unwrap().apply(base).to_string(), "red");
    }

    #[test]
    fn painting_over_adds_up() {
        let style = |written: &str| parse(written).unwrap().apply(Style::default());
        assert_eq!(
            style("red underline").over(style("blue on white bold dotted")).to_string(),
            "red on white bold underline"
        );
    }

    #[test]
    fn mistakes_are_named() {
        assert_eq!(parse("red blue").unwrap_err().0, "`blue` is a second colour for the same thing");
        assert_eq!(parse("red on").unwrap_err().0, "a colour is missing after `on`");
        assert_eq!(parse("blod").unwrap_err().0, "`blod` is neither a colour nor an attribute");
        assert!(parse("dotted:rd").is_err());
    }

    proptest! {
        #[test]
        fn never_panics(written in "(on |bold|#|dotted:| )*\\PC{0,12}") {
            let _ = parse(&written);
        }
    }
}
