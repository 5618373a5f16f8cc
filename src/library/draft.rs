//! A file replaced at once: whoever reads it meanwhile, or after the machine stopped half-way, finds the old one or
//! the new one and never half of it.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The new text in a file of its own, beside the one it is to replace; gone again when it does not.
pub(super) struct Draft(Option<PathBuf>);

impl Draft {
    /// Writes the text that is to replace a file's; makes the folder where there is none.
    pub(super) fn write(path: &Path, text: &str) -> io::Result<Draft> {
        let folder = folder(path);
        fs::create_dir_all(folder)?;
        let mut name = OsString::from(".");
        name.push(path.file_name().unwrap_or_default());
        name.push(format!(".{}.new", std::process::id()));
        let draft = folder.join(name);
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(&draft)?;
        let kept = Draft(Some(draft));
        if let Ok(existing) = fs::metadata(path) {
            file.set_permissions(existing.permissions())?;
        }
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        Ok(kept)
    }

    /// Puts it in the place of the file.
    pub(super) fn put(mut self, path: &Path) -> io::Result<()> {
        if let Some(draft) = &self.0 {
            fs::rename(draft, path)?;
            self.0 = None;
            // The name is safe only when the folder is; some systems cannot do that, which loses nothing now.
            let _ = File::open(folder(path)).and_then(|f| f.sync_all());
        }
        Ok(())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if let Some(draft) = &self.0 {
            let _ = fs::remove_file(draft);
        }
    }
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
