//! What others do to the files while the reader is open: shown soon, merged at save, and not believed when it cannot be.
#![expect(clippy::disallowed_methods, reason = "tests write by hand what other programs would write")]

use std::fs;
use std::path::PathBuf;

use crate::seat::{Home, Seat};

/// A library with one note, and its file.
fn noted() -> (Home, PathBuf) {
    let home = Home::new();
    for note in ["先前的批注", "第二条批注"] {
        let output = home.command(&["note", ARTICLE, "1", note]).output().expect("it starts");
        assert!(output.status.success(), "{output:?}");
    }
    let file = home.library().join("annotations").join(ARTICLE).join("li.toml");
    (home, file)
}

const ARTICLE: &str = "gaoping-2026-03-18-1";

fn shows(seat: &mut Seat, text: &str) {
    seat.until(text, |screen| screen.contents().contains(text));
}

/// Saves what is typed, and sees that it is told to be safe.
fn saves(seat: &mut Seat) {
    seat.press("\u{13}");
    shows(seat, "已保存");
}

/// Quits and sees the program end.
fn leaves(seat: &mut Seat) {
    seat.press("Q");
    seat.end(std::time::Duration::from_secs(10));
}

fn shows_no(seat: &mut Seat, text: &str) {
    seat.until(&format!("no {text}"), |screen| !screen.contents().contains(text));
}

#[test]
fn what_others_write_is_shown_without_a_key_and_what_is_half_typed_stays() {
    let (home, file) = noted();
    let mut seat = Seat::take(&home, "");
    shows(&mut seat, "先前的批注");
    let text = fs::read_to_string(&file).expect("the file");
    fs::write(&file, format!("# 手写的话\n{}", text.replace("先前的批注", "外面改过的"))).expect("written");
    shows(&mut seat, "外面改过的");
    // The first file of somebody else, and a folder that was taken away and put back.
    let wang = home.command(&["--as", "wang", "note", ARTICLE, "2", "别人的批注"]).output().expect("runs");
    assert!(wang.status.success(), "{wang:?}");
    shows(&mut seat, "别人的批注");
    let folder = file.parent().expect("a folder");
    let aside = home.library().join("aside");
    fs::rename(folder, &aside).expect("moved");
    fs::create_dir(folder).expect("made again");
    for name in ["li.toml", "wang.toml"] {
        fs::copy(aside.join(name), folder.join(name)).expect("copied");
    }
    seat.press("A");
    seat.press("打到一半");
    shows(&mut seat, "打到一半");
    let text = fs::read_to_string(&file).expect("the file");
    fs::write(&file, text.replace("外面改过的", "又改了一回")).expect("written");
    shows(&mut seat, "又改了一回");
    shows(&mut seat, "打到一半");
    saves(&mut seat);
    let text = fs::read_to_string(&file).expect("the file");
    for kept in ["# 手写的话", "又改了一回", "第二条批注", "打到一半"] {
        assert!(text.contains(kept), "{kept} lost:\n{text}");
    }
}

#[test]
fn a_file_that_vanished_or_broke_stays_on_the_screen_and_its_backup_is_offered() {
    for broken in [None, Some(""), Some("<<<<<<< HEAD\n坏")] {
        let (home, file) = noted();
        let mut seat = Seat::take(&home, "");
        shows(&mut seat, "第二条批注");
        let whole = fs::read_to_string(&file).expect("the file");
        match broken {
            None => fs::remove_file(&file).expect("gone"),
            Some(text) => fs::write(&file, text).expect("written"),
        }
        shows(&mut seat, "恢复最近的备份");
        shows(&mut seat, "第二条批注");
        // Not now: then nothing is written.
        seat.press("\u{1b}");
        shows_no(&mut seat, "恢复最近的备份");
        seat.press("1");
        shows(&mut seat, "恢复最近的备份");
        assert_eq!(fs::read_to_string(&file).ok().as_deref(), broken);
        // The harmless answer comes first.
        seat.press("\u{1b}[C");
        seat.press("\r");
        shows(&mut seat, "已恢复备份");
        let restored = fs::read_to_string(&file).expect("restored");
        assert_eq!(restored, whole, "nothing that was saved is lost");
        seat.press("A");
        seat.press("接着写");
        seat.press("\u{13}");
        shows(&mut seat, "已保存");
    }
}

#[test]
fn every_draft_is_offered_and_saving_one_keeps_the_others() {
    let (home, _) = noted();
    for (key, text) in [("A", "第一份半句"), ("jA", "第二份半句")] {
        let mut seat = Seat::take(&home, "");
        if key != "A" {
            shows(&mut seat, "以后再说");
            seat.press("\u{1b}");
            shows_no(&mut seat, "以后再说");
        }
        shows(&mut seat, "4.6公里");
        seat.press(key);
        seat.press(text);
        shows(&mut seat, text);
        seat.signal("TERM");
        seat.end(std::time::Duration::from_secs(10));
    }
    let mut seat = Seat::take(&home, "");
    shows(&mut seat, "以后再说");
    let first = seat.shown().contains("第一份半句");
    seat.press("\r");
    shows(&mut seat, "C-s 保存");
    seat.press("\u{13}");
    shows(&mut seat, if first { "第二份半句" } else { "第一份半句" });
    shows(&mut seat, "以后再说");
    for text in ["第一份半句", "第二份半句"] {
        assert!(home.own_text().contains(text), "{text} is lost");
    }
}

#[test]
fn a_draft_put_off_outlives_the_next_note_on_its_paragraph() {
    let (home, _) = noted();
    let mut seat = Seat::take(&home, "");
    shows(&mut seat, "4.6公里");
    seat.press("A");
    seat.press("写了二十分钟的意见");
    shows(&mut seat, "写了二十分钟的意见");
    seat.signal("TERM");
    seat.end(std::time::Duration::from_secs(10));
    let mut seat = Seat::take(&home, "");
    shows(&mut seat, "以后再说");
    seat.press("\u{1b}");
    shows_no(&mut seat, "以后再说");
    seat.press("A");
    seat.press("新的");
    shows(&mut seat, "新的");
    saves(&mut seat);
    leaves(&mut seat);
    let mut seat = Seat::take(&home, "");
    shows(&mut seat, "写了二十分钟的意见");
    shows(&mut seat, "以后再说");
    seat.press("\r");
    shows(&mut seat, "C-s 保存");
    saves(&mut seat);
    leaves(&mut seat);
    let mut seat = Seat::take(&home, "");
    shows(&mut seat, "写了二十分钟的意见");
    shows_no(&mut seat, "以后再说");
}

#[test]
fn a_note_that_a_broken_file_refuses_stays_in_its_box() {
    let (home, file) = noted();
    let mut seat = Seat::take(&home, "");
    shows(&mut seat, "先前的批注");
    seat.press("A");
    seat.press("写了一半的字");
    shows(&mut seat, "写了一半的字");
    fs::write(&file, "<<<<<<< HEAD\n坏").expect("written");
    seat.press("\u{13}");
    shows(&mut seat, "恢复最近的备份");
    shows(&mut seat, "写了一半的字");
    // Not now: the text stays to be gone on with.
    seat.press("\u{1b}");
    shows_no(&mut seat, "恢复最近的备份");
    shows(&mut seat, "写了一半的字");
    seat.press("，接着写");
    shows(&mut seat, "写了一半的字，接着写");
    seat.press("\u{13}");
    shows(&mut seat, "恢复最近的备份");
    seat.press("\u{1b}[C");
    seat.press("\r");
    shows(&mut seat, "已恢复备份");
    shows(&mut seat, "写了一半的字，接着写");
    saves(&mut seat);
    let text = fs::read_to_string(&file).expect("the file");
    for kept in ["先前的批注", "第二条批注", "写了一半的字，接着写"] {
        assert!(text.contains(kept), "{kept} lost:\n{text}");
    }
}

#[test]
fn a_note_on_an_article_that_vanished_is_saved_and_said_so() {
    let (home, file) = noted();
    let mut seat = Seat::take(&home, "");
    shows(&mut seat, "先前的批注");
    seat.press("A");
    seat.press("稿子没了");
    shows(&mut seat, "稿子没了");
    let article = home.library().join("articles/高平经济技术开发区").join(format!("{ARTICLE}.md"));
    fs::remove_file(&article).expect("gone");
    seat.press("\u{13}");
    shows(&mut seat, "稿件文件已不在");
    shows(&mut seat, "annotations/");
    assert!(fs::read_to_string(&file).expect("the file").contains("稿子没了"));
}

#[test]
fn a_guessed_encoding_is_asked_about_once_and_then_annotated() {
    let home = Home::new();
    let zone = home.library().join("articles/高平经济技术开发区");
    let (bytes, _, _) = encoding_rs::GBK.encode("甪直\n\n");
    fs::write(zone.join("aa-guess.txt"), [bytes.as_ref(), b"x"].concat()).expect("written");
    let note = |args: &[&str]| home.command(args).output().expect("it starts");
    let refused = note(&["note", "aa-guess", "1", "批"]);
    assert_eq!(refused.status.code(), Some(7), "{refused:?}");
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.contains("encoding accept aa-guess"), "{said}");
    let mut seat = Seat::take(&home, "");
    seat.press("a");
    shows(&mut seat, "编码是猜的");
    seat.press("\r");
    shows(&mut seat, "已认定编码无误");
    seat.press("A");
    seat.press("可以批了");
    saves(&mut seat);
    assert!(note(&["note", "aa-guess", "0", "批"]).status.success());
    // Another text is another question.
    let (bytes, _, _) = encoding_rs::GBK.encode("甪端\n\n");
    fs::write(zone.join("aa-guess.txt"), [bytes.as_ref(), b"x"].concat()).expect("written");
    assert_eq!(note(&["note", "aa-guess", "0", "批"]).status.code(), Some(7));
    assert!(note(&["--exec", "encoding accept aa-guess"]).status.success());
    assert!(note(&["note", "aa-guess", "0", "批"]).status.success());
}

#[test]
fn a_codebook_that_broke_outside_changes_no_key() {
    let home = Home::new();
    let codebook = home.library().join("codebook.toml");
    let own = "schema = 1\n\n[[tag]]\nname = \"我社甲类\"\nkey = \"j\"\nfavourite = 1\n";
    fs::write(&codebook, own).expect("written");
    let mut seat = Seat::take(&home, "");
    seat.press("J1");
    shows(&mut seat, "已标【我社甲类】");
    fs::write(&codebook, format!("{own}\n[[tag]\n")).expect("written");
    shows(&mut seat, "codebook.toml:8");
    shows(&mut seat, "编码表有误");
    seat.press("J1");
    shows(&mut seat, "已标【我社甲类】");
    fs::write(&codebook, own).expect("written");
    shows_no(&mut seat, "编码表有误");
    // Nor one that is empty for a while, or gone.
    for gone in [true, false] {
        fs::write(&codebook, "").expect("written");
        if gone {
            fs::remove_file(&codebook).expect("gone");
        }
        shows(&mut seat, "编码表有误");
        fs::write(&codebook, own).expect("written");
        shows_no(&mut seat, "编码表有误");
    }
    leaves(&mut seat);
    // At the start nobody knows the desk's tags: it is said, and none is put on.
    fs::write(&codebook, format!("{own}\n[[tag]\n")).expect("written");
    let mut seat = Seat::take(&home, "");
    shows(&mut seat, "编码表有误");
    seat.press("J1");
    shows(&mut seat, "在此之前不能贴标签");
    assert!(!home.own_text().contains("价值/待核实"), "{}", home.own_text());
    leaves(&mut seat);
}
