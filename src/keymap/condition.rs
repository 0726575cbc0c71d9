//! What `when` in keymap.toml may ask: facts of the moment, by name.

use crate::messages::Lang;

macro_rules! conditions {
    ($( $variant:ident $name:literal $english:literal $chinese:literal; )*) => {
        /// A fact that a binding can wait for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Condition { $( #[doc = $english] $variant, )* }

        impl Condition {
            /// All of them.
            pub const ALL: &[Self] = &[ $( Self::$variant, )* ];

            /// Its name in keymap.toml.
            pub fn name(self) -> &'static str {
                match self { $( Self::$variant => $name, )* }
            }

            /// What it means.
            pub fn describe(self, lang: Lang) -> &'static str {
                match self { $( Self::$variant => lang.pick($english, $chinese), )* }
            }
        }
    };
}

conditions! {
    HasArticle "has-article" "an article is open" "有打开的稿件";
    HasMarks "has-marks" "the article has marks" "本篇有批注";
    HasNote "has-note" "the paragraph has a note" "本段有批注文字";
    HasHits "has-hits" "a search has hits" "查找有结果";
    HasFilter "has-filter" "the list is filtered" "稿目已筛选";
    HasSelection "has-selection" "a span or paragraphs are chosen" "有选区";
    HasSuggestion "has-suggestion" "a suggestion stands at the paragraph" "本段有建议";
    HasOrphans "has-orphans" "marks have lost their place" "有失锚批注";
    HasDoubts "has-doubts" "the import left doubts" "导入有存疑";
    CanWrite "can-write" "the article may be annotated" "本篇可批注";
    HasChoices "has-choices" "a list to choose from is open" "有列表可选";
    MultiLine "multi-line" "the input takes several lines" "多行输入";
}

impl Condition {
    /// Reads [`Condition::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|condition| condition.name() == name)
    }
}

/// `when = "has-marks"`, or `"!has-marks"` for the opposite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct When {
    /// The fact asked for.
    pub condition: Condition,
    /// Whether its opposite is asked for.
    pub negated: bool,
}

impl When {
    /// Reads a condition's name, with or without `!` before it.
    pub fn parse(text: &str) -> Option<Self> {
        let name = text.strip_prefix('!');
        let condition = Condition::parse(name.unwrap_or(text))?;
        Some(Self { condition, negated: name.is_some() })
    }

    /// Whether it is true now.
    pub fn holds(self, facts: &dyn Fn(Condition) -> bool) -> bool {
        facts(self.condition) != self.negated
    }
}

impl std::fmt::Display for When {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", if self.negated { "!" } else { "" }, self.condition.name())
    }
}
