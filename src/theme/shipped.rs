//! The themes that come with the program, embedded from `themes/`.

use super::sheet::Theme;

/// The theme for dark terminals when the config says nothing.
pub const DEFAULT_DARK: &str = "column-dark";
/// The theme for light terminals when the config says nothing.
pub const DEFAULT_LIGHT: &str = "column-light";
/// The theme without colours.
pub const MONO: &str = "mono";

const SHIPPED: [(&str, &str); 8] = [
    (DEFAULT_DARK, include_str!("../../themes/column-dark.toml")),
    (DEFAULT_LIGHT, include_str!("../../themes/column-light.toml")),
    ("lamplight", include_str!("../../themes/lamplight.toml")),
    ("harbour", include_str!("../../themes/harbour.toml")),
    ("salmon", include_str!("../../themes/salmon.toml")),
    ("sepia", include_str!("../../themes/sepia.toml")),
    ("contrast", include_str!("../../themes/contrast.toml")),
    (MONO, include_str!("../../themes/mono.toml")),
];

/// The names of the shipped themes, the two defaults first.
pub fn shipped_names() -> impl Iterator<Item = &'static str> {
    SHIPPED.iter().map(|(name, _)| *name)
}

/// The shipped theme of this name.
pub fn shipped(name: &str) -> Option<Theme> {
    let (name, source) = SHIPPED.iter().find(|(known, _)| *known == name)?;
    Theme::parse(name, source).ok().map(|(theme, _)| theme)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::color::{Color, Rgb, contrast, distance};
    use crate::theme::{ColorDepth, Legible, Role, Style};

    const KINDS: [Role; 4] = [Role::Person, Role::Place, Role::Organisation, Role::Misc];

    /// Roles whose background other text is painted over.
    const GROUNDS: [Role; 7] = [
        Role::SelectedMention,
        Role::SearchMatch,
        Role::SearchCurrent,
        Role::Selection,
        Role::Cursor,
        Role::CursorUnfocused,
        Role::Popup,
    ];

    fn all() -> impl Iterator<Item = Theme> {
        shipped_names().map(|name| shipped(name).unwrap())
    }

    /// Every theme in all its colours and in the nearest of 256.
    fn in_colours() -> impl Iterator<Item = Theme> {
        all().flat_map(|theme| [theme.clone(), theme.at_depth(ColorDepth::Indexed256)])
    }

    fn ink(theme: &Theme, style: Style) -> Rgb {
        style.over(theme.page()).fg.to_rgb().unwrap_or(theme.foreground)
    }

    fn paper(theme: &Theme, style: Style) -> Rgb {
        style.over(theme.page()).bg.to_rgb().unwrap_or(theme.background)
    }

    #[test]
    fn every_shipped_theme_reads_without_a_problem() {
        for (name, source) in SHIPPED {
            assert_eq!(Theme::parse(name, source).map(|(_, problems)| problems), Ok(Vec::new()), "{name}");
        }
    }

    #[test]
    fn text_is_legible_on_the_page() {
        for theme in in_colours() {
            let demand = if theme.name == "contrast" { 7.0 } else { 4.5 };
            for role in Role::ALL {
                let least = match role.legible() {
                    Legible::Text => demand,
                    Legible::Mark => 3.0,
                    Legible::Rule => continue,
                };
                let style = theme.style(*role);
                let found = contrast(ink(&theme, style), paper(&theme, style));
                assert!(found >= least, "{} {}: {found:.2}", theme.name, role.name());
            }
        }
    }

    #[test]
    fn text_is_legible_over_every_ground() {
        for theme in in_colours() {
            // What has a background of its own lies on top of these.
            let over =
                |role: &&Role| role.legible() == Legible::Text && theme.style(**role).bg == Color::None;
            for (ground, role) in
                GROUNDS.iter().flat_map(|g| Role::ALL.iter().filter(over).map(move |r| (g, r)))
            {
                let painted = theme.style(*ground).over(theme.style(*role));
                let found = contrast(ink(&theme, painted), paper(&theme, painted));
                assert!(found >= 4.5, "{} {} on {}: {found:.2}", theme.name, role.name(), ground.name());
            }
        }
    }

    #[test]
    fn kinds_differ_without_colour() {
        for theme in all() {
            let bare = theme.at_depth(ColorDepth::None);
            let mut looks: Vec<Style> = KINDS.iter().map(|kind| bare.style(*kind)).collect();
            looks.push(bare.style(Role::Text));
            for (n, look) in looks.iter().enumerate() {
                assert!(!looks[..n].contains(look), "{}: {look}", bare.name);
            }
        }
    }

    #[test]
    fn what_is_chosen_stands_out_at_every_depth() {
        for (theme, depth) in all().flat_map(|theme| {
            [ColorDepth::None, ColorDepth::Ansi16, ColorDepth::Indexed256].map(|depth| (theme.clone(), depth))
        }) {
            let theme = theme.at_depth(depth);
            for role in &GROUNDS[..5] {
                let style = theme.style(*role);
                let shown = style.reversed || (style.bg != Color::None && style.bg != theme.page().bg);
                assert!(shown, "{} {} {depth:?}: {style}", theme.name, role.name());
            }
        }
    }

    /// What a red- or green-blind eye sees (Viénot, Brettel and Mollon, 1999), good enough to compare hues.
    fn seen_by_dichromat(rgb: Rgb, [red, green]: [f32; 2]) -> Rgb {
        let linear = |channel: u8| (f32::from(channel) / 255.0).powf(2.2);
        let back = |value: f32| (value.clamp(0.0, 1.0).powf(1.0 / 2.2) * 255.0).round() as u8;
        let (r, g, b) = (linear(rgb.0), linear(rgb.1), linear(rgb.2));
        let mixed = red * r + green * g;
        let shift = if red < 0.2 { 0.004 } else { -0.022 };
        Rgb(back(mixed), back(mixed), back(shift * r - shift * g + b))
    }

    #[test]
    fn kinds_differ_for_the_colour_blind() {
        const PROTAN: [f32; 2] = [0.112, 0.888];
        const DEUTAN: [f32; 2] = [0.293, 0.707];
        for theme in all().filter(|theme| theme.name != MONO) {
            let inks = KINDS.map(|kind| (kind, ink(&theme, theme.style(kind))));
            for (n, (kind, one)) in inks.iter().enumerate() {
                for (other_kind, other) in &inks[..n] {
                    assert!(distance(*one, *other) > 0.07, "{} {kind:?} {other_kind:?}", theme.name);
                    for eye in [PROTAN, DEUTAN] {
                        let apart = distance(seen_by_dichromat(*one, eye), seen_by_dichromat(*other, eye));
                        assert!(apart > 0.035, "{} {kind:?} {other_kind:?} {eye:?}: {apart:.3}", theme.name);
                    }
                }
            }
        }
    }
}
