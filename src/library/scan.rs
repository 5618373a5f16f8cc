//! Finds article files and reads them.

use std::collections::HashSet;
use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use walkdir::WalkDir;

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
    /// What was read from it already: standard input can be read only once.
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
        if path.as_os_str() == "-" {
            standard_input(path, &mut found, &mut problems);
        } else if path.is_file() {
            found.push(named(path));
        } else {
            search(path, &mut found, &mut problems);
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

fn standard_input(path: &Path, found: &mut Vec<Source>, problems: &mut Vec<ScanProblem>) {
    match limited(io::stdin().lock()) {
        Ok(bytes) => found.push(Source { held: Some(bytes.into()), ..named(path) }),
        Err(e) => problems.push(ScanProblem { path: path.to_path_buf(), reason: e.to_string() }),
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

/// Reads and parses one article.
///
/// # Errors
/// When the file cannot be read, or is larger than 256 MiB.
pub fn load(source: &Source) -> Result<Document, ScanProblem> {
    load_expecting(source, &Lang::ALL)
}

/// As [`load`], in one of these languages unless the article states another, the likeliest first.
///
/// # Errors
/// As [`load`].
pub fn load_expecting(source: &Source, languages: &[Lang]) -> Result<Document, ScanProblem> {
    if let Some(bytes) = &source.held {
        return Ok(detect::load_expecting(bytes, source.format, languages));
    }
    let bytes = fs::File::open(&source.path).and_then(limited);
    let bytes = bytes.map_err(|e| ScanProblem { path: source.path.clone(), reason: e.to_string() })?;
    Ok(detect::load_expecting(&bytes, source.format, languages))
}

/// All of a source, up to [`LIMIT`].
fn limited(from: impl Read) -> io::Result<Vec<u8>> {
    // A buffer of this size reads most articles in one go; an empty one would begin with 32 bytes.
    let mut bytes = Vec::with_capacity(1 << 16);
    from.take(LIMIT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LIMIT {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "larger than 256 MiB; split it to read it"));
    }
    Ok(bytes)
}
