//! The log: what was done, by the names of commands, effects and faults. Never a word of an article, a note or a query.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::app::{Effect, Event, ImportDone};
use crate::clock;
use crate::config::{Environment, LogLevel};
use crate::words::Fault;

/// The log's name in the user's folder for state.
const FILE: &str = "pizhu.log";
/// A log larger than this begins anew, the old one kept beside it, in bytes.
const LIMIT_BYTES: u64 = 1 << 20;

/// The log of this run.
#[derive(Debug, Default)]
pub(super) struct Log {
    file: Option<File>,
    has_actions: bool,
}

impl Log {
    /// Opens the log that the settings ask for; one that cannot be opened is no reason not to read.
    pub(super) fn open(level: LogLevel, environment: &Environment) -> Self {
        let path = environment.state_dir.as_ref().map(|folder| folder.join(FILE));
        Self::at(level, path)
    }

    fn at(level: LogLevel, path: Option<PathBuf>) -> Self {
        let has_actions = match level {
            LogLevel::Off => return Self::default(),
            LogLevel::Error => false,
            LogLevel::Info => true,
        };
        Self { file: path.and_then(|path| open(&path).ok()), has_actions }
    }

    /// Writes down the commands that ran.
    pub(super) fn ran(&mut self, commands: &[&'static str]) {
        if self.has_actions {
            for command in commands {
                self.line("command", command);
            }
        }
    }

    /// Writes down what the reader asked for.
    pub(super) fn effect(&mut self, effect: &Effect) {
        if self.has_actions {
            self.line("effect", name(effect));
        }
    }

    /// Writes down what went wrong, by its codes.
    pub(super) fn event(&mut self, event: &Event) {
        if self.file.is_none() {
            return;
        }
        if let Some(fault) = fault(event) {
            let codes: Vec<&str> = fault.problems.iter().map(|problem| problem.code).collect();
            self.line("fault", &format!("{:?} {}", fault.kind, codes.join(" ")));
        }
    }

    fn line(&mut self, kind: &str, words: &str) {
        if let Some(file) = &mut self.file {
            // A full disk is no reason to stop reading.
            let _ = file.write_all(format!("{} {kind} {words}\n", clock::now()).as_bytes());
        }
    }
}

/// Opens a log that only its owner can read, at its end.
fn open(path: &Path) -> io::Result<File> {
    if std::fs::symlink_metadata(path).is_ok_and(|found| found.is_file() && found.len() > LIMIT_BYTES) {
        std::fs::rename(path, path.with_extension("log.old"))?;
    }
    crate::store::open_private(path)
}

/// The fault that an event tells.
#[expect(clippy::wildcard_enum_match_arm, reason = "every other event tells of no fault")]
fn fault(event: &Event) -> Option<&Fault> {
    match event {
        Event::ArticleFailed(_, fault)
        | Event::Imported(ImportDone { fault: Some(fault), .. })
        | Event::SaveFailed(_, fault)
        | Event::HitsPreviewed(Err(fault))
        | Event::HitsTagged(_, Err(fault))
        | Event::Undone(_, Err(fault))
        | Event::Repaired(Err(fault))
        | Event::DoubtsFound(Err(fault))
        | Event::ReportBuilt(Err(fault))
        | Event::ReportWritten(Err(fault))
        | Event::StatsBuilt(Err(fault))
        | Event::LogRead(Err(fault))
        | Event::Edited(Err(fault))
        | Event::ImportRead(Err(fault))
        | Event::TagMade(Err(fault)) => Some(fault),
        Event::Worked(_, answer) => self::fault(answer),
        _ => None,
    }
}

/// An effect's name, without what it carries.
fn name(effect: &Effect) -> &'static str {
    match effect {
        Effect::Open(..) => "open",
        Effect::Load(_) => "load",
        Effect::Save(..) => "save",
        Effect::Undo(_) => "undo",
        Effect::Redo(_) => "redo",
        Effect::Search(..) => "search",
        Effect::CancelSearch => "cancel-search",
        Effect::Filter(..) => "filter",
        Effect::AnswerQueries(..) => "answer-queries",
        Effect::Advise(..) => "advise",
        Effect::Recount => "recount",
        Effect::RecountSome(_) => "recount-some",
        Effect::TagHits(_) => "tag-hits",
        Effect::StopTagging => "stop-tagging",
        Effect::Work(_, job) => job.name(),
        Effect::StopWork => "stop-work",
        Effect::MakeTag(_) => "make-tag",
        Effect::ReadLog => "read-log",
        Effect::Copy(_) => "copy",
        Effect::Remember(_) => "remember",
        Effect::KeepDraft(_) => "keep-draft",
        Effect::DropDraft(_) => "drop-draft",
        Effect::DropDrafts => "drop-drafts",
        Effect::RestoreBackup(_) => "restore-backup",
        Effect::Believe(_) => "believe",
        Effect::TrustEncoding(_) => "trust-encoding",
        Effect::Edit(_) => "edit",
        Effect::Mouse(_) => "mouse",
        Effect::Reload => "reload",
        Effect::ReloadKeymap => "reload-keymap",
        Effect::ReloadSettings => "reload-settings",
        Effect::Probe => "probe",
        Effect::Practise => "practise",
        Effect::Suspend => "suspend",
        Effect::TakeTerminal => "take-terminal",
        Effect::FindDoubts(_) => "find-doubts",
        Effect::AnswerDoubt(..) => "answer-doubt",
        Effect::Split(..) => "split",
        Effect::Join(..) => "join",
        Effect::StopImport => "stop-import",
        Effect::ListPaths(_) => "list-paths",
        Effect::Quit => "quit",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::FaultKind;

    /// What a log of this level holds after a copy and a failed save that both carry text of an article.
    fn logged(level: LogLevel) -> Option<String> {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("state").join(FILE);
        let mut log = Log::at(level, Some(path.clone()));
        log.ran(&["copy"]);
        log.effect(&Effect::Copy("去年新增学位三万个".into()));
        let fault = Fault::new(FaultKind::Refused, "store.guard", "去年新增学位三万个");
        log.event(&Event::SaveFailed(1, fault));
        #[cfg(unix)]
        if let Ok(found) = std::fs::metadata(&path) {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(found.permissions().mode() & 0o777, 0o600);
        }
        std::fs::read_to_string(&path).ok()
    }

    #[test]
    fn names_are_logged_and_never_words() {
        assert_eq!(logged(LogLevel::Off), None);
        let errors = logged(LogLevel::Error).expect("a log");
        assert!(errors.ends_with(" fault Refused store.guard\n"), "{errors}");
        assert_eq!(errors.lines().count(), 1);
        let all = logged(LogLevel::Info).expect("a log");
        assert_eq!(all.lines().count(), 3, "{all}");
        assert!(all.is_ascii(), "{all}");
    }
}
