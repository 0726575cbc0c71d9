//! A frame as SVG, for the README.

use std::fmt::Write as _;

use pizhu::text::{Widths, cells};
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};

const CELL: (u16, u16) = (9, 21);

/// A colour of the terminal as CSS, or what stands for the terminal's own.
fn css(color: Color, own: &str) -> String {
    const BASE: [&str; 16] = [
        "#000000", "#cd3131", "#0dbc79", "#e5e510", "#2472c8", "#bc3fbc", "#11a8cd", "#e5e5e5", "#666666",
        "#f14c4c", "#23d18b", "#f5f543", "#3b8eea", "#d670d6", "#29b8db", "#ffffff",
    ];
    match color {
        Color::Indexed(index @ 0..=15) => BASE[usize::from(index)].to_owned(),
        Color::Indexed(index @ 16..=231) => {
            let step = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
            let index = index - 16;
            format!("#{:02x}{:02x}{:02x}", step(index / 36), step(index / 6 % 6), step(index % 6))
        }
        Color::Indexed(index) => {
            let grey = 8 + 10 * (index - 232);
            format!("#{grey:02x}{grey:02x}{grey:02x}")
        }
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        _named => own.to_owned(),
    }
}

/// The cells as SVG: a rectangle for each background, a text for each cluster.
pub fn svg(buffer: &Buffer) -> String {
    let area = buffer.area;
    let widths = Widths::narrow();
    let (width, height) = (area.width * CELL.0, area.height * CELL.1);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"'Sarasa Mono SC', \
         'Noto Sans Mono CJK SC', 'PingFang SC', monospace\" font-size=\"16\">\n<rect width=\"{width}\" \
         height=\"{height}\" fill=\"#1c1c1c\"/>\n"
    );
    for y in 0..area.height {
        let mut x = 0;
        while x < area.width {
            let cell = buffer.cell((x, y)).expect("a cell");
            let wide = u16::try_from(cells(cell.symbol(), &widths).max(1)).expect("small");
            let (left, top) = (x * CELL.0, y * CELL.1);
            if cell.bg != Color::Reset {
                let fill = css(cell.bg, "#1c1c1c");
                let (w, h) = (wide * CELL.0, CELL.1);
                let _ = writeln!(
                    out,
                    "<rect x=\"{left}\" y=\"{top}\" width=\"{w}\" height=\"{h}\" fill=\"{fill}\"/>"
                );
            }
            let text = cell.symbol().replace('&', "&amp;").replace('<', "&lt;");
            if !text.trim().is_empty() {
                let fill = css(cell.fg, "#d0d0d0");
                let bold = if cell.modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
                let base = top + 16;
                let _ = writeln!(out, "<text x=\"{left}\" y=\"{base}\" fill=\"{fill}\"{bold}>{text}</text>");
            }
            x += wide;
        }
    }
    out + "</svg>\n"
}
