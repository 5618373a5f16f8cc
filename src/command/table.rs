//! The table itself: one row for each action. To add an action, add a row.

use super::action::{Context, DefaultKeys, For, Group, Repeat, Spec};

/// Makes the enum [`Action`] and the rows behind it from one list, so that neither can forget an entry.
///
/// A row: variant, name, whether a count means something, doc, then default keys as `[Context Presets "key" ...]`.
macro_rules! actions {
    ($($group:ident { $($variant:ident $name:literal $repeat:ident $doc:literal
        $([$context:ident $for:ident $($keys:literal)+])* ;)+ })+) => {
        /// Something that the reader can be told to do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action { $($(#[doc = $doc] $variant,)+)+ }

        impl Action {
            /// Every action, in the order in which help shows them.
            pub const ALL: &[Action] = &[$($(Action::$variant,)+)+];
        }

        /// The rows, in the order of [`Action::ALL`].
        pub(super) const SPECS: &[Spec] = &[$($(Spec {
            name: $name,
            doc: $doc,
            group: Group::$group,
            repeat: Repeat::$repeat,
            keys: &[$(DefaultKeys { context: Context::$context, presets: For::$for, keys: &[$($keys),+] }),*],
        },)+)+];
    };
}

actions! {
    Move {
        LineDown "line-down" Counted "Move down a line" [Global Any "down"] [Global Letters "j"] [Global Less "ctrl-e" "ctrl-n"] [Global Emacs "ctrl-n"];
        LineUp "line-up" Counted "Move up a line" [Global Any "up"] [Global Letters "k"] [Global Less "ctrl-y"] [Global Emacs "ctrl-p"];
        HalfPageDown "half-page-down" Counted "Move down half a page" [Global Letters "d" "ctrl-d"] [Global Emacs "alt-down"];
        HalfPageUp "half-page-up" Counted "Move up half a page" [Global Letters "u" "ctrl-u"] [Global Emacs "alt-up"];
        PageDown "page-down" Counted "Move down a page" [Global Any "pagedown" "space"] [Global Letters "ctrl-f"] [Global Less "f" "ctrl-v"] [Global Emacs "ctrl-v"];
        PageUp "page-up" Counted "Move up a page" [Global Any "pageup" "shift-space"] [Global Letters "b" "ctrl-b"] [Global Less "alt-v"] [Global Emacs "alt-v" "backspace"];
        Top "top" Once "Go to the start" [Global Any "home"] [Global Letters "g"] [Global Less "alt-<"] [Global Emacs "alt-<"];
        Bottom "bottom" Once "Go to the end" [Global Any "end"] [Global Letters "G"] [Global Less "alt->"] [Global Emacs "alt->"];
        GoToPercent "go-to-percent" Counted "Go to a percentage of the article, the count before it" [Global Letters "%"] [Global Less "p"] [Global Emacs "alt-g %"];
        NextSection "next-section" Counted "Go to the next section" [Global Letters "]"] [Global Emacs "ctrl-c ctrl-n"];
        PrevSection "prev-section" Counted "Go to the previous section" [Global Letters "["] [Global Emacs "ctrl-c ctrl-p"];
        NextParagraph "next-paragraph" Counted "Go to the next paragraph" [Global Letters "}"] [Global Emacs "alt-}"];
        PrevParagraph "prev-paragraph" Counted "Go to the previous paragraph" [Global Letters "{"] [Global Emacs "alt-{"];
        NextSentence "next-sentence" Counted "Go to the next sentence" [Global Letters ")"] [Global Emacs "alt-e"];
        PrevSentence "prev-sentence" Counted "Go to the previous sentence" [Global Letters "("] [Global Emacs "alt-a"];
        NextEntity "next-entity" Counted "Go to the next entity, or the next mention of the chosen one" [Global Letters "e"] [Global Emacs "ctrl-c e"] [Entities Any "right"];
        PrevEntity "prev-entity" Counted "Go to the previous entity or mention" [Global Letters "E"] [Global Emacs "ctrl-c E"] [Entities Any "left"];
        NextQuote "next-quote" Counted "Go to the next quote" [Global Letters "c"] [Quotes Any "right"] [Global Emacs "ctrl-c q"];
        PrevQuote "prev-quote" Counted "Go to the previous quote" [Global Letters "C"] [Quotes Any "left"] [Global Emacs "ctrl-c Q"];
        JumpBack "jump-back" Counted "Go back to where you were before the last jump" [Global Any "alt-left"] [Global Letters "ctrl-o"] [Global Emacs "alt-,"];
        JumpForward "jump-forward" Counted "Go forward again after going back" [Global Any "alt-right"] [Global Letters "alt-o"] [Global Emacs "alt-."];
        SetMark "set-mark" Once "Set a mark here: a letter follows, a capital one works across articles" [Global Letters "m"] [Global Emacs "ctrl-x r m"];
        GoToMark "go-to-mark" Once "Go to a mark: its letter follows" [Global Letters "'" "`"] [Global Emacs "ctrl-x r j"];
    }
    Articles {
        NextArticle "next-article" Counted "Open the next article" [Global Letters "J"] [Global Less ": n"] [Global Emacs "alt-n"];
        PrevArticle "prev-article" Counted "Open the previous article" [Global Letters "K"] [Global Less ": p"] [Global Emacs "alt-p"];
        NextUnread "next-unread" Counted "Open the next article you have not read" [Global Letters "."] [Global Emacs "alt-u"];
        ToggleRead "toggle-read" Once "Mark the article as read or unread" [Global Vim "r"] [Global Less "M"] [Global Emacs "ctrl-c r"];
        Star "star" Once "Star the article, or take the star away" [Global Letters "s"] [Global Emacs "ctrl-c s"];
        Later "later" Once "Put the article off, or no longer" [Global Letters ";"] [Global Emacs "ctrl-c ;"];
        TagArticle "tag-article" Once "Change the article's tags" [Global Letters "#"] [Global Emacs "ctrl-c #"];
        FilterList "filter-list" Once "Show only what matches in the list you are in" [Global Letters "&"] [Global Emacs "alt-s o"];
        Reload "reload" Once "Read the articles again from disk" [Global Letters "R"] [Global Any "f5"] [Global Emacs "ctrl-x ctrl-r"];
    }
    Find {
        Search "search" Once "Search in the text" [Global Any "/"] [Global Emacs "ctrl-s"];
        SearchBackward "search-backward" Once "Search backward in the text" [Global Vim "\\"] [Global Less "?"] [Global Emacs "ctrl-r"];
        SearchNext "search-next" Counted "Go to the next match" [Global Letters "n"] [Global Any "f3"];
        SearchPrev "search-prev" Counted "Go to the previous match" [Global Letters "N"] [Global Any "shift-f3"];
        SearchClear "search-clear" Once "Put the search away" [Global Letters "alt-u"] [Global Emacs "ctrl-c /"];
        Outline "outline" Once "Show the headings to jump to one" [Global Letters "o"] [Global Emacs "ctrl-c o"];
        Pick "pick" Once "Pick an article, section, entity, quote, mark or command by typing a part of its name" [Global Letters "ctrl-p"] [Global Emacs "ctrl-x b"];
        Palette "palette" Once "Pick any command by name" [Global Vim ":"] [Global Less ": :"] [Global Emacs "alt-x"];
        Hints "hints" Once "Put a letter on each link, entity and quote in view, to go there with one key" [Global Vim "f"] [Global Less "F"] [Global Emacs "alt-j"];
    }
    Look {
        Open "open" Once "Open what is chosen" [Global Any "enter"] [List Any "right"];
        Preview "preview" Once "Show more of what is under the cursor without leaving the place" [Global Letters "i"] [Global Emacs "ctrl-c i"];
        EntityCard "entity-card" Once "Show the card of the entity" [Global Letters "I"] [Global Emacs "ctrl-c I"];
        ShowInfo "show-info" Once "Show where you are, and the article's source, date and link" [Global Letters "="] [Global Less "ctrl-g"] [Global Emacs "ctrl-x ="];
        ShowProblems "show-problems" Once "Show what was wrong in the article's file or the config" [Global Letters "P"] [Global Emacs "ctrl-c p"];
        CycleKind "cycle-kind" Counted "Show the next kind only, then all again" [Entities Any "a"] [Quotes Any "a"] [List Any "a"];
        CycleOrder "cycle-order" Once "Order the rows of this list in the next way" [Entities Any ","] [Quotes Any ","] [List Any ","];
        OnlySpeaker "only-speaker" Once "Show the quotes of this speaker only, then all again" [Quotes Any "p"];
        CycleSource "cycle-source" Once "Show quotes of the next kind of source only, then all again" [Quotes Any "A"];
        FocusSkim "focus-skim" Once "Dim all but leads and first mentions, or stop dimming" [Global Vim "F s"] [Global Less "D s"] [Global Emacs "ctrl-c f s"];
        FocusQuotes "focus-quotes-only" Once "Dim all but the quotes, or stop dimming" [Global Vim "F q"] [Global Less "D q"] [Global Emacs "ctrl-c f q"];
        FocusEntity "focus-entity-only" Once "Dim all but the sentences that name the chosen entity, or stop dimming" [Global Vim "F e"] [Global Less "D e"] [Global Emacs "ctrl-c f e"];
        FocusNew "focus-new-only" Once "Dim what you read in other articles of this story, or stop dimming" [Global Vim "F n"] [Global Less "D n"] [Global Emacs "ctrl-c f n"];
    }
    Library {
        LibrarySearch "search-library" Once "Search all articles of the library as you type" [Global Letters "L /" "*"] [Global Emacs "ctrl-c l s"];
        LibraryFolders "choose-list" Once "Choose what is listed: all, unread, starred, later, saved queries" [Global Letters "L l"] [Global Emacs "ctrl-c l l"];
        ListQuery "list-query" Once "List what a query finds" [Global Letters "L q"] [Global Emacs "ctrl-c l q"];
        GroupList "group-list" Once "Head the groups of the list, or not" [Global Letters "L g"] [Global Emacs "ctrl-c l g"];
        MarkListed "mark-listed" Once "Change all that is listed: read, starred, put off, tags" [Global Letters "L m"] [Global Emacs "ctrl-c l m"];
        LibraryName "entity-page" Once "Show all that the library has of the chosen entity" [Global Letters "L e"] [Global Emacs "ctrl-c l e"];
        LibraryLedger "speaker-ledger" Once "Show all that this speaker said in the library" [Global Letters "L c"] [Global Emacs "ctrl-c l c"];
        LibraryStories "stories" Once "Show the stories, the newest first" [Global Letters "L S"] [Global Emacs "ctrl-c l S"];
        LibraryStory "story" Once "Show the other articles of this story, and what differs in them" [Global Letters "L s"] [Global Emacs "ctrl-c l a"];
        LibraryPage "last-page" Once "Show the last page of the library again" [Global Letters "L p"] [Global Emacs "ctrl-c l p"];
    }
    Select {
        SelectText "select-text" Once "Select text from here" [Global Vim "v"] [Global Less "V"] [Global Emacs "ctrl-space"];
        SelectParagraphs "select-paragraphs" Once "Select whole paragraphs from here" [Global Vim "V"] [Global Less "alt-V"] [Global Emacs "alt-h"];
        SelectLeft "select-left" Counted "Selection: a character back" [Select Any "left"] [Select Letters "h"] [Select Emacs "ctrl-b"];
        SelectRight "select-right" Counted "Selection: a character on" [Select Any "right"] [Select Letters "l"] [Select Emacs "ctrl-f"];
        SelectWordLeft "select-word-left" Counted "Selection: a word back" [Select Any "ctrl-left"] [Select Letters "b"] [Select Emacs "alt-b"];
        SelectWordRight "select-word-right" Counted "Selection: a word on" [Select Any "ctrl-right"] [Select Letters "w"] [Select Emacs "alt-f"];
        SelectSwapEnds "select-swap-ends" Once "Selection: move its other end" [Select Letters "o"] [Select Emacs "ctrl-x ctrl-x"];
        Copy "copy" Once "Copy the selection, or what is chosen" [Global Letters "y"] [Global Emacs "alt-w"];
        CopyCitation "copy-citation" Once "Copy the quote or selection with speaker, article, source and date" [Global Letters "Y"] [Global Emacs "alt-W"];
        Pipe "pipe" Once "Send the selection, quote or article to a command" [Global Letters "|"] [Global Emacs "alt-|"];
        OpenSource "open-source" Once "Open the article's file in your editor, at this line" [Global Vim "S"] [Global Less "v"] [Global Emacs "ctrl-x ctrl-f"];
        OpenLink "open-link" Once "Open the article's link, or the one under the cursor, in your browser" [Global Letters "O"] [Global Emacs "ctrl-c ctrl-o"];
    }
    Correct {
        RejectEntity "reject-entity" Once "This is no entity, or no quote where the text is at one" [Global Letters "x x"] [Global Emacs "ctrl-c x x"];
        RetypeEntity "retype-entity" Once "Change the entity's kind" [Global Letters "x t"] [Global Emacs "ctrl-c x t"];
        MergeEntity "merge-entity" Once "This is the same as another entity" [Global Letters "x m"] [Global Emacs "ctrl-c x m"];
        SplitEntity "split-entity" Once "These are different entities, or no speech where the text is at a quote" [Global Letters "x s"] [Global Emacs "ctrl-c x s"];
        RenameEntity "rename-entity" Once "Change the entity's name" [Global Letters "x n"] [Global Emacs "ctrl-c x n"];
        RejectQuote "reject-quote" Once "This is no quote" [Quotes Letters "x x"] [Quotes Emacs "ctrl-c x x"];
        SetSpeaker "set-speaker" Once "Set or clear who said this" [Global Letters "x p"] [Global Emacs "ctrl-c x p"];
        MarkScare "mark-scare" Once "These marks hold no speech" [Quotes Letters "x s"] [Quotes Emacs "ctrl-c x s"];
        MarkSpeech "mark-speech" Once "These marks hold speech" [Global Letters "x d"] [Global Emacs "ctrl-c x d"];
        CorrectEverywhere "correct-everywhere" Once "Make the last correction hold in all articles, or in its own again" [Global Letters "x a"] [Global Emacs "ctrl-c x a"];
        Undo "undo" Counted "Take the last change back" [Global Letters "U"] [Global Emacs "ctrl-/"];
        Redo "redo" Counted "Make the change again" [Global Vim "ctrl-r"] [Global Less "alt-U"] [Global Emacs "alt-_"];
    }
    Screen {
        FocusNextPane "focus-next-pane" Counted "Go to the next pane" [Global Any "tab"] [Global Emacs "ctrl-x o"];
        FocusPrevPane "focus-prev-pane" Counted "Go to the previous pane" [Global Any "shift-tab"];
        FocusList "focus-list" Once "Go to the list of articles" [Global Any "1"];
        FocusArticle "focus-article" Once "Go to the article" [Global Any "2"] [List Any "l"];
        FocusEntities "focus-entities" Once "Go to the entities" [Global Any "3"];
        FocusQuotesPane "focus-quotes" Once "Go to the quotes" [Global Any "4"];
        ToggleList "toggle-list" Once "Show or hide the list of articles" [Global Letters "w l"] [Global Emacs "ctrl-c w l"];
        ToggleEntities "toggle-entities" Once "Show or hide the entities" [Global Letters "w e"] [Global Emacs "ctrl-c w e"];
        ToggleQuotes "toggle-quotes" Once "Show or hide the quotes" [Global Letters "w q"] [Global Emacs "ctrl-c w q"];
        Zen "zen" Once "Show the text alone, or the panes again" [Global Letters "z"] [Global Emacs "ctrl-x 1"];
        Columns "columns" Once "Set two columns, or one" [Global Letters "w c"] [Global Emacs "ctrl-c w c"];
        Wider "wider" Counted "Make the column wider" [Global Letters ">"] [Global Emacs "ctrl-x }"];
        Narrower "narrower" Counted "Make the column narrower" [Global Letters "<"] [Global Emacs "ctrl-x {"];
        PickTheme "pick-theme" Once "Try the themes and choose one" [Global Letters "t"] [Global Emacs "ctrl-c t"];
        ToggleMouse "toggle-mouse" Once "Let the mouse work here, or leave it to the terminal" [Global Letters "w m"] [Global Emacs "ctrl-c w m"];
        Redraw "redraw" Once "Draw the screen afresh" [Global Any "ctrl-l"] [Global Less "r"] [Prompt Any "ctrl-l"];
        Suspend "suspend" Once "Put the program to sleep and go back to the shell" [Global Any "ctrl-z"] [Prompt Any "ctrl-z"];
        Help "help" Once "Show the keys" [Global Any "f1"] [Global Vim "?"] [Global Less "h" "H"] [Global Emacs "ctrl-h" "?"];
        Cancel "cancel" Once "Put away the popup, the selection, the filter or the search" [Global Any "esc"] [Global Emacs "ctrl-g"];
        Back "back" Once "Go back: close what is open, else leave the program" [Global Any "q"];
        Quit "quit" Once "Leave the program" [Global Letters "Q" "ctrl-c"] [Global Less ": q"] [Global Emacs "ctrl-x ctrl-c"];
    }
    Prompt {
        PromptAccept "prompt-accept" Once "Prompt: do it" [Prompt Any "enter"];
        PromptCancel "prompt-cancel" Once "Prompt: leave it" [Prompt Any "esc" "ctrl-c"] [Prompt Emacs "ctrl-g"];
        PromptPrev "prompt-prev" Once "Prompt: the entry above, or earlier input" [Prompt Any "up" "ctrl-p"];
        PromptNext "prompt-next" Once "Prompt: the entry below, or later input" [Prompt Any "down" "ctrl-n"];
        PromptPageUp "prompt-page-up" Once "Prompt: a page of entries up" [Prompt Any "pageup"];
        PromptPageDown "prompt-page-down" Once "Prompt: a page of entries down" [Prompt Any "pagedown"];
        PromptLeft "prompt-left" Once "Prompt: a character back" [Prompt Any "left" "ctrl-b"];
        PromptRight "prompt-right" Once "Prompt: a character on" [Prompt Any "right" "ctrl-f"];
        PromptStart "prompt-start" Once "Prompt: to its start" [Prompt Any "home" "ctrl-a"];
        PromptEnd "prompt-end" Once "Prompt: to its end" [Prompt Any "end" "ctrl-e"];
        PromptBackspace "prompt-backspace" Once "Prompt: delete the character before" [Prompt Any "backspace" "ctrl-h"];
        PromptDelete "prompt-delete" Once "Prompt: delete the character after" [Prompt Any "delete" "ctrl-d"];
        PromptDeleteWord "prompt-delete-word" Once "Prompt: delete the word before" [Prompt Any "ctrl-w" "alt-backspace"];
        PromptClear "prompt-clear" Once "Prompt: delete all before the cursor" [Prompt Any "ctrl-u"];
    }
}
