//! Repairs of article files as steps of the journal: cut short, taken back, refused.

use super::*;
use crate::formats::hash;
use crate::words::rewrite::hunks;
use crate::words::{RepairKind, Rewrite, RuleChange, Verdict};

const OLD: &str = "+++\ntitle = \"题\"\n+++\n\n一二三四\n";
const NEW: &str = "+++\ntitle = \"题\"\n+++\n\n一二\n\n三四\n";

fn rewrite(old: &str, new: &str, to: &str) -> Rewrite {
    Rewrite {
        article: article(),
        kind: RepairKind::Split,
        verdict: Verdict::Made,
        words: ("一二三四".into(), "一二\n三四".into()),
        from: "articles/甲/a.md".into(),
        to: to.into(),
        old: hash::digest(old.as_bytes()),
        new: hash::digest(new.as_bytes()),
        hunks: hunks(old, new),
        rules: vec![RuleChange {
            paper: String::new(),
            kind: "split".into(),
            when: "一二|三四".into(),
            old: None,
            new: Some("yes".into()),
        }],
    }
}

impl Desk {
    fn repaired() -> (Self, Rewrite) {
        let desk = Self::new();
        write(&desk.at("articles/甲/a.md"), OLD);
        (desk, rewrite(OLD, NEW, "articles/甲/a.md"))
    }

    fn at(&self, below: &str) -> std::path::PathBuf {
        self.folder.path().join("library").join(below)
    }

    fn read(&self, below: &str) -> String {
        fs::read_to_string(self.at(below)).unwrap_or_default()
    }
}

#[test]
fn a_repair_and_its_rule_come_and_go_together() {
    let (desk, repair) = Desk::repaired();
    desk.store().rewrite(&repair, now()).expect("repaired");
    assert_eq!(desk.read("articles/甲/a.md"), NEW);
    assert!(desk.read("import-rules.toml").contains("一二|三四"));
    let undone = desk.store().undo(1, now()).expect("undone");
    assert_eq!(undone.rewrites, [repair.inverse()]);
    assert_eq!(desk.read("articles/甲/a.md"), OLD);
    assert!(!desk.read("import-rules.toml").contains("一二|三四"));
    desk.store().redo(1, now()).expect("redone");
    assert_eq!(desk.read("articles/甲/a.md"), NEW);
}

#[test]
fn a_repair_that_moves_the_file_is_one_step_and_takes_nobodys_place() {
    let (desk, _) = Desk::repaired();
    let repair = rewrite(OLD, NEW, "articles/乙/a.md");
    write(&desk.at("articles/乙/a.md"), "别人的\n");
    let fault = desk.store().rewrite(&repair, now()).expect_err("taken");
    assert_eq!((fault.kind, fault.problems[0].code), (FaultKind::Refused, "store.exists"));
    assert_eq!((desk.read("articles/甲/a.md").as_str(), desk.store().log().expect("log").len()), (OLD, 0));
    fs::remove_file(desk.at("articles/乙/a.md")).expect("gone");
    desk.store().rewrite(&repair, now()).expect("repaired");
    assert_eq!((desk.read("articles/甲/a.md").as_str(), desk.read("articles/乙/a.md").as_str()), ("", NEW));
    desk.store().undo(1, now()).expect("undone");
    assert_eq!((desk.read("articles/甲/a.md").as_str(), desk.read("articles/乙/a.md").as_str()), (OLD, ""));
}

#[test]
fn a_rule_that_somebody_answered_otherwise_since_stops_the_undo() {
    let (desk, repair) = Desk::repaired();
    desk.store().rewrite(&repair, now()).expect("repaired");
    write(&desk.at("import-rules.toml"), &desk.read("import-rules.toml").replace("yes", "no"));
    let fault = desk.store().undo(1, now()).expect_err("a conflict");
    assert_eq!((fault.kind, fault.problems[0].code), (FaultKind::Refused, "store.conflict"));
    assert_eq!(desk.read("articles/甲/a.md"), NEW);
}

#[test]
fn a_repair_cut_short_is_told_by_the_file() {
    for is_written in [false, true] {
        let (desk, repair) = Desk::repaired();
        let mut journal = journal::Journal::open(&desk.store().journal_path()).expect("journal");
        journal.begin(now(), EntryKind::Do, &repair).expect("written");
        drop(journal);
        if is_written {
            write(&desk.at("articles/甲/a.md"), NEW);
        }
        assert_eq!(desk.store().log().expect("log").len(), usize::from(is_written));
        desk.apply(&[add(mark(1))]).expect("the next save");
        let steps = desk.store().undo(9, now()).expect("undone").steps;
        assert_eq!((steps, desk.read("articles/甲/a.md").as_str()), (1 + usize::from(is_written), OLD));
    }
}

#[test]
fn a_journal_leads_out_of_no_library() {
    let (desk, repair) = Desk::repaired();
    for path in ["articles/../../a.md", "/etc/passwd", "codebook.toml", "articles/./a.md"] {
        let repair = Rewrite { from: path.into(), to: path.into(), ..repair.clone() };
        assert_eq!(desk.store().rewrite(&repair, now()).expect_err(path).kind, FaultKind::Refused);
    }
}
