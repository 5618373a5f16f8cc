//! The few words that tell bylines, jobs, credits and call-outs from headings, in five languages.

/// Words that open a byline; the author follows.
const BY: &[&str] = &[
    "door ",
    "by ",
    "von ",
    "par ",
    "por ",
    "tekst: ",
    "auteur: ",
    "author: ",
    "text: ",
    "autor: ",
    "van onze ",
    "from our ",
    "de notre ",
    "von unserem ",
];

/// Words that open the name of a medium or a desk.
const SOURCE: &[&str] =
    &["bron: ", "source: ", "quelle: ", "fuente: ", "redactie ", "redaktion ", "rédaction ", "redacción "];

/// Endings of words for people who write: `sportredacteur`, `EU-correspondent`.
const JOBS: &str = "redacteur redactrice correspondent correspondente verslaggever verslaggeefster journalist \
    journaliste presentator presentatrice commentator columnist fotograaf reporter editor redakteur \
    redakteurin korrespondent korrespondentin journalistin reporterin correspondant correspondante \
    periodista corresponsal redactor";

/// Openings of credits and captions.
const CREDITS: &[&str] = &[
    "foto: ",
    "foto's: ",
    "foto ",
    "beeld: ",
    "video: ",
    "photo: ",
    "photos: ",
    "photo by ",
    "image: ",
    "picture: ",
    "bild: ",
    "crédit",
    "photo : ",
    "imagen: ",
    "fotografía: ",
    "bron: ",
    "bronnen: ",
    "source: ",
    "sources: ",
    "quelle: ",
    "quellen: ",
    "fuente: ",
    "met medewerking van ",
    "(foto",
];

/// Whole lines that call the reader away from the text.
const CALLS: &[&str] = &[
    "gerelateerd",
    "gerelateerde dossiers",
    "gerelateerde artikelen",
    "lees ook",
    "lees meer",
    "lees verder",
    "meer lezen",
    "meer nieuws",
    "podcast",
    "video",
    "overzicht",
    "over dit onderzoek",
    "over het onderzoek",
    "advertentie",
    "deel dit artikel",
    "reacties uitgeschakeld",
    "vragen? stel ze!",
    "related",
    "related articles",
    "read more",
    "read also",
    "see also",
    "more on this story",
    "advertisement",
    "share this article",
    "sources",
    "external links",
    "mehr zum thema",
    "lesen sie auch",
    "weiterlesen",
    "anzeige",
    "quellen",
    "à lire aussi",
    "lire aussi",
    "publicité",
    "sur le même sujet",
    "lea también",
    "lee también",
    "más información",
    "publicidad",
];

/// First words of a line that sends the reader elsewhere.
const CALL_WORDS: &str = "kijk bekijk beluister luister lees volg abonneer reageren mail klik watch listen read follow \
    subscribe click sehen lesen hören abonnieren regardez écoutez lisez suivez abonnez-vous mire \
    vea escuche lea siga suscríbase";

/// Words that say where the reader is sent.
const POINTERS: &str = "hier ook terug verder onze here also below our ici aussi notre aquí también nuestro podcast podcast-app app \
    nieuwsbrief newsletter liveblog video";

const PARTICLES: &str = "van de der den het ten ter te op in 't la le du des von zu zum vom und y e del los las di da bin el \
    al";

const DATE_WORDS: &str = "uur uhr h u am pm a.m. p.m. gmt cet cest utc om at um à a op le el den de del vandaag gisteren \
    eergisteren today yesterday heute gestern aujourd'hui hier hoy ayer maandag dinsdag woensdag \
    donderdag vrijdag zaterdag zondag monday tuesday wednesday thursday friday saturday sunday montag \
    dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi \
    dimanche lunes martes jueves update";

/// Short forms of the days of the week.
const SHORT_DAYS: &str =
    "ma di wo do vr za zo mon tue wed thu fri sat sun mo mi fr sa so lun mar mer jeu ven sam dim";

/// Last words of a line that hands over to what somebody said or to what follows.
const REPORTS: &str = "said says added adds continued continues wrote writes asked asks replied tweeted posted concluded \
    explained follows below are is was were that zei zegt schreef schrijft vervolgt reageert antwoordt \
    zijn als sagte sagt schreibt schrieb écrit dijo escribió";

/// Words that speak to the person who is asked.
const ADDRESS: &str = "u uw je jij jouw jullie you your yourself du dich dir dein deine deiner ihr ihnen vous votre vos tu \
    toi usted ustedes te tú";

/// Whether a list of words has `word`.
fn listed(list: &str, word: &str) -> bool {
    list.split(' ').any(|w| w == word)
}

/// Whether a line that ends in a colon hands over to speech.
pub(super) fn reports(line: &str) -> bool {
    let last = line.trim_end_matches([':', '"', '”']).split_whitespace().next_back().unwrap_or("");
    listed(REPORTS, last.to_lowercase().as_str()) || is_call_out(line)
}

/// Whether a question addresses somebody; "Sie" counts where it does not open the sentence.
pub(super) fn speaks_to_somebody(question: &str) -> bool {
    let word = |w: &str| w.trim_matches(|c: char| !c.is_alphabetic()).to_owned();
    question.split_whitespace().enumerate().any(|(i, w)| {
        let word = word(w);
        i > 0 && word == "Sie" || listed(ADDRESS, word.to_lowercase().as_str())
    })
}

pub(super) fn is_particle(word: &str) -> bool {
    listed(PARTICLES, word)
}

pub(super) fn is_date_word(word: &str) -> bool {
    let lower = word.to_lowercase();
    let bare = lower.trim_end_matches('.');
    listed(DATE_WORDS, lower.as_str())
        || listed(DATE_WORDS, bare)
        || listed(SHORT_DAYS, bare)
        || ["miércoles", "viernes", "sábado", "domingo"].contains(&bare)
        || crate::document::date::month(word).is_some()
        || ["er", "e", "st", "nd", "rd", "th"].iter().any(|s| {
            bare.strip_suffix(s).is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
        })
}

/// Whether the line says what somebody who writes does.
pub(super) fn is_job(line: &str) -> bool {
    line.chars().count() <= 80
        && line.split([' ', ',', '-', '/']).any(|w| {
            let word = w.to_lowercase();
            let plural = ["en", "s", "nen"].iter().find_map(|e| word.strip_suffix(e)).unwrap_or(&word);
            JOBS.split(' ').any(|j| word.ends_with(j) || plural.ends_with(j))
        })
}

/// The part of a byline after its opening words, the whole of a line that ends in a date; none for any other line.
pub(super) fn byline(line: &str) -> Option<&str> {
    let dated = || Some(line).filter(|l| !l.ends_with(['.', '?', '!', '"', '”']) && dated(l).is_some());
    let name = after_any(line, BY).filter(|n| n.starts_with(char::is_uppercase) || is_job(n));
    let desk = || after_any(line, SOURCE);
    name.or_else(desk).or_else(dated).filter(|_| line.chars().count() <= 100)
}

/// The author that a byline names.
pub(super) fn author(line: &str) -> Option<&str> {
    let name = after_any(line, BY).filter(|n| n.starts_with(char::is_uppercase)).or_else(|| {
        let is_name = super::Shape::new(line).is_name();
        is_name.then_some(line)
    })?;
    let end = name.find([',', '|', '(', '•', '–', '—']).unwrap_or(name.len());
    Some(name[..end].trim()).filter(|n| !n.is_empty())
}

/// The medium that a byline names: after its word for it, or before the date.
pub(super) fn source(line: &str) -> Option<&str> {
    let named = after_any(line, &SOURCE[..4]);
    let name = named
        .map(|n| dated(n).unwrap_or(n))
        .or_else(|| dated(line).filter(|_| byline_words(line).is_none()))?;
    Some(name.trim_end_matches(['.', ',']).trim()).filter(|n| n.starts_with(char::is_uppercase))
}

fn byline_words(line: &str) -> Option<&str> {
    after_any(line, BY)
}

/// What stands before the comma in a line that goes on with a full date: `De Courant, 22 juni 2023`.
fn dated(line: &str) -> Option<&str> {
    let (name, rest) = line.split_once(", ")?;
    let figures = rest.contains(|c: char| c.is_ascii_digit());
    (figures && rest.chars().count() <= 40 && crate::document::date::find(rest).is_some()).then_some(name)
}

/// Whether the line is a credit or a caption that says so.
pub(super) fn is_credit(line: &str) -> bool {
    let lower = line.to_lowercase();
    let inside = || {
        ["foto", "image", "photo", "bild", "beeld", "crédit", "imagen"].iter().any(|word| {
            lower.match_indices(word).any(|(i, _)| {
                let before = lower[..i].trim_end().ends_with(['.', '(', '|', '/']);
                before && lower[i + word.len()..].trim_start_matches(['s', ' ', '\u{A0}']).starts_with(':')
            })
        })
    };
    after_any(line, CREDITS).is_some() || line.contains('©') || inside()
}

/// Whether the line sends the reader elsewhere.
pub(super) fn is_call_out(line: &str) -> bool {
    let lower = line.to_lowercase();
    let bare = lower.trim_matches(['"', ':', '.', '>', '»', ' ']);
    let first = bare.split([' ', '?', ',']).next().unwrap_or("");
    let away =
        || lower.ends_with([':', '!']) || lower.contains('@') || bare.split(' ').any(|w| listed(POINTERS, w));
    CALLS.contains(&bare) || listed(CALL_WORDS, first) && away()
}

/// What follows the first of `openings` that the line begins with, whatever its case.
fn after_any<'a>(line: &'a str, openings: &[&str]) -> Option<&'a str> {
    openings.iter().find_map(|opening| {
        let head = line.get(..opening.len())?;
        (head.to_lowercase() == *opening).then(|| line[opening.len()..].trim())
    })
}
