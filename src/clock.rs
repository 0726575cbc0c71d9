//! The one place that reads the clock and the system's time zone.

use crate::words::Moment;

/// Now, at the local offset, to the second.
#[expect(clippy::disallowed_methods, reason = "this is the one home of the clock")]
pub fn now() -> Moment {
    let now = jiff::Timestamp::now();
    let offset_seconds = jiff::tz::TimeZone::system().to_offset(now).seconds();
    Moment { unix_seconds: now.as_second(), offset_seconds }
}

/// Milliseconds since 1970-01-01T00:00:00Z.
#[expect(clippy::disallowed_methods, reason = "this is the one home of the clock")]
pub fn unix_ms() -> u64 {
    u64::try_from(jiff::Timestamp::now().as_millisecond()).unwrap_or_default()
}

/// Random bits for ids, revisions and names of temporary files, all 128 of them.
pub fn random() -> u128 {
    let (a, b) = (uuid::Uuid::new_v4().as_u128(), uuid::Uuid::new_v4().as_u128());
    // The bits that a UUID's version and variant fix in one are random in the other.
    a ^ b.rotate_left(64)
}
