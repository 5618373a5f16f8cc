//! The terminal is taken over by [`Guard::enter`] and given back as it was found: on drop, on a panic, on suspend.

use std::io::{self, Write, stdout};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor::{Hide, Show};
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{execute, queue};

/// Whether the terminal is ours now; a panic hook can ask nobody else.
static TAKEN: AtomicBool = AtomicBool::new(false);
static HOOK: Once = Once::new();

/// Threads of this name report their failures to the loop; their panics must not touch the screen.
pub(super) const WORKER: &str = "worker";

/// The terminal while it is ours.
#[derive(Debug)]
pub(super) struct Guard {
    mouse: bool,
}

impl Guard {
    /// Takes the terminal: raw mode, the alternate screen, no cursor, the mouse if wanted.
    ///
    /// # Errors
    /// When the terminal refuses; it is given back then.
    pub(super) fn enter(mouse: bool) -> io::Result<Self> {
        HOOK.call_once(chain_panic_hook);
        let guard = Self { mouse };
        guard.take()?;
        Ok(guard)
    }

    /// Takes the terminal again after [`Guard::release`].
    pub(super) fn take(&self) -> io::Result<()> {
        let taken = TAKEN.swap(true, Ordering::SeqCst);
        if taken {
            // Stopped by a signal that nobody can catch, the terminal may have been set otherwise meanwhile.
            let _ = disable_raw_mode();
        }
        enable_raw_mode()?;
        let mut out = stdout().lock();
        if !taken {
            // The title is put on the terminal's own stack, so that giving back needs no knowledge of it.
            out.write_all(b"\x1b[22;2t")?;
        }
        queue!(out, EnterAlternateScreen, Hide, EnableBracketedPaste)?;
        if self.mouse {
            queue!(out, EnableMouseCapture)?;
        }
        out.flush()
    }

    /// Gives the terminal back for a while.
    pub(super) fn release(&self) {
        give_back();
    }

    /// Lets the mouse work here, or leaves it to the terminal; whether it works here now.
    pub(super) fn toggle_mouse(&mut self) -> io::Result<bool> {
        self.mouse = !self.mouse;
        if self.mouse {
            execute!(stdout(), EnableMouseCapture)?
        } else {
            execute!(stdout(), DisableMouseCapture)?
        }
        Ok(self.mouse)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
    }
}

/// Leaves the terminal as it was found; does nothing when it is not ours.
fn give_back() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    // Nobody is left to tell if this fails: the terminal is gone then.
    let mut out = stdout().lock();
    let _ = out.write_all(b"\x1b[?2026l\x1b[0m");
    let _ = execute!(out, DisableMouseCapture, DisableBracketedPaste, LeaveAlternateScreen, Show);
    let _ = out.write_all(b"\x1b[23;2t");
    let _ = out.flush();
    let _ = disable_raw_mode();
}

fn chain_panic_hook() {
    let previous = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if std::thread::current().name() == Some(WORKER) {
            return;
        }
        give_back();
        previous(info);
    }));
}
