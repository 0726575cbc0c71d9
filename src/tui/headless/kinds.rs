//! Which commands are nothing without a screen, which are about a place, which answers are the ones that are asked for.

use crate::app::overlay::Answer;
use crate::words::Action;

/// Whether an answer is the one that a command is given for.
pub(super) fn is_yes(answer: &Answer) -> bool {
    match answer {
        Answer::TagHits(..)
        | Answer::TagAllHits(_)
        | Answer::MakeTag(_)
        | Answer::Sign(_)
        | Answer::DeleteQuery(_)
        | Answer::TrustEncoding(_) => true,
        Answer::Stay
        | Answer::SaveNote
        | Answer::Discard
        | Answer::QuitAnyway
        | Answer::TakeDraft(_)
        | Answer::DropDraft(_)
        | Answer::WriteAnother
        | Answer::RestoreBackup(_)
        | Answer::Believe(_)
        | Answer::Doubt(_) => false,
    }
}

/// Whether a command says what becomes of a page that is shown before it is written.
pub(super) fn answers_page(action: &Action) -> bool {
    matches!(action, Action::Open | Action::ReportWrite | Action::Back | Action::Leave)
}

/// Whether a command is about the place where the reader stands.
pub(super) fn acts_on_place(action: &Action) -> bool {
    use Action as A;
    matches!(
        action,
        A::TagToggle(_)
            | A::TagRepeat
            | A::MarkDelete
            | A::MarkStatus(_)
            | A::ReadToggle
            | A::Sign(_)
            | A::StarToggle
            | A::BookmarkSet(_)
            | A::SuggestionTake
            | A::SuggestionDismiss
            | A::ParagraphSplit
            | A::ParagraphJoin
            | A::RawText
            | A::SelectSpan
            | A::SelectParagraphs
    )
}

/// Whether a command is nothing without a screen: it waits for words, or is about what is shown.
pub(super) fn needs_screen(action: &Action) -> bool {
    use Action as A;
    if let A::Find(words) | A::Search(words) | A::Filter(words) | A::Jump(words) | A::Import(words) = action {
        return words.trim().is_empty();
    }
    let types = matches!(
        action,
        A::TagPick
            | A::TagEdit
            | A::NoteEdit
            | A::NoteAdd
            | A::NoteEditor
            | A::Palette(_)
            | A::InputSubmit
            | A::InputNewline
            | A::InputEnter
            | A::InputOther
            | A::InputCancel
            | A::InputUndo
            | A::InputRedo
            | A::DeleteBack
            | A::DeleteForward
            | A::DeleteWordBack
            | A::DeleteWordForward
            | A::DeleteToStart
            | A::DeleteToEnd
            | A::Complete
            | A::HistoryPrevious
            | A::HistoryNext
    );
    let shows = matches!(
        action,
        A::Interrupt
            | A::Suspend
            | A::Copy
            | A::CopyNotes
            | A::Zen
            | A::ListToggle
            | A::Menu(_)
            | A::Mouse
            | A::Probe
            | A::Tutor
    );
    types || shows
}
