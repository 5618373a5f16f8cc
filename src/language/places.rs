//! Where places are, by their names in the languages that are read.

use crate::text::fold::fold;

/// A line for each place, the largest first: latitude, longitude, folded names; see the head of the file.
const PLACES: &str = include_str!("../../models/places.txt");

/// A point on the earth, in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// North of the equator.
    pub latitude: f64,
    /// East of Greenwich.
    pub longitude: f64,
}

/// Where the place of a name is; of several the largest.
pub fn find(name: &str) -> Option<Point> {
    let name = fold(name.trim());
    if name.is_empty() || name.contains(['|', '\n']) {
        return None;
    }
    let at = memchr::memmem::find(PLACES.as_bytes(), format!("|{name}|").as_bytes())?;
    let start = PLACES[..at].rfind('\n').map_or(0, |end| end + 1);
    let (latitude, longitude) = PLACES[start..].split_once('|')?.0.split_once(' ')?;
    Some(Point { latitude: latitude.parse().ok()?, longitude: longitude.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::{PLACES, find};

    #[test]
    fn a_place_is_found_by_its_names() {
        let at = |name: &str| find(name).map(|p| (p.latitude.round() as i32, p.longitude.round() as i32));
        for name in ["Parijs", "Paris", "parís"] {
            assert_eq!(at(name), Some((49, 2)), "{name}");
        }
        assert_eq!(
            (at("Oekraïne"), at("Ukraine"), at("Kyiv")),
            (at("Ucrania"), at("Oekraïne"), Some((51, 31)))
        );
        assert_eq!((at("Buenos Aires"), at("VS")), (Some((-35, -58)), at("United States")));
        for name in ["", "Nergenshuizen", "|", "52.1", "# Where"] {
            assert_eq!(find(name), None, "{name}");
        }
    }

    #[test]
    fn every_line_is_a_point_with_names() {
        for line in PLACES.lines().filter(|l| !l.starts_with('#')) {
            let (point, names) = line.split_once('|').unwrap();
            let degrees: Vec<f64> = point.split(' ').map(|d| d.parse().unwrap()).collect();
            assert!(degrees.len() == 2 && degrees[0].abs() <= 90.0 && degrees[1].abs() <= 180.0, "{line}");
            assert!(names.ends_with('|') && names.len() > 1, "{line}");
            let first = names.split('|').next().unwrap();
            assert!(find(first).is_some(), "{line}");
        }
    }
}
