//! A library with private folders of its own, and the program run in it as a user would.

use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::tree::{Tree, put};

/// The first article: where most is written.
pub(crate) const FIRST: &str = "gaoping-2026-03-18-1";
/// The second: nobody has written about it.
pub(crate) const SECOND: &str = "qinshui-2026-03-19-2";

const FIRST_TEXT: &str = "+++\ntitle = \"三条新路通到车间门口\"\nzone = \"高平经济技术开发区\"\ndate = \"2026-03-18\"\n+++\n\n\
    三条新路昨天同时通车，总长4.6公里。\n\n路修到了十一家企业的门口，货车不用再绕行集镇。\n\n\
    工人老韩说，他上班少走了二十分钟。\n\n下一步还要补种行道树八百棵。\n";
const SECOND_TEXT: &str = "+++\ntitle = \"一口老井的新用处\"\nzone = \"沁水经济技术开发区\"\ndate = \"2026-03-19\"\n+++\n\n\
    园区里有一口停用多年的老井。\n\n今年春天，它接上了消防管网。\n";

/// A program, its words and what it finds in its environment beyond the desk's.
#[derive(Debug, Clone)]
pub(crate) struct Program {
    pub(crate) path: PathBuf,
    pub(crate) args: Vec<String>,
    pub(crate) environment: Vec<(String, String)>,
}

/// How a program ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) signal: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    pub(crate) fn new(output: &Output) -> Self {
        Self {
            code: output.status.code(),
            signal: output.status.signal(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// The end in one line, for messages.
    pub(crate) fn told(&self) -> String {
        format!("exit {:?}, signal {:?}, out {:?}, err {:?}", self.code, self.signal, self.out, self.err)
    }
}

/// A library in `lib/`, the user's own folders in `own/`.
#[derive(Debug)]
pub(crate) struct Desk {
    _folder: TempDir,
    pub(crate) root: PathBuf,
}

impl Desk {
    /// A library of two articles that nobody has written about, in memory where the system has such a folder.
    pub(crate) fn new() -> Self {
        let folder = tempfile::Builder::new()
            .prefix("pizhu-faults-")
            .tempdir_in("/dev/shm")
            .or_else(|_| tempfile::tempdir())
            .expect("a folder");
        let desk = Self { root: folder.path().canonicalize().expect("its path"), _folder: folder };
        desk.lay_out();
        desk
    }

    fn lay_out(&self) {
        let articles = self.library().join("articles");
        put(&articles.join("高平经济技术开发区").join(format!("{FIRST}.md")), FIRST_TEXT.as_bytes());
        put(&articles.join("沁水经济技术开发区").join(format!("{SECOND}.md")), SECOND_TEXT.as_bytes());
    }

    pub(crate) fn library(&self) -> PathBuf {
        self.root.join("lib")
    }

    pub(crate) fn tree(&self) -> Tree {
        Tree::read(&self.root)
    }

    pub(crate) fn reset(&self, tree: &Tree) {
        tree.write(&self.root);
    }

    /// The built program with these words, on this desk's library.
    pub(crate) fn program(&self, args: &[&str]) -> Program {
        let library = self.library().display().to_string();
        Program {
            path: PathBuf::from(env!("CARGO_BIN_EXE_pizhu")),
            args: ["-C", &library].iter().chain(args).map(|&arg| arg.to_owned()).collect(),
            environment: Vec::new(),
        }
    }

    /// A command with nothing of the tester's own environment.
    pub(crate) fn command(&self, path: &Path, environment: &[(String, String)]) -> Command {
        let mut command = Command::new(path);
        command.env_clear().current_dir("/").stdin(Stdio::null());
        command.env("HOME", self.root.join("own")).env("LANG", "zh_CN.UTF-8").env("PIZHU_ANNOTATOR", "li");
        command.env("PATH", "/usr/local/bin:/usr/bin:/bin").env("TZ", "UTC");
        for (name, folder) in [("CONFIG", "config"), ("STATE", "state"), ("CACHE", "cache"), ("DATA", "data")]
        {
            command.env(format!("XDG_{name}_HOME"), self.root.join("own").join(folder));
        }
        command.envs(environment.iter().cloned());
        command
    }

    pub(crate) fn run(&self, program: &Program) -> Ran {
        let mut command = self.command(&program.path, &program.environment);
        Ran::new(&command.args(&program.args).output().expect("the program starts"))
    }

    pub(crate) fn pizhu(&self, args: &[&str]) -> Ran {
        self.run(&self.program(args))
    }

    /// Runs a command that must work.
    pub(crate) fn must(&self, args: &[&str]) -> Ran {
        let ran = self.pizhu(args);
        assert_eq!(ran.code, Some(0), "pizhu {args:?}: {}", ran.told());
        ran
    }
}
