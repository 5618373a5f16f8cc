//! Figures in made-up sentences, language by language.

use super::find;
use crate::annotate::{Kind, RawMention, annotate};
use crate::document::{Document, Format, Lang, parse};
use crate::text::Span;

/// Wednesday 14 September 2022, noon.
fn document(lang: Lang, text: &str, dated: bool) -> Document {
    let mut document = parse(text.as_bytes(), Format::Plain);
    document.meta.lang = lang;
    document.meta.date = dated.then(|| jiff::civil::datetime(2022, 9, 14, 12, 0, 0, 0));
    document
}

fn shown(document: &Document, names: &[RawMention]) -> Vec<String> {
    let show = |f: &super::Figure| format!("{} = {} {}", f.span.of(&document.text), f.kind.tag(), f.value);
    find(document, names).iter().map(show).collect()
}

fn check(lang: Lang, text: &str, expected: &[&str]) {
    assert_eq!(shown(&document(lang, text, true), &[]), expected, "{text}");
}

fn check_undated(lang: Lang, text: &str, expected: &[&str]) {
    assert_eq!(shown(&document(lang, text, false), &[]), expected, "{text}");
}

#[test]
fn dutch_dates() {
    let check = |text: &str, expected: &[&str]| check(Lang::Nl, text, expected);
    check("Op 14 september 2022 viel het.", &["14 september 2022 = DATE 2022-09-14"]);
    check("Op woensdag 14 september viel het.", &["woensdag 14 september = DATE 2022-09-14"]);
    check(
        "Dat was 14.09.2021 of 2021-09-14.",
        &["14.09.2021 = DATE 2021-09-14", "2021-09-14 = DATE 2021-09-14"],
    );
    check("Van 12 tot 14 mei 2020.", &["12 tot 14 mei 2020 = DATE 2020-05-12/2020-05-14"]);
    check("Eind december viel sneeuw.", &["december = DATE 2022-12"]);
    check("In januari 1987 kwam hij.", &["januari 1987 = DATE 1987-01"]);
    check("Sinds 2019, van 2014-2018.", &["2019 = DATE 2019", "2014-2018 = DATE 2014/2018"]);
    check("In 2010 kwamen 500 mensen.", &["2010 = DATE 2010", "500 mensen = QUANTITY 500 mensen"]);
    check("De jaren 90 en de jaren zestig.", &["jaren 90 = DATE 199X", "jaren zestig = DATE 196X"]);
    check("In de 19e eeuw.", &["19e eeuw = DATE 18XX"]);
    check("De zomer van 2021.", &["zomer van 2021 = DATE 2021-22"]);
    check("Op 31 februari niet.", &["februari = DATE 2022-02"]);
}

#[test]
fn dutch_relative_dates() {
    let check = |text: &str, expected: &[&str]| check(Lang::Nl, text, expected);
    check("Gisteren en eergisteren.", &["Gisteren = DATE 2022-09-13", "eergisteren = DATE 2022-09-12"]);
    check("Vorige week, volgende maand.", &["Vorige week = DATE 2022-W36", "volgende maand = DATE 2022-10"]);
    check("Vorig jaar en dit jaar", &["Vorig jaar = DATE 2021", "dit jaar = DATE 2022"]);
    check("Maandag zei hij dat.", &["Maandag = DATE 2022-09-12"]);
    check(
        "Woensdagavond of volgende woensdag",
        &["Woensdagavond = DATE 2022-09-14", "volgende woensdag = DATE 2022-09-21"],
    );
    check("Afgelopen woensdag", &["Afgelopen woensdag = DATE 2022-09-07"]);
    check("Twee weken geleden.", &["Twee weken geleden = DATE 2022-08-31"]);
    check("Een jaar geleden.", &["Een jaar geleden = DATE 2021"]);
    check("Zeven uur geleden.", &["Zeven uur geleden = TIME 2022-09-14T05:00"]);
    check("Ruim twee jaar geleden", &["twee jaar geleden = DATE 2020"]);
    check("In november vorig jaar", &["november vorig jaar = DATE 2021-11"]);
    check("De komende jaren, elke vrijdag, de volgende dag", &[]);
    check("Zondag en vrijdag.", &["Zondag = DATE 2022-09-11", "vrijdag = DATE 2022-09-16"]);
    check("Over drie dagen.", &["Over drie dagen = DATE 2022-09-17"]);
    check_undated(
        Lang::Nl,
        "Gisteren, zeven uur geleden, maandag en 3 mei.",
        &[
            "Gisteren = DATE -P1D",
            "zeven uur geleden = TIME -PT7H",
            "maandag = DATE XXXX-WXX-1",
            "3 mei = DATE XXXX-05-03",
        ],
    );
}

#[test]
fn dutch_times() {
    let check = |text: &str, expected: &[&str]| check(Lang::Nl, text, expected);
    check("Om 14.30 uur, om 7 uur.", &["14.30 uur = TIME 14:30", "7 uur = TIME 07:00"]);
    check("Het is 09:15.", &["09:15 = TIME 09:15"]);
    check("Om half drie begon het.", &["half drie = TIME 02:30"]);
    check("Het duurde 7 uur.", &["7 uur = QUANTITY 7 hour"]);
}

#[test]
fn dutch_amounts() {
    let check = |text: &str, expected: &[&str]| check(Lang::Nl, text, expected);
    check("Het kost € 5 miljoen.", &["€ 5 miljoen = MONEY 5000000 EUR"]);
    check("Het kost 2,3 miljoen euro.", &["2,3 miljoen euro = MONEY 2300000 EUR"]);
    check("Voor €1.500,50 of 10 dollar", &["€1.500,50 = MONEY 1500.5 EUR", "10 dollar = MONEY 10 USD"]);
    check(
        "Een miljoen euro, € 5,- per stuk",
        &["Een miljoen euro = MONEY 1000000 EUR", "€ 5,- = MONEY 5 EUR"],
    );
    check("Tussen 5% en 3,5 procent", &["5% = PERCENT 5 %", "3,5 procent = PERCENT 3.5 %"]);
    check("Met 2 procentpunt", &["2 procentpunt = PERCENT 2 pp"]);
    check("Tien tot vijftien procent", &["Tien tot vijftien procent = PERCENT 10..15 %"]);
    check("Voor 2 tot 3 miljoen euro", &["2 tot 3 miljoen euro = MONEY 2000000..3000000 EUR"]);
    check("Zeker 105 militairen zijn dood.", &["Zeker 105 militairen = QUANTITY 105 militairen"]);
    check("Er zijn meer dan 6500 doden.", &["meer dan 6500 doden = QUANTITY 6500 doden"]);
    check("Er vielen twaalf gewonden.", &["twaalf gewonden = QUANTITY 12 gewonden"]);
    check("Met drieëntwintig nieuwe huizen", &["drieëntwintig nieuwe huizen = QUANTITY 23 huizen"]);
    check("Ruim 10.000 kilometer", &["Ruim 10.000 kilometer = QUANTITY 10000 km"]);
    check("Honderden doden", &["Honderden doden = QUANTITY 100+ doden"]);
    check("Het steeg naar 17,5 miljoen.", &["17,5 miljoen = QUANTITY 17500000"]);
    check("Een man en een vrouw van de drie.", &[]);
    check("Het werd 3-0 in groep 8 op de A4; twee zijn er.", &[]);
    check("De 43-jarige man", &[]);
}

#[test]
fn english_figures() {
    let check = |text: &str, expected: &[&str]| check(Lang::En, text, expected);
    check("On September 14, 2022, it fell.", &["September 14, 2022 = DATE 2022-09-14"]);
    check("On 3 May and Sept. 5th", &["3 May = DATE 2022-05-03", "Sept. 5th = DATE 2022-09-05"]);
    check("It may rain in May.", &["May = DATE 2022-05"]);
    check("Last Tuesday and last week", &["Last Tuesday = DATE 2022-09-13", "last week = DATE 2022-W36"]);
    check("Two years ago, in the 1990s.", &["Two years ago = DATE 2020", "1990s = DATE 199X"]);
    check("At 3 p.m. or 3:30pm", &["3 p.m. = TIME 15:00", "3:30pm = TIME 15:30"]);
    check(
        "It cost $5m or 5 million dollars.",
        &["$5m = MONEY 5000000 USD", "5 million dollars = MONEY 5000000 USD"],
    );
    check(
        "Some £2.5bn and 1,500 euros",
        &["Some £2.5bn = MONEY 2500000000 GBP", "1,500 euros = MONEY 1500 EUR"],
    );
    check(
        "Down 5% and 3.5 percentage points",
        &["5% = PERCENT 5 %", "3.5 percentage points = PERCENT 3.5 pp"],
    );
    check("At least twenty-one soldiers", &["At least twenty-one soldiers = QUANTITY 21 soldiers"]);
    check("More than 6,500 people died", &["More than 6,500 people = QUANTITY 6500 people"]);
    check("Three hundred and fifty men", &["Three hundred and fifty men = QUANTITY 350 men"]);
    check("One of the two said so.", &[]);
}

#[test]
fn german_figures() {
    let check = |text: &str, expected: &[&str]| check(Lang::De, text, expected);
    check("Am 14. September 2022.", &["14. September 2022 = DATE 2022-09-14"]);
    check("Am Montag, dem 12.09.2022", &["Montag, dem 12.09.2022 = DATE 2022-09-12"]);
    check("Vor zwei Wochen, im Mai", &["Vor zwei Wochen = DATE 2022-08-31", "Mai = DATE 2022-05"]);
    check("Die 1990er Jahre, seit 2019", &["1990er Jahre = DATE 199X", "2019 = DATE 2019"]);
    check("Letzte Woche um 15 Uhr", &["Letzte Woche = DATE 2022-W36", "15 Uhr = TIME 15:00"]);
    check("Für 5 Millionen Euro", &["5 Millionen Euro = MONEY 5000000 EUR"]);
    check("Rund 3,5 Prozent", &["Rund 3,5 Prozent = PERCENT 3.5 %"]);
    check("Mindestens 105 tote Soldaten", &["Mindestens 105 tote Soldaten = QUANTITY 105 Soldaten"]);
    check("Mit dreihundertfünfzig Häusern", &["dreihundertfünfzig Häusern = QUANTITY 350 Häusern"]);
    check("Mit einundzwanzig Booten", &["einundzwanzig Booten = QUANTITY 21 Booten"]);
}

#[test]
fn french_figures() {
    let check = |text: &str, expected: &[&str]| check(Lang::Fr, text, expected);
    check(
        "Le 14 septembre 2022, le 1er mai",
        &["14 septembre 2022 = DATE 2022-09-14", "1er mai = DATE 2022-05-01"],
    );
    check(
        "Lundi dernier, la semaine dernière",
        &["Lundi dernier = DATE 2022-09-12", "semaine dernière = DATE 2022-W36"],
    );
    check("Il y a deux ans, hier", &["Il y a deux ans = DATE 2020", "hier = DATE 2022-09-13"]);
    check("À 15h30 ou à 15 heures", &["15h30 = TIME 15:30", "15 heures = TIME 15:00"]);
    check("Pour 5 millions d’euros", &["5 millions d’euros = MONEY 5000000 EUR"]);
    check("Soit 3,5 pour cent", &["3,5 pour cent = PERCENT 3.5 %"]);
    check("Plus de 6 500 morts", &["Plus de 6 500 morts = QUANTITY 6500 morts"]);
    check("Quatre-vingt-dix soldats", &["Quatre-vingt-dix soldats = QUANTITY 90 soldats"]);
    check("Les années 90", &["années 90 = DATE 199X"]);
}

#[test]
fn spanish_figures() {
    let check = |text: &str, expected: &[&str]| check(Lang::Es, text, expected);
    check("El 14 de septiembre de 2022", &["14 de septiembre de 2022 = DATE 2022-09-14"]);
    check(
        "El lunes pasado, la semana pasada",
        &["lunes pasado = DATE 2022-09-12", "semana pasada = DATE 2022-W36"],
    );
    check("Hace dos años, ayer", &["Hace dos años = DATE 2020", "ayer = DATE 2022-09-13"]);
    check("A las 15:00", &["15:00 = TIME 15:00"]);
    check("Por 5 millones de euros", &["5 millones de euros = MONEY 5000000 EUR"]);
    check("El 3,5 por ciento", &["3,5 por ciento = PERCENT 3.5 %"]);
    check("Más de 6500 muertos", &["Más de 6500 muertos = QUANTITY 6500 muertos"]);
    check("Treinta y cinco soldados", &["Treinta y cinco soldados = QUANTITY 35 soldados"]);
}

#[test]
fn a_figure_keeps_off_names_but_looks_past_one() {
    let document = document(Lang::Nl, "Zeker 105 Armeense militairen in Zone 30.", true);
    let named = |from: &str| {
        let at = document.text.find(from).unwrap();
        RawMention { span: Span::new(at, at + from.len()), kind: Kind::Misc }
    };
    let names = [named("Armeense"), named("Zone 30")];
    assert_eq!(shown(&document, &names), ["Zeker 105 = QUANTITY 105 militairen"]);
}

#[test]
fn a_counted_noun_ends_before_a_name_that_is_joined_to_it() {
    let document = document(Lang::Nl, "Dat zijn 105 leden-PvdA.", true);
    let at = document.text.find("PvdA").unwrap();
    let name = RawMention { span: Span::new(at, at + 4), kind: Kind::Organisation };
    assert_eq!(shown(&document, &[name]), ["105 leden = QUANTITY 105 leden"]);
}

#[test]
fn equal_figures_are_one_entity() {
    let found =
        annotate(&document(Lang::Nl, "Zeker 105 doden. De 105 doden van 14-9-2022 en 14 september.", true));
    let shown: Vec<_> = found.entities.iter().map(|e| (e.value.as_deref(), e.mentions.len())).collect();
    assert_eq!(shown, [(Some("105 doden"), 2), (Some("2022-09-14"), 2)]);
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_in_order_and_apart(
        text in "[0-9a-z €%.,:/'’-]{0,60}( (miljoen|mei|uur|2022|jaren|vorige|zeker|14|leden|-) ?){0,6}",
        name in 0usize..100,
    ) {
        // A name of one word, somewhere or nowhere.
        let start = text.match_indices(|c: char| c.is_ascii_lowercase()).nth(name).map(|(at, _)| at);
        let length = |from: usize| text[from..].find(|c: char| !c.is_ascii_lowercase()).unwrap_or(text.len() - from);
        let named = start.map(|from| RawMention { span: Span::new(from, from + length(from)), kind: Kind::Misc });
        for lang in Lang::ALL {
            let document = document(lang, &text, true);
            let names: Vec<RawMention> = named.into_iter().filter(|_| document.text == text).collect();
            let figures = find(&document, &names);
            proptest::prop_assert!(figures.windows(2).all(|w| w[0].span.end <= w[1].span.start));
            proptest::prop_assert!(figures.iter().all(|f| !f.span.of(&document.text).is_empty()));
            proptest::prop_assert!(names.iter().all(|n| figures.iter().all(|f| !f.span.overlaps(n.span))));
        }
    }
}
