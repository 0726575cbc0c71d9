//! The part of a paragraph that is shown for its hits, in one line: it begins a little before the first of them.

use crate::text::clusters;

/// Clusters shown before the first hit: as a rule, at the most and at the least from a clause's beginning; and in all.
const BEFORE: usize = 11;
const FAR: usize = 16;
const FEW: usize = 5;
const SHOWN: usize = 200;
/// What an excerpt does not begin with: it belongs to the words that were left out.
const TRAILING: &str = "，。、；：？！”’）〉》」』】〕］…—·％‰℃,.;:?!)]}%";

/// A part of a paragraph, on one line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// Its words.
    pub text: String,
    /// Hits in characters of `text`, end exclusive.
    pub hits: Vec<(usize, usize)>,
    /// Whether words before it were left out.
    pub is_cut: bool,
}

impl Excerpt {
    /// The part of a paragraph around hits, given in bytes of it and in their order; its beginning without any.
    pub fn new(paragraph: &str, hits: &[(usize, usize)]) -> Self {
        let blank = paragraph.len() - paragraph.trim_start().len();
        let first = hits.first().map_or(blank, |(start, _)| *start);
        let start = start_before(paragraph, first);
        let rest = paragraph.get(start..).unwrap_or("");
        let end = start + clusters(rest).nth(SHOWN).map_or(rest.len(), |(at, _)| at);
        let chars = |byte: usize| {
            paragraph.get(start..byte.clamp(start, end)).map_or(0, |before| before.chars().count())
        };
        Self {
            text: paragraph.get(start..end).unwrap_or("").replace(['\n', '\t'], " "),
            hits: hits
                .iter()
                .filter(|(from, _)| *from < end)
                .map(|(from, to)| (chars(*from), chars(*to)))
                .collect(),
            is_cut: !paragraph.get(..start).unwrap_or("").trim().is_empty(),
        }
    }
}

/// Where the part around a hit begins: at the beginning of the paragraph or of a clause where one is near, else some
/// clusters before it; behind blanks and the marks that end what was left out.
fn start_before(paragraph: &str, first: usize) -> usize {
    let before = paragraph.get(..first).unwrap_or("");
    let near: Vec<(usize, &str)> = clusters(before).rev().take(FAR).collect();
    let is_behind_clause = |count: &usize| {
        let mark = near.get(count + 1).is_some_and(|(_, cluster)| TRAILING.contains(cluster));
        mark && near.get(*count).is_some_and(|(_, cluster)| !TRAILING.contains(cluster))
    };
    let clause = (FEW..FAR).rev().find(is_behind_clause);
    let start =
        if near.len() < FAR { Some(0) } else { near.get(clause.unwrap_or(BEFORE)).map(|(at, _)| *at) };
    let start = start.unwrap_or(0);
    let is_skipped = |cluster: &str| cluster.trim().is_empty() || (start > 0 && TRAILING.contains(cluster));
    let skipped = clusters(before.get(start..).unwrap_or("")).take_while(|(_, cluster)| is_skipped(cluster));
    start + skipped.map(|(_, cluster)| cluster.len()).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Lang;
    use crate::query::Query;

    /// The excerpt for a query, each hit in brackets, with a dash in front where it is cut.
    fn check(query: &str, paragraph: &str, expected: &str) {
        let query = Query::parse(query, Lang::Zh).expect("a query");
        let hits: Vec<(usize, usize)> =
            query.hits(paragraph).into_iter().map(|hit| (hit.bytes.start, hit.bytes.end)).collect();
        let excerpt = Excerpt::new(paragraph, &hits);
        let mut told = String::from(if excerpt.is_cut { "-" } else { "" });
        for (at, character) in excerpt.text.chars().enumerate() {
            told.extend(excerpt.hits.iter().filter(|(_, end)| *end == at).map(|_| ']'));
            told.extend(excerpt.hits.iter().filter(|(start, _)| *start == at).map(|_| '['));
            told.push(character);
        }
        told.extend(excerpt.hits.iter().filter(|(_, end)| *end == excerpt.text.chars().count()).map(|_| ']'));
        assert_eq!(told, expected, "{paragraph}");
    }

    #[test]
    fn hits_stand_where_the_words_stand_whatever_was_folded() {
        check("审批", "审批从九天压到两天。", "[审批]从九天压到两天。");
        check("審批", "  审批\n提速，再审批。", "[审批] 提速，再[审批]。");
        check("mw", "总投资ＭＷ级项目", "总投资[ＭＷ]级项目");
        check("jcjkq", "今天在晋城经开区开工", "今天在[晋城经开区]开工");
        check("经开区", "“三懂”是什么——e\u{301}té晋城经开区", "“三懂”是什么——e\u{301}té晋城[经开区]");
    }

    #[test]
    fn a_cut_excerpt_begins_with_a_word_and_says_that_it_is_cut() {
        check(
            "口径",
            "第一句话就这样说完了。第二句里有八九个字，然后才有口径。",
            "-第二句里有八九个字，然后才有[口径]。",
        );
        check(
            "口径",
            "一二三四五六七八九十，甲乙丙丁戊己庚辛壬癸子丑口径",
            "-甲乙丙丁戊己庚辛壬癸子丑[口径]",
        );
        check("", "　　没有命中", "没有命中");
    }

    #[test]
    fn what_lies_beyond_the_part_is_no_hit() {
        let paragraph = format!("口径{}口径", "字".repeat(300));
        let excerpt = Excerpt::new(&paragraph, &[(0, 6), (906, 912)]);
        assert_eq!((excerpt.text.chars().count(), excerpt.hits), (200, vec![(0, 2)]));
    }
}
