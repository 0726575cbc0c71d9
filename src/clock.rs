//! The one place that reads the clock and the system's time zone.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;

use crate::words::Moment;

/// How long the system's time zone is believed not to change.
const KEPT: Duration = Duration::from_mins(5);

/// The time zone as it was read last, and when.
static ZONE: Mutex<Option<(Instant, TimeZone)>> = Mutex::new(None);

/// Now, at the local offset, to the second.
#[expect(clippy::disallowed_methods, reason = "this is the one home of the clock")]
pub fn now() -> Moment {
    let now = jiff::Timestamp::now();
    let mut kept = ZONE.lock().unwrap_or_else(PoisonError::into_inner);
    let is_kept = kept.as_ref().is_some_and(|(read, _)| read.elapsed() < KEPT);
    if !is_kept {
        *kept = Some((Instant::now(), zone()));
    }
    let offset_seconds = kept.as_ref().map_or(0, |(_, zone)| zone.to_offset(now).seconds());
    Moment { unix_seconds: now.as_second(), offset_seconds }
}

/// The system's time zone. `jiff` looks for its name among all that there are, hundreds of files in dozens of folders;
/// the offset stands in the one file.
#[expect(clippy::disallowed_methods, reason = "the clock's zone is part of the clock")]
fn zone() -> TimeZone {
    let is_set = std::env::var_os("TZ").is_some();
    let read = || TimeZone::tzif("local", &std::fs::read("/etc/localtime").ok()?).ok();
    if cfg!(unix) && !is_set { read() } else { None }.unwrap_or_else(TimeZone::system)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zone_has_the_offset_that_the_system_says() {
        for at in ["2026-01-15T12:00:00Z", "2026-07-15T12:00:00Z"] {
            let at: jiff::Timestamp = at.parse().expect("a moment");
            assert_eq!(zone().to_offset(at), TimeZone::system().to_offset(at));
        }
    }
}
