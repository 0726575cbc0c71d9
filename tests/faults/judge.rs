//! What may lie on the disk after a fault, read by a parser that is not the program's.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use toml::{Table, Value};

use crate::tree::Tree;

/// Which version of what it writes an operation left behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Which {
    /// All as before.
    Old,
    /// Of several files some are old and some new, each of them whole.
    Between,
    /// All as it should be afterwards.
    New,
}

/// A file's contents without what differs from run to run.
#[derive(Debug, Clone, PartialEq)]
enum Version {
    Absent,
    Marks(Table),
    Bytes(Vec<u8>),
}

/// A mark that is not deleted: paragraph, tags, note.
pub(crate) type Said = (i64, Vec<String>, String);

/// Tells which of the two versions each file below `lib/` and `out/` has.
///
/// # Errors
/// What is wrong, when a file is neither.
pub(crate) fn which(old: &Tree, new: &Tree, now: &Tree) -> Result<Which, String> {
    let known = ids(old);
    let paths: BTreeSet<&Path> = [old, new, now]
        .into_iter()
        .flat_map(|tree| tree.files("lib").chain(tree.files("out")))
        .map(|(path, _)| path)
        .filter(|path| !is_lock(path) && !is_temp(path))
        .collect();
    let (mut old_files, mut new_files) = (0, 0);
    for path in paths {
        let before = version(path, old.file(path), &known)?;
        let after = version(path, new.file(path), &known)?;
        let here = version(path, now.file(path), &known)?;
        match (here == before, here == after) {
            (true, true) => {}
            (true, false) => old_files += 1,
            (false, true) => new_files += 1,
            (false, false) => {
                let text = now.file(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
                return Err(format!("{} is neither the old nor the new version: {text:?}", path.display()));
            }
        }
    }
    Ok(match (old_files, new_files) {
        (_, 0) => Which::Old,
        (0, _) => Which::New,
        _ => Which::Between,
    })
}

pub(crate) fn is_lock(path: &Path) -> bool {
    path.ends_with("lib/.pizhu.lock")
}

/// A file that nobody takes for more than the draft of one.
pub(crate) fn is_temp(path: &Path) -> bool {
    path.file_name().and_then(|name| name.to_str()).is_some_and(|name| {
        let draft = Path::new(name).extension().is_some_and(|extension| extension == "tmp");
        name.starts_with('.') && (draft || name.starts_with(".pizhu-") && path.starts_with("out"))
    })
}

fn is_store_file(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "toml")
        && !is_temp(path)
        && (path.starts_with("lib/annotations") || path.starts_with("out"))
}

fn version(path: &Path, bytes: Option<&[u8]>, known: &BTreeSet<String>) -> Result<Version, String> {
    let Some(bytes) = bytes else { return Ok(Version::Absent) };
    if !is_store_file(path) {
        return Ok(Version::Bytes(bytes.to_vec()));
    }
    let mut table = parse(path, bytes)?;
    if let Some(Value::Table(marks)) = table.get_mut("mark") {
        let all: Vec<(String, Value)> = std::mem::take(marks).into_iter().collect();
        let mut fresh = Vec::new();
        for (id, mut mark) in all {
            let fields = mark.as_table_mut().ok_or("a mark that is no table")?;
            for field in ["created", "updated", "rev"] {
                fields.remove(field).ok_or_else(|| format!("{}: {id} has no {field}", path.display()))?;
            }
            if known.contains(&id) {
                marks.insert(id, mark);
            } else {
                fresh.push(mark);
            }
        }
        fresh.sort_by_key(ToString::to_string);
        for (n, mark) in fresh.into_iter().enumerate() {
            marks.insert(format!("new {n}"), mark);
        }
    }
    Ok(Version::Marks(table))
}

/// Reads a store file.
///
/// # Errors
/// What is wrong, when it is no whole TOML file with the keys that every version has.
pub(crate) fn parse(path: &Path, bytes: &[u8]) -> Result<Table, String> {
    let shown = path.display();
    let text = std::str::from_utf8(bytes).map_err(|error| format!("{shown}: {error}"))?;
    let table: Table = text.parse().map_err(|error| format!("{shown}: {error} in {text:?}"))?;
    for key in ["schema", "article", "author"] {
        if !table.contains_key(key) {
            return Err(format!("{shown} has no {key}: {text:?}"));
        }
    }
    if !text.ends_with('\n') {
        return Err(format!("{shown} ends in the middle of a line: {text:?}"));
    }
    Ok(table)
}

/// The ids of all marks in the store's files.
pub(crate) fn ids(tree: &Tree) -> BTreeSet<String> {
    let files = tree.files("lib/annotations").chain(tree.files("out"));
    let tables =
        files.filter(|(path, _)| is_store_file(path)).filter_map(|(path, bytes)| parse(path, bytes).ok());
    tables
        .flat_map(|table| {
            let marks = table.get("mark").and_then(Value::as_table).cloned().unwrap_or_default();
            marks.into_iter().map(|(id, _)| id).collect::<Vec<_>>()
        })
        .collect()
}

/// The marks on an article that are not deleted, by id.
///
/// # Errors
/// What is wrong with a file.
pub(crate) fn said(tree: &Tree, article: &str) -> Result<BTreeMap<String, Said>, String> {
    let mut said = BTreeMap::new();
    let folder = format!("lib/annotations/{article}");
    for (path, bytes) in tree.files(&folder).filter(|(path, _)| is_store_file(path)) {
        let table = parse(path, bytes)?;
        for (id, mark) in table.get("mark").and_then(Value::as_table).into_iter().flatten() {
            let text = |key: &str| mark.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
            let tags = mark.get("tags").and_then(Value::as_array).cloned().unwrap_or_default();
            let tags = tags.iter().filter_map(Value::as_str).map(str::to_owned).collect();
            if text("status") != "deleted" {
                let para = mark.get("para").and_then(Value::as_integer).unwrap_or_default();
                said.insert(id.clone(), (para, tags, text("note")));
            }
        }
    }
    Ok(said)
}

/// The marks in the program's own words: every `id` in what `show --json` prints.
///
/// # Errors
/// When it is no JSON.
pub(crate) fn shown(json: &str) -> Result<BTreeSet<String>, String> {
    fn walk(value: &serde_json::Value, found: &mut BTreeSet<String>) {
        match value {
            serde_json::Value::Array(items) => items.iter().for_each(|item| walk(item, found)),
            serde_json::Value::Object(fields) => {
                for (key, value) in fields {
                    if key == "marks" || key == "orphans" {
                        let marks = value.as_array().into_iter().flatten();
                        found.extend(marks.filter_map(|mark| Some(mark.get("id")?.as_str()?.to_owned())));
                    } else {
                        walk(value, found);
                    }
                }
            }
            serde_json::Value::Null
            | serde_json::Value::Bool(_)
            | serde_json::Value::Number(_)
            | serde_json::Value::String(_) => {}
        }
    }
    let value = serde_json::from_str(json).map_err(|error| format!("no JSON: {error}: {json:?}"))?;
    let mut found = BTreeSet::new();
    walk(&value, &mut found);
    Ok(found)
}
