//! Word classes: what a word does in a sentence, as the lists of the packs name it.

/// Declares the word classes with their name in the files.
macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// What a word does in a sentence, as the packs list it. A word may be of several classes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Class { $($(#[$doc])* $name,)* }

        impl Class {
            /// All classes, in the order of their bits.
            pub const ALL: &'static [Class] = &[$(Class::$name,)*];

            /// Its name as the files write it: `table.list`.
            pub fn name(self) -> &'static str {
                match self { $(Class::$name => $text,)* }
            }
        }
    };
}

classes! {
    /// Verbs of saying and writing that take a content clause.
    Say = "verbs.say",
    /// Verbs of opinion and expectation.
    Think = "verbs.think",
    /// Verbs of asking and promising, with an infinitive.
    Urge = "verbs.urge",
    /// Verbs by which a document or a study speaks.
    Show = "verbs.show",
    /// Verbs that go with a direct quote only.
    Manner = "verbs.manner",
    /// Verbs that put a word on something: call, describe as.
    Label = "verbs.label",
    /// Verbs whose object is who is spoken to, never who speaks: tell. Those of another list as well are cues.
    Addressed = "verbs.addressed",
    /// Verbs by which a medium passes on what another said: quote. Those of another list as well are cues.
    Quoting = "verbs.quoting",
    /// Auxiliary and modal verbs.
    Aux = "verbs.auxiliary",
    /// Forms that mark a report by themselves: Konjunktiv I, "soll", French conditional, "zou".
    Mood = "verbs.report_mood",
    /// Other frequent verbs, which end a noun phrase.
    Verb = "verbs.other",
    /// "According to": the source follows, then or around it the content.
    According = "words.according",
    /// "Aldus": after the content, the source follows.
    Thus = "words.thus",
    /// Opens a content clause: that.
    That = "words.that",
    /// Opens a question as content: whether, who, how.
    Whether = "words.whether",
    /// Opens an infinitive: om, te, to, zu, de.
    Infinitive = "words.infinitive",
    /// Points back to the sentence before: "Dat zegt".
    Back = "words.back",
    /// He.
    He = "words.he",
    /// She, and nothing else.
    She = "words.she",
    /// They, and nothing else.
    They = "words.they",
    /// She or they.
    SheThey = "words.she_or_they",
    /// That one, this one, who.
    Demonstrative = "words.demonstrative",
    /// I, we, you: the words of somebody who speaks.
    First = "words.first_person",
    /// Possessives.
    Possessive = "words.possessive",
    /// Articles.
    Article = "words.article",
    /// Articles and determiners that bring in somebody new: a, some.
    Indefinite = "words.indefinite",
    /// Other determiners and numerals.
    Determiner = "words.determiner",
    /// Prepositions.
    Preposition = "words.preposition",
    /// Prepositions that join a noun to the noun before: of, from, at.
    Attribute = "words.attributive",
    /// Prepositions before the medium that passed the words on.
    Via = "words.via",
    /// Those of them that tell whom somebody talks to: a body behind one may pass on what was said.
    Toward = "words.toward",
    /// Coordinating conjunctions.
    And = "words.conjunction",
    /// Subordinating conjunctions and relative words.
    Subordinate = "words.subordinate",
    /// Adverbs that may stand between a cue and its source.
    Adverb = "words.adverb",
    /// Before a word in marks that is no speech: so-called.
    SoCalled = "words.so_called",
    /// Nouns for one person with a function: minister, spokesman.
    Role = "nouns.role",
    /// Nouns for one person without a function: man, neighbour.
    Human = "nouns.person",
    /// Nouns for several people or a body.
    Group = "nouns.group",
    /// Nouns for one organisation that was named before: party, company.
    Body = "nouns.body",
    /// Nouns for a text: report, letter.
    Text = "nouns.document",
    /// Nouns for somebody who stays unnamed: sources.
    Anonymous = "nouns.anonymous",
    /// Nouns for a medium: newspaper, agency.
    Medium = "nouns.medium",
    /// Nouns before the title of a work: film, book.
    Work = "nouns.work",
    /// Nouns of speech: words, statement.
    Speech = "nouns.speech",
    /// Words that end like some of these nouns and are none: `schouder` beside `-houder`.
    Unlike = "nouns.unlike",
    /// Words and given names that tell a man.
    Male = "gender.male",
    /// Words and given names that tell a woman.
    Female = "gender.female",
    /// Months.
    Month = "calendar.month",
    /// Days of the week.
    Weekday = "calendar.weekday",
    /// Nouns and adverbs of time, which never speak: week, ago.
    Time = "calendar.time",
    /// Abbreviations that end in a dot without ending a sentence, without the dot.
    Abbreviation = "other.abbreviation",
    /// Inhabitants and adjectives of places.
    Demonym = "other.demonym",
}

/// A set of [`Class`]es.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(u64);

impl Classes {
    /// No class.
    pub const NONE: Classes = Classes(0);

    /// The set of these.
    pub const fn of(list: &[Class]) -> Classes {
        let (mut bits, mut i) = (0, 0);
        while i < list.len() {
            bits |= 1 << list[i] as u8;
            i += 1;
        }
        Classes(bits)
    }

    /// Whether it holds this one.
    pub fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u8) != 0
    }

    /// Whether it holds one of those.
    pub fn any(self, of: Classes) -> bool {
        self.0 & of.0 != 0
    }

    /// Whether it is empty.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// All but this one.
    pub fn without(self, class: Class) -> Classes {
        Classes(self.0 & !(1 << class as u8))
    }

    /// Both together.
    pub const fn with(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }
}
