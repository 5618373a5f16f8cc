//! The loop: wait for an event, take all that are there, draw once.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use super::event::Event;
use super::gate::Gate;
use super::hands::{self, Programs};
use super::keeper::Keeper;
use super::screen::Screen;
use super::terminal::Guard;
use super::worker::{self, Job};
use super::{signals, watch};
use crate::app::effect::Effect;
use crate::app::rulebook::Rulebook;
use crate::app::state::{Options, State};
use crate::app::update;
use crate::command::{Key, KeyCode, Keymap};
use crate::library::rules;
use crate::library::scan::Source;
use crate::theme::Theme;
use crate::view::{self, Glyphs, Look};

/// How long the first frame waits for the first article: less than an eye can see, more than most articles need.
const FIRST_FRAME: Duration = Duration::from_millis(20);

/// Reads the configuration again; what was wrong with it, when something was.
pub type Reread = Box<dyn Fn() -> Result<Settings, String>>;

/// What is read, and from where it is read again.
pub struct Input {
    /// The articles that were found.
    pub sources: Vec<Source>,
    /// Where they were found.
    pub paths: Vec<PathBuf>,
    /// What went wrong so far.
    pub problems: Vec<String>,
    /// The configuration's file, if there is one.
    pub config: Option<PathBuf>,
    /// Reads it again.
    pub reread: Reread,
}

/// What the reader chose, as the loop needs it.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Panes and setting.
    pub options: Options,
    /// Styles by role, turned down to what the terminal shows.
    pub theme: Theme,
    /// The keys.
    pub keymap: Keymap,
    /// The marks and lines to draw with.
    pub glyphs: Glyphs,
    /// Whether the mouse works.
    pub mouse: bool,
    /// The file of the corrections; none when there is no home folder.
    pub rules: Option<PathBuf>,
    /// Whether the terminal knows dotted and dashed underlines.
    pub underlines: bool,
    /// The template of a citation.
    pub citation: String,
    /// Other programs.
    pub programs: Programs,
}

struct Loop {
    state: State,
    settings: Settings,
    screen: Screen,
    guard: Guard,
    jobs: Sender<Job>,
    events: Sender<Event>,
    paths: Vec<PathBuf>,
    reread: Reread,
    keeper: Keeper,
    gate: Arc<Gate>,
    /// Why the loop ends: a signal, or the reader's wish.
    end: Option<Option<i32>>,
}

/// Reads articles until the reader leaves.
///
/// # Errors
/// When the terminal cannot be read or written.
pub fn run(input: Input, settings: Settings) -> io::Result<()> {
    let (events, queue) = channel();
    let gate = Arc::new(Gate::default());
    signals::start(events.clone(), Arc::clone(&gate))?;
    let size = crossterm::terminal::size()?;
    let guard = Guard::enter(settings.mouse)?;
    let jobs = worker::open_articles(events.clone())?;
    let screen = Screen::new(size.0, size.1, settings.underlines);
    let Input { sources, paths, problems, config, reread } = input;
    let watched = paths.iter().cloned().chain(config).collect();
    let listing = sources.iter().cloned().enumerate().collect();
    let mut state = State::new(sources, problems, settings.options, size);
    recall(&mut state, settings.rules.as_deref());
    state.session.citation.clone_from(&settings.citation);
    let keeper = Keeper::start(settings.rules.clone(), events.clone())?;
    let mut main = Loop {
        state,
        settings,
        screen,
        guard,
        jobs,
        keeper,
        gate,
        events: events.clone(),
        paths,
        reread,
        end: None,
    };
    let effects = update::start(&mut main.state);
    main.perform(effects)?;
    super::input::start(events.clone(), Arc::clone(&main.gate))?;
    main.first_frame(&queue)?;
    worker::list_articles(listing, events.clone())?;
    watch::start(watched, events);
    main.turn(&queue)?;
    let signal = main.end.flatten();
    drop(main);
    signal.map_or(Ok(()), signals::die)
}

/// The corrections made before. They are read before the first article is, so that it is not shown without them.
fn recall(state: &mut State, path: Option<&Path>) {
    match path.map(rules::read) {
        Some(Ok(file)) => {
            let skipped = file.problems.len();
            state.rulebook = Rulebook::new(file);
            if skipped > 0 {
                state
                    .say_error(format!("lines of the rules file that were skipped: {skipped}; P shows them"));
            }
        }
        Some(Err(failure)) => {
            state.say_error(format!("the corrections could not be read: {failure}"));
            state.problems.push(failure.to_string());
        }
        None => {}
    }
}

impl Loop {
    /// Waits a moment for the first article, so that the first frame is not an empty one.
    fn first_frame(&mut self, queue: &Receiver<Event>) -> io::Result<()> {
        if !self.state.items.is_empty() {
            match queue.recv_timeout(FIRST_FRAME) {
                Ok(event) => self.handle(event)?,
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
            }
        }
        self.draw()
    }

    fn turn(&mut self, queue: &Receiver<Event>) -> io::Result<()> {
        while self.end.is_none() {
            let Ok(event) = queue.recv() else { return Ok(()) };
            self.handle(event)?;
            while self.end.is_none() {
                let Ok(event) = queue.try_recv() else { break };
                self.handle(event)?;
            }
            if self.end.is_none() {
                self.draw()?;
            }
        }
        Ok(())
    }

    fn draw(&mut self) -> io::Result<()> {
        let Loop { state, settings, screen, .. } = self;
        let look = Look { theme: &settings.theme, keymap: &settings.keymap, glyphs: &settings.glyphs };
        screen.frame(|buffer| view::draw(state, look, buffer))
    }

    fn handle(&mut self, event: Event) -> io::Result<()> {
        let state = &mut self.state;
        let effects = match event {
            Event::Key(key) => update::key(state, &self.settings.keymap, key),
            Event::Paste(text) => {
                paste(state, &self.settings.keymap, &text);
                Vec::new()
            }
            Event::Mouse(mouse) => update::mouse(state, &self.settings.keymap, mouse),
            Event::Resize(width, height) => {
                self.screen.resize(width, height);
                update::resize(state, width, height);
                Vec::new()
            }
            Event::DiskChanged => {
                self.reread_settings();
                vec![Effect::Find]
            }
            Event::Found(sources) => update::found(state, sources),
            Event::Listed(place, path, summary) => {
                update::listed(state, place, &path, summary);
                Vec::new()
            }
            Event::Opened(generation, article) => {
                update::opened(state, generation, article);
                Vec::new()
            }
            Event::Annotated(generation, annotations) => {
                update::annotated(state, generation, annotations);
                Vec::new()
            }
            Event::Copied(copied) => {
                self.screen.pass(&copied.sequence);
                update::told(state, copied.said);
                Vec::new()
            }
            Event::Piped(command, result) => {
                update::piped(state, &command, result);
                Vec::new()
            }
            Event::Told(result) => {
                update::told(state, result);
                Vec::new()
            }
            Event::Rules(result) => {
                update::rules_kept(state, result);
                Vec::new()
            }
            Event::Suspend => vec![Effect::Suspend],
            Event::Continued => return self.resume(),
            Event::End(signal) => {
                self.end = Some(Some(signal));
                Vec::new()
            }
            Event::InputLost => vec![Effect::Quit],
        };
        self.perform(effects)
    }

    fn perform(&mut self, effects: Vec<Effect>) -> io::Result<()> {
        for effect in effects {
            match effect {
                Effect::Quit => self.end = Some(None),
                Effect::Suspend => self.suspend()?,
                Effect::Redraw => self.screen.forget(),
                Effect::Find => worker::find_articles(self.paths.clone(), self.events.clone())?,
                Effect::List(sources) => worker::list_articles(sources, self.events.clone())?,
                Effect::Mouse(mouse) => self.guard.set_mouse(mouse)?,
                Effect::Copy { text, what } => {
                    hands::copy(text, what, &self.settings.programs, &self.events);
                }
                Effect::Rules(edit) => self.keeper.ask(edit),
                Effect::Pipe { argv, text } => hands::pipe(argv, text, &self.events),
                Effect::Edit { path, words, share } => {
                    let argv = hands::editor(&path, &words, share, &self.settings.programs);
                    self.hand_over(&argv)?;
                }
                Effect::Visit(url) => {
                    if let Some(argv) = hands::visit(&url, &self.settings.programs, &self.events) {
                        self.hand_over(&argv)?;
                    }
                }
                Effect::Open { source, generation } => {
                    // Fails only when the worker is gone, which ends the program anyway.
                    let _ = self.jobs.send(Job { source, generation });
                }
            }
        }
        Ok(())
    }

    /// Takes a changed configuration; one with mistakes is told of and changes nothing.
    fn reread_settings(&mut self) {
        match (self.reread)() {
            Ok(settings) if settings == self.settings => {}
            Ok(settings) => {
                update::reconfigured(&mut self.state, settings.options);
                self.settings = settings;
                self.state.session.citation.clone_from(&self.settings.citation);
                self.state.say("the changed configuration is in force");
            }
            Err(problem) => {
                let first = problem.lines().next().unwrap_or_default().to_string();
                self.state.say_error(format!("{first}; what was in force stays"));
                self.state.problems = vec![problem];
            }
        }
    }

    /// Gives the terminal back and stops; takes it again when the process is continued.
    fn suspend(&mut self) -> io::Result<()> {
        self.guard.release();
        signals::stop()?;
        self.resume()
    }

    /// Gives the terminal to another program until that ends.
    fn hand_over(&mut self, argv: &[String]) -> io::Result<()> {
        self.gate.close();
        self.guard.release();
        let ended = hands::wait_for(argv);
        let resumed = self.resume();
        self.gate.open();
        update::told(&mut self.state, ended);
        resumed
    }

    fn resume(&mut self) -> io::Result<()> {
        self.guard.take()?;
        let (width, height) = crossterm::terminal::size()?;
        self.screen.resize(width, height);
        self.screen.forget();
        update::resize(&mut self.state, width, height);
        Ok(())
    }
}

/// Pasted text goes into a prompt and nowhere else: it must never be taken for commands.
fn paste(state: &mut State, keymap: &Keymap, text: &str) {
    if update::context(state) == crate::command::Context::Prompt {
        for c in text.chars().filter(|c| !c.is_control()) {
            update::key(state, keymap, Key::plain(KeyCode::Char(c)));
        }
    }
}
