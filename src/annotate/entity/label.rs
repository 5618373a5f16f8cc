//! Labels of tokens: where a name begins, goes on, ends, and of which kind (the scheme BIOES).

use crate::annotate::Kind;

/// How many labels there are: outside, and four positions for each of four kinds.
pub const LABELS: usize = 1 + 4 * KINDS.len();

/// The label of tokens outside any name.
pub const OUTSIDE: u8 = 0;

/// The kinds of names, in the order of their labels.
pub const KINDS: [Kind; 4] = [Kind::Person, Kind::Place, Kind::Organisation, Kind::Misc];

/// Where in its name a token stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// First of several.
    Begin,
    /// Neither first nor last.
    Inside,
    /// Last of several.
    End,
    /// The only one.
    Single,
}

/// A name as a range of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    /// First token.
    pub first: u32,
    /// The token after the last.
    pub end: u32,
    /// Index into [`KINDS`].
    pub kind: u8,
}

/// The index of a kind in [`KINDS`]; none for a figure.
pub fn kind_index(kind: Kind) -> Option<u8> {
    KINDS.iter().position(|&k| k == kind).map(|i| i as u8)
}

/// The label of a token at a position of a name.
pub fn label(kind: u8, position: Position) -> u8 {
    1 + 4 * kind + position as u8
}

/// Kind and position of a label; none for [`OUTSIDE`].
pub fn parts(label: u8) -> Option<(u8, Position)> {
    let index = label.checked_sub(1)?;
    let position = match index % 4 {
        0 => Position::Begin,
        1 => Position::Inside,
        2 => Position::End,
        _ => Position::Single,
    };
    Some((index / 4, position))
}

/// The labels of `count` tokens with these names, which do not overlap.
pub fn encode(count: usize, names: &[Name]) -> Vec<u8> {
    let mut labels = vec![OUTSIDE; count];
    for name in names {
        let (first, last) = (name.first as usize, name.end as usize - 1);
        for (at, slot) in labels.iter_mut().enumerate().take(last + 1).skip(first) {
            let position = match (at == first, at == last) {
                (true, true) => Position::Single,
                (true, false) => Position::Begin,
                (false, true) => Position::End,
                (false, false) => Position::Inside,
            };
            *slot = label(name.kind, position);
        }
    }
    labels
}

/// The names that a sequence of labels spells; `offset` is the number of its first token.
pub fn decode(labels: &[u8], offset: u32) -> impl Iterator<Item = Name> {
    let mut first = offset;
    labels.iter().zip(offset..).filter_map(move |(&label, at)| {
        let (kind, position) = parts(label)?;
        if matches!(position, Position::Begin | Position::Single) {
            first = at;
        }
        matches!(position, Position::End | Position::Single).then_some(Name { first, end: at + 1, kind })
    })
}

/// Whether label `next` may follow `previous`.
pub fn may_follow(previous: u8, next: u8) -> bool {
    let open = parts(previous).filter(|(_, p)| matches!(p, Position::Begin | Position::Inside));
    let going_on = parts(next).filter(|(_, p)| matches!(p, Position::Inside | Position::End));
    match (open, going_on) {
        (None, None) => true,
        (Some((a, _)), Some((b, _))) => a == b,
        _ => false,
    }
}

/// Whether a sentence may end with this label; by symmetry, see [`may_start`].
pub fn may_end(label: u8) -> bool {
    may_follow(label, OUTSIDE)
}

/// Whether a sentence may start with this label.
pub fn may_start(label: u8) -> bool {
    may_follow(OUTSIDE, label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_survive_the_round_trip() {
        let names = [
            Name { first: 0, end: 3, kind: 1 },
            Name { first: 3, end: 4, kind: 1 },
            Name { first: 5, end: 7, kind: 3 },
        ];
        let labels = encode(8, &names);
        assert_eq!(decode(&labels, 0).collect::<Vec<_>>(), names);
        assert!(may_start(labels[0]) && may_end(labels[7]));
        assert!(labels.windows(2).all(|w| may_follow(w[0], w[1])));
    }

    #[test]
    fn a_name_cannot_change_its_kind_or_stay_open() {
        let labels = encode(4, &[Name { first: 0, end: 2, kind: 0 }, Name { first: 2, end: 4, kind: 1 }]);
        assert!(!may_follow(labels[0], labels[3]));
        assert!(!may_end(labels[0]));
    }
}
