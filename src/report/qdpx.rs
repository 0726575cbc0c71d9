//! Reports as a REFI-QDA project: articles as sources, marks as selections, zones as variable and as cases, annotators as users.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::Report;
use super::sheet::{Item, Sheet};
use super::table::{items, paths};
use crate::formats::package;
use crate::formats::refi::{ORIGIN, attribute, element, guid, tree};
use crate::formats::xml::escaped;
use crate::messages::{Lang, report as say};
use crate::words::Moment;

/// Writes the project with the text of every article in it.
pub(super) fn render(report: &Report, lang: Lang) -> Option<Vec<u8>> {
    let project = project(report, lang);
    let mut parts = vec![("project.qde".to_owned(), project.as_bytes())];
    for sheet in &report.sheets {
        parts.push((format!("Sources/{}.txt", source(sheet)), sheet.text.as_bytes()));
    }
    package::pack(parts.iter().map(|(name, bytes)| (name.as_str(), *bytes)))
}

fn source(sheet: &Sheet) -> String {
    guid("article", &sheet.article_id).to_string()
}

/// A moment as XML Schema has it.
fn time(moment: Moment) -> String {
    moment.to_string()
}

/// A container; nothing when it is empty.
fn container(name: &str, inner: &str) -> String {
    if inner.is_empty() { String::new() } else { format!("<{name}>\n{inner}</{name}>\n") }
}

fn project(report: &Report, lang: Lang) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Project xmlns=\"urn:QDA-XML:project:1.0\"",
    );
    let name = if report.query.is_empty() { say::everything(lang) } else { report.query.clone() };
    out += &(attribute("name", &name) + &attribute("origin", ORIGIN));
    if let Some(first) = items(report).map(|(_, item)| item.created).min_by_key(|moment| moment.unix_seconds)
    {
        out += &attribute("creationDateTime", &time(first));
    }
    out.push_str(">\n");
    let codes = container("Codes", &tree(&report.codebook, &paths(report)));
    let sources: Vec<String> = report.sheets.iter().map(text_source).collect();
    let notes: Vec<String> = items(report).filter_map(|(_, item)| note(item, lang)).collect();
    out += &container("Users", &users(report));
    out += &container("CodeBook", &codes);
    out += &container("Variables", &variables(report));
    out += &container("Cases", &cases(report));
    out += &container("Sources", &sources.concat());
    out += &container("Notes", &notes.concat());
    out + "</Project>\n"
}

fn users(report: &Report) -> String {
    let users: BTreeMap<&str, &str> =
        items(report).map(|(_, item)| (item.author.as_str(), item.author_name.as_str())).collect();
    let user = |(author, name): (&str, &str)| {
        let id = attribute("guid", &guid("annotator", author).to_string());
        format!("<User{id}{}{}/>\n", attribute("name", name), attribute("id", author))
    };
    users.into_iter().map(user).collect::<Vec<_>>().concat()
}

/// The variables of a source that are known of it, with their values.
fn values(sheet: &Sheet) -> Vec<(&'static str, &str)> {
    let known = [
        ("zone", sheet.zone.as_str()),
        ("published", &sheet.date),
        ("paper", &sheet.paper),
        ("page", &sheet.page),
    ];
    known.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

fn variables(report: &Report) -> String {
    let used: BTreeSet<&str> = report.sheets.iter().flat_map(values).map(|(name, _)| name).collect();
    let variable = |name: &str| {
        let id = attribute("guid", &guid("variable", name).to_string());
        format!("<Variable{id}{} typeOfVariable=\"Text\"/>\n", attribute("name", name))
    };
    used.into_iter().map(variable).collect::<Vec<_>>().concat()
}

fn value(name: &str, value: &str) -> String {
    let target = attribute("targetGUID", &guid("variable", name).to_string());
    format!(
        "<VariableValue><VariableRef{target}/><TextValue>{}</TextValue></VariableValue>\n",
        escaped(value)
    )
}

/// A case for each zone, with its articles.
fn cases(report: &Report) -> String {
    let mut zones: BTreeMap<&str, Vec<&Sheet>> = BTreeMap::new();
    for sheet in report.sheets.iter().filter(|sheet| !sheet.zone.is_empty()) {
        zones.entry(&sheet.zone).or_default().push(sheet);
    }
    let case = |(zone, sheets): (&str, Vec<&Sheet>)| {
        let id = attribute("guid", &guid("zone", zone).to_string());
        let reference = |sheet: &&Sheet| format!("<SourceRef{}/>\n", attribute("targetGUID", &source(sheet)));
        let references: Vec<String> = sheets.iter().map(reference).collect();
        format!(
            "<Case{id}{}>\n{}{}</Case>\n",
            attribute("name", zone),
            value("zone", zone),
            references.concat()
        )
    };
    zones.into_iter().map(case).collect::<Vec<_>>().concat()
}

fn text_source(sheet: &Sheet) -> String {
    let id = source(sheet);
    let mut out = format!("<TextSource{}{}", attribute("guid", &id), attribute("name", &sheet.title));
    out += &attribute("plainTextPath", &format!("internal://{id}.txt"));
    out.push_str(">\n");
    for item in &sheet.items {
        out += &selection(item);
    }
    for (name, text) in values(sheet) {
        out += &value(name, text);
    }
    out + "</TextSource>\n"
}

/// Who made a mark, when, and when it was changed.
fn made(item: &Item) -> String {
    let user = guid("annotator", &item.author).to_string();
    attribute("creatingUser", &user) + &attribute("creationDateTime", &time(item.created))
}

/// A mark that has a place; its note hangs on it by reference.
fn selection(item: &Item) -> String {
    let Some((start, end)) = item.span else { return String::new() };
    let name: String = item.quote.chars().take(20).collect();
    let mut out = format!(
        "<PlainTextSelection{}{} startPosition=\"{}\" endPosition=\"{}\"{}{}>\n",
        attribute("guid", &item.mark_id),
        attribute("name", &name),
        item.text_start + start,
        item.text_start + end,
        made(item),
        attribute("modifyingUser", &guid("annotator", &item.author).to_string())
            + &attribute("modifiedDateTime", &time(item.modified)),
    );
    for tag in &item.tags {
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "<Coding{}{}><CodeRef{}/></Coding>",
            attribute("guid", &guid("coding", &format!("{} {tag}", item.mark_id)).to_string()),
            made(item),
            attribute("targetGUID", &guid("tag", tag.as_str()).to_string())
        );
    }
    if !item.note.is_empty() {
        let _ =
            writeln!(out, "<NoteRef{}/>", attribute("targetGUID", &guid("note", &item.mark_id).to_string()));
    }
    out + "</PlainTextSelection>\n"
}

/// A mark's note; a mark without a place is a note with its words, for there is nothing it could hang on.
fn note(item: &Item, lang: Lang) -> Option<String> {
    let text = if item.para.is_some() {
        item.note.clone()
    } else {
        let tags: Vec<&str> = item.tags.iter().map(crate::words::TagPath::as_str).collect();
        let lost = format!("{}“{}”", say::orphan(lang) + &say::colon(lang), item.quote);
        [lost, tags.join(" "), item.note.clone()]
            .into_iter()
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join("\n")
    };
    let name: String = text.chars().take_while(|c| *c != '\n').take(20).collect();
    (!text.is_empty()).then(|| {
        format!(
            "<Note{}{}{}>\n{}</Note>\n",
            attribute("guid", &guid("note", &item.mark_id).to_string()),
            attribute("name", &name),
            made(item),
            element("PlainTextContent", &text)
        )
    })
}
