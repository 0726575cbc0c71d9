//! A zip package of parts, as Word, Excel and REFI-QDA have it: the same parts give the same bytes.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// Packs parts in their order; no time of day enters. `None` when a part is beyond what a zip file holds.
pub fn pack<'a>(parts: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Option<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for (name, bytes) in parts {
        writer.start_file(name, options).ok()?;
        writer.write_all(bytes).ok()?;
    }
    writer.finish().ok().map(Cursor::into_inner)
}

/// One part of a package, at most so many bytes of it inflated; `None` when it is not there or larger.
pub fn part(package: &[u8], name: &str, most_bytes: u64) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(package)).ok()?;
    let mut bytes = Vec::new();
    archive.by_name(name).ok()?.take(most_bytes + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 <= most_bytes).then_some(bytes)
}

/// The names of a package's parts, in their order; `None` when it is no package.
pub fn names(package: &[u8]) -> Option<Vec<String>> {
    let archive = ZipArchive::new(Cursor::new(package)).ok()?;
    Some(archive.file_names().filter_map(Result::ok).map(std::borrow::Cow::into_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_parts_give_the_same_bytes_and_come_back() {
        let parts = [("甲/a.xml", "一".as_bytes()), ("b", &[0, 1, 2])];
        let package = pack(parts).expect("packs");
        assert_eq!(pack(parts).expect("packs"), package);
        assert_eq!(names(&package).expect("a package"), ["甲/a.xml", "b"]);
        assert_eq!(part(&package, "甲/a.xml", 3).expect("a part"), "一".as_bytes());
        assert_eq!(part(&package, "甲/a.xml", 2), None);
        assert_eq!(part(b"PK", "b", 9), None);
    }
}
