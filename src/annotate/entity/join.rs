//! Mentions become entities: who and what an article names, each with all the places that name it.
//!
//! Persons are joined by [`people`], all else by [`things`]; what both agree on is put together here. A join crosses
//! kinds in two cases only: a demonym belongs to its place, and a spelling that is nearly always of one kind takes
//! the stray ones along. All steps are linear in the mentions, or sort.

mod form;
mod group;
mod mend;
mod near;
mod people;
mod role;
mod things;

use std::collections::HashMap;

pub use self::near::near;

use self::group::Groups;
use self::role::Context;
use crate::annotate::index::Builder;
use crate::annotate::{Entity, Kind, Mention, RawMention};
use crate::document::token::Tokens;
use crate::document::{Document, Lang};
use crate::language::names::Names;
use crate::text::fold;

/// A mention with its forms.
struct Item<'a> {
    raw: RawMention,
    /// As written.
    text: &'a str,
    /// Folded.
    key: String,
}

/// A spelling takes those of other kinds along when it is at least so many times as frequent as they are together.
const MAJORITY: u32 = 3;

/// The longest role that is kept, in bytes; longer ones are no role.
const LONGEST_ROLE: usize = 120;

/// Joins mentions into entities: every mention gets one, in order of first mention.
///
/// `raw` is in order of start and without overlap.
pub fn join(document: &Document, tokens: &Tokens, raw: Vec<RawMention>) -> (Vec<Mention>, Vec<Entity>) {
    let text = document.text.as_str();
    let lang = document.meta.lang;
    let names = Names::of(lang);
    let raw = mend::part_media(text, names, raw);
    let items: Vec<Item<'_>> = raw
        .iter()
        .map(|raw| Item { raw: *raw, text: raw.span.of(text), key: fold(raw.span.of(text)) })
        .collect();
    let contexts = role::contexts(text, tokens, &items, names, lang == Lang::En);
    let mut groups = Groups::default();
    let mut of = vec![0; items.len()];
    people::group(&items, &contexts, names, &mut groups, &mut of);
    things::group(text, &items, names, &mut groups, &mut of);
    unite_stray_kinds(&items, &mut groups, &of);
    let mut builder = Builder::default();
    for (item, group) in items.iter().zip(&of) {
        builder.mention(item.raw, groups.root(*group), || Entity::new(String::new(), item.raw.kind));
    }
    let (mentions, mut entities) = builder.finish();
    for entity in &mut entities {
        Describe { text, items: &items, contexts: &contexts, names, mentions: &entity.mentions.clone() }
            .fill(entity);
    }
    (mentions, entities)
}

/// The same spelling in another kind is most often the recogniser's slip: where one kind clearly prevails, it is one
/// entity. Two persons of one spelling stay apart from everything.
fn unite_stray_kinds(items: &[Item<'_>], groups: &mut Groups, of: &[u32]) {
    let mut kinds: HashMap<&str, Vec<(u32, Kind, u32)>> = HashMap::new();
    for (item, group) in items.iter().zip(of) {
        let root = groups.root(*group);
        let seen = kinds.entry(&item.key).or_default();
        match seen.iter().position(|(group, kind, _)| (*group, *kind) == (root, item.raw.kind)) {
            Some(at) => seen[at].2 += 1,
            None if seen.len() < Kind::ALL.len() => seen.push((root, item.raw.kind, 1)),
            None => {}
        }
    }
    for seen in kinds.values().filter(|seen| seen.len() > 1) {
        let total: u32 = seen.iter().map(|(.., count)| count).sum();
        let persons = seen.iter().filter(|(_, kind, _)| *kind == Kind::Person).count();
        let first = seen.iter().copied().max_by_key(|(group, _, count)| (*count, std::cmp::Reverse(*group)));
        let Some((group, _, count)) = first.filter(|_| persons < 2) else { continue };
        if count >= MAJORITY * (total - count) {
            seen.iter().for_each(|(other, ..)| groups.unite(group, *other));
        }
    }
}

/// Gives an entity its name, kind, aliases and role.
struct Describe<'a> {
    text: &'a str,
    items: &'a [Item<'a>],
    contexts: &'a [Context],
    names: &'static Names,
    mentions: &'a [u32],
}

impl Describe<'_> {
    fn fill(&self, entity: &mut Entity) {
        entity.kind = self.kind();
        let mut forms: Vec<&str> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for item in self.mentioned() {
            if seen.insert(item.text) {
                forms.push(item.text);
            }
        }
        let name = self.name(entity.kind);
        entity.aliases = forms.into_iter().filter(|form| *form != name).map(str::to_string).collect();
        entity.name = name.to_string();
        entity.role = self.role(entity.kind);
    }

    fn mentioned(&self) -> impl Iterator<Item = &Item<'_>> {
        self.mentions.iter().filter_map(|m| self.items.get(*m as usize))
    }

    /// The prevailing kind; demonyms have no say where there is anything else.
    fn kind(&self) -> Kind {
        let mut counts = [0u32; Kind::ALL.len()];
        let mut add = |item: &Item<'_>, weight: u32| {
            if let Some(at) = Kind::ALL.iter().position(|k| *k == item.raw.kind) {
                counts[at] += weight;
            }
        };
        let place = self.mentioned().find(|item| item.raw.kind == Kind::Place);
        for item in self.mentioned() {
            let is_demonym = item.raw.kind == Kind::Misc
                && (self.names.demonym(&item.key).is_some() || place.is_some_and(|p| p.key != item.key));
            add(item, if is_demonym { 0 } else { 1 });
        }
        // The first of equals: the order of the kinds decides, so that the same text always gives the same.
        let most = counts.iter().copied().max().unwrap_or(0);
        let prevailing = counts.iter().position(|count| *count == most && most > 0);
        prevailing.and_then(|at| Kind::ALL.get(at).copied()).unwrap_or(Kind::Misc)
    }

    /// The fullest form of the entity's own kind.
    fn name(&self, kind: Kind) -> &str {
        let own = || self.mentioned().filter(move |item| item.raw.kind == kind);
        let best = own().enumerate().max_by_key(|(at, item)| {
            let listed = self.names.row(&item.key).map(|(_, rank)| std::cmp::Reverse(rank));
            let place = listed.filter(|_| kind == Kind::Place);
            (place, form::fullness(item.text, kind), listed, std::cmp::Reverse(*at))
        });
        best.map_or("", |(_, item)| item.text)
    }

    /// The first role that the text gives, or a later one that says more of the same.
    fn role(&self, kind: Kind) -> Option<String> {
        let roles = self.mentions.iter().filter_map(|m| {
            let (item, context) = (self.items.get(*m as usize)?, self.contexts.get(*m as usize)?);
            context.role.filter(|_| item.raw.kind == kind).map(|span| span.of(self.text))
        });
        let mut best: Option<&str> = None;
        for role in roles.filter(|role| role.len() <= LONGEST_ROLE) {
            if best.is_none_or(|best| role.len() > best.len() && role.contains(best)) {
                best = Some(role);
            }
        }
        best.map(|role| role.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

#[cfg(test)]
mod tests;
