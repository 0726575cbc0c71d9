//! What can be saved of a file that is no TOML any more: conflict markers taken apart, records one by one.

/// The 1-based lines that git's conflict markers stand in.
pub fn marker_lines(source: &str) -> Vec<usize> {
    source.lines().enumerate().filter(|(_, line)| is_marker(line)).map(|(index, _)| index + 1).collect()
}

fn is_marker(line: &str) -> bool {
    ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].iter().any(|marker| {
        line.strip_prefix(marker).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\r']))
    })
}
