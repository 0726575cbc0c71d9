//! Renaming and merging tags in the text of a codebook: former paths stay as aliases, comments and unknown keys stay.

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table};

use super::{next_revision, string, strings};
use crate::words::{Tag, TagPath};

/// The same file with a tag, and what stands below it, under another path. `None` when it does not parse or has no
/// such tag.
pub fn rename(text: &str, from: &TagPath, to: &TagPath) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let tags = tags(&mut document)?;
    let mut found = false;
    let below = format!("{from}/");
    for table in tags.iter_mut() {
        let path = path(table);
        if path == from.as_str() {
            found = true;
            put(table, "name", to.leaf());
            put(table, "parent", to.parent().unwrap_or_default());
            add_aliases(table, vec![path]);
        } else if let Some(rest) = path.strip_prefix(&below) {
            let parent = rest.rsplit_once('/').map_or(to.to_string(), |(middle, _)| format!("{to}/{middle}"));
            put(table, "parent", &parent);
            add_aliases(table, vec![path]);
        }
    }
    next_revision(&mut document);
    found.then(|| document.to_string())
}

/// The same file without the first tag: its path and aliases lead to the second from now on. `None` when it does not
/// parse, lacks one of them, or has tags below the first.
pub fn merge(text: &str, gone: &TagPath, into: &TagPath) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let tags = tags(&mut document)?;
    let below = format!("{gone}/");
    if tags.iter().any(|table| path(table).starts_with(&below)) {
        return None;
    }
    let at = tags.iter().position(|table| path(table) == gone.as_str())?;
    let mut aliases = tags.get(at)?.get("aliases").and_then(strings).unwrap_or_default();
    aliases.insert(0, gone.to_string());
    add_aliases(tags.iter_mut().find(|table| path(table) == into.as_str())?, aliases);
    tags.remove(at);
    next_revision(&mut document);
    Some(document.to_string())
}

/// The same file without a tag that stands there as [`super::add_tag`] wrote it: a name and a parent. `None` when it does not
/// parse, lacks it, has tags below it, or says more of it.
pub fn without(text: &str, gone: &TagPath) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let tags = tags(&mut document)?;
    let below = format!("{gone}/");
    let at = tags.iter().position(|table| path(table) == gone.as_str())?;
    let bare = super::table(&Tag {
        name: gone.leaf().to_owned(),
        parent: gone.parent().unwrap_or_default().to_owned(),
        ..Tag::default()
    });
    let is_bare = |table: &Table| {
        let before = table.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default();
        table.to_string() == bare.to_string() && before.trim().is_empty()
    };
    if tags.iter().any(|table| path(table).starts_with(&below)) || !tags.get(at).is_some_and(is_bare) {
        return None;
    }
    tags.remove(at);
    next_revision(&mut document);
    Some(document.to_string())
}

fn tags(document: &mut DocumentMut) -> Option<&mut ArrayOfTables> {
    document.get_mut("tag")?.as_array_of_tables_mut()
}

/// A tag's full path.
fn path(table: &Table) -> String {
    let field = |key: &str| table.get(key).and_then(Item::as_str).unwrap_or_default();
    if field("parent").is_empty() {
        field("name").to_owned()
    } else {
        format!("{}/{}", field("parent"), field("name"))
    }
}

fn put(table: &mut Table, key: &str, text: &str) {
    let new = Item::Value(string(text));
    match table.get_mut(key) {
        Some(item) => super::set_value(item, new),
        None => drop(table.insert(key, new)),
    }
}

/// Adds names that lead to a tag; its own path is none of them.
fn add_aliases(table: &mut Table, more: Vec<String>) {
    let own = path(table);
    let mut aliases = table.get("aliases").and_then(strings).unwrap_or_default();
    for alias in more {
        if !aliases.contains(&alias) {
            aliases.push(alias);
        }
    }
    aliases.retain(|alias| *alias != own);
    let list = toml_edit::Value::Array(aliases.iter().map(|alias| string(alias)).collect());
    match table.get_mut("aliases") {
        Some(item) => super::set_value(item, Item::Value(list)),
        None => drop(table.insert("aliases", Item::Value(list))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Lang;
    use crate::words::TagLookup;

    const BOOK: &str = "# 说明\nrevision = 3\n\n[[tag]]\nname = \"差错\"\n\n[[tag]]\nname = \"数据\" # 注\nparent = \"差错\"\n\
                        aliases = [\"数\"]\nx = 1\n\n[[tag]]\nname = \"事实\"\nparent = \"差错\"\n";

    /// What the names lead to in the changed book.
    fn check(text: &str, leads: &[(&str, &str)]) {
        let (book, problems) = super::super::parse(text, "codebook.toml", Lang::En);
        assert_eq!((problems, book.revision), (Vec::new(), 4), "{text}");
        for (name, path) in leads {
            assert_eq!(book.find(name), TagLookup::Found(tag(path)), "{name}\n{text}");
        }
    }

    fn tag(path: &str) -> TagPath {
        TagPath::new(path).expect("a path")
    }

    #[test]
    fn a_renamed_tag_keeps_its_former_path_and_what_others_wrote() {
        let text = rename(BOOK, &tag("差错/数据"), &tag("差错/数据单位")).expect("renamed");
        check(&text, &[("差错/数据", "差错/数据单位"), ("数", "差错/数据单位"), ("事实", "差错/事实")]);
        assert!(
            text.starts_with("# 说明\n")
                && text.contains("name = \"数据单位\" # 注\n")
                && text.contains("x = 1\n")
        );
        let text = rename(BOOK, &tag("差错"), &tag("错误")).expect("renamed");
        check(&text, &[("差错/数据", "错误/数据"), ("差错/事实", "错误/事实"), ("差错", "错误")]);
        assert_eq!(rename(BOOK, &tag("没有"), &tag("有")), None);
    }

    #[test]
    fn a_merged_tag_leads_to_the_other() {
        let text = merge(BOOK, &tag("差错/数据"), &tag("差错/事实")).expect("merged");
        check(&text, &[("差错/数据", "差错/事实"), ("数", "差错/事实")]);
        assert_eq!(merge(BOOK, &tag("差错"), &tag("差错/事实")), None, "it has tags below it");
    }
}
