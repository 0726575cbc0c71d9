//! The proof that notes are never lost: the built program under kills, failing calls, power cuts, a crowd of writers
//! and a full disk. It knows the program from outside only.
//!
//! `cargo test --test faults` tries a sample of the places, `PIZHU_FAULTS=full cargo test --release --test faults`
//! all of them. Needs strace; where there is none the tests say so.
#![cfg(target_os = "linux")]

#[cfg(test)]
#[path = "faults/broken.rs"]
mod broken;
#[cfg(test)]
#[path = "faults/crash.rs"]
mod crash;
#[cfg(test)]
#[path = "faults/crowd.rs"]
mod crowd;
#[cfg(test)]
#[path = "faults/desk.rs"]
mod desk;
#[cfg(test)]
#[path = "faults/disk.rs"]
mod disk;
#[cfg(test)]
#[path = "faults/errno.rs"]
mod errno;
#[cfg(test)]
#[path = "faults/full_disk.rs"]
mod full_disk;
#[cfg(test)]
#[path = "faults/judge.rs"]
mod judge;
#[cfg(test)]
#[path = "faults/kill.rs"]
mod kill;
#[cfg(test)]
#[path = "faults/operation.rs"]
mod operation;
#[cfg(test)]
#[path = "faults/strace.rs"]
mod strace;
#[cfg(test)]
#[path = "faults/tally.rs"]
mod tally;
#[cfg(test)]
#[path = "faults/tree.rs"]
mod tree;

use operation::{ALL, Case};
use tally::{Tally, in_full, say};

/// Whether strace can be used; says why not.
fn traced(test: &str) -> bool {
    let why = strace::unavailable();
    if let Some(why) = why {
        say(&format!("{test} is not tried: {why}"));
    }
    why.is_none()
}

fn each_operation(
    title: &str,
    names: &[&'static str],
    few: usize,
    everywhere: fn(&Case, &mut Tally, usize, usize),
) {
    if !traced(title) {
        return;
    }
    let mut tally = Tally::default();
    for (turn, name) in names.iter().enumerate() {
        everywhere(&Case::prepare(name), &mut tally, few, turn);
    }
    tally.end(title);
}

#[test]
fn killed_anywhere_every_file_is_whole_and_all_goes_on() {
    each_operation("kill -9 before each call", ALL, 2, kill::everywhere);
}

#[test]
fn whatever_call_fails_the_program_says_so_and_keeps_what_was_there() {
    each_operation("each call failing", ALL, 6, errno::everywhere);
}

#[test]
fn whenever_the_power_fails_what_was_told_is_there() {
    each_operation("all states that a crash may leave", ALL, 1, crash::everywhere);
}

#[test]
fn what_a_killed_run_left_half_safe_is_safe_once_another_tells_of_it() {
    // Operations that come to the same end when they are done twice.
    let names = ["add", "first mark", "first of all"];
    each_operation("killed, then run again: states", &names, 2, crash::after_a_kill);
}

#[test]
fn broken_writers_are_found_out() {
    if broken::obey() || !traced("broken writers") {
        return;
    }
    let judge = |manner| {
        let verdict = broken::verdict(manner, "broken_writers_are_found_out");
        if in_full() {
            let crash::Verdict { states, corrupt, lost, .. } = &verdict;
            say(&format!("{manner}: {corrupt} corrupt and {lost} lost in {states} states"));
        }
        verdict
    };
    let naive = judge("fs::write");
    assert!(naive.corrupt > 0, "{naive:?}");
    let unsynced = judge("rename without fsync");
    assert!(unsynced.corrupt > 0 && unsynced.lost > 0, "{unsynced:?}");
    let unnamed = judge("rename without fsync of the folder");
    assert!(unnamed.corrupt == 0 && unnamed.lost > 0, "{unnamed:?}");
    let whole = judge("the whole protocol");
    assert!(whole.corrupt == 0 && whole.lost == 0 && whole.states > 3, "{whole:?}");
}

#[test]
fn sixteen_writers_lose_nothing_double_nothing_and_show_no_half_file() {
    let crowd = crowd::work(if in_full() { 12 } else { 2 }).unwrap_or_else(|why| panic!("{why}"));
    assert!(crowd.looks > 0, "{crowd:?}");
    if in_full() {
        let crowd::Crowd { commands, busy, looks } = crowd;
        say(&format!("16 writers: {commands} commands, {busy} found it busy and tried again, {looks} looks"));
    }
}

#[test]
fn a_full_disk_keeps_the_old_version_whole() {
    for (which, options) in [("lib", "size=96k"), ("own", "size=96k"), ("lib", "size=1m,nr_inodes=13")] {
        match full_disk::fill(which, options) {
            Ok(None) => return,
            Ok(Some(filled)) => {
                assert!(filled.refused > 0, "{which}, {options}: {filled:?}");
                if in_full() {
                    say(&format!("full disk, {which} on {options}: {filled:?}"));
                }
            }
            Err(why) => panic!("{which}, {options}: {why}"),
        }
    }
}
