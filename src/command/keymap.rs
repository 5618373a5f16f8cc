//! Which keys do what: the defaults of a preset with the user's own bindings over them.
//!
//! A context that does not bind a key leaves it to its parent ([`Context::parent`]). The first match from the inside
//! wins, so a sequence that begins in the inner context hides a key of the outer one.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use super::action::{Action, Context, Preset};
use super::key::{Key, Keys};

/// The word that takes a binding away (`"j" = "none"`).
pub const UNBOUND: &str = "none";

/// A binding as the user wrote it, with byte ranges into the config file for messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserBinding {
    /// The table in which it stands.
    pub context: Context,
    /// The keys, not yet read.
    pub keys: String,
    /// Where the keys stand.
    pub keys_at: Range<usize>,
    /// The action's name, or [`UNBOUND`].
    pub action: String,
    /// Where the action stands.
    pub action_at: Range<usize>,
}

/// Something wrong with the user's bindings; the keymap works without the binding at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyProblem {
    /// What is wrong, in a line.
    pub message: String,
    /// Where, in bytes of the config file.
    pub at: Range<usize>,
    /// The other place of a conflict, when that is in the file as well.
    pub also: Option<Range<usize>>,
}

impl KeyProblem {
    fn of(error: &impl std::fmt::Display, at: &Range<usize>) -> KeyProblem {
        KeyProblem { message: error.to_string(), at: at.clone(), also: None }
    }
}

/// One binding in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding<'a> {
    /// Where it works.
    pub context: Context,
    /// The keys.
    pub keys: &'a Keys,
    /// What they do.
    pub action: Action,
    /// Whether the user wrote it.
    pub by_user: bool,
}

/// A key that can come next in a sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Next {
    /// The key.
    pub key: Key,
    /// What it does; `None` when still more keys follow.
    pub action: Option<Action>,
}

/// What typed keys mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// They are bound to this.
    Action(Action),
    /// They begin longer sequences: what can come next, in order of keys.
    Pending(Vec<Next>),
    /// They mean nothing here.
    None,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Bound {
    /// `None` where the user took the binding away, which also stops the search in the parent.
    action: Option<Action>,
    /// Where the user wrote it; `None` for a default.
    at: Option<Range<usize>>,
}

/// Which keys do what, in every context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    bound: BTreeMap<(Context, Keys), Bound>,
}

/// The preset's keymap with the user's bindings over it, and what was wrong with these.
pub fn build(preset: Preset, user: &[UserBinding]) -> (Keymap, Vec<KeyProblem>) {
    let mut keymap = Keymap::defaults(preset);
    let mut problems = Vec::new();
    for binding in user {
        if let Err(problem) = keymap.bind(binding) {
            problems.push(problem);
        }
    }
    keymap.drop_hidden(&mut problems);
    problems.sort_by_key(|problem| problem.at.start);
    (keymap, problems)
}

impl Keymap {
    /// The preset's keymap as it is shipped.
    pub fn defaults(preset: Preset) -> Keymap {
        let rows = Action::ALL.iter().flat_map(|action| {
            action.default_keys(preset).map(|(context, written)| (context, written, *action))
        });
        let bound = rows.filter_map(|(context, written, action)| {
            let keys = written.parse().ok()?;
            Some(((context, keys), Bound { action: Some(action), at: None }))
        });
        Keymap { bound: bound.collect() }
    }

    fn bind(&mut self, binding: &UserBinding) -> Result<(), KeyProblem> {
        let keys: Keys = binding.keys.parse().map_err(|error| KeyProblem::of(&error, &binding.keys_at))?;
        let action = match binding.action.as_str() {
            UNBOUND => None,
            name => Some(name.parse().map_err(|error| KeyProblem::of(&error, &binding.action_at))?),
        };
        let place = (binding.context, keys);
        if let Some(Bound { at: Some(first), .. }) = self.bound.get(&place) {
            return Err(KeyProblem {
                message: format!("`{}` is bound twice in [keys.{}]", place.1, place.0.name()),
                at: binding.keys_at.clone(),
                also: Some(first.clone()),
            });
        }
        self.bound.insert(place, Bound { action, at: Some(binding.keys_at.clone()) });
        Ok(())
    }

    /// Takes away sequences that can never be finished, because their beginning is bound itself.
    fn drop_hidden(&mut self, problems: &mut Vec<KeyProblem>) {
        let shorter: Vec<(Context, Keys)> = self
            .bound
            .iter()
            .filter(|(_, bound)| bound.action.is_some())
            .map(|(place, _)| place.clone())
            .collect();
        for place in shorter {
            let longer: Vec<(Context, Keys)> = self
                .starting_with(place.0, place.1.as_slice())
                .filter(|(keys, bound)| **keys != place.1 && bound.action.is_some())
                .map(|(keys, _)| (place.0, keys.clone()))
                .collect();
            for other in longer {
                self.settle(&place, &other, problems);
            }
        }
    }

    /// Decides between a key and a sequence that begins with it: the user's goes before a default, else the shorter.
    fn settle(&mut self, short: &(Context, Keys), long: &(Context, Keys), problems: &mut Vec<KeyProblem>) {
        let place = |place: &(Context, Keys)| self.bound.get(place).map(|bound| bound.at.clone());
        let (Some(short_at), Some(long_at)) = (place(short), place(long)) else { return };
        let loser = if long_at.is_some() && short_at.is_none() { short } else { long };
        let (at, also, what) = match (short_at, long_at) {
            (Some(short_at), Some(long_at)) => (long_at, Some(short_at), "can never be typed"),
            (Some(at), None) | (None, Some(at)) => (at, None, "is a default that this hides"),
            (None, None) => (0..0, None, "can never be typed"),
        };
        let hint = if also.is_none() {
            format!("; bind it to \"{UNBOUND}\" if that is meant")
        } else {
            String::new()
        };
        let begins = format!("`{}` begins with `{}`", long.1, short.1);
        problems.push(KeyProblem { message: format!("{begins}: `{}` {what}{hint}", loser.1), at, also });
        self.bound.remove(loser);
    }

    fn starting_with(&self, context: Context, typed: &[Key]) -> impl Iterator<Item = (&Keys, &Bound)> {
        // Sequences are sorted, so those with one beginning stand together.
        let from =
            self.bound.iter().skip_while(move |((at, keys), _)| (*at, keys.as_slice()) < (context, typed));
        from.take_while(move |((at, keys), _)| *at == context && keys.as_slice().starts_with(typed))
            .map(|((_, keys), bound)| (keys, bound))
    }

    /// What the keys typed so far mean in `context`. Counts are the caller's: hand over the keys after them.
    pub fn resolve(&self, context: Context, typed: &[Key]) -> Resolution {
        let mut next: BTreeMap<Key, Follow> = BTreeMap::new();
        let mut layer = Some(context);
        while let Some(at) = layer {
            let inner_goes_on = !next.is_empty();
            for (keys, bound) in self.starting_with(at, typed) {
                match keys.as_slice().get(typed.len()..) {
                    Some([]) if inner_goes_on => {}
                    Some([]) => return bound.action.map_or(Resolution::None, Resolution::Action),
                    Some([key]) => {
                        next.entry(*key).or_insert(bound.action.map_or(Follow::Blocked, Follow::Action));
                    }
                    Some([key, ..]) if bound.action.is_some() => {
                        next.entry(*key).or_insert(Follow::More);
                    }
                    _ => {}
                }
            }
            layer = at.parent();
        }
        pending(next)
    }

    /// Every binding in force, by context and then by keys.
    pub fn bindings(&self) -> impl Iterator<Item = Binding<'_>> {
        self.bound.iter().filter_map(|((context, keys), bound)| {
            Some(Binding { context: *context, keys, action: bound.action?, by_user: bound.at.is_some() })
        })
    }

    /// The keys that do `action` in `context`: its own first, then those of its parents; what is hidden is left out.
    pub fn keys_for(&self, context: Context, action: Action) -> Vec<&Keys> {
        let mut found = Vec::new();
        let mut layer = Some(context);
        while let Some(at) = layer {
            let here = self.bindings().filter(|binding| binding.context == at && binding.action == action);
            let works = |keys: &Keys| self.resolve(context, keys.as_slice()) == Resolution::Action(action);
            found.extend(here.map(|binding| binding.keys).filter(|keys| works(keys)));
            layer = at.parent();
        }
        found
    }

    /// All bindings as the config writes them, each action with what it does.
    pub fn to_toml(&self) -> String {
        let mut out = String::new();
        for context in Context::ALL {
            let mut here: Vec<Binding<'_>> =
                self.bindings().filter(|binding| binding.context == context).collect();
            here.sort_by_key(|binding| binding.action);
            if here.is_empty() {
                continue;
            }
            // Writing to a string does not fail.
            let _ = writeln!(out, "[keys.{}]", context.name());
            for Binding { keys, action, .. } in here {
                let _ = writeln!(out, "{} = \"{action}\"  # {}", quoted(&keys.to_string()), action.doc());
            }
            out.push('\n');
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
        out
    }
}

/// What comes of a key in a sequence.
enum Follow {
    Action(Action),
    More,
    Blocked,
}

fn pending(next: BTreeMap<Key, Follow>) -> Resolution {
    let next: Vec<Next> = next
        .into_iter()
        .filter_map(|(key, follow)| match follow {
            Follow::Action(action) => Some(Next { key, action: Some(action) }),
            Follow::More => Some(Next { key, action: None }),
            Follow::Blocked => None,
        })
        .collect();
    if next.is_empty() { Resolution::None } else { Resolution::Pending(next) }
}

fn quoted(keys: &str) -> String {
    if keys.contains(['"', '\\']) && !keys.contains('\'') {
        format!("'{keys}'")
    } else {
        format!("\"{}\"", keys.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(context: Context, keys: &str, action: &str, at: usize) -> UserBinding {
        UserBinding {
            context,
            keys: keys.to_owned(),
            keys_at: at..at + 1,
            action: action.to_owned(),
            action_at: at + 5..at + 6,
        }
    }

    fn resolve(keymap: &Keymap, context: Context, keys: &str) -> Resolution {
        keymap.resolve(context, keys.parse::<Keys>().unwrap().as_slice())
    }

    #[test]
    fn presets_hold_every_key_of_the_table_and_no_conflict() {
        for preset in Preset::ALL {
            let mut keymap = Keymap::defaults(preset);
            let rows = Action::ALL.iter().flat_map(|action| {
                action.default_keys(preset).map(|(context, keys)| (context, keys, *action))
            });
            for (context, keys, action) in rows {
                let found =
                    keymap.bound.get(&(context, keys.parse().unwrap())).and_then(|bound| bound.action);
                assert_eq!(found, Some(action), "{} {} {keys}", preset.name(), context.name());
            }
            let mut problems = Vec::new();
            keymap.drop_hidden(&mut problems);
            assert_eq!(problems, [], "{}", preset.name());
        }
    }

    #[test]
    fn a_context_falls_back_to_global_and_a_prompt_does_not() {
        let keymap = Keymap::defaults(Preset::Vim);
        assert_eq!(resolve(&keymap, Context::List, "j"), Resolution::Action(Action::LineDown));
        assert_eq!(resolve(&keymap, Context::Select, "h"), Resolution::Action(Action::SelectLeft));
        assert_eq!(resolve(&keymap, Context::Select, "j"), Resolution::Action(Action::LineDown));
        assert_eq!(resolve(&keymap, Context::Prompt, "j"), Resolution::None);
        assert_eq!(resolve(&keymap, Context::Prompt, "enter"), Resolution::Action(Action::PromptAccept));
    }

    #[test]
    fn a_sequence_waits_and_says_what_can_come() {
        let bindings =
            [user(Context::Article, "g n n", "next-section", 0), user(Context::Article, "g t", "top", 10)];
        let (keymap, problems) = build(Preset::Vim, &bindings);
        assert_eq!(problems, []);
        let key = |written: &str| written.parse::<Key>().unwrap();
        let expected =
            vec![Next { key: key("n"), action: None }, Next { key: key("t"), action: Some(Action::Top) }];
        assert_eq!(resolve(&keymap, Context::Article, "g"), Resolution::Pending(expected));
        assert_eq!(resolve(&keymap, Context::Article, "g n n"), Resolution::Action(Action::NextSection));
        assert_eq!(resolve(&keymap, Context::Article, "g x"), Resolution::None);
        assert_eq!(resolve(&keymap, Context::List, "g"), Resolution::Action(Action::Top));
    }

    #[test]
    fn unbinding_stops_the_search_in_the_parent() {
        let bindings = [user(Context::List, "j", "none", 0), user(Context::Global, "w m", "none", 9)];
        let (keymap, problems) = build(Preset::Vim, &bindings);
        assert_eq!(problems, []);
        assert_eq!(resolve(&keymap, Context::List, "j"), Resolution::None);
        assert_eq!(resolve(&keymap, Context::Article, "j"), Resolution::Action(Action::LineDown));
        let Resolution::Pending(next) = resolve(&keymap, Context::Article, "w") else {
            panic!("no sequence")
        };
        assert!(next.iter().all(|next| next.action != Some(Action::ToggleMouse)));
        assert!(keymap.keys_for(Context::List, Action::LineDown).iter().all(|keys| keys.to_string() != "j"));
    }

    #[test]
    fn conflicts_name_both_places() {
        let bindings = [
            user(Context::Global, "ctrl-i", "top", 0),
            user(Context::Global, "tab", "bottom", 20),
            user(Context::Global, "Z", "quit", 40),
            user(Context::Global, "Z Z", "back", 60),
            user(Context::Global, "g g", "top", 80),
            user(Context::Global, "cttrl-x", "top", 100),
            user(Context::Global, "x", "line-dwn", 120),
        ];
        let (keymap, problems) = build(Preset::Vim, &bindings);
        let said: Vec<String> = problems
            .iter()
            .map(|problem| {
                let also = problem.also.as_ref().map(|at| format!(" & {}", at.start)).unwrap_or_default();
                format!("{}{also}: {}", problem.at.start, problem.message)
            })
            .collect();
        assert_eq!(
            said,
            [
                "20 & 0: `tab` is bound twice in [keys.global]",
                "60 & 40: `Z Z` begins with `Z`: `Z Z` can never be typed",
                "80: `g g` begins with `g`: `g` is a default that this hides; bind it to \"none\" if that is meant",
                "100: `cttrl-x` is no key; a key is a character, f1 to f24 or a name such as space, enter or pagedown, after \
                 any of ctrl- alt- shift-",
                "125: no action is called `line-dwn`; did you mean `line-down`?",
            ]
        );
        assert_eq!(resolve(&keymap, Context::Article, "g g"), Resolution::Action(Action::Top));
        assert_eq!(resolve(&keymap, Context::Article, "tab"), Resolution::Action(Action::Top));
    }

    #[test]
    fn the_whole_keymap_is_written_as_toml_that_reads_back() {
        for preset in Preset::ALL {
            let keymap = Keymap::defaults(preset);
            let table: toml::Table = keymap.to_toml().parse().unwrap();
            let contexts = table["keys"].as_table().unwrap();
            let written: usize = contexts.values().map(|keys| keys.as_table().unwrap().len()).sum();
            assert_eq!(written, keymap.bindings().count());
        }
    }
}
