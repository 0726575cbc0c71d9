//! How good a line break is at each cluster boundary: UAX #14 from a crate, and the overlay K, P, N, S, W.
//!
//! Knows nothing of measures: [`super::layout()`] picks among the ranks.

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

use super::kinds::Kind;
use super::prepare::Piece;
use super::quotes::Parity;
use super::{numbers, quotes, urls};

/// How strictly line starts and ends are kept clean (K5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Level {
    /// Clusters and forced breaks only (R, M).
    None,
    /// Stops and closers not at a line's start, openers not at its end.
    Basic,
    /// All rules; GB/T 15834 and CLREQ's GB level.
    #[default]
    Gb,
    /// Also no —— at a line's start.
    Strict,
}

impl Level {
    /// All of them, loosest first.
    pub const ALL: [Self; 4] = [Self::None, Self::Basic, Self::Gb, Self::Strict];

    /// Its name in settings and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Basic => "basic",
            Self::Gb => "gb",
            Self::Strict => "strict",
        }
    }

    /// Reads [`Level::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }

    /// Whether words, numbers and spaces are kept together (W, N).
    pub(super) fn keeps_words(self) -> bool {
        self >= Self::Gb
    }
}

/// The ladder of boundaries, best first; a line ends at the last boundary of the best rank that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub(super) enum Rank {
    /// A line may break.
    Allowed,
    /// N2, S1: only when nothing else fits.
    Soft,
    /// Inside a word, a number or an address.
    Word,
    /// Against K1–K4.
    Against,
    /// P1: between pairs of a run of — or ….
    Pairs,
    /// P1: between the halves of —— or ……
    Halves,
    /// Before a space or something invisible: never needed.
    Never,
}

/// Ranks every boundary of a text into `ranks`, one before each piece. Resolves the quotes among the pieces.
pub(super) fn rank(
    text: &str,
    pieces: &mut [Piece],
    level: Level,
    parity: &mut Parity,
    ranks: &mut Vec<Rank>,
) {
    ranks.clear();
    if level == Level::None {
        let before = |piece: &Piece| if piece.kind == Kind::Hidden { Rank::Never } else { Rank::Allowed };
        ranks.extend(pieces.iter().map(before));
        return;
    }
    quotes::resolve(text, pieces, parity);
    if level.keeps_words() {
        ranks.resize(pieces.len(), Rank::Word);
        uax14(text, pieces, ranks);
    } else {
        ranks.resize(pieces.len(), Rank::Allowed);
    }
    overlay(text, pieces, level, ranks);
    if level.keeps_words() {
        numbers::glue(text, pieces, ranks);
    }
}

/// UAX #14 of Unicode 17, strict, without dictionaries or language models.
static SEGMENTER: LineSegmenterBorrowed<'static> =
    LineSegmenter::new_17_for_non_complex_scripts(LineBreakOptions::default());

/// Where UAX #14 allows a break, the rank becomes `Allowed`.
fn uax14(text: &str, pieces: &[Piece], ranks: &mut [Rank]) {
    let (seen, replaced) = quotes::as_brackets(text, pieces);
    let mut shifts = replaced.iter().copied().peekable();
    let mut shift = 0;
    let mut index = 0;
    for offset in SEGMENTER.segment_str(&seen) {
        while let Some(piece) = pieces.get(index) {
            while let Some((at, growth)) = shifts.peek().copied() {
                if at >= piece.start {
                    break;
                }
                shift += growth;
                shifts.next();
            }
            let start = piece.start + shift;
            if start > offset {
                break;
            }
            if let Some(rank) = ranks.get_mut(index)
                && start == offset
            {
                *rank = Rank::Allowed;
            }
            index += 1;
        }
    }
}

/// K1–K4 and P1 over what is already ranked.
fn overlay(text: &str, pieces: &[Piece], level: Level, ranks: &mut [Rank]) {
    let mut addresses = urls::Addresses::new(text);
    let mut before: Option<(Kind, usize)> = None;
    let mut run = 0;
    for (index, piece) in pieces.iter().enumerate() {
        run = match index.checked_sub(1).and_then(|last| pieces.get(last)) {
            Some(last) if last.kind == piece.kind => run + 1,
            _ => 0,
        };
        let Some(rank) = ranks.get_mut(index) else { break };
        let hangs = piece.kind == Kind::Space && level.keeps_words();
        if hangs || matches!(piece.kind, Kind::Hidden | Kind::Newline) {
            *rank = Rank::Never;
            continue;
        }
        let mut worst = Rank::Allowed;
        if let Some((kind, start)) = before {
            worst = worst.max(at_end(kind, level, || addresses.holds(start)));
        }
        let doubled = || pieces.get(index + 1).is_some_and(|next| next.kind == piece.kind);
        worst = worst.max(at_start(piece.kind, level, run, doubled));
        *rank = (*rank).max(worst);
        if piece.kind != Kind::Space {
            before = Some((piece.kind, piece.start));
        }
    }
}

/// How bad it is when a line ends after this kind (K2, K4).
fn at_end(kind: Kind, level: Level, in_address: impl FnOnce() -> bool) -> Rank {
    let gb = level >= Level::Gb;
    let bad = kind == Kind::Opener
        || (gb && kind == Kind::Currency)
        || (gb && kind == Kind::Solidus && !in_address());
    if bad { Rank::Against } else { Rank::Allowed }
}

/// How bad it is when a line starts with this kind (K1, K3, K4, P1); `run` equal pieces stand before it,
/// and `doubled` says whether another follows.
fn at_start(kind: Kind, level: Level, run: usize, doubled: impl Fn() -> bool) -> Rank {
    let gb = level >= Level::Gb;
    if gb && run > 0 && matches!(kind, Kind::Ellipsis | Kind::Dash) {
        return if run % 2 == 1 { Rank::Halves } else { Rank::Pairs };
    }
    let bad = matches!(kind, Kind::Stop | Kind::Closer)
        || (gb && matches!(kind, Kind::Ellipsis | Kind::Percent | Kind::Small))
        || (gb && matches!(kind, Kind::Connector | Kind::Solidus))
        || (kind == Kind::Dash && (level == Level::Strict || (gb && !doubled())))
        || (gb && kind == Kind::EnDash && run == 0 && !doubled());
    if bad { Rank::Against } else { Rank::Allowed }
}
