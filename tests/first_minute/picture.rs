//! The picture in the README is a real frame: the program over the sample library, drawn as SVG from what a terminal shows.

use std::fmt::Write as _;
use std::path::Path;

use super::Screen;

const ROWS: u16 = 40;
const COLUMNS: u16 = 120;
const CELL: (u16, u16) = (8, 20);
const PAPER: &str = "#1b1d23";
const INK: &str = "#d7dae0";

/// The sixteen colours of a dark terminal.
const COLOURS: [&str; 16] = [
    "#1b1d23", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#d7dae0", "#5c6370",
    "#ef8b93", "#b5d79a", "#f0d399", "#8cc4f4", "#d79be8", "#7fcbd5", "#ffffff",
];

/// A colour as CSS writes it; the 256 colours beyond 16 are xterm's cube and greys.
fn css(color: vt100::Color, otherwise: &str) -> String {
    match color {
        vt100::Color::Default => otherwise.to_owned(),
        vt100::Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        vt100::Color::Idx(n @ 0..=15) => COLOURS[usize::from(n)].to_owned(),
        vt100::Color::Idx(n @ 16..=231) => {
            let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
            let n = n - 16;
            format!("#{:02x}{:02x}{:02x}", level(n / 36), level(n / 6 % 6), level(n % 6))
        }
        vt100::Color::Idx(n) => {
            let grey = 8 + 10 * (n - 232);
            format!("#{grey:02x}{grey:02x}{grey:02x}")
        }
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The frame as SVG, a text element a cell, so that every cluster stands exactly on its cell.
fn svg(screen: &vt100::Screen) -> String {
    let (width, height) = (COLUMNS * CELL.0 + 16, ROWS * CELL.1 + 16);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-size=\"16\" \
         font-family=\"Noto Sans Mono CJK SC, Sarasa Mono SC, Menlo, Consolas, monospace\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{PAPER}\"/>\n"
    );
    // Letters stand above every background: a quotation mark may be wider than the cell that it was given.
    let mut letters = String::new();
    for row in 0..ROWS {
        for column in 0..COLUMNS {
            let Some(cell) = screen.cell(row, column) else { continue };
            if cell.is_wide_continuation() {
                continue;
            }
            let (mut ink, mut paper) = (css(cell.fgcolor(), INK), css(cell.bgcolor(), PAPER));
            if cell.inverse() {
                std::mem::swap(&mut ink, &mut paper);
            }
            let (x, y) = (8 + column * CELL.0, 8 + row * CELL.1);
            let cells = if cell.is_wide() { 2 } else { 1 };
            if paper != PAPER {
                let (width, height) = (cells * CELL.0, CELL.1);
                let _ = writeln!(
                    out,
                    "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{paper}\"/>"
                );
            }
            let text = cell.contents();
            if !text.trim().is_empty() {
                let bold = if cell.bold() { " font-weight=\"bold\"" } else { "" };
                let line = if cell.underline() { " text-decoration=\"underline\"" } else { "" };
                let (y, text) = (y + 15, escape(text));
                let _ =
                    writeln!(letters, "<text x=\"{x}\" y=\"{y}\" fill=\"{ink}\"{bold}{line}>{text}</text>");
            }
        }
    }
    out.push_str(&letters);
    out.push_str("</svg>\n");
    out
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("copied");
        }
    }
}

/// `UPDATE=1` draws the picture anew; without it, the picture must be there and show what the program still shows.
#[test]
fn the_readme_shows_a_real_frame() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let home = tempfile::tempdir().expect("a folder");
    let desk = home.path().join("desk");
    copy(&root.join("articles"), &desk.join("articles"));
    let mut screen = Screen::open_drawing(home.path(), &desk, "wide");
    screen.shows("1-9 标签");
    // The list begins with one zone; this one is there when the library is.
    screen.shows("长治高新");
    screen.types(",f");
    screen.shows("跳到稿件");
    screen.types("工地上的十七个问号");
    screen.shows("工地上的十七个问号");
    screen.types("\r");
    screen.shows("一行六人跑了五个工地");
    for (keys, shown) in [("J1", "1待核"), ("J5", "5数据"), ("a", "批注 第 2 段")] {
        screen.types(keys);
        screen.shows(shown);
    }
    screen.types("雨棚一段写作38000平方米，请统一单位。");
    screen.shows("请统一单位。");
    screen.types("\x13");
    screen.shows("已保存");
    screen.types("J2");
    screen.shows("已标【亮点】");

    let path = root.join("docs/pictures/reader.svg");
    #[expect(
        clippy::disallowed_methods,
        reason = "the maintainer's own switch, as for the generated documents"
    )]
    let update = std::env::var_os("UPDATE").is_some();
    if update {
        let mut file = std::fs::File::create(&path).expect("the picture");
        std::io::Write::write_all(&mut file, svg(screen.parser.screen()).as_bytes()).expect("drawn");
    }
    let picture = std::fs::read_to_string(&path).expect("docs/pictures/reader.svg");
    let drawn =
        |text: &str| text.chars().all(|c| picture.contains(&format!(">{}</text>", escape(&c.to_string()))));
    for text in ["工地上的十七个问号", "一行六人跑了五个工地", "请统一单位", "已标【亮点】"]
    {
        assert!(drawn(text), "UPDATE=1 cargo test --test first_minute: the picture lacks {text}");
    }
    screen.types("Q");
    assert_eq!(screen.ends().0, 0);
}
