//! Bad inputs by kind, each with what is expected of it.

/// What is expected of a bad file besides that nothing breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Want {
    /// A problem in this line.
    Line(usize),
    /// A problem, wherever.
    Problem,
    /// No error: it only looks bad.
    Fine,
    /// Whatever.
    Any,
}

pub(crate) type Bad = (String, Vec<u8>, Want);

pub(crate) fn bad(name: impl Into<String>, bytes: impl Into<Vec<u8>>, want: Want) -> Bad {
    (name.into(), bytes.into(), want)
}

/// An article file with this front matter and an ordinary body.
fn with_front(front: &str) -> Vec<u8> {
    format!("+++\n{front}\n+++\n\n会议室搬到了工地。\n\n当天的问题当天答复。\n").into_bytes()
}

/// Article files.
pub(crate) fn articles() -> Vec<Bad> {
    let mut all = fronts();
    all.extend(bodies());
    all
}

fn fronts() -> Vec<Bad> {
    use Want::{Any, Fine, Line, Problem};
    let line = |name: &str, front: &str, want| bad(name, with_front(front), want);
    let mut all = vec![
        line("no equals sign", "title \"题\"", Line(2)),
        line("open string", "title = \"题", Line(2)),
        line("key twice", "title = \"题\"\nzone = \"一\"\ntitle = \"再\"", Line(4)),
        line("title is a number", "title = 3", Any),
        line("title is an array", "title = [\"题\"]", Line(2)),
        line("no title", "zone = \"一\"", Any),
        line("empty title", "title = \"\"", Any),
        line("reporters is a string", "title = \"题\"\nreporters = \"冯远\"", Any),
        line("reporters are numbers", "title = \"题\"\nreporters = [1, 2]", Line(3)),
        line("captions is a string", "title = \"题\"\ncaptions = \"图\"", Line(3)),
        line("caption without words", "title = \"题\"\n[[captions]]\ncredit = \"卢禾\"", Any),
        line("caption after nothing", "title = \"题\"\n[[captions]]\ntext = \"图\"\nafter = -3", Any),
        line(
            "caption after the end",
            "title = \"题\"\n[[captions]]\ntext = \"图\"\nafter = 99999999999",
            Any,
        ),
        line("zone with a path", "title = \"题\"\nzone = \"../../etc\"", Any),
        line("date is a date", "title = \"题\"\ndate = 2026-03-18", Any),
        line("date is a table", "title = \"题\"\n[date]\nyear = 2026", Line(3)),
        line("escape in the title", "title = \"题\\u001b[2J\"", Any),
        line("raw escape in the title", "title = \"题\u{1b}[2J\"", Any),
        line("bidi in the title", "title = \"题\u{202e}反\"", Fine),
        line("tag characters in the title", "title = \"题\u{e0041}\u{e0042}\"", Fine),
        line("line in the title", "title = \"\"\"题\n目\"\"\"", Any),
        line("number without end", "title = \"题\"\nmine = 99999999999999999999999999", Any),
        line("no number", "title = \"题\"\nmine = nan", Fine),
        line("newer escape", "title = \"题\\e\"", Any),
        bad("never closed", "+++\ntitle = \"题\"\n\n第一段。\n", Problem),
        bad("closed at once", "+++\n+++\n正文。\n", Any),
        bad("three fences", "+++\ntitle = \"题\"\n+++\n正文。\n+++\n再来。\n", Fine),
        bad("the other kind", "---\ntitle: 题\n---\n\n正文。\n", Fine),
        bad("only a fence", "+++", Any),
        bad("fence with words", "+++ toml\ntitle = \"题\"\n+++\n正文。\n", Any),
        bad(
            "conflict in the head",
            "+++\n<<<<<<< HEAD\ntitle = \"一\"\n=======\ntitle = \"二\"\n>>>>>>> b\n+++\n正文。\n",
            Line(2),
        ),
    ];
    for (name, text) in [
        ("deep table", format!("[{}]", vec!["a"; 3000].join("."))),
        ("deep array", format!("a = {}{}", "[".repeat(20_000), "]".repeat(20_000))),
        ("deep inline table", format!("a = {}1{}", "{b = ".repeat(5000), "}".repeat(5000))),
        ("long string", format!("mine = \"{}\"", "长".repeat(300_000))),
        ("many keys", (0..20_000).map(|n| format!("k{n} = {n}\n")).collect::<Vec<_>>().concat()),
    ] {
        all.push(bad(name, with_front(&format!("title = \"题\"\n{text}")), Any));
    }
    all
}

fn bodies() -> Vec<Bad> {
    use Want::{Any, Fine, Problem};
    let text = "题目\n\n会议室搬到了工地，当天的问题当天答复，干部们心里踏实。\n";
    let utf16 = |big: bool| -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    };
    let gbk =
        [0xbb, 0xe1, 0xd2, 0xe9, 0xca, 0xd2, 0xb0, 0xe1, 0xb5, 0xbd, 0xb9, 0xa4, 0xb5, 0xd8, 0xa1, 0xa3];
    let big5 =
        [0xb7, 0x7c, 0xc4, 0xb3, 0xab, 0xc7, 0xb7, 0x68, 0xa8, 0xec, 0xa4, 0x75, 0xa6, 0x61, 0xa1, 0x43];
    let cut = &text.as_bytes()[..text.len() - 3];
    vec![
        bad("empty", "", Any),
        bad("only a byte order mark", b"\xef\xbb\xbf".to_vec(), Any),
        bad("only blanks", " \n\u{3000}\n\t\n", Any),
        bad("cut in a character", cut.to_vec(), Any),
        bad("overlong", b"# t\n\n\xc0\x80\xc0\xaf\n".to_vec(), Any),
        bad("surrogates", b"# t\n\n\xed\xa0\x80\xed\xb0\x80\n".to_vec(), Any),
        bad("no character", "# t\n\n\u{ffff}\u{fffe}\u{fdd0}\n", Any),
        bad("continuation bytes", vec![0x80; 4000], Any),
        bad("all bytes", (0..=255).cycle().take(5000).collect::<Vec<u8>>(), Problem),
        bad("picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06".to_vec(), Problem),
        bad("program", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0".to_vec(), Problem),
        bad("NUL in the text", "# t\n\n第一段\0。\n", Problem),
        bad("zeroes", vec![0; 8192], Problem),
        bad("GBK", gbk.repeat(8), Any),
        bad("GBK cut in a character", gbk.repeat(8).get(..101).unwrap_or(&[]).to_vec(), Any),
        bad("Big5", big5.repeat(8), Any),
        bad("UTF-16 with a mark", [vec![0xff, 0xfe], utf16(false)].concat(), Fine),
        bad("UTF-16 without a mark", utf16(true), Any),
        bad("half a unit of UTF-16", [vec![0xff, 0xfe], utf16(false), vec![0x4e]].concat(), Any),
        bad("UTF-32", b"\xff\xfe\0\0\x98\x98\0\0\xee\x76\0\0".to_vec(), Any),
        bad("CR line ends", text.replace('\n', "\r"), Fine),
        bad("mixed line ends", "# t\r\n\r第一段。\n\n第二段。\r\r\n第三段。", Fine),
        bad("a line of a million characters", format!("# t\n\n{}\n", "字".repeat(1_000_000)), Fine),
        bad("a hundred thousand empty lines", format!("# t\n{}末段。\n", "\n".repeat(100_000)), Fine),
        bad("a hundred thousand paragraphs", format!("# t\n\n{}", "段\n\n".repeat(100_000)), Fine),
        bad(
            "escape sequences",
            "# t\n\n\u{1b}[2J\u{1b}]0;x\u{7}\u{1b}]52;c;ZWNobw==\u{7}\u{1b}P1$r\u{1b}\\完\n",
            Any,
        ),
        bad("C1", "# t\n\n\u{9b}2J\u{9d}0;x\u{9c}完\n", Any),
        bad("backspaces", "# t\n\n好\u{8}\u{8}坏\u{7f}\n", Any),
        bad("bidi", "# t\n\n\u{202e}坏\u{202c}\u{2066}好\u{2069}\u{61c}\n", Fine),
        bad("tag characters", "# t\n\n好\u{e0001}\u{e0068}\u{e0069}\u{e007f}\n", Fine),
        bad("zero width", "# t\n\n开\u{200b}发\u{2060}区\u{feff}\u{ad}\n", Fine),
        bad("joiners", format!("# t\n\n{}\n", "👩\u{200d}".repeat(3000)), Fine),
        bad("marks upon marks", format!("# t\n\na{}\n", "\u{301}".repeat(20_000)), Fine),
        bad("only marks", format!("# t\n\n{}\n", "\u{20dd}".repeat(50)), Fine),
        bad("private use", "# t\n\n\u{e000}\u{f8ff}\u{10fffd}\n", Fine),
        bad("line separators", "# t\n\n一\u{2028}二\u{2029}三\u{85}四\u{b}五\u{c}六\n", Any),
        bad("subhead without words", "# t\n\n## \n\n##\n\n##没有空格\n", Fine),
        bad(
            "web page",
            "<!doctype html><html><body><script>alert(1)</script><p>正文</p></body></html>",
            Fine,
        ),
        bad("conflict in the body", "# t\n\n<<<<<<< a\n一。\n=======\n二。\n>>>>>>> b\n", Fine),
        bad("formula", "# =cmd|' /C calc'!A0\n\n@SUM(1+1)\n", Fine),
    ]
}
