//! A row of features for the models, in a fixed order.

/// The features of one example. The trainer reads the names; the engine only the values.
#[derive(Clone, Debug, Default)]
pub struct Features {
    /// The values, in the order in which they were pushed.
    pub values: Vec<f32>,
    /// Their names, kept only for the trainer.
    #[cfg(feature = "train")]
    pub names: Vec<&'static str>,
}

impl Features {
    /// Adds a value.
    pub fn push(&mut self, name: &'static str, value: f32) {
        #[cfg(feature = "train")]
        self.names.push(name);
        let _ = name;
        self.values.push(value);
    }

    /// A copy with room for this many more.
    pub fn with_room(&self, more: usize) -> Features {
        let mut values = Vec::with_capacity(self.values.len() + more);
        values.extend_from_slice(&self.values);
        Features {
            values,
            #[cfg(feature = "train")]
            names: self.names.clone(),
        }
    }

    /// Adds a truth value.
    pub fn flag(&mut self, name: &'static str, value: bool) {
        self.push(name, f32::from(u8::from(value)));
    }

    /// Adds this many zeros: what does not apply.
    pub fn skip(&mut self, count: usize) {
        for _ in 0..count {
            self.push("none", 0.0);
        }
    }
}

/// The place of a character in a list, from 1; 0 for another or none.
pub fn code(c: Option<char>, list: &[char]) -> f32 {
    c.and_then(|c| list.iter().position(|l| *l == c)).map_or(0.0, |i| (i + 1) as f32)
}
