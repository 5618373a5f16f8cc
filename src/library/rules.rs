//! The rules file on disk: read, and changed without losing what its author writes into it meanwhile.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::draft::Draft;
use crate::annotate::rules::{Edit, RuleProblem, Rules, edited, parse};

/// How often a change is begun anew because somebody else wrote the file in between.
const TRIES: usize = 5;

/// What a rules file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RulesFile {
    /// Its rules.
    pub rules: Rules,
    /// The lines that were skipped, each with its place: `path:line:col: message`.
    pub problems: Vec<String>,
}

/// A rules file that could not be read or written.
#[derive(Debug)]
pub struct RulesFailure {
    /// The file.
    pub path: PathBuf,
    /// What the system said.
    pub error: io::Error,
}

impl fmt::Display for RulesFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.error)
    }
}

impl std::error::Error for RulesFailure {}

/// Reads a rules file; one that is not there yet has no rules.
///
/// # Errors
/// When it is there but cannot be read, or is not UTF-8.
pub fn read(path: &Path) -> Result<RulesFile, RulesFailure> {
    Ok(understood(path, &text(path)?))
}

/// Makes changes in a rules file, which is created with its folder where it is not there yet; returns what it says
/// then.
///
/// The file is read again first, so that lines that were written by hand meanwhile stay, and is replaced at once, so
/// that nobody ever reads half of it.
///
/// # Errors
/// When it cannot be read or written; it is left as it was then.
pub fn change(path: &Path, edits: &[Edit]) -> Result<RulesFile, RulesFailure> {
    // A link to a file kept elsewhere stays a link.
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let failed = |error| RulesFailure { path: path.to_path_buf(), error };
    for _ in 0..TRIES {
        let before = text(&real)?;
        let after = edited(&before, edits);
        if after == before {
            return Ok(understood(path, &after));
        }
        let draft = Draft::write(&real, &after).map_err(failed)?;
        if text(&real)? == before {
            draft.put(&real).map_err(failed)?;
            return Ok(understood(path, &after));
        }
    }
    Err(failed(io::Error::other("it keeps being changed by another program")))
}

fn understood(path: &Path, text: &str) -> RulesFile {
    let (rules, problems) = parse(text);
    let placed = |p: &RuleProblem| format!("{}:{p}", path.display());
    RulesFile { rules, problems: problems.iter().map(placed).collect() }
}

fn text(path: &Path) -> Result<String, RulesFailure> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(RulesFailure { path: path.to_path_buf(), error }),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{change, read};
    use crate::annotate::rules::{Correction, Edit, Rule};

    fn rejecting(name: &str) -> Edit {
        Edit::adding(Rule { correction: Correction::Reject { name: name.into() }, article: None })
    }

    #[test]
    fn a_change_keeps_what_was_written_by_hand_meanwhile() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data/briefing/rules.txt");
        assert_eq!(read(&path).unwrap().rules.rules().count(), 0);
        change(&path, &[rejecting("A")]).unwrap();
        let by_hand = "# mine\nrejct \"X\"\nreject \"A\"\nretype \"T\" as ORG";
        fs::write(&path, by_hand).unwrap();
        let found = change(&path, &[rejecting("B")]).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), format!("{by_hand}\nreject \"B\"\n"));
        assert_eq!(found.rules.rules().count(), 3);
        let expected = format!("{}:2:1: unknown verb `rejct`", path.display());
        assert!(found.problems.len() == 1 && found.problems[0].starts_with(&expected), "{found:?}");
        change(&path, &[rejecting("A").inverse()]).unwrap();
        let left = "# mine\nrejct \"X\"\nretype \"T\" as ORG\nreject \"B\"\n";
        assert_eq!(fs::read_to_string(&path).unwrap(), left);
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "a draft was left behind");
    }

    #[test]
    fn what_cannot_be_read_is_not_written_either() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rules.txt");
        fs::write(&path, b"# \xff\n").unwrap();
        assert!(read(&path).is_err() && change(&path, &[rejecting("A")]).is_err());
        assert_eq!(fs::read(&path).unwrap(), b"# \xff\n");
        // A file stands where the folder should be.
        let failure = change(&path.join("rules.txt"), &[rejecting("A")]).unwrap_err();
        assert!(failure.to_string().contains("rules.txt/rules.txt: "), "{failure}");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_permissions_stay() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("mine.txt"), folder.path().join("rules.txt"));
        fs::write(&real, "# mine\n").unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        change(&link, &[rejecting("A")]).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&real).unwrap(), "# mine\nreject \"A\"\n");
        assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
