//! A library on a small disk that fills up: every save is whole or does not happen.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::desk::{Desk, FIRST};
use crate::judge::said;
use crate::tree::put;

/// A page of a tmpfs.
const PAGE_BYTES: usize = 4096;

/// A tmpfs for as long as it lives.
struct Mounted(PathBuf);

impl Mounted {
    fn new(place: &Path, options: &str) -> Result<Self, String> {
        std::fs::create_dir_all(place).map_err(|error| error.to_string())?;
        let output =
            Command::new("mount").args(["-t", "tmpfs", "-o", options, "pizhu-faults"]).arg(place).output();
        match output {
            Ok(output) if output.status.success() => Ok(Self(place.to_owned())),
            Ok(output) => Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        // What stays mounted is empty memory below a temporary folder.
        let _ = Command::new("umount").arg(&self.0).output();
    }
}

/// How many saves were made with how many refused.
#[derive(Debug, Default)]
pub(crate) struct Filled {
    pub(crate) saved: usize,
    pub(crate) refused: usize,
}

/// Saves on a disk with ever fewer free pages; `which` lies on it: `lib` or `own`. `None`: may not mount here.
pub(crate) fn fill(which: &str, options: &str) -> Result<Option<Filled>, String> {
    let desk = Desk::new();
    let before = desk.tree();
    let place = desk.root.join(which);
    let mounted = match Mounted::new(&place, options) {
        Ok(mounted) => mounted,
        Err(why) => {
            crate::tally::say(&format!("no tmpfs can be mounted here ({why}): the full disk is not tried"));
            return Ok(None);
        }
    };
    let again = desk.tree();
    for (path, bytes) in before.files(which).filter(|(path, _)| again.file(path).is_none()) {
        put(&desk.root.join(path), bytes);
    }
    let filled = saves(&desk, &place);
    drop(mounted);
    filled.map(Some)
}

/// Notes, each longer than a page, while a filler leaves more and more free.
fn saves(desk: &Desk, place: &Path) -> Result<Filled, String> {
    let mut filled = Filled::default();
    desk.must(&["note", FIRST, "1", "第一条"]);
    let long = "长".repeat(PAGE_BYTES / 3 + 100);
    let base = desk.tree();
    let before = said(&base, FIRST)?;
    for free_pages in 0..24 {
        desk.reset(&base);
        leave_free(place, free_pages);
        let ran = desk.pizhu(&["note", FIRST, "2", &format!("{free_pages}：{long}")]);
        let _ = std::fs::remove_file(place.join("filler"));
        let after = said(&desk.tree(), FIRST)?;
        match ran.code {
            Some(0) if after.len() == before.len() + 1 => filled.saved += 1,
            Some(3) if after == before && ran.out.is_empty() && !ran.err.is_empty() => filled.refused += 1,
            _ => return Err(format!("{free_pages} pages free, {} marks: {}", after.len(), ran.told())),
        }
        desk.must(&["note", FIRST, "3", "又有地方了"]);
        if let Some(stray) = desk.tree().nodes.keys().find(|path| crate::judge::is_temp(path)) {
            return Err(format!("{free_pages} pages free: {} stayed", stray.display()));
        }
    }
    Ok(filled)
}

/// Fills the disk to the last page, then gives some back.
fn leave_free(place: &Path, pages: usize) {
    use std::io::Write;
    let path = place.join("filler");
    let mut file = std::fs::File::create(&path).expect("the filler");
    let mut length = 0;
    while file.write_all(&[0; PAGE_BYTES]).is_ok() {
        length += PAGE_BYTES;
    }
    file.set_len(length.saturating_sub(pages * PAGE_BYTES) as u64).expect("pages given back");
}
