//! Where the user's config file is looked for.

use std::path::{Path, PathBuf};

/// How a config file was come by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Named by `--config`: it must be there.
    Named,
    /// In the user's config folder.
    User,
    /// `./config.toml`. Whoever made the folder made it, so it may not name commands.
    WorkingFolder,
}

/// A place where a config file may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub path: PathBuf,
    /// How it is come by.
    pub origin: Origin,
}

/// What the environment and the command line say; empty variables count as not set.
#[derive(Clone, Copy, Debug, Default)]
pub struct Env<'a> {
    /// The value of `--config`.
    pub named: Option<&'a Path>,
    /// `XDG_CONFIG_HOME`.
    pub xdg_config_home: Option<&'a Path>,
    /// `HOME`.
    pub home: Option<&'a Path>,
}

/// The user's config folder: for its own config file, themes and language packs.
pub fn folder(env: &Env<'_>) -> Option<PathBuf> {
    // The XDG specification has relative paths ignored.
    let xdg = env.xdg_config_home.filter(|path| path.is_absolute()).map(Path::to_owned);
    let home = env.home.filter(|path| path.is_absolute()).map(|home| home.join(".config"));
    Some(xdg.or(home)?.join("briefing"))
}

/// The user's data folder: for what the program keeps. `xdg_data_home` is the value of `XDG_DATA_HOME`.
pub fn data_folder(xdg_data_home: Option<&Path>, home: Option<&Path>) -> Option<PathBuf> {
    let xdg = xdg_data_home.filter(|path| path.is_absolute()).map(Path::to_owned);
    let home = home.filter(|path| path.is_absolute()).map(|home| home.join(".local/share"));
    Some(xdg.or(home)?.join("briefing"))
}

/// The places in which a config file is looked for; the first that is there is read, and no other.
pub fn places(env: &Env<'_>) -> Vec<Place> {
    if let Some(named) = env.named {
        return vec![Place { path: named.to_owned(), origin: Origin::Named }];
    }
    let user = folder(env).map(|folder| Place { path: folder.join("config.toml"), origin: Origin::User });
    let here = Place { path: PathBuf::from("config.toml"), origin: Origin::WorkingFolder };
    user.into_iter().chain([here]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looked_for(named: Option<&str>, xdg: Option<&str>, home: Option<&str>) -> Vec<String> {
        let env = Env {
            named: named.map(Path::new),
            xdg_config_home: xdg.map(Path::new),
            home: home.map(Path::new),
        };
        places(&env).iter().map(|place| place.path.display().to_string()).collect()
    }

    #[test]
    fn the_named_file_goes_before_all_and_the_folder_comes_last() {
        assert_eq!(looked_for(Some("my.toml"), Some("/x"), Some("/h")), ["my.toml"]);
        assert_eq!(looked_for(None, Some("/x"), Some("/h")), ["/x/briefing/config.toml", "config.toml"]);
        assert_eq!(looked_for(None, None, Some("/h")), ["/h/.config/briefing/config.toml", "config.toml"]);
        assert_eq!(
            looked_for(None, Some("rel"), Some("/h")),
            ["/h/.config/briefing/config.toml", "config.toml"]
        );
        assert_eq!(looked_for(None, Some(""), None), ["config.toml"]);
    }
}
