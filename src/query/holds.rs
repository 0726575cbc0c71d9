//! Whether a query holds of an article, a paragraph or a mark.

use std::cell::OnceCell;

use super::atom::{Atom, Has, Is, TagWanted};
use super::dossier::Dossier;
use super::{Query, Term, lines_of};
use crate::words::{BlockKind, Meta, Placed, Placement, Status, zone_names};

/// What is asked about.
#[derive(Debug, Clone, Copy)]
pub enum Scope<'a> {
    /// The article as a whole.
    Article,
    /// The paragraph with this ordinal.
    Paragraph(usize),
    /// One mark.
    Mark(&'a Placed),
}

impl Query {
    /// Whether the query holds of an article, a paragraph of it or a mark on it.
    pub fn holds(&self, dossier: &Dossier, scope: Scope<'_>) -> bool {
        self.any(|atom| holds(atom, dossier, scope))
    }

    /// Whether a paragraph is found wherever words stand in it: each alternative is one term, asked for.
    pub fn is_words_alone(&self) -> bool {
        let is_word = |clause: &super::Clause| !clause.is_not && matches!(clause.atom, Atom::Text(_));
        !self.is_all()
            && self.alternatives.iter().all(|clauses| matches!(clauses.as_slice(), [one] if is_word(one)))
    }

    /// Whether no words in a paragraph of an article could make the query hold of it: its marks, its kind, or what the
    /// article is rule it out.
    pub fn is_ruled_out_of(&self, dossier: &Dossier, ordinal: usize) -> bool {
        self.is_ruled_out(|atom, is_not| {
            !matches!(atom, Atom::Text(_)) && holds(atom, dossier, Scope::Paragraph(ordinal)) == is_not
        })
    }

    /// Whether the query holds of a paragraph in which these of its [`Query::words`] stand.
    pub fn holds_with(&self, dossier: &Dossier, ordinal: usize, stands: impl Fn(&Term) -> bool) -> bool {
        self.any(|atom| match atom.words() {
            Some(term) => stands(term),
            None => holds(atom, dossier, Scope::Paragraph(ordinal)),
        })
    }

    /// Whether the head of an article alone already rules it out, so that its body need not be read.
    pub fn is_ruled_out_by(&self, meta: &Meta) -> bool {
        self.is_ruled_out(|atom, is_not| match atom {
            Atom::Zone(term) => is_in_zone(term, &meta.zone) == is_not,
            Atom::Date(range) => meta.date.as_ref().is_some_and(|date| range.holds(date)) == is_not,
            Atom::Text(_)
            | Atom::Tag(_)
            | Atom::Author(_)
            | Atom::Note(_)
            | Atom::Has(_)
            | Atom::Is(_)
            | Atom::Status(_) => false,
        })
    }

    /// Whether neither the article nor any paragraph of it can match, from its head and from its body as the file holds
    /// it, before that is cut into blocks. Says nothing of marks: a lost one has words of its own.
    pub fn is_ruled_out_by_text(&self, meta: &Meta, body: &str) -> bool {
        let wrapped = OnceCell::new();
        let stands = |term: &Term| {
            let head = [meta.kicker.as_deref(), Some(meta.title.as_str()), meta.deck.as_deref()];
            let captions = meta.captions.iter().map(|caption| caption.text.as_str());
            *wrapped.get_or_init(|| has_broken_lines(body))
                || term.may_be_in_body(body)
                || head.into_iter().flatten().chain(captions).any(|words| term.is_in(words))
                || is_zone(term, &meta.zone)
        };
        self.is_ruled_out_by(meta)
            || self.is_ruled_out(|atom, is_not| match atom {
                Atom::Text(term) => !is_not && !stands(term),
                Atom::Zone(_)
                | Atom::Date(_)
                | Atom::Tag(_)
                | Atom::Author(_)
                | Atom::Note(_)
                | Atom::Has(_)
                | Atom::Is(_)
                | Atom::Status(_) => false,
            })
    }

    /// Whether title, zone and date alone tell that a query holds of an article; false when more must be known.
    pub fn surely_holds_of(&self, title: &str, zone: &str, date: Option<&str>) -> bool {
        let surely = |clause: &super::Clause| match &clause.atom {
            Atom::Text(term) => !clause.is_not && (term.is_in(title) || is_zone(term, zone)),
            Atom::Zone(term) => is_in_zone(term, zone) != clause.is_not,
            Atom::Date(range) => date.is_some_and(|date| range.holds(date)) != clause.is_not,
            Atom::Tag(_) | Atom::Author(_) | Atom::Note(_) | Atom::Has(_) | Atom::Is(_) | Atom::Status(_) => {
                false
            }
        };
        self.alternatives.iter().any(|clauses| clauses.iter().all(surely))
    }

    /// Whether in each alternative something rules the article out.
    fn is_ruled_out(&self, rules_out: impl Fn(&Atom, bool) -> bool) -> bool {
        let any = |clauses: &Vec<super::Clause>| {
            clauses.iter().any(|clause| rules_out(&clause.atom, clause.is_not))
        };
        !self.is_all() && self.alternatives.iter().all(any)
    }

    fn any(&self, holds: impl Fn(&Atom) -> bool) -> bool {
        self.is_all()
            || self
                .alternatives
                .iter()
                .any(|clauses| clauses.iter().all(|clause| holds(&clause.atom) != clause.is_not))
    }
}

/// Whether some paragraph of a body may be broken into lines: a line end that is not followed by another.
fn has_broken_lines(body: &str) -> bool {
    let bytes = body.trim_ascii().as_bytes();
    let mut last = None;
    let mut ends = memchr::memchr_iter(b'\n', bytes).peekable();
    while let Some(at) = ends.next() {
        let beside = |other: Option<usize>| other.is_some_and(|other| other.abs_diff(at) == 1);
        if !beside(last) && !beside(ends.peek().copied()) {
            return true;
        }
        last = Some(at);
    }
    false
}

fn holds(atom: &Atom, dossier: &Dossier, scope: Scope<'_>) -> bool {
    let meta = &dossier.article.meta;
    match atom {
        Atom::Text(term) => text_holds(term, dossier, scope),
        Atom::Zone(term) => is_in_zone(term, &meta.zone),
        Atom::Date(range) => meta.date.as_ref().is_some_and(|date| range.holds(date)),
        Atom::Tag(wanted) => any_mark(dossier, scope, |placed| has_tag(wanted, placed)),
        Atom::Author(term) => {
            any_mark(dossier, scope, |p| p.author.as_str() == term.words() || term.is_in(&p.author_name))
        }
        Atom::Note(term) => any_mark(dossier, scope, |placed| term.is_in(&placed.mark.note)),
        Atom::Status(Status::Deleted) => false,
        Atom::Status(status) => any_mark(dossier, scope, |placed| placed.mark.status == *status),
        Atom::Has(has) => has_holds(*has, dossier, scope),
        Atom::Is(is) => is_holds(*is, dossier, scope),
    }
}

/// Whether a term stands in a zone's name, whole or as it is shown for short.
fn is_in_zone(term: &Term, zone: &str) -> bool {
    zone_names(zone).any(|name| term.is_in(&name))
}

/// Whether a term is all of a zone's name, whole or short: then the zone's articles are meant as well.
fn is_zone(term: &Term, zone: &str) -> bool {
    zone_names(zone).any(|name| term.is_all_of(&name))
}

fn has_tag(wanted: &TagWanted, placed: &Placed) -> bool {
    placed.mark.tags.iter().any(|tag| wanted.matches(tag.as_str()))
}

fn text_holds(term: &Term, dossier: &Dossier, scope: Scope<'_>) -> bool {
    let in_block = |ordinal: usize| lines_of(&dossier.article, ordinal).any(|line| term.is_in(line));
    match scope {
        Scope::Article => {
            let zone = &dossier.article.meta.zone;
            (0..dossier.article.blocks.len()).any(in_block) || is_zone(term, zone)
        }
        Scope::Paragraph(ordinal) => in_block(ordinal),
        Scope::Mark(placed) => {
            let ordinal = placed.ordinal.filter(|_| placed.placement.has_place());
            match ordinal.filter(|ordinal| *ordinal < dossier.article.blocks.len()) {
                Some(ordinal) => in_block(ordinal),
                None => term.is_in(&placed.mark.quote),
            }
        }
    }
}

/// Whether some mark within the scope is so.
fn any_mark(dossier: &Dossier, scope: Scope<'_>, is_so: impl Fn(&Placed) -> bool) -> bool {
    match scope {
        Scope::Article => dossier.marks.iter().any(is_so),
        Scope::Paragraph(ordinal) => dossier.marks_on(ordinal).any(is_so),
        Scope::Mark(placed) => is_so(placed),
    }
}

fn has_holds(has: Has, dossier: &Dossier, scope: Scope<'_>) -> bool {
    let meta = &dossier.article.meta;
    match has {
        Has::Note => any_mark(dossier, scope, |placed| !placed.mark.note.is_empty()),
        Has::Tag => any_mark(dossier, scope, |placed| !placed.mark.tags.is_empty()),
        Has::Mark => any_mark(dossier, scope, |_| true),
        Has::Date => meta.date.is_some(),
        Has::Byline => !meta.reporters.is_empty() || !meta.authors.is_empty(),
        Has::Deck => meta.deck.is_some(),
        Has::Kicker => meta.kicker.is_some(),
        Has::Caption => !meta.captions.is_empty(),
        Has::Subhead => dossier.article.blocks.iter().any(|block| block.kind == BlockKind::Subhead),
    }
}

fn is_holds(is: Is, dossier: &Dossier, scope: Scope<'_>) -> bool {
    let placement = |wanted: Placement| any_mark(dossier, scope, |placed| placed.placement == wanted);
    match is {
        Is::Read => is_read(dossier, scope),
        Is::Unread => !is_read(dossier, scope),
        Is::Marked => any_mark(dossier, scope, |_| true),
        Is::Unmarked => !any_mark(dossier, scope, |_| true),
        Is::Starred => dossier.is_starred,
        Is::Orphan => any_mark(dossier, scope, |placed| !placed.placement.has_place()),
        Is::Ambiguous => placement(Placement::Ambiguous),
        Is::Edited => placement(Placement::Edited),
        Is::Moved => placement(Placement::Moved),
        Is::Exact => placement(Placement::Exact),
        Is::Unsure => any_mark(dossier, scope, |placed| placed.placement.is_unsure()),
        Is::Head => is_kind(dossier, scope, BlockKind::Head),
        Is::Body => is_kind(dossier, scope, BlockKind::Body),
        Is::Subhead => is_kind(dossier, scope, BlockKind::Subhead),
        Is::Caption => is_kind(dossier, scope, BlockKind::Caption),
    }
}

fn is_read(dossier: &Dossier, scope: Scope<'_>) -> bool {
    match scope {
        Scope::Article => dossier.is_all_read(),
        Scope::Paragraph(ordinal) => dossier.is_read(ordinal),
        Scope::Mark(placed) => placed.ordinal.is_some_and(|ordinal| dossier.is_read(ordinal)),
    }
}

fn is_kind(dossier: &Dossier, scope: Scope<'_>, kind: BlockKind) -> bool {
    let of = |ordinal: usize| dossier.article.blocks.get(ordinal).is_some_and(|block| block.kind == kind);
    match scope {
        Scope::Article => dossier.article.blocks.iter().any(|block| block.kind == kind),
        Scope::Paragraph(ordinal) => of(ordinal),
        Scope::Mark(placed) => placed.ordinal.is_some_and(of),
    }
}
