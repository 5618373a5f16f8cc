//! Which language a text is in.
//!
//! Function words tell languages apart within a sentence or two, so they are counted; a few letter groups help where a
//! text is a headline. Neighbours that the reader does not know (Portuguese, Italian, Afrikaans, the Scandinavian
//! languages, Frisian, Catalan) have lists too: their texts are then told to be none of ours instead of the nearest.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use crate::document::{Document, Format, Lang, parse};

/// What [`detect`] found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guess {
    /// The language; none where the text is in another one or too short to tell.
    pub lang: Option<Lang>,
    /// How sure that is, 0 to 1: the lead over the runner-up.
    pub confidence: f32,
}

/// Words of the text that are looked at.
const SAMPLE: usize = 1500;
/// A text of a known language has at least this share of its function words; tables and foreign texts have less.
const MIN_SHARE: f32 = 0.10;
/// The smallest lead over the runner-up, as a share of the winner's score.
const MIN_LEAD: f32 = 0.15;

/// Parses an article and settles its language.
pub fn load<'a>(bytes: impl Into<Cow<'a, [u8]>>, format: Format) -> Document {
    load_expecting(bytes, format, &Lang::ALL)
}

/// As [`load`], where the text is expected to be in one of these languages, the likeliest first.
pub fn load_expecting<'a>(bytes: impl Into<Cow<'a, [u8]>>, format: Format, languages: &[Lang]) -> Document {
    let mut document = parse(bytes, format);
    settle(&mut document, languages);
    document
}

/// Gives a document its language: the stated one where the reader knows it, else the detected one where it is
/// expected, else the likeliest.
pub fn settle(document: &mut Document, languages: &[Lang]) {
    let stated = document.meta.stated_lang.as_deref().and_then(Lang::from_tag);
    let found = || {
        let guess = detect(&document.text);
        guess.lang.or_else(|| document.meta.title.as_deref().and_then(|title| detect(title).lang))
    };
    let expected = || found().filter(|lang| languages.contains(lang));
    let likeliest = languages.first().copied().unwrap_or_default();
    document.meta.lang = stated.or_else(expected).unwrap_or(likeliest);
}

/// Detects the language of a text from its first words. Linear in what it looks at.
pub fn detect(text: &str) -> Guess {
    let mut scores = [0f32; LISTS.len()];
    let mut words = 0usize;
    for word in text.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’').filter(|w| !w.is_empty())
    {
        words += 1;
        if words > SAMPLE {
            break;
        }
        score(&word.to_lowercase().replace('’', "'"), &mut scores);
    }
    decide(&scores, words)
}

fn decide(scores: &[f32], words: usize) -> Guess {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]));
    let (best, second) = (order[0], order[1]);
    let lead = if scores[best] > 0.0 { 1.0 - scores[second] / scores[best] } else { 0.0 };
    let share = scores[best] / words.max(1) as f32;
    let sure = lead >= MIN_LEAD && share >= MIN_SHARE;
    Guess { lang: Lang::ALL.get(best).copied().filter(|_| sure), confidence: if sure { lead } else { 0.0 } }
}

/// Adds what one word, lower case, says: a function word counts for every language that has it, less the more have
/// it; any other word counts a little by its letters.
fn score(word: &str, scores: &mut [f32]) {
    let whole = WORDS.get(word);
    // "l'homme", "d'un": the elided word is the function word, its apostrophe part of it.
    let elided = || word.find('\'').and_then(|i| WORDS.get(&word[..=i]));
    if let Some(&languages) = whole.or_else(elided) {
        let weight = 1.0 / languages.count_ones() as f32;
        for (i, score) in scores.iter_mut().enumerate().filter(|(i, _)| languages >> i & 1 == 1) {
            *score += weight * if i < Lang::ALL.len() { 1.0 } else { OTHER_WEIGHT };
        }
        return;
    }
    for (group, lang) in GROUPS {
        if word.contains(group) {
            scores[lang] += 0.15;
        }
    }
}

/// The lists of the neighbours are shorter; their hits weigh more for it.
const OTHER_WEIGHT: f32 = 1.2;

/// Each function word with the set of lists that have it, as bits.
static WORDS: LazyLock<HashMap<&'static str, u16>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    for (i, list) in LISTS.iter().enumerate() {
        for word in list.split_ascii_whitespace() {
            *words.entry(word).or_insert(0) |= 1 << i;
        }
    }
    words
});

/// Letter groups that are common in one language and rare in the others, with the index of its list.
const GROUPS: [(&str, usize); 24] = [
    ("ij", 0),
    ("aa", 0),
    ("oe", 0),
    ("uu", 0),
    ("sch", 0),
    ("th", 1),
    ("sh", 1),
    ("wh", 1),
    ("ck", 1),
    ("ß", 2),
    ("ä", 2),
    ("ö", 2),
    ("ü", 2),
    ("sch", 2),
    ("eau", 3),
    ("ê", 3),
    ("è", 3),
    ("ç", 3),
    ("oi", 3),
    ("ñ", 4),
    ("ción", 4),
    ("ía", 4),
    ("ó", 4),
    ("ll", 4),
];

/// Function words: the five languages in the order of [`Lang::ALL`], then the neighbours.
const LISTS: [&str; 12] = [
    // Dutch
    "de het een en van in is dat op te zijn met voor die er aan niet om ook als dan maar bij of uit nog naar door over \
     ze zich hij zij ik je we wij jij u hun haar hem ons onze mijn zijn jullie deze dit wordt worden werd werden heeft \
     hebben had hadden kan kunnen kon zou zouden zal zullen moet moeten wil willen was waren geen meer veel al tot \
     tegen na onder tussen volgens omdat toen wie wat waar hoe welke daar hier nu wel zo want tijdens sinds terwijl \
     zonder sommige andere alle iets niets iemand eerst vandaag gisteren uur jaar mensen zegt zei gaat komt weer eens elkaar eigen \
     eerste tweede nieuwe grote meeste vaak toch steeds vooral krijgt zelf altijd nooit binnen buiten rond bijna samen",
    // English
    "the of and to in a is that for it was on are as with his they at be this from have or by had not but what all were \
     when we there can an your which their said if do will each about how up out them then she many some so these would \
     other into has more her two like him see could no than been who its now my over did down only may after also our \
     should because any those while where between before during against under through being both most own new i you he \
     me us says told such year years people again back next here \
     if being what's it's don't i'm still never always another around today yesterday last first under",
    // German
    "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass \
     sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch \
     man sein wurde sei hatte kann gegen vom können schon wenn habe seine mark ihre dann unter wir soll ich eines jahr \
     zwei diese dieser wieder keine seiner worden will zwischen immer etwa sagte gibt alle seit muss doch jetzt waren \
     kein mir ihm ihr uns wurden ohne während sowie ab beim nun \
     hier habe damit bereits sollte neue ersten zwischen also weil deren dessen unter davon beiden jedoch ihn ins",
    // French
    "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec aux ou mais son \
     comme nous cette sa ont été on leur même ses elle ils fait aussi était entre sans après ces si dont tout être où \
     deux bien très peu contre encore lui avait avant depuis selon celui ainsi alors notre votre vous je tu moi toi \
     leurs toute tous toutes lors chez vers sous était étaient sera ans année c' d' l' j' n' s' qu' m' jusqu' ont fut \
     autre autres quand point ni car cela ceux non elles peut faut doit mme plusieurs dit déjà jour jours premier",
    // Spanish
    "de la que el en y a los del se las por un para con no una su al lo como más pero sus le ya o este sí porque esta \
     entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante todos uno les ni contra otros \
     ese eso ante ellos e esto mí antes algunos qué unos yo otro otras otra él tanto esa estos mucho quienes nada muchos \
     cual poco ella estar estas algunas algo nosotros fue ha han ser es son está están había tiene años año según dijo sido fueron \
     sea solo sólo tras mientras aunque pero hace hacer puede pueden debe así ahora menos mayor mismo misma primer",
    // Portuguese
    "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou \
     ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos ter seus quem \
     nas me esse eles estão você tinha foram essa num nem suas meu às minha têm numa pelos elas",
    // Italian
    "di e il la che in a per un del è non della una si sono con le i da dei lo al come ha più ma o gli alla nel anche \
     delle se dal questo ci hanno dalla sua suo degli nella ai molto stato essere anni era dopo tra così perché cui \
     quando due ancora fatto quella questa loro tutti sul sulla nei alle agli ed",
    // Danish and Norwegian
    "og i at det er en til på som for med den de av af ikke har et han var jeg fra vi om men kan ut så der seg sig også \
     skal hun etter efter ved ble blev blir bliver være eller når over mot mod nå nu bare ha hadde havde man",
    // Swedish
    "och i att det som en på är av för med den till inte har de ett om var jag han från vi så men kan när år hade också \
     efter vid skulle nu finns under ut upp eller sig blir blev mot där sin vara mycket",
    // Afrikaans
    "die en van in is het nie dat wat om te met vir op hy 'n n sy ek word was ook as aan deur by sal na hulle ons kan \
     moet daar haar maar uit of hierdie meer toe baie wees jy so jaar gesê oor hom geen nog jou is dit se teen",
    // West Frisian
    "de en fan it in is dat te yn op foar mei hy net as by ek oan wurdt dy út wie sy oer troch nei mar om har syn hat \
     binne ús hawwe der wer kin jier dan ien noch safolle",
    // Catalan
    "de la i el que a en les els l d del per un una és amb al no es ha com més dels són va aquest aquesta pel seva seu \
     també han sobre ser entre fins però ja hi o ho molt anys quan si perquè tot",
];

#[cfg(test)]
mod tests {
    use super::{detect, load, load_expecting};
    use crate::document::{Format, Lang};
    use proptest::prelude::proptest;

    fn check(text: &str, expected: Option<Lang>) {
        let guess = detect(text);
        assert_eq!(guess.lang, expected, "{text}: {guess:?}");
    }

    #[test]
    fn sentences() {
        check("De minister zei dat het kabinet volgende week een besluit neemt.", Some(Lang::Nl));
        check("The minister said that the cabinet would decide next week.", Some(Lang::En));
        check("Der Minister sagte, dass das Kabinett nächste Woche entscheidet.", Some(Lang::De));
        check("Le ministre a dit que le gouvernement prendra une décision.", Some(Lang::Fr));
        check("El ministro dijo que el gobierno tomará una decisión.", Some(Lang::Es));
    }

    #[test]
    fn headlines() {
        check("Treinen rijden weer na storing", Some(Lang::Nl));
        check("What happens next in the strike", Some(Lang::En));
        check("Streit um die Brücke", Some(Lang::De));
        check("L'accord de la discorde", Some(Lang::Fr));
        check("Lluvia y nieve en el norte", Some(Lang::Es));
    }

    #[test]
    fn other_languages_and_no_language() {
        check("O ministro disse que o governo não vai tomar uma decisão até ao fim do mês.", None);
        check("Il ministro ha detto che il governo non prenderà una decisione.", None);
        check("Ministeren sagde, at regeringen ikke har besluttet sig for det endnu.", None);
        check("Bakan, hükümetin gelecek hafta karar vereceğini söyledi.", None);
        check("14:32 - 15:10, 3-1", None);
        check("", None);
    }

    #[test]
    fn the_stated_language_wins_and_dutch_is_the_fallback() {
        let lang = |source: &str| load(source.as_bytes(), Format::Markdown).meta.lang;
        assert_eq!(lang("---\nlang: fr\n---\nThe minister said that this was it."), Lang::Fr);
        assert_eq!(lang("---\nlang: und\n---\nThe minister said that this was it."), Lang::En);
        assert_eq!(lang("14:32"), Lang::Nl);
        let among = |languages: &[Lang], source: &str| {
            load_expecting(source.as_bytes(), Format::Markdown, languages).meta.lang
        };
        assert_eq!(among(&[Lang::De, Lang::En], "14:32"), Lang::De);
        assert_eq!(among(&[Lang::De], "The minister said that this was it."), Lang::De);
        assert_eq!(among(&[Lang::De], "---\nlang: fr\n---\nThe minister said that."), Lang::Fr);
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,80}") {
            detect(&text);
        }
    }
}
