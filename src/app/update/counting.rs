//! Digits before a key. Some of them have a meaning of their own: they go to a pane, at once. When what follows at
//! once is an action that counts sections, mentions or articles, the digits were its count, and the pane they went to
//! is left again.

use std::time::{Duration, Instant};

use super::{articles, incoming, panes};
use crate::app::Pane;
use crate::app::geometry::PaneOptions;
use crate::app::state::State;
use crate::command::{Action, Context, Key, Keymap, Resolution};

/// The largest count that can be typed.
pub(super) const MOST: usize = 99_999;
/// After this, what follows a digit is a thought of its own.
const AT_ONCE: Duration = Duration::from_secs(1);

/// Digits that went to a pane and may still turn out to be a count.
#[derive(Clone, Copy, Debug)]
pub struct Digits {
    count: usize,
    typed: Instant,
    before: Before,
}

impl Digits {
    /// Whether somebody went to the article to move in it: a 2 from another pane, and no more than that.
    fn meant_the_article(&self, action: Action) -> bool {
        let articles = matches!(action, Action::NextArticle | Action::PrevArticle);
        self.count == 2 && self.before.focus != Pane::Article && !articles
    }
}

/// What going to a pane changes.
#[derive(Clone, Copy, Debug)]
struct Before {
    focus: Pane,
    tab: Pane,
    zen: bool,
    panes: PaneOptions,
    read: Option<(usize, bool)>,
}

impl Before {
    fn of(state: &State) -> Self {
        let screen = &state.screen;
        let item = state.list.open.map(|o| o.item);
        Self {
            focus: screen.focus,
            tab: screen.tab,
            zen: screen.zen,
            panes: screen.options.panes,
            read: item.and_then(|i| Some((i, state.list.items.get(i)?.read))),
        }
    }

    fn restore(self, state: &mut State) {
        let screen = &mut state.screen;
        (screen.focus, screen.tab, screen.zen) = (self.focus, self.tab, self.zen);
        screen.options.panes = self.panes;
        if let Some((item, read)) = self.read {
            articles::set_read(state, item, read, None);
        }
        incoming::rearranged(state);
    }
}

/// Takes a key as part of a count, or as a pane's digit; whether it was one.
pub(super) fn digit(state: &mut State, keymap: &Keymap, context: Context, key: Key, now: Instant) -> bool {
    let Some(digit) = key.digit().map(|d| d as usize) else { return false };
    if context == Context::Prompt || !state.typed.keys.is_empty() {
        return false;
    }
    let before = state.typed.digits.take().filter(|d| now.duration_since(d.typed) < AT_ONCE);
    if let Some(count) = state.typed.count {
        state.typed.count = Some((count * 10 + digit).min(MOST));
        return true;
    }
    let count = (before.map_or(0, |d| d.count) * 10 + digit).min(MOST);
    let pane = match keymap.resolve(context, &[key]) {
        Resolution::Action(action) => pane(action),
        Resolution::Pending(_) => return false,
        Resolution::None => None,
    };
    match pane {
        // Where there are no panes to go to, a digit is a count and nothing else.
        Some(pane) if !matches!(context, Context::Select | Context::Popup) => {
            let before = before.map_or_else(|| Before::of(state), |d| d.before);
            panes::focus(state, pane);
            state.typed.digits = Some(Digits { count, typed: now, before });
        }
        None if keymap.resolve(context, &[key]) != Resolution::None => return false,
        _ => {
            if let Some(digits) = before {
                digits.before.restore(state);
            }
            state.typed.count = Some(count);
        }
    }
    true
}

fn pane(action: Action) -> Option<Pane> {
    match action {
        Action::FocusList => Some(Pane::List),
        Action::FocusArticle => Some(Pane::Article),
        Action::FocusEntities => Some(Pane::Entities),
        Action::FocusQuotesPane => Some(Pane::Quotes),
        _ => None,
    }
}

/// The count for an action: what was typed, or the digits that went to a pane just before and were meant for it.
pub(super) fn count_for(state: &mut State, action: Action, now: Instant) -> Option<usize> {
    let digits = state.typed.digits.take().filter(|d| now.duration_since(d.typed) < AT_ONCE);
    if state.typed.count.is_some() {
        return state.typed.count;
    }
    let digits = digits.filter(|d| counts_things(action) && !d.meant_the_article(action))?;
    digits.before.restore(state);
    Some(digits.count)
}

/// Whether an action counts things of the article or articles, which it does from every pane in the same way.
fn counts_things(action: Action) -> bool {
    use Action as A;
    matches!(
        action,
        A::NextArticle
            | A::PrevArticle
            | A::NextSection
            | A::PrevSection
            | A::NextParagraph
            | A::PrevParagraph
            | A::NextSentence
            | A::PrevSentence
            | A::NextEntity
            | A::PrevEntity
            | A::NextQuote
            | A::PrevQuote
            | A::SearchNext
            | A::SearchPrev
            | A::GoToPercent
            | A::JumpBack
            | A::JumpForward
    )
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use crate::app::Pane;
    use crate::app::fixture::Desk;
    use crate::app::update::key_at;

    /// Types keys, each `pause` milliseconds after the one before.
    fn typed(desk: &mut Desk, keys: &str, pause: u64) {
        let mut now = Instant::now();
        for key in keys.split(' ') {
            let effects = key_at(&mut desk.state, &desk.keymap, key.parse().expect("a key"), now);
            desk.perform(effects);
            now += Duration::from_millis(pause);
        }
    }

    fn five() -> Desk {
        let mut desk =
            Desk::new(&["# A\n\nEen.", "# B\n\nTwee.", "# C\n\nDrie.", "# D\n\nVier.", "# E\n\nVijf."]);
        desk.keys("enter");
        desk
    }

    #[test]
    fn a_digit_goes_to_its_pane_at_once() {
        let mut desk = five();
        typed(&mut desk, "3", 10);
        assert_eq!(desk.state.screen.focus, Pane::Entities);
        typed(&mut desk, "1 2 4", 10);
        assert_eq!(desk.state.screen.focus, Pane::Quotes);
    }

    #[test]
    fn a_digit_before_what_counts_is_a_count() {
        let mut desk = five();
        typed(&mut desk, "3 J", 200);
        assert_eq!((desk.state.list.cursor.at, desk.state.screen.focus), (3, Pane::Article));
        typed(&mut desk, "3 j", 200);
        assert_eq!(desk.state.screen.focus, Pane::Entities, "moving in the pane is no counting");
    }

    #[test]
    fn who_goes_to_the_article_to_move_in_it_stays_there() {
        let mut desk = Desk::new(&["Een.\n\nTwee.\n\nDrie.\n\nVier.", "# B"]);
        typed(&mut desk, "2 }", 100);
        assert_eq!((desk.at_eye().get(..4), desk.state.screen.focus), (Some("Twee"), Pane::Article));
        typed(&mut desk, "2 }", 100);
        assert_eq!(desk.at_eye(), "Vier.");
    }

    #[test]
    fn after_a_while_it_is_none_any_more() {
        let mut desk = five();
        typed(&mut desk, "3 J", 1100);
        assert_eq!((desk.state.list.cursor.at, desk.state.screen.focus), (1, Pane::Entities));
    }

    #[test]
    fn several_digits_are_one_count() {
        let mut desk = five();
        typed(&mut desk, "1 2 J", 100);
        assert_eq!((desk.state.list.cursor.at, desk.state.screen.focus), (4, Pane::Article));
        typed(&mut desk, "2 5 %", 100);
        assert_eq!(desk.state.screen.focus, Pane::Article);
        typed(&mut desk, "1 0", 100);
        assert_eq!((desk.state.typed.count, desk.state.screen.focus), (Some(10), Pane::Article));
    }
}
