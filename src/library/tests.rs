//! Libraries on a disk: what is found, what is skipped by name, and that reading makes nothing.

#![expect(clippy::disallowed_methods, reason = "fixtures need no durable writes")]

use std::fs;

use tempfile::TempDir;

use super::*;
use crate::words::ArticleId;

/// A library of these files (path below the root, bytes).
fn library(files: &[(&str, &[u8])]) -> (TempDir, Library) {
    let folder = tempfile::tempdir().expect("temp");
    fs::create_dir_all(folder.path().join("articles")).expect("articles");
    for (path, bytes) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("parent")).expect("folder");
        fs::write(path, bytes).expect("file");
    }
    let library = Library::open(folder.path().to_owned(), Lang::En).expect("opens");
    (folder, library)
}

fn codes(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(|p| format!("{} {}", p.file, p.code)).collect()
}

const ONE: &[u8] = "+++\ntitle = \"题一\"\n+++\n\n一。\n".as_bytes();

#[test]
fn articles_are_found_by_zone_and_name() {
    let (_folder, library) = library(&[
        ("articles/长治/b.md", ONE),
        ("articles/晋城/a.md", ONE),
        ("articles/晋城/稿 一.txt", "题二\n\n一。".as_bytes()),
        ("articles/晋城/图.jpg", b""),
        ("articles/晋城/.hidden.md", ONE),
    ]);
    let scan = library.scan();
    assert_eq!(codes(&scan.problems), Vec::<String>::new());
    let shown: Vec<String> = scan.entries.iter().map(Entry::shown).collect();
    assert_eq!(shown, ["articles/晋城/a.md", "articles/晋城/稿 一.txt", "articles/长治/b.md"]);
    assert_eq!(library.zone_folders(), ["晋城", "长治"]);
    let titles: Vec<String> =
        scan.entries.iter().map(|entry| library.card(entry).card.title.to_string()).collect();
    assert_eq!(titles, ["题一", "题二", "题一"]);
    let by_hash = scan.entries.get(1).expect("second").id.clone();
    assert_eq!(library.load(&by_hash).expect("loads").meta.title, "题二");
}

#[test]
fn two_files_with_one_id_are_told_and_the_second_is_read_only() {
    let (_folder, library) = library(&[("articles/甲/a.md", ONE), ("articles/乙/a.txt", "题".as_bytes())]);
    let scan = library.scan();
    assert_eq!(codes(&scan.problems), ["articles/甲/a.md library.same-id"]);
    let second = scan.entries.iter().find(|entry| entry.is_second).expect("one");
    assert!(library.load_entry(second).expect("loads").0.read_only.is_some());
    assert!(library.load(&ArticleId::new("a").expect("slug")).expect("loads").read_only.is_none());
}

#[test]
fn a_prefix_names_one_article() {
    let (_folder, library) =
        library(&[("articles/甲/ab.md", ONE), ("articles/甲/abc.md", ONE), ("articles/甲/abcd.md", ONE)]);
    let id = |prefix: &str| library.resolve(prefix).map(|entry| entry.id.to_string()).map_err(|f| f.kind);
    assert_eq!(id("ab"), Ok("ab".into()));
    assert_eq!(id("abcd"), Ok("abcd".into()));
    for bad in ["a", "x", ""] {
        assert_eq!(id(bad), Err(FaultKind::Usage), "{bad}");
    }
}

#[test]
fn other_encodings_open_and_binary_is_named() {
    let (gb, _, _) = encoding_rs::GB18030.encode(
        "+++\ntitle = \"晋城经开区今年的工业投资\"\n+++\n\n去年这个时候，我们在开发区看到的是一片工地。\n",
    );
    let (_folder, library) =
        library(&[("articles/甲/gb.md", &gb), ("articles/甲/bin.md", b"\0\x01\x02\x03")]);
    let article = library.load(&ArticleId::new("gb").expect("slug")).expect("loads");
    assert_eq!(
        (article.meta.title.as_str(), article.encoding.0.as_str()),
        ("晋城经开区今年的工业投资", "GB18030")
    );
    let fault = library.load(&ArticleId::new("bin").expect("slug")).expect_err("binary");
    assert_eq!(fault.kind, FaultKind::Corrupt);
    let entry = library.resolve("bin").expect("found");
    let card = library.card(&entry);
    assert_eq!(
        (&*card.card.title, codes(&card.problems)),
        ("bin", vec!["articles/甲/bin.md article.not-text".into()])
    );
}

#[test]
fn a_long_head_is_read_whole() {
    let long =
        format!("+++\nnote = \"{}\"\ntitle = \"题\"\n+++\n{}", "长".repeat(4000), "\n一。\n".repeat(2000));
    let (_folder, library) = library(&[("articles/甲/a.md", long.as_bytes())]);
    let card = library.card(&library.resolve("a").expect("found"));
    assert_eq!((&*card.card.title, &*card.card.zone, card.problems.len()), ("题", "甲", 0));
}

#[cfg(unix)]
#[test]
fn links_out_pipes_and_deep_folders_are_skipped_and_named() {
    let outside = tempfile::tempdir().expect("temp");
    fs::write(outside.path().join("x.md"), ONE).expect("file");
    let (folder, library) = library(&[("articles/甲/a.md", ONE), ("articles/甲/深/b.md", ONE)]);
    let link = |to: &Path, at: &Path| std::os::unix::fs::symlink(to, at);
    let zone = folder.path().join("articles/甲");
    link(&outside.path().join("x.md"), &zone.join("out.md")).expect("link");
    link(&zone.join("a.md"), &zone.join("in.md")).expect("link");
    link(&zone.join("loop.md"), &zone.join("loop.md")).expect("link");
    link(outside.path(), &folder.path().join("articles/乙")).expect("link");
    drop(std::os::unix::net::UnixListener::bind(zone.join("socket.md")).expect("socket"));
    let scan = library.scan();
    let ids: Vec<&str> = scan.entries.iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(ids, ["a", "in"]);
    let mut problems = codes(&scan.problems);
    problems.sort();
    let expected = [
        "articles/乙 library.link",
        "articles/甲/loop.md library.unreadable",
        "articles/甲/out.md library.link",
        "articles/甲/socket.md library.not-a-file",
        "articles/甲/深 library.deep",
    ];
    assert_eq!(problems, expected);
    assert!(library.load(&ArticleId::new("a").expect("slug")).is_ok());
}

#[test]
fn the_order_of_libraries() {
    let home = tempfile::tempdir().expect("temp");
    let desk = home.path().join("desk");
    fs::create_dir_all(desk.join("articles/甲")).expect("folders");
    let cwd = desk.join("articles/甲");
    let mut environment =
        Environment { data_dir: Some(home.path().join("data/pizhu")), ..Environment::default() };
    let origin = |given: Option<&str>, environment: &Environment, cwd: &Path| {
        let found = Library::choose(given.map(Path::new), environment, cwd);
        found.expect("chosen")
    };
    assert_eq!(origin(None, &environment, &cwd), (desk.clone(), Origin::Ancestor));
    assert_eq!(origin(None, &environment, home.path()).1, Origin::Own);
    assert_eq!(origin(Some("x"), &environment, &cwd), (cwd.join("x"), Origin::Given));
    environment.library = Some(desk.clone());
    assert_eq!(origin(None, &environment, home.path()), (desk, Origin::Environment));
}

#[test]
fn the_first_start_brings_the_samples_and_reading_makes_nothing_else() {
    let home = tempfile::tempdir().expect("temp");
    let data_dir = home.path().join("data/pizhu");
    let environment = Environment { data_dir: Some(data_dir.clone()), ..Environment::default() };
    let library = Library::locate(None, &environment, home.path(), Lang::Zh).expect("filled");
    assert_eq!(library.scan().entries.len(), samples::SAMPLES.len());
    assert_eq!(fs::read_dir(&data_dir).expect("folder").count(), 1);
    let missing = home.path().join("missing");
    let kind = |given: &Path| {
        Library::locate(Some(given), &environment, home.path(), Lang::Zh).map(|_| ()).map_err(|f| f.kind)
    };
    assert_eq!(kind(&missing), Err(FaultKind::Io));
    assert!(!missing.exists());
    assert_eq!(kind(home.path()), Err(FaultKind::Usage));
}

#[test]
fn a_broken_codebook_gives_way_to_the_built_in_one() {
    let (_folder, own) = library(&[("codebook.toml", "[[tag]]\nname = \"甲\"\n".as_bytes())]);
    assert_eq!(own.codebook().0.tags.len(), 1);
    let (_folder, broken) = library(&[("codebook.toml", "[[tag]\nname = \"甲\"\n".as_bytes())]);
    let (book, problems) = broken.codebook();
    assert!(book.tags.len() > 20);
    assert_eq!(codes(&problems), ["codebook.toml codebook.toml", "codebook.toml codebook.built-in"]);
}

/// A file with a head and so many paragraphs of our own.
fn long(paragraphs: usize) -> String {
    let head = "\u{feff}+++\ntitle = \"题一\"\n[[captions]]\ntext = \"图。\"\n+++\n\n";
    let blocks = (1..=paragraphs)
        .map(|n| format!("## 小标题{n}\n\n第{n}段：工人下了夜班就能交材料，全年少跑{n}趟路。\n\n"));
    std::iter::once(head.to_owned()).chain(blocks).collect()
}

#[test]
fn the_beginning_of_a_long_article_is_that_of_the_whole() {
    let (unix, line) = (long(20_000), "审批从九个工作日压到两个。".repeat(40_000));
    let (windows, one) = (unix.replace('\n', "\r\n"), format!("+++\ntitle = \"题\"\n+++\n\n{line}"));
    let files: Vec<(&str, &[u8])> = vec![
        ("articles/甲/unix.md", unix.as_bytes()),
        ("articles/甲/windows.md", windows.as_bytes()),
        ("articles/甲/one.md", one.as_bytes()),
        ("articles/甲/title.txt", line.as_bytes()),
    ];
    let (_folder, library) = library(&files);
    for entry in &library.scan().entries {
        let (whole, _) = library.load_entry(entry).expect("loads");
        for place in [(0, 0), (1, 0), (1, 90_000), (4_000, 12)] {
            let Some(begun) = library.load_beginning(entry, place) else {
                assert!(place.0 >= whole.blocks.len(), "{} {place:?}", entry.shown());
                continue;
            };
            assert!(begun.is_beginning && begun.read_only.is_some());
            assert!(begun.text.len() < whole.text.len() && whole.text.starts_with(&*begun.text));
            let (cut, others) = begun.blocks.split_last().expect("blocks");
            assert_eq!(whole.blocks.get(..others.len()), Some(others));
            let last = whole.blocks.get(others.len()).expect("a block");
            assert_eq!((cut.kind, cut.range_bytes.start), (last.kind, last.range_bytes.start));
            let start = begun.blocks.get(place.0).expect("the place is there").range_bytes.start;
            assert!(begun.text.len() - start - place.1 >= 32 << 10, "{} {place:?}", entry.shown());
        }
    }
}

#[test]
fn what_the_beginning_does_not_tell_waits_for_the_whole() {
    let text = long(20_000);
    let (gb, _, _) = encoding_rs::GB18030.encode(&text);
    let open = text.replacen("+++\n\n", "\n\n", 1);
    let nul = text.replacen("第2段", "第\u{0}2段", 1);
    let (_folder, library) = library(&[
        ("articles/甲/gb.md", &gb),
        ("articles/甲/nul.md", nul.as_bytes()),
        ("articles/甲/open.md", open.as_bytes()),
        ("articles/甲/short.md", long(2_000).as_bytes()),
        ("articles/甲/short.txt", text.as_bytes()),
    ]);
    for entry in &library.scan().entries {
        assert!(library.load_beginning(entry, (0, 0)).is_none(), "{}", entry.shown());
    }
}
