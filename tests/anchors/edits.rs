//! Edits of an article whose truth is known: where each old paragraph stands afterwards, and what was done to it.

use std::collections::BTreeSet;

/// A small generator of numbers that is the same on every machine (`SplitMix64`).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`; 0 when there is none.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.roll() % end.max(1) as u64).unwrap_or(0)
    }

    pub(crate) fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

/// One kind of edit; the last is some of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Typo,
    Insert,
    Delete,
    Move,
    Split,
    Join,
    Duplicate,
    Drop,
    OneFigure,
    TwoFigures,
    Name,
    Mixed,
}

impl Kind {
    pub(crate) const ALL: [Self; 12] = [
        Self::Typo,
        Self::Insert,
        Self::Delete,
        Self::Move,
        Self::Split,
        Self::Join,
        Self::Duplicate,
        Self::Drop,
        Self::OneFigure,
        Self::TwoFigures,
        Self::Name,
        Self::Mixed,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Typo => "typo",
            Self::Insert => "insert",
            Self::Delete => "delete",
            Self::Move => "move",
            Self::Split => "split",
            Self::Join => "join",
            Self::Duplicate => "duplicate",
            Self::Drop => "drop",
            Self::OneFigure => "figure",
            Self::TwoFigures => "figures",
            Self::Name => "name",
            Self::Mixed => "mixed",
        }
    }
}

/// A paragraph on its way.
#[derive(Debug, Clone)]
struct Para {
    text: String,
    /// The old ordinals whose words stand here, with the old byte range for pieces.
    origins: Vec<usize>,
    is_copy: bool,
}

/// What became of one old paragraph.
#[derive(Debug, Clone, Default)]
pub(crate) struct Truth {
    /// New ordinals that are right for a mark on the whole of it.
    pub(crate) ordinals: BTreeSet<usize>,
    /// A copy stands there, too.
    pub(crate) copies: BTreeSet<usize>,
    /// Its words changed.
    pub(crate) is_changed: bool,
    /// More than one figure, or a name, changed: it must not be shown in place.
    pub(crate) is_other: bool,
}

/// An edited body with the truth about each old paragraph; index 0 is the first body paragraph (ordinal 1).
pub(crate) struct Edited {
    pub(crate) paragraphs: Vec<String>,
    pub(crate) truth: Vec<Truth>,
}

const PLACES: [&str; 14] = [
    "晋城", "长治", "太原", "大同", "运城", "临汾", "吕梁", "忻州", "上党", "屯留", "襄垣", "介休", "临猗",
    "潞城",
];
const FILLERS: [&str; 8] = [
    "据了解，",
    "值得一提的是，",
    "与此同时，",
    "大家都说，",
    "从现场看，",
    "说到底，",
    "换句话说，",
    "不光如此，",
];
const COMMON: &str = "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运";

/// Edits a body; `percent` is the share of characters (or of paragraphs, for edits of whole ones) that change at most.
pub(crate) fn edit(body: &[String], kind: Kind, percent: usize, dice: &mut Dice) -> Edited {
    let mut paras: Vec<Para> = body
        .iter()
        .enumerate()
        .map(|(n, text)| Para { text: text.clone(), origins: vec![n], is_copy: false })
        .collect();
    let mut changed: Vec<(bool, bool)> = vec![(false, false); body.len()];
    let rounds = (body.len() * percent).div_ceil(100).max(1);
    for _ in 0..rounds {
        let kind = if kind == Kind::Mixed { dice.pick(&Kind::ALL[..11]) } else { kind };
        one(&mut paras, &mut changed, kind, percent, dice);
    }
    let mut truth: Vec<Truth> = changed
        .into_iter()
        .map(|(is_changed, is_other)| Truth { is_changed, is_other, ..Truth::default() })
        .collect();
    for (at, para) in paras.iter().enumerate() {
        for origin in &para.origins {
            let set = if para.is_copy { &mut truth[*origin].copies } else { &mut truth[*origin].ordinals };
            set.insert(at + 1);
        }
    }
    Edited { paragraphs: paras.into_iter().map(|p| p.text).collect(), truth }
}

fn one(paras: &mut Vec<Para>, changed: &mut [(bool, bool)], kind: Kind, percent: usize, dice: &mut Dice) {
    let at = dice.below(paras.len());
    match kind {
        Kind::Typo | Kind::Insert | Kind::Delete => {
            paras[at].text = scribble(&paras[at].text, kind, percent, dice);
            note(paras, at, changed, false);
        }
        Kind::OneFigure | Kind::TwoFigures => {
            let wanted = if kind == Kind::OneFigure { 1 } else { 2 };
            // Figures of one paragraph that were changed twice would be two.
            let is_fresh = paras[at].origins.iter().all(|o| !changed[*o].0);
            if let Some(text) = is_fresh.then(|| figures(&paras[at].text, wanted, dice)).flatten() {
                paras[at].text = text;
                note(paras, at, changed, wanted > 1);
            }
        }
        Kind::Name => {
            let there = PLACES.iter().find(|place| paras[at].text.contains(**place));
            if let Some(old) = there {
                let others: Vec<&str> = PLACES.into_iter().filter(|place| place != old).collect();
                let new = dice.pick(&others);
                paras[at].text = paras[at].text.replace(old, new);
                note(paras, at, changed, true);
            }
        }
        Kind::Move => {
            let para = paras.remove(at);
            let to = dice.below(paras.len() + 1);
            paras.insert(to, para);
        }
        Kind::Split => split(paras, at, dice),
        Kind::Join => {
            if at + 1 < paras.len() && paras[at].is_copy == paras[at + 1].is_copy {
                let second = paras.remove(at + 1);
                paras[at].text.push_str(&second.text);
                paras[at].origins.extend(second.origins);
            }
        }
        Kind::Duplicate => {
            let mut copy = paras[at].clone();
            copy.is_copy = true;
            let to = dice.below(paras.len() + 1);
            paras.insert(to, copy);
        }
        Kind::Drop => {
            if paras.len() > 2 {
                paras.remove(at);
            }
        }
        Kind::Mixed => {}
    }
}

/// Cuts a paragraph in two after a sentence.
fn split(paras: &mut Vec<Para>, at: usize, dice: &mut Dice) {
    let chars: Vec<char> = paras[at].text.chars().collect();
    let stops: Vec<usize> =
        (8..chars.len().saturating_sub(8)).filter(|i| matches!(chars[i - 1], '。' | '？' | '！')).collect();
    if !stops.is_empty() && paras[at].origins.len() == 1 {
        let cut = dice.pick(&stops);
        let mut second = paras[at].clone();
        second.text = chars[cut..].iter().collect();
        paras[at].text = chars[..cut].iter().collect();
        paras.insert(at + 1, second);
    }
}

/// Notes a change of the words of an original; a changed copy changes nothing.
fn note(paras: &[Para], at: usize, changed: &mut [(bool, bool)], is_other: bool) {
    if !paras[at].is_copy {
        for origin in &paras[at].origins {
            changed[*origin].0 = true;
            changed[*origin].1 |= is_other;
        }
    }
}

/// Changes up to `percent` of the characters, at least one; figures are left alone.
fn scribble(text: &str, kind: Kind, percent: usize, dice: &mut Dice) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let share = 1 + dice.below(percent);
    let budget = (chars.len() * share / 100).max(1);
    let pool: Vec<char> = COMMON.chars().collect();
    if kind == Kind::Typo {
        for _ in 0..budget {
            let at = dice.below(chars.len());
            if is_word(chars[at]) {
                chars[at] = dice.pick(&pool);
            }
        }
    } else if kind == Kind::Insert {
        let filler: Vec<char> = dice.pick(&FILLERS).chars().collect();
        let mut left = budget;
        while left > 0 {
            let at = dice.below(chars.len() + 1);
            let piece: Vec<char> = if left >= filler.len() {
                filler.clone()
            } else {
                (0..left).map(|_| dice.pick(&pool)).collect()
            };
            left -= piece.len();
            let at = (at..chars.len()).find(|i| *i == 0 || !near_figure(&chars, *i)).unwrap_or(chars.len());
            chars.splice(at..at, piece);
        }
    } else {
        let start = dice.below(chars.len().saturating_sub(budget).max(1));
        let end = (start + budget).min(chars.len());
        let keep: Vec<char> = chars
            .iter()
            .enumerate()
            .filter(|(i, c)| !(start..end).contains(i) || !is_word(**c))
            .map(|(_, c)| *c)
            .collect();
        chars = keep;
    }
    chars.into_iter().collect()
}

fn is_word(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c) && !"零〇一二三四五六七八九十百千万亿两".contains(c)
}

fn near_figure(chars: &[char], at: usize) -> bool {
    [at.wrapping_sub(1), at].iter().any(|i| chars.get(*i).is_some_and(char::is_ascii_digit))
}

/// Changes this many figures in digits; `None` when there are not so many.
fn figures(text: &str, wanted: usize, dice: &mut Dice) -> Option<String> {
    let mut chars: Vec<char> = text.chars().collect();
    let mut runs: Vec<usize> = (0..chars.len())
        .filter(|i| {
            chars[*i].is_ascii_digit() && (*i == 0 || !(chars[i - 1].is_ascii_digit() || chars[i - 1] == '.'))
        })
        .collect();
    for _ in 0..wanted {
        if runs.is_empty() {
            return None;
        }
        let at = runs.remove(dice.below(runs.len()));
        let old = chars[at].to_digit(10)?;
        chars[at] = char::from_digit(1 + (old + u32::try_from(dice.below(7)).ok()?) % 9, 10)
            .filter(|c| *c != chars[at])?;
    }
    Some(chars.into_iter().collect())
}
