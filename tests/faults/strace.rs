//! Programs run under strace: what they asked of the system, and faults put into single calls.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::desk::{Desk, Program, Ran};

/// Every call that touches files; `?` lets strace skip those that a machine does not have.
const TRACED: &str = "?open,?openat,?openat2,?creat,?read,?pread64,?write,?pwrite64,?writev,?pwritev,?fsync,\
    ?fdatasync,?sync_file_range,?rename,?renameat,?renameat2,?link,?linkat,?symlink,?symlinkat,?unlink,\
    ?unlinkat,?rmdir,?mkdir,?mkdirat,?ftruncate,?truncate,?fallocate,?copy_file_range,?sendfile,?close,\
    ?flock,?fcntl,?fchmod,?chmod,?fchmodat,?statx,?newfstatat,?fstat,?stat,?lstat,?getdents64,?lseek,\
    ?readlink,?readlinkat,?dup,?dup2,?dup3,?io_uring_enter,?msync,?access,?faccessat,?faccessat2";

/// One call as strace saw it.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) pid: u32,
    pub(crate) name: String,
    pub(crate) args: Vec<String>,
    /// What it returned; `None` when it never did.
    pub(crate) result: Option<Result<i64, String>>,
    /// Which one of this name it is in its thread, from 1.
    pub(crate) nth: usize,
}

/// A fault for one call.
#[derive(Debug, Clone)]
pub(crate) struct Injection {
    pub(crate) name: String,
    pub(crate) nth: usize,
    /// `signal=KILL`, `error=EIO`.
    pub(crate) fault: String,
}

/// Why strace cannot be used here, if it cannot.
pub(crate) fn unavailable() -> Option<&'static str> {
    static WHY: OnceLock<Option<String>> = OnceLock::new();
    WHY.get_or_init(|| match Command::new("strace").args(["-f", "-o", "/dev/null", "true"]).output() {
        Err(error) => Some(format!("strace is not there ({error}): install it to run this test")),
        Ok(output) if !output.status.success() => {
            let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            Some(format!("strace may not trace here ({said}): containers need --cap-add=SYS_PTRACE"))
        }
        Ok(_) => None,
    })
    .as_deref()
}

/// Runs a program under strace, with a fault if there is one; gives its end and its calls.
pub(crate) fn run(desk: &Desk, program: &Program, injection: Option<&Injection>) -> (Ran, Vec<Call>) {
    let log = tempfile::NamedTempFile::new().expect("a log");
    let mut strace = desk.command(Path::new("strace"), &program.environment);
    strace.args(["-f", "-y", "-xx", "-s", "4000000", "-o"]).arg(log.path());
    strace.args(["-e", &format!("trace={}", TRACED.replace(' ', ""))]);
    if let Some(Injection { name, nth, fault }) = injection {
        // A file system without locks has none the next time either.
        let more = if fault == "error=ENOLCK" { "+" } else { "" };
        strace.args(["-e", &format!("inject={name}:{fault}:when={nth}{more}")]);
    }
    if !injection.is_some_and(|injection| injection.fault.starts_with("signal")) {
        // strace 6.1 forgets signals under this option.
        strace.arg("--seccomp-bpf");
    }
    let output = strace.arg(&program.path).args(&program.args).output().expect("strace starts");
    let text = std::fs::read_to_string(log.path()).expect("the log");
    (Ran::new(&output), parse(&text))
}

/// Reads a log of `strace -f -y -xx`.
pub(crate) fn parse(log: &str) -> Vec<Call> {
    let mut calls: Vec<Call> = Vec::new();
    let mut counts: HashMap<(u32, String), usize> = HashMap::new();
    let mut unfinished: HashMap<u32, String> = HashMap::new();
    for line in log.lines() {
        let Some((pid, rest)) = line.split_once(' ') else { continue };
        let Ok(pid) = pid.parse::<u32>() else { continue };
        let rest = rest.trim_start();
        if let Some(begun) = rest.strip_suffix(" <unfinished ...>") {
            unfinished.insert(pid, begun.to_owned());
            continue;
        }
        let whole = match rest.strip_prefix("<... ").and_then(|rest| rest.split_once(" resumed>")) {
            Some((_, end)) => unfinished.remove(&pid).unwrap_or_default() + end,
            None => rest.to_owned(),
        };
        let Some(mut call) = parse_call(pid, &whole) else { continue };
        let count = counts.entry((pid, call.name.clone())).or_default();
        *count += 1;
        call.nth = *count;
        calls.push(call);
    }
    calls
}

fn parse_call(pid: u32, text: &str) -> Option<Call> {
    let (name, rest) = text.split_once('(')?;
    if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        return None;
    }
    let (args, end) = rest.rsplit_once(") ").or_else(|| rest.rsplit_once(')'))?;
    let end = end.trim_start().strip_prefix('=')?.trim();
    let mut words = end.split([' ', '<']);
    let result = match (words.next()?, words.next()) {
        ("?", _) => None,
        ("-1", Some(errno)) => Some(Err(errno.to_owned())),
        (number, _) => Some(Ok(parse_number(number)?)),
    };
    Some(Call { pid, name: name.to_owned(), args: split_args(args), result, nth: 0 })
}

fn parse_number(text: &str) -> Option<i64> {
    match text.strip_prefix("0x") {
        Some(hex) => i64::from_str_radix(hex, 16).ok(),
        None => text.parse().ok(),
    }
}

/// Splits at the commas outside brackets; strings hold none, they are in hex.
fn split_args(text: &str) -> Vec<String> {
    let (mut args, mut depth) = (vec![String::new()], 0_i32);
    for c in text.chars() {
        depth += i32::from("{[(".contains(c)) - i32::from("}])".contains(c));
        if c == ',' && depth == 0 {
            args.push(String::new());
        } else if let Some(last) = args.last_mut() {
            last.push(c);
        }
    }
    args.into_iter().map(|arg| arg.trim().to_owned()).collect()
}

/// Bytes out of `\x2f\x74…`.
pub(crate) fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<&str> = text.split("\\x").filter(|part| !part.is_empty()).collect();
    digits.iter().map(|two| u8::from_str_radix(two, 16).expect("two digits")).collect()
}

impl Call {
    /// A quoted argument's bytes.
    pub(crate) fn string(&self, index: usize) -> Option<Vec<u8>> {
        let arg = self.args.get(index)?.strip_prefix('"')?;
        assert!(!arg.ends_with("..."), "the log cuts strings: {}", self.name);
        arg.strip_suffix('"').map(unhex)
    }

    /// A descriptor: its number.
    pub(crate) fn fd(&self, index: usize) -> Option<i64> {
        self.args.get(index)?.split('<').next()?.parse().ok()
    }

    /// A descriptor: the path strace found behind it.
    fn fd_path(&self, index: usize) -> Option<PathBuf> {
        let (_, path) = self.args.get(index)?.split_once('<')?;
        let path = path.strip_suffix('>')?;
        path.starts_with("\\x2f").then(|| path_of(&unhex(path)))
    }

    /// The path that an argument names, relative ones against the descriptor before it.
    pub(crate) fn path(&self, index: usize) -> Option<PathBuf> {
        let path = path_of(&self.string(index)?);
        let folder = index.checked_sub(1).and_then(|before| self.fd_path(before));
        Some(if path.is_absolute() { path } else { folder.unwrap_or_default().join(path) })
    }

    /// All paths that it is about, as arguments or behind descriptors.
    pub(crate) fn paths(&self) -> Vec<PathBuf> {
        let data = ["read", "pread64", "write", "pwrite64"].contains(&self.name.as_str());
        let named = |index: usize| if data { None } else { self.path(index) };
        let behind = |index: usize| {
            let is_fd = !self.args.get(index).is_some_and(|arg| arg.starts_with("AT_FDCWD"));
            if is_fd { self.fd_path(index) } else { None }
        };
        (0..self.args.len()).flat_map(|index| [named(index), behind(index)]).flatten().collect()
    }

    /// Whether it changes what is on the disk, or keeps others from doing so.
    pub(crate) fn writes(&self) -> bool {
        match self.name.as_str() {
            "open" | "openat" | "openat2" => self
                .args
                .iter()
                .any(|arg| ["O_CREAT", "O_WRONLY", "O_RDWR"].iter().any(|flag| arg.contains(flag))),
            name => [
                "creat",
                "write",
                "pwrite64",
                "writev",
                "pwritev",
                "fsync",
                "fdatasync",
                "rename",
                "renameat",
                "renameat2",
                "link",
                "linkat",
                "symlink",
                "symlinkat",
                "unlink",
                "unlinkat",
                "rmdir",
                "mkdir",
                "mkdirat",
                "ftruncate",
                "truncate",
                "fallocate",
                "copy_file_range",
                "sendfile",
                "close",
                "flock",
                "fchmod",
                "chmod",
                "fchmodat",
                "sync_file_range",
            ]
            .contains(&name),
        }
    }

    /// The place in words: `fsync 2 (li.toml)`.
    pub(crate) fn place(&self) -> String {
        let names: Vec<String> = self
            .paths()
            .iter()
            .filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned()))
            .collect();
        format!("{} {} ({})", self.name, self.nth, names.join(", "))
    }
}

fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}
