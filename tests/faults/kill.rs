//! The program killed (-9) before each call of its way to the disk.

use std::collections::HashSet;

use crate::judge::Which;
use crate::operation::{Case, Journal};
use crate::strace::{self, Call, Injection};
use crate::tally::{Tally, sample};

/// The calls of the first thread on the desk's tree and on standard output, each once.
pub(crate) fn places(case: &Case, calls: &[Call], every: bool) -> Vec<Call> {
    let first = calls.first().map(|call| call.pid);
    let mut seen = HashSet::new();
    let on_tree = |call: &&Call| {
        let prints = call.name == "write" && call.fd(0) == Some(1);
        prints || call.paths().iter().any(|path| path.starts_with(&case.desk.root))
    };
    let chosen = calls.iter().filter(on_tree).filter(|call| every || call.writes());
    for call in chosen.clone().filter(|call| call.writes() && Some(call.pid) != first) {
        assert_eq!(call.name, "close", "{}: another thread writes: {}", case.name, call.place());
    }
    chosen.filter(|call| Some(call.pid) == first && seen.insert(call.place())).cloned().collect()
}

/// Kills an operation at its places.
pub(crate) fn everywhere(case: &Case, tally: &mut Tally, few: usize, turn: usize) {
    case.reset();
    let (ran, calls) = strace::run(&case.desk, &case.program, None);
    assert_eq!(ran.code, Some(0), "{}, traced: {}", case.name, ran.told());
    let all = places(case, &calls, false);
    assert!(all.iter().any(|call| call.name == "fsync"), "{}: no way to the disk in {all:?}", case.name);
    for call in sample(&all, few, turn) {
        match at(case, &call) {
            Ok(outcome) => tally.count(case.name, outcome),
            Err(why) => {
                tally.fail(case.name, format!("{}: killed before {}: {why}", case.name, call.place()));
            }
        }
    }
}

fn at(case: &Case, call: &Call) -> Result<&'static str, String> {
    case.reset();
    let kill = Injection { name: call.name.clone(), nth: call.nth, fault: "signal=KILL".to_owned() };
    let (ran, _) = strace::run(&case.desk, &case.program, Some(&kill));
    if ran.signal != Some(9) {
        return Err(format!("the kill did not happen: {}", ran.told()));
    }
    let which = case.which(&case.desk.tree())?;
    if !ran.out.is_empty() && which != Which::New {
        return Err(format!("printed {:?} before it was there", ran.out));
    }
    case.works_on(which, Journal::Kept)?;
    Ok(match which {
        Which::Old => "old",
        Which::Between => "some files old, some new",
        Which::New => "new",
    })
}
