//! Notes that cannot lie, measured: marks on the sample articles, generated edits, and where the marks stand afterwards.

#![expect(
    clippy::expect_used,
    clippy::string_slice,
    reason = "a measurement that cannot start has nothing to say"
)]

#[path = "anchors/edits.rs"]
mod edits;
#[path = "anchors/measure.rs"]
mod measure;
#[path = "anchors/swaps.rs"]
mod swaps;

use measure::{Count, table};

#[test]
fn marks_stand_right_or_wait() {
    let mut all = [Count::default(); 2];
    for (kind, counts) in table(1) {
        for (sum, count) in all.iter_mut().zip(counts) {
            sum.add(count);
            assert_eq!(count.wrong, 0, "{}: wrong places that are not marked as unsure", kind.name());
        }
        assert!(counts[0].right_percent() >= 98.0, "{} at 10 %: {counts:?}", kind.name());
        assert!(counts[1].right_percent() >= 90.0, "{} at 30 %: {counts:?}", kind.name());
    }
    assert!(all[0].right_percent() >= 98.0 && all[1].right_percent() >= 90.0, "{all:?}");
}
