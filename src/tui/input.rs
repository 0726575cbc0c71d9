//! What the terminal sends, as events of the reader.

use crossterm::event::{self, KeyCode, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};

use crate::app::{Event, Pointer, PointerKind};
use crate::keymap::{Code, Key};

/// An event of the reader for what the terminal sent; `None` for what it does not care about.
pub(super) fn event(sent: event::Event) -> Option<Event> {
    match sent {
        event::Event::Key(key) if key.kind != KeyEventKind::Release => self::key(key).map(Event::Key),
        event::Event::Key(_) | event::Event::FocusGained | event::Event::FocusLost => None,
        event::Event::Paste(text) => Some(Event::Paste(text)),
        event::Event::Resize(width, height) => Some(Event::Resized(width, height)),
        event::Event::Mouse(mouse) => pointer(mouse).map(Event::Pointer),
    }
}

/// A key of ours.
fn key(key: event::KeyEvent) -> Option<Key> {
    let held = |modifier| key.modifiers.contains(modifier);
    let (ctrl, alt, shift) =
        (held(KeyModifiers::CONTROL), held(KeyModifiers::ALT), held(KeyModifiers::SHIFT));
    let code = match key.code {
        KeyCode::Char(character) => Code::Char(character),
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PgUp,
        KeyCode::PageDown => Code::PgDn,
        KeyCode::Insert => Code::Insert,
        KeyCode::Delete => Code::Delete,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => return Some(Key::typed(Code::Tab, ctrl, alt, true)),
        KeyCode::F(number) => Code::F(number),
        KeyCode::Null
        | KeyCode::CapsLock
        | KeyCode::ScrollLock
        | KeyCode::NumLock
        | KeyCode::PrintScreen
        | KeyCode::Pause
        | KeyCode::Menu
        | KeyCode::KeypadBegin
        | KeyCode::Media(_)
        | KeyCode::Modifier(_) => return None,
    };
    Some(Key::typed(code, ctrl, alt, shift))
}

/// A movement of the mouse; with Shift it is the terminal's.
fn pointer(mouse: event::MouseEvent) -> Option<Pointer> {
    if mouse.modifiers.contains(KeyModifiers::SHIFT) {
        return None;
    }
    let kind = match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => PointerKind::Press,
        MouseEventKind::Drag(MouseButton::Left) => PointerKind::Drag,
        MouseEventKind::Up(MouseButton::Left) => PointerKind::Release,
        MouseEventKind::ScrollDown => PointerKind::WheelDown,
        MouseEventKind::ScrollUp => PointerKind::WheelUp,
        MouseEventKind::Down(_)
        | MouseEventKind::Up(_)
        | MouseEventKind::Drag(_)
        | MouseEventKind::Moved
        | MouseEventKind::ScrollLeft
        | MouseEventKind::ScrollRight => return None,
    };
    Some(Pointer { column: mouse.column, row: mouse.row, kind })
}
