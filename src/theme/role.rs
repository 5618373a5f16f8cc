//! What a thing on the screen is, and what it looks like when a theme says nothing about it.

/// How readable a role must be against the theme's background (contrast ratio of WCAG 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Legible {
    /// It is read: 4.5 to 1.
    Text,
    /// It is a mark or is turned down on purpose: 3 to 1.
    Mark,
    /// It only divides: no demand.
    Rule,
}

macro_rules! roles {
    ($($role:ident $name:literal $parent:ident $legible:ident $doc:literal;)+) => {
        /// What a thing on the screen is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Role { $(#[doc = $doc] $role,)+ }

        impl Role {
            /// All roles; a role always comes after the one it falls back to.
            pub const ALL: &[Role] = &[$(Role::$role,)+];
        }

        const SPECS: &[Spec] = &[$(Spec { name: $name, parent: Role::$parent, legible: Legible::$legible, doc: $doc },)+];
    };
}

struct Spec {
    name: &'static str,
    parent: Role,
    legible: Legible,
    doc: &'static str,
}

roles! {
    Text "text" Text Text "The article's text";
    Strong "strong" Text Text "Strongly emphasised words";
    Emphasis "emphasis" Text Text "Emphasised words";
    Code "code" Text Text "Words as a computer writes them";
    BlockQuote "block-quote" Text Text "A passage set off as a quotation";
    Link "link" Text Text "A link in the text";
    Heading "heading" Text Text "A heading in the article";
    ArticleTitle "article-title" Heading Text "The article's own title above its text";
    Dim "dim" Text Text "What stands back: dates, counts, notes";
    Byline "byline" Dim Text "Source, date, author, reading time";
    ListMarker "list-marker" Dim Text "The bullet or number of a list item";
    Faded "faded" Dim Mark "Text that a focus mode turns down";
    Chrome "chrome" Dim Text "What belongs to the program and not to the articles";
    Rule "rule" Chrome Rule "Lines between panes";
    Title "title" Chrome Text "The title of a pane";
    TitleFocused "title-focused" Title Text "The title of the pane that has the focus";
    Label "label" Dim Text "The name of a group in a pane (PEOPLE)";
    Person "person" Text Text "A person";
    Place "place" Text Text "A place";
    Organisation "organisation" Text Text "An organisation";
    Misc "misc" Text Text "A nationality, event, work, law or product";
    Figure "figure" Text Text "A date, time, amount or number";
    Speaker "speaker" Person Text "Who is quoted, in the quotes pane";
    QuoteDirect "quote-direct" Text Text "Words between marks, and their bar in the gutter";
    QuoteIndirect "quote-indirect" Text Text "Reported speech, and its bar";
    QuoteScare "quote-scare" Text Text "Words between marks that nobody says";
    Unattributed "unattributed" QuoteIndirect Text "A claim or quote without a named source";
    SelectedMention "selected-mention" Text Text "Mentions of the entity that is chosen";
    SearchMatch "search-match" SelectedMention Text "A match of the search";
    SearchCurrent "search-current" SearchMatch Text "The match you are at";
    Selection "selection" SelectedMention Text "Selected text";
    Cursor "cursor" Selection Text "The chosen row of the pane that has the focus";
    CursorUnfocused "cursor-unfocused" Text Text "The chosen row of a pane without the focus";
    Unread "unread" Text Text "An article that has not been read";
    Read "read" Dim Text "An article that has been read";
    Star "star" Unread Text "The mark of a starred article";
    Status "status" Chrome Text "The status line";
    StatusSection "status-section" Status Text "The section's name in the status line";
    Message "message" Status Text "A message in place of the status line";
    Warning "warning" Message Text "A message about something that was not quite right";
    Error "error" Warning Text "A message about something that failed";
    Key "key" Text Text "A key, in help and in the status line";
    Hint "hint" SearchCurrent Text "The letter of a link hint";
    Prompt "prompt" Text Text "What is typed";
    Popup "popup" Text Text "Text in a popup, and its background";
    PopupRule "popup-rule" Rule Rule "Lines around and in a popup";
    Strip "strip" Dim Mark "The strip of an entity over the sections";
    StripCurrent "strip-current" Text Mark "The part of the strip where you are";
    Land "land" Dim Mark "Coasts on the map of a place";
}

impl Role {
    fn spec(self) -> &'static Spec {
        // The macro writes the variants and the rows from one list, so a variant's number is its row.
        &SPECS[self as usize]
    }

    /// Its name in themes and in the config, in kebab-case.
    pub fn name(self) -> &'static str {
        self.spec().name
    }

    /// One line that says what plays this role.
    pub fn doc(self) -> &'static str {
        self.spec().doc
    }

    /// The role whose look it takes when a theme does not name it; `None` for [`Role::Text`], the root.
    pub fn parent(self) -> Option<Role> {
        Some(self.spec().parent).filter(|parent| *parent != self)
    }

    /// From its name.
    pub fn from_name(name: &str) -> Option<Role> {
        Role::ALL.iter().copied().find(|role| role.name() == name)
    }

    pub(super) fn index(self) -> usize {
        self as usize
    }

    /// How readable it must be.
    pub fn legible(self) -> Legible {
        self.spec().legible
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_and_parents_come_first() {
        for role in Role::ALL {
            assert_eq!(Role::from_name(role.name()), Some(*role));
            assert!(role.parent().is_none_or(|parent| parent < *role), "{role:?}");
            assert!(!role.doc().is_empty());
        }
        assert_eq!(Role::Text.parent(), None);
    }
}
