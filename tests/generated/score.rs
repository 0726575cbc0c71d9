//! How well an import found what is true: article starts, paragraphs, fields.

use super::pages::{Sheet, Truth};
use pizhu::import::{Draft, Page};

/// Right ones, found ones, true ones.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Count {
    pub(crate) right: usize,
    pub(crate) found: usize,
    pub(crate) all: usize,
}

impl Count {
    pub(crate) fn precision(self) -> f64 {
        share(self.right, self.found)
    }

    pub(crate) fn recall(self) -> f64 {
        share(self.right, self.all)
    }

    pub(crate) fn f1(self) -> f64 {
        share(2 * self.right, self.found + self.all)
    }
}

fn share(part: usize, all: usize) -> f64 {
    if all == 0 {
        1.0
    } else {
        f64::from(u32::try_from(part).unwrap_or(0)) / f64::from(u32::try_from(all).unwrap_or(1))
    }
}

/// The scores of one variant.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Score {
    pub(crate) starts: Count,
    pub(crate) paragraphs: Count,
    pub(crate) fields: Count,
}

/// Blanks and the kind of quotes do not count.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '「' => '“',
            '」' => '”',
            other => other,
        })
        .collect()
}

impl Score {
    /// Adds one page. An article's start is right when its headline is; a paragraph when its text is.
    pub(crate) fn add(&mut self, sheet: &Sheet, page: &Page) {
        self.starts.found += page.articles.len();
        self.starts.all += sheet.truths.len();
        let mut free: Vec<&Draft> = page.articles.iter().collect();
        for truth in &sheet.truths {
            let found = free.iter().position(|draft| plain(&draft.title) == plain(&truth.title));
            let draft = found.map(|at| free.remove(at));
            self.starts.right += usize::from(draft.is_some());
            self.paragraphs.all += truth.paragraphs.len();
            let own: Vec<String> = draft
                .map(|draft| draft.paragraphs.iter().map(|one| plain(&one.text)).collect())
                .unwrap_or_default();
            self.paragraphs.right +=
                truth.paragraphs.iter().filter(|text| own.contains(&plain(text))).count();
            for (value, known) in fields(truth, draft) {
                self.fields.all += usize::from(!known.is_empty());
                self.fields.found += usize::from(!value.is_empty());
                self.fields.right += usize::from(value == known && !known.is_empty());
            }
        }
        self.paragraphs.found += page.articles.iter().map(|draft| draft.paragraphs.len()).sum::<usize>();
    }
}

fn fields(truth: &Truth, draft: Option<&Draft>) -> Vec<(String, String)> {
    let text = |pick: fn(&Draft) -> String| draft.map(|draft| plain(&pick(draft))).unwrap_or_default();
    let captions: Vec<String> =
        truth.captions.iter().map(|(text, credit)| format!("{text}/{credit}")).collect();
    vec![
        (text(|d| d.zone.clone()), truth.zone.clone()),
        (text(|d| d.deck.clone().unwrap_or_default()), truth.deck.clone().unwrap_or_default()),
        (text(|d| d.dateline.clone().unwrap_or_default()), truth.dateline.clone().unwrap_or_default()),
        (text(|d| d.reporters.join("、")), truth.reporters.join("、")),
        (text(|d| d.authors.join("、")), truth.authors.join("、")),
        (
            text(|d| {
                d.captions
                    .iter()
                    .map(|one| format!("{}/{}", one.text, one.credit.clone().unwrap_or_default()))
                    .collect::<Vec<_>>()
                    .join("|")
            }),
            plain(&captions.join("|")),
        ),
    ]
}
