//! Names that may be one though nothing in the article says so: spellings one letter apart, after what
//! transliterations commonly change is evened out (`Lukasjenko`, `Loekasjenka`).

use std::collections::HashMap;

use super::form::{parts, skeleton};
use crate::annotate::{Entity, Kind};
use crate::text::fold;

/// Shorter words are one letter apart by chance.
const SHORTEST: usize = 5;

/// In characters; longer names are not compared.
const LONGEST: usize = 32;

/// Names compared with one name at most: keeps hostile input linear.
const MOST: usize = 8;

/// For each entity the names of those that may be the same, in order.
pub fn near(entities: &[Entity]) -> Vec<Vec<&str>> {
    let looks: Vec<Option<Look>> = entities.iter().map(Look::of).collect();
    let mut known: HashMap<String, Vec<usize>> = HashMap::new();
    let mut found: Vec<Vec<usize>> = vec![Vec::new(); entities.len()];
    for (at, look) in looks.iter().enumerate() {
        let Some(look) = look else { continue };
        for key in look.keys() {
            let seen = known.entry(key).or_default();
            for &other in seen.iter() {
                let alike = looks[other].as_ref().is_some_and(|o| o.may_be(look));
                if alike && !found[at].contains(&other) {
                    found[at].push(other);
                    found[other].push(at);
                }
            }
            if seen.len() < MOST {
                seen.push(at);
            }
        }
    }
    found.iter_mut().for_each(|others| others.sort_unstable());
    found.iter().map(|others| others.iter().map(|&o| entities[o].name.as_str()).collect()).collect()
}

/// What of a name is compared.
struct Look {
    kind: Kind,
    /// A person's surname, another name as a whole.
    core: Vec<char>,
    /// The first letter of a person's first name.
    initial: Option<char>,
}

impl Look {
    fn of(entity: &Entity) -> Option<Look> {
        let (core, initial) = if entity.kind == Kind::Person {
            let parts = parts(&entity.name);
            (parts.surname, parts.given.first().and_then(|g| g.chars().next()))
        } else {
            (fold(&entity.name), None)
        };
        let core: Vec<char> = skeleton(&core).chars().collect();
        let fits = entity.kind.is_name() && (SHORTEST..=LONGEST).contains(&core.len());
        fits.then_some(Look { kind: entity.kind, core, initial })
    }

    /// The name and the name without each of its letters: names one letter apart share one of these.
    fn keys(&self) -> impl Iterator<Item = String> {
        let without = |skipped: usize| {
            let kept = self.core.iter().enumerate().filter(|(i, _)| *i != skipped);
            kept.map(|(_, c)| c).collect::<String>()
        };
        (0..=self.core.len()).map(without)
    }

    /// Whether both may name the same: of one kind, other spellings of one core, first names that agree.
    fn may_be(&self, other: &Look) -> bool {
        let given = match (self.initial, other.initial) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        self.kind == other.kind && self.core != other.core && given
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entity(name: &str, kind: Kind) -> Entity {
        Entity::new(name.to_string(), kind)
    }

    #[test]
    fn spellings_a_letter_apart_are_candidates() {
        let names =
            ["Aleksandr Lukasjenko", "Loekasjenka", "Bogdan Lukasjenka", "Tbilisi", "Tiblisi", "Oslo"];
        let kinds = [Kind::Person, Kind::Person, Kind::Person, Kind::Place, Kind::Place, Kind::Place];
        let entities: Vec<Entity> = names.iter().zip(kinds).map(|(n, k)| entity(n, k)).collect();
        let near = near(&entities);
        assert_eq!(near[0], ["Loekasjenka"]);
        assert!(near[1].contains(&"Aleksandr Lukasjenko"));
        assert_eq!(near[4], ["Tbilisi"]);
        assert!(near[5].is_empty());
    }
}
