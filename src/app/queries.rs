//! What queries keep of the library: at once as far as titles tell, all of it when the shell has answered; saved queries
//! are answered for good, article by article as they change.

use std::collections::HashSet;

use super::catalogue::Catalogue;
use super::event::Memory;
use super::{App, Effect, SearchHit};
use crate::query::Query;
use crate::words::{ArticleId, Change, TagPath};

/// A tag for every paragraph that a search of everything found: what it would change.
#[derive(Debug, Clone, PartialEq)]
pub struct HitsToTag {
    /// The tag.
    pub tag: TagPath,
    /// How many articles it touches.
    pub articles: usize,
    /// A change a paragraph that lacks the tag.
    pub changes: Vec<Change>,
    /// The first of these paragraphs, to be looked at before.
    pub shown: Vec<SearchHit>,
}

impl HitsToTag {
    /// How many paragraphs are shown at most.
    pub const SHOWN: usize = 100;
}

impl App {
    /// Has the saved queries answered: for the whole library, or for one article that changed.
    pub(super) fn answer_queries(&mut self, article: Option<ArticleId>) {
        let queries: Vec<String> = self.memory.queries.iter().map(|(_, query)| query.clone()).collect();
        if !queries.is_empty() {
            self.ask_for(Effect::AnswerQueries(queries, article));
        }
    }

    /// Shows what a filter surely keeps while the rest is looked for. Nothing sure changes nothing on the screen.
    pub(super) fn filter_at_once(&mut self, text: &str) {
        let sure = match self.catalogue.answered.get(text) {
            Some(kept) => kept.clone(),
            None => match Query::parse(text, self.settings.lang) {
                Ok(query) => self.catalogue.surely(&query),
                Err(_) => HashSet::new(),
            },
        };
        if !sure.is_empty() {
            self.catalogue.sure = Some(sure);
            self.catalogue.refresh(&self.memory);
        }
    }
}

impl Catalogue {
    /// The articles of which their titles, zones and dates alone tell that a query keeps them.
    fn surely(&self, query: &Query) -> HashSet<ArticleId> {
        let keeps = |card: &&crate::words::ArticleCard| {
            query.surely_holds_of(&card.title, &card.zone, card.date.as_deref())
        };
        self.cards.iter().filter(keeps).map(|card| card.id.clone()).collect()
    }

    /// Takes what a saved query keeps: of all articles, or of one.
    pub fn answer(
        &mut self,
        query: &str,
        article: Option<&ArticleId>,
        kept: HashSet<ArticleId>,
        memory: &Memory,
    ) {
        let known = self.answered.entry(query.to_owned()).or_default();
        match article {
            Some(article) if kept.contains(article) => {
                known.insert(article.clone());
            }
            Some(article) => {
                known.remove(article);
            }
            None => *known = kept,
        }
        self.tally(memory);
    }
}
