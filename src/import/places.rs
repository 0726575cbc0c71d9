//! Place names: provinces, cities, counties and districts by GB/T 2260, in full and without their last word.
//!
//! The list is made from a registry's package when the program is built; later renames stand here.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Names that came after the register's last revision, or that zones bear without being divisions.
const LATER: &str = "潞州 上党 屯留 潞城 平城 云冈 云州 太谷 潇河 雄安 前海 浦东 两江 天府 西咸 滨海 横琴 临港 舟山群岛 \
                     赣江 湘江 滇中 贵安 兰州 哈尔滨 长春 福州 南沙 青岛西海岸 大连金普 江北 风陵渡 龙泉 松塔";

/// Divisions whose names say nothing alone.
const NAMELESS: &[&str] = &["市辖区", "城区", "郊区", "矿区", "新区", "开发区", "直辖县", "县"];

/// What a division is called after its name, longest first.
const KINDS: &[&str] = &[
    "特别行政区",
    "维吾尔自治区",
    "壮族自治区",
    "回族自治区",
    "自治区",
    "自治县",
    "自治州",
    "自治旗",
    "地区",
    "林区",
    "省",
    "市",
    "县",
    "区",
];

static NAMES: LazyLock<HashSet<Box<[char]>>> = LazyLock::new(|| {
    let register = include_str!(concat!(env!("OUT_DIR"), "/places.txt")).lines();
    let mut names = HashSet::new();
    let mut add = |name: &str| {
        let chars: Vec<char> = name.chars().collect();
        if chars.len() >= 2 && !NAMELESS.contains(&name) {
            names.insert(chars.into_boxed_slice());
        }
    };
    for name in register.chain(LATER.split_whitespace()) {
        if NAMELESS.contains(&name) {
            continue;
        }
        add(name);
        if let Some(short) = KINDS.iter().find_map(|kind| name.strip_suffix(kind)) {
            add(short);
        }
    }
    names
});

/// How many characters the longest place name at the head of a text has; `None` when there is none.
pub(super) fn at_head(chars: &[char]) -> Option<usize> {
    (2..=chars.len().min(9)).rev().find(|&n| chars.get(..n).is_some_and(|head| NAMES.contains(head)))
}

/// Whether a text is a place name.
pub(super) fn is_place(chars: &[char]) -> bool {
    NAMES.contains(chars)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_known_in_full_and_short() {
        for (text, expected) in [
            ("晋城经开区", Some(2)),
            ("襄垣县城", Some(3)),
            ("屯留经开区", Some(2)),
            ("呼和浩特市区", Some(5)),
            ("开发区", None),
            ("深化改革", None),
        ] {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(at_head(&chars), expected, "{text}");
        }
    }
}
