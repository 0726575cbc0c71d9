//! `pizhu relink`.

use super::args::RelinkArgs;
use super::context::{Context, Done, Outcome};
use super::mark::{self, Desk};
use crate::store::Consent;
use crate::words::{Annotations, Change, Record, Value};
use crate::{anchor, clock};

/// Puts a mark that lost its paragraph on one, or keeps it as an orphan.
pub(super) fn run(context: &mut Context<'_>, args: &RelinkArgs) -> Outcome {
    let desk = Desk::open(context)?;
    let found = desk.living_mark(context, &args.mark)?;
    let article = desk.article(context, found.article.as_str())?;
    let place = match args.para {
        Some(para) => {
            context.paragraph(&article, para)?;
            Some(anchor::relink(&article, &found.mark, para))
        }
        None => None,
    };
    let id = found.mark.id;
    let make = |own: &Annotations| {
        let change =
            |record: Record, old: Value, new: Value| Change { article: article.id.clone(), record, old, new };
        let kept = Record::Dismissed(Annotations::orphan_key(id));
        let since = own.dismissed.get(&Annotations::orphan_key(id)).map(|when| Value::When(*when));
        let old = own.mark(id).map_or(Value::Absent, |mark| Value::Place(Box::new(mark.place())));
        match &place {
            Some(place) => {
                std::iter::once(change(Record::Mark(id), old, Value::Place(Box::new(place.clone()))))
                    .chain(since.map(|since| change(kept, since, Value::Absent)))
                    .collect()
            }
            None if since.is_none() => vec![change(kept, Value::Absent, Value::When(clock::now()))],
            None => Vec::new(),
        }
    };
    let saved = desk.store.change(&[article.id.clone()].into(), Consent::Given, clock::now(), &make)?;
    mark::print(context, &article, &saved, Some(id), args.json)?;
    Ok(Done::Fine)
}
