//! Finding a mark by its id or the end of one, across the whole library.

use super::files::{self, Named};
use super::{Scope, Store};
use crate::formats::annotations::{self, FILE_LIMIT_BYTES};
use crate::messages::store as say;
use crate::words::{Annotator, ArticleId, Fault, FaultKind, Mark};

/// A mark and whose it is.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundMark {
    /// The article.
    pub article: ArticleId,
    /// Its author.
    pub author: Annotator,
    /// The name shown for the author.
    pub author_name: String,
    /// The record; a tombstone, too.
    pub mark: Mark,
}

impl Store {
    /// The mark whose id this is or ends with. One's own marks come before others', living ones before tombstones.
    ///
    /// # Errors
    /// Usage when there is none or several; I/O.
    pub fn find_mark(&self, suffix: &str) -> Result<FoundMark, Fault> {
        let suffix = suffix.to_ascii_lowercase();
        let wanted = !suffix.is_empty() && suffix.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
        let (mut found, doubt) = if wanted { self.find_marks(&suffix)? } else { (Vec::new(), None) };
        if let Some(fault) = doubt {
            return Err(fault);
        }
        for better in [
            |found: &FoundMark, store: &Self| found.author == store.annotator,
            |found: &FoundMark, _: &Self| found.mark.status != crate::words::Status::Deleted,
        ] {
            if found.iter().any(|one| better(one, self)) {
                found.retain(|one| better(one, self));
            }
        }
        match found.len() {
            1 => found.pop().ok_or_else(|| self.no_such_mark(&suffix)),
            0 => Err(self.no_such_mark(&suffix)),
            _ => {
                let ids =
                    found.iter().take(5).map(|one| one.mark.id.to_string()).collect::<Vec<_>>().join(", ");
                Err(Fault::new(
                    FaultKind::Usage,
                    "store.several-marks",
                    say::several_marks(self.lang, suffix, ids),
                )
                .with_hint(say::longer_suffix(self.lang)))
            }
        }
    }

    fn no_such_mark(&self, suffix: &str) -> Fault {
        Fault::new(FaultKind::Usage, "store.no-such-mark", say::no_such_mark(self.lang, suffix))
            .with_hint(say::ids_are_shown(self.lang))
    }

    /// The marks that fit, and what could not be read and might hold one that fits better.
    fn find_marks(&self, suffix: &str) -> Result<(Vec<FoundMark>, Option<Fault>), Fault> {
        let (mut found, mut unread) = (Vec::new(), Unread::default());
        let finder = memchr::memmem::Finder::new(suffix.as_bytes());
        for article in self.articles()? {
            let folder = files::folder(&self.root, &article);
            let names = match files::names(&self.root, &folder, self.lang) {
                Ok(names) => names,
                Err(fault) => {
                    unread.add(fault, true);
                    continue;
                }
            };
            for name in names {
                let Some(Named::Own(author)) = files::named(&name) else { continue };
                if self.scope == Scope::Own && author != self.annotator {
                    continue;
                }
                let bytes = match files::read(&self.root, &folder.join(&name), FILE_LIMIT_BYTES, self.lang) {
                    Ok(Some(bytes)) if finder.find(&bytes.to_ascii_lowercase()).is_some() => bytes,
                    Ok(_) => continue,
                    Err(fault) => {
                        unread.add(fault, author == self.annotator);
                        continue;
                    }
                };
                let source = annotations::normalise(&String::from_utf8_lossy(&bytes));
                let parsed = annotations::parse(&name, &source, &article, &author, self.lang).annotations;
                let author_name = parsed.author_name;
                let fits = |mark: &Mark| mark.id.to_string().ends_with(suffix);
                found.extend(parsed.marks.into_iter().filter(fits).map(|mark| FoundMark {
                    article: article.clone(),
                    author: author.clone(),
                    author_name: author_name.clone(),
                    mark,
                }));
            }
        }
        let has_own = found.iter().any(|one: &FoundMark| one.author == self.annotator);
        let is_whole_id = !found.is_empty() && suffix.len() == 36;
        let doubt = if is_whole_id { None } else { unread.that_counts(has_own) };
        Ok((found, doubt))
    }
}

/// The first failure of the system at what may be one's own, and at what is surely somebody else's. Links, pipes
/// and files beyond the limit hold no marks.
#[derive(Default)]
struct Unread {
    own: Option<Fault>,
    others: Option<Fault>,
}

impl Unread {
    fn add(&mut self, fault: Fault, may_be_own: bool) {
        if fault.kind == FaultKind::Io {
            let first = if may_be_own { &mut self.own } else { &mut self.others };
            first.get_or_insert(fault);
        }
    }

    /// What might change the answer: one's own marks come before others' anyway.
    fn that_counts(self, has_own: bool) -> Option<Fault> {
        self.own.or(if has_own { None } else { self.others })
    }
}
