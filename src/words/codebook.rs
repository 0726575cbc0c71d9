//! 编码表: the tags a desk has agreed on, as a tree of paths.

use std::sync::Arc;

/// A tag's full path, its parts joined by `/`, such as `差错/数据单位`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TagPath(Arc<str>);

impl TagPath {
    /// Takes a path: 1 to 64 characters, no empty part, no white space at an end of a part, no control characters.
    pub fn new(path: &str) -> Option<Self> {
        let sound = (1..=64).contains(&path.chars().count())
            && !path.chars().any(char::is_control)
            && path.split('/').all(|part| !part.is_empty() && part.trim() == part);
        sound.then(|| Self(Arc::from(path)))
    }

    /// The whole path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its last part.
    pub fn leaf(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The path above it.
    pub fn parent(&self) -> Option<&str> {
        self.0.rsplit_once('/').map(|(parent, _)| parent)
    }
}

impl std::fmt::Display for TagPath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// One tag of the codebook.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tag {
    /// Its last part as shown.
    pub name: String,
    /// The full path of its parent; empty at the top.
    pub parent: String,
    /// The letter that takes it in the tag menu.
    pub key: Option<char>,
    /// A colour's name or `#rrggbb`.
    pub color: Option<String>,
    /// What one error of it counts in the error rate.
    pub weight: Option<f64>,
    /// What it means.
    pub definition: String,
    /// When to use it.
    pub use_when: String,
    /// When not to.
    pub not_when: String,
    /// Other names that lead to it: full paths or leaves.
    pub aliases: Vec<String>,
    /// Kept for history, not offered.
    pub retired: bool,
    /// The digit that takes it, 1 to 9.
    pub favourite: Option<u8>,
}

impl Tag {
    /// Its full path.
    pub fn path(&self) -> String {
        if self.parent.is_empty() { self.name.clone() } else { format!("{}/{}", self.parent, self.name) }
    }
}

/// The codebook: its revision and its tags in the order of the file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Codebook {
    /// Counts the changes made to it.
    pub revision: u64,
    /// The tags, in order.
    pub tags: Vec<Tag>,
}

/// What became of a tag that a step had made, when the step was undone or done again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TagFate {
    /// It left the codebook with the step.
    Gone,
    /// It stays in the codebook: something else uses it, or somebody said more of it there.
    Stays,
    /// It is in the codebook again.
    Back,
}

impl TagFate {
    /// The word for it in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::Stays => "stays",
            Self::Back => "back",
        }
    }
}

/// What a name given by a reader leads to.
#[derive(Debug, Clone, PartialEq)]
pub enum TagLookup {
    /// One tag.
    Found(TagPath),
    /// Several tags share the leaf.
    Several(Vec<TagPath>),
    /// None; the nearest names, best first.
    Unknown(Vec<TagPath>),
}

impl Codebook {
    /// The tag with this full path.
    pub fn tag(&self, path: &str) -> Option<&Tag> {
        self.tags.iter().find(|tag| tag.path() == path)
    }

    /// The favourite on this digit.
    pub fn favourite(&self, digit: u8) -> Option<&Tag> {
        self.tags.iter().find(|tag| tag.favourite == Some(digit) && !tag.retired)
    }

    /// Finds a tag by full path, alias or unique leaf, in this order.
    pub fn find(&self, name: &str) -> TagLookup {
        let paths =
            |tags: Vec<&Tag>| tags.iter().filter_map(|tag| TagPath::new(&tag.path())).collect::<Vec<_>>();
        let exact = self.tags.iter().filter(|tag| tag.path() == name).collect::<Vec<_>>();
        let alias = self.tags.iter().filter(|tag| tag.aliases.iter().any(|a| a == name)).collect::<Vec<_>>();
        let leaf = self.tags.iter().filter(|tag| tag.name == name).collect::<Vec<_>>();
        for found in [exact, alias, leaf] {
            let found = paths(found);
            match found.as_slice() {
                [] => {}
                [one] => return TagLookup::Found(one.clone()),
                [_, ..] => return TagLookup::Several(found),
            }
        }
        TagLookup::Unknown(paths(self.nearest(name)))
    }

    /// Up to three tags whose names are most like this one.
    fn nearest(&self, name: &str) -> Vec<&Tag> {
        let wanted = name.rsplit('/').next().unwrap_or(name);
        let mut scored: Vec<(usize, &Tag)> = self
            .tags
            .iter()
            .filter_map(|tag| {
                let shared = wanted.chars().filter(|c| tag.name.contains(*c)).count();
                (shared > 0).then_some((shared, tag))
            })
            .collect();
        scored.sort_by_key(|(shared, tag)| (std::cmp::Reverse(*shared), tag.name.chars().count()));
        scored.into_iter().take(3).map(|(_, tag)| tag).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book() -> Codebook {
        let tag = |parent: &str, name: &str, aliases: &[&str]| Tag {
            parent: parent.into(),
            name: name.into(),
            aliases: aliases.iter().map(|a| (*a).to_owned()).collect(),
            ..Tag::default()
        };
        Codebook {
            revision: 1,
            tags: vec![
                tag("差错", "数据单位", &["单位"]),
                tag("价值", "亮点", &[]),
                tag("主题", "亮点", &[]),
            ],
        }
    }

    #[test]
    fn names_lead_to_tags() {
        let path = |p: &str| TagPath::new(p).expect("path");
        assert_eq!(book().find("差错/数据单位"), TagLookup::Found(path("差错/数据单位")));
        assert_eq!(book().find("单位"), TagLookup::Found(path("差错/数据单位")));
        assert!(matches!(book().find("亮点"), TagLookup::Several(both) if both.len() == 2));
        assert_eq!(book().find("数据"), TagLookup::Unknown(vec![path("差错/数据单位")]));
    }
}
