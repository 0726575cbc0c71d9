//! [`Annotations`] → TOML, by editing the file that is there: what did not change keeps its bytes.

use std::collections::BTreeMap;
use std::fmt::Display;

use toml_edit::{DocumentMut, Item, Key, Table, TableLike, Value};

use crate::formats::toml_text;
use crate::words::{Annotations, Mark, MarkId, Signed};

/// The keys of a mark in their order; `rev` last.
pub(super) const MARK_KEYS: [&str; 15] = [
    "para",
    "para_hash",
    "span",
    "quote",
    "prefix",
    "suffix",
    "tags",
    "note",
    "status",
    "created",
    "updated",
    "codebook",
    "target",
    "conflict_of",
    "rev",
];
const ROOT_KEYS: [&str; 8] =
    ["schema", "article", "author", "author_name", "mark", "read", "sign", "dismissed"];
const SIGN_KEYS: [&str; 3] = ["at", "text", "marks"];

/// A whole new file.
pub fn render(annotations: &Annotations) -> String {
    let head = format!(
        "schema = {}\narticle = {}\nauthor = {}\nauthor_name = {}\n",
        super::SCHEMA,
        toml_text::line(annotations.article.as_str()),
        toml_text::line(annotations.author.as_str()),
        toml_text::line(&annotations.author_name),
    );
    let mut nothing =
        Annotations::empty(annotations.article.clone(), annotations.author.clone(), String::new());
    nothing.author_name.clone_from(&annotations.author_name);
    edit(&head, &nothing, annotations).unwrap_or(head)
}

/// The source with everything changed that differs between `from`, which it holds, and `to`: the short way where a
/// few records change in a file as we lay it out, else all of it.
///
/// # Errors
/// As [`edit_whole`].
pub fn edit(source: &str, from: &Annotations, to: &Annotations) -> Result<String, String> {
    super::splice::edit(source, from, to).map_or_else(|| edit_whole(source, from, to), Ok)
}

/// The source with everything changed that differs between `from`, which it holds, and `to`.
///
/// # Errors
/// The parser's words when the source is not TOML.
pub fn edit_whole(source: &str, from: &Annotations, to: &Annotations) -> Result<String, String> {
    let mut document: DocumentMut =
        source.parse().map_err(|error: toml_edit::TomlError| error.message().to_owned())?;
    let root = document.as_table_mut();
    if from.author_name != to.author_name {
        set(root, "author_name", &toml_text::line(&to.author_name), &ROOT_KEYS);
    }
    edit_marks(root, from, to);
    edit_moments(root, "read", &literal_keys(&from.read), &literal_keys(&to.read));
    edit_moments(root, "dismissed", &literal_keys(&from.dismissed), &literal_keys(&to.dismissed));
    edit_signs(root, &from.signs, &to.signs);
    Ok(document.to_string())
}

/// The same map under its keys as TOML writes them.
fn literal_keys<K: Display>(
    map: &BTreeMap<K, crate::words::Moment>,
) -> BTreeMap<String, crate::words::Moment> {
    map.iter().map(|(key, when)| (toml_text::line(&key.to_string()), *when)).collect()
}

fn edit_marks(root: &mut Table, from: &Annotations, to: &Annotations) {
    let old: BTreeMap<MarkId, &Mark> = from.marks.iter().map(|mark| (mark.id, mark)).collect();
    let new: BTreeMap<MarkId, &Mark> = to.marks.iter().map(|mark| (mark.id, mark)).collect();
    if old == new {
        return;
    }
    let Some(marks) = section(root, "mark") else { return };
    let names: BTreeMap<MarkId, String> = marks
        .iter()
        .filter_map(|(key, _)| uuid::Uuid::try_parse(key).ok().map(|id| (MarkId(id), key.to_owned())))
        .collect();
    for id in old.keys().filter(|id| !new.contains_key(id)) {
        if let Some(name) = names.get(id) {
            marks.remove(name);
        }
    }
    let mut added = false;
    for (id, mark) in &new {
        if old.get(id) == Some(mark) {
            continue;
        }
        if let Some(table) =
            names.get(id).and_then(|name| marks.get_mut(name)).and_then(Item::as_table_like_mut)
        {
            edit_mark(table, old.get(id).copied(), mark);
        } else {
            let mut table = Table::new();
            table.decor_mut().set_prefix("\n");
            edit_mark(&mut table, None, mark);
            marks.insert(&id.to_string(), Item::Table(table));
            added = true;
        }
    }
    if added {
        marks.sort_values_by(|a, _, b, _| a.get().to_ascii_lowercase().cmp(&b.get().to_ascii_lowercase()));
    }
}

/// Writes the fields that differ; all of them when there was no record.
pub(super) fn edit_mark(table: &mut dyn TableLike, old: Option<&Mark>, mark: &Mark) {
    let before = old.map(fields).unwrap_or_default();
    for (key, literal) in fields(mark) {
        if before.iter().any(|(k, l)| *k == key && *l == literal) {
            continue;
        }
        match literal {
            Some(literal) => set(table, key, &literal, &MARK_KEYS),
            None if key == "note" && table.contains_key(key) => set(table, key, "\"\"", &MARK_KEYS),
            None => drop_key(table, key),
        }
    }
}

/// A mark's keys and what stands behind them; `None` when the key is left out.
fn fields(mark: &Mark) -> Vec<(&'static str, Option<String>)> {
    let text = |text: &str| Some(toml_text::line(text));
    vec![
        ("para", Some(mark.para.to_string())),
        ("para_hash", text(&mark.para_hash.to_string())),
        ("span", mark.span.map(|(start, end)| format!("[{start}, {end}]"))),
        ("quote", Some(toml_text::block(&mark.quote))),
        ("prefix", Some(toml_text::block(&mark.prefix))),
        ("suffix", Some(toml_text::block(&mark.suffix))),
        ("tags", Some(toml_text::array(mark.tags.iter().map(crate::words::TagPath::as_str)))),
        ("note", (!mark.note.is_empty()).then(|| toml_text::block(&mark.note))),
        ("status", text(mark.status.name())),
        ("created", Some(mark.created.to_string())),
        ("updated", Some(mark.updated.to_string())),
        ("codebook", Some(mark.codebook.to_string())),
        ("target", mark.target.as_deref().map(toml_text::line)),
        ("conflict_of", mark.conflict_of.map(|id| toml_text::line(&id.to_string()))),
        ("rev", text(&mark.rev)),
    ]
}

fn edit_moments(
    root: &mut Table,
    name: &str,
    from: &BTreeMap<String, crate::words::Moment>,
    to: &BTreeMap<String, crate::words::Moment>,
) {
    if from == to {
        return;
    }
    let Some(table) = section(root, name) else { return };
    table.set_implicit(false);
    for key in from.keys().filter(|key| !to.contains_key(*key)) {
        if let Some(key) = parse_key(key) {
            drop_key(table, key.get());
        }
    }
    for (key, when) in to.iter().filter(|(key, when)| from.get(*key) != Some(when)) {
        let Some(key) = parse_key(key) else { continue };
        let Ok(value) = when.to_string().parse::<Value>() else { continue };
        match table.get_mut(key.get()).and_then(Item::as_value_mut) {
            Some(old) => replace(old, value),
            None => drop(table.insert_formatted(&key, Item::Value(value))),
        }
    }
}

fn edit_signs(root: &mut Table, from: &BTreeMap<String, Signed>, to: &BTreeMap<String, Signed>) {
    if from == to {
        return;
    }
    let Some(signs) = section(root, "sign") else { return };
    for stage in from.keys().filter(|stage| !to.contains_key(*stage)) {
        signs.remove(stage);
    }
    for (stage, signed) in to.iter().filter(|(stage, signed)| from.get(*stage) != Some(signed)) {
        if signs.get(stage).and_then(Item::as_table_like).is_none() {
            let mut table = Table::new();
            table.decor_mut().set_prefix("\n");
            signs.insert(stage, Item::Table(table));
        }
        let Some(table) = signs.get_mut(stage).and_then(Item::as_table_like_mut) else { continue };
        set(table, "at", &signed.at.to_string(), &SIGN_KEYS);
        set(table, "text", &toml_text::line(&signed.text.to_string()), &SIGN_KEYS);
        set(table, "marks", &toml_text::line(&signed.marks.to_string()), &SIGN_KEYS);
    }
}

/// The table of the root with this name, made in its place when it is not there.
fn section<'a>(root: &'a mut Table, name: &str) -> Option<&'a mut Table> {
    if !root.contains_key(name) {
        let mut table = Table::new();
        table.set_implicit(true);
        table.decor_mut().set_prefix("\n");
        root.insert(name, Item::Table(table));
        put_in_order(root, name, &ROOT_KEYS);
    }
    let item = root.get_mut(name)?;
    if !item.is_table() {
        let table = std::mem::take(item).into_table().ok()?;
        *item = Item::Table(table);
    }
    item.as_table_mut()
}

fn parse_key(repr: &str) -> Option<Key> {
    Key::parse(repr).ok()?.into_iter().next()
}

/// Assigns a literal, keeping the comments around the value it replaces; a new key goes to its place.
fn set(table: &mut dyn TableLike, key: &str, literal: &str, order: &[&str]) {
    let Ok(value) = literal.parse::<Value>() else { return };
    if let Some(old) = table.get_mut(key).and_then(Item::as_value_mut) {
        replace(old, value);
        return;
    }
    table.insert(key, Item::Value(value));
    table.sort_in_place(key, order);
}

fn replace(old: &mut Value, mut value: Value) {
    *value.decor_mut() = old.decor().clone();
    *old = value;
}

/// Takes a key out; a comment that stood above it moves to what follows.
fn drop_key(table: &mut dyn TableLike, key: &str) {
    let comment = table
        .key(key)
        .and_then(|key| key.leaf_decor().prefix()?.as_str().map(str::to_owned))
        .filter(|prefix| prefix.contains('#'));
    let follower = table.iter().map(|(name, _)| name.to_owned()).skip_while(|name| name != key).nth(1);
    table.remove(key);
    if let (Some(comment), Some(follower)) = (comment, follower)
        && let Some(mut follower) = table.key_mut(&follower)
    {
        let own = follower.leaf_decor().prefix().and_then(|p| p.as_str()).unwrap_or("").to_owned();
        follower.leaf_decor_mut().set_prefix(format!("{comment}{own}"));
    }
}

/// Moves a key that was just added to its place in a fixed order.
trait InOrder {
    fn sort_in_place(&mut self, key: &str, order: &[&str]);
}

impl InOrder for dyn TableLike + '_ {
    fn sort_in_place(&mut self, key: &str, order: &[&str]) {
        let names: Vec<String> = self.iter().map(|(name, _)| name.to_owned()).collect();
        let followers = followers(&names, key, order);
        // A table-like thing has no sort of its own: those who follow are taken out and put back, decor and all.
        for name in followers {
            let Some((old_key, item)) = self.get_key_value(&name).map(|(k, i)| (k.clone(), i.clone())) else {
                continue;
            };
            self.remove(&name);
            self.entry_format(&old_key).or_insert(item);
        }
    }
}

/// The names that must stand behind a newly appended key: known ones of a later rank, and what stands among them.
fn followers(names: &[String], key: &str, order: &[&str]) -> Vec<String> {
    let rank = |name: &str| order.iter().position(|known| *known == name);
    let Some(own) = rank(key) else { return Vec::new() };
    let others = names.iter().filter(|name| *name != key);
    let first = others.clone().position(|name| rank(name).is_some_and(|rank| rank > own));
    first.map(|first| others.skip(first).cloned().collect()).unwrap_or_default()
}

fn put_in_order(root: &mut Table, key: &str, order: &[&str]) {
    let names: Vec<String> = root.iter().map(|(name, _)| name.to_owned()).collect();
    let behind = followers(&names, key, order);
    let place = |name: &str| match behind.iter().position(|other| other == name) {
        Some(index) => names.len() + 1 + index,
        None if name == key => names.len(),
        None => names.iter().position(|other| other == name).unwrap_or_default(),
    };
    root.sort_values_by(|a, _, b, _| place(a.get()).cmp(&place(b.get())));
}

/// Copies into `ours` what only `theirs` has and this program does not understand: unknown keys of marks,
/// whole new records with their comments, unknown tables of the root. Known keys are [`edit`]'s affair.
pub fn graft(ours: &str, theirs: &str, base: Option<&str>) -> String {
    let (Ok(mut mine), Ok(other)) = (ours.parse::<DocumentMut>(), theirs.parse::<DocumentMut>()) else {
        return ours.to_owned();
    };
    let base: DocumentMut = base.and_then(|text| text.parse().ok()).unwrap_or_default();
    graft_unknown(mine.as_table_mut(), other.as_table(), Some(base.as_table()), &ROOT_KEYS);
    let other_marks = other.get("mark").and_then(Item::as_table_like);
    let base_marks = base.get("mark").and_then(Item::as_table_like);
    let mut added = false;
    if let Some(other_marks) = other_marks
        && let Some(marks) = section(mine.as_table_mut(), "mark")
    {
        for (name, item) in other_marks.iter() {
            let base_mark = base_marks.and_then(|marks| marks.get(name)).and_then(Item::as_table_like);
            match (marks.get_mut(name).and_then(Item::as_table_like_mut), item.as_table_like()) {
                (Some(mark), Some(theirs)) => graft_unknown(mark, theirs, base_mark, &MARK_KEYS),
                (None, Some(_)) => {
                    let mut item = item.clone();
                    if let Some(table) = item.as_table_mut() {
                        table.set_position(None);
                    }
                    marks.insert(name, item);
                    added = true;
                }
                _ => {}
            }
        }
        if added {
            marks.sort_values_by(|a, _, b, _| a.get().cmp(b.get()));
        }
    }
    mine.to_string()
}

fn graft_unknown(
    ours: &mut dyn TableLike,
    theirs: &dyn TableLike,
    base: Option<&dyn TableLike>,
    known: &[&str],
) {
    for (key, item) in theirs.iter().filter(|(key, _)| !known.contains(key)) {
        let deleted_by_us = base.is_some_and(|base| base.contains_key(key));
        if !ours.contains_key(key) && !deleted_by_us {
            let mut item = item.clone();
            if let Some(table) = item.as_table_mut() {
                table.set_position(None);
            }
            let key = theirs.get_key_value(key).map(|(key, _)| key.clone());
            if let Some(key) = key {
                ours.entry_format(&key).or_insert(item);
            }
        }
    }
}
