//! Writers that save as programs too often do. A harness that does not find them out proves nothing.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::crash::{self, Verdict};
use crate::desk::{Desk, FIRST, Program};
use crate::operation::Case;
use crate::tree::put;

/// Where the child finds its orders.
const ORDERS: &str = "PIZHU_FAULTS_WRITER";
const FILE: &str = "PIZHU_FAULTS_WRITER_FILE";

const BEFORE: &str = "schema = 1\narticle = \"gaoping-2026-03-18-1\"\nauthor = \"li\"\nauthor_name = \"li\"\n\n\
    [mark.0195a1c4-7e30-7b52-9d4e-3f60a2c81b07]\npara = 1\nquote = \"三条新路昨天同时通车\"\nnote = \"数字？\"\n\
    status = \"open\"\ncreated = 2026-03-18T14:03:07+08:00\nupdated = 2026-03-18T14:03:07+08:00\n\
    rev = \"1-4f7a90c2\"\n";
const ADDED: &str = "\n[mark.0195a1c4-7e30-7b52-9d4e-3f60a2c81b08]\npara = 2\nquote = \"路修到了\"\nnote = \"十一家？\"\n\
    status = \"open\"\ncreated = 2026-03-18T14:05:07+08:00\nupdated = 2026-03-18T14:05:07+08:00\n\
    rev = \"1-5f7a90c2\"\n";

/// Does what the environment orders; tells whether it ordered anything.
#[expect(clippy::disallowed_methods, reason = "a writer broken on purpose, ordered by its parent")]
pub(crate) fn obey() -> bool {
    let (Ok(manner), Some(file)) = (std::env::var(ORDERS), std::env::var_os(FILE)) else { return false };
    let path = PathBuf::from(file);
    let text = fs::read_to_string(&path).expect("the old version") + ADDED;
    match manner.as_str() {
        "fs::write" => fs::write(&path, text).expect("written"),
        "rename without fsync" => renamed(&path, &text, false, false),
        "rename without fsync of the folder" => renamed(&path, &text, true, false),
        "the whole protocol" => renamed(&path, &text, true, true),
        other => panic!("no such writer: {other}"),
    }
    println!("saved");
    true
}

fn renamed(path: &Path, text: &str, sync_file: bool, sync_folder: bool) {
    let temp = path.with_file_name(".li.toml.0123456789abcdef.tmp");
    let mut file = File::create_new(&temp).expect("a temp file");
    file.write_all(text.as_bytes()).expect("written");
    if sync_file {
        file.sync_all().expect("synced");
    }
    fs::rename(&temp, path).expect("renamed");
    if sync_folder {
        File::open(path.parent().expect("a folder")).and_then(|folder| folder.sync_all()).expect("synced");
    }
}

/// What the crash states say of a writer; `test` is the name of the test that calls [`obey`].
pub(crate) fn verdict(manner: &'static str, test: &str) -> Verdict {
    let desk = Desk::new();
    let file = desk.library().join("annotations").join(FIRST).join("li.toml");
    put(&file, BEFORE.as_bytes());
    let program = Program {
        path: std::env::current_exe().expect("this program"),
        args: [test, "--exact", "--nocapture", "--test-threads=1"].map(str::to_owned).to_vec(),
        environment: vec![
            (ORDERS.to_owned(), manner.to_owned()),
            (FILE.to_owned(), file.to_string_lossy().into_owned()),
        ],
    };
    let mut case = Case::learn(manner, desk, program, Some(FIRST), false);
    case.told_by = "saved";
    crash::judge(&case).0
}
