//! A model terminal replays the backend's bytes and must show the buffer: after every frame, in narrow and wide
//! modes, with popups over wide cells, style changes and resizes. `vt100` is the second opinion.

#![expect(clippy::expect_used, reason = "a test that cannot draw fails")]

use std::num::NonZeroU16;

use icu_properties::CodePointMapData;
use icu_properties::props::EastAsianWidth;
use pizhu::text::{Clean, Widths};
use pizhu::tui::backend::CellBackend;
use pizhu::tui::paint;
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::{Color, Modifier, Style};
use unicode_width::UnicodeWidthChar;

/// One cell of the model: its glyph, empty behind a wide one, and the SGR state it was written with.
#[derive(Debug, Clone, PartialEq, Default)]
struct Spot {
    glyph: String,
    look: String,
}

/// A terminal of about a hundred lines. Half of an overwritten wide glyph turns blank.
struct Model {
    size: Size,
    spots: Vec<Spot>,
    at: (usize, usize),
    look: String,
    wide: bool,
    joining: bool,
}

impl Model {
    fn new(size: Size, wide: bool) -> Self {
        let blank = Spot { glyph: " ".into(), look: String::new() };
        let spots = vec![blank; usize::from(size.width) * usize::from(size.height)];
        Self { size, spots, at: (0, 0), look: String::new(), wide, joining: false }
    }

    fn spot(&mut self, x: usize, y: usize) -> Option<&mut Spot> {
        let columns = usize::from(self.size.width);
        self.spots.get_mut(y * columns + x).filter(|_| x < columns)
    }

    fn read(&mut self, bytes: &[u8]) {
        let text = std::str::from_utf8(bytes).expect("UTF-8");
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            if c == '\u{1b}' {
                assert_eq!(chars.next(), Some('['));
                let code: String = chars.by_ref().take_while_inclusive(|c| !c.is_ascii_alphabetic());
                self.obey(&code);
            } else {
                assert!(!c.is_control(), "raw {c:?}");
                self.print(c);
            }
        }
    }

    fn obey(&mut self, code: &str) {
        let (numbers, verb) = code.split_at(code.len() - 1);
        let number =
            |index: usize| numbers.split(';').nth(index).and_then(|n| n.parse().ok()).unwrap_or(1usize);
        self.joining = false;
        match verb {
            "H" => self.at = (number(1) - 1, number(0) - 1),
            "C" => self.at.0 += number(0),
            "J" => *self = Self { look: self.look.clone(), ..Self::new(self.size, self.wide) },
            "m" => self.look = merged(&self.look, numbers),
            "h" | "l" => {}
            other => panic!("unknown {other}"),
        }
    }

    fn print(&mut self, c: char) {
        let ambiguous = CodePointMapData::<EastAsianWidth>::new().get(c) == EastAsianWidth::Ambiguous;
        let narrow = c.width().unwrap_or(0).min(2);
        let cells = if ambiguous && self.wide && narrow == 1 { 2 } else { narrow };
        let (x, y) = self.at;
        let flag = |c: char| ('\u{1F1E6}'..='\u{1F1FF}').contains(&c);
        let half = x > 0
            && self
                .spot(x - 1, y)
                .is_some_and(|spot| spot.glyph.chars().all(flag) && spot.glyph.chars().count() == 1);
        let joins =
            self.joining || cells == 0 || ('\u{1F3FB}'..='\u{1F3FF}').contains(&c) || (flag(c) && half);
        self.joining = c == '\u{200D}';
        if joins {
            let back =
                if x > 1 && self.spot(x - 1, y).is_some_and(|spot| spot.glyph.is_empty()) { 2 } else { 1 };
            if let Some(spot) = self.spot(x.saturating_sub(back), y) {
                spot.glyph.push(c);
            }
            return;
        }
        if matches!(c, 'ﾞ' | 'ﾟ') {
            // A cell of its own, the second one of its cluster.
            let look = self.look.clone();
            self.tear(x, y);
            if let Some(spot) = self.spot(x, y) {
                *spot = Spot { glyph: String::new(), look };
            }
            if let Some(spot) = self.spot(x - 1, y) {
                spot.glyph.push(c);
            }
            self.at.0 += 1;
            return;
        }
        let look = self.look.clone();
        for at in x..x + cells {
            self.tear(at, y);
        }
        for at in x..x + cells {
            if let Some(spot) = self.spot(at, y) {
                let glyph = if at == x { c.to_string() } else { String::new() };
                *spot = Spot { glyph, look: look.clone() };
            }
        }
        self.at.0 += cells;
    }

    /// Blanks the other half of a wide glyph that is written over.
    fn tear(&mut self, x: usize, y: usize) {
        let is_tail = |model: &mut Self, x| model.spot(x, y).is_some_and(|spot| spot.glyph.is_empty());
        let other = if is_tail(self, x) { x.checked_sub(1) } else { is_tail(self, x + 1).then_some(x + 1) };
        for x in [Some(x), other].into_iter().flatten() {
            if let Some(spot) = self.spot(x, y) {
                spot.glyph = " ".into();
            }
        }
    }
}

trait TakeWhileInclusive {
    fn take_while_inclusive(self, keep: impl Fn(char) -> bool) -> String;
}
impl<I: Iterator<Item = char>> TakeWhileInclusive for I {
    fn take_while_inclusive(self, keep: impl Fn(char) -> bool) -> String {
        let mut taken = String::new();
        for c in self {
            taken.push(c);
            if !keep(c) {
                break;
            }
        }
        taken
    }
}

/// The SGR state after more codes: `fg;bg;modifiers`, defaults left out.
fn merged(look: &str, codes: &str) -> String {
    let mut state: Vec<String> = look.split(' ').filter(|one| !one.is_empty()).map(str::to_owned).collect();
    let mut codes = codes.split(';');
    while let Some(code) = codes.next() {
        let slot = match code {
            "0" => {
                state.clear();
                continue;
            }
            "39" | "49" => code.replace('9', ""),
            "38" | "48" => {
                let more: Vec<&str> = codes.by_ref().take(2).collect();
                state.retain(|one| !one.starts_with(code.get(..1).unwrap_or_default()));
                state.push(format!("{}8;{}", code.get(..1).unwrap_or_default(), more.join(";")));
                continue;
            }
            _ if code.len() == 2 => code.get(..1).unwrap_or_default().to_owned(),
            _ => code.to_owned() + "m",
        };
        state.retain(|one| !one.starts_with(&slot));
        if !code.ends_with('9') || code.len() == 1 {
            state.push(if code.len() == 1 { slot } else { code.to_owned() });
        }
    }
    state.sort();
    state.join(" ")
}

fn look_of(style: &ratatui::buffer::Cell) -> String {
    let mut codes = vec!["0".to_owned()];
    if style.fg == Color::Red {
        codes.push("31".into());
    }
    if style.bg == Color::Indexed(236) {
        codes.push("48;5;236".into());
    }
    if style.modifier.contains(Modifier::REVERSED) {
        codes.push("7".into());
    }
    if style.modifier.contains(Modifier::BOLD) {
        codes.push("1".into());
    }
    merged("", &codes.join(";"))
}

/// The model shows the buffer.
fn same(buffer: &Buffer, model: &mut Model) {
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let cell = &buffer[(x, y)];
            let spot = model.spot(x.into(), y.into()).expect("inside").clone();
            assert_eq!(
                (spot.glyph.as_str(), &spot.look),
                (cell.symbol(), &look_of(cell)),
                "at {x},{y}\n{buffer:?}"
            );
            for tail in 1..cell.cell_width() {
                let spot = model.spot((x + tail).into(), y.into()).expect("inside").clone();
                assert!(matches!(spot.glyph.as_str(), "" | " "), "tail at {x},{y}: {spot:?}");
                assert_eq!(spot.look, look_of(cell), "look of the tail at {x},{y}");
            }
            x += cell.cell_width().max(1);
        }
    }
}

/// Something that a frame paints.
#[derive(Debug, Clone)]
enum Stroke {
    Text(u16, u16, &'static str, usize),
    Popup(Rect, usize),
    Resize(u16, u16),
}

const TEXTS: [&str; 8] = [
    "说“三懂”好——还有……",
    "35.6亿元，4.2万㎡·①②③",
    "plain ASCII text",
    "中文Latin混排。",
    "🇨🇳👩\u{200D}🔬❤\u{FE0F}1\u{FE0F}\u{20E3}👍🏽e\u{301}",
    "\u{1b}[31m\u{9b}2J\u{202e}控\t制",
    "각가힣ｶﾞﾊﾟ",
    "░▒▓█─│←→ЖΩé\u{E000}",
];

fn style(index: usize) -> Style {
    match index % 5 {
        0 => Style::new(),
        1 => Style::new().fg(Color::Red),
        2 => Style::new().bg(Color::Indexed(236)),
        3 => Style::new().add_modifier(Modifier::REVERSED),
        _ => Style::new().fg(Color::Red).bg(Color::Indexed(236)).add_modifier(Modifier::BOLD),
    }
}

fn stroke() -> impl Strategy<Value = Stroke> {
    let text = (0u16..24, 0u16..6, 0..TEXTS.len(), 0usize..5)
        .prop_map(|(x, y, text, style)| Stroke::Text(x, y, TEXTS[text], style));
    let popup = (0u16..20, 0u16..4, 1u16..12, 1u16..4, 0usize..5)
        .prop_map(|(x, y, width, height, style)| Stroke::Popup(Rect::new(x, y, width, height), style));
    let resize = (8u16..26, 3u16..7).prop_map(|(width, height)| Stroke::Resize(width, height));
    prop_oneof![8 => text, 2 => popup, 1 => resize]
}

/// Draws frame after frame, each a few strokes on top of the rows that the one before scrolled to.
fn replay(frames: &[Vec<Stroke>], widths: Widths, wide: bool) -> (Buffer, Vec<u8>) {
    let mut size = Size::new(24, 6);
    let mut terminal = Terminal::new(CellBackend::with_size(Vec::new(), size)).expect("terminal");
    let mut model = Model::new(size, wide);
    let (mut shown, mut bytes) = (Buffer::default(), Vec::new());
    for (number, frame) in frames.iter().enumerate() {
        for stroke in frame {
            if let Stroke::Resize(width, height) = stroke {
                size = Size::new(*width, *height);
                terminal.backend_mut().set_size(size);
                model = Model { look: model.look, ..Model::new(size, wide) };
            }
        }
        let drawn = terminal.draw(|frame_| {
            let area = frame_.area();
            for y in 0..area.height {
                let text = TEXTS[(usize::from(y) + number) % TEXTS.len()];
                let at = Position::new(u16::from(number % 2 == 1), y);
                paint::text(frame_.buffer_mut(), at, area.width, &Clean::new(text), style(number), &widths);
            }
            for stroke in frame {
                match stroke {
                    Stroke::Text(x, y, text, look) => {
                        let at = Position::new(*x, *y);
                        paint::text(frame_.buffer_mut(), at, 30, &Clean::new(text), style(*look), &widths);
                    }
                    Stroke::Popup(area, look) => paint::fill(frame_.buffer_mut(), *area, style(*look)),
                    Stroke::Resize(..) => {}
                }
            }
        });
        shown = drawn.expect("draws").buffer.clone();
        let written = std::mem::take(terminal.backend_mut().writer_mut());
        model.read(&written);
        same(&shown, &mut model);
        bytes.extend(written);
    }
    (shown, bytes)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn the_model_shows_the_buffer(frames in prop::collection::vec(prop::collection::vec(stroke(), 0..6), 1..6)) {
        replay(&frames, Widths::narrow(), false);
        replay(&frames, Widths::wide(), true);
        replay(&frames, Widths::unknown(), false);
        replay(&frames, Widths::unknown(), true);
    }
}

#[test]
fn a_hidden_cursor_rests_where_the_frame_says() {
    let mut terminal = Terminal::new(CellBackend::with_size(Vec::new(), Size::new(24, 6))).expect("terminal");
    let parking = terminal.backend().parking();
    let mut parser =
        vt100::Parser::new(NonZeroU16::new(6).expect("six"), NonZeroU16::new(24).expect("24"), 0);
    for (place, caret) in [((3, 2), None), ((3, 4), None), ((3, 4), Some((9, 5))), ((0, 0), None)] {
        let drawn = terminal.draw(|frame| {
            let text = Clean::new("今天天气很好。");
            paint::text(frame.buffer_mut(), Position::new(4, 1), 20, &text, style(0), &Widths::narrow());
            match caret {
                Some(caret) => frame.set_cursor_position(Position::from(caret)),
                None => parking.set(Some(Position::from(place))),
            }
        });
        drawn.expect("draws");
        parser.process(&std::mem::take(terminal.backend_mut().writer_mut()));
        let (column, row) = caret.unwrap_or(place);
        assert_eq!(parser.screen().cursor_position(), (row, column));
        assert_eq!(parser.screen().hide_cursor(), caret.is_none());
    }
}

/// The second opinion, on what `vt100` knows: no emoji sequences and no size changes.
#[test]
fn vt100_agrees_in_narrow_mode() {
    let frames: Vec<Vec<Stroke>> = (0..12u16)
        .map(|n| {
            vec![
                Stroke::Popup(Rect::new(n, n % 4, 7, 2), usize::from(n)),
                Stroke::Text(n * 2, 3, TEXTS[0], 2),
            ]
        })
        .collect();
    let (buffer, bytes) = replay(&frames, Widths::narrow(), false);
    let mut parser =
        vt100::Parser::new(NonZeroU16::new(6).expect("six"), NonZeroU16::new(24).expect("24"), 0);
    parser.process(&bytes);
    for y in 0..6 {
        let mut x = 0;
        while x < 24 {
            let cell = &buffer[(x, y)];
            let seen = parser.screen().cell(y, x).expect("inside");
            if cell.symbol().chars().count() == 1 && !cell.symbol().starts_with('\u{E000}') {
                let glyph = if seen.has_contents() { seen.contents() } else { " " };
                assert_eq!(glyph, cell.symbol(), "at {x},{y}");
            }
            x += cell.cell_width().max(1);
        }
    }
}
