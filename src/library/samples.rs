//! The sample articles that are built into the program, for whoever has no library yet.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

macro_rules! samples {
    ($( $path:literal )*) => {
        /// Path below `articles/` and text of each sample.
        pub(super) const SAMPLES: &[(&str, &str)] =
            &[ $( ($path, include_str!(concat!("../../articles/", $path))), )* ];
    };
}

samples! {
    "上党经济技术开发区/shangdang-2026-03-13-1.md"
    "临猗现代农业产业示范区/linyi-2026-03-18-1.md"
    "临猗现代农业产业示范区/linyi-2026-03-21-2.md"
    "介休经济技术开发区/jiexiu-2026-03-18-1.md"
    "介休经济技术开发区/jiexiu-2026-03-23-2.md"
    "入门/tutor.md"
    "屯留经济技术开发区/tunliu-2026-03-14-1.md"
    "屯留经济技术开发区/tunliu-2026-03-25-2.md"
    "晋城经济技术开发区/jincheng-2026-03-18-1.md"
    "晋城经济技术开发区/jincheng-2026-03-20-2.md"
    "襄垣经济技术开发区/xiangyuan-2026-03-19-1.md"
    "襄垣经济技术开发区/xiangyuan-2026-03-22-long.md"
    "长治高新技术产业开发区/changzhi-2026-03-17-1.md"
}

/// Fills a folder that holds no `articles/` yet. The samples appear all at once: they are written aside and renamed.
///
/// # Errors
/// Whatever the file system says; nothing half-written is left under the library's name.
pub(super) fn fill(root: &Path) -> io::Result<()> {
    fs::create_dir_all(root)?;
    let aside = tempfile::Builder::new().prefix(".samples-").tempdir_in(root)?;
    let articles = aside.path().join("articles");
    for (path, text) in SAMPLES {
        let path = articles.join(path);
        fs::create_dir_all(path.parent().unwrap_or(&articles))?;
        let mut file = OpenOptions::new().write(true).create_new(true).open(&path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
    }
    match fs::rename(&articles, root.join("articles")) {
        // Another first start was faster.
        Err(_) if root.join("articles").is_dir() => Ok(()),
        renamed => renamed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_article_of_the_checkout_is_built_in() {
        let articles = Path::new(env!("CARGO_MANIFEST_DIR")).join("articles");
        let mut found = Vec::new();
        for zone in fs::read_dir(&articles).expect("articles") {
            let zone = zone.expect("zone").path();
            for file in fs::read_dir(&zone).expect("zone") {
                let path = file.expect("file").path();
                found.push(path.strip_prefix(&articles).expect("below").to_string_lossy().replace('\\', "/"));
            }
        }
        found.sort();
        let built_in: Vec<&str> = SAMPLES.iter().map(|(path, _)| *path).collect();
        assert_eq!(built_in, found);
    }
}
