//! What is known about an article beside its text.

/// The languages the reader understands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lang {
    /// Dutch.
    #[default]
    Nl,
    /// English.
    En,
    /// German.
    De,
    /// French.
    Fr,
    /// Spanish.
    Es,
}

impl Lang {
    /// All of them, in the order of their index.
    pub const ALL: [Lang; 5] = [Lang::Nl, Lang::En, Lang::De, Lang::Fr, Lang::Es];

    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Nl => "nl",
            Lang::En => "en",
            Lang::De => "de",
            Lang::Fr => "fr",
            Lang::Es => "es",
        }
    }

    /// From a BCP 47 tag, whatever its region or case (`nl-BE`, `EN`); none for another language.
    pub fn from_tag(tag: &str) -> Option<Lang> {
        let primary = tag.split(['-', '_']).next()?.trim().to_ascii_lowercase();
        Lang::ALL.into_iter().find(|l| l.tag() == primary)
    }
}

/// Title, date, source and so on; each only where the source gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// The title.
    pub title: Option<String>,
    /// Date of publication, and the time where one is given.
    pub date: Option<jiff::civil::DateTime>,
    /// The medium or desk that published it.
    pub source: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Keywords.
    pub tags: Vec<String>,
    /// Address of the original.
    pub link: Option<String>,
    /// The language, stated by the source or else detected.
    pub lang: Lang,
    /// The language tag as the source states it, also of a language the reader does not know.
    pub stated_lang: Option<String>,
}

impl Meta {
    /// Takes the language tag that the source states; an unknown one leaves the default.
    pub fn state_lang(&mut self, tag: &str) {
        self.lang = Lang::from_tag(tag).unwrap_or_default();
        self.stated_lang = Some(tag.to_owned());
    }
}
