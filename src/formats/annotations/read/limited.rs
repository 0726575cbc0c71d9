//! Fields with a limit: what goes beyond is read whole and named, never cut.

use super::super::{NOTE_LIMIT_BYTES, TAGS_LIMIT};
use super::{Reader, Value};
use crate::messages::store as say;
use crate::words::{Severity, TagPath};

impl Reader<'_> {
    /// The tags, sorted and unique.
    pub(super) fn tags(&mut self, value: &Value<'_>) -> Vec<TagPath> {
        let Some(array) = value.get_ref().as_array() else {
            self.wrong(value, "tags", "array");
            return Vec::new();
        };
        let mut tags = Vec::new();
        for item in array {
            match item.get_ref().as_str().and_then(TagPath::new) {
                Some(tag) => tags.push(tag),
                None => self.wrong(item, "tags", "价值/待核实"),
            }
        }
        tags.sort();
        tags.dedup();
        if tags.len() > TAGS_LIMIT {
            let message = say::too_many_tags(self.lang, tags.len(), TAGS_LIMIT);
            self.over_limit(value, message);
        }
        tags
    }

    /// A note; one over the limit is read whole and named.
    pub(super) fn note(&mut self, value: &Value<'_>) -> String {
        let note = self.text(value, "note").unwrap_or_default();
        if note.len() > NOTE_LIMIT_BYTES {
            let message = say::note_too_long(self.lang, note.len(), NOTE_LIMIT_BYTES / 1024);
            self.over_limit(value, message);
        }
        note
    }

    fn over_limit(&mut self, value: &Value<'_>, message: String) {
        let hint = say::over_limit_hint(self.lang);
        self.complain(&value.span(), "store.over-limit", Severity::Warning, message, hint);
    }
}
