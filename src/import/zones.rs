//! 专区: which words name a zone, which line is a zone's, and what a short form is the short form of.

use std::collections::{BTreeMap, HashMap};

use super::places;
use super::shape::{ends_with, find, is_han, starts_with};
use super::whole;

/// What a zone's name ends in, the longest first.
const SUFFIXES: &[&str] = &[
    "高新技术产业开发区",
    "经济技术开发区",
    "自由贸易试验区",
    "综合保税区",
    "高科技园区",
    "保税港区",
    "科技园区",
    "工业园区",
    "产业园区",
    "经济开发区",
    "工业开发区",
    "产业开发区",
    "产业示范区",
    "开发区",
    "示范区",
    "经开区",
    "高新区",
    "综改区",
    "农高区",
    "综保区",
    "保税区",
    "自贸区",
    "投资区",
    "试验区",
    "合作区",
    "度假区",
    "集聚区",
    "功能区",
    "产业园",
    "工业园",
    "科技园",
    "创业园",
    "物流园",
    "园区",
    "新区",
    "旅游区",
    "先行区",
    "经济区",
    "创新区",
    "加工区",
    "实验区",
    "片区",
    "生态城",
    "科学城",
];

/// Suffixes that many a headline ends in: a zone's line must have a place before them.
const OPEN: &[&str] = &["片区", "生态城", "科学城"];

/// Short endings and what they stand for when nothing on the page says otherwise.
const SHORT: &[(&str, &str)] = &[
    ("经开区", "经济技术开发区"),
    ("高新区", "高新技术产业开发区"),
    ("综改区", "综合改革示范区"),
    ("综改示范区", "综合改革示范区"),
    ("农高区", "农业高新技术产业示范区"),
    ("综保区", "综合保税区"),
    ("自贸区", "自由贸易试验区"),
];

/// Words that make a line a sentence and not a name; words that zones bear (转型, 改革, 合作 …) are not among them.
pub(super) const VERBS: &str = "推进 推动 建设 打造 走进 走访 调研 召开 举行 举办 助力 加快 落户 入驻 签约 揭牌 挂牌 开展 深化 提升 优化 赋能 聚焦 锚定 \
    奋进 崛起 探访 探索 考察 来到 成为 激活 培育 构建 建成 迈向 服务 支持 领跑 争当 争创 创建 书写 绘就 点燃 擦亮 做强 做优 做大 壮大 引领 护航 \
    发布 公布 获批 入选 跻身 晋升 升级 扩区 看好 牵手 携手 引进 招引 对接 观摩 视察 检查 督导 慰问 莅临 赴 今日 我们 一个 这里";

/// Words that stand before a zone's name in a sentence and are no part of it.
const PARTICLES: [char; 22] = [
    '的', '在', '到', '赴', '对', '为', '让', '使', '从', '由', '向', '把', '被', '将', '是', '及', '等',
    '了', '着', '据', '与', '给',
];

/// The zones that are known while a page is read.
#[derive(Debug, Default)]
pub(super) struct Zones {
    /// Full names: the library's and those of the page's zone lines.
    known: Vec<String>,
    /// Names found in running text, with how often.
    mentioned: BTreeMap<String, usize>,
    /// Short names a reader of this paper has explained.
    told: HashMap<String, String>,
    /// The first two characters of known zones, for places that no register lists.
    heads: HashMap<[char; 2], Vec<usize>>,
}

/// Whether words end as a zone's name does, with something before it.
pub(super) fn ends_in_zone(chars: &[char]) -> bool {
    suffix_length(chars).is_some_and(|length| chars.len() >= length + 2)
}

/// The length of the zone suffix that a text ends in.
pub(super) fn suffix_length(chars: &[char]) -> Option<usize> {
    chars.last().filter(|c| matches!(c, '区' | '园' | '城'))?;
    SUFFIXES.iter().find(|suffix| ends_with(chars, suffix)).map(|suffix| suffix.chars().count())
}

/// What may stand around a zone's name on its line.
const ORNAMENTS: &str = "【】〖〗[]■□◆◇●○▲★☆◎▌|｜·《》▍※〔〕「」“”-—";

/// The name inside a zone line's ornaments: its range, and nothing when the line is no zone's.
pub(super) fn in_line(chars: &[char], is_known: impl Fn(&[char]) -> bool) -> Option<(usize, usize, f32)> {
    let is_ornament = |c: &char| c.is_whitespace() || ORNAMENTS.contains(*c);
    let mut inside = (0, chars.len());
    loop {
        let line = chars.get(inside.0..inside.1)?;
        let start = inside.0 + line.iter().position(|c| !is_ornament(c))?;
        let end = inside.0 + line.iter().rposition(|c| !is_ornament(c))? + 1;
        let name = chars.get(start..end)?;
        // （上党经济技术开发区） as a whole is an ornament, 太原（上兰）园区 is not.
        if name.len() < 2 || name.first() != Some(&'（') || name.last() != Some(&'）') {
            return rate_name(name, &is_known).map(|sure| (start, end, sure));
        }
        inside = (start + 1, end - 1);
    }
}

/// How sure it is that a line of this name alone is a zone's.
fn rate_name(name: &[char], is_known: &impl Fn(&[char]) -> bool) -> Option<f32> {
    let is_letter = |c: &char| {
        is_han(*c)
            || c.is_ascii_alphanumeric()
            || matches!(c, '（' | '）' | '(' | ')' | '-' | '－' | '–' | '—' | '·' | '~')
    };
    if is_known(name) && name.len() <= 26 {
        return Some(1.0);
    }
    if name.len() > 26 || name.len() < 4 || !name.iter().all(is_letter) {
        return None;
    }
    let core = match name.iter().rposition(|c| matches!(c, '（' | '(')) {
        Some(open) if matches!(name.last(), Some('）' | ')')) => {
            let (outer, inner) = (name.get(..open)?, name.get(open + 1..name.len() - 1)?);
            if ends_in_zone(outer) || is_known(outer) {
                outer
            } else if suffix_length(inner).is_some() && outer.len() >= 2 {
                name.get(..name.len() - 1)?
            } else {
                return None;
            }
        }
        _ => name,
    };
    if is_known(name) || is_known(core) {
        return Some(1.0);
    }
    let suffix = suffix_length(core)?;
    let head = core.get(..core.len() - suffix)?;
    if head.is_empty() || has_verb(head) {
        return None;
    }
    // 中国（云南）自由贸易试验区昆明片区
    let is_national =
        starts_with(core, "中国") && core.get(3..).is_some_and(|rest| places::at_head(rest).is_some());
    if is_national && suffix_length(core).is_some() {
        return Some(1.0);
    }
    let has_place = || (0..head.len()).any(|at| core.get(at..).and_then(places::at_head).is_some());
    if OPEN.iter().any(|suffix| ends_with(core, suffix)) && !has_place() {
        return None;
    }
    match places::at_head(core) {
        Some(place) if place <= head.len() + 1 => Some(1.0),
        _ if head.len() >= 2 && !head.iter().any(|c| PARTICLES.contains(c)) && core.len() <= 16 => Some(0.85),
        _ => None,
    }
}

fn has_verb(chars: &[char]) -> bool {
    VERBS.split_whitespace().any(|verb| find(chars, verb).is_some())
}

impl Zones {
    /// Starts from the zones of the library and the short names that were explained.
    pub(super) fn new<'a>(known: impl IntoIterator<Item = &'a str>, told: HashMap<String, String>) -> Self {
        let mut zones = Self { told, ..Self::default() };
        for name in known {
            zones.learn(name);
        }
        zones
    }

    /// Takes a full name as known.
    pub(super) fn learn(&mut self, name: &str) {
        let chars: Vec<char> = name.chars().collect();
        if chars.len() < 4 || self.known.iter().any(|known| known == name) {
            return;
        }
        if let Some(&[a, b]) = chars.get(..2) {
            self.heads.entry([a, b]).or_default().push(self.known.len());
        }
        self.known.push(name.to_owned());
    }

    /// Whether a line is exactly a zone that is known.
    pub(super) fn is_known(&self, chars: &[char]) -> bool {
        let Some(&[a, b]) = chars.get(..2) else { return false };
        if self.told.contains_key(&chars.iter().collect::<String>()) {
            return true;
        }
        let of_head = self.heads.get(&[a, b]).into_iter().flatten();
        of_head.filter_map(|&index| self.known.get(index)).any(|name| name.chars().eq(chars.iter().copied()))
    }

    /// Takes a line that is a short form without a place, such as 综改区, for the one zone of the page that it can be
    /// short for.
    pub(super) fn explain(&mut self, line: &[char]) {
        let short: String = line.iter().collect();
        if !SHORT.iter().any(|(known, _)| *known == short) || self.told.contains_key(&short) {
            return;
        }
        let mut full: Vec<String> = Vec::new();
        for name in self.mentioned.keys().chain(&self.known) {
            if holds(line, name) && !full.contains(name) {
                full.push(name.clone());
            }
        }
        if let [only] = full.as_slice() {
            self.told.insert(short, only.clone());
        }
    }

    /// Counts the zones that running text names.
    pub(super) fn note_mentions(&mut self, chars: &[char]) {
        for (start, end) in self.mentions(chars) {
            let name: String = chars.get(start..end).unwrap_or(&[]).iter().collect();
            *self.mentioned.entry(name).or_default() += 1;
        }
        // Names in full whose place no list has: short forms are written out by them.
        for whole in whole::names(chars).iter().filter(|whole| !whole.is_weak) {
            let name: String = chars.get(whole.start..whole.end).unwrap_or(&[]).iter().collect();
            self.mentioned.entry(name).or_insert(1);
        }
    }

    /// Where a text names zones, as index ranges.
    pub(super) fn mentions(&self, chars: &[char]) -> Vec<(usize, usize)> {
        // 园 before 区 ends nothing: 工业园区 is one word.
        let ends = (1..=chars.len()).filter(|&end| match chars.get(end - 1) {
            Some('区' | '城') => true,
            Some('园') => chars.get(end) != Some(&'区'),
            _ => false,
        });
        let mut found: Vec<(usize, usize)> = Vec::new();
        for end in ends {
            let Some(length) = chars.get(end.saturating_sub(12)..end).and_then(suffix_length) else {
                continue;
            };
            let suffix = end - length;
            let floor = found.last().map_or(0, |&(_, last)| last).max(suffix.saturating_sub(18));
            if let Some(start) = self.start_of_name(chars, floor, suffix) {
                found.push((start, end));
            }
        }
        found
    }

    /// Where the name begins whose suffix begins here: at a place or the head of a known zone, nothing but
    /// name between.
    fn start_of_name(&self, chars: &[char], floor: usize, suffix: usize) -> Option<usize> {
        let back =
            |at: &usize| chars.get(*at).is_some_and(|&c| is_han(c) || matches!(c, '（' | '）' | '-' | '－'));
        let first = (floor..suffix).rev().take_while(back).last()?;
        let is_clean = |from: usize| {
            let middle = chars.get(from..suffix).unwrap_or(&[]);
            !middle.iter().any(|c| PARTICLES.contains(c)) && !has_verb(middle)
        };
        let mut found = None;
        for at in first..suffix {
            let Some(tail) = chars.get(at..suffix) else { break };
            let by_place = places::at_head(tail);
            let by_zone = tail
                .get(..2)
                .and_then(|head| <[char; 2]>::try_from(head).ok())
                .is_some_and(|head| self.heads.contains_key(&head));
            let place = match (by_place, by_zone) {
                (Some(length), _) => length,
                (None, true) => 2,
                (None, false) => continue,
            };
            if !is_clean(at + place) {
                continue;
            }
            // A province before the place, as in 山西晋城…, is not the zone's name unless a known one says so.
            let inner = chars.get(at + place..suffix).and_then(places::at_head);
            if inner.is_some() && !by_zone {
                found = found.or(Some(at));
                continue;
            }
            return Some(if found.is_some() && !by_zone && inner.is_some() {
                found.unwrap_or(at)
            } else {
                at
            });
        }
        found
    }

    /// The full form of a zone's name, with how sure that is.
    pub(super) fn full(&self, name: &str) -> (String, f32) {
        if let Some(told) = self.told.get(name) {
            return (told.clone(), 1.0);
        }
        let chars: Vec<char> = name.chars().collect();
        let is_known = self.known.iter().any(|known| known == name);
        // What the page itself writes out goes before what the library has.
        let mentioned = self.with_same_head(&chars);
        if let Some(long) = longest_form(&chars, mentioned) {
            return (long, 0.97);
        }
        let head: Option<[char; 2]> = chars.get(..2).and_then(|head| head.try_into().ok());
        let of_head = head
            .and_then(|head| self.heads.get(&head))
            .into_iter()
            .flatten()
            .filter_map(|&i| self.known.get(i));
        if let Some(long) = longest_form(&chars, of_head.map(String::as_str)) {
            return (long, 0.95);
        }
        if is_known && short_ending(&chars).is_none() {
            return (name.to_owned(), 1.0);
        }
        self.expand(&chars).map_or_else(|| (name.to_owned(), 0.85), |long| (long, 0.8))
    }

    /// Names of the text that begin alike.
    fn with_same_head<'a>(&'a self, chars: &[char]) -> impl Iterator<Item = &'a str> + use<'a> {
        let head: String = chars.iter().take(2).collect();
        self.mentioned
            .range(head.clone()..)
            .map(|(name, _)| name.as_str())
            .take_while(move |name| name.starts_with(&head))
    }

    /// Writes a short ending out, as the page's own zones do or as is usual.
    fn expand(&self, chars: &[char]) -> Option<String> {
        let (short, usual) = short_ending(chars)?;
        let head: String = chars.iter().take(chars.len() - short.chars().count()).collect();
        let alternatives = [usual, if short == "经开区" { "经济开发区" } else { usual }];
        let count = |ending: &str| self.known.iter().filter(|known| known.ends_with(ending)).count();
        let best = if count(alternatives[1]) > count(alternatives[0]) { alternatives[1] } else { usual };
        Some(format!("{head}{best}"))
    }
}

fn short_ending(chars: &[char]) -> Option<(&'static str, &'static str)> {
    SHORT.iter().copied().filter(|(short, _)| ends_with(chars, short)).max_by_key(|(short, _)| short.len())
}

/// Of the names that this one is short for, the shortest that is no short form itself.
fn longest_form<'a>(short: &[char], names: impl Iterator<Item = &'a str>) -> Option<String> {
    names
        .filter(|name| is_short_for(short, name))
        .filter(|name| short_ending(&name.chars().collect::<Vec<char>>()).is_none())
        .min_by_key(|name| name.len())
        .map(str::to_owned)
}

/// Whether a name holds the letters of a shorter one in their order, from the same first letter to the same last.
fn is_short_for(short: &[char], name: &str) -> bool {
    let long: Vec<char> = name.chars().collect();
    long.len() > short.len() && short.len() >= 3 && long.first() == short.first() && holds(short, name)
}

/// Whether a name holds the letters of a shorter one in their order, to the same last.
fn holds(short: &[char], name: &str) -> bool {
    let long: Vec<char> = name.chars().collect();
    let mut letters = short.iter().peekable();
    for c in &long {
        if letters.peek() == Some(&c) {
            letters.next();
        }
    }
    letters.peek().is_none() && short.last() == long.last()
}

/// Whether a name is the head of a text, and something of the text follows it.
pub(super) fn is_prefix(chars: &[char], start: usize) -> bool {
    let before = chars.get(..start).unwrap_or(&[]);
    before.is_empty() || before.iter().all(|c| !is_han(*c)) || starts_with(before, "山西")
}

#[cfg(test)]
mod tests;
