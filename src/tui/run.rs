//! The loop: wait for an event, take all that are there, draw once.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use super::event::Event;
use super::gate::Gate;
use super::hands;
use super::keeper::Keeper;
use super::librarian::Librarian;
use super::memory::Memory;
use super::recall::{recall, remember};
use super::screen::{Around, Screen};
use super::settings::{Input, Reread, Settings};
use super::terminal::Guard;
use super::wardrobe::Wardrobe;
use super::worker::{self, Job};
use super::{background, signals, watch};
use crate::app::effect::Effect;
use crate::app::panes::list::ItemState;
use crate::app::state::State;
use crate::app::update;
use crate::command::{Key, KeyCode, Keymap};
use crate::library::scan::Source;
use crate::library::shelf::Ask;
use crate::view::{self, Look};

/// How long the first frame waits for the first article and for what the terminal's background is: less than an eye
/// can see, more than most of them need.
const FIRST_FRAME: Duration = Duration::from_millis(20);

/// How long it waits for the terminal's answer when the article is there: terminals answer sooner or not at all.
const ANSWER: Duration = Duration::from_millis(4);

struct Loop {
    state: State,
    settings: Settings,
    screen: Screen,
    guard: Guard,
    helpers: Helpers,
    events: Sender<Event>,
    paths: Vec<PathBuf>,
    reread: Reread,
    gate: Arc<Gate>,
    wardrobe: Wardrobe,
    /// Why the loop ends: a signal, or the reader's wish.
    end: Option<Option<i32>>,
}

/// The threads that work behind the loop.
struct Helpers {
    /// Opens articles.
    jobs: Sender<Job>,
    /// Writes the corrections.
    keeper: Keeper,
    /// Answers for the library.
    librarian: Option<Librarian>,
    /// Writes the session's file.
    memory: Option<Memory>,
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
    let screen = Screen::new(size.0, size.1, settings.manners);
    let Input { sources, paths, problems, config, reread, themes, library, unkept } = input;
    let watched = paths.iter().cloned().chain(config).chain(settings.rules.clone()).collect();
    let (asked, languages) = (settings.themes.ask, Arc::clone(&settings.languages));
    let begun = Instant::now();
    if asked {
        background::ask()?;
    }
    let mut state = State::new(sources, problems, settings.options, size);
    recall(&mut state, settings.rules.as_deref());
    let memory = remember(&mut state, settings.session.as_deref(), &events)?;
    state.session.citation.clone_from(&settings.citation);
    if let Some(reason) = unkept {
        state.say_error(reason.clone());
        state.notices.problems.push(reason.clone());
        state.catalogue.closed = Some(reason);
    }
    state.catalogue.open = library.is_some();
    state.catalogue.ready = library.as_ref().is_some_and(|l| l.shelf.is_some());
    (state.catalogue.list.sort, state.catalogue.shown.grouped) = settings.list;
    state.catalogue.saved.clone_from(&settings.queries);
    let keeper = Keeper::start(settings.rules.clone(), events.clone())?;
    let own = library.as_ref().map(|l| whole(&l.file));
    let librarian = library.map(|library| Librarian::start(library, events.clone())).transpose()?;
    let mut main = Loop {
        state,
        settings,
        screen,
        guard,
        helpers: Helpers { jobs, keeper, librarian, memory },
        gate,
        events: events.clone(),
        paths,
        reread,
        wardrobe: Wardrobe::new(themes),
        end: None,
    };
    let effects = update::start(&mut main.state);
    main.perform(effects)?;
    super::input::start(events.clone(), Arc::clone(&main.gate), asked)?;
    main.first_frame(&queue, asked)?;
    main.inquire(Ask::Index);
    worker::list_articles(unlisted(&main.state), languages, events.clone())?;
    watch::start(watched, own, events);
    main.turn(&queue)?;
    if asked && !main.wardrobe.answered() {
        background::swallow(&queue, begun);
    }
    update::leaving(&mut main.state).into_iter().for_each(|ask| main.inquire(ask));
    let signal = main.end.flatten();
    drop(main);
    signal.map_or(Ok(()), signals::die)
}

/// The articles that the list knows nothing about yet, with their places in it.
fn unlisted(state: &State) -> Vec<(usize, Source)> {
    let waiting = state.list.items.iter().filter(|(_, item)| item.state == ItemState::Waiting);
    waiting.map(|(place, item)| (place, item.source.clone())).collect()
}

impl Loop {
    /// Waits a moment for the first article, and for the terminal's answer where it was asked, so that the first frame
    /// is not an empty one and not of the wrong colours.
    fn first_frame(&mut self, queue: &Receiver<Event>, asked: bool) -> io::Result<()> {
        let begun = Instant::now();
        let mut article = !self.state.list.items.is_empty() || self.state.catalogue.ready;
        let mut answer = asked;
        while self.end.is_none() && (article || answer) {
            let patience = if article { FIRST_FRAME } else { ANSWER };
            let left = (begun + patience).saturating_duration_since(Instant::now());
            let Ok(event) = queue.recv_timeout(left) else { break };
            article &= !matches!(event, Event::Opened(..));
            answer &= !matches!(event, Event::Background(_));
            self.handle(event)?;
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
            self.keep();
        }
        Ok(())
    }

    /// Has written what is to be kept of this session.
    fn keep(&mut self) {
        if let Some(memory) = &self.helpers.memory
            && let Some(change) = update::to_keep(&mut self.state)
        {
            memory.keep(change);
        }
    }

    /// Asks something of the library.
    fn inquire(&self, ask: Ask) {
        self.helpers.librarian.iter().for_each(|librarian| librarian.ask(ask.clone()));
    }

    fn draw(&mut self) -> io::Result<()> {
        let Loop { state, settings, screen, wardrobe, .. } = self;
        let theme = wardrobe.worn(state, &settings.themes);
        let look = Look { theme, keymap: &settings.keymap, glyphs: &settings.glyphs };
        let links = if settings.manners.links { view::links(state) } else { Vec::new() };
        let around = Around { links, title: window_title(state) };
        screen.frame(around, |buffer| view::draw(state, look, buffer))
    }

    fn handle(&mut self, event: Event) -> io::Result<()> {
        let state = &mut self.state;
        let effects = match event {
            Event::Key(key) => update::key(state, &self.settings.keymap, key),
            Event::Background(mode) => {
                self.wardrobe.answer(mode, &mut self.settings.themes);
                Vec::new()
            }
            Event::Paste(text) => {
                paste(state, &self.settings.keymap, &text);
                Vec::new()
            }
            Event::Mouse(mouse) => update::mouse(state, &self.settings.keymap, mouse),
            Event::Resized => {
                let (width, height) = crossterm::terminal::size()?;
                self.screen.resize(width, height);
                update::resize(state, width, height);
                Vec::new()
            }
            Event::DiskChanged => {
                self.reread_settings();
                update::disk_changed(&mut self.state)
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
            Event::Library(answer) => update::answered(state, *answer),
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
            Event::Fault => {
                return Err(io::Error::other("a part of the program failed; what was kept is safe"));
            }
        };
        self.perform(effects)
    }

    fn perform(&mut self, effects: Vec<Effect>) -> io::Result<()> {
        for effect in effects {
            match effect {
                Effect::Quit => self.end = Some(None),
                Effect::Suspend => self.suspend()?,
                Effect::Redraw => self.screen.forget(),
                Effect::Find if self.helpers.librarian.is_some() && self.state.catalogue.open => {
                    self.inquire(Ask::Index);
                    if !self.state.catalogue.ready {
                        worker::find_articles(self.paths.clone(), self.events.clone())?;
                    }
                }
                Effect::Find => worker::find_articles(self.paths.clone(), self.events.clone())?,
                Effect::List(sources) => {
                    let languages = Arc::clone(&self.settings.languages);
                    worker::list_articles(sources, languages, self.events.clone())?;
                }
                Effect::Themes => self.wardrobe.show(&mut self.state, &self.settings.themes),
                Effect::KeepTheme(theme) => {
                    self.wardrobe.keep(theme, &mut self.state, &self.settings.themes);
                }
                Effect::ToggleMouse => {
                    let on = self.guard.toggle_mouse()?;
                    self.state.say(if on { "the mouse works here" } else { "the mouse is the terminal's" });
                }
                Effect::Copy { text, what } => {
                    hands::copy(text, what, &self.settings.programs, &self.events);
                }
                Effect::Rules(edit) => self.helpers.keeper.ask(edit),
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
                Effect::Open { source, generation, place } => {
                    // Fails only when the worker is gone, which ends the program anyway.
                    let languages = Arc::clone(&self.settings.languages);
                    let _ = self.helpers.jobs.send(Job { source, generation, place, languages });
                }
            }
        }
        for ask in update::asks(&mut self.state) {
            self.inquire(ask);
        }
        Ok(())
    }

    /// Takes a changed configuration; one with mistakes is told of and changes nothing.
    fn reread_settings(&mut self) {
        let known = |mut settings: Settings| {
            self.wardrobe.adapt(&mut settings.themes);
            settings
        };
        match (self.reread)().map(known) {
            Ok(settings) if settings == self.settings => {}
            Ok(settings) => {
                update::reconfigured(&mut self.state, settings.options);
                self.screen.set_manners(settings.manners);
                self.wardrobe.put_back();
                if settings.session != self.settings.session {
                    let start = |path: &PathBuf| Memory::start(path.clone(), self.events.clone()).ok();
                    self.helpers.memory = settings.session.as_ref().and_then(start);
                }
                self.settings = settings;
                self.state.session.citation.clone_from(&self.settings.citation);
                self.state.catalogue.saved.clone_from(&self.settings.queries);
                self.state.say("the changed configuration is in force");
            }
            Err(problem) => {
                let first = problem.lines().next().unwrap_or_default().to_string();
                self.state.say_error(format!("{first}; what was in force stays"));
                self.state.notices.problems = vec![problem];
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

/// A file's path as the system has it; the file may not be there yet.
fn whole(file: &Path) -> PathBuf {
    let folder = file.parent().and_then(|folder| folder.canonicalize().ok());
    folder.zip(file.file_name()).map_or_else(|| file.to_path_buf(), |(folder, name)| folder.join(name))
}

/// What the window is called: the article's title.
fn window_title(state: &State) -> String {
    let open = state.list.open.and_then(|o| state.list.items.get(o.item));
    open.map_or_else(|| "briefing".to_string(), |item| format!("{} - briefing", item.title()))
}

/// Pasted text goes into a prompt and nowhere else: it must never be taken for commands.
fn paste(state: &mut State, keymap: &Keymap, text: &str) {
    if update::context(state) == crate::command::Context::Prompt {
        for c in text.chars().filter(|c| !c.is_control()) {
            update::key(state, keymap, Key::plain(KeyCode::Char(c)));
        }
    }
}
