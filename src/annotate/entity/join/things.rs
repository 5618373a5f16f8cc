//! Places, organisations and the rest: acronym to expansion, names of one thing, demonym to place, short forms.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::Item;
use super::form::{initials, is_acronym, may_abbreviate, skeleton};
use super::group::Groups;
use crate::annotate::Kind;
use crate::language::names::Names;
use crate::text::fold;

/// One spelling of one kind, whatever its case and marks.
struct Node<'a> {
    kind: Kind,
    key: String,
    /// As first written.
    text: &'a str,
    group: u32,
}

/// Names that claim something; two that are not of one group make it worthless.
type Claims<K> = HashMap<K, Option<u32>>;

struct Things<'a, 'g> {
    nodes: Vec<Node<'a>>,
    groups: &'g mut Groups,
    names: &'static Names,
}

/// Puts every mention that is no person's into a group; `out[i]` is the group of mention `i`.
pub(super) fn group(
    text: &str,
    items: &[Item<'_>],
    names: &'static Names,
    groups: &mut Groups,
    out: &mut [u32],
) {
    let mut things = Things { nodes: Vec::new(), groups, names };
    things.collect(items, out);
    things.unite_known();
    things.unite_explained(text, items, out);
    things.unite_initials();
    things.unite_spellings();
    things.unite_short_forms();
    things.unite_demonyms();
}

impl<'a> Things<'a, '_> {
    fn collect(&mut self, items: &[Item<'a>], out: &mut [u32]) {
        let mut index: HashMap<(Kind, String), u32> = HashMap::new();
        for (i, item) in items.iter().enumerate().filter(|(_, item)| item.raw.kind != Kind::Person) {
            let key = self.without_article(&item.key).to_string();
            out[i] = match index.entry((item.raw.kind, key)) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(new) => {
                    let (kind, key) = new.key().clone();
                    let group = self.groups.add();
                    self.nodes.push(Node { kind, key, text: item.text, group });
                    *new.insert(group)
                }
            };
        }
    }

    /// "de volkskrant" is "volkskrant".
    fn without_article<'k>(&self, key: &'k str) -> &'k str {
        match key.split_once(' ') {
            Some((first, rest)) if self.names.is_article(first) => rest,
            _ => key,
        }
    }

    /// Names that the language pack knows to be one thing's.
    fn unite_known(&mut self) {
        let mut first: HashMap<(u32, Kind), u32> = HashMap::new();
        for node in &self.nodes {
            if let Some((row, _)) = self.names.row(&node.key) {
                let group = *first.entry((row, node.kind)).or_insert(node.group);
                self.groups.unite(group, node.group);
            }
        }
    }

    /// "Nieuw Haaksbergen (NH)" and "NH (Nieuw Haaksbergen)": the text itself says so.
    fn unite_explained(&mut self, text: &str, items: &[Item<'_>], out: &[u32]) {
        for (i, pair) in items.windows(2).enumerate() {
            let (a, b) = (&pair[0], &pair[1]);
            let between = text.get(a.raw.span.end as usize..b.raw.span.start as usize).unwrap_or("");
            let after = text.get(b.raw.span.end as usize..).unwrap_or("");
            let bracketed = between.len() < 8
                && between.trim_matches([' ', '"', '“', '”', '\'', '‘', '\u{a0}']) == "("
                && after.trim_start_matches(['"', '”', '\'', '’']).starts_with(')');
            let names_only = a.raw.kind == b.raw.kind && a.raw.kind != Kind::Person;
            let explains = |short: &Item<'_>, long: &Item<'_>| {
                is_acronym(short.text) && may_abbreviate(&short.key, &long.key)
            };
            if bracketed && names_only && (explains(b, a) || explains(a, b)) {
                self.groups.unite(out[i], out[i + 1]);
            }
        }
    }

    /// An acronym of the initials of a longer name.
    fn unite_initials(&mut self) {
        let mut claims = Claims::new();
        for node in &self.nodes {
            if let Some((all, capitals)) = initials(node.text) {
                claim(self.groups, &mut claims, (node.kind, capitals), node.group);
                claim(self.groups, &mut claims, (node.kind, all), node.group);
            }
        }
        for node in self.nodes.iter().filter(|node| is_acronym(node.text)) {
            if let Some(Some(group)) = claims.get(&(node.kind, node.key.clone())) {
                self.groups.unite(*group, node.group);
            }
        }
    }

    /// Transliterations, and genitives that the recogniser left on ("Frankrijks").
    fn unite_spellings(&mut self) {
        let mut first: HashMap<(Kind, String), u32> = HashMap::new();
        for node in &self.nodes {
            let group = *first.entry((node.kind, skeleton(&node.key))).or_insert(node.group);
            self.groups.unite(group, node.group);
        }
        for node in self.nodes.iter().filter(|node| node.kind != Kind::Misc) {
            let stem = node.key.strip_suffix('s').filter(|stem| stem.len() > 3);
            if let Some(group) = stem.and_then(|stem| first.get(&(node.kind, skeleton(stem)))) {
                self.groups.unite(*group, node.group);
            }
        }
    }

    /// "de Commissie" after "de Europese Commissie", where only one organisation can be meant.
    fn unite_short_forms(&mut self) {
        let organisations = || self.nodes.iter().enumerate().filter(|(_, n)| n.kind == Kind::Organisation);
        let mut claims: HashMap<String, Option<(usize, u32)>> = HashMap::new();
        for (at, node) in organisations() {
            for form in short_forms(node.text) {
                let form = self.without_article(&form).to_string();
                let root = self.groups.root(node.group);
                let claimed = claims.entry(form).or_insert(Some((at, root)));
                if claimed.is_some_and(|(_, other)| other != root) {
                    *claimed = None;
                }
            }
        }
        for (at, node) in organisations() {
            if let Some(Some((long, group))) = claims.get(&node.key).filter(|_| node.key.len() > 3)
                && *long < at
            {
                self.groups.unite(*group, node.group);
            }
        }
    }

    /// "Armeense" belongs to Armenië where the article names it, else to the other demonyms of that country.
    fn unite_demonyms(&mut self) {
        let mut rows: HashMap<u32, u32> = HashMap::new();
        let mut places: HashMap<&str, u32> = HashMap::new();
        for node in self.nodes.iter().filter(|n| n.kind == Kind::Place) {
            places.insert(&node.key, node.group);
            if let Some((row, _)) = self.names.row(&node.key) {
                rows.entry(row).or_insert(node.group);
            }
        }
        for node in self.nodes.iter().filter(|n| n.kind == Kind::Misc) {
            if let Some(row) = self.names.demonym(&node.key) {
                let group = *rows.entry(row).or_insert(node.group);
                self.groups.unite(group, node.group);
            } else if let Some(group) = self.place_within(&node.key, &places) {
                self.groups.unite(group, node.group);
            }
        }
    }

    /// The place whose own name a demonym begins with ("Haaksbergse", "Amsterdammers").
    fn place_within(&self, demonym: &str, places: &HashMap<&str, u32>) -> Option<u32> {
        let cuts = demonym.char_indices().rev().map(|(at, _)| demonym.split_at(at)).take(LONGEST_ENDING);
        let mut fitting = cuts.filter(|(stem, _)| stem.len() > 3).filter(|(stem, ending)| {
            let doubled = stem.chars().last().and_then(|c| ending.strip_prefix(c));
            self.names.is_place_ending(ending) || doubled.is_some_and(|e| self.names.is_place_ending(e))
        });
        fitting.find_map(|(stem, _)| places.get(stem).copied())
    }
}

/// The longest ending that makes a demonym, with a doubled consonant before it.
const LONGEST_ENDING: usize = 7;

/// The most words of a name whose shorter forms are looked for; keeps hostile input linear.
const MOST_WORDS: usize = 8;

fn claim(groups: &mut Groups, claims: &mut Claims<(Kind, String)>, key: (Kind, String), group: u32) {
    let root = groups.root(group);
    let claimed = claims.entry(key).or_insert(Some(root));
    if claimed.is_some_and(|other| groups.root(other) != root) {
        *claimed = None;
    }
}

/// The folded beginnings and ends of a name of several words, in full words.
fn short_forms(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split(' ').take(MOST_WORDS + 1).collect();
    if words.len() < 2 || words.len() > MOST_WORDS {
        return Vec::new();
    }
    (1..words.len()).flat_map(|n| [fold(&words[..n].join(" ")), fold(&words[n..].join(" "))]).collect()
}
