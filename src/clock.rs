//! The one place that reads the clock and the system's time zone.

use crate::words::Moment;

/// Now, at the local offset, to the second.
#[expect(clippy::disallowed_methods, reason = "this is the one home of the clock")]
pub fn now() -> Moment {
    let now = jiff::Timestamp::now();
    let offset_seconds = jiff::tz::TimeZone::system().to_offset(now).seconds();
    Moment { unix_seconds: now.as_second(), offset_seconds }
}
