//! The menus of corrections: what a thing may be instead.

use super::overlay::{Menu, MenuKind, Purpose, Row, Target, Tone};
use crate::annotate::rules::Correction;
use crate::annotate::{Annotations, Entity, EntityId, Kind, Quote};
use crate::text::fold::fold;

/// The kinds an entity may be of.
pub(super) fn kinds(entity: &Entity) -> Menu {
    let row = |kind: Kind| {
        let now = if kind == entity.kind { "now" } else { "" };
        let retype = Correction::Retype { name: entity.name.clone(), kind };
        Row::choice(called(kind), now, Tone::Name(kind), Target::Correct(retype))
    };
    let mut menu =
        Menu::new(MenuKind::Choice, format!("What is {}?", entity.name), Kind::ALL.map(row).to_vec());
    menu.choose(&Target::Correct(Correction::Retype { name: entity.name.clone(), kind: entity.kind }));
    menu
}

/// What one thing of a kind is called.
fn called(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "a person",
        Kind::Place => "a place",
        Kind::Organisation => "an organisation",
        Kind::Misc => "another name",
        Kind::Date => "a date",
        Kind::Time => "a time",
        Kind::Money => "an amount of money",
        Kind::Percent => "a percentage",
        Kind::Quantity => "a quantity",
    }
}

/// The entities that one may be the same as: those that share a word first, then those of its kind.
pub(super) fn same_as(annotations: &Annotations, id: EntityId) -> Option<Menu> {
    let entity = annotations.entity(id)?;
    let merge = |into: &Entity| {
        Target::Correct(Correction::Merge { name: entity.name.clone(), into: into.name.clone() })
    };
    let rows = others(annotations, id, entity, &entity.name, merge);
    (!rows.is_empty()).then(|| Menu::new(MenuKind::Picker, format!("{} is the same as", entity.name), rows))
}

/// The forms of an entity, to choose the one that belongs to somebody else; nothing when it has but one.
pub(super) fn forms(text: &str, annotations: &Annotations, id: EntityId) -> Option<Menu> {
    let entity = annotations.entity(id)?;
    let mut forms: Vec<(&str, usize)> = Vec::new();
    for mention in entity.mentions.iter().filter_map(|&m| annotations.mentions.get(m as usize)) {
        let form = mention.span.of(text);
        match forms.iter_mut().find(|(f, _)| *f == form) {
            Some((_, count)) => *count += 1,
            None => forms.push((form, 1)),
        }
    }
    let row = |&(form, count): &(&str, usize)| {
        Row::choice(form, format!("{count}×"), Tone::Name(entity.kind), Target::Split(id, form.to_string()))
    };
    let title = format!("Which is not {}?", entity.name);
    (forms.len() > 1).then(|| Menu::new(MenuKind::Picker, title, forms.iter().map(row).collect()))
}

/// Whose a form is, if not the entity's.
pub(super) fn owners(annotations: &Annotations, id: EntityId, form: &str) -> Option<Menu> {
    let entity = annotations.entity(id)?;
    let split = |to: Option<&Entity>| {
        let (form, from) = (form.to_string(), entity.name.clone());
        Target::Correct(Correction::Split { form, from, to: to.map(|e| e.name.clone()) })
    };
    let mut rows = Vec::new();
    if form != entity.name {
        rows.push(Row::choice(form, "an entity of its own", Tone::Name(entity.kind), split(None)));
    }
    rows.extend(others(annotations, id, entity, form, |other| split(Some(other))));
    let purpose = Purpose::Split { form: form.to_string(), from: entity.name.clone() };
    rows.push(Row::choice("another name…", "", Tone::Dim, Target::Ask(purpose)));
    Some(Menu::new(MenuKind::Picker, format!("{form} is"), rows))
}

/// The entities but one, the likeliest to be meant by `name` first.
fn others(
    annotations: &Annotations,
    id: EntityId,
    entity: &Entity,
    name: &str,
    target: impl Fn(&Entity) -> Target,
) -> Vec<Row> {
    let words = |name: &str| -> Vec<String> { fold(name).split(' ').map(str::to_string).collect() };
    let own = words(name);
    let mut found: Vec<&Entity> = (0..)
        .zip(&annotations.entities)
        .filter(|(i, e)| EntityId(*i) != id && e.kind.is_name() == entity.kind.is_name())
        .map(|(_, e)| e)
        .collect();
    found.sort_by_cached_key(|e| {
        let shares = words(&e.name).iter().any(|w| own.contains(w));
        (!shares, e.kind != entity.kind, std::cmp::Reverse(e.mentions.len()))
    });
    let row = |e: &&Entity| Row::choice(&e.name, role(e), Tone::Name(e.kind), target(e));
    found.iter().map(row).collect()
}

fn role(entity: &Entity) -> &str {
    entity.role.as_deref().unwrap_or(entity.kind.word())
}

/// Who may have said a quote: people and organisations, those named nearest first, then the other names.
pub(super) fn speakers(annotations: &Annotations, quote: &Quote, words: &str) -> Menu {
    let mut nearest = vec![u32::MAX; annotations.entities.len()];
    for mention in &annotations.mentions {
        let distance = if mention.span.end <= quote.span.start {
            quote.span.start - mention.span.end
        } else {
            mention.span.start.saturating_sub(quote.span.end)
        };
        let known = &mut nearest[mention.entity.0 as usize];
        *known = distance.min(*known);
    }
    let mut found: Vec<(&Entity, u32)> = annotations.entities.iter().zip(nearest).collect();
    found.retain(|(e, _)| e.kind.is_name());
    let speaks = |e: &Entity| matches!(e.kind, Kind::Person | Kind::Organisation);
    found.sort_by_key(|(e, distance)| (!speaks(e), *distance));
    let by = |name: Option<&str>| {
        Target::Correct(Correction::Speaker { quote: words.to_string(), name: name.map(str::to_string) })
    };
    let row = |(e, _): &(&Entity, u32)| Row::choice(&e.name, role(e), Tone::Name(e.kind), by(Some(&e.name)));
    let mut rows: Vec<Row> = found.iter().map(row).collect();
    rows.push(Row::choice("nobody", "that the article tells", Tone::Dim, by(None)));
    let ask = Target::Ask(Purpose::Speaker(words.to_string()));
    rows.push(Row::choice("somebody else…", "", Tone::Dim, ask));
    Menu::new(MenuKind::Picker, "Who said this?", rows)
}
