//! Groups of mentions that only ever grow together (union-find).

/// Disjoint groups; a group's number stays valid after it was united with another.
#[derive(Debug, Default)]
pub(super) struct Groups {
    parents: Vec<u32>,
}

impl Groups {
    /// A new group of its own.
    pub(super) fn add(&mut self) -> u32 {
        let id = self.parents.len() as u32;
        self.parents.push(id);
        id
    }

    /// The number by which all of a group know it.
    pub(super) fn root(&mut self, mut id: u32) -> u32 {
        while self.parents[id as usize] != id {
            let parent = self.parents[id as usize];
            let grandparent = self.parents[parent as usize];
            self.parents[id as usize] = grandparent;
            id = grandparent;
        }
        id
    }

    /// Makes one group of two; the older number stays the root.
    pub(super) fn unite(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        self.parents[a.max(b) as usize] = a.min(b);
    }
}
