//! Floor 4: a document gets annotations: entities, quotes, figures.
//!
//! [`annotate`] is the one way in. It only reads the document; what it finds are spans into its text and ids.

pub mod entity;
pub mod figure;
pub mod index;
mod parts;
pub mod quote;
pub mod rules;

use crate::document::Document;
use crate::text::Span;

/// What an entity or a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A person.
    Person,
    /// A place or a country.
    Place,
    /// An organisation, party, medium or club.
    Organisation,
    /// Nationality, event, work, law, product, prize, programme.
    Misc,
    /// A date.
    Date,
    /// A time of day.
    Time,
    /// An amount of money.
    Money,
    /// A percentage.
    Percent,
    /// A number with what it counts.
    Quantity,
}

impl Kind {
    /// All kinds, names first, in the order a pane lists them.
    pub const ALL: [Kind; 9] = [
        Kind::Person,
        Kind::Place,
        Kind::Organisation,
        Kind::Misc,
        Kind::Date,
        Kind::Time,
        Kind::Money,
        Kind::Percent,
        Kind::Quantity,
    ];

    /// The tag of the interchange format.
    pub fn tag(self) -> &'static str {
        match self {
            Kind::Person => "PER",
            Kind::Place => "LOC",
            Kind::Organisation => "ORG",
            Kind::Misc => "MISC",
            Kind::Date => "DATE",
            Kind::Time => "TIME",
            Kind::Money => "MONEY",
            Kind::Percent => "PERCENT",
            Kind::Quantity => "QUANTITY",
        }
    }

    /// What one of its kind is, for a reader.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::Place => "place",
            Kind::Organisation => "organisation",
            Kind::Misc => "name",
            Kind::Date => "date",
            Kind::Time => "time",
            Kind::Money => "amount of money",
            Kind::Percent => "percentage",
            Kind::Quantity => "quantity",
        }
    }

    /// From the tag of the interchange format.
    pub fn from_tag(tag: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|k| k.tag() == tag)
    }

    /// Whether it is a name (the four scored kinds), not a figure.
    pub fn is_name(self) -> bool {
        matches!(self, Kind::Person | Kind::Place | Kind::Organisation | Kind::Misc)
    }
}

/// An index into [`Annotations::entities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityId(pub u32);

/// One place in the text that names an entity or a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// What this mention is; a demonym is `Misc` also where its entity is a place.
    pub kind: Kind,
    /// Whom it names.
    pub entity: EntityId,
}

/// Somebody or something that the article names, with all its mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// The canonical name: the fullest one the article gives.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Its role as the text gives it ("Amerikaanse minister van Buitenlandse Zaken").
    pub role: Option<String>,
    /// What a figure comes to: an EDTF date (`2022-09-14`), an amount with its unit (`5000000 EUR`, `3.5 %`); none
    /// for a name.
    pub value: Option<String>,
    /// Other names under which the article mentions it.
    pub aliases: Vec<String>,
    /// Its mentions, indices into [`Annotations::mentions`], in order.
    pub mentions: Vec<u32>,
}

impl Entity {
    /// An entity with nothing but its name and kind.
    pub fn new(name: String, kind: Kind) -> Entity {
        Entity { name, kind, role: None, value: None, aliases: Vec::new(), mentions: Vec::new() }
    }
}

/// What kind of quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuoteKind {
    /// A speaker's words between quotation marks.
    Direct,
    /// Reported speech: the content without marks.
    Indirect,
    /// Between marks, but no speech.
    Scare,
}

impl QuoteKind {
    /// The tag of the interchange format.
    pub fn tag(self) -> &'static str {
        match self {
            QuoteKind::Direct => "direct",
            QuoteKind::Indirect => "indirect",
            QuoteKind::Scare => "scare",
        }
    }

    /// What a reader would call it.
    pub fn word(self) -> &'static str {
        match self {
            QuoteKind::Direct => "direct speech",
            QuoteKind::Indirect => "reported speech",
            QuoteKind::Scare => "no speech: a term, a title, irony",
        }
    }
}

/// What kind of source a quote has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SourceKind {
    /// Somebody with a name.
    Named,
    /// A role or a group ("een woordvoerder van de politie").
    Role,
    /// Somebody who stays unnamed ("bronnen", "een ingewijde").
    Anonymous,
    /// A report, a study, a letter.
    Document,
    /// Nobody.
    None,
}

impl SourceKind {
    /// The tag printed by `annotate`.
    pub fn tag(self) -> &'static str {
        match self {
            SourceKind::Named => "named",
            SourceKind::Role => "role",
            SourceKind::Anonymous => "anonymous",
            SourceKind::Document => "document",
            SourceKind::None => "none",
        }
    }

    /// What a reader would call it.
    pub fn word(self) -> &'static str {
        match self {
            SourceKind::Named => "somebody by name",
            SourceKind::Role => "somebody by function",
            SourceKind::Anonymous => "somebody unnamed",
            SourceKind::Document => "a text",
            SourceKind::None => "nobody",
        }
    }
}

/// Who said it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The resolved name: the entity's, or the noun phrase without article.
    pub name: String,
    /// The mention beside the quote (a name, a role, a pronoun).
    pub mention: Option<Span>,
    /// That mention, or the last one before a pronoun, with all that the text says of it there: title before, function
    /// behind ("Anne Bax, voorzitter van de bond").
    pub phrase: Option<Span>,
    /// The entity, where the speaker is one.
    pub entity: Option<EntityId>,
}

/// One quote.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// Where; the marks included for a direct quote, the content alone for an indirect one.
    pub span: Span,
    /// What kind.
    pub kind: QuoteKind,
    /// Who said it.
    pub speaker: Option<Speaker>,
    /// The reporting words.
    pub cue: Option<Span>,
    /// The medium that passed it on.
    pub via: Option<String>,
    /// How sure the engine is, 0 to 1.
    pub confidence: f32,
    /// What kind of source it has.
    pub source: SourceKind,
}

/// Everything found in a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotations {
    /// Mentions of entities and figures, in order of start; none inside another.
    pub mentions: Vec<Mention>,
    /// What they name, in order of first mention.
    pub entities: Vec<Entity>,
    /// Quotes in order of start; an indirect one may hold direct ones.
    pub quotes: Vec<Quote>,
}

impl Annotations {
    /// The entity that a mention names.
    pub fn entity(&self, id: EntityId) -> Option<&Entity> {
        self.entities.get(id.0 as usize)
    }
}

/// A mention before it is joined to an entity: what the recogniser alone gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawMention {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: Kind,
}

/// Finds entities, figures and quotes in a document.
pub fn annotate(document: &Document) -> Annotations {
    annotate_while(document, |_| true).unwrap_or_default()
}

/// As [`annotate`]; after each part of a very long document but the last, `go_on` is shown what was found so far and
/// says whether the rest is wanted. None where it is not.
pub fn annotate_while(
    document: &Document,
    mut go_on: impl FnMut(&Annotations) -> bool,
) -> Option<Annotations> {
    let parts = parts::parts(document);
    let [before @ .., last] = parts.as_slice() else { return None };
    if before.is_empty() {
        return Some(annotate_part(document));
    }
    let mut together = parts::Together::default();
    for blocks in before {
        let (part, start) = parts::document_of(document, blocks);
        together.add(annotate_part(&part), start);
        if !go_on(&together.all) {
            return None;
        }
    }
    let (part, start) = parts::document_of(document, last);
    together.add(annotate_part(&part), start);
    Some(together.finish())
}

fn annotate_part(document: &Document) -> Annotations {
    let tokens = crate::document::token::tokenize(document);
    let names = entity::recognise(document, &tokens);
    let figures = figure::find(document, &names);
    let (mentions, entities) = entity::join(document, &tokens, names);
    let (mentions, entities) = figure::weave(document, figures, &mentions, entities);
    let quotes = quote::find(document, &tokens, &mentions, &entities);
    Annotations { mentions, entities, quotes }
}
