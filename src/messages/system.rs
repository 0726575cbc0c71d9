//! What the operating system says of a failure, in the language of the screen.

use std::io;

use super::Lang;
use crate::words::{Fault, FaultKind};

super::sentences! {
    not_found() "there is no such file or folder" "没有这个文件或文件夹";
    not_permitted() "permission denied" "没有权限";
    is_folder() "it is a folder" "它是文件夹";
    below_a_file() "a part of its path is a file, not a folder" "路径中间有一段是文件，不是文件夹";
    is_there() "there is one already" "已经有了";
    full() "no space left" "磁盘已满";
    over_quota() "over the quota" "超出了空间配额";
    read_only() "the file system is read-only" "这个磁盘只读";
    too_large() "too large for the file system" "文件超过了文件系统的上限";
    bad_name() "the file system takes no such name, or it is too long" "文件名太长，或文件系统不允许这样取名";
    busy() "in use by another program" "正被别的程序占用";
    timed_out() "no answer in time" "等不到回应";
    network() "the network or the shared folder is gone" "网络或共享文件夹断开了";
    moved() "it lies on another disk" "不在同一个磁盘上";
    not_empty() "the folder is not empty" "文件夹不是空的";
    unsupported() "not supported here" "这里不支持";
    invalid() "not a regular file, or not allowed here" "不是普通文件，或这里不允许";
    ended() "it ended too early" "没读完就断了";
    pipe() "the other end is closed" "对方已经关闭";
    not_text() "not text in UTF-8" "不是 UTF-8 文本";
    memory() "not enough memory" "内存不足";
    device() "the disk reported an error" "磁盘读写出错";
    too_many() "too many files are open" "打开的文件太多";
    looped() "links that lead in a circle" "链接绕成了圈";
    other(text) "{text}" "系统报告：{text}";
}

/// Says why a call of the system failed; what has no words of ours comes in the system's, with its number.
pub fn why(lang: Lang, error: &io::Error) -> String {
    if let (io::ErrorKind::Other, Some(own)) = (error.kind(), error.get_ref()) {
        // Words of ours, or of a library.
        return own.to_string();
    }
    known(lang, error).unwrap_or_else(|| other(lang, error))
}

/// A failure that needs no more words than the system's.
pub fn fault(code: &'static str, lang: Lang, error: &io::Error) -> Fault {
    Fault::new(FaultKind::Io, code, why(lang, error))
}

/// The common failures; `None` for one that has no words of ours.
#[expect(clippy::wildcard_enum_match_arm, reason = "the system's list is long and grows")]
fn known(lang: Lang, error: &io::Error) -> Option<String> {
    use io::ErrorKind as Kind;
    Some(match error.kind() {
        Kind::NotFound => not_found(lang),
        Kind::PermissionDenied => not_permitted(lang),
        Kind::IsADirectory => is_folder(lang),
        Kind::NotADirectory => below_a_file(lang),
        Kind::AlreadyExists => is_there(lang),
        Kind::StorageFull => full(lang),
        Kind::QuotaExceeded => over_quota(lang),
        Kind::ReadOnlyFilesystem => read_only(lang),
        Kind::FileTooLarge => too_large(lang),
        Kind::InvalidFilename => bad_name(lang),
        Kind::ResourceBusy | Kind::ExecutableFileBusy | Kind::WouldBlock => busy(lang),
        Kind::TimedOut => timed_out(lang),
        Kind::StaleNetworkFileHandle
        | Kind::NetworkDown
        | Kind::NetworkUnreachable
        | Kind::HostUnreachable
        | Kind::NotConnected
        | Kind::ConnectionReset
        | Kind::ConnectionAborted => network(lang),
        Kind::CrossesDevices => moved(lang),
        Kind::DirectoryNotEmpty => not_empty(lang),
        Kind::Unsupported => unsupported(lang),
        Kind::InvalidInput => invalid(lang),
        Kind::UnexpectedEof | Kind::WriteZero => ended(lang),
        Kind::BrokenPipe => pipe(lang),
        Kind::InvalidData => not_text(lang),
        Kind::OutOfMemory => memory(lang),
        _ => return by_number(lang, error),
    })
}

/// Failures that the library has no kind for; their numbers are the same on every Unix.
fn by_number(lang: Lang, error: &io::Error) -> Option<String> {
    match error.raw_os_error().filter(|_| cfg!(unix))? {
        5 => Some(device(lang)),
        23 | 24 => Some(too_many(lang)),
        40 | 62 => Some(looped(lang)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_said_in_the_language_of_the_screen() {
        fn check(error: &io::Error, chinese: &str, english: &str) {
            assert_eq!(why(Lang::Zh, error), chinese, "{error:?}");
            assert_eq!(why(Lang::En, error), english, "{error:?}");
        }
        check(&io::ErrorKind::NotFound.into(), "没有这个文件或文件夹", "there is no such file or folder");
        let full = io::Error::from(io::ErrorKind::StorageFull);
        check(&full, "磁盘已满", "no space left");
        check(&io::Error::other("坏的归档"), "坏的归档", "坏的归档");
        if cfg!(target_os = "linux") {
            check(&io::Error::from_raw_os_error(28), "磁盘已满", "no space left");
            check(&io::Error::from_raw_os_error(5), "磁盘读写出错", "the disk reported an error");
            check(&io::Error::from_raw_os_error(30), "这个磁盘只读", "the file system is read-only");
            let rare = io::Error::from_raw_os_error(117);
            assert!(why(Lang::Zh, &rare).starts_with("系统报告：") && why(Lang::Zh, &rare).contains("117"));
        }
    }
}
