//! Finds article files and reads them.

use std::collections::HashSet;
use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use walkdir::WalkDir;

use super::foreign;
use crate::document::{Document, Format, Lang};
use crate::language::detect;
use crate::text::clean::clean_line;

/// The largest article that is read, in bytes: offsets are 32 bits wide, and an article above this is none.
const LIMIT: u64 = 256 << 20;

/// A file that holds an article.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Source {
    /// Where it is; `-` for standard input.
    pub path: PathBuf,
    /// How to read it.
    pub format: Format,
    /// What was read from it already: standard input and pipes can be read only once.
    pub held: Option<Arc<[u8]>>,
    /// Its size and time of change when it was found, to tell whether it has changed since.
    pub stamp: Option<(u64, SystemTime)>,
}

impl Source {
    /// The file's name, by which rules know the article.
    pub fn name(&self) -> String {
        match self.path.file_name() {
            Some(name) if name != "-" => name.to_string_lossy().into_owned(),
            _ => "standard input".to_string(),
        }
    }

    /// The file's name without its extension, for an article that has no title.
    pub fn stem(&self) -> String {
        match self.path.file_stem() {
            Some(stem) if stem != "-" => shown(Path::new(stem)),
            _ => "standard input".to_string(),
        }
    }
}

/// A path that could not be read, and why.
#[derive(Clone, Debug)]
pub struct ScanProblem {
    /// The path as it was given or found.
    pub path: PathBuf,
    /// What the system said, or what is wrong with it.
    pub reason: String,
}

impl fmt::Display for ScanProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", shown(&self.path), self.reason)
    }
}

/// A path as it may be shown: a file's name is a stranger's text and could hold what commands a terminal.
pub fn shown(path: &Path) -> String {
    clean_line(&path.to_string_lossy(), &mut Vec::new())
}

impl std::error::Error for ScanProblem {}

/// The articles at these paths: files as they are, folders searched recursively, in order of name.
///
/// A file that was named is an article whatever its extension; inside a folder only the known ones are.
pub fn find(paths: &[PathBuf]) -> (Vec<Source>, Vec<ScanProblem>) {
    let mut found = Vec::new();
    let mut problems = Vec::new();
    for path in paths {
        match path.is_file() {
            _ if is_read_once(path) => read_once(path, &mut found, &mut problems),
            true => found.push(named(path)),
            false => search(path, &mut found, &mut problems),
        }
    }
    let mut seen = HashSet::new();
    found.retain(|s: &Source| seen.insert(s.path.clone()));
    (found, problems)
}

fn named(path: &Path) -> Source {
    let format = path.file_name().and_then(|n| Format::from_name(&n.to_string_lossy()));
    Source {
        path: path.to_path_buf(),
        format: format.unwrap_or(Format::Plain),
        held: None,
        stamp: stamp(path),
    }
}

fn stamp(path: &Path) -> Option<(u64, SystemTime)> {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.len(), metadata.modified().ok()?))
}

/// Whether a path is standard input, a pipe (`briefing <(curl -s URL)`) or another stream: neither file nor folder, so
/// that it gives what it holds once and cannot be looked at again.
pub fn is_read_once(path: &Path) -> bool {
    path.as_os_str() == "-" || fs::metadata(path).is_ok_and(|m| !m.is_file() && !m.is_dir())
}

fn read_once(path: &Path, found: &mut Vec<Source>, problems: &mut Vec<ScanProblem>) {
    let room = 1 << 16;
    let read = match path.as_os_str() == "-" {
        true => limited(io::stdin().lock(), room),
        false => fs::File::open(path).and_then(|file| limited(file, room)),
    };
    match read.and_then(foreign::refuse) {
        Ok(bytes) => found.push(Source { held: Some(bytes.into()), ..named(path) }),
        Err(e) => problems.push(problem(path, &e)),
    }
}

fn search(folder: &Path, found: &mut Vec<Source>, problems: &mut Vec<ScanProblem>) {
    let visible = |e: &walkdir::DirEntry| e.depth() == 0 || !e.file_name().to_string_lossy().starts_with('.');
    for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter().filter_entry(visible)
    {
        match entry {
            Ok(e) if e.file_type().is_file() => {
                if let Some(format) = Format::from_name(&e.file_name().to_string_lossy()) {
                    let stamp = stamp(e.path());
                    found.push(Source { path: e.into_path(), format, held: None, stamp });
                }
            }
            Ok(_) => {}
            Err(e) => problems.push(unreadable(folder, &e)),
        }
    }
}

fn unreadable(folder: &Path, error: &walkdir::Error) -> ScanProblem {
    let path = error.path().unwrap_or(folder).to_path_buf();
    let reason = match error.io_error() {
        Some(e) if e.kind() == io::ErrorKind::NotFound => "no such file or folder".to_string(),
        Some(e) => e.to_string(),
        None => "a link that leads back to its own folder; skipped".to_string(),
    };
    ScanProblem { path, reason }
}

/// An article file, and what tells whether it changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The file.
    pub source: Source,
    /// Bytes.
    pub size: u64,
    /// Time of its last change, in nanoseconds since 1970.
    pub modified: i64,
}

impl Found {
    /// The file as it is on disk now.
    ///
    /// # Errors
    /// When the system does not say.
    pub fn of(source: Source) -> Result<Found, ScanProblem> {
        let meta = fs::metadata(&source.path).map_err(|e| problem(&source.path, &e))?;
        Ok(Found { size: meta.len(), modified: modified(&meta), source })
    }
}

fn modified(meta: &fs::Metadata) -> i64 {
    let time = meta.modified().ok().and_then(|t| t.duration_since(UNIX_EPOCH).ok());
    time.and_then(|d| i64::try_from(d.as_nanos()).ok()).unwrap_or(0)
}

fn problem(path: &Path, error: &io::Error) -> ScanProblem {
    ScanProblem { path: path.to_path_buf(), reason: error.to_string() }
}

/// All that [`survey`] came upon.
#[derive(Debug, Default)]
pub struct Survey {
    /// The article files that are wanted, the one changed longest ago first.
    pub files: Vec<Found>,
    /// Article files in all.
    pub count: usize,
    /// What could not be looked at; what lies below it is unknown, not gone.
    pub problems: Vec<ScanProblem>,
}

/// Looks at these paths for articles, without reading any, leaving out what an ignored pattern matches. Those that are
/// not wanted are counted, and take no memory.
///
/// Paths come out absolute, so that the same file has the same name whatever folder the program is started in.
pub fn survey(paths: &[PathBuf], ignored: &Patterns, wanted: &mut dyn FnMut(&Found) -> bool) -> Survey {
    let mut out = Survey::default();
    for path in paths {
        match path.canonicalize() {
            Ok(path) => survey_one(&path, ignored, wanted, &mut out),
            Err(e) => out.problems.push(problem(path, &e)),
        }
    }
    out.files.sort_by(|a, b| a.modified.cmp(&b.modified).then_with(|| a.source.path.cmp(&b.source.path)));
    let mut seen = HashSet::new();
    out.files.retain(|f| seen.insert(f.source.path.clone()));
    out
}

fn survey_one(root: &Path, ignored: &Patterns, wanted: &mut dyn FnMut(&Found) -> bool, out: &mut Survey) {
    let visible = |e: &walkdir::DirEntry| {
        e.depth() == 0 || !e.file_name().to_string_lossy().starts_with('.') && !ignored.matches(e.path())
    };
    for entry in WalkDir::new(root).follow_links(true).into_iter().filter_entry(visible) {
        match entry {
            Ok(e) if e.file_type().is_file() => {
                let known = Format::from_name(&e.file_name().to_string_lossy());
                let Some(format) = known.or((e.depth() == 0).then_some(Format::Plain)) else { continue };
                match e.metadata() {
                    Ok(meta) => {
                        let source = Source { path: e.into_path(), format, held: None, stamp: None };
                        let found = Found { size: meta.len(), modified: modified(&meta), source };
                        out.count += 1;
                        if wanted(&found) {
                            out.files.push(found);
                        }
                    }
                    Err(error) => out.problems.push(unreadable(root, &error)),
                }
            }
            Ok(_) => {}
            Err(e) => out.problems.push(unreadable(root, &e)),
        }
    }
}

/// Patterns of names to leave out: `*` stands for any characters, `?` for one. One with a `/` is matched against the
/// end of the path, any other against the name of a file or folder alone.
#[derive(Clone, Debug, Default)]
pub struct Patterns(Vec<String>);

impl Patterns {
    /// From patterns as they are written.
    pub fn new(patterns: impl IntoIterator<Item = String>) -> Self {
        Self(patterns.into_iter().collect())
    }

    fn matches(&self, path: &Path) -> bool {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let whole = path.to_string_lossy();
        self.0.iter().any(|pattern| match pattern.trim_end_matches('/').contains('/') {
            true => wildcard(&format!("*/{}", pattern.trim_matches('/')), &whole),
            false => wildcard(pattern.trim_end_matches('/'), &name),
        })
    }
}

/// Whether a pattern of `*` and `?` matches all of a text; tries again from the last star only, so it takes at most the
/// product of the two lengths.
fn wildcard(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
    let (mut p, mut t, mut star) = (0, 0, None);
    while t < text.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, t));
                p += 1;
            }
            Some(&c) if c == '?' || c == text[t] => {
                p += 1;
                t += 1;
            }
            _ => {
                let Some((at, from)) = star else { return false };
                star = Some((at, from + 1));
                p = at + 1;
                t = from + 1;
            }
        }
    }
    pattern[p..].iter().all(|&c| c == '*')
}

/// The folder and the name of a file, as bytes that [`path_of`] makes a path of again.
pub(crate) fn split(path: &Path) -> (&[u8], &[u8]) {
    let folder = path.parent().unwrap_or(Path::new(""));
    (folder.as_os_str().as_encoded_bytes(), path.file_name().unwrap_or_default().as_encoded_bytes())
}

/// The path that these bytes are; a name that is no text stays what it is where the system allows such names.
pub(crate) fn path_of(bytes: &[u8]) -> PathBuf {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
    }
    #[cfg(not(unix))]
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

/// The bytes of an article.
///
/// # Errors
/// When the file cannot be read, is larger than 256 MiB, or holds no text (a PDF document, a picture).
pub fn read(source: &Source) -> Result<Vec<u8>, ScanProblem> {
    if let Some(bytes) = &source.held {
        return Ok(bytes.to_vec());
    }
    let read = fs::File::open(&source.path).and_then(whole).and_then(foreign::refuse);
    read.map_err(|e| problem(&source.path, &e))
}

/// Reads and parses one article.
///
/// # Errors
/// As [`read`].
pub fn load(source: &Source) -> Result<Document, ScanProblem> {
    load_expecting(source, &Lang::ALL)
}

/// As [`load`], in one of these languages unless the article states another, the likeliest first.
///
/// # Errors
/// As [`load`].
pub fn load_expecting(source: &Source, languages: &[Lang]) -> Result<Document, ScanProblem> {
    if let Some(bytes) = &source.held {
        return Ok(detect::load_expecting(&bytes[..], source.format, languages));
    }
    Ok(detect::load_expecting(read(source)?, source.format, languages))
}

/// All of a file, up to [`LIMIT`].
fn whole(file: fs::File) -> io::Result<Vec<u8>> {
    // One byte more than the file has, so that its end is met without room being made for more.
    let length = file.metadata().map_or(0, |m| m.len()).min(LIMIT) as usize + 1;
    limited(file, length)
}

/// All of a source, up to [`LIMIT`], with room for so many bytes to begin with.
fn limited(from: impl Read, room: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(room);
    from.take(LIMIT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LIMIT {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "larger than 256 MiB; split it to read it"));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::{Patterns, wildcard};
    use std::path::Path;

    #[test]
    fn patterns_match_names_or_ends_of_paths() {
        let patterns = Patterns::new(["*.bak.txt".into(), "drafts/".into(), "old/2019-*".into()]);
        for (path, expected) in [
            ("/a/b.bak.txt", true),
            ("/a/drafts", true),
            ("/a/drafts.txt", false),
            ("/a/old/2019-03", true),
            ("/a/new/2019-03", false),
        ] {
            assert_eq!(patterns.matches(Path::new(path)), expected, "{path}");
        }
        assert!(wildcard("*a*b?", "xxaxxbxxbx") && !wildcard("a?", "a") && wildcard("", ""));
    }
}
