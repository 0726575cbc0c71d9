//! `pizhu wrap`: `fold` for Chinese, standard input or a file to lines by the rules of the text part.

use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};

use serde::Serialize;

use super::args::{AmbiguousArg, WrapArgs};
use super::context::{Context, Done, Outcome, stdout_fault};
use crate::formats::{encoding, json};
use crate::messages::{system, text as say};
use crate::text::{Clean, Level, Line, Widths, layout, prepare};
use crate::words::{Fault, FaultKind};

/// The measure without a terminal and without `-w`.
const DEFAULT_CELLS: usize = 80;

/// One paragraph of input.
#[derive(Serialize)]
struct Paragraph<'a> {
    text: &'a str,
    lines: Vec<Row<'a>>,
}

/// One line of output.
#[derive(Serialize)]
struct Row<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    cells: usize,
    indent: usize,
    clipped: bool,
}

/// Lays every line of input out as one paragraph.
pub(super) fn run(context: &mut Context<'_>, args: &WrapArgs) -> Outcome {
    let level = Level::parse(&args.level).ok_or_else(|| {
        let names = Level::ALL.map(Level::name).join(", ");
        Fault::new(FaultKind::Usage, "wrap.level", say::unknown_level(context.lang, Clean::new(&args.level)))
            .with_hint(say::known_levels(context.lang, names))
    })?;
    let widths = widths(context);
    let measure = args.width.unwrap_or_else(terminal_cells);
    let input = read(context, args)?;
    match print(context.out, &input, args, |source| {
        let prepared = prepare(source, &widths, level);
        layout(&prepared, measure, args.indent)
    }) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(stdout_fault(context.lang, &error)),
        Ok(()) | Err(_) => Ok(Done::Fine),
    }
}

/// Prints every paragraph as lines or as JSON.
fn print(
    out: &mut dyn Write,
    input: &str,
    args: &WrapArgs,
    lay_out: impl Fn(&str) -> Vec<Line>,
) -> io::Result<()> {
    let mut printed = false;
    for source in paragraphs(input) {
        let clean = Clean::new(source);
        let lines = lay_out(source);
        if args.json {
            out.write_all(if printed { b",\n" } else { b"[\n" })?;
            print_json(out, &clean, &lines)?;
        } else {
            print_lines(out, &clean, &lines)?;
        }
        printed = true;
    }
    if args.json {
        out.write_all(if printed { b"\n]\n" } else { b"[]\n" })?;
    }
    Ok(())
}

/// Lines of input; the last newline makes no paragraph.
fn paragraphs(input: &str) -> impl Iterator<Item = &str> {
    let most = if input.is_empty() { 0 } else { usize::MAX };
    let lines = input.strip_suffix('\n').unwrap_or(input).split('\n');
    lines.map(|line| line.strip_suffix('\r').unwrap_or(line)).take(most)
}

fn print_lines(out: &mut dyn Write, clean: &Clean<'_>, lines: &[Line]) -> io::Result<()> {
    for line in lines {
        writeln!(out, "{:indent$}{}", "", clean.drawn(line.text()), indent = line.indent)?;
    }
    Ok(())
}

fn print_json(out: &mut dyn Write, clean: &Clean<'_>, lines: &[Line]) -> io::Result<()> {
    let lines = lines.iter().map(|line| Row {
        text: clean.drawn(line.text()),
        start: line.start,
        end: line.end,
        cells: line.cells,
        indent: line.indent,
        clipped: line.clipped,
    });
    let paragraph = Paragraph { text: clean.source(), lines: lines.collect() };
    out.write_all(json::render(&paragraph).map_err(io::Error::other)?.as_bytes())
}

/// `--ambiguous`, else `PIZHU_AMBIGUOUS`, else narrow.
fn widths(context: &Context<'_>) -> Widths {
    let wide = match context.cli.ambiguous {
        Some(AmbiguousArg::Wide) => true,
        Some(AmbiguousArg::Narrow) => false,
        Some(AmbiguousArg::Auto) | None => context.environment.ambiguous.as_deref() == Some("wide"),
    };
    if wide { Widths::wide() } else { Widths::narrow() }
}

fn terminal_cells() -> usize {
    let size = io::stdout().is_terminal().then(crate::tui::backend::terminal_size).flatten();
    size.map_or(DEFAULT_CELLS, |size| usize::from(size.width))
}

/// The whole input as text: UTF-8, or what its bytes show it to be.
fn read(context: &Context<'_>, args: &WrapArgs) -> Result<String, Fault> {
    let mut bytes = Vec::new();
    let read = match &args.file {
        Some(path) if path.as_os_str() != "-" => {
            File::open(path).and_then(|mut file| file.read_to_end(&mut bytes))
        }
        Some(_) | None => io::stdin().lock().read_to_end(&mut bytes),
    };
    read.map_err(|error| {
        let name = args.file.as_ref().map_or_else(|| "-".into(), |path| path.to_string_lossy());
        let message = say::cannot_read(context.lang, Clean::new(&name), system::why(context.lang, &error));
        Fault::new(FaultKind::Io, "wrap.read", message).with_hint(say::check_path(context.lang))
    })?;
    let text = String::from_utf8(bytes).unwrap_or_else(|error| {
        let lossy = String::from_utf8_lossy(error.as_bytes()).into_owned();
        encoding::decode(error.as_bytes(), None).map_or(lossy, |decoded| decoded.text)
    });
    Ok(match text.strip_prefix('\u{FEFF}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}
