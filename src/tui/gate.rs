//! The gate before the terminal's input: closed while another program has the terminal, so that its keys are not
//! taken from it.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use signal_hook::consts::SIGWINCH;
use signal_hook::low_level::raise;

/// How long to wait for the thread that reads; it answers at once unless the terminal is gone.
const PATIENCE: Duration = Duration::from_millis(500);

/// Open, unless another program has the terminal.
#[derive(Debug, Default)]
pub(super) struct Gate {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    closed: bool,
    /// Whether the thread that reads stands before the gate.
    waiting: bool,
}

impl Gate {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Closes the gate and waits until nobody reads the terminal any more.
    pub(super) fn close(&self) {
        let mut state = self.state();
        state.closed = true;
        // A changed window is what wakes a thread that is reading the terminal, without a byte being read.
        let _ = raise(SIGWINCH);
        let _ =
            self.changed.wait_timeout_while(state, PATIENCE, |s| !s.waiting).map_err(PoisonError::into_inner);
    }

    /// Opens it again.
    pub(super) fn open(&self) {
        self.state().closed = false;
        self.changed.notify_all();
    }

    /// Whether another program has the terminal.
    pub(super) fn is_closed(&self) -> bool {
        self.state().closed
    }

    /// Waits before the gate while it is closed.
    pub(super) fn pass(&self) {
        let mut state = self.state();
        while state.closed {
            state.waiting = true;
            self.changed.notify_all();
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.waiting = false;
    }
}

#[cfg(test)]
mod tests {
    use super::Gate;
    use std::sync::Arc;
    use std::thread;

    #[test]
    fn who_reads_waits_until_the_gate_is_open() {
        let gate = Arc::new(Gate::default());
        gate.pass();
        let reader = Arc::clone(&gate);
        let reads = thread::spawn(move || {
            while !reader.is_closed() {
                thread::yield_now();
            }
            reader.pass();
            !reader.is_closed()
        });
        gate.close();
        gate.open();
        assert!(reads.join().unwrap());
    }
}
