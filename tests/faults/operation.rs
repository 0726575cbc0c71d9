//! The operations that faults are put into: what lies there before, what should lie there afterwards,
//! and whether everything still works when something else does.

use std::collections::BTreeMap;
use std::path::Path;

use crate::desk::{Desk, FIRST, Program, SECOND};
use crate::judge::{self, Said, Which, is_lock, is_temp, said};
use crate::tree::{Tree, put};

/// Every operation that writes.
pub(crate) const ALL: &[&str] = &[
    "add",
    "note",
    "edit",
    "delete",
    "undo",
    "redo",
    "repair undone",
    "new tag",
    "new tag undone",
    "new tag redone",
    "first mark",
    "first of all",
    "merge",
    "report",
    "report again",
];

/// Those that go along the journal: undo afterwards leads elsewhere.
const TURNS: [&str; 5] = ["undo", "redo", "repair undone", "new tag undone", "new tag redone"];

/// An operation on a desk.
#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) desk: Desk,
    pub(crate) program: Program,
    pub(crate) old: Tree,
    pub(crate) new: Tree,
    /// The article written about; none when the library is not written to.
    pub(crate) article: Option<&'static str>,
    /// Whether `undo` leads back to the old version.
    pub(crate) undoable: bool,
    /// The words on standard output that tell of the end; any, when empty.
    pub(crate) told_by: &'static str,
}

/// How much a journal can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Journal {
    /// It must know what the files hold.
    Kept,
    /// The power failed before the operation ended: it may lack the last step.
    MayLag,
}

impl Case {
    /// Lays out a desk for an operation and learns from one undisturbed run what should come of it.
    pub(crate) fn prepare(name: &'static str) -> Self {
        let desk = Desk::new();
        if name != "first of all" {
            written_before(&desk);
        }
        let args = words(&desk, name);
        let program = desk.program(&args.iter().map(String::as_str).collect::<Vec<_>>());
        let article = match name {
            "first mark" => Some(SECOND),
            "merge" | "report" | "report again" => None,
            _ => Some(FIRST),
        };
        let undoable = article.is_some() && !TURNS.contains(&name);
        Self::learn(name, desk, program, article, undoable)
    }

    /// A case of a program whose undisturbed run shows what should come of it.
    pub(crate) fn learn(
        name: &'static str,
        desk: Desk,
        program: Program,
        article: Option<&'static str>,
        undoable: bool,
    ) -> Self {
        let old = desk.tree();
        let ran = desk.run(&program);
        assert_eq!(ran.code, Some(0), "{name}, undisturbed: {}", ran.told());
        let new = desk.tree();
        let case = Self { name, desk, program, old, new, article, undoable, told_by: "" };
        assert_eq!(case.which(&case.old), Ok(Which::Old), "{name} changes something");
        assert_eq!(case.which(&case.new), Ok(Which::New), "{name}");
        case
    }

    /// Which version lies there.
    ///
    /// # Errors
    /// What is wrong, when it is neither.
    pub(crate) fn which(&self, now: &Tree) -> Result<Which, String> {
        judge::which(&self.old, &self.new, now)
    }

    /// Whether a write to standard output tells of the end.
    pub(crate) fn is_told(&self, call: &crate::strace::Call) -> bool {
        let said = call.string(1).unwrap_or_default();
        String::from_utf8_lossy(&said).contains(self.told_by)
    }

    /// Lays the old version out again.
    pub(crate) fn reset(&self) {
        self.desk.reset(&self.old);
    }

    /// Whether the program reads what lies there as we do, the next save works and sweeps up, and undo leads
    /// back over it and over the operation.
    ///
    /// # Errors
    /// What does not work.
    pub(crate) fn works_on(&self, which: Which, journal: Journal) -> Result<(), String> {
        let Some(article) = self.article else { return self.works_again() };
        let before = said(&self.desk.tree(), article)?;
        self.reads(article, &before)?;
        self.run(&["note", article, "1", "后来的批注"], &[0])?;
        let tree = self.desk.tree();
        let mut next = said(&tree, article)?;
        let added = next
            .iter()
            .find(|(id, _)| !before.contains_key(*id))
            .map(|(id, mark)| (id.clone(), mark.clone()));
        let Some((id, (1, _, note))) = added else {
            return Err(format!("the next note is not there: {next:?}"));
        };
        next.remove(&id);
        if next != before || note != "后来的批注" {
            return Err(format!("the next note changed others: {before:?} {next:?}"));
        }
        // A codebook's is swept by the next save of the codebook, an article's by its next repair.
        let is_kept =
            |path: &Path| path.parent() == Some(Path::new("lib")) || path.starts_with("lib/articles");
        let is_stray = |path: &&std::path::PathBuf| is_temp(path) && !is_kept(path);
        if let Some(stray) = tree.nodes.keys().find(is_stray) {
            return Err(format!("the next save leaves {} behind", stray.display()));
        }
        self.run(&["undo"], &[0])?;
        self.holds(article, &before, "after undoing the next note")?;
        if self.undoable && which == Which::New {
            let strict = journal == Journal::Kept;
            self.run(&["undo"], if strict { &[0] } else { &[0, 7] })?;
            if strict {
                self.holds(article, &said(&self.old, article)?, "after undoing the operation")?;
            }
        }
        Ok(())
    }

    fn reads(&self, article: &str, before: &BTreeMap<String, Said>) -> Result<(), String> {
        let ran = self.run(&["show", article, "--json"], &[0])?;
        let shown = judge::shown(&ran)?;
        let here: std::collections::BTreeSet<String> = before.keys().cloned().collect();
        if shown != here {
            return Err(format!("show tells of {shown:?}, the files hold {here:?}"));
        }
        self.run(&["check"], &[0]).map(drop)
    }

    fn holds(&self, article: &str, expected: &BTreeMap<String, Said>, when: &str) -> Result<(), String> {
        let now = said(&self.desk.tree(), article)?;
        if now == *expected { Ok(()) } else { Err(format!("{when}: {now:?} instead of {expected:?}")) }
    }

    fn run(&self, args: &[&str], codes: &[i32]) -> Result<String, String> {
        let ran = self.desk.pizhu(args);
        if ran.code.is_some_and(|code| codes.contains(&code)) {
            Ok(ran.out)
        } else {
            Err(format!("afterwards, pizhu {args:?}: {}", ran.told()))
        }
    }

    /// The operation itself, once more, comes to its end.
    fn works_again(&self) -> Result<(), String> {
        let untouched = |tree: &Tree| {
            let whole = |(path, bytes): (&Path, &[u8])| (path.to_owned(), bytes.to_vec());
            tree.files("lib").filter(|(path, _)| !is_lock(path)).map(whole).collect::<Vec<_>>()
        };
        if untouched(&self.old) != untouched(&self.desk.tree()) {
            return Err("the library was written to".to_owned());
        }
        if self.which(&self.desk.tree())? == Which::New {
            return Ok(());
        }
        let ran = self.desk.run(&self.program);
        let which = self.which(&self.desk.tree())?;
        if which == Which::New && ran.code == Some(0) {
            Ok(())
        } else {
            Err(format!("once more: {which:?}, {}", ran.told()))
        }
    }
}

/// Three marks of li's, one of wang's.
fn written_before(desk: &Desk) {
    desk.must(&["note", FIRST, "1", "数字与年报不一致，\n请核对。"]);
    desk.must(&["tag", FIRST, "2", "+差错/数据单位"]);
    desk.must(&["--as", "wang", "note", FIRST, "2", "已电话核实"]);
    desk.must(&["note", FIRST, "3", "老韩的全名？"]);
}

/// The words of an operation, after laying out what it needs.
fn words(desk: &Desk, name: &str) -> Vec<String> {
    let marks = || said(&desk.tree(), FIRST).expect("marks");
    let noted = || marks().into_iter().find(|(_, mark)| mark.0 == 3).map(|(id, _)| id).unwrap_or_default();
    let out = |name: &str| desk.root.join("out").join(name).display().to_string();
    let noted = if name == "first of all" { String::new() } else { noted() };
    let strings = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
    match name {
        "add" | "first of all" => strings(&["tag", FIRST, "4", "+差错/数据单位"]),
        "first mark" => strings(&["tag", SECOND, "1", "+差错/数据单位"]),
        "new tag" => strings(&["tag", "--create", FIRST, "4", "+现场/待补拍"]),
        "new tag undone" => {
            desk.must(&["tag", "--create", FIRST, "4", "+现场/待补拍"]);
            strings(&["undo"])
        }
        "new tag redone" => {
            desk.must(&["tag", "--create", FIRST, "4", "+现场/待补拍"]);
            desk.must(&["undo"]);
            strings(&["redo"])
        }
        "note" => strings(&["note", FIRST, "2", "十一家还是十二家？"]),
        "edit" => strings(&["edit", &noted, "老韩全名韩守田。"]),
        "delete" => strings(&["rm", &noted]),
        "undo" => strings(&["undo"]),
        "redo" => {
            desk.must(&["undo"]);
            strings(&["redo"])
        }
        "repair undone" => {
            desk.must(&["--exec", "article next; paragraph next; paragraph join"]);
            strings(&["undo"])
        }
        "merge" => {
            three_versions(desk, &noted);
            let path = format!("annotations/{FIRST}/li.toml");
            strings(&["merge-driver", &out("base.toml"), &out("ours.toml"), &out("theirs.toml"), &path])
        }
        "report" => {
            put(Path::new(&out("kept.txt")), b"");
            strings(&["report", "--format", "csv", "-o", &out("report.csv")])
        }
        "report again" => {
            put(Path::new(&out("report.csv")), "上次的报告\n".as_bytes());
            strings(&["report", "--format", "csv", "--force", "-o", &out("report.csv")])
        }
        _ => panic!("{name} is no operation"),
    }
}

/// A base, ours with an edit, theirs with a mark more.
fn three_versions(desk: &Desk, mark: &str) {
    let file = format!("lib/annotations/{FIRST}/li.toml");
    let base = desk.tree();
    let keep = |name: &str, tree: &Tree| {
        put(&desk.root.join("out").join(name), tree.file(&file).expect("li's file"));
    };
    desk.must(&["edit", mark, "老韩叫韩守田。"]);
    let ours = desk.tree();
    desk.reset(&base);
    desk.must(&["note", FIRST, "4", "树种？"]);
    let theirs = desk.tree();
    desk.reset(&base);
    for (name, tree) in [("base.toml", &base), ("ours.toml", &ours), ("theirs.toml", &theirs)] {
        keep(name, tree);
    }
}
