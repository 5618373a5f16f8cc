//! Corrections at work on the annotations of one article.

use std::collections::{BTreeMap, HashMap};

use super::words::begins;
use super::{Correction, Rules};
use crate::annotate::index::Builder;
use crate::annotate::{
    Annotations, Entity, EntityId, Kind, Mention, Quote, QuoteKind, RawMention, SourceKind, Speaker,
};
use crate::document::Document;
use crate::text::Span;

/// The annotations of an article with the rules applied that hold for it, in their order.
///
/// A name in a rule means the entity of that name; where there is none, it means the mentions written so. A rule
/// that finds neither changes nothing.
pub fn apply(rules: &Rules, article: &str, document: &Document, annotations: Annotations) -> Annotations {
    let mut holding = rules.rules().filter(|r| r.article.as_deref().is_none_or(|a| a == article)).peekable();
    if holding.peek().is_none() {
        return annotations;
    }
    let mut bench = Bench::new(&document.text, annotations);
    for rule in holding {
        bench.correct(&rule.correction);
    }
    bench.finish()
}

/// Annotations taken apart. Entities keep their number here; one without mentions is gone at the end.
struct Bench<'a> {
    text: &'a str,
    mentions: Vec<Mention>,
    alive: Vec<bool>,
    entities: Vec<Entity>,
    quotes: Vec<Quote>,
    /// Entities by name, also by names they bore once: whoever looks up checks.
    by_name: HashMap<String, Vec<u32>>,
    by_form: HashMap<&'a str, Vec<usize>>,
    /// Where mentions stand: start to end.
    taken: BTreeMap<u32, u32>,
    /// Entities whose mentions have changed.
    touched: Vec<bool>,
}

impl<'a> Bench<'a> {
    fn new(text: &'a str, annotations: Annotations) -> Bench<'a> {
        let Annotations { mentions, entities, quotes } = annotations;
        let mut bench = Bench {
            text,
            alive: vec![true; mentions.len()],
            by_name: HashMap::new(),
            by_form: HashMap::new(),
            taken: mentions.iter().map(|m| (m.span.start, m.span.end)).collect(),
            touched: vec![false; entities.len()],
            mentions,
            entities,
            quotes,
        };
        for (id, entity) in (0..).zip(&bench.entities) {
            bench.by_name.entry(entity.name.clone()).or_default().push(id);
        }
        for (at, mention) in bench.mentions.iter().enumerate() {
            bench.by_form.entry(mention.span.of(text)).or_default().push(at);
        }
        bench
    }

    fn correct(&mut self, correction: &Correction) {
        match correction {
            Correction::Reject { name } => self.reject(name),
            Correction::Retype { name, kind } => self.retype(name, *kind),
            Correction::Rename { name, to } => self.rename(name, to),
            Correction::Merge { name, into } => self.merge(name, into),
            Correction::Split { form, from, to } => self.split(form, from, to.as_deref()),
            Correction::Add { text, kind } => self.add(text, *kind),
            Correction::Speaker { quote, name } => self.speaker(quote, name.as_deref()),
            Correction::Speech { quote } => self.requote(quote, QuoteKind::Direct),
            Correction::Scare { quote } => self.requote(quote, QuoteKind::Scare),
            Correction::Unquote { quote } => {
                let text = self.text;
                self.quotes.retain(|q| !begins(q.span.of(text), quote));
            }
        }
    }

    /// The entities that bear a name now.
    fn named(&self, name: &str) -> Vec<u32> {
        let known = self.by_name.get(name).into_iter().flatten().copied();
        known.filter(|id| self.entities[*id as usize].name == name).collect()
    }

    /// The entities of a name, else a new one of all mentions written so.
    fn select(&mut self, name: &str) -> Vec<u32> {
        let named = self.named(name);
        if !named.is_empty() {
            return named;
        }
        let written = self.written(name, None);
        let Some(kind) = written.first().map(|at| self.mentions[*at].kind) else { return Vec::new() };
        let id = self.new_entity(name, kind);
        self.move_to(&written, id);
        vec![id]
    }

    /// The mentions written so, of one entity or of any.
    fn written(&self, form: &str, of: Option<u32>) -> Vec<usize> {
        let written = self.by_form.get(form).into_iter().flatten().copied();
        let belongs = |at: &usize| self.alive[*at] && of.is_none_or(|id| self.mentions[*at].entity.0 == id);
        written.filter(belongs).collect()
    }

    fn mentions_of(&self, id: u32) -> Vec<usize> {
        let is_its = |at: &usize| self.alive[*at] && self.mentions[*at].entity.0 == id;
        (0..self.mentions.len()).filter(is_its).collect()
    }

    fn new_entity(&mut self, name: &str, kind: Kind) -> u32 {
        let id = self.entities.len() as u32;
        self.entities.push(Entity::new(name.to_string(), kind));
        self.touched.push(true);
        self.by_name.entry(name.to_string()).or_default().push(id);
        id
    }

    fn move_to(&mut self, mentions: &[usize], id: u32) {
        for at in mentions {
            let left = self.mentions[*at].entity.0 as usize;
            self.touched[left] = true;
            self.mentions[*at].entity = EntityId(id);
        }
        self.touched[id as usize] = true;
    }

    fn reject(&mut self, name: &str) {
        for id in self.select(name) {
            for at in self.mentions_of(id) {
                self.alive[at] = false;
                self.taken.remove(&self.mentions[at].span.start);
            }
            self.touched[id as usize] = true;
        }
    }

    /// Mentions of the entity's own kind follow; a demonym under its place stays what it is.
    fn retype(&mut self, name: &str, kind: Kind) {
        for id in self.select(name) {
            let old = std::mem::replace(&mut self.entities[id as usize].kind, kind);
            for at in self.mentions_of(id) {
                if self.mentions[at].kind == old {
                    self.mentions[at].kind = kind;
                }
            }
        }
    }

    fn rename(&mut self, name: &str, to: &str) {
        for id in self.select(name) {
            self.entities[id as usize].name = to.to_string();
            self.touched[id as usize] = true;
            self.by_name.entry(to.to_string()).or_default().push(id);
        }
        self.rename_media(name, to);
    }

    fn rename_media(&mut self, name: &str, to: &str) {
        let media = self.quotes.iter_mut().filter_map(|q| q.via.as_mut());
        media.filter(|via| *via == name).for_each(|via| *via = to.to_string());
    }

    fn merge(&mut self, name: &str, into: &str) {
        let Some(target) = self.named(into).first().copied() else {
            // Known from other articles: this one never gives the full name.
            return self.rename(name, into);
        };
        for id in self.select(name).into_iter().filter(|id| *id != target) {
            let mentions = self.mentions_of(id);
            self.move_to(&mentions, target);
            for quote in &mut self.quotes {
                if let Some(speaker) = quote.speaker.as_mut().filter(|s| s.entity == Some(EntityId(id))) {
                    speaker.entity = Some(EntityId(target));
                }
            }
            let role = self.entities[id as usize].role.take();
            let entity = &mut self.entities[target as usize];
            entity.role = entity.role.take().or(role);
        }
        self.rename_media(name, into);
    }

    fn split(&mut self, form: &str, from: &str, to: Option<&str>) {
        let to = to.unwrap_or(form);
        for id in self.named(from) {
            let mentions = self.written(form, Some(id));
            let Some(kind) = mentions.first().map(|at| self.mentions[*at].kind) else { continue };
            let other = self.named(to).into_iter().find(|other| *other != id);
            let other = other.unwrap_or_else(|| self.new_entity(to, kind));
            self.move_to(&mentions, other);
            self.move_speakers(&mentions, id, other);
        }
    }

    /// Quotes whose speaker is named beside them follow the mention.
    fn move_speakers(&mut self, mentions: &[usize], from: u32, to: u32) {
        let spans: Vec<Span> = mentions.iter().map(|at| self.mentions[*at].span).collect();
        let speakers = self.quotes.iter_mut().filter_map(|q| q.speaker.as_mut());
        for speaker in speakers.filter(|s| s.entity == Some(EntityId(from))) {
            if speaker.mention.is_some_and(|span| spans.contains(&span)) {
                speaker.entity = Some(EntityId(to));
            }
        }
    }

    /// Marks every place where a text stands as words of its own and no mention stands already.
    fn add(&mut self, name: &str, kind: Kind) {
        let text = self.text;
        let is_part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let mut id = self.named(name).first().copied();
        for (at, _) in text.match_indices(name) {
            let end = at + name.len();
            let (before, after) = (text[..at].chars().next_back(), text[end..].chars().next());
            let span = Span::new(at, end);
            if is_part(before) || is_part(after) || self.is_taken(span) {
                continue;
            }
            let entity = *id.get_or_insert_with(|| self.new_entity(name, kind));
            self.touched[entity as usize] = true;
            self.taken.insert(span.start, span.end);
            self.by_form.entry(span.of(text)).or_default().push(self.mentions.len());
            self.mentions.push(Mention { span, kind, entity: EntityId(entity) });
            self.alive.push(true);
        }
    }

    fn is_taken(&self, span: Span) -> bool {
        self.taken.range(..span.end).next_back().is_some_and(|(_, end)| *end > span.start)
    }

    fn speaker(&mut self, words: &str, name: Option<&str>) {
        let entity = name.and_then(|name| self.named(name).first().copied());
        let source = match (name, entity) {
            (None, _) => SourceKind::None,
            (Some(_), Some(_)) => SourceKind::Named,
            (Some(_), None) => SourceKind::Role,
        };
        let speaker = name.map(|name| Speaker {
            name: name.to_string(),
            mention: None,
            phrase: None,
            entity: entity.map(EntityId),
        });
        let text = self.text;
        for quote in self.quotes.iter_mut().filter(|q| begins(q.span.of(text), words)) {
            (quote.speaker, quote.source, quote.confidence) = (speaker.clone(), source, 1.0);
        }
    }

    /// Only words between marks can be speech or not; reported speech is left alone.
    fn requote(&mut self, words: &str, kind: QuoteKind) {
        let text = self.text;
        let quotes = self.quotes.iter_mut().filter(|q| q.kind != QuoteKind::Indirect);
        for quote in quotes.filter(|q| begins(q.span.of(text), words)) {
            (quote.kind, quote.confidence) = (kind, 1.0);
            if kind == QuoteKind::Scare {
                (quote.speaker, quote.cue, quote.via, quote.source) = (None, None, None, SourceKind::None);
            }
        }
    }

    /// Puts all together again.
    fn finish(mut self) -> Annotations {
        let mut order: Vec<usize> = (0..self.mentions.len()).filter(|at| self.alive[*at]).collect();
        order.sort_by_key(|at| self.mentions[*at].span.start);
        self.tell_aliases(&order);
        let mut entities: Vec<Option<Entity>> = self.entities.into_iter().map(Some).collect();
        let mut builder = Builder::default();
        for at in order {
            let Mention { span, kind, entity } = self.mentions[at];
            let taken = entities.get_mut(entity.0 as usize).and_then(Option::take);
            builder.mention(RawMention { span, kind }, entity.0, || {
                taken.unwrap_or_else(|| Entity::new(span.of(self.text).to_string(), kind))
            });
        }
        let mut quotes = self.quotes;
        for speaker in quotes.iter_mut().filter_map(|q| q.speaker.as_mut()) {
            speaker.entity = speaker.entity.and_then(|id| builder.id(id.0));
        }
        let (mentions, entities) = builder.finish();
        for speaker in quotes.iter_mut().filter_map(|q| q.speaker.as_mut()) {
            if let Some(entity) = speaker.entity.and_then(|id| entities.get(id.0 as usize)) {
                speaker.name.clone_from(&entity.name);
            }
        }
        Annotations { mentions, entities, quotes }
    }

    /// The aliases of entities whose mentions have changed: every form but the name, in order. Figures have none.
    fn tell_aliases(&mut self, order: &[usize]) {
        let mut seen = std::collections::HashSet::new();
        for (entity, touched) in self.entities.iter_mut().zip(&self.touched) {
            if *touched {
                entity.aliases.clear();
            }
        }
        for at in order {
            let mention = self.mentions[*at];
            let id = mention.entity.0 as usize;
            let form = mention.span.of(self.text);
            let entity = &mut self.entities[id];
            if self.touched[id] && entity.kind.is_name() && form != entity.name && seen.insert((id, form)) {
                entity.aliases.push(form.to_string());
            }
        }
    }
}
