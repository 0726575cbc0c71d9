//! The one match over every action: a row here for each row of the action table.

use super::App;
use super::finding::Purpose;
use super::overlay::PickKind;
use super::panes::Step;
use crate::messages::reader as say;
use crate::words::Action;

impl App {
    /// Does one thing.
    #[expect(clippy::too_many_lines, reason = "the one exhaustive match: a row an action, nothing else")]
    pub(super) fn act(&mut self, action: &Action) {
        use Action as A;
        if self.waits_for_rest(action) {
            return;
        }
        self.trail.ran.push(action.command().name);
        match action {
            A::LineDown => self.by_lines(1),
            A::LineUp => self.by_lines(-1),
            A::ParagraphNext => self.by_blocks(1),
            A::ParagraphPrevious => self.by_blocks(-1),
            A::HalfPageDown => self.by_pages(1, 2),
            A::HalfPageUp => self.by_pages(-1, 2),
            A::PageDown => self.by_pages(1, 1),
            A::PageUp => self.by_pages(-1, 1),
            A::GoTop => self.go_end(false),
            A::GoBottom => self.go_end(true),
            A::PaneNext => self.pane(Step::Next),
            A::PaneCycle => self.pane(Step::Around),
            A::PanePrevious => self.pane(Step::Previous),
            A::Open => self.open_chosen(),
            A::Choose(number) => self.choose_nth(number),
            A::Back => {
                self.back();
            }
            A::Leave => self.leave(),
            A::Quit => self.quit(),
            A::Interrupt => self.interrupt(),
            A::Suspend => self.suspend(),
            A::ArticleNext => self.by_articles(true),
            A::ArticlePrevious => self.by_articles(false),
            A::UnreadNext => self.seek_block(true, say::no_unread_after, |reading, at| !reading.is_read(at)),
            A::UnreadPrevious => {
                self.seek_block(false, say::no_unread_before, |reading, at| !reading.is_read(at));
            }
            A::MarkNext => {
                self.seek_block(true, say::no_mark_after, |reading, at| !reading.marks_at(at).is_empty());
            }
            A::MarkPrevious => {
                self.seek_block(false, say::no_mark_before, |reading, at| !reading.marks_at(at).is_empty());
            }
            A::ZoneNext => self.by_zones(true),
            A::ZonePrevious => self.by_zones(false),
            A::Find(query) => self.prompt(Purpose::Find, query),
            A::FindNext => self.find_step(true),
            A::FindPrevious => self.find_step(false),
            A::Search(query) => self.prompt(Purpose::Search, query),
            A::Filter(query) => self.prompt(Purpose::Filter, query),
            A::Jump(query) => self.open_jump(query),
            A::QuerySave(name) => self.save_query(name),
            A::QueryDelete(name) => self.delete_query(name),
            A::QueryRename(words) => self.rename_query(words),
            A::TagToggle(tag) => self.toggle_tag(tag),
            A::TagPick => self.open_tags(PickKind::TagPick),
            A::TagEdit => self.open_tags(PickKind::TagEdit),
            A::TagRepeat => self.repeat_tag(),
            A::TagHits(tag) => self.tag_hits(tag),
            A::TagSticky => self.sticky(),
            A::NoteEdit => self.note(false),
            A::NoteAdd => self.note(true),
            A::NoteEditor => self.note_editor(),
            A::MarkDelete => self.delete_mark(),
            A::MarkStatus(status) => self.set_status(status),
            A::Undo => self.undo(),
            A::Redo => self.write(super::Effect::Redo(1)),
            A::SelectSpan => self.select_span(),
            A::SelectParagraphs => self.select_blocks(),
            A::ReadToggle => self.toggle_read(),
            A::Sign(stage) => self.sign(stage),
            A::StarToggle => self.toggle_star(),
            A::Copy => self.copy(false),
            A::CopyNotes => self.copy(true),
            A::Report(words) => self.report(words),
            A::ReportWrite => self.write_report(),
            A::BookmarkSet(name) => self.set_bookmark(name),
            A::BookmarkGo(name) => self.go_bookmark(name),
            A::JumpBack => self.jump(true),
            A::JumpForward => self.jump(false),
            A::Zen => self.panes.toggle_zen(),
            A::ListToggle => self.panes.toggle_list(self.shape.screen.width),
            A::FoldToggle => self.toggle_fold(),
            A::PaneNarrower => self.widen(-2),
            A::PaneWider => self.widen(2),
            A::Theme(name) => self.theme(name),
            A::AdviceNext => self.by_advice(true),
            A::AdvicePrevious => self.by_advice(false),
            A::SuggestionTake => self.take_suggestion(),
            A::SuggestionDismiss => self.dismiss_suggestion(),
            A::Orphans => self.show_orphans(),
            A::RelinkAccept => self.relink_accept(),
            A::RelinkChoose => self.relink_choose(),
            A::RelinkOrphan => self.relink_orphan(),
            A::Doubts => self.doubts(),
            A::DoubtAccept => self.answer_doubt(crate::import::Answer::Accept),
            A::DoubtReject => self.answer_doubt(crate::import::Answer::Reject),
            A::DoubtEdit => self.edit_doubt(),
            A::ParagraphSplit => self.split_paragraph(),
            A::ParagraphJoin => self.join_paragraph(),
            A::RawText => self.raw_text(),
            A::Import(path) => self.import(path),
            A::Stats(query) => self.stats(query),
            A::Help => self.help(),
            A::Palette(text) => self.open_palette(text),
            A::Menu(name) => self.menu(name),
            A::Log => self.log(),
            A::Mouse => self.toggle_mouse(),
            A::Probe => self.ask_for(super::Effect::Probe),
            A::EncodingAccept(id) => self.accept_encoding(id),
            A::Tutor => self.tutor(),
            A::Reload => self.reload(),
            A::InputSubmit => self.submit(),
            A::InputEnter => self.enter(false),
            A::InputOther => self.enter(true),
            A::DraftDiscard => self.drop_drafts(),
            A::InputCancel => self.cancel(),
            A::Complete => self.edit_text(action),
            A::HistoryPrevious => self.history(true, action),
            A::HistoryNext => self.history(false, action),
            A::InputNewline
            | A::InputRedo
            | A::DeleteWordForward
            | A::CaretLeft
            | A::CaretRight
            | A::CaretUp
            | A::CaretDown
            | A::CaretWordLeft
            | A::CaretWordRight
            | A::CaretHome
            | A::CaretEnd
            | A::DeleteBack
            | A::DeleteForward
            | A::DeleteWordBack
            | A::DeleteToStart
            | A::DeleteToEnd
            | A::InputUndo => self.caret_or_text(action),
        }
    }
}
