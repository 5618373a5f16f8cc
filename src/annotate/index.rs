//! The index of an article: mentions in order of start, entities in order of first mention, each knowing the other.
//!
//! Whoever changes mentions or entities builds them anew here, so that both always agree.

use std::collections::HashMap;

use super::{Entity, EntityId, Mention, RawMention};

/// Takes mentions in order of start, each with the key of its entity, and numbers the entities as they come.
#[derive(Debug, Default)]
pub struct Builder {
    ids: HashMap<u32, EntityId>,
    mentions: Vec<Mention>,
    entities: Vec<Entity>,
}

impl Builder {
    /// Adds a mention of the entity known as `key`; `entity` makes that entity when the key is new.
    pub fn mention(&mut self, raw: RawMention, key: u32, entity: impl FnOnce() -> Entity) -> EntityId {
        let id = *self.ids.entry(key).or_insert_with(|| {
            let id = EntityId(self.entities.len() as u32);
            self.entities.push(Entity { mentions: Vec::new(), ..entity() });
            id
        });
        self.entities[id.0 as usize].mentions.push(self.mentions.len() as u32);
        self.mentions.push(Mention { span: raw.span, kind: raw.kind, entity: id });
        id
    }

    /// The number that the entity known as `key` got; none where nothing mentions it.
    pub fn id(&self, key: u32) -> Option<EntityId> {
        self.ids.get(&key).copied()
    }

    /// Mentions and entities.
    pub fn finish(self) -> (Vec<Mention>, Vec<Entity>) {
        (self.mentions, self.entities)
    }
}
