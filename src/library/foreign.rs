//! Files that hold no text, told by their first bytes, with what makes text of them.

use std::io;

/// First bytes, what such a file is, and what to do with it.
const KINDS: &[(&[u8], &str, &str)] = &[
    (b"%PDF-", "a PDF document", "pdftotext FILE - | briefing -"),
    (b"PK\x03\x04", "a ZIP archive, as EPUB, DOCX and ODT are", PANDOC),
    (b"{\\rtf", "an RTF document", "pandoc -t plain -f rtf FILE | briefing -"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Office document", "save it as text first"),
    (b"\x1F\x8B", "compressed", "gunzip -c FILE | briefing -"),
    (b"BZh", "compressed", "bunzip2 -c FILE | briefing -"),
    (b"\xFD7zXZ\0", "compressed", "xz -dc FILE | briefing -"),
    (b"\x28\xB5\x2F\xFD", "compressed", "zstd -dc FILE | briefing -"),
    (b"SQLite format 3\0", "a database", NOTHING),
    (b"\x89PNG\r\n\x1A\n", "a picture", NOTHING),
    (b"\xFF\xD8\xFF", "a picture", NOTHING),
    (b"GIF8", "a picture", NOTHING),
    (b"\x7FELF", "a program", NOTHING),
];
const PANDOC: &str = "pandoc -t plain FILE | briefing -";
const NOTHING: &str = "name another file";

/// Refuses bytes that are no text: read as text they would fill the screen and the library with rubbish.
///
/// # Errors
/// When the first bytes are those of a kind of file that holds no text; the message says how to make text of it.
pub(super) fn refuse(bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    match KINDS.iter().find(|(head, ..)| bytes.starts_with(head) && !is_prose(head, &bytes)) {
        None => Ok(bytes),
        Some((_, what, remedy)) => {
            let message = format!("{what}, no text; {remedy}");
            Err(io::Error::new(io::ErrorKind::InvalidData, message))
        }
    }
}

/// Whether a head of letters alone is how a text begins ("BZh…"): a compressed file is not UTF-8 for long.
fn is_prose(head: &[u8], bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(256)];
    head.iter().all(u8::is_ascii_alphanumeric)
        && std::str::from_utf8(sample).err().is_none_or(|e| e.error_len().is_none())
}

#[cfg(test)]
mod tests {
    use super::{KINDS, refuse};

    #[test]
    fn files_that_hold_no_text_are_refused_with_a_remedy() {
        for (head, what, remedy) in KINDS {
            let bytes = [head, &b"\x01\x80\xFF\xFE rest"[..]].concat();
            let told = refuse(bytes).unwrap_err().to_string();
            assert!(told.starts_with(what) && told.ends_with(remedy), "{told}");
        }
    }

    #[test]
    fn text_is_let_through() {
        for text in
            ["", "PK", "%PDF", "BZh is geen woord, GIF89a wel. é", "GIF8", "{\\r", "\u{FEFF}Kop", "\x1b[31m"]
        {
            assert_eq!(refuse(text.into()).unwrap(), text.as_bytes());
        }
        let utf16 = vec![0xFF, 0xFE, b'a', 0];
        assert_eq!(refuse(utf16.clone()).unwrap(), utf16);
    }
}
