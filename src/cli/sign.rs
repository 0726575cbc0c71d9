//! `pizhu sign`: signs an article off for one stage of 三审三校.

use serde_json::json;

use super::args::SignArgs;
use super::context::{Context, Done, Outcome};
use super::mark::Desk;
use crate::clock;
use crate::config::Settings;
use crate::formats::hash;
use crate::messages::{Lang, cli as say, reader};
use crate::query::signoff::{self, marks_hash};
use crate::store::{Consent, Scope};
use crate::words::{Annotations, Fault, FaultKind, STAGES, Signed, stages_beside};

/// Signs the text and the marks as they are now.
pub(super) fn run(context: &mut Context<'_>, args: &SignArgs) -> Outcome {
    let lang = context.lang;
    let stage = stage(&args.stage, lang)?;
    let desk = Desk::open(context)?;
    let article = desk.article(context, &args.article)?;
    let text = hash(&article.text);
    // What is signed for is everybody's marks; nothing of others' is shown.
    let everybody = context.store(&desk.library)?.with_scope(Scope::All);
    let (written, problems) = everybody.load(&article.id)?;
    context.remarks(if context.cli.blind { &[] } else { &problems });
    let (settings, _) = Settings::load(context.environment, None, lang);
    let own = written.iter().find(|file| file.author == *desk.store.annotator());
    let signed_here =
        |name: &&str| own.and_then(|own| own.signs.get(*name)).is_some_and(|signed| signed.text == text);
    if let Some(before) = stages_beside(stage).find(signed_here).filter(|_| settings.different_signers) {
        let message = reader::sign_by_another(lang, reader::stage(lang, stage), reader::stage(lang, before));
        return Err(
            Fault::new(FaultKind::Refused, "cli.same-signer", message).with_hint(say::another_signs(lang))
        );
    }
    let now = clock::now();
    let signed = Signed { at: now, text, marks: marks_hash(&written) };
    let make = |own: &Annotations| signoff::changes(&article, own, stage, signed);
    let saved = desk.store.change(&[article.id.clone()].into(), Consent::Given, now, &make)?;
    context.remarks(&saved.remarks);
    if args.json {
        context.print_json(&json!({
            "article": article.id.as_str(), "stage": stage, "author": desk.store.annotator().as_str(),
            "at": now.to_string(), "text": text.to_string(), "marks": signed.marks.to_string(),
        }))?;
    } else {
        context.print_line(&say::signed(lang, &article.id, reader::stage(lang, stage), now))?;
    }
    Ok(Done::Fine)
}

/// The stage that a word names: `review-1` or 初审.
fn stage(word: &str, lang: Lang) -> Result<&'static str, Fault> {
    let names = |name: &&str| {
        **name == *word || [Lang::Zh, Lang::En].iter().any(|lang| reader::stage(*lang, name) == word)
    };
    STAGES.into_iter().find(names).ok_or_else(|| {
        Fault::new(FaultKind::Usage, "cli.no-stage", reader::no_stage(lang, word, STAGES.join(" ")))
    })
}
