//! Threads that the reader cannot do without: when one fails, the program ends instead of hearing nothing any more.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Sender;
use std::thread;

use super::event::Event;

/// Starts such a thread. The panic hook gives the terminal back and tells of a failure, the event ends the loop.
pub(super) fn start(
    name: &str,
    events: Sender<Event>,
    work: impl FnOnce(&Sender<Event>) + Send + 'static,
) -> io::Result<()> {
    let guarded = move || {
        if catch_unwind(AssertUnwindSafe(|| work(&events))).is_err() {
            let _ = events.send(Event::Fault);
        }
    };
    thread::Builder::new().name(name.into()).spawn(guarded).map(drop)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::start;
    use crate::tui::event::Event;

    #[test]
    fn a_failing_thread_is_told_of_and_one_that_ends_is_not() {
        let (events, heard) = channel();
        start("test", events.clone(), |_| {}).unwrap();
        start("test", events, |_| std::panic::resume_unwind(Box::new("a fault for the test"))).unwrap();
        assert!(matches!(heard.recv(), Ok(Event::Fault)));
        assert!(heard.recv().is_err());
    }
}
