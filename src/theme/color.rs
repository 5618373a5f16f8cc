//! Colours, how far they lie apart, and the nearest ones that a poorer terminal has.

use std::fmt;
use std::str::FromStr;

/// A colour of 24 bits, each channel from 0 to 255, in sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// One of the sixteen colours that the terminal's own palette decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Ansi {
    Black,
    Red,
    Green,
    Yellow,
    Blue,
    Magenta,
    Cyan,
    White,
    BrightBlack,
    BrightRed,
    BrightGreen,
    BrightYellow,
    BrightBlue,
    BrightMagenta,
    BrightCyan,
    BrightWhite,
}

/// The sixteen colours with their names and what xterm shows for them, in the order of their numbers.
const ANSI: [(Ansi, &str, Rgb); 16] = [
    (Ansi::Black, "black", Rgb(0, 0, 0)),
    (Ansi::Red, "red", Rgb(205, 0, 0)),
    (Ansi::Green, "green", Rgb(0, 205, 0)),
    (Ansi::Yellow, "yellow", Rgb(205, 205, 0)),
    (Ansi::Blue, "blue", Rgb(0, 0, 238)),
    (Ansi::Magenta, "magenta", Rgb(205, 0, 205)),
    (Ansi::Cyan, "cyan", Rgb(0, 205, 205)),
    (Ansi::White, "white", Rgb(229, 229, 229)),
    (Ansi::BrightBlack, "bright-black", Rgb(127, 127, 127)),
    (Ansi::BrightRed, "bright-red", Rgb(255, 0, 0)),
    (Ansi::BrightGreen, "bright-green", Rgb(0, 255, 0)),
    (Ansi::BrightYellow, "bright-yellow", Rgb(255, 255, 0)),
    (Ansi::BrightBlue, "bright-blue", Rgb(92, 92, 255)),
    (Ansi::BrightMagenta, "bright-magenta", Rgb(255, 0, 255)),
    (Ansi::BrightCyan, "bright-cyan", Rgb(0, 255, 255)),
    (Ansi::BrightWhite, "bright-white", Rgb(255, 255, 255)),
];

impl Ansi {
    /// Its number, from 0 to 15.
    pub fn number(self) -> u8 {
        self as u8
    }

    fn entry(self) -> &'static (Ansi, &'static str, Rgb) {
        &ANSI[self as usize]
    }
}

/// The colour of ink or paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Color {
    /// No colour of its own: what lies under it, in the end the terminal's default.
    #[default]
    None,
    /// One of the terminal's sixteen.
    Ansi(Ansi),
    /// One of the 256 of xterm: 0 to 15 as [`Ansi`], then a cube of 6 by 6 by 6, then 24 greys.
    Indexed(u8),
    /// A colour of 24 bits.
    Rgb(Rgb),
}

impl From<Rgb> for Color {
    fn from(rgb: Rgb) -> Color {
        Color::Rgb(rgb)
    }
}

impl Color {
    /// The colour as a terminal with xterm's palette shows it; `None` where it has no colour of its own.
    pub fn to_rgb(self) -> Option<Rgb> {
        match self {
            Color::None => None,
            Color::Ansi(ansi) => Some(ansi.entry().2),
            Color::Indexed(number) => Some(indexed_rgb(number)),
            Color::Rgb(rgb) => Some(rgb),
        }
    }

    /// The nearest of xterm's 240 fixed colours; colours that are no 24-bit ones stay.
    pub fn to_indexed(self) -> Color {
        let Color::Rgb(rgb) = self else { return self };
        let cube = [rgb.0, rgb.1, rgb.2].map(nearest_step);
        let cube = 16 + 36 * cube[0] + 6 * cube[1] + cube[2];
        let mean = (u32::from(rgb.0) + u32::from(rgb.1) + u32::from(rgb.2)) / 3;
        let grey = 232 + u8::try_from(mean.saturating_sub(3) / 10).unwrap_or(23).min(23);
        let distance = |number: u8| distance(rgb, indexed_rgb(number));
        Color::Indexed(if distance(grey) < distance(cube) { grey } else { cube })
    }

    /// One of the terminal's sixteen: greys by lightness, others by hue, since sixteen have no quiet hues.
    pub fn to_ansi(self) -> Color {
        match self {
            Color::None | Color::Ansi(_) => self,
            Color::Indexed(number) if number < 16 => Color::Ansi(ANSI[usize::from(number)].0),
            Color::Indexed(number) => Color::Ansi(nearest_ansi(indexed_rgb(number))),
            Color::Rgb(rgb) => Color::Ansi(nearest_ansi(rgb)),
        }
    }
}

/// The levels of a channel in xterm's cube.
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

fn nearest_step(channel: u8) -> u8 {
    let middles = [48, 115, 155, 195, 235];
    // At most five.
    middles.iter().filter(|middle| channel >= **middle).count() as u8
}

fn indexed_rgb(number: u8) -> Rgb {
    match number {
        0..=15 => ANSI[usize::from(number)].2,
        16..=231 => {
            let n = usize::from(number - 16);
            Rgb(STEPS[n / 36], STEPS[n / 6 % 6], STEPS[n % 6])
        }
        232.. => {
            let level = 8 + 10 * (number - 232);
            Rgb(level, level, level)
        }
    }
}

fn nearest_ansi(rgb: Rgb) -> Ansi {
    let Oklab { l, a, b } = rgb.into();
    // Below this chroma the eye sees a grey with a cast.
    if a.hypot(b) < 0.045 {
        return match l {
            l if l < 0.30 => Ansi::Black,
            l if l < 0.68 => Ansi::BrightBlack,
            l if l < 0.96 => Ansi::White,
            _ => Ansi::BrightWhite,
        };
    }
    let hue = b.atan2(a);
    let apart = |entry: &(Ansi, &str, Rgb)| {
        let other: Oklab = entry.2.into();
        let turn = (other.b.atan2(other.a) - hue).abs();
        turn.min(std::f32::consts::TAU - turn)
    };
    let hues = &ANSI[1..7];
    let nearest =
        hues.iter().min_by(|x, y| apart(x).total_cmp(&apart(y))).map_or(Ansi::White, |entry| entry.0);
    if l > 0.80 { ANSI[nearest as usize + 8].0 } else { nearest }
}

/// A colour in Oklab, where distance is about what the eye sees (Björn Ottosson, 2020).
#[derive(Clone, Copy, Debug)]
struct Oklab {
    l: f32,
    a: f32,
    b: f32,
}

fn linear(channel: u8) -> f32 {
    let c = f32::from(channel) / 255.0;
    if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
}

impl From<Rgb> for Oklab {
    fn from(Rgb(r, g, b): Rgb) -> Oklab {
        let [r, g, b] = [r, g, b].map(linear);
        let l = (0.412_221_46 * r + 0.536_332_55 * g + 0.051_445_995 * b).cbrt();
        let m = (0.211_903_5 * r + 0.680_699_5 * g + 0.107_396_96 * b).cbrt();
        let s = (0.088_302_46 * r + 0.281_718_85 * g + 0.629_978_7 * b).cbrt();
        Oklab {
            l: 0.210_454_26 * l + 0.793_617_8 * m - 0.004_072_047 * s,
            a: 1.977_998_5 * l - 2.428_592_2 * m + 0.450_593_7 * s,
            b: 0.025_904_037 * l + 0.782_771_77 * m - 0.808_675_77 * s,
        }
    }
}

/// How far two colours lie apart for the eye: 0 is the same, about 0.02 is just seen, black and white are 1 apart.
pub fn distance(one: Rgb, other: Rgb) -> f32 {
    let (x, y): (Oklab, Oklab) = (one.into(), other.into());
    ((x.l - y.l).powi(2) + (x.a - y.a).powi(2) + (x.b - y.b).powi(2)).sqrt()
}

/// The contrast ratio of WCAG 2, from 1 (the same) to 21 (black on white).
pub fn contrast(one: Rgb, other: Rgb) -> f32 {
    let luminance = |Rgb(r, g, b): Rgb| 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    let (x, y) = (luminance(one), luminance(other));
    (x.max(y) + 0.05) / (x.min(y) + 0.05)
}

/// A colour that cannot be read: what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownColor(pub String);

impl fmt::Display for UnknownColor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is no colour (a colour is #rrggbb, a name such as `bright-blue`, or 0 to 255)",
            self.0
        )
    }
}

impl std::error::Error for UnknownColor {}

impl FromStr for Color {
    type Err = UnknownColor;

    fn from_str(written: &str) -> Result<Color, UnknownColor> {
        let unknown = || UnknownColor(written.to_owned());
        if written == "none" {
            return Ok(Color::None);
        }
        if let Some(digits) = written.strip_prefix('#') {
            return rgb_of(digits).map(Color::Rgb).ok_or_else(unknown);
        }
        if let Some((ansi, ..)) = ANSI.iter().find(|(_, name, _)| *name == written) {
            return Ok(Color::Ansi(*ansi));
        }
        let digits = !written.is_empty() && written.bytes().all(|b| b.is_ascii_digit());
        written.parse().ok().filter(|_| digits).map(Color::Indexed).ok_or_else(unknown)
    }
}

fn rgb_of(digits: &str) -> Option<Rgb> {
    if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let channel = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    Some(Rgb(channel(0)?, channel(2)?, channel(4)?))
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Color::None => f.write_str("none"),
            Color::Ansi(ansi) => f.write_str(ansi.entry().1),
            Color::Indexed(number) => write!(f, "{number}"),
            Color::Rgb(Rgb(r, g, b)) => write!(f, "#{r:02x}{g:02x}{b:02x}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_read_back() {
        for written in ["none", "red", "bright-black", "#d08770", "0", "255"] {
            assert_eq!(written.parse::<Color>().unwrap().to_string(), written);
        }
        for written in ["", "rot", "#12345", "#12345g", "256", "+7", "#ééé"] {
            assert!(written.parse::<Color>().is_err(), "{written}");
        }
    }

    #[test]
    fn the_numbers_of_the_sixteen_are_their_places() {
        for (n, (ansi, ..)) in ANSI.iter().enumerate() {
            assert_eq!(usize::from(ansi.number()), n);
        }
    }

    #[test]
    fn every_fixed_colour_is_its_own_nearest() {
        for number in 16..=255 {
            let Color::Indexed(found) = Color::Rgb(indexed_rgb(number)).to_indexed() else {
                panic!("not indexed")
            };
            assert_eq!(indexed_rgb(found), indexed_rgb(number));
        }
    }

    #[test]
    fn sixteen_colours_keep_the_hue_or_the_grey() {
        let check = |written: &str, expected: &str| {
            assert_eq!(written.parse::<Color>().unwrap().to_ansi().to_string(), expected, "{written}");
        };
        check("#1a1a1a", "black");
        check("#8a8a85", "bright-black");
        check("#d8d4c8", "white");
        check("#8fb4d8", "blue");
        check("#b0442c", "red");
        check("#2f6f4f", "green");
        check("#e5c07b", "bright-yellow");
        check("67", "blue");
        check("none", "none");
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        let (black, white) = (Rgb(0, 0, 0), Rgb(255, 255, 255));
        assert!((contrast(black, white) - 21.0).abs() < 0.01);
        assert!((contrast(Rgb(0x77, 0x77, 0x77), white) - 4.48).abs() < 0.01);
        assert!((distance(black, white) - 1.0).abs() < 0.001);
    }
}
