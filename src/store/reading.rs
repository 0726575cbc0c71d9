//! Where one reads: positions, stars, bookmarks. Private, and never worth an error on the screen.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Store;
use super::private::{self, Keep};
use crate::formats::hash;
use crate::words::{Article, ArticleId, Fault};

/// A place in an article, independent of any width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Position {
    /// The focused block's ordinal.
    pub para: usize,
    /// The byte of the article's text at the top of the screen.
    pub top_bytes: usize,
    /// How far one has read, in per cent.
    pub percent: u8,
}

/// Everything remembered about reading in one library.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Reading {
    /// The article open last.
    pub last: Option<String>,
    /// Positions by article.
    pub positions: BTreeMap<String, Position>,
    /// Articles with a star.
    pub stars: BTreeSet<String>,
    /// Bookmarks by their letter: article and block.
    pub bookmarks: BTreeMap<char, (String, usize)>,
    /// Articles whose guessed encoding the reader took for right, by the hash of the text it gave.
    pub encodings: BTreeMap<String, String>,
    /// Anything else the screen wants to find again, such as the last pane.
    pub screen: BTreeMap<String, String>,
}

impl Reading {
    /// The article open last.
    pub fn last_article(&self) -> Option<ArticleId> {
        self.last.as_deref().and_then(ArticleId::new)
    }
}

impl Store {
    /// What is remembered; nothing when it cannot be read.
    pub fn reading(&self) -> Reading {
        let bytes = private::read(&self.private.join("reading.json")).ok().flatten().unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    /// Whether the reader took this article's guessed encoding for right. Another text is another question.
    pub fn trusts_encoding(&self, article: &Article) -> bool {
        let known = self.reading().encodings.get(article.id.as_str()).cloned();
        known.is_some_and(|known| known == hash(&article.text).to_string())
    }

    /// Keeps the reader's word that this article's guessed encoding is right.
    ///
    /// # Errors
    /// I/O.
    pub fn trust_encoding(&self, article: &Article) -> Result<(), Fault> {
        let (id, text) = (article.id.to_string(), hash(&article.text).to_string());
        self.remember(|kept| drop(kept.encodings.insert(id, text)))
    }

    /// Changes what is remembered, on top of what other processes wrote meanwhile.
    ///
    /// # Errors
    /// I/O.
    pub fn remember(&self, change: impl FnOnce(&mut Reading)) -> Result<(), Fault> {
        let mut reading = self.reading();
        let before = reading.clone();
        change(&mut reading);
        if reading == before {
            return Ok(());
        }
        let bytes = serde_json::to_vec(&reading).unwrap_or_default();
        private::write(&self.private.join("reading.json"), &bytes, Keep::Durable)
            .map_err(|error| self.state_fault(&error))
    }
}
