//! Everything the program says, in both languages, one row a sentence: a missing language does not compile.
//!
//! Each part of the program has its own table below `messages/`; nothing is said inline elsewhere.

use std::fmt::Display;

/// A language of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// 中文.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Chinese for a locale such as `zh_CN.UTF-8`, English for every other.
    pub fn of_locale(locale: &str) -> Self {
        if locale.to_ascii_lowercase().starts_with("zh") { Self::Zh } else { Self::En }
    }

    /// The sentence of this language.
    pub fn pick<T>(self, english: T, chinese: T) -> T {
        match self {
            Self::Zh => chinese,
            Self::En => english,
        }
    }
}

/// Makes one function a row: `name(argument, …) "English {argument}" "中文{argument}";`. Where the English counts things
/// it names them: `hits(n) [n: "hit"] "{n} on screen" "共{n}处";` says `1 hit on screen`, `2 hits on screen`.
macro_rules! sentences {
    ($( $name:ident ( $($argument:ident),* ) $( [ $($counted:ident : $noun:literal),* ] )? $english:literal $chinese:literal; )*) => {
        $(
            #[doc = concat!("Says:\n\n```text\n", $english, "\n```")]
            pub fn $name(lang: $crate::messages::Lang $(, $argument: impl $crate::messages::Said)*) -> String {
                match lang {
                    $crate::messages::Lang::En => {
                        $( $( let $counted = $crate::messages::counted($counted, $noun); )* )?
                        format!($english)
                    }
                    $crate::messages::Lang::Zh => format!($chinese),
                }
            }
        )*
    };
}
pub(crate) use sentences;

/// A number with what it counts: `1 mark`, `2 marks`.
fn counted(number: impl Said, noun: &str) -> String {
    let number = number.to_string();
    let ending = if number == "1" { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

/// What may stand in a sentence. (A name of its own, so that tables need no imports.)
pub trait Said: Display {}
impl<T: Display + ?Sized> Said for T {}

pub mod checks;
pub mod cli;
pub mod config;
pub mod help;
pub mod import;
pub mod keymap;
pub mod library;
pub mod query;
pub mod reader;
pub mod report;
pub mod store;
pub mod syntax;
pub mod system;
pub mod terms;
pub mod text;
pub mod undo;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locale_decides() {
        assert_eq!(Lang::of_locale("zh_CN.UTF-8"), Lang::Zh);
        assert_eq!(Lang::of_locale("C.UTF-8"), Lang::En);
        assert_eq!(cli::no_such_article(Lang::Zh, "a"), "没有稿件“a”");
    }

    #[test]
    fn one_thing_has_no_s() {
        assert_eq!(cli::articles(Lang::En, 1), "1 article");
        assert_eq!(cli::articles(Lang::En, 21), "21 articles");
        assert_eq!(cli::counts(Lang::En, 1, 2, 1, 0), "1 article, 2 paragraphs, 1 mark, 0 tags put");
        assert_eq!(cli::articles(Lang::Zh, 1), "1 篇");
    }
}
