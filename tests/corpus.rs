//! A corpus of bad files: each loads without a panic, names its place, leaves everything else as it was and writes nothing.

#![expect(
    clippy::expect_used,
    clippy::format_push_string,
    clippy::format_collect,
    clippy::naive_bytecount,
    clippy::too_many_lines,
    reason = "tables of inputs"
)]

#[path = "corpus/inputs.rs"]
mod inputs;
#[path = "corpus/settings.rs"]
mod settings;
#[path = "corpus/stores.rs"]
mod stores;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use inputs::{Bad, Want};
use pizhu::formats::{annotations, article, codebook, encoding, house_rules};
use pizhu::keymap::{Keymap, Layer};
use pizhu::library::Library;
use pizhu::messages::Lang;
use pizhu::store::Store;
use pizhu::words::{Annotator, ArticleId, Problem, Severity};

/// Runs every input of a family; what is wrong with any of them is told at once.
fn check(
    family: &str,
    inputs: &[Bad],
    read: impl Fn(&str, &[u8]) -> Vec<Problem> + std::panic::RefUnwindSafe,
) {
    let mut failures = Vec::new();
    for (name, bytes, want) in inputs {
        let Ok(problems) = std::panic::catch_unwind(|| read(name, bytes)) else {
            failures.push(format!("{name}: panic"));
            continue;
        };
        let is_met = match want {
            Want::Line(line) => problems.iter().any(|p| p.line == *line && p.column > 0),
            Want::Problem => !problems.is_empty(),
            Want::Fine => problems.iter().all(|p| p.severity != Severity::Error),
            Want::Any => true,
        };
        let lines = bytes.iter().filter(|byte| **byte == b'\n').count() + 2;
        let is_sound = problems.iter().all(|p| p.line <= lines && !p.message.is_empty());
        if !is_met || !is_sound {
            let said: Vec<String> = problems.iter().take(4).map(ToString::to_string).collect();
            failures.push(format!("{name}: wanted {want:?}, got {said:?}"));
        }
    }
    assert!(
        failures.is_empty(),
        "{family}, {} of {}:\n{}",
        failures.len(),
        inputs.len(),
        failures.join("\n")
    );
}

fn id(slug: &str) -> ArticleId {
    ArticleId::new(slug).expect("slug")
}

fn annotator(slug: &str) -> Annotator {
    Annotator::new(slug).expect("slug")
}

#[test]
fn the_corpus_is_large_enough() {
    let all = [inputs::articles(), stores::stores(), settings::keymaps(), settings::codebooks()].concat();
    let names: std::collections::BTreeSet<_> = all.iter().map(|(_, bytes, _)| bytes).collect();
    assert!(names.len() >= 150, "{}", names.len());
}

#[test]
fn bad_articles() {
    check("articles", &inputs::articles(), |_, bytes| match encoding::decode(bytes, None) {
        Ok(decoded) => {
            let source = article::Source { zone: "z", file: "articles/z/a.md", lang: Lang::Zh };
            article::parse(id("a"), &decoded.text, source).1
        }
        Err(not_text) => vec![Problem::error("a.md", not_text.line, not_text.column, "test", "no text")],
    });
}

#[test]
fn bad_store_files() {
    check("store files", &stores::stores(), |_, bytes| match std::str::from_utf8(bytes) {
        Ok(text) => {
            let text = annotations::normalise(&text.replace("AUTHOR", "li"));
            annotations::parse("li.toml", &text, &id("a"), &annotator("li"), Lang::Zh).problems
        }
        // Bytes that are no text reach the parser through the store alone.
        Err(_) => vec![Problem::error("li.toml", 1, 1, "test", "no UTF-8")],
    });
}

#[test]
fn bad_keymaps() {
    check("keymaps", &settings::keymaps(), |_, bytes| {
        let source = String::from_utf8_lossy(bytes);
        let (keymap, problems) = Keymap::layered(&[(Layer::User, "keymap.toml", &source)], Lang::Zh);
        // The other lines still hold: help is where it was.
        assert!(keymap.render().lines().count() > 40, "the built-in keys are lost");
        problems
    });
}

#[test]
fn bad_codebooks() {
    check("codebooks", &settings::codebooks(), |_, bytes| {
        codebook::parse(&String::from_utf8_lossy(bytes), "codebook.toml", Lang::Zh).1
    });
}

#[test]
fn bad_house_rules() {
    check("house rules", &settings::house_rules(), |_, bytes| {
        house_rules::parse(&String::from_utf8_lossy(bytes), Lang::Zh).1
    });
}

/// Every file below a folder with its bytes.
fn snapshot(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("folder").flatten() {
            if entry.file_type().expect("type").is_dir() {
                folders.push(entry.path());
            } else {
                found.insert(entry.path(), std::fs::read(entry.path()).expect("file"));
            }
        }
    }
    found
}

fn put(path: &Path, bytes: &[u8]) {
    std::fs::create_dir_all(path.parent().expect("parent")).expect("folder");
    let mut file = std::fs::File::create_new(path).expect("new file");
    std::io::Write::write_all(&mut file, bytes).expect("written");
}

#[test]
fn one_bad_file_costs_nothing_else_and_nothing_is_written() {
    let root = tempfile::tempdir().expect("temp folder");
    let state = tempfile::tempdir().expect("temp folder");
    put(&root.path().join("articles/好/a.md"), "+++\ntitle = \"好稿\"\n+++\n\n今天天气很好。\n".as_bytes());
    for (n, (_, bytes, _)) in inputs::articles().iter().enumerate() {
        put(&root.path().join(format!("articles/坏/bad-{n}.md")), bytes);
    }
    let folder = root.path().join("annotations/a");
    put(&folder.join("li.toml"), stores::good_store("li").as_bytes());
    let store_files = stores::stores();
    for (n, (_, bytes, _)) in store_files.iter().enumerate() {
        let bytes = match std::str::from_utf8(bytes) {
            Ok(text) => text.replace("AUTHOR", &format!("bad-{n}")).into_bytes(),
            Err(_) => bytes.clone(),
        };
        put(&folder.join(format!("bad-{n}.toml")), &bytes);
    }
    let before = snapshot(root.path());

    let library = Library::open(root.path().to_owned(), Lang::Zh).expect("library");
    let scan = library.scan();
    assert_eq!(scan.entries.len(), 1 + inputs::articles().len(), "every file is listed");
    for entry in &scan.entries {
        let _ = library.load_entry(entry);
        let _ = library.card(entry);
    }
    let good = library.load(&id("a")).expect("the good article");
    assert_eq!(good.block_text(1), Some("今天天气很好。"));

    let store =
        Store::open(root.path(), annotator("li"), "李".into(), state.path(), Lang::Zh).expect("store");
    let (loaded, problems) = store.load(&id("a")).expect("the folder can be listed");
    let li = loaded.iter().find(|file| file.author == annotator("li")).expect("the good file");
    assert_eq!(li.marks.len(), 1);
    for (n, (name, _, want)) in store_files.iter().enumerate() {
        let file = format!("bad-{n}.toml");
        let mine: Vec<&Problem> = problems.iter().filter(|p| p.file.ends_with(&file)).collect();
        if let Want::Line(line) = want {
            assert!(mine.iter().any(|p| p.line == *line), "{name}: {mine:?}");
        }
        assert!(*want != Want::Problem || !mine.is_empty(), "{name} is not named");
    }
    assert!(!problems.iter().any(|p| p.file.ends_with("/li.toml")), "the good file has no problem");
    assert_eq!(snapshot(root.path()), before, "reading wrote something");
}
