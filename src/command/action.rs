//! Actions and their rows: name, doc, group, whether a count means something, default keys.

use std::fmt;
use std::str::FromStr;

pub use super::table::Action;
use super::table::SPECS;

/// A part of the help page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Moving through the text.
    Move,
    /// Going from article to article.
    Articles,
    /// Searching and picking.
    Find,
    /// Looking closer.
    Look,
    /// The library of all articles.
    Library,
    /// Selecting, copying, handing on.
    Select,
    /// Correcting entities and quotes.
    Correct,
    /// Panes, looks, leaving.
    Screen,
    /// Typing in a prompt.
    Prompt,
}

impl Group {
    /// The group's title in help.
    pub fn title(self) -> &'static str {
        match self {
            Group::Move => "Moving",
            Group::Articles => "Articles",
            Group::Find => "Finding",
            Group::Look => "Looking closer",
            Group::Library => "The library",
            Group::Select => "Selecting and copying",
            Group::Correct => "Correcting",
            Group::Screen => "The screen",
            Group::Prompt => "Prompts",
        }
    }
}

/// Where the keys go: the pane that has the focus, or what lies over it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// Everywhere but in a prompt.
    Global,
    /// The list of articles.
    List,
    /// The article's text.
    Article,
    /// Text is being selected in the article.
    Select,
    /// The pane of entities.
    Entities,
    /// The pane of quotes.
    Quotes,
    /// A line of input; keys that are not bound are text.
    Prompt,
    /// A popup that lies over the panes.
    Popup,
}

impl Context {
    /// All contexts, the widest first.
    pub const ALL: [Context; 8] = [
        Context::Global,
        Context::List,
        Context::Article,
        Context::Select,
        Context::Entities,
        Context::Quotes,
        Context::Prompt,
        Context::Popup,
    ];

    /// Its name in the config (`[keys.list]`).
    pub fn name(self) -> &'static str {
        match self {
            Context::Global => "global",
            Context::List => "list",
            Context::Article => "article",
            Context::Select => "select",
            Context::Entities => "entities",
            Context::Quotes => "quotes",
            Context::Prompt => "prompt",
            Context::Popup => "popup",
        }
    }

    /// The context that is asked when this one does not bind a key. A prompt asks nobody: its letters are text.
    pub fn parent(self) -> Option<Context> {
        match self {
            Context::Global | Context::Prompt => None,
            Context::Select => Some(Context::Article),
            Context::List | Context::Article | Context::Entities | Context::Quotes | Context::Popup => {
                Some(Context::Global)
            }
        }
    }

    /// From its name in the config.
    pub fn from_name(name: &str) -> Option<Context> {
        Context::ALL.into_iter().find(|context| context.name() == name)
    }
}

/// A set of default keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Preset {
    /// Vim's letters with what readers of news are used to; the default.
    #[default]
    Vim,
    /// As `less` has them.
    Less,
    /// As Emacs has them.
    Emacs,
}

impl Preset {
    /// All presets, the default first.
    pub const ALL: [Preset; 3] = [Preset::Vim, Preset::Less, Preset::Emacs];

    /// Its name in the config.
    pub fn name(self) -> &'static str {
        match self {
            Preset::Vim => "vim",
            Preset::Less => "less",
            Preset::Emacs => "emacs",
        }
    }

    /// From its name in the config.
    pub fn from_name(name: &str) -> Option<Preset> {
        Preset::ALL.into_iter().find(|preset| preset.name() == name)
    }
}

/// The presets for which a row's keys hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum For {
    Any,
    /// `vim` and `less`: those where bare letters are commands.
    Letters,
    Vim,
    Less,
    Emacs,
}

impl For {
    fn covers(self, preset: Preset) -> bool {
        match self {
            For::Any => true,
            For::Letters => preset != Preset::Emacs,
            For::Vim => preset == Preset::Vim,
            For::Less => preset == Preset::Less,
            For::Emacs => preset == Preset::Emacs,
        }
    }
}

/// Whether a count typed before the key means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repeat {
    Once,
    Counted,
}

/// Default keys of an action in one context.
#[derive(Debug)]
pub(super) struct DefaultKeys {
    pub(super) context: Context,
    pub(super) presets: For,
    pub(super) keys: &'static [&'static str],
}

/// A row of the table.
#[derive(Debug)]
pub(super) struct Spec {
    pub(super) name: &'static str,
    pub(super) doc: &'static str,
    pub(super) group: Group,
    pub(super) repeat: Repeat,
    pub(super) keys: &'static [DefaultKeys],
}

impl Action {
    fn spec(self) -> &'static Spec {
        // The macro writes the variants and the rows from one list, so a variant's number is its row.
        &SPECS[self as usize]
    }

    /// Its name in the config, the palette and the man page, in kebab-case.
    pub fn name(self) -> &'static str {
        self.spec().name
    }

    /// One line that says what it does.
    pub fn doc(self) -> &'static str {
        self.spec().doc
    }

    /// Its part of the help page.
    pub fn group(self) -> Group {
        self.spec().group
    }

    /// Whether a count typed before the key means something.
    pub fn takes_count(self) -> bool {
        self.spec().repeat == Repeat::Counted
    }

    /// Its keys in `preset`, as written in the table, each with the context in which it works.
    pub fn default_keys(self, preset: Preset) -> impl Iterator<Item = (Context, &'static str)> {
        self.spec()
            .keys
            .iter()
            .filter(move |default| default.presets.covers(preset))
            .flat_map(|default| default.keys.iter().map(|keys| (default.context, *keys)))
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// No action has this name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownAction {
    /// The name that was asked for.
    pub name: String,
    /// The action with the most similar name, when one is similar.
    pub nearest: Option<Action>,
}

impl fmt::Display for UnknownAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no action is called `{}`", self.name)?;
        match self.nearest {
            Some(action) => write!(f, "; did you mean `{action}`?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for UnknownAction {}

impl FromStr for Action {
    type Err = UnknownAction;

    fn from_str(name: &str) -> Result<Action, UnknownAction> {
        let found = Action::ALL.iter().copied().find(|action| action.name() == name);
        found.ok_or_else(|| UnknownAction { name: name.to_owned(), nearest: nearest(name) })
    }
}

fn nearest(name: &str) -> Option<Action> {
    // A name far longer than any action is no typing error, and comparing it would cost its length squared.
    if name.len() > 64 {
        return None;
    }
    let scored = Action::ALL.iter().map(|action| (strsim::jaro_winkler(name, action.name()), *action));
    scored.filter(|(score, _)| *score > 0.86).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, action)| action)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_reads_back_and_is_kebab_case() {
        for action in Action::ALL {
            assert_eq!(action.name().parse(), Ok(*action));
            assert!(action.name().chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{action}");
        }
    }

    #[test]
    fn docs_are_single_lines_without_a_full_stop() {
        for action in Action::ALL {
            let doc = action.doc();
            assert!(
                !doc.is_empty() && !doc.contains('\n') && !doc.ends_with('.') && doc.len() <= 85,
                "{action}"
            );
        }
    }

    #[test]
    fn a_misspelt_name_gets_the_nearest() {
        let error = "nxt-section".parse::<Action>().unwrap_err();
        assert_eq!(error.to_string(), "no action is called `nxt-section`; did you mean `next-section`?");
        assert_eq!("zzz".parse::<Action>().unwrap_err().to_string(), "no action is called `zzz`");
    }

    #[test]
    fn every_action_has_a_key_in_every_preset() {
        for preset in Preset::ALL {
            let without: Vec<_> =
                Action::ALL.iter().filter(|action| action.default_keys(preset).next().is_none()).collect();
            assert!(without.is_empty(), "{}: {without:?}", preset.name());
        }
    }
}
