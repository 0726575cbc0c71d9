//! Every state that a power cut may leave of an operation, from the record of its calls.

use std::collections::HashMap;

use crate::disk::{Disk, Shape};
use crate::judge::Which;
use crate::kill::places;
use crate::operation::{Case, Journal};
use crate::strace::{self, Call, Injection};
use crate::tally::{Tally, sample};
use crate::tree::Tree;

/// One state that may be left.
#[derive(Debug, Clone)]
pub(crate) struct State {
    pub(crate) tree: Tree,
    /// Whether it may be left after the operation told that it had ended.
    pub(crate) told: bool,
    /// Whether it may be left after the operation ended.
    pub(crate) ended: bool,
    /// What lies there.
    pub(crate) which: Result<Which, String>,
}

/// What is wrong in the states of an operation.
#[derive(Debug)]
pub(crate) struct Verdict {
    pub(crate) states: usize,
    pub(crate) corrupt: usize,
    pub(crate) lost: usize,
    pub(crate) first: Option<String>,
}

/// All states that recorded runs, one after the other, may leave, and the disk as the model has it in the end.
/// The last run is the one that tells and ends.
///
/// # Errors
/// A call that the model does not know.
pub(crate) fn walk(case: &Case, runs: &[&[Call]]) -> Result<(Vec<State>, Tree), String> {
    let mut disk = Disk::new(&case.desk.root, &case.old);
    let mut seen: HashMap<Shape, (bool, bool)> = HashMap::new();
    let mut left = disk.left();
    for (index, calls) in runs.iter().enumerate() {
        disk.begin_process();
        let mut told = false;
        for call in *calls {
            let tells = call.name == "write" && call.fd(0) == Some(1) && case.is_told(call);
            told |= tells && index + 1 == runs.len();
            if disk.follow(call)? {
                left = disk.left();
            } else if !tells {
                continue;
            }
            for shape in &left {
                seen.entry(shape.clone()).or_default().0 |= told;
            }
        }
    }
    for shape in left {
        *seen.entry(shape).or_default() = (true, true);
    }
    let now = disk.now();
    let judged = |(shape, (told, ended)): (Shape, (bool, bool))| {
        let tree = disk.tree(&shape);
        State { which: case.which(&tree), tree, told, ended }
    };
    Ok((seen.into_iter().map(judged).collect(), now))
}

/// Records an operation and judges all that a crash may leave of it.
pub(crate) fn judge(case: &Case) -> (Verdict, Vec<State>) {
    case.reset();
    let (ran, calls) = strace::run(&case.desk, &case.program, None);
    assert_eq!(ran.code, Some(0), "{}, traced: {}", case.name, ran.told());
    let (states, now) = walk(case, &[&calls]).unwrap_or_else(|why| panic!("{}: {why}", case.name));
    assert!(now == case.desk.tree(), "{}: the model and the disk differ", case.name);
    let corrupt: Vec<&State> = states.iter().filter(|state| state.which.is_err()).collect();
    let lost = |state: &&State| state.told && matches!(state.which, Ok(Which::Old | Which::Between));
    let lost: Vec<&State> = states.iter().filter(lost).collect();
    let first = corrupt.first().and_then(|state| state.which.clone().err()).or_else(|| {
        lost.first().map(|state| {
            let held: Vec<String> = state.tree.nodes.keys().map(|path| path.display().to_string()).collect();
            format!("told of and not there: {}", held.join(" "))
        })
    });
    let verdict = Verdict { states: states.len(), corrupt: corrupt.len(), lost: lost.len(), first };
    (verdict, states)
}

/// Judges an operation, then runs the program on what may be left of it.
pub(crate) fn everywhere(case: &Case, tally: &mut Tally, few: usize, turn: usize) {
    let (verdict, mut states) = judge(case);
    for _ in 0..verdict.states - verdict.corrupt - verdict.lost {
        tally.count(case.name, "whole");
    }
    if let Some(first) = &verdict.first {
        let Verdict { states, corrupt, lost, .. } = verdict;
        tally.fail(
            case.name,
            format!("{}: of {states} states {corrupt} corrupt, {lost} lost: {first}", case.name),
        );
    }
    states.retain(|state| state.which.is_ok());
    states.sort_by(|a, b| a.tree.nodes.cmp(&b.tree.nodes));
    for state in sample(&states, few, turn).iter().take(400) {
        let State { which: Ok(which), tree, told, .. } = state else { continue };
        case.desk.reset(tree);
        let journal = if *told { Journal::Kept } else { Journal::MayLag };
        if let Err(why) = case.works_on(*which, journal) {
            let held: Vec<String> = tree.files("own").map(|(path, _)| path.display().to_string()).collect();
            let told = if *told { "after" } else { "before" };
            let held = held.join(" ");
            tally.fail(case.name, format!("{}: left {told} its end {which:?} with {held}: {why}", case.name));
        } else {
            tally.count(case.name, "usable");
        }
    }
}

/// Kills an operation at its places and runs it again: what the second run tells of is safe, whatever the first
/// left half safe.
pub(crate) fn after_a_kill(case: &Case, tally: &mut Tally, few: usize, turn: usize) {
    case.reset();
    let (_, calls) = strace::run(&case.desk, &case.program, None);
    for call in sample(&places(case, &calls, false), few, turn) {
        case.reset();
        let kill = Injection { name: call.name.clone(), nth: call.nth, fault: "signal=KILL".to_owned() };
        let (_, first) = strace::run(&case.desk, &case.program, Some(&kill));
        let (ran, second) = strace::run(&case.desk, &case.program, None);
        assert_eq!(ran.code, Some(0), "{}, again: {}", case.name, ran.told());
        let (states, now) =
            walk(case, &[&first, &second]).unwrap_or_else(|why| panic!("{}: {why}", case.name));
        assert!(now == case.desk.tree(), "{}: the model and the disk differ", case.name);
        match states.iter().find(|state| state.which.is_err() || state.told && state.which != Ok(Which::New))
        {
            Some(state) => {
                let held: Vec<String> =
                    state.tree.files("").map(|(path, _)| path.display().to_string()).collect();
                let (which, held) = (&state.which, held.join(" "));
                tally.fail(
                    case.name,
                    format!(
                        "{}: killed before {}, run again, left {which:?} with {held}",
                        case.name,
                        call.place()
                    ),
                );
            }
            None => tally.count(case.name, "safe"),
        }
    }
}
