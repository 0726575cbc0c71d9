//! Notes that came with an imported document, kept in one's own files; one that is there, or was deleted, stays as it is.

use std::collections::BTreeSet;

use super::{Consent, Store};
use crate::anchor;
use crate::import::comments::Remark;
use crate::words::{Annotations, Article, ArticleId, Change, Fault, Mark, Moment, Record, Value};

impl Store {
    /// Keeps the notes on these articles; how many were not there.
    ///
    /// # Errors
    /// As [`Store::change`].
    pub fn keep_remarks(
        &self,
        articles: &[Article],
        remarks: &[Remark],
        now: Moment,
    ) -> Result<usize, Fault> {
        let touched: BTreeSet<ArticleId> = remarks.iter().map(|remark| remark.article.clone()).collect();
        if touched.is_empty() {
            return Ok(0);
        }
        let make = |own: &Annotations| {
            let Some(article) = articles.iter().find(|article| article.id == own.article) else {
                return Vec::new();
            };
            let new = |remark: &&Remark| remark.article == own.article && own.mark(remark.id).is_none();
            remarks.iter().filter(new).map(|remark| added(article, remark, now)).collect()
        };
        self.change(&touched, Consent::Given, now, &make).map(|saved| saved.changes.len())
    }
}

fn added(article: &Article, remark: &Remark, now: Moment) -> Change {
    let mut mark = Mark::blank(remark.id);
    mark.stand_at(&anchor::quote(article, remark.ordinal, remark.span));
    mark.note.clone_from(&remark.note);
    mark.created = now;
    Change {
        article: article.id.clone(),
        record: Record::Mark(mark.id),
        old: Value::Absent,
        new: Value::Mark(Box::new(mark)),
    }
}
