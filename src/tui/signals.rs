//! Signals become events, so that the terminal is left as it was found whatever ends the program.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use super::event::Event;
use super::fault;
use super::gate::Gate;

/// Waits for signals on a thread of its own.
///
/// While another program has the terminal, the signals that its keys make are meant for that program: to be stopped
/// is to be stopped together with it, and the rest is its own affair.
pub(super) fn start(events: Sender<Event>, gate: Arc<Gate>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH])?;
    let forward = move |events: &Sender<Event>| {
        for signal in signals.forever() {
            if gate.is_closed() && matches!(signal, SIGTSTP | SIGCONT | SIGINT | SIGQUIT) {
                if signal == SIGTSTP {
                    // Fails only for a signal that does not exist.
                    let _ = stop();
                }
                continue;
            }
            let event = match signal {
                SIGTSTP => Event::Suspend,
                SIGCONT => Event::Continued,
                SIGWINCH => Event::Resized,
                other => Event::End(other),
            };
            if events.send(event).is_err() {
                return;
            }
        }
    };
    fault::start("signals", events, forward)
}

/// Stops the whole process as Ctrl-z in a shell does; returns when it is continued.
pub(super) fn stop() -> io::Result<()> {
    emulate_default_handler(SIGTSTP)
}

/// Ends the process as the signal would have, so that its parent sees why.
pub(super) fn die(signal: i32) -> io::Result<()> {
    emulate_default_handler(signal)
}
