//! How many colours the terminal shows and whether it is light or dark, as far as its environment tells.

use super::color::{Color, Rgb, contrast};
use super::style::Style;

/// How many colours may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ColorDepth {
    /// None: bold, underline and the like only.
    None,
    /// The terminal's sixteen.
    Ansi16,
    /// The 256 of xterm.
    Indexed256,
    /// 24 bits.
    True,
}

/// The variables of the environment that tell of colours; `None` where one is not set.
#[derive(Clone, Copy, Debug, Default)]
pub struct TerminalEnv<'a> {
    /// `NO_COLOR`: any value but the empty one asks for no colours (no-color.org).
    pub no_color: Option<&'a str>,
    /// `TERM`.
    pub term: Option<&'a str>,
    /// `COLORTERM`.
    pub colorterm: Option<&'a str>,
    /// `TERM_PROGRAM`.
    pub term_program: Option<&'a str>,
    /// `COLORFGBG`, as rxvt, Konsole and others set it.
    pub colorfgbg: Option<&'a str>,
}

/// Terminals of 24 bits that do not always say so in `COLORTERM`, by the beginning of their `TERM`.
const TRUE_TERMS: [&str; 7] =
    ["xterm-kitty", "xterm-ghostty", "alacritty", "wezterm", "foot", "contour", "rio"];

impl ColorDepth {
    /// What the environment allows.
    pub fn from_env(env: &TerminalEnv<'_>) -> ColorDepth {
        let term = env.term.unwrap_or("dumb");
        if env.no_color.is_some_and(|value| !value.is_empty()) || term == "dumb" || term.is_empty() {
            return ColorDepth::None;
        }
        let says_true = matches!(env.colorterm, Some("truecolor" | "24bit"));
        let known_true = TRUE_TERMS.iter().any(|known| term.starts_with(known)) || term.ends_with("-direct");
        if says_true
            || known_true
            || matches!(env.term_program, Some("iTerm.app" | "vscode" | "WezTerm" | "ghostty"))
        {
            ColorDepth::True
        } else if term.contains("256color") {
            ColorDepth::Indexed256
        } else if term.ends_with("-m") || term.starts_with("vt1") || term.starts_with("vt2") {
            ColorDepth::None
        } else {
            ColorDepth::Ansi16
        }
    }
}

/// Whether the terminal, or a theme, is dark on light or light on dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Dark text on a light background.
    Light,
    /// Light text on a dark background.
    Dark,
}

impl Mode {
    /// What `COLORFGBG` tells ("15;0" is white on black); `None` when it tells nothing.
    pub fn from_env(env: &TerminalEnv<'_>) -> Option<Mode> {
        match env.colorfgbg?.rsplit(';').next()?.parse().ok()? {
            0..=6 | 8 => Some(Mode::Dark),
            7 | 9..=15 => Some(Mode::Light),
            16u8.. => None,
        }
    }

    /// What a background is: light where black is read on it better than white.
    pub fn of_background(background: Rgb) -> Mode {
        let light = contrast(background, Rgb(0, 0, 0)) > contrast(background, Rgb(255, 255, 255));
        if light { Mode::Light } else { Mode::Dark }
    }

    /// What a terminal's answer to the question for its background (OSC 11) tells: `rgb:ffff/ffff/ffff` with one to
    /// four digits for each colour, as XParseColor has it, also with an alpha channel.
    pub fn from_answer(answer: &str) -> Option<Mode> {
        let channels = answer.strip_prefix("rgb:").or_else(|| answer.strip_prefix("rgba:"))?;
        let channel = |digits: &str| {
            let most = (1u32 << (4 * digits.len().min(4))) - 1;
            let value = u32::from_str_radix(digits, 16).ok().filter(|_| digits.len() <= 4)?;
            u8::try_from(value * 255 / most.max(1)).ok()
        };
        let mut channels = channels.split('/').map(channel);
        let background = Rgb(channels.next()??, channels.next()??, channels.next()??);
        Some(Mode::of_background(background))
    }
}

impl Color {
    /// The nearest colour within `depth`.
    #[must_use]
    pub fn at_depth(self, depth: ColorDepth) -> Color {
        match depth {
            ColorDepth::None => Color::None,
            ColorDepth::Ansi16 => self.to_ansi(),
            ColorDepth::Indexed256 => self.to_indexed(),
            ColorDepth::True => self,
        }
    }
}

impl Style {
    /// The style within `depth`. With sixteen colours or none, what stood out by its background is reversed instead:
    /// the sixteen have no quiet backgrounds, and what text looks like on a loud one is the terminal's affair.
    #[must_use]
    pub fn at_depth(self, depth: ColorDepth) -> Style {
        let few = depth <= ColorDepth::Ansi16 && self.bg != Color::None;
        Style {
            fg: if few { Color::None } else { self.fg.at_depth(depth) },
            bg: if few { Color::None } else { self.bg.at_depth(depth) },
            underline_color: self.underline_color.at_depth(depth),
            reversed: self.reversed || few,
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_decides_the_depth() {
        let check = |no_color, term, colorterm, expected| {
            let env = TerminalEnv { no_color, term, colorterm, ..TerminalEnv::default() };
            assert_eq!(ColorDepth::from_env(&env), expected, "{env:?}");
        };
        check(None, Some("xterm-256color"), Some("truecolor"), ColorDepth::True);
        check(Some("1"), Some("xterm-256color"), Some("truecolor"), ColorDepth::None);
        check(Some(""), Some("xterm-256color"), None, ColorDepth::Indexed256);
        check(None, Some("dumb"), Some("truecolor"), ColorDepth::None);
        check(None, None, None, ColorDepth::None);
        check(None, Some("linux"), None, ColorDepth::Ansi16);
        check(None, Some("xterm-kitty"), None, ColorDepth::True);
        check(None, Some("vt100"), None, ColorDepth::None);
    }

    #[test]
    fn colorfgbg_tells_light_from_dark() {
        let mode = |value| Mode::from_env(&TerminalEnv { colorfgbg: Some(value), ..TerminalEnv::default() });
        assert_eq!(mode("15;0"), Some(Mode::Dark));
        assert_eq!(mode("0;default;15"), Some(Mode::Light));
        assert_eq!(mode("default;default"), None);
        assert_eq!(Mode::from_env(&TerminalEnv::default()), None);
    }

    #[test]
    fn an_answer_tells_light_from_dark() {
        assert_eq!(Mode::from_answer("rgb:ffff/fafa/f0f0"), Some(Mode::Light));
        assert_eq!(Mode::from_answer("rgba:1c/1c/1c/ff"), Some(Mode::Dark));
        assert_eq!(Mode::from_answer("rgb:f/f/f"), Some(Mode::Light));
        for no in ["", "rgb:", "rgb:ff/ff", "rgb:fffff/0/0", "rgb:+1/0/0x", "#ffffff"] {
            assert_eq!(Mode::from_answer(no), None, "{no}");
        }
    }

    #[test]
    fn without_colours_a_background_becomes_reversed() {
        let style = Style { bg: Color::Indexed(3), bold: true, ..Style::default() };
        let plain = style.at_depth(ColorDepth::None);
        assert_eq!(plain, Style { bold: true, reversed: true, ..Style::default() });
        assert_eq!(style.at_depth(ColorDepth::True), style);
    }
}
