//! What just happened, said in one line for a few seconds, and the hints that go out once they are known.

use super::laid::Laid;
use crate::text::{Level, Widths, cells, clusters, cut_mark};
use crate::words::FaultKind;

/// What parts the way out, such as `u 撤销`, from what is said before it.
const PARTED: &str = "  ";

/// Messages that are kept to be read again.
const KEPT: usize = 8;

/// Milliseconds that a message stays for each of its characters, when that is longer than it would stay anyway.
const READ_MILLIS: u64 = 120;

/// A message in at most so many rows of so many cells. What stands after its last two blanks is the way out and is
/// never lost; where there are too few rows, the middle of the rest is left out, so that a path keeps its file.
pub fn rows(text: &str, measure_cells: usize, most: usize, widths: &Widths, level: Level) -> Vec<String> {
    let lay = |text: &str| {
        let laid = Laid::new(text, measure_cells.max(1), 0, widths, level);
        (0..laid.lines.len()).map(|line| laid.words(line).to_owned()).collect::<Vec<_>>()
    };
    let (what, way) = text.rsplit_once(PARTED).unwrap_or((text, ""));
    let set_behind = |mut rows: Vec<String>| {
        if way.is_empty() {
            return rows;
        }
        match rows.last_mut() {
            Some(last) if cells(last, widths) + PARTED.len() + cells(way, widths) <= measure_cells => {
                last.push_str(PARTED);
                last.push_str(way);
            }
            _ => rows.extend(lay(way)),
        }
        rows
    };
    let set = |what: &str| set_behind(lay(what));
    // A path that needs rows of its own begins one: it would take the end of the words before it along.
    let apart = path_start(what).filter(|_| cells(what, widths) > measure_cells);
    let apart = apart.map(|(words, path)| set_behind([lay(words), lay(path)].concat()));
    if let Some(whole) = apart.into_iter().chain([set(what)]).find(|rows| rows.len() <= most) {
        return whole;
    }
    let starts: Vec<usize> = clusters(what).map(|(at, _)| at).collect();
    let fitting = (1..starts.len()).rev().find_map(|kept| {
        let head = what.get(..*starts.get(kept / 2)?)?;
        let tail = what.get(*starts.get(starts.len() - (kept - kept / 2))?..)?;
        let rows = set(&format!("{head}{}{tail}", cut_mark(widths)));
        (rows.len() <= most).then_some(rows)
    });
    fitting.unwrap_or_else(|| lay(if way.is_empty() { what } else { way }).into_iter().take(most).collect())
}

/// The words before a path that a message ends with, and the path.
fn path_start(text: &str) -> Option<(&str, &str)> {
    let at = ["：/", ": /"].into_iter().find_map(|sign| text.find(sign).map(|at| at + sign.len() - 1))?;
    Some((text.get(..at)?.trim_end(), text.get(at..)?))
}

/// How serious a toast is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Done,
    /// Something to know.
    Notice,
    /// Something went wrong; stays until the next key.
    Trouble,
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toast {
    /// What is said.
    pub text: String,
    /// How serious it is.
    pub tone: Tone,
    /// When it goes, in milliseconds of the program; `None` stays until the next key.
    pub until: Option<u64>,
    /// The kind of what went wrong, where that is known: the exit code of `--exec`.
    pub fault: Option<FaultKind>,
}

/// The message shown, and those said before it.
#[derive(Debug, Clone, Default)]
pub struct Notices {
    current: Option<Toast>,
    said: Vec<String>,
}

impl Notices {
    /// Says something; it takes the place of what was said before.
    pub fn say(&mut self, text: String, tone: Tone, now_millis: u64, stay_millis: u64) {
        let read_millis = READ_MILLIS * u64::try_from(text.chars().count()).unwrap_or(0);
        let until = (tone != Tone::Trouble).then_some(now_millis + stay_millis.max(read_millis));
        if self.said.len() == KEPT {
            self.said.remove(0);
        }
        self.said.push(text.clone());
        self.current = Some(Toast { text, tone, until, fault: None });
    }

    /// Says of what kind the trouble is that is said now.
    pub fn is_fault(&mut self, kind: FaultKind) {
        if let Some(toast) = &mut self.current {
            toast.fault = Some(kind);
        }
    }

    /// What was said last in this run, the newest first.
    pub fn said(&self) -> impl Iterator<Item = &str> {
        self.said.iter().rev().map(String::as_str)
    }

    /// What is said now.
    pub fn current(&self) -> Option<&Toast> {
        self.current.as_ref()
    }

    /// Whether something went wrong that is said now.
    pub fn is_trouble(&self) -> bool {
        self.current.as_ref().is_some_and(|toast| toast.tone == Tone::Trouble)
    }

    /// When the toast goes.
    pub fn deadline(&self) -> Option<u64> {
        self.current.as_ref().and_then(|toast| toast.until)
    }

    /// Takes a toast away whose time has come; true when one went.
    pub fn expire(&mut self, now_millis: u64) -> bool {
        let gone = self.deadline().is_some_and(|until| until <= now_millis);
        if gone {
            self.current = None;
        }
        gone
    }

    /// Takes this away when it is what is said: it is true no more.
    pub fn withdraw(&mut self, text: &str) {
        self.current.take_if(|toast| toast.text == text);
    }

    /// Takes away what was said of work that has come to its end.
    pub fn done(&mut self) {
        self.current = None;
    }

    /// Takes a message away that waits for a key.
    pub fn key_pressed(&mut self) {
        if self.current.as_ref().is_some_and(|toast| toast.until.is_none()) {
            self.current = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, measure: usize, most: usize, expected: &[&str]) {
        let shown = rows(text, measure, most, &Widths::narrow(), Level::Gb);
        assert_eq!(shown, expected, "{text} {measure}x{most}");
    }

    #[test]
    fn the_way_out_of_a_long_message_is_always_shown() {
        check("已保存  u 撤销", 28, 3, &["已保存  u 撤销"]);
        check("已标【主题/招商引资】  u 撤销", 28, 1, &["已标【主…招商引资】  u 撤销"]);
        check("已标【主题/招商引资】  u 撤销", 24, 2, &["已标【主题/招商引资】", "u 撤销"]);
        check("已给全部稿件的段落标上  u 撤销", 12, 2, &["已给全…段落", "标上  u 撤销"]);
        check("已给全部稿件的段落标上  u 撤销", 6, 1, &["u 撤销"]);
    }

    #[test]
    fn a_path_is_wrapped_and_keeps_its_file_when_it_is_cut() {
        let path = "已写出：/desk/2026/03/18/reports/审读报告.md";
        check(path, 24, 4, &["已写出：", "/desk/2026/03/18/report", "s/审读报告.md"]);
        check("已写出：/srv/审读报告.md", 16, 1, &["已写出：…报告.md"]);
    }

    #[test]
    fn no_row_is_wider_than_the_screen() {
        let text = "没有保存：磁盘已满（/desk/annotations/jincheng-1/li.toml）。仍留在屏幕上  :reload 再试";
        for measure in 1..60 {
            for most in 1..5 {
                let rows = rows(text, measure, most, &Widths::wide(), Level::Gb);
                assert!(rows.len() <= most, "{measure}x{most}: {rows:?}");
                let wide = rows.iter().map(|row| cells(row, &Widths::wide())).max().unwrap_or(0);
                assert!(wide <= measure.max(2), "{measure}x{most}: {rows:?}");
            }
        }
    }
}
