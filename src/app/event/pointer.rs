//! The mouse as the terminal reports it. Knows no pane.

/// A button or the wheel, in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pointer {
    /// Column from the left.
    pub column: u16,
    /// Row from the top.
    pub row: u16,
    /// What was done.
    pub kind: PointerKind,
}

/// What the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PointerKind {
    /// Left button down.
    Press,
    /// Moved with the left button down.
    Drag,
    /// Left button up.
    Release,
    /// Wheel down by one notch.
    WheelDown,
    /// Wheel up by one notch.
    WheelUp,
}

impl PointerKind {
    /// Whether it was the wheel.
    pub fn is_wheel(self) -> bool {
        matches!(self, Self::WheelDown | Self::WheelUp)
    }
}
