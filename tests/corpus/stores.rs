//! Bad store files.

use super::inputs::{Bad, Want, bad};

/// A good mark; `{}` of [`store_with`] replaces one of its lines.
const MARK: &[(&str, &str)] = &[
    ("para", "1"),
    ("para_hash", "\"071d14eb91d972e9\""),
    ("span", "[0, 2]"),
    ("quote", "\"今天\""),
    ("prefix", "\"\""),
    ("suffix", "\"天气很好。\""),
    ("tags", "[\"价值/待核实\"]"),
    ("note", "\"看一看\""),
    ("status", "\"open\""),
    ("created", "2026-03-18T14:03:07+08:00"),
    ("updated", "2026-03-18T14:05:41+08:00"),
    ("codebook", "3"),
    ("rev", "\"2-4f7a90c2\""),
];

pub(crate) const ID: &str = "0195a1c4-7e30-7b52-9d4e-3f60a2c81b07";

/// A store file whose mark has another value for one field, and the line that stands in.
fn store_with(author: &str, field: &str, value: &str) -> (String, usize) {
    let mut text =
        format!("schema = 1\narticle = \"a\"\nauthor = \"{author}\"\nauthor_name = \"某\"\n\n[mark.{ID}]\n");
    let mut line = 0;
    for (name, good) in MARK {
        let is_it = *name == field;
        if is_it {
            line = text.lines().count() + 1;
        }
        text.push_str(&format!("{name} = {}\n", if is_it { value } else { good }));
    }
    if line == 0 {
        line = text.lines().count() + 1;
        text.push_str(&format!("{field} = {value}\n"));
    }
    (text, line)
}

/// A good store file of this annotator.
pub(crate) fn good_store(author: &str) -> String {
    store_with(author, "para", "1").0
}

/// Store files; `AUTHOR` stands for the annotator.
pub(crate) fn stores() -> Vec<Bad> {
    let mut all: Vec<Bad> = wrong_values()
        .into_iter()
        .map(|(field, value)| {
            let (text, line) = store_with("AUTHOR", field, &value);
            let short: String = value.chars().take(24).collect();
            bad(format!("{field} = {short}"), text, Want::Line(line))
        })
        .collect();
    all.extend(wrong_shapes());
    all.extend(odd_but_read());
    all
}

fn wrong_values() -> Vec<(&'static str, String)> {
    let text = |value: &str| value.to_owned();
    vec![
        ("para", text("\"3\"")),
        ("para", text("-1")),
        ("para", text("1.5")),
        ("para_hash", text("7")),
        ("para_hash", text("\"071D14EB91D972E9\"")),
        ("para_hash", text("\"071d\"")),
        ("span", text("[1]")),
        ("span", text("[9, 1]")),
        ("span", text("[-1, 2]")),
        ("span", text("[1, 2, 3]")),
        ("span", text("[\"a\", \"b\"]")),
        ("span", text("7")),
        ("quote", text("7")),
        ("prefix", text("[]")),
        ("suffix", text("true")),
        ("tags", text("\"亮点\"")),
        ("tags", text("[1, 2]")),
        ("tags", text("[\"\"]")),
        ("tags", text("[\"a//b\"]")),
        ("tags", text("[\"a\\u001b[2J\"]")),
        ("tags", format!("[\"{}\"]", "长".repeat(65))),
        ("tags", format!("[{}]", (0..65).map(|n| format!("\"t{n}\"")).collect::<Vec<_>>().join(", "))),
        ("note", text("7")),
        ("note", text("[\"看\"]")),
        ("note", format!("\"{}\"", "长".repeat(22_000))),
        ("status", text("\"done\"")),
        ("status", text("1")),
        ("created", text("\"昨天\"")),
        ("created", text("08:30:00")),
        ("created", text("7")),
        ("updated", text("2026-13-45T99:99:99Z")),
        ("updated", text("true")),
        ("codebook", text("\"三\"")),
        ("codebook", text("-3")),
        ("rev", text("2")),
        ("target", text("7")),
        ("conflict_of", text("\"不是编号\"")),
        ("conflict_of", text("7")),
    ]
}

fn wrong_shapes() -> Vec<Bad> {
    use Want::{Any, Line, Problem};
    let good = good_store("AUTHOR");
    let lines = good.lines().count();
    let with = |from: &str, to: &str| good.replacen(from, to, 1);
    vec![
        bad("id twice", format!("{good}\n[mark.{ID}]\npara = 2\n"), Line(lines + 2)),
        bad("key twice", with("codebook = 3", "codebook = 3\ncodebook = 4"), Line(19)),
        bad("id is no UUID", with(ID, "三"), Line(6)),
        bad("id is a path", with(ID, "\"../../x\""), Line(6)),
        bad("marks as an array", with(&format!("[mark.{ID}]"), "[[mark]]"), Line(6)),
        bad("mark is a number", "schema = 1\nmark = 3\n", Line(2)),
        bad("a mark is a number", format!("schema = 1\n[mark]\n{ID} = 3\n"), Line(3)),
        bad("read is a number", "schema = 1\nread = 3\n", Line(2)),
        bad("read of no hash", "schema = 1\n[read]\n\"段\" = 2026-03-18T14:02:00+08:00\n", Line(3)),
        bad("read at no time", "schema = 1\n[read]\n\"071d14eb91d972e9\" = 3\n", Line(3)),
        bad("sign without a hash", "schema = 1\n[sign.review-1]\nat = 2026-03-18T14:02:00+08:00\n", Problem),
        bad("sign is a number", "schema = 1\nsign = 3\n", Line(2)),
        bad("dismissed at no time", "schema = 1\n[dismissed]\n\"a:071d14eb91d972e9\" = \"昨天\"\n", Line(3)),
        bad("schema is text", with("schema = 1", "schema = \"1\""), Line(1)),
        bad("schema is below one", with("schema = 1", "schema = -1"), Line(1)),
        bad("newer schema", with("schema = 1", "schema = 2"), Any),
        bad("schema without end", with("schema = 1", "schema = 99999999999999999999"), Line(1)),
        bad("somebody else's name", with("author = \"AUTHOR\"", "author = \"wang\""), Line(3)),
        bad("another article", with("article = \"a\"", "article = \"b\""), Line(2)),
        bad("author_name is a number", with("author_name = \"某\"", "author_name = 3"), Line(4)),
        bad("conflict markers", with("note =", "<<<<<<< HEAD\nnote = \"一\"\n=======\nnote ="), Line(14)),
        bad("cut in a line", good.get(..good.len() - 9).unwrap_or("").to_owned(), Line(19)),
        bad("open text", with("\"看一看\"", "\"\"\"看一看"), Problem),
        bad("not TOML", "{\"schema\": 1}", Line(1)),
        bad("no UTF-8", [good.as_bytes(), b"x = \"\xbb\xe1\"\n"].concat(), Problem),
        bad("NUL", format!("{good}x = \"\0\"\n"), Problem),
        bad("zeroes", vec![0; 4096], Problem),
        bad("raw escape", with("看一看", "看\u{1b}[2J"), Line(14)),
        bad("newer string escape", with("看一看", "看\\e"), Any),
        bad("bare CR", with("\n", "\r"), Problem),
        bad(
            "many complaints",
            format!("schema = 1\n[read]\n{}", (0..30_000).map(|n| format!("k{n} = 1\n")).collect::<String>()),
            Problem,
        ),
        bad("deep table", format!("{good}[{}]\n", vec!["a"; 3000].join(".")), Any),
        bad("deep array", format!("{good}x = {}{}\n", "[".repeat(20_000), "]".repeat(20_000)), Any),
        bad("deep inline table", format!("{good}x = {}1{}\n", "{b = ".repeat(5000), "}".repeat(5000)), Any),
    ]
}

fn odd_but_read() -> Vec<Bad> {
    use Want::{Any, Fine};
    let good = good_store("AUTHOR");
    let with = |from: &str, to: &str| good.replacen(from, to, 1);
    vec![
        bad("byte order mark and CRLF", format!("\u{feff}{}", good.replace('\n', "\r\n")), Fine),
        bad("unknown keys", format!("{good}mine = {{ a = 1 }}\n[other]\nx = [1, 2]\n"), Any),
        bad("only a remark", "# 还没有批注\n", Any),
        bad("empty", "", Any),
        bad("a remark on every line", good.replace('\n', " # 话\n"), Fine),
        bad(
            "dotted keys",
            format!("schema = 1\nread.071d14eb91d972e9 = 2026-03-18T14:02:00+08:00\nmark.{ID}.para = 1\n"),
            Any,
        ),
        bad("escapes in a note", with("看一看", "\\u001b]52;c;eA==\\u0007\\u202e反\\U000E0041"), Any),
        bad("escapes in the name", with("\"某\"", "\"\\u001b[31m某\""), Any),
        bad("answer to a path", with("rev =", "target = \"../../etc/passwd\"\nrev ="), Any),
        bad("para without end", with("para = 1", "para = 4294967296"), Any),
        bad("tags unsorted", with("[\"价值/待核实\"]", "[\"差错/事实\", \"价值/亮点\", \"差错/事实\"]"), Any),
        bad("a thousand marks", thousand(), Any),
    ]
}

fn thousand() -> String {
    let good = good_store("AUTHOR");
    let (head, mark) = good.split_once("[mark.").unwrap_or((&good, ""));
    let marks = (0..1000)
        .map(|n| format!("[mark.{}\n", mark.replacen("3f60a2c81b07", &format!("3f60a2c8{n:04x}"), 1)));
    head.to_owned() + &marks.collect::<String>()
}
