//! Plain signs: Han, kana and their punctuation, whose rank follows from themselves and the plain sign before, told
//! from their three bytes by a table.

use super::breaks::Rank;

/// What a plain sign is to the rules, as flags that the fast path combines without branches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sign(u8);

/// Not a plain sign.
const OTHER: u8 = 0b1000_0000;
/// No line ends after it: the bits of [`STOPS`], two places up.
const OPENS: u8 = STOPS << 2;
/// A quotation mark, whose cells depend on the terminal; all others take two.
const QUOTE: u8 = 0b0010_0000;
/// No line starts with it: the very bits of [`Rank::Against`].
const STOPS: u8 = Rank::Against as u8;
/// One of 、，。, which may hang beyond the measure (K7); the bit that says so in a prepared cluster's mark.
pub(super) const PENDS: u8 = 0b0001_0000;

impl Sign {
    /// Any sign at which a line may start and end.
    pub(super) const HAN: Self = Self(0);
    /// Any sign at which no line may end.
    pub(super) const OPENER: Self = Self(OPENS);

    /// Whether no line ends behind it.
    #[inline]
    pub(super) fn opens(self) -> bool {
        self.0 & OPENS != 0
    }

    /// Whether no line starts with it.
    #[inline]
    pub(super) fn stops(self) -> bool {
        self.0 & STOPS != 0
    }
}

/// The plain sign at a byte.
#[inline]
pub(super) fn plain_sign(bytes: &[u8], at: usize) -> Option<Sign> {
    let sign = table(bytes.get(at..at + 3)?.try_into().ok()?);
    (sign & OTHER == 0).then_some(Sign(sign))
}

/// Up to eight plain signs in a row, a byte each.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signs {
    bytes: u64,
    count: usize,
}

/// The same byte eight times.
const fn eightfold(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; Signs::MOST])
}

impl Signs {
    /// How many are looked at at once.
    pub(super) const MOST: usize = 8;

    /// Reads the plain signs at the start of `bytes`.
    #[inline]
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut signs = Self { bytes: 0, count: 0 };
        while signs.count < Self::MOST {
            let rest = bytes.get(3 * signs.count..).unwrap_or_default();
            let han = rest.first_chunk().map_or(0, |eight| leading_han(*eight));
            signs.count += han;
            if han == 3 {
                continue;
            }
            let Some(one) = rest.get(3 * han..).and_then(|rest| rest.first_chunk::<3>()) else { break };
            // Letters, digits and spaces are told at a glance.
            let found = if one[0] < 0xE0 { OTHER } else { table(*one) };
            if found & OTHER != 0 || signs.count >= Self::MOST {
                break;
            }
            signs.bytes |= u64::from(found) << (8 * signs.count);
            signs.count += 1;
        }
        signs.count = signs.count.min(Self::MOST);
        signs
    }

    /// How many there are.
    #[inline]
    pub(super) fn count(self) -> usize {
        self.count
    }

    /// The last of them.
    #[inline]
    pub(super) fn last(self) -> Option<Sign> {
        let last = self.count.checked_sub(1)?;
        self.bytes.to_le_bytes().get(last).copied().map(Sign)
    }

    /// Their marks after another sign, all at once: the bits of the rank before each, and whether it may hang.
    #[inline]
    pub(super) fn marks(self, before: Sign) -> [u8; Self::MOST] {
        let befores = self.bytes << 8 | u64::from(before.0);
        let marks = self.bytes & eightfold(STOPS | PENDS) | befores >> 2 & eightfold(STOPS);
        marks.to_le_bytes()
    }

    /// The cells of each where quotation marks take one; `None` when none of them is one.
    #[inline]
    pub(super) fn narrow_cells(self) -> Option<impl Iterator<Item = u32>> {
        let cells = |byte: u8| 2 - u32::from(byte & QUOTE != 0);
        let has_quote = self.bytes & eightfold(QUOTE) != 0;
        has_quote.then(|| self.bytes.to_le_bytes().into_iter().take(self.count).map(cells))
    }
}

/// How many of the three characters that eight bytes begin are of U+4E00–9FFF: the first two bytes of each tell, all at
/// once, as three numbers in one.
#[inline]
fn leading_han(eight: [u8; 8]) -> usize {
    /// Where sums of the three carry to.
    const CARRIES: u64 = 0x8000_0080_0000_8000;
    /// The same number for each of the three.
    const fn thrice(number: u64) -> u64 {
        number << 48 | number << 24 | number
    }
    // Halved, so that there is room to carry; the last bit of the second byte tells nothing.
    let halves = u64::from_be_bytes(eight) >> 1 & thrice(0x7FFF);
    let at_least = halves + thrice(0x8000 - 0xE4B8 / 2);
    let beyond = halves + thrice(0x8000 - 0xEA00 / 2);
    let others = !(at_least & !beyond) & CARRIES;
    if others == 0 { 3 } else { others.leading_zeros() as usize / 24 }
}

/// What three bytes are.
#[inline]
#[expect(clippy::indexing_slicing, reason = "a row is kept below the rows, and a byte below their length")]
fn table([lead, second, third]: [u8; 3]) -> u8 {
    // Only a lead byte of three and its second give a key inside the table.
    let key = usize::from(u16::from_be_bytes([lead, second]).wrapping_sub(FIRST_KEY));
    PAGES.get(key).map_or(OTHER, |row| SIGNS[usize::from(*row) % ROWS][usize::from(third)])
}

/// The first two bytes of U+0800, the least that three bytes can write.
const FIRST_KEY: u16 = 0xE0A0;
/// The first two bytes of U+FFC0 are the last key.
const KEYS: usize = 0xEFC0 - FIRST_KEY as usize;
const ROWS: usize = 8;
const HAN_ROW: u8 = 1;
/// The pages of 64 characters with rows of their own, from row 2 on.
const MIXED: [usize; 6] = [0x2000, 0x3000, 0x3040, 0x3080, 0x30C0, 0xFF00];

/// Which row of [`SIGNS`] tells the 64 characters apart that begin with two bytes.
static PAGES: [u8; KEYS] = pages();
/// What a character is by its third byte.
static SIGNS: [[u8; 256]; ROWS] = signs();

/// The key of a page by its first character.
const fn key(code: usize) -> usize {
    (((0xE0 | code >> 12) << 8) | (0x80 | (code >> 6 & 63))) - FIRST_KEY as usize
}

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
const fn pages() -> [u8; KEYS] {
    let mut pages = [0; KEYS];
    // Squared units and words, and two blocks of Han.
    let mut code = 0x3300;
    while code < 0xA000 {
        if code != 0x4DC0 {
            pages[key(code)] = HAN_ROW;
        }
        code += 64;
    }
    let mut row: u8 = 0;
    while (row as usize) < MIXED.len() {
        pages[key(MIXED[row as usize])] = HAN_ROW + 1 + row;
        row += 1;
    }
    pages
}

#[expect(clippy::indexing_slicing, clippy::cast_possible_truncation, reason = "evaluated by the compiler")]
const fn signs() -> [[u8; 256]; ROWS] {
    let mut signs = [[OTHER; 256]; ROWS];
    signs[HAN_ROW as usize] = [0; 256];
    let mut row = 0;
    while row < MIXED.len() {
        let mut low = 0;
        while low < 64 {
            signs[row + 2][0x80 + low] = mixed(MIXED[row] as u32 + low as u32);
            low += 1;
        }
        row += 1;
    }
    signs
}

/// What a character of the mixed pages is. Voicing marks and ・ ゠ ゟ ヿ are left to the exact path.
#[rustfmt::skip]
const fn mixed(code: u32) -> u8 {
    let Some(c) = char::from_u32(code) else { return OTHER };
    match c {
        '‘' | '“' => OPENS | QUOTE,
        '”' => STOPS | QUOTE,
        '〈' | '《' | '「' | '『' | '【' | '〔' | '〖' | '（' => OPENS,
        '〉' | '》' | '」' | '』' | '】' | '〕' | '〗' | '）' | '！' | '：' | '；' | '？' | '々'
        | 'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ' | 'ゕ' | 'ゖ' | 'ゝ' | 'ゞ'
        | 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ' | 'ヵ' | 'ヶ' | 'ー' | 'ヽ' | 'ヾ' => STOPS,
        '、' | '，' | '。' => STOPS | PENDS,
        '〇' | 'あ'..='ゔ' | 'ア'..='ヺ' => 0,
        _ => OTHER,
    }
}
