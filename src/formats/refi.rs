//! REFI-QDA 1.5, the exchange format of research programs: codebooks (`.qdc`) and projects (`.qdpx`).
//!
//! GUIDs are made of our own names, so that the same library gives the same bytes. Elements stand in the order of the schema,
//! and a container is absent when it would be empty.

mod read;

use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

use super::xml::escaped;
use crate::messages::{Lang, report as say};
use crate::words::{Codebook, Tag};

pub use read::{Code, Project, Selection, TextSource, codes, project};

/// What a file says it comes from.
pub const ORIGIN: &str = concat!("pizhu ", env!("CARGO_PKG_VERSION"));

/// Names of colours that tags may bear, with the colour meant.
const COLOURS: [(&str, &str); 9] = [
    ("black", "#000000"),
    ("red", "#C0392B"),
    ("green", "#27AE60"),
    ("yellow", "#F1C40F"),
    ("blue", "#2980B9"),
    ("magenta", "#8E44AD"),
    ("cyan", "#16A085"),
    ("white", "#ECF0F1"),
    ("gray", "#7F8C8D"),
];

/// The GUID of something of ours, always the same for the same kind and name.
pub fn guid(kind: &str, name: &str) -> Uuid {
    let digest = Sha256::digest(format!("pizhu:{kind}:{name}").as_bytes());
    let mut bytes = [0_u8; 16];
    bytes.iter_mut().zip(digest.iter()).for_each(|(to, from)| *to = *from);
    Builder::from_custom_bytes(bytes).into_uuid()
}

/// A tag's colour as `#RRGGBB`; `None` when it has none or one that nobody knows.
fn colour(tag: &Tag) -> Option<String> {
    let colour = tag.color.as_deref()?;
    if let Some((_, hex)) = COLOURS.iter().find(|(name, _)| *name == colour) {
        return Some((*hex).to_owned());
    }
    let hex = colour.strip_prefix('#')?;
    (hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit())).then(|| colour.to_owned())
}

/// The name of a colour that we write so; others stay as they are.
fn colour_name(hex: &str) -> String {
    let named = COLOURS.iter().find(|(_, one)| one.eq_ignore_ascii_case(hex));
    named.map_or_else(|| hex.to_ascii_lowercase(), |(name, _)| (*name).to_owned())
}

/// An attribute with a space before it.
pub fn attribute(name: &str, value: &str) -> String {
    // A line end in an attribute would come back as a space.
    let value = escaped(value).replace('\n', "&#10;").replace('\t', "&#9;");
    format!(" {name}=\"{value}\"")
}

/// An element of text; nothing when there is none.
pub fn element(name: &str, text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("<{name}>{}</{name}>\n", escaped(text)) }
}

/// The codes of a codebook as a tree, tags that only marks know among them; nothing when there are none.
pub fn tree(book: &Codebook, paths: &[String]) -> String {
    let mut all: Vec<String> = Vec::new();
    for path in paths {
        // A tag whose parent nobody wrote down still hangs below it.
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        for above in ends.filter_map(|end| path.get(..end)) {
            if !all.iter().any(|one| one == above) {
                all.push(above.to_owned());
            }
        }
    }
    below("", book, &all)
}

fn below(parent: &str, book: &Codebook, all: &[String]) -> String {
    let children = all.iter().filter(|path| path.rsplit_once('/').map_or("", |(above, _)| above) == parent);
    children.map(|path| code(path, book, all)).collect::<Vec<_>>().concat()
}

fn code(path: &str, book: &Codebook, all: &[String]) -> String {
    let tag = book.tag(path);
    let mut out = String::from("<Code");
    out += &attribute("guid", &guid("tag", path).to_string());
    out += &attribute("name", path.rsplit('/').next().unwrap_or(path));
    out += &attribute("isCodable", if tag.is_some_and(|tag| tag.retired) { "false" } else { "true" });
    if let Some(colour) = tag.and_then(colour) {
        out += &attribute("color", &colour);
    }
    let inner = element("Description", &tag.map(description).unwrap_or_default()) + &below(path, book, all);
    if inner.is_empty() { out + "/>\n" } else { format!("{out}>\n{inner}</Code>\n") }
}

/// Definition, when to use a tag and when not, in one text.
fn description(tag: &Tag) -> String {
    let named = |name: String, text: &str| (!text.is_empty()).then(|| name + text);
    let parts = [
        (!tag.definition.is_empty()).then(|| tag.definition.clone()),
        named(say::use_when(Lang::Zh), &tag.use_when),
        named(say::not_when(Lang::Zh), &tag.not_when),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// A whole `.qdc` file; `None` when there is no tag, for an empty list of codes is no codebook.
pub fn codebook(book: &Codebook, paths: &[String]) -> Option<String> {
    let codes = tree(book, paths);
    (!codes.is_empty()).then(|| {
        format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\"{}>\n<Codes>\n{codes}</Codes>\n</CodeBook>\n",
            attribute("origin", ORIGIN)
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::codebook::built_in;

    fn paths(book: &Codebook) -> Vec<String> {
        book.tags.iter().map(Tag::path).collect()
    }

    #[test]
    fn the_built_in_codebook_comes_back() {
        let book = built_in();
        let text = codebook(&book, &paths(&book)).expect("tags");
        assert_eq!(codebook(&book, &paths(&book)).expect("tags"), text);
        let read = codes(text.as_bytes()).expect("a codebook");
        assert_eq!(read.len(), book.tags.len());
        for tag in &book.tags {
            let code = read.iter().find(|code| code.path == tag.path()).expect("the tag");
            assert_eq!(
                code.to_tag(),
                Tag { key: None, weight: None, aliases: Vec::new(), favourite: None, ..tag.clone() }
            );
        }
    }

    #[test]
    fn a_tag_hangs_below_parents_that_nobody_wrote_down() {
        let text = codebook(&Codebook::default(), &["甲/乙/丙 <&>".to_owned()]).expect("tags");
        let read: Vec<String> =
            codes(text.as_bytes()).expect("a codebook").into_iter().map(|code| code.path).collect();
        assert_eq!(read, ["甲", "甲/乙", "甲/乙/丙 <&>"]);
        assert_eq!(codebook(&Codebook::default(), &[]), None);
    }
}
