//! The JSON that the command line prints, as cli.md shapes it: characters that could control a terminal are escaped.

pub mod shapes;

use std::io;

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, Serializer};

use super::toml_text::is_spelt_out;

/// One value on one line, without a line end.
///
/// # Errors
/// A value whose keys are no strings cannot be JSON.
pub fn render(value: &impl Serialize) -> serde_json::Result<String> {
    let mut out = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut out, Escaping(CompactFormatter)))?;
    String::from_utf8(out).map_err(|error| serde_json::Error::io(io::Error::other(error)))
}

/// An array with one element a line, which diffs and pages well; ends with LF.
///
/// # Errors
/// As [`render`].
pub fn render_rows<T: Serialize>(rows: &[T]) -> serde_json::Result<String> {
    let mut out = String::from("[");
    for (index, row) in rows.iter().enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        out.push_str(&render(row)?);
    }
    out.push_str(if rows.is_empty() { "]\n" } else { "\n]\n" });
    Ok(out)
}

/// Compact JSON whose strings hold no character that a terminal could obey.
struct Escaping(CompactFormatter);

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut units = [0; 2];
        let mut written = 0;
        for (at, c) in fragment.char_indices().filter(|(_, c)| is_spelt_out(*c)) {
            writer.write_all(fragment.get(written..at).unwrap_or("").as_bytes())?;
            for unit in c.encode_utf16(&mut units) {
                write!(writer, "\\u{unit:04x}")?;
            }
            written = at + c.len_utf8();
        }
        writer.write_all(fragment.get(written..).unwrap_or("").as_bytes())
    }

    fn begin_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_invisible_is_printed_and_everything_comes_back() {
        let text = "一\u{1b}[31m\u{9b}2J\u{7f}\u{202e}\u{200b}\u{feff}\u{e0041}🚩“三”\u{61c}";
        let json = render(&text).expect("renders");
        assert!(!json.chars().any(is_spelt_out), "{json}");
        assert_eq!(serde_json::from_str::<String>(&json).expect("parses"), text);
        assert_eq!(render_rows(&[1, 2]).expect("renders"), "[\n1,\n2\n]\n");
        assert_eq!(render_rows::<u8>(&[]).expect("renders"), "[]\n");
    }
}
