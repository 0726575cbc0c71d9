//! Masthead and footer: what stands on a page and belongs to no article, and what it tells of the page.

use super::page::Page;
use super::shape::{ends_with, find, is_han, starts_with};

/// The longest line of furniture, in characters.
const LONGEST: usize = 90;

/// Words that a footer's or masthead's entries begin with.
const ENTRIES: &[&str] = &[
    "责编",
    "责任编辑",
    "本版编辑",
    "本版责编",
    "本版主编",
    "值班编辑",
    "值班主任",
    "值班总编",
    "美编",
    "美术编辑",
    "版式",
    "校对",
    "校检",
    "组版",
    "投稿",
    "邮箱",
    "E-mail",
    "Email",
    "电话",
    "热线",
    "新闻热线",
    "网址",
    "国内统一",
    "邮发代号",
    "社址",
    "地址",
    "邮编",
    "印刷",
    "广告热线",
    "总编辑",
    "主编",
    "编辑",
    "星期",
    "农历",
    "来源",
    "稿源",
    "发布时间",
    "发布日期",
    "浏览次数",
    "阅读量",
    "字号",
];

/// Whether a line is furniture by itself.
pub(super) fn is_furniture(chars: &[char]) -> bool {
    if starts_with(chars, "【批注】") {
        // A comment that a .docx carried beside its text.
        return true;
    }
    if chars.len() > LONGEST || chars.contains(&'。') {
        return false;
    }
    is_ornament(chars)
        || is_entry(chars)
        || is_issue(chars)
        || date(chars).is_some_and(|(_, length)| is_dated_line(chars, length))
        || !chars.contains(&'\t') && page_number(chars).is_some_and(|(_, length)| chars.len() <= length + 8)
        || is_jump(chars)
        || is_address(chars)
}

/// Whether a line is a paper's name alone.
pub(super) fn is_paper(chars: &[char]) -> bool {
    let is_name = |c: &char| !c.is_whitespace() && !c.is_ascii_alphabetic();
    let name: Vec<char> = chars.iter().copied().filter(is_name).collect();
    (3..=8).contains(&name.len())
        && name.iter().all(|&c| is_han(c))
        && ["报", "时报", "周刊"].iter().any(|end| ends_with(&name, end))
        && !ends_with(&name, "通报")
}

/// A line without a letter or a figure.
fn is_ornament(chars: &[char]) -> bool {
    !chars.iter().any(|c| c.is_alphanumeric())
}

/// `责编：… 美编：…`, `新闻热线 0351-…`.
fn is_entry(chars: &[char]) -> bool {
    let at_word = |at: usize| {
        at == 0 || chars.get(at - 1).is_some_and(|c| c.is_whitespace() || matches!(c, '|' | '｜' | '/' | '·'))
    };
    ENTRIES.iter().any(|entry| {
        find(chars, entry).filter(|&at| at_word(at)).is_some_and(|at| {
            let after = chars.get(at + entry.chars().count()..).unwrap_or(&[]);
            let is_marked = after.first().is_none_or(|c| {
                matches!(c, '：' | ':' | '/' | '／') || c.is_whitespace() || c.is_ascii_digit()
            });
            is_marked || starts_with(after, "：") || (*entry == "星期" && after.len() <= 24)
        })
    })
}

/// A line that holds a date and little else: weekday, paper, page.
fn is_dated_line(chars: &[char], date_length: usize) -> bool {
    let rest = chars.iter().filter(|c| !c.is_whitespace()).count().saturating_sub(date_length);
    let has_comma = chars.iter().any(|c| matches!(c, '，' | '；' | '、'));
    !has_comma && (rest <= 10 || find(chars, "星期").is_some() || page_number(chars).is_some())
}

/// `丙午年二月 总第1234期 今日8版`: what the paper says of its issue.
fn is_issue(chars: &[char]) -> bool {
    let counts = |head: &str, end: char| {
        find(chars, head).and_then(|at| chars.get(at + head.chars().count()..)).is_some_and(|tail| {
            let digits = tail.iter().take_while(|c| c.is_ascii_digit() || c.is_whitespace()).count();
            digits > 0 && tail.get(digits) == Some(&end)
        })
    };
    let has_comma = chars.iter().any(|c| matches!(c, '，' | '；'));
    chars.len() <= 50 && !has_comma && (counts("总第", '期') || counts("今日", '版'))
}

/// `上接第一版`, `（下转A3版）`.
fn is_jump(chars: &[char]) -> bool {
    let inner: Vec<char> = chars.iter().copied().filter(|c| !matches!(c, '（' | '）' | '(' | ')')).collect();
    inner.len() <= 14
        && ["上接", "下转", "转第", "接第"].iter().any(|word| starts_with(&inner, word))
        && inner.contains(&'版')
}

/// A web or mail address alone, or a line of Latin capitals.
fn is_address(chars: &[char]) -> bool {
    let text: String = chars.iter().collect();
    let has_han = chars.iter().any(|&c| is_han(c));
    !has_han
        && (text.contains('@')
            || text.contains("www.")
            || text.contains("http")
            || !text.contains('\t')
                && text.chars().any(char::is_alphabetic)
                && text.chars().all(|c| !c.is_lowercase()))
}

/// `YYYY-MM-DD` of the first date in a line, and how many characters it takes.
pub(super) fn date(chars: &[char]) -> Option<(String, usize)> {
    (0..chars.len()).find_map(|at| {
        let tail = chars.get(at..)?;
        let boundary = at == 0 || !chars.get(at - 1).is_some_and(char::is_ascii_digit);
        boundary.then(|| date_at_head(tail)).flatten()
    })
}

fn date_at_head(chars: &[char]) -> Option<(String, usize)> {
    if let Some(found) = written_date(chars) {
        return Some(found);
    }
    let mut at = 0;
    let year = number(chars, &mut at, 4)?;
    let mark = *chars.get(at)?;
    let month = after(chars, &mut at, &['年', '-', '.', '/'])?;
    let second = *chars.get(at)?;
    let day = after(chars, &mut at, &['月', '-', '.', '/'])?;
    let is_right = (mark == '年') == (second == '月')
        && (1900..2200).contains(&year)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day);
    if chars.get(at) == Some(&'日') {
        at += 1;
    }
    is_right.then(|| (format!("{year:04}-{month:02}-{day:02}"), at))
}

/// `二〇二六年三月十八日`.
fn written_date(chars: &[char]) -> Option<(String, usize)> {
    const DIGITS: &str = "〇一二三四五六七八九";
    let digit = |c: char| DIGITS.chars().position(|known| known == if c == '零' { '〇' } else { c });
    let year = chars.get(..4)?.iter().try_fold(0, |year, &c| Some(year * 10 + digit(c)?))?;
    // 十八 is 18, 二十 is 20, 三十一 is 31.
    let count = |words: &[char]| match words {
        [one] if *one == '十' => Some(10),
        [one] => digit(*one),
        ['十', ones] => Some(10 + digit(*ones)?),
        [tens, '十'] => Some(10 * digit(*tens)?),
        [tens, '十', ones] => Some(10 * digit(*tens)? + digit(*ones)?),
        _ => None,
    };
    let rest = chars.get(4..)?.strip_prefix(&['年'])?;
    let month_end = rest.iter().take(4).position(|c| *c == '月')?;
    let month = count(rest.get(..month_end)?)?;
    let rest = rest.get(month_end + 1..)?;
    let day_end = rest.iter().take(4).position(|c| *c == '日')?;
    let day = count(rest.get(..day_end)?)?;
    let is_right = (1900..2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    is_right.then(|| (format!("{year:04}-{month:02}-{day:02}"), 5 + month_end + 1 + day_end + 1))
}

fn after(chars: &[char], at: &mut usize, marks: &[char]) -> Option<u32> {
    chars.get(*at).filter(|c| marks.contains(c))?;
    *at += 1;
    number(chars, at, 2)
}

fn number(chars: &[char], at: &mut usize, most: usize) -> Option<u32> {
    let digits: String = chars.iter().skip(*at).take(most).take_while(|c| c.is_ascii_digit()).collect();
    *at += digits.len();
    digits.parse().ok()
}

/// The page number of a line such as `第05版 开发区`, `A3版`, `05`, and how many characters it takes.
pub(super) fn page_number(chars: &[char]) -> Option<(String, usize)> {
    let is_digit = |c: &char| c.is_ascii_alphanumeric() || "〇一二三四五六七八九十".contains(*c);
    if let Some(end) = chars.iter().position(|&c| c == '版')
        && let Some(&last) = chars.get(..end).and_then(|head| head.iter().rfind(|c| !c.is_whitespace()))
    {
        // 星期三 05版: figures and numerals are two words.
        let is_one =
            |c: &char| if last.is_ascii() { c.is_ascii_alphanumeric() } else { is_digit(c) && !c.is_ascii() };
        // 2026-03-18 03版: a number before a blank is another one.
        let digits_end = chars.get(..end)?.iter().rposition(|c| !c.is_whitespace()).map_or(0, |at| at + 1);
        let start = chars.get(..digits_end)?.iter().rposition(|c| !is_one(c)).map_or(0, |at| at + 1);
        let number: String = chars.get(start..end)?.iter().filter(|c| !c.is_whitespace()).collect();
        let has_figure = number.chars().any(|c| c.is_ascii_digit() || !c.is_ascii());
        if (1..=4).contains(&number.chars().count()) && has_figure {
            let has_mark = start > 0 && chars.get(start - 1) == Some(&'第');
            return Some((number, end + 1 - start + usize::from(has_mark)));
        }
    }
    // 2026-03-18 A03：专区
    let with_letter = chars.split(|c| c.is_whitespace() || matches!(c, '：' | ':')).find(|word| {
        matches!(word, [letter, digits @ ..] if letter.is_ascii_uppercase() && (1..=2).contains(&digits.len())
            && digits.iter().all(char::is_ascii_digit))
    });
    if let Some(word) = with_letter.filter(|_| date(chars).is_some()) {
        return Some((word.iter().collect(), word.len()));
    }
    let words: Vec<char> = chars.iter().copied().take_while(|c| !c.is_whitespace()).collect();
    let letters = words.iter().take_while(|c| c.is_ascii_uppercase()).count();
    let digits = words.iter().skip(letters).take_while(|c| c.is_ascii_digit()).count();
    let is_number = letters <= 1 && (1..=2).contains(&digits) && letters + digits == words.len();
    is_number.then(|| (words.iter().collect(), words.len()))
}

/// Takes from a line of furniture what it says of the page.
pub(super) fn read(chars: &[char], page: &mut Page) {
    if page.date.is_none() {
        page.date = date(chars).map(|(date, _)| date);
    }
    let words =
        || chars.split(|c| c.is_whitespace() || matches!(c, '|' | '｜')).filter(|word| !word.is_empty());
    let is_told = |found: &(String, usize)| {
        found.0.starts_with(|c: char| c.is_ascii_uppercase()) || find(chars, "版").is_some()
    };
    if page.page_no.is_none()
        && !is_jump(chars)
        && !is_issue(chars)
        && (date(chars).is_none() || page_number(chars).as_ref().is_some_and(is_told))
    {
        page.page_no = page_number(chars).map(|(number, _)| number);
    }
    if page.paper.is_none() {
        page.paper = words()
            .find(|word| is_paper(word) && word.iter().all(|&c| is_han(c)))
            .map(|word| word.iter().collect());
    }
    if page.page_name.is_none() {
        let is_name = |word: &&[char]| {
            (2..=8).contains(&word.len())
                && word.iter().all(|&c| is_han(c))
                && !is_paper(word)
                && !starts_with(word, "星期")
                && !word.contains(&'版')
                && !word.contains(&'第')
        };
        if page_number(chars).is_some() && !is_entry(chars) {
            page.page_name = words().find(is_name).map(|word| word.iter().collect());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_told_from_headlines() {
        for (line, expected) in [
            ("2026年3月18日 星期三", true),
            ("山西科技报 2026年3月18日 第05版 开发区", true),
            ("责编：赵小川 美编：王波 校对：李强", true),
            ("新闻热线：0351-1234567", true),
            ("第5版 园区", true),
            ("05", true),
            ("————", true),
            ("（下转第三版）", true),
            ("优化营商环境 促进高质量发展", false),
            ("2026年3月18日，园区召开大会", false),
            ("编辑部主任谈园区报道", false),
        ] {
            let chars: Vec<char> = line.chars().collect();
            assert_eq!(is_furniture(&chars), expected, "{line}");
        }
    }

    #[test]
    fn a_masthead_tells_the_page() {
        let mut page = Page::default();
        read(&"山西科技报 2026年3月18日 第05版 开发区".chars().collect::<Vec<char>>(), &mut page);
        assert_eq!(page.paper.as_deref(), Some("山西科技报"));
        assert_eq!((page.date.as_deref(), page.page_no.as_deref()), (Some("2026-03-18"), Some("05")));
        assert_eq!(page.page_name.as_deref(), Some("开发区"));
    }
}
