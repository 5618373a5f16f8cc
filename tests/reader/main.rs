//! The real program in a pseudo-terminal: what a reader types and sees, and what is left behind.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a helper that fails, fails its test"
)]

#[path = "../common/mod.rs"]
mod common;

mod columns;
mod configuring;
mod handing;
mod hostile;
mod leaving;
mod library;
mod living;
mod looking;
mod moving;
mod remembering;
mod resizing;
mod suspending;

use common::{Session, Start};

/// An article with two headings, a quote, a role and names; made up.
const BRIDGE: &str = "---
title: Brug bij Oldehaven blijft dicht
source: Streekblad
date: 2026-05-04
lang: nl
---
De brug over de Zijlvaart blijft tot september gesloten. Dat heeft wethouder Annelies Kramer van Oldehaven dinsdag \
bekendgemaakt.

## 'Roest in de pijlers'

Bij een inspectie vond het ingenieursbureau roest in twee pijlers. \"We nemen geen enkel risico\", zei Kramer in de \
raad. \"Veiligheid gaat voor.\"

## Omweg via Nieuwmeer

Het verkeer moet omrijden via Nieuwmeer. Volgens vervoerder Lijn Zeven kost dat een kwartier. Kramer verwacht geen \
extra vertraging voor hulpdiensten.
";

/// A second one, so that there is somewhere to go.
const HARBOUR: &str = "---
title: Port of Wexmouth opens second quay
source: Coast Post
date: 2026-05-02
lang: en
---
The port of Wexmouth opened its second quay on Saturday.

## Larger ships

\"This doubles what we can handle,\" said harbour master Ruth Ellery.
";

/// A folder with both, opened.
fn two_articles(columns: u16, rows: u16) -> Session {
    let start = Start::program().article("brug.md", BRIDGE).article("quay.md", HARBOUR).arg(".");
    let session = start.at(columns, rows);
    session.shows("Oldehaven").shows("Brug bij").rest();
    session
}

/// One article of numbered words, long enough to move in: `w0001 w0002 ...`, 12 to a paragraph.
fn numbered(words: usize) -> String {
    let mut text = String::from("---\ntitle: Numbers\nlang: nl\n---\n");
    for word in 1..=words {
        text.push_str(&format!("w{word:05}"));
        text.push_str(if word % 40 == 0 { ".\n\n" } else { " " });
    }
    text
}

/// The first numbered word on the screen, and its row.
fn first_word(session: &Session) -> Option<(String, usize)> {
    let rows = session.rows();
    rows.iter().enumerate().find_map(|(row, line)| {
        let at = line.find("w0")?;
        Some((line.get(at..at + 6)?.to_owned(), row))
    })
}
