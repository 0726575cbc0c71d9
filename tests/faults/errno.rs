//! Each call of the program's way to the disk failing, with each reason a system may give.

use crate::crash;
use crate::judge::{Which, is_temp};
use crate::kill::places;
use crate::operation::{Case, Journal};
use crate::strace::{self, Call, Injection};
use crate::tally::{Tally, sample};

/// The reasons tried.
pub(crate) const ERRORS: &[&str] =
    &["ENOSPC", "EDQUOT", "EIO", "EROFS", "EACCES", "EINTR", "EMFILE", "ENOLCK"];

/// Lets each call of an operation fail in each way.
pub(crate) fn everywhere(case: &Case, tally: &mut Tally, few: usize, turn: usize) {
    case.reset();
    let (ran, calls) = strace::run(&case.desk, &case.program, None);
    assert_eq!(ran.code, Some(0), "{}, traced: {}", case.name, ran.told());
    let places = places(case, &calls, true);
    let pairs: Vec<(Call, &str)> = places
        .iter()
        .flat_map(|call| {
            ERRORS.iter().filter(|error| sensible(call, error)).map(|error| (call.clone(), *error))
        })
        .collect();
    for (call, error) in sample(&pairs, few, turn) {
        match at(case, &call, error) {
            Ok(outcome) => tally.count(case.name, &outcome),
            Err(why) => tally.fail(case.name, format!("{}: {error} from {}: {why}", case.name, call.place())),
        }
    }
}

/// Whether a system might say so: only what waits can be interrupted, only what takes a lock has none, only what
/// opens lacks descriptors, only what writes fills a disk; closing what was only read has nothing to say.
fn sensible(call: &Call, error: &str) -> bool {
    let is = |names: &[&str]| names.contains(&call.name.as_str());
    let opens = is(&["open", "openat", "creat"]);
    if is(&["close"]) {
        let is_new = call.paths().iter().any(|path| is_temp(path));
        return is_new && ["EIO", "ENOSPC", "EDQUOT", "EINTR"].contains(&error);
    }
    match error {
        "ENOLCK" => is(&["flock"]),
        "EMFILE" => opens,
        "EINTR" => opens || call.writes() || is(&["read", "pread64"]),
        "ENOSPC" | "EDQUOT" | "EROFS" => call.writes(),
        // Descriptors that are open need no further leave.
        "EACCES" => !is(&["read", "pread64", "write", "fsync", "fdatasync", "lseek", "fcntl", "getdents64"]),
        _ => !is(&["lseek", "fcntl"]),
    }
}

/// Whether the operation goes on without what this call would have read.
fn reads_on(case: &Case, call: &Call) -> bool {
    !call.writes() && case.name.starts_with("report")
}

fn at(case: &Case, call: &Call, error: &str) -> Result<String, String> {
    case.reset();
    let fault = Injection { name: call.name.clone(), nth: call.nth, fault: format!("error={error}") };
    let (ran, calls) = strace::run(&case.desk, &case.program, Some(&fault));
    let which = match case.which(&case.desk.tree()) {
        // What a command can do without is a remark; the report then tells of what could be read.
        Err(_) if reads_on(case, call) && ran.code == Some(0) && !ran.err.is_empty() => {
            return Ok("done, with a remark".to_owned());
        }
        which => which?,
    };
    let prints = call.fd(0) == Some(1) && call.name == "write";
    let told = || format!("{which:?}, {}", ran.told());
    let outcome = match ran.code {
        // An undo takes the mark back all the same; the tag it had made is one too many, and it says so.
        Some(0) if which == Which::Between && case.name == "new tag undone" && ran.err.contains("编码表") => {
            "done, the tag stays, with a remark".to_owned()
        }
        Some(0) => {
            if which != Which::New {
                return Err(format!("said to be done: {}", told()));
            }
            let (states, _) = crash::walk(case, &[&calls])?;
            let lost = states.iter().find(|state| state.ended && state.which != Ok(Which::New));
            if let Some(lost) = lost {
                return Err(format!("said to be done, and a crash may leave {:?}: {}", lost.which, told()));
            }
            // Only a library's lock keeps others out.
            if error == "ENOLCK" && case.article.is_some() && ran.err.is_empty() {
                return Err(format!("went on without a lock and without a word: {}", told()));
            }
            "done".to_owned()
        }
        Some(3) if error == "EINTR" => return Err(format!("not tried again: {}", told())),
        Some(3) if error == "ENOLCK" => return Err(format!("no locks is no reason to stop: {}", told())),
        Some(3) if !ran.out.is_empty() && !prints => return Err(format!("failed and printed: {}", told())),
        Some(3) if ran.err.is_empty() => return Err(format!("failed without a word: {}", told())),
        Some(3) if ran.err.contains("已保存") => return Err(format!("failed and 「已保存」: {}", told())),
        Some(3) if which == Which::Old => "exit 3, old".to_owned(),
        Some(3) if which == Which::Between => "exit 3, some files new".to_owned(),
        Some(3) => "exit 3, new".to_owned(),
        _ => return Err(format!("the wrong end: {}", told())),
    };
    case.works_on(which, Journal::Kept)?;
    Ok(outcome)
}
