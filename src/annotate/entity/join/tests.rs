//! Joins in made-up sentences; mentions are marked as `[PER Jan Jansen]`.

use super::join;
use crate::annotate::{Entity, Kind, RawMention};
use crate::document::{Document, Format, Lang, parse, token};
use crate::text::Span;

/// A document without its marks, and the mentions that they marked.
fn marked(lang: Lang, marked: &str) -> (Document, Vec<RawMention>) {
    let mut text = String::new();
    let mut mentions = Vec::new();
    let mut rest = marked;
    while let Some((before, from)) = rest.split_once('[') {
        let (inside, after) = from.split_once(']').unwrap();
        let (tag, name) = inside.split_once(' ').unwrap();
        text.push_str(before);
        let span = Span::new(text.len(), text.len() + name.len());
        mentions.push(RawMention { span, kind: Kind::from_tag(tag).unwrap() });
        text.push_str(name);
        rest = after;
    }
    text.push_str(rest);
    let mut document = parse(text.as_bytes(), Format::Plain);
    document.meta.lang = lang;
    (document, mentions)
}

fn entities(lang: Lang, text: &str) -> Vec<Entity> {
    let (document, raw) = marked(lang, text);
    join(&document, &token::tokenize(&document), raw).1
}

/// Entities as `name KIND count`, in order.
fn check(lang: Lang, text: &str, expected: &[&str]) {
    let shown: Vec<String> = entities(lang, text)
        .iter()
        .map(|e| format!("{} {} {}", e.name, e.kind.tag(), e.mentions.len()))
        .collect();
    assert_eq!(shown, expected, "{text}");
}

/// The role of the first entity that is no demonym.
fn check_role(lang: Lang, text: &str, expected: Option<&str>) {
    let found = entities(lang, text);
    let first = found.iter().find(|e| e.kind != Kind::Misc).unwrap();
    assert_eq!(first.role.as_deref(), expected, "{text}");
}

#[test]
fn a_surname_finds_its_person_also_backwards_and_in_capitals() {
    check(
        Lang::Nl,
        "[PER PASJINIAN] treedt af\n\n[PER Nikol Pasjinian] gaat. Premier [PER Pasjinian] zei dat. [PER Pasjinians] plan.",
        &["Nikol Pasjinian PER 4"],
    );
}

#[test]
fn initials_particles_and_transliterations_are_one_person() {
    check(Lang::Nl, "[PER M. Rutte], [PER Mark Rutte] en [PER Rutte]", &["Mark Rutte PER 3"]);
    check(Lang::Nl, "[PER Anna van der Berg] en [PER Van der Berg]", &["Anna van der Berg PER 2"]);
    check(Lang::Nl, "[PER Hugo de Jong], [PER De Jong], [PER Hugo]", &["Hugo de Jong PER 3"]);
    check(Lang::Nl, "[PER Ilham Alijev] of [PER Aliyev]", &["Ilham Alijev PER 2"]);
    check(Lang::Nl, "[PER Vladimir Poetin] heet ook [PER Vladimir Putin]", &["Vladimir Poetin PER 2"]);
    check(Lang::Fr, "[PER Thierry Maillot], puis [PER M. Maillot]", &["Thierry Maillot PER 2"]);
    check(Lang::En, "[PER Xi Jinping] met [PER Biden]. [PER Xi] left.", &["Xi Jinping PER 2", "Biden PER 1"]);
}

#[test]
fn two_of_one_surname_stay_two() {
    check(
        Lang::Nl,
        "Trainer [PER Piet Jansen] en burgemeester [PER Karin Jansen]. [PER Piet Jansen] lacht. Burgemeester [PER Jansen] niet.",
        &["Piet Jansen PER 2", "Karin Jansen PER 2"],
    );
    check(
        Lang::Nl,
        "Meneer [PER Jansen] belde. Mevrouw [PER Jansen] ook.",
        &["Jansen PER 1", "Jansen PER 1"],
    );
    check(
        Lang::En,
        "[PER Joe Biden] came. [PER Biden] met [PER Jill Biden]. [PER Biden] left.",
        &["Joe Biden PER 3", "Jill Biden PER 1"],
    );
    check(
        Lang::Nl,
        "[PER Jan de Vries] en [PER Jan Vries-Smit]",
        &["Jan de Vries PER 1", "Jan Vries-Smit PER 1"],
    );
}

#[test]
fn acronyms_find_their_expansion() {
    check(Lang::Nl, "De [ORG Europese Unie] ([ORG EU]) en de [ORG EU]", &["Europese Unie ORG 3"]);
    check(
        Lang::Nl,
        "[ORG NH] is [ORG Nieuw Haaksbergen], niet [ORG NHZ]",
        &["Nieuw Haaksbergen ORG 2", "NHZ ORG 1"],
    );
    check(Lang::Nl, "De [ORG VN-Veiligheidsraad]: de [ORG V-raad]", &["VN-Veiligheidsraad ORG 2"]);
    check(
        Lang::Nl,
        "Het [ORG Internationaal Atoomenergieagentschap] ([ORG IAEA])",
        &["Internationaal Atoomenergieagentschap ORG 2"],
    );
    check(Lang::Nl, "[ORG FC Twente] won; [ORG Twente] is blij", &["FC Twente ORG 2"]);
    check(Lang::De, "Die [ORG EU] und die [ORG Europäischen Union]", &["Europäischen Union ORG 2"]);
    check(Lang::Nl, "[PER Jan Smit] ([ORG JS])", &["Jan Smit PER 1", "JS ORG 1"]);
}

#[test]
fn a_short_form_needs_its_organisation_first_and_alone() {
    check(
        Lang::Nl,
        "De [ORG Europese Commissie] wil. De [ORG Commissie] zegt",
        &["Europese Commissie ORG 2"],
    );
    check(
        Lang::Nl,
        "[ORG Manchester United] en [ORG Manchester City] in [ORG Manchester]",
        &["Manchester United ORG 1", "Manchester City ORG 1", "Manchester ORG 1"],
    );
    check(
        Lang::Nl,
        "[ORG GroenLinks-PvdA] is [ORG GroenLinks] en [ORG PvdA]",
        &["GroenLinks-PvdA ORG 1", "GroenLinks ORG 1", "PvdA ORG 1"],
    );
}

#[test]
fn demonyms_belong_to_their_place() {
    check(
        Lang::Nl,
        "De [MISC Armeense] premier van [LOC Armenië] en de [MISC Armeniërs]; [MISC Azerbeidzjaanse] troepen",
        &["Armenië LOC 3", "Azerbeidzjaanse MISC 1"],
    );
    check(
        Lang::Nl,
        "De [LOC VS], de [LOC Verenigde Staten] en de [MISC Amerikaanse] pers",
        &["Verenigde Staten LOC 3"],
    );
    check(
        Lang::Nl,
        "In [LOC Haaksbergen] is de [MISC Haaksbergse] raad",
        &["Haaksbergen LOC 1", "Haaksbergse MISC 1"],
    );
    check(
        Lang::Nl,
        "In [LOC Amersfoort] wonen [MISC Amersfoortse] en [MISC Amersfoorters]",
        &["Amersfoort LOC 3"],
    );
    check(Lang::De, "[LOC Frankreich] und die [MISC französischen] Bauern", &["Frankreich LOC 2"]);
    check(Lang::Es, "[LOC Rusia] y los [MISC rusos]", &["Rusia LOC 2"]);
}

#[test]
fn a_stray_kind_joins_the_majority_and_an_even_split_does_not() {
    check(Lang::Nl, "[ORG Ajax] [ORG Ajax] [LOC Ajax] [ORG AJAX]", &["Ajax ORG 4"]);
    check(Lang::Nl, "[ORG Ajax] en [LOC Ajax]", &["Ajax ORG 1", "Ajax LOC 1"]);
}

#[test]
fn aliases_are_told_once_and_mentions_once() {
    let found = entities(Lang::Nl, "[PER Rutte], [PER Mark Rutte], [PER Rutte], [PER MARK RUTTE]");
    assert_eq!(found[0].aliases, ["Rutte", "MARK RUTTE"]);
    assert_eq!(found[0].mentions, [0, 1, 2, 3]);
}

#[test]
fn titles_before_a_name_are_its_role() {
    let minister = "De [PER Blinken]";
    check_role(Lang::Nl, minister, None);
    check_role(
        Lang::Nl,
        "[PER Blinken] komt. De [MISC Amerikaanse] minister van [ORG Buitenlandse Zaken] [PER Blinken] zegt",
        Some("Amerikaanse minister van Buitenlandse Zaken"),
    );
    check_role(Lang::Nl, "Premier [PER Pasjinian] en de [MISC Armeense] premier", Some("Premier"));
    check_role(Lang::Nl, "Oud-premier [PER Kok] zei", Some("Oud-premier"));
    check_role(Lang::Nl, "De vader van [PER Sander] zei", None);
    check_role(Lang::Nl, "De president sprak met [PER Sander] zei", None);
    check_role(Lang::Nl, "Het persbureau [ORG Tass] meldt", Some("persbureau"));
    check_role(Lang::Nl, "Aan het meer [LOC Sevan] ligt", Some("meer"));
    check_role(Lang::Nl, "Dorpen als onder meer [LOC Goris] liggen", None);
    check_role(
        Lang::En,
        "Former Secretary of State [PER John Kerry] said",
        Some("Former Secretary of State"),
    );
    check_role(
        Lang::De,
        "Der [MISC armenische] Ministerpräsident [PER Paschinjan]",
        Some("armenische Ministerpräsident"),
    );
    check_role(Lang::Fr, "Avec l’ancien ministre [PER Bernard Astier]", Some("ancien ministre"));
    check_role(Lang::En, "The Transport Secretary [PER Helen Marsh] said", Some("Transport Secretary"));
    check_role(Lang::Fr, "Le président [MISC français] [PER Emmanuel Macron]", Some("président français"));
}

#[test]
fn a_compound_title_takes_its_first_part_along() {
    let found = entities(Lang::Nl, "De [ORG VVD]-leider [PER Dilan Yesilgöz] zegt");
    assert_eq!(found[1].role.as_deref(), Some("VVD-leider"));
}

#[test]
fn appositions_and_brackets_after_a_name_are_its_role() {
    check_role(
        Lang::Nl,
        "[PER Jan Jansen], hoogleraar taalkunde aan de [ORG Universiteit Utrecht], zegt",
        Some("hoogleraar taalkunde aan de Universiteit Utrecht"),
    );
    check_role(Lang::Nl, "[PER Jan Jansen] ([ORG VVD]) zegt", Some("VVD"));
    check_role(Lang::Nl, "[PER Jan Jansen] (43) zegt", None);
    check_role(Lang::Nl, "[PER Jan Jansen], trainer [PER Piet Smit] en anderen", None);
    check_role(Lang::En, "At [ORG Bath University], he met the head of a party, said", None);
    check_role(Lang::En, "[PER Ann Lee], the mayor of [LOC Bath], said", Some("mayor of Bath"));
}

proptest::proptest! {
    #[test]
    fn any_names_are_joined_whole_and_in_order(names in proptest::collection::vec(("(PER|ORG|LOC|MISC)", "(De |van |J\\.|-|EU|Jan |Armenië|[A-Zé.' -]){1,4}x?"), 0..12)) {
        let text: String = names.iter().map(|(kind, name)| format!("premier [{kind} {name}], (")).collect();
        for lang in Lang::ALL {
            let (document, raw) = marked(lang, &text);
            let count = raw.len();
            let (mentions, entities) = join(&document, &token::tokenize(&document), raw);
            proptest::prop_assert_eq!(mentions.len(), count);
            let firsts: Vec<u32> = entities.iter().map(|e| e.mentions[0]).collect();
            proptest::prop_assert!(firsts.is_sorted());
            proptest::prop_assert_eq!(entities.iter().map(|e| e.mentions.len()).sum::<usize>(), count);
        }
    }
}

#[test]
fn a_medium_and_its_source_side_by_side_are_two() {
    let text = "Premier [PER Pasjinian] belt, citeert het staatspersbureau [PER Tass Pasjinian].";
    check(Lang::Nl, text, &["Pasjinian PER 2", "Tass ORG 1"]);
    let text = "Premier [PER Nikol Pasjinian] belt, citeert persbureau [ORG Tass Pasjinian].";
    check(Lang::Nl, text, &["Nikol Pasjinian PER 2", "Tass ORG 1"]);
    check(Lang::Nl, "De bank van [PER Tass Pasjinian]", &["Tass Pasjinian PER 1"]);
    let text = "Hilde Bosman van bakkerijketen [PER Van Looy]. De bank [ORG Van Looy] is van [PER Looy].";
    check(Lang::Nl, text, &["Van Looy PER 2", "Van Looy ORG 1"]);
}
