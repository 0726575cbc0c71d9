//! 批注: a mark is note and tags on one place of an article, by one annotator.

use std::collections::BTreeMap;
use std::sync::Arc;

use uuid::Uuid;

use super::codebook::TagPath;
use super::sign::Signed;

/// The first 16 hex digits of a SHA-256; `formats::hash` makes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash16(pub [u8; 8]);

impl Hash16 {
    /// Reads 16 lower-case hex digits.
    pub fn parse(hex: &str) -> Option<Self> {
        if hex.len() != 16 || !hex.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)) {
            return None;
        }
        u64::from_str_radix(hex, 16).ok().map(|value| Self(value.to_be_bytes()))
    }
}

impl std::fmt::Display for Hash16 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:016x}", u64::from_be_bytes(self.0))
    }
}

/// 读者: who wrote a mark, as a slug (the name shown lies in the file).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Annotator(Arc<str>);

impl Annotator {
    /// Takes a slug; `None` when it is none.
    pub fn new(slug: &str) -> Option<Self> {
        super::article::is_slug(slug).then(|| Self(Arc::from(slug)))
    }

    /// The slug itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Annotator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A mark's id: a UUID version 7.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MarkId(pub Uuid);

impl MarkId {
    /// Makes an id for this millisecond from these random bits, greater than `after` even when the clock
    /// went back (RFC 9562, section 6.2).
    pub fn mint(unix_ms: u64, random: u128, after: Option<Self>) -> Self {
        let bytes = random.to_be_bytes();
        let mut low = [0_u8; 10];
        low.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
        let fresh = Self(uuid::Builder::from_unix_timestamp_millis(unix_ms, &low).into_uuid());
        let Some(after) = after.filter(|after| *after >= fresh) else { return fresh };
        // The next one behind `after`: 62 bits below the variant count, then the 12 below the version, then the time.
        let old = after.0.as_u128();
        let (time, a, b) = (old >> 80, (old >> 64) & 0xFFF, old & 0x3FFF_FFFF_FFFF_FFFF);
        let count = ((time << 74) | (a << 62) | b) + 1 + (random & 0xFFFF);
        let (time, a, b) =
            ((count >> 74) & 0xFFFF_FFFF_FFFF, (count >> 62) & 0xFFF, count & 0x3FFF_FFFF_FFFF_FFFF);
        Self(Uuid::from_u128((time << 80) | (0x7 << 76) | (a << 64) | (0b10 << 62) | b))
    }
}

impl std::fmt::Display for MarkId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

/// A moment with the offset it was written at, to the second; prints and parses as RFC 3339.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub unix_seconds: i64,
    /// Seconds east of UTC.
    pub offset_seconds: i32,
}

impl Moment {
    /// Parses `2026-03-18T14:03:07+08:00`; also `Z` and a space for `T`, fractions dropped.
    pub fn parse(text: &str) -> Option<Self> {
        let pieces = jiff::fmt::temporal::Pieces::parse(text.trim()).ok()?;
        let offset = pieces.to_numeric_offset()?;
        let time = pieces.time().unwrap_or(jiff::civil::Time::midnight());
        let timestamp = offset.to_timestamp(pieces.date().to_datetime(time)).ok()?;
        Some(Self { unix_seconds: timestamp.as_second(), offset_seconds: offset.seconds() })
    }

    /// `YYYY-MM-DD` at its own offset.
    pub fn date(self) -> String {
        self.to_string().chars().take(10).collect()
    }
}

impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let offset = jiff::tz::Offset::from_seconds(self.offset_seconds).unwrap_or(jiff::tz::Offset::UTC);
        let timestamp =
            jiff::Timestamp::from_second(self.unix_seconds).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        let civil = offset.to_datetime(timestamp);
        let (sign, seconds) =
            if self.offset_seconds < 0 { ('-', -self.offset_seconds) } else { ('+', self.offset_seconds) };
        write!(
            f,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{sign}{:02}:{:02}",
            civil.year(),
            civil.month(),
            civil.day(),
            civil.hour(),
            civil.minute(),
            civil.second(),
            seconds / 3600,
            seconds / 60 % 60
        )
    }
}

/// Where a mark stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Status {
    /// Waiting.
    #[default]
    Open,
    /// Done.
    Resolved,
    /// Turned down.
    Rejected,
    /// A tombstone: its author deleted it.
    Deleted,
}

impl Status {
    /// All of them, in the order of the file format.
    pub const ALL: [Self; 4] = [Self::Open, Self::Resolved, Self::Rejected, Self::Deleted];

    /// The word for it in files and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Resolved => "resolved",
            Self::Rejected => "rejected",
            Self::Deleted => "deleted",
        }
    }

    /// Reads [`Status::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}

/// One mark as its author's file holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Its id.
    pub id: MarkId,
    /// The block's ordinal when it was written: a hint.
    pub para: usize,
    /// The block's hash when it was written.
    pub para_hash: Hash16,
    /// Characters (scalar values) within the block, end exclusive; `None` is the whole block.
    pub span: Option<(usize, usize)>,
    /// The words marked; for a whole block its first sentence(s).
    pub quote: String,
    /// What stands before the quote.
    pub prefix: String,
    /// What stands after the quote.
    pub suffix: String,
    /// Full paths, sorted, unique.
    pub tags: Vec<TagPath>,
    /// 批注文字, LF line ends; empty when there is none.
    pub note: String,
    /// Where it stands.
    pub status: Status,
    /// When it was made.
    pub created: Moment,
    /// When it was last changed.
    pub updated: Moment,
    /// The codebook's revision it was made under.
    pub codebook: u64,
    /// `edits-random`, unique per version of the record.
    pub rev: String,
    /// Somebody else's mark that this one answers, as `annotator/id`.
    pub target: Option<String>,
    /// The mark whose note this one lost against in a merge.
    pub conflict_of: Option<MarkId>,
}

impl Mark {
    /// A mark of which nothing but the id is known.
    pub fn blank(id: MarkId) -> Self {
        let never = Moment { unix_seconds: 0, offset_seconds: 0 };
        Self {
            id,
            para: 0,
            para_hash: Hash16([0; 8]),
            span: None,
            quote: String::new(),
            prefix: String::new(),
            suffix: String::new(),
            tags: Vec::new(),
            note: String::new(),
            status: Status::Open,
            created: never,
            updated: never,
            codebook: 0,
            rev: String::new(),
            target: None,
            conflict_of: None,
        }
    }
}

/// What a new mark is born with, whatever it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Birth {
    /// Its id.
    pub id: MarkId,
    /// The moment.
    pub at: Moment,
    /// The codebook's revision.
    pub codebook: u64,
}

/// All that one annotator has written about one article: one file of the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotations {
    /// The article.
    pub article: super::article::ArticleId,
    /// The annotator.
    pub author: Annotator,
    /// The name shown for the annotator.
    pub author_name: String,
    /// The marks, sorted by id; tombstones among them.
    pub marks: Vec<Mark>,
    /// Paragraphs read.
    pub read: BTreeMap<Hash16, Moment>,
    /// Sign-offs by stage.
    pub signs: BTreeMap<String, Signed>,
    /// Advice put aside, by `code:paragraph hash`.
    pub dismissed: BTreeMap<String, Moment>,
}

impl Annotations {
    /// Nothing written yet.
    pub fn empty(article: super::article::ArticleId, author: Annotator, author_name: String) -> Self {
        Self {
            article,
            author,
            author_name,
            marks: Vec::new(),
            read: BTreeMap::new(),
            signs: BTreeMap::new(),
            dismissed: BTreeMap::new(),
        }
    }

    /// The key under `[dismissed]` that says: this mark shall stay without a place.
    pub fn orphan_key(id: MarkId) -> String {
        format!("anchor.orphan:{id}")
    }

    /// Whether its author decided that a mark stays without a place.
    pub fn is_kept_orphan(&self, id: MarkId) -> bool {
        self.dismissed.contains_key(&Self::orphan_key(id))
    }

    /// The mark with this id.
    pub fn mark(&self, id: MarkId) -> Option<&Mark> {
        self.marks.iter().find(|mark| mark.id == id)
    }
}

/// How a mark was found again in today's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Placement {
    /// The same paragraph hash, once, at the same ordinal or another hash-equal place.
    Exact,
    /// Its hash or quote stands once elsewhere.
    Moved,
    /// A near match: the difference is shown and waits for a word.
    Edited,
    /// Its paragraph was cut; the quote stands in one part.
    Split,
    /// Its paragraph was joined with a neighbour.
    Merged,
    /// Several candidates: never a guess.
    Ambiguous,
    /// 失锚: no candidate.
    Orphan,
}

impl Placement {
    /// The word for it in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Moved => "moved",
            Self::Edited => "edited",
            Self::Split => "split",
            Self::Merged => "merged",
            Self::Ambiguous => "ambiguous",
            Self::Orphan => "orphan",
        }
    }

    /// Whether the mark has one place in today's text.
    pub fn has_place(self) -> bool {
        !matches!(self, Self::Ambiguous | Self::Orphan)
    }

    /// Whether it waits for the reader's word.
    pub fn is_unsure(self) -> bool {
        matches!(self, Self::Edited | Self::Ambiguous | Self::Orphan)
    }
}

/// A mark with its author and the place found for it in today's text.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Whose it is.
    pub author: Annotator,
    /// The name shown for the author.
    pub author_name: String,
    /// The record.
    pub mark: Mark,
    /// How it was found.
    pub placement: Placement,
    /// Today's ordinal; `None` when it has no one place.
    pub ordinal: Option<usize>,
    /// Today's span in characters of the block, when the mark has one and it was found.
    pub span: Option<(usize, usize)>,
    /// How sure the placement is, 0.0..=1.0.
    pub score: f32,
    /// Where else it may belong: ordinal and score, best first.
    pub candidates: Vec<(usize, f32)>,
    /// 事实漂移: figures, names or quotations that changed, old → new.
    pub drift: Vec<(String, String)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_round_trip() {
        for text in ["2026-03-18T14:03:07+08:00", "1970-01-01T00:00:00+00:00", "2026-03-18T01:03:07-03:30"] {
            assert_eq!(Moment::parse(text).map(|m| m.to_string()).as_deref(), Some(text));
        }
        assert_eq!(
            Moment::parse("2026-03-18 14:03:07.5Z").map(|m| m.to_string()).as_deref(),
            Some("2026-03-18T14:03:07+00:00")
        );
        assert_eq!(Moment::parse("yesterday"), None);
    }

    #[test]
    fn ids_grow_even_when_the_clock_goes_back() {
        let mut last = MarkId::mint(1_700_000_000_000, u128::MAX, None);
        for (ms, random) in [(1_700_000_000_000, 0), (5, u128::MAX), (1_700_000_000_001, 3), (0, 0)] {
            let next = MarkId::mint(ms, random, Some(last));
            assert!(next > last, "{next} after {last}");
            assert_eq!((next.0.get_version_num(), next.0.get_variant()), (7, uuid::Variant::RFC4122));
            last = next;
        }
    }

    #[test]
    fn hashes_round_trip() {
        assert_eq!(
            Hash16::parse("071d14eb91d972e9").map(|h| h.to_string()).as_deref(),
            Some("071d14eb91d972e9")
        );
        assert_eq!(Hash16::parse("071D14EB91D972E9"), None);
    }
}
