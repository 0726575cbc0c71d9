//! Whether a sign-off still stands: a later edit of the text or of the marks voids it, visibly.
//!
//! Marks of others that came after it void it, too, until their author signs a later stage of the same series: what the next
//! reader adds is then covered by the next reader's name.

use std::collections::HashSet;

use crate::formats::hash;
use crate::words::{
    Annotations, Annotator, Article, Change, Hash16, Mark, Moment, Record, STAGES, Signed, Status, Value,
    signed_marks,
};

/// How a sign-off fares today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Text and marks are those that were signed.
    Stands,
    /// The text was edited.
    TextChanged,
    /// Marks were edited.
    MarksChanged,
}

impl Standing {
    /// The word for it in JSON and tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Stands => "stands",
            Self::TextChanged => "text-changed",
            Self::MarksChanged => "marks-changed",
        }
    }
}

/// One sign-off of an article.
#[derive(Debug, Clone)]
pub struct SignOff {
    /// Who signed.
    pub author: Annotator,
    /// The name shown.
    pub author_name: String,
    /// What.
    pub stage: String,
    /// When, and for which text and marks.
    pub signed: Signed,
    /// Whether it still stands.
    pub standing: Standing,
}

/// The hash of these annotators' marks that a sign-off keeps; tombstones are not among them.
pub fn marks_hash(written: &[Annotations]) -> Hash16 {
    let all = written.iter().flat_map(|file| living(file).map(move |mark| (&file.author, mark)));
    hash(&signed_marks(all))
}

fn living(file: &Annotations) -> impl Iterator<Item = &Mark> {
    file.marks.iter().filter(|mark| mark.status != Status::Deleted)
}

/// The changes that sign an article off: the stage, and every paragraph that was not read yet as read, for whoever signs
/// has seen the whole.
pub fn changes(article: &Article, own: &Annotations, stage: &str, signed: Signed) -> Vec<Change> {
    let change = |record, old, new| Change { article: article.id.clone(), record, old, new };
    let old = own.signs.get(stage).map_or(Value::Absent, |old| Value::Signed(*old));
    let mut changes = vec![change(Record::Sign(stage.to_owned()), old, Value::Signed(signed))];
    let mut seen: HashSet<Hash16> = own.read.keys().copied().collect();
    let unread = article.iter_blocks().map(|(_, _, text)| hash(text)).filter(|block| seen.insert(*block));
    changes.extend(unread.map(|block| change(Record::Read(block), Value::Absent, Value::When(signed.at))));
    changes
}

/// All sign-offs in the order of the stages, then of the annotators.
pub fn sign_offs(written: &[Annotations], text: Hash16) -> Vec<SignOff> {
    let mut found: Vec<SignOff> = Vec::new();
    for stage in STAGES {
        let signed = written.iter().filter_map(|file| Some((file, *file.signs.get(stage)?)));
        found.extend(signed.map(|(file, signed)| SignOff {
            author: file.author.clone(),
            author_name: file.author_name.clone(),
            stage: stage.to_owned(),
            signed,
            standing: standing(file, stage, signed, written, text),
        }));
    }
    found
}

fn standing(
    own: &Annotations,
    stage: &str,
    signed: Signed,
    written: &[Annotations],
    text: Hash16,
) -> Standing {
    if signed.text != text {
        return Standing::TextChanged;
    }
    if signed.marks == marks_hash(written) {
        return Standing::Stands;
    }
    let is_own_same = signed.marks == marks_hash(std::slice::from_ref(own));
    let last = |file: &Annotations| file.marks.iter().map(|mark| mark.updated).max();
    let edited = |is_after: fn(&Moment, &Moment) -> bool| {
        let files = written.iter().filter_map(|file| last(file).map(|at| (file, at)));
        files.filter(move |(_, at)| is_after(at, &signed.at)).collect::<Vec<_>>()
    };
    let later = edited(Moment::gt);
    // Within the second of the sign-off nothing tells before from after: others' marks explain the difference first.
    let files = if later.is_empty() { edited(Moment::ge) } else { later };
    let (mine, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|(file, _)| file.author == own.author);
    let is_mine = mine.iter().any(|(_, at)| *at > signed.at || others.is_empty()) && !is_own_same;
    if is_mine || others.iter().any(|(file, at)| !covers(file, stage, *at)) {
        Standing::MarksChanged
    } else {
        Standing::Stands
    }
}

/// Whether an annotator signed a later stage of the series at or after that moment.
fn covers(file: &Annotations, stage: &str, at: Moment) -> bool {
    let place = |stage: &str| STAGES.iter().position(|one| *one == stage);
    let series = |stage: &str| stage.split('-').next().map(str::to_owned);
    file.signs.iter().any(|(later, signed)| {
        series(later) == series(stage) && place(later) > place(stage) && signed.at >= at
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{ArticleId, BlockKind, MarkId, Meta};

    fn at(seconds: i64) -> Moment {
        Moment { unix_seconds: seconds, offset_seconds: 0 }
    }

    /// An annotator's file with one mark, last changed then.
    fn file(author: &str, updated: i64, rev: &str) -> Annotations {
        let author = Annotator::new(author).expect("slug");
        let mut file = Annotations::empty(ArticleId::new("a").expect("slug"), author, String::new());
        let mut mark = Mark::blank(MarkId(uuid::Uuid::from_u128(1)));
        (mark.updated, mark.rev) = (at(updated), rev.to_owned());
        file.marks.push(mark);
        file
    }

    /// Signs a file as everything is now.
    fn sign(written: &mut [Annotations], who: usize, stage: &str, seconds: i64) {
        let signed = Signed { at: at(seconds), text: hash("文"), marks: marks_hash(written) };
        written[who].signs.insert(stage.to_owned(), signed);
    }

    fn check(written: &[Annotations], text: &str, expected: &[(&str, Standing)]) {
        let found = sign_offs(written, hash(text));
        let found: Vec<_> = found.iter().map(|one| (one.stage.as_str(), one.standing)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn who_signs_has_read_the_whole() {
        let meta = Meta { title: "题目".into(), ..Meta::default() };
        let blocks = ["第一段。", "第二段。", "第一段。"].map(|text| (BlockKind::Body, text));
        let article = Article::assemble(ArticleId::new("a").expect("slug"), meta, blocks);
        let mut own = file("li", 10, "1");
        own.read.insert(hash("第二段。"), at(5));
        let signed = Signed { at: at(10), text: hash(&article.text), marks: hash("") };
        let records: Vec<Record> =
            changes(&article, &own, "review-1", signed).into_iter().map(|change| change.record).collect();
        let stage = Record::Sign("review-1".to_owned());
        assert_eq!(records, [stage, Record::Read(hash("题目")), Record::Read(hash("第一段。"))]);
    }

    #[test]
    fn an_edit_voids_a_sign_off_until_the_next_reader_signs() {
        let mut written = vec![file("li", 10, "1"), file("wang", 10, "1")];
        sign(&mut written, 0, "review-1", 10);
        check(&written, "文", &[("review-1", Standing::Stands)]);
        check(&written, "改", &[("review-1", Standing::TextChanged)]);
        // Within the same second, too.
        let changed = |who: usize| {
            let mut written = written.clone();
            written[who].marks[0].rev = "2".to_owned();
            written
        };
        check(&changed(0), "文", &[("review-1", Standing::MarksChanged)]);
        let mut others = changed(1);
        check(&others, "文", &[("review-1", Standing::MarksChanged)]);
        sign(&mut others, 1, "review-2", 11);
        check(&others, "文", &[("review-1", Standing::Stands), ("review-2", Standing::Stands)]);
        // Whoever signed blind signed for the own marks alone.
        let mut blind = vec![file("li", 10, "1"), file("wang", 5, "1")];
        let own = marks_hash(&blind[..1]);
        blind[0].signs.insert("proof-1".to_owned(), Signed { at: at(10), text: hash("文"), marks: own });
        check(&blind, "文", &[("proof-1", Standing::Stands)]);
    }
}
