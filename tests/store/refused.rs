//! What is refused, and that a refusal leaves every file as it was.

use super::{ARTICLE, Desk, fs};

const MARK: &str = "3f60a2c81b07";

/// Runs what must be refused with a code, and finds the library as it was.
fn refused(desk: &Desk, args: &[&str], code: i32) -> String {
    let before = desk.tree();
    let said = desk.fails("li", args, code);
    assert!(desk.tree() == before, "{args:?} changed something");
    said
}

#[cfg(unix)]
#[test]
fn a_lock_that_is_a_link_or_a_pipe_is_neither_followed_nor_waited_for() {
    let desk = Desk::new();
    let lock = desk.library().join(".pizhu.lock");
    let outside = desk.folder.path().join("outside");
    fs::write(&outside, "不动").expect("written");
    std::os::unix::fs::symlink(&outside, &lock).expect("link");
    let said = desk.fails("li", &["tag", ARTICLE, "1", "+亮点"], 7);
    assert!(said.contains(".pizhu.lock"), "{said}");
    assert_eq!(fs::read_to_string(&outside).expect("still there"), "不动");
    fs::remove_file(&lock).expect("removed");
    let made = std::process::Command::new("mkfifo").arg(&lock).status();
    assert!(made.is_ok_and(|status| status.success()), "mkfifo");
    desk.fails("li", &["note", ARTICLE, "1", "一"], 7);
    fs::remove_file(&lock).expect("removed");
    desk.json("li", &["tag", "--json", ARTICLE, "1", "+亮点"]);
}

#[cfg(unix)]
#[test]
fn an_own_file_or_folder_that_is_a_link_is_never_written_through() {
    let desk = Desk::new();
    let outside = desk.folder.path().join("outside.toml");
    fs::rename(desk.file("li"), &outside).expect("moved");
    std::os::unix::fs::symlink(&outside, desk.file("li")).expect("link");
    let before = fs::read_to_string(&outside).expect("text");
    desk.fails("li", &["note", ARTICLE, "1", "一"], 7);
    assert_eq!(fs::read_to_string(&outside).expect("text"), before);
    let folder = desk.library().join("annotations").join(ARTICLE);
    fs::remove_dir_all(&folder).expect("removed");
    let elsewhere = desk.folder.path().join("elsewhere");
    fs::create_dir(&elsewhere).expect("folder");
    std::os::unix::fs::symlink(&elsewhere, &folder).expect("link");
    desk.fails("li", &["note", ARTICLE, "1", "一"], 7);
    assert_eq!(fs::read_dir(&elsewhere).expect("folder").count(), 0);
}

#[test]
fn what_is_over_a_limit_is_refused_whole_and_never_cut() {
    let desk = Desk::new();
    let file = desk.folder.path().join("long.txt");
    let path = file.to_str().expect("path");
    let fits = "长".repeat(64 * 1024 / 3);
    fs::write(&file, &fits).expect("written");
    let mark = desk.json("li", &["note", "--json", ARTICLE, "1", "--file", path]);
    assert_eq!(mark["note"].as_str().map(str::len), Some(fits.len()));
    fs::write(&file, format!("{fits}长")).expect("written");
    let said = refused(&desk, &["note", ARTICLE, "1", "--file", path], 7);
    assert!(said.contains("64 KiB"), "{said}");
    refused(&desk, &["edit", MARK, "--file", path], 7);
    refused(&desk, &["tag", "--create", ARTICLE, "1", &format!("+{}", "长".repeat(65))], 2);
    let many: Vec<String> = (0..65).map(|n| format!("+甲{n}")).collect();
    let words: Vec<&str> =
        ["tag", "--create", ARTICLE, "1"].into_iter().chain(many.iter().map(String::as_str)).collect();
    refused(&desk, &words, 7);
    refused(&desk, &["tag", "--create", ARTICLE, "1", "+新的", "+/"], 2);
}

#[test]
fn a_mark_that_went_with_its_last_tag_comes_back_from_the_trash() {
    let desk = Desk::new();
    let mark = desk.json("wang", &["tag", "--json", ARTICLE, "1", "+亮点"]);
    let id = mark["id"].as_str().expect("id").to_owned();
    assert_eq!(desk.json("wang", &["tag", "--json", ARTICLE, "1", "--", "-亮点"])["status"], "deleted");
    let listed = desk.json("wang", &["trash", "list", "--json"]).to_string();
    assert!(listed.contains(&id), "{listed}");
    assert!(desk.run("wang", &["trash", "restore", &id]).status.success());
    let show = desk.json("wang", &["--blind", "show", "--json", ARTICLE]);
    assert_eq!(show["paragraphs"][1]["marks"][0]["tags"], serde_json::json!(["价值/亮点"]));
}

#[test]
fn a_report_that_no_longer_stands_is_a_finding() {
    let desk = Desk::new();
    let out = desk.folder.path().join("report.md");
    let path = out.to_str().expect("path");
    assert!(desk.run("li", &["report", "-o", path]).status.success());
    desk.fails("li", &["report", "-o", path], 7);
    assert_eq!(desk.run("li", &["report", "--verify", path]).status.code(), Some(0));
    let article = fs::read_dir(desk.library().join("articles")).expect("folder").flatten().next();
    let file = article.expect("zone").path().join(format!("{ARTICLE}.md"));
    let text = fs::read_to_string(&file).expect("text");
    fs::write(&file, text.replace("三万", "四万")).expect("written");
    assert_eq!(desk.run("li", &["report", "--verify", path]).status.code(), Some(1));
}

#[test]
fn a_codebook_that_misuses_itself_is_a_finding() {
    let desk = Desk::new();
    let book = desk.library().join("codebook.toml");
    fs::write(
        &book,
        "revision = 1\n[[tag]]\nname = \"亮点\"\nkey = \"l\"\n[[tag]]\nname = \"看点\"\nkey = \"l\"\n",
    )
    .expect("written");
    let output = desk.run("li", &["codebook", "check"]);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stdout));
}
