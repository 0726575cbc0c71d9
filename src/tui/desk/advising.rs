//! Advice on an article, by the rules of the program and those of the house.

use std::sync::Arc;

use super::{Desk, lock};
use crate::app::Event;
use crate::checks::{self, HouseRules};
use crate::messages::Lang;
use crate::words::{Article, Problem};

/// The house rules as they were read last.
#[derive(Debug, Default)]
pub(super) struct House {
    /// The file they were read from, or what kept it from being read; `None` before the first look.
    from: Option<(Result<Option<String>, Problem>, Lang)>,
    rules: Arc<HouseRules>,
}

impl Desk {
    /// What is to be remarked on an article. Errors in the house rules are told once.
    pub(in crate::tui) fn advise(&self, article: Arc<Article>, lang: Lang) -> Event {
        let (rules, problems) = self.house(lang);
        let advice = checks::look(&article, &rules, lang);
        Event::Advised(article, advice, problems)
    }

    /// The house rules, and what is wrong with them when they are not those of the last time.
    fn house(&self, lang: Lang) -> (Arc<HouseRules>, Vec<Problem>) {
        let file = self.library.house_rules_file();
        let mut house = lock(&self.house);
        let now = Some((file, lang));
        if house.from == now {
            return (house.rules.clone(), Vec::new());
        }
        let (rules, problems) = self.library.house_rules();
        house.rules = Arc::new(rules);
        house.from = now;
        (house.rules.clone(), problems)
    }
}
