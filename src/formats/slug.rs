//! Names on disk: any file stem or person's name becomes an ASCII slug.
//!
//! Keeps what is a slug already; everything else becomes its pinyin and six hex digits of its hash,
//! so that two names never share a slug by sounding alike.

use pinyin::ToPinyin;

use crate::words::article::is_slug;
use crate::words::{Annotator, ArticleId};

/// The longest pinyin part, in bytes: with `-` and six digits it stays within a slug's 80.
const MOST_PINYIN_BYTES: usize = 73;

/// The id of an article whose file has this stem (the name without its extension).
///
/// # Panics
/// Never: the slug made of a name obeys the rule, which a property test holds it to.
pub fn article_id(stem: &str) -> ArticleId {
    let slug = if is_slug(stem) { stem.to_owned() } else { hashed(stem) };
    ArticleId::new(&slug).unwrap_or_else(|| unreachable!("a made slug is a slug"))
}

/// A short id: the words that are shown, in pinyin, and six digits that stand for the whole.
///
/// # Panics
/// Never, as [`article_id`].
pub fn short_id(shown: &str, whole: &str) -> ArticleId {
    const MOST_BYTES: usize = 40;
    let slug: String = pinyin_slug(shown).chars().take(MOST_BYTES).collect();
    let digits: String = super::hash::digest(whole.as_bytes()).to_string().chars().take(6).collect();
    let id = if slug.is_empty() { digits } else { format!("{}-{digits}", slug.trim_matches('-')) };
    ArticleId::new(&id).unwrap_or_else(|| article_id(&format!("a-{id}")))
}

/// The slug of a person's name; upper-case ASCII is taken as lower-case. `None` when the name is blank.
pub fn annotator(name: &str) -> Option<Annotator> {
    let name = name.trim();
    if name.is_empty() {
        return None;
    }
    let lower = name.to_ascii_lowercase();
    Annotator::new(&lower).or_else(|| Annotator::new(&hashed(name)))
}

/// Pinyin in place of Han, runs of anything else that a slug cannot hold as one `-`, and six digits of the hash.
fn hashed(name: &str) -> String {
    let slug = pinyin_slug(name);
    let digits: String = super::hash::digest(name.as_bytes()).to_string().chars().take(6).collect();
    if slug.is_empty() { digits } else { format!("{slug}-{digits}") }
}

/// The part of a slug that a reader can read: lower-case ASCII, pinyin for Han, `-` between other runs.
fn pinyin_slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars() {
        let piece = if c.is_ascii_alphanumeric() || c == '_' {
            c.to_ascii_lowercase().to_string()
        } else {
            c.to_pinyin().map_or("-", pinyin::Pinyin::plain).replace('ü', "v")
        };
        if slug.len() + piece.len() > MOST_PINYIN_BYTES {
            break;
        }
        if piece != "-" || !slug.ends_with('-') {
            slug.push_str(&piece);
        }
    }
    slug.trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn stems_become_ids() {
        assert_eq!(article_id("jincheng-2026-03-18-1").as_str(), "jincheng-2026-03-18-1");
        let id = article_id("晋城 3月18日（一）");
        assert!(id.as_str().starts_with("jincheng-3yue18ri-yi-"), "{id}");
        assert_ne!(article_id("晋城"), article_id("进城"));
        assert_ne!(article_id("A1"), article_id("a1"));
        assert!(article_id("con").as_str().starts_with("con-"));
        assert!(article_id("con.a").as_str().starts_with("con-a-"));
        assert_eq!(article_id("……").as_str().len(), 6);
    }

    #[test]
    fn short_ids_are_short_and_differ() {
        let id = short_id("晋城 2026-03-18", "晋城 园区办好三件实事");
        assert!(id.as_str().starts_with("jincheng-2026-03-18-") && id.as_str().len() == 26, "{id}");
        assert_ne!(id, short_id("晋城 2026-03-18", "晋城 又办好三件实事"));
        assert_eq!(short_id("……", "x").as_str().len(), 6);
    }

    #[test]
    fn people_become_slugs() {
        assert_eq!(annotator("Li").map(|a| a.to_string()).as_deref(), Some("li"));
        assert!(annotator("李审读").is_some_and(|a| a.as_str().starts_with("lishendu-")));
        assert_eq!(annotator("  "), None);
    }

    proptest! {
        #[test]
        fn any_stem_has_a_slug(stem in "\\PC{0,200}") {
            prop_assert!(is_slug(article_id(&stem).as_str()));
            prop_assert!(is_slug(short_id(&stem, "x").as_str()));
        }
    }
}
