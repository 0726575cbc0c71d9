//! Sharing through git and sync tools.

use super::*;

fn git(folder: &Path, args: &[&str]) -> Option<Output> {
    let mut command = Command::new("git");
    command.current_dir(folder).args([
        "-c",
        "user.name=x",
        "-c",
        "user.email=x@example.invalid",
        "-c",
        "commit.gpgsign=false",
    ]);
    let path = Path::new(env!("CARGO_BIN_EXE_pizhu")).parent().expect("folder").to_owned();
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let all = std::env::join_paths(std::iter::once(path).chain(std::env::split_paths(&paths))).expect("PATH");
    command.args(args).env("PATH", all).output().ok()
}

#[test]
fn two_branches_merge_without_markers() {
    let desk = Desk::new();
    let library = desk.library();
    if git(&library, &["init", "-q", "-b", "main"]).is_none_or(|output| !output.status.success()) {
        println!("not tried: there is no git");
        return;
    }
    assert!(desk.run("li", &["init"]).status.success());
    let run = |args: &[&str]| {
        let output = git(&library, args).expect("git");
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    };
    run(&["add", "-A"]);
    run(&["commit", "-qm", "one"]);
    run(&["checkout", "-qb", "other"]);
    desk.json("li", &["edit", "--json", "3f60a2c81b07", "别处"]);
    desk.json("li", &["tag", "--json", ARTICLE, "3", "+亮点"]);
    run(&["commit", "-qam", "two"]);
    run(&["checkout", "-q", "main"]);
    desk.json("li", &["edit", "--json", "3f60a2c81b07", "此处"]);
    desk.json("li", &["note", "--json", ARTICLE, "2", "第三条"]);
    run(&["commit", "-qam", "three"]);
    run(&["merge", "-q", "--no-edit", "other"]);
    let text = desk.text("li");
    for kept in ["此处", "别处", "第三条", "价值/亮点", "conflict_of", "# 李老师的批注"] {
        assert!(text.contains(kept), "{kept} lost in\n{text}");
    }
    assert!(!text.contains("<<<<<<<"));
    assert_eq!(desk.run("li", &["check", "--json"]).status.code(), Some(0));
}

#[test]
fn the_merge_driver_works_outside_a_library_and_never_fails_on_bad_files() {
    let desk = Desk::new();
    let folder = desk.folder.path().join("elsewhere");
    fs::create_dir(&folder).expect("folder");
    let (base, ours, theirs) = (folder.join("base"), folder.join("ours"), folder.join("theirs"));
    fs::write(&base, "").expect("written");
    fs::write(&ours, desk.text("li")).expect("written");
    let broken = desk.text("li").replace("改", "").replace("status = \"deleted\"", "status = “删”");
    fs::write(&theirs, broken + "\n[mark.0195a1c4-9000-7000-8000-0000000000aa]\npara = 1\nquote = \"新\"\n")
        .expect("written");
    let output = Command::new(env!("CARGO_BIN_EXE_pizhu"))
        .current_dir(&folder)
        .env("XDG_STATE_HOME", desk.folder.path().join("state"))
        .args(["merge-driver", "base", "ours", "theirs", &format!("annotations/{ARTICLE}/li.toml")])
        .output()
        .expect("runs");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let merged = fs::read_to_string(&ours).expect("merged");
    let table: toml::Table = merged.parse().expect("TOML");
    assert_eq!(table["mark"].as_table().map(toml::Table::len), Some(3), "{merged}");
    assert_eq!(fs::read_dir(&folder).expect("folder").count(), 3, "nothing else is left there");
}

/// What the merge driver makes of three versions.
fn driven(desk: &Desk, versions: [&[u8]; 3]) -> (Option<i32>, Vec<u8>) {
    let folder = desk.folder.path().join("driven");
    fs::create_dir_all(&folder).expect("folder");
    for (name, bytes) in ["base", "ours", "theirs"].iter().zip(versions) {
        fs::write(folder.join(name), bytes).expect("written");
    }
    let output = Command::new(env!("CARGO_BIN_EXE_pizhu"))
        .current_dir(&folder)
        .env("XDG_STATE_HOME", desk.folder.path().join("state"))
        .args(["merge-driver", "base", "ours", "theirs", &format!("annotations/{ARTICLE}/li.toml")])
        .output()
        .expect("runs");
    (output.status.code(), fs::read(folder.join("ours")).expect("ours"))
}

#[test]
fn a_broken_or_emptied_side_is_not_taken_for_deletions() {
    let desk = Desk::new();
    desk.json("li", &["note", "--json", ARTICLE, "2", "第三条"]);
    let text = desk.text("li");
    let whole = text.as_bytes();
    let half = &whole[..whole.len() / 2];
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let utf16 = [b"\xff\xfe".as_slice(), &utf16].concat();
    let ids = |bytes: &[u8]| -> Vec<String> {
        let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
        let table: toml::Table = text.parse().unwrap_or_else(|error| panic!("{error}: {text}"));
        table["mark"].as_table().expect("marks").keys().cloned().collect()
    };
    let sides: [&[u8]; 6] = [b"", b"\0\x01garbage\xff", half, &utf16, b"schema = 1\n", b"<<<<<<< HEAD\n"];
    for side in sides {
        for versions in [[whole, whole, side], [whole, side, whole], [whole, side, side]] {
            let (code, merged) = driven(&desk, versions);
            assert_eq!(code, Some(0), "{}", String::from_utf8_lossy(side));
            assert_eq!(ids(&merged), ids(whole), "{}", String::from_utf8_lossy(side));
        }
    }
    // One record that its user took out with an editor is gone.
    let start = text.rfind("\n[mark.").expect("a mark");
    let (code, merged) = driven(&desk, [whole, whole, &whole[..start]]);
    assert_eq!((code, ids(&merged).len()), (Some(0), ids(whole).len() - 1));
    // What a newer program wrote is left to it.
    let newer = text.replace("schema = 1", "schema = 2");
    assert_eq!(driven(&desk, [whole, whole, newer.as_bytes()]), (Some(6), whole.to_vec()));
}

#[test]
fn a_file_saved_as_gbk_is_mended_with_every_word() {
    let desk = Desk::new();
    let text = desk.text("li");
    let (gbk, _, _) = encoding_rs::GBK.encode(&text);
    fs::write(desk.file("li"), &gbk).expect("written");
    desk.fails("li", &["tag", ARTICLE, "1", "+亮点"], 4);
    assert_eq!(desk.run("li", &["doctor", "--apply"]).status.code(), Some(0));
    assert_eq!(desk.text("li"), text);
}

#[test]
fn a_sync_tools_copy_is_shown_and_folded_in() {
    let desk = Desk::new();
    let copy = desk.file("li").with_file_name("li.sync-conflict-20260318-140307-ABCDEFG.toml");
    desk.json("li", &["note", "--json", ARTICLE, "2", "只在副本"]);
    fs::rename(desk.file("li"), &copy).expect("renamed");
    let original =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schema-1/annotations").join(ARTICLE);
    fs::copy(original.join("li.toml"), desk.file("li")).expect("copied");
    let show = String::from_utf8(desk.run("wang", &["show", "--json", ARTICLE]).stdout).expect("UTF-8");
    assert!(show.contains("只在副本"), "{show}");
    assert!(copy.exists() && !desk.text("li").contains("只在副本"), "reading writes nothing");
    desk.json("li", &["tag", "--json", ARTICLE, "3", "+亮点"]);
    assert!(!copy.exists() && desk.text("li").contains("只在副本"));
}

#[test]
fn conflict_markers_are_named_by_line_and_mended_by_the_doctor() {
    let desk = Desk::new();
    let marked = desk.text("li").replace(
        "status = \"open\"\n",
        "<<<<<<< HEAD\nstatus = \"open\"\n=======\nstatus = \"resolved\"\n>>>>>>> other\n",
    );
    fs::write(desk.file("li"), &marked).expect("written");
    let said = desk.fails("li", &["tag", ARTICLE, "1", "+亮点"], 4);
    let line = marked.lines().position(|line| line.starts_with("<<<")).expect("there") + 1;
    assert!(said.contains(&format!("li.toml:{line}:")), "{said}");
    assert_eq!(desk.run("li", &["doctor"]).status.code(), Some(1));
    assert_eq!(desk.text("li"), marked, "untouched without --apply");
    let copy = fs::read_to_string(desk.file("li").with_file_name("li.toml.salvaged")).expect("beside it");
    assert!(copy.parse::<toml::Table>().is_ok());
    assert_eq!(desk.run("li", &["doctor", "--apply"]).status.code(), Some(0));
    desk.json("li", &["tag", "--json", ARTICLE, "1", "+亮点"]);
    assert_eq!(desk.run("li", &["doctor"]).status.code(), Some(0));
}
