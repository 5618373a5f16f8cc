//! Whom the text itself names as the source of a cue, whatever the models make of it.

use super::attribute::History;
use super::context::NONE;
use super::frame;
use super::guess::guess_for_cue;
use super::testing::Sample;
use crate::annotate::{Kind, QuoteKind};
use crate::document::Lang;

/// The source of the cue with this word, as the rules resolve it, where each of the names is an entity.
fn source(lang: Lang, text: &str, names: &[(&str, Kind)], word: &str) -> Option<String> {
    let sample = Sample::new(lang, text, names);
    let stage = sample.stage();
    let cue = stage.cues.iter().rev().find(|c| stage.context.word(c.item as usize) == word)?;
    let who = guess_for_cue(&stage.context, &stage.cast, &stage.topics, cue);
    (who != NONE).then(|| stage.cast.participants[who as usize].name.clone())
}

const BOS: (&str, Kind) = ("Karin Bos", Kind::Person);
const VOS: (&str, Kind) = ("Piet Vos", Kind::Person);

fn check(text: &str, names: &[(&str, Kind)], word: &str, expected: Option<&str>) {
    assert_eq!(source(Lang::Nl, text, names, word).as_deref(), expected, "{text}");
}

#[test]
fn the_verb_tells_whether_ze_is_one_or_several() {
    let before = "Wethouder Karin Bos sprak gisteren met de bewoners. ";
    check(&format!("{before}Ze zegt dat de brug in mei klaar is."), &[BOS], "zegt", Some("Karin Bos"));
    check(&format!("{before}Ze zeggen dat de brug te laat komt."), &[BOS], "zeggen", Some("bewoners"));
    check(&format!("{before}Daarom vinden ze dat het anders moet."), &[BOS], "vinden", Some("bewoners"));
}

#[test]
fn a_pronoun_behind_the_verb_is_its_subject() {
    let names = [BOS, ("Kustpost", Kind::Organisation)];
    let text = "Karin Bos was er ook. Tegen nieuwssite Kustpost zei ze dat de brug dicht blijft.";
    check(text, &names, "zei", Some("Karin Bos"));
}

#[test]
fn time_does_not_speak() {
    let names = [("Kustpost", Kind::Organisation)];
    check("Een week geleden meldde Kustpost al dat de brug dicht is.", &names, "meldde", Some("Kustpost"));
}

#[test]
fn what_is_thought_is_not_who_thinks() {
    let text = "Karin Bos vindt het belangrijk dat de brug open blijft.";
    check(text, &[BOS], "vindt", Some("Karin Bos"));
    check("Vrijwel iedereen vindt het goed als de brug open blijft.", &[], "vindt", Some("Vrijwel iedereen"));
}

#[test]
fn a_relative_clause_has_the_source_before_it() {
    let text =
        "Heel anders klinkt het bij wethouder Karin Bos, die vorige week zei dat Piet Vos gelijk heeft.";
    check(text, &[BOS, VOS], "zei", Some("Karin Bos"));
}

#[test]
fn the_leader_of_one_party_is_not_that_of_another() {
    let names = [BOS, VOS, ("PWR", Kind::Organisation), ("LVN", Kind::Organisation)];
    let text = "PWR-leider Karin Bos en LVN-leider Piet Vos kwamen gisteren samen. \
                Volgens de PWR-leider gaat de brug in mei open.";
    check(text, &names, "Volgens", Some("Karin Bos"));
}

#[test]
fn what_somebody_says_of_himself_has_a_source() {
    check("Karin Bos had naar eigen zeggen niets gehoord.", &[BOS], "naar", Some("Karin Bos"));
}

#[test]
fn one_of_them_is_one_of_those_named_last() {
    let text = "De bewoners zijn boos. \"Niemand vroeg ons iets\", zegt een van hen.";
    check(text, &[], "zegt", Some("een van de bewoners"));
}

#[test]
fn what_goes_with_a_name_in_brackets_does_not_speak() {
    let names = [BOS, VOS, ("PWR", Kind::Organisation)];
    check(
        "In een podcast van Karin Bos (PWR) zegt Piet Vos dat het anders moet.",
        &names,
        "zegt",
        Some("Piet Vos"),
    );
}

#[test]
fn a_new_voter_is_none_of_those_before() {
    let text =
        "Een kiezer van de oppositie bleef thuis. \"Het wordt tijd voor iets anders\", zegt een kiezer.";
    check(text, &[], "zegt", Some("kiezer"));
}

#[test]
fn whoever_is_told_does_not_speak() {
    let en = |text, names: &[(&str, Kind)]| source(Lang::En, text, names, "told");
    let kolk = ("Kolk", Kind::Organisation);
    let expected = Some("retired driver".to_string());
    assert_eq!(en("A retired driver told Kolk the bridge was safe.", &[kolk]), expected);
    let aside = "A haulage manager, who did not want to be named because his firm trades here, told Kolk it was over.";
    assert_eq!(en(aside, &[kolk]), Some("haulage manager".to_string()));
}

#[test]
fn who_is_named_behind_another_source_belongs_to_the_content() {
    let begins = |text: &str, cue: &str| {
        let sample = Sample::new(Lang::En, text, &[]);
        let stage = sample.stage();
        let cue = stage.cues.iter().position(|c| stage.context.word(c.item as usize) == cue).unwrap();
        let stretches = frame::propose(&stage);
        let of = |s: &frame::Stretch| stage.context.stretch(s.first as usize, s.end as usize - 1);
        let own = stretches.iter().filter(|s| s.cue == cue as u32);
        own.map(|s| of(s).of(&sample.document.text).to_string()).collect::<Vec<_>>()
    };
    let found = begins("The police said two officials had been arrested on Sunday.", "said");
    assert!(found.contains(&"two officials had been arrested on Sunday".to_string()), "{found:?}");
    // Here the source stands behind the verb.
    let found = begins("\"No,\" said the minister, who would not be drawn any further.", "said");
    assert!(found.iter().all(|f| !f.starts_with("the minister")), "{found:?}");
}

#[test]
fn a_noun_in_the_genitive_does_not_speak() {
    let text = "Karin Bos was angry. She described the union's demand as a joke.";
    assert_eq!(source(Lang::En, text, &[BOS], "described").as_deref(), Some("Karin Bos"));
    let names = |text: &str| {
        let sample = Sample::new(Lang::En, text, &[]);
        sample.stage().cast.participants.into_iter().map(|p| p.name).collect::<Vec<_>>()
    };
    let found = names("It described the union’s demand as “a joke”.");
    assert!(found.iter().all(|n| !n.contains("union")), "{found:?}");
}

#[test]
fn what_goes_with_a_preposition_does_not_speak() {
    let names = [BOS, ("X", Kind::Organisation), ("Schotse", Kind::Misc), ("Ambacht", Kind::Place)];
    check("Via het platform X schreef Karin Bos dat het zo niet kan.", &names, "schreef", Some("Karin Bos"));
    check("In het Schotse Ambacht zei Karin Bos dat het zo niet kan.", &names, "zei", Some("Karin Bos"));
}

#[test]
fn an_adjective_of_nationality_does_not_speak() {
    let names = [("Duitse", Kind::Misc), ("Nationale Recherche", Kind::Organisation)];
    let text = "De Duitse Nationale Recherche meldde dat er een onderzoek komt.";
    check(text, &names, "meldde", Some("Nationale Recherche"));
}

#[test]
fn a_title_in_marks_speaks() {
    let names = [("De Bode", Kind::Misc)];
    check("De bond zwijgt. \"Een ramp\", schrijft \"De Bode\" vandaag.", &names, "schrijft", Some("De Bode"));
    let text = "Karin Bos zwijgt. Die „Computerwoche“ berichtet, dass das Werk schließt.";
    assert_eq!(
        source(Lang::De, text, &[BOS, ("Computerwoche", Kind::Misc)], "berichtet").as_deref(),
        Some("Computerwoche")
    );
    // What a comma follows is an answer.
    let names = [BOS, ("NAVO", Kind::Organisation)];
    check("Karin Bos aarzelde. \"NAVO\", zei zij.", &names, "zei", Some("Karin Bos"));
}

#[test]
fn verbs_joined_by_and_share_their_source() {
    let names = [BOS, ("Denemarken", Kind::Place)];
    let text = "Karin Bos zei dat Denemarken dat recht heeft, maar waarschuwde dat het te laat is.";
    check(text, &names, "waarschuwde", Some("Karin Bos"));
}

#[test]
fn a_function_told_in_full_was_named_before() {
    let before = "Karin Bos gaf gisteren haar verlies toe. ";
    for phrase in ["huidige minister van Wonen", "34-jarige schaatsster uit Assen"] {
        check(&format!("{before}\"Zo is het\", zei de {phrase}."), &[BOS], "zei", Some("Karin Bos"));
    }
    check(
        &format!("{before}\"Zo is het\", zei de woordvoerder van de bond."),
        &[BOS],
        "zei",
        Some("woordvoerder van de bond"),
    );
}

#[test]
fn an_inhabitant_is_the_person_named_before() {
    let names = [VOS, ("Limburger", Kind::Misc)];
    let text = "Piet Vos won gisteren de koers. \"Het ging vanzelf\", zei de Limburger.";
    check(text, &names, "zei", Some("Piet Vos"));
}

#[test]
fn volgens_haar_is_no_phrase() {
    let text = "Karin Bos was er ook. De winkels gaan volgens haar rekenen op meer steun.";
    check(text, &[BOS], "volgens", Some("Karin Bos"));
}

#[test]
fn a_noun_of_speech_is_whose_its_possessive_says() {
    let text = "Piet Vos kent dat wel. Zijn advies aan kopers is dan ook: \"Wacht nog even.\"";
    check(text, &[VOS], "advies", Some("Piet Vos"));
}

/// Whom the rules name for the quote that holds these words, where nothing was said before.
fn by_rules(text: &str, names: &[(&str, Kind)], words: &str) -> Option<String> {
    let sample = Sample::new(Lang::Nl, text, names);
    let stage = sample.stage();
    let holds = |m: &super::marks::Marked| m.span.of(text).contains(words);
    let marks = &stage.context.marks;
    let mark = (0..marks.len()).filter(|&m| holds(&marks[m])).min_by_key(|&m| marks[m].span.len())?;
    let claim = stage.claim(mark, QuoteKind::Direct);
    let who = stage.candidates(&stage.index(), claim, &History::default()).guess.who;
    stage.cast.participants.get(who as usize).map(|p| p.name.clone())
}

#[test]
fn whom_a_sentence_is_about_says_what_follows() {
    for (before, name) in [
        // Not whom a relative clause names.
        ("De brug waar Piet Vos over sprak, raakt Karin Bos.", "Karin Bos"),
        // Whose matter it is, where it is nobody else's.
        ("De loopbaan van Karin Bos ging gewoon door.", "Karin Bos"),
        ("Voor Karin Bos was het een goed jaar.", "Karin Bos"),
    ] {
        let text = format!("{before} \"Ik doe het gewoon.\"");
        assert_eq!(by_rules(&text, &[BOS, VOS], "Ik doe").as_deref(), Some(name), "{before}");
    }
}

#[test]
fn nobody_speaks_of_himself_by_name_or_as_she() {
    let before = "Piet Vos leidt de club. Karin Bos won de race.";
    for (quote, name) in [
        ("Ik ben erg moe.", Some("Karin Bos")),
        ("Bos is de beste van allemaal.", Some("Piet Vos")),
        ("Ze is de beste van allemaal.", Some("Piet Vos")),
    ] {
        let text = format!("{before} \"{quote}\"");
        assert_eq!(by_rules(&text, &[BOS, VOS], quote).as_deref(), name, "{quote}");
    }
}

#[test]
fn whoever_is_named_beside_a_quote_inside_a_quote_said_it() {
    for text in [
        "\"Karin Bos belde en zei: 'Wacht op mij'\", vertelt Piet Vos.",
        "\"Toen stond er: 'Wacht op mij', schreef Karin Bos erbij\", vertelt Piet Vos.",
    ] {
        assert_eq!(by_rules(text, &[BOS, VOS], "'Wacht op mij'").as_deref(), Some("Karin Bos"), "{text}");
    }
    let text = "\"Ik zei tegen Karin Bos: 'Wacht op mij'\", vertelt Piet Vos.";
    assert_eq!(by_rules(text, &[BOS, VOS], "'Wacht op mij'").as_deref(), Some("Piet Vos"));
}

#[test]
fn french_and_spanish_subjects_are_found_whole() {
    let bord = ("Bord-sur-Mer", Kind::Place);
    for (lang, text, word, name) in [
        // The article that stands at the noun is none of it.
        (Lang::Fr, "« Il reste peu de places », prévient l’hôtesse de l’accueil.", "prévient", "hôtesse"),
        // The adjective behind the noun.
        (Lang::Fr, "« Nous verrons bien demain », confie un diplomate turc.", "confie", "diplomate turc"),
        (Lang::Es, "«Ya veremos mañana», dijo la portavoz parlamentaria.", "dijo", "portavoz parlamentaria"),
        // The subject behind where it was said.
        (
            Lang::Fr,
            "« Nous fermerons tous ce soir », a réagi dans un communiqué le syndicat des hôteliers.",
            "réagi",
            "syndicat des hôteliers",
        ),
    ] {
        let found = source(lang, text, &[bord], word).unwrap_or_default();
        assert!(found.starts_with(name), "{text}: {found}");
    }
}

#[test]
fn a_participle_goes_with_the_subject_of_its_sentence() {
    let names = [("Ann Lee", Kind::Person), ("Joe Park", Kind::Person)];
    let text = "Ann Lee, who said that Joe Park had lied about the bridge, told reporters so on Monday, adding that \
                it would stay shut.";
    assert_eq!(source(Lang::En, text, &names, "adding").as_deref(), Some("Ann Lee"));
    let text = "Ann Lee left early, and Joe Park stayed in the hall, saying that the bridge would open.";
    assert_eq!(source(Lang::En, text, &names, "saying").as_deref(), Some("Joe Park"));
}

#[test]
fn all_up_to_the_verb_is_the_source() {
    for (text, name) in [
        ("Volgens een ingewijde binnen de partij is er ruzie over de brug.", "ingewijde binnen de partij"),
        ("Volgens bronnen rond het kabinet is er een akkoord over de brug.", "bronnen rond het kabinet"),
    ] {
        check(text, &[], "Volgens", Some(name));
    }
    // Elsewhere in the sentence other things follow the source.
    check("Er is volgens de bond in mei een akkoord.", &[], "volgens", Some("bond"));
}

#[test]
fn an_abbreviation_in_brackets_parts_no_function_from_its_name() {
    let names = [VOS, BOS, ("Internationaal Strafhof", Kind::Organisation), ("ICC", Kind::Organisation)];
    let text = "Karin Bos zwijgt. \"Dat kan zo niet\", zegt advocaat bij het Internationaal Strafhof (ICC) Piet Vos.";
    check(text, &names, "zegt", Some("Piet Vos"));
}

#[test]
fn a_date_before_a_function_names_nobody() {
    let text = "Karin Bos was there too. “It still hurts us all,” said one 9/11 widow.";
    assert_eq!(source(Lang::En, text, &[BOS], "said").as_deref(), Some("9/11 widow"));
}

#[test]
fn adherents_speak_as_a_group() {
    for (text, word, name) in [
        ("Karin Bos is boos. De liberalen noemen het plan een ramp.", "noemen", "liberalen"),
        (
            "Karin Bos is boos. De vakbondsbestuurders zeggen dat het een ramp is.",
            "zeggen",
            "vakbondsbestuurders",
        ),
    ] {
        check(text, &[BOS], word, Some(name));
    }
}

#[test]
fn a_relative_clause_without_a_comma_has_no_say() {
    let names = [BOS, ("NOS", Kind::Organisation)];
    let text = "Karin Bos zwijgt. Een rapport dat de NOS heeft ingezien, meldt dat de brug te zwak is.";
    check(text, &names, "meldt", Some("rapport"));
}

#[test]
fn a_noun_for_a_body_is_the_one_named_last() {
    let names = [BOS, ("Volt", Kind::Organisation), ("BBC", Kind::Organisation)];
    let before = "Karin Bos noemde het plan onzin, maar Volt ziet dat anders. De BBC was erbij.";
    check(&format!("{before} \"Zo gaat het niet\", schrijft de partij."), &names, "schrijft", Some("Volt"));
    check(&format!("{before} \"Zo gaat het niet\", meldt de omroep."), &names, "meldt", Some("BBC"));
    // A party that was brought up without a name.
    let text = format!("{before} Er kwam een partij bij. \"Zo gaat het niet\", schrijft de partij.");
    check(&text, &names, "schrijft", Some("partij"));
}

#[test]
fn a_set_expression_is_one_title() {
    let text = "Karin Bos zweeg. Commissaris van de koning Piet Vos zei dat het anders moet.";
    check(text, &[BOS, VOS], "zei", Some("Piet Vos"));
    check("De partijen van alles beloven, zeggen dat het kan.", &[], "zeggen", Some("partijen"));
}

#[test]
fn a_noun_behind_a_preposition_and_two_determiners_does_not_speak() {
    check(
        "Karin Bos was boos. Aan de andere kant erkende zij dat het beter moet.",
        &[BOS],
        "erkende",
        Some("Karin Bos"),
    );
}

#[test]
fn an_english_clause_with_its_source_alone_stands_by_itself() {
    let names = [("Ann Lee", Kind::Person), ("BBC", Kind::Organisation)];
    for (text, word, name) in [
        ("Ann Lee, the report says, had mistaken silence for consent.", "says", "report"),
        ("Ann Lee will resign on Monday, the BBC reported.", "reported", "BBC"),
        ("Ann Lee, the mayor of the town, said.", "said", "Ann Lee"),
    ] {
        assert_eq!(source(Lang::En, text, &names, word).as_deref(), Some(name), "{text}");
    }
}

#[test]
fn a_platform_is_no_part_of_who_speaks() {
    let names = [("Instagram", Kind::Organisation), VOS];
    check("De spits wordt onderzocht, meldt de club op Instagram.", &names, "meldt", Some("club"));
}

#[test]
fn what_is_claimed_and_upheld_is_reported() {
    let text = "Rusland claimt dat het dorp is ingenomen. Jerevan hield vol dat de aanval zonder reden kwam.";
    let sample = Sample::new(Lang::Nl, text, &[("Rusland", Kind::Place), ("Jerevan", Kind::Place)]);
    let found = sample.quotes();
    let said: Vec<&str> = found.iter().map(|q| q.span.of(text)).collect();
    assert_eq!(said, ["het dorp is ingenomen", "de aanval zonder reden kwam"]);
}
