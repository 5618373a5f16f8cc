//! Handing text on: to the clipboard and to other programs.

use crate::app::effect::Effect;
use crate::app::passage::{self, Passage};
use crate::app::state::State;

/// Copies what is meant, as it stands or as a citation.
pub(super) fn copy(state: &mut State, citation: bool) -> Vec<Effect> {
    let Some(passage) = passage::chosen(state) else {
        state.say("there is nothing to copy here");
        return Vec::new();
    };
    let effect = if citation {
        Effect::Copy { text: passage::cite(state, &passage), what: "citation" }
    } else {
        let Passage { text, what, .. } = passage;
        Effect::Copy { text, what }
    };
    vec![effect]
}

/// An effect was done by another program or by the terminal, or failed.
pub fn told(state: &mut State, result: Result<String, String>) {
    match result {
        Ok(text) => state.say(text),
        Err(text) => state.say_error(text),
    }
}

#[cfg(test)]
mod tests {
    use crate::app::effect::Effect;
    use crate::app::fixture::Desk;

    const TEXT: &str = "# Brug open\n\nDe brug is na drie jaar weer open.\n\n## Reacties\n\nBurgemeester Anna \
                        Jansen is blij. \"We hebben hier lang op gewacht\", zei ze dinsdag.\n";

    fn copied(effects: Vec<Effect>) -> (String, &'static str) {
        match effects.into_iter().next() {
            Some(Effect::Copy { text, what }) => (text, what),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn y_copies_what_the_keys_are_on() {
        let mut desk = Desk::new(&[TEXT]);
        assert_eq!(copied(desk.keys("2 } } y")), ("De brug is na drie jaar weer open.".into(), "paragraph"));
        assert_eq!(copied(desk.keys("4 y")), ("\"We hebben hier lang op gewacht\"".into(), "quote"));
        assert_eq!(copied(desk.keys("3 g y")), ("Anna Jansen".into(), "name"));
        assert_eq!(copied(desk.keys("1 y")), ("Brug open".into(), "title"));
        assert_eq!(copied(desk.keys("2 c y")).1, "quote");
    }

    #[test]
    fn a_citation_leaves_out_what_is_not_known() {
        let mut desk = Desk::new(&[TEXT]);
        desk.state.session.citation =
            "“{text}”\n{speaker}, {role}\n{source}, “{title}”, {date}\nin {section}\n".into();
        let (text, what) = copied(desk.keys("4 Y"));
        assert_eq!(what, "citation");
        assert_eq!(
            text,
            "“We hebben hier lang op gewacht”\nAnna Jansen, Burgemeester\n“Brug open”\nin Reacties"
        );
    }
}
