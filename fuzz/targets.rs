//! What is thrown at each parser, and what must hold whatever comes back. libFuzzer (`fuzz_targets/`) and
//! `tests/fuzz.rs` call the same functions.

use std::collections::BTreeSet;

use pizhu::anchor;
use pizhu::checks;
use pizhu::formats::{
    annotations, article, codebook, docx, encoding, exchange, house_rules, html, import_rules,
};
use pizhu::import;
use pizhu::keymap::{Keymap, Layer};
use pizhu::messages::Lang;
use pizhu::query::Query;
use pizhu::text::{Clean, Level, Widths, layout, prepare};
use pizhu::words::{
    Annotations, Annotator, Article, ArticleId, BlockKind, Mark, Meta, Placement, Problem, RuleChange,
};

/// A function that a fuzzer calls, by name.
pub(crate) type Target = (&'static str, fn(&[u8]));

/// All of them.
pub(crate) const ALL: [Target; 15] = [
    ("store_load", store_load),
    ("doctor", doctor),
    ("merge", merge),
    ("clean", clean),
    ("decode", decode),
    ("front_matter", front_matter),
    ("keymap", keymap),
    ("codebook", codebook),
    ("query", query),
    ("anchor", anchor),
    ("page", page),
    ("web", web),
    ("foreign", foreign),
    ("rules", rules),
    ("advice", advice),
];

fn id() -> ArticleId {
    ArticleId::new("a").expect("slug")
}

fn author() -> Annotator {
    Annotator::new("li").expect("slug")
}

fn text(data: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(data)
}

/// Every problem names a line of the source that was read, and can be printed.
fn sound(problems: &[Problem], source: &str) {
    let lines = source.split('\n').count().max(1);
    for problem in problems {
        assert!(!problem.message.is_empty() && !problem.code.is_empty(), "{problem:?}");
        assert!(problem.line <= lines + 1, "line {} of {lines}: {problem:?}", problem.line);
        assert!(problem.line > 0 || problem.column == 0, "{problem:?}");
        let _ = problem.to_string();
    }
}

fn loaded(source: &str) -> annotations::Parsed {
    annotations::parse("annotations/a/li.toml", source, &id(), &author(), Lang::En)
}

/// A store file: what could be read is written and read again the same.
pub(crate) fn store_load(data: &[u8]) {
    let source = annotations::normalise(&text(data));
    let parsed = loaded(&source);
    sound(&parsed.problems, &source);
    let marks = &parsed.annotations.marks;
    assert!(marks.windows(2).all(|pair| pair[0].id < pair[1].id), "marks are sorted and unique");
    let rendered = annotations::render(&parsed.annotations);
    let again = loaded(&rendered);
    assert_eq!(again.annotations, parsed.annotations, "what is written is read again:\n{rendered}");
    if !parsed.is_corrupt() && !parsed.is_too_new() {
        let same = annotations::edit(&source, &parsed.annotations, &parsed.annotations).expect("it parsed");
        assert_eq!(loaded(&same).annotations, parsed.annotations, "an edit of nothing changes nothing");
    }
}

/// A broken store file: what is salvaged is a sound file again, and the markers it names are there.
pub(crate) fn doctor(data: &[u8]) {
    let source = annotations::normalise(&text(data));
    let lines = source.lines().count();
    assert!(annotations::salvage::marker_lines(&source).iter().all(|line| (1..=lines).contains(line)));
    let salvaged = annotations::salvage::salvage(&source, &id(), &author());
    let again = loaded(&salvaged.text);
    assert!(!again.is_corrupt(), "what is salvaged can be read: {:?}\n{}", again.problems, salvaged.text);
    let whole = loaded(&source);
    assert!(
        whole.is_corrupt()
            || whole.is_too_new()
            || again.annotations.marks.len() >= whole.annotations.marks.len(),
        "a sound file loses nothing"
    );
}

/// Three versions: no record is lost that one side has and the other did not delete; twice is as once.
pub(crate) fn merge(data: &[u8]) {
    let source = text(data);
    let mut versions = source.split('\u{c}').map(|part| loaded(&annotations::normalise(part)).annotations);
    let (Some(base), Some(disk)) = (versions.next(), versions.next()) else { return };
    let mine = versions.next().unwrap_or_else(|| base.clone());
    for base in [None, Some(&base)] {
        let merged = annotations::merge::merge(base, &disk, &mine).annotations;
        let ids: BTreeSet<_> = merged.marks.iter().map(|mark| mark.id).collect();
        let had = |mark: &Mark| base.is_some_and(|base| base.mark(mark.id).is_some());
        for mark in disk.marks.iter().chain(&mine.marks).filter(|mark| !had(mark)) {
            assert!(ids.contains(&mark.id), "lost {}", mark.id);
        }
        assert_eq!(annotations::merge::merge(base, &merged, &merged).annotations, merged);
        assert_eq!(loaded(&annotations::render(&merged)).annotations, merged);
    }
}

/// Whether a character may reach a terminal.
pub(crate) fn is_safe(c: char) -> bool {
    let is_control = c.is_control() && c != '\n';
    let is_hidden = matches!(c, '\u{61C}' | '\u{200B}'..='\u{200C}' | '\u{200E}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}' | '\u{E0000}'..='\u{E007F}');
    !(is_control || is_hidden)
}

/// Any text: what is drawn is harmless, offsets go there and back, lines tile the text and fit.
pub(crate) fn clean(data: &[u8]) {
    let source = text(data);
    let clean = Clean::new(&source);
    let drawn = clean.as_str();
    if let Some(c) = drawn.chars().find(|c| !is_safe(*c)) {
        panic!("{c:?} is drawn of {source:?}");
    }
    let mut last = 0;
    for (byte, _) in source.char_indices() {
        let at = clean.drawn_at(byte);
        assert!(at >= last && at <= drawn.len() && drawn.is_char_boundary(at), "{byte} → {at}");
        assert!(source.is_char_boundary(clean.source_at(at)));
        last = at;
    }
    let drawn = drawn.get(..drawn.floor_char_boundary(4000)).unwrap_or(drawn);
    for widths in [Widths::narrow(), Widths::wide()] {
        for level in [Level::None, Level::Gb, Level::Strict] {
            let prepared = prepare(drawn, &widths, level);
            for measure in [0, 1, 2, 7, 40] {
                let lines = layout(&prepared, measure, 0);
                assert!(lines.windows(2).all(|pair| pair[0].end == pair[1].start), "lines tile the text");
                assert_eq!(lines.first().map_or(0, |line| line.start), 0);
                assert_eq!(lines.last().map_or(0, |line| line.end), drawn.len());
                assert!(lines.iter().all(|line| line.clipped || line.cells <= measure.max(1)), "lines fit");
            }
        }
    }
}

/// Any bytes: text or a reason, and an article either way.
pub(crate) fn decode(data: &[u8]) {
    match encoding::decode(data, None) {
        Ok(decoded) => {
            assert!((0.0..=1.0).contains(&decoded.confidence));
            assert!(!decoded.text.contains('\0'), "NUL is no text");
            whole_article(&decoded.text);
        }
        Err(not_text) => assert!(not_text.line > 0 && not_text.column > 0),
    }
    if std::str::from_utf8(data).is_ok_and(|text| text.chars().any(|c| c > '\u{4E00}' && c < '\u{9FFF}'))
        && let Ok(decoded) = encoding::decode(data, None)
    {
        let plain = data.starts_with(b"\xFF\xFE") || data.starts_with(b"\xFE\xFF");
        assert!(
            plain || decoded.encoding == "UTF-8",
            "valid UTF-8 with Han is UTF-8, not {}",
            decoded.encoding
        );
    }
}

/// An article file: the blocks lie in order in the text.
pub(crate) fn front_matter(data: &[u8]) {
    whole_article(&text(data));
}

fn whole_article(source: &str) {
    for file in ["articles/z/a.md", "articles/z/a.txt"] {
        let (read, problems) =
            article::parse(id(), source, article::Source { zone: "z", file, lang: Lang::Zh });
        sound(&problems, &article::with_plain_line_ends(source));
        assert!(!read.blocks.is_empty() && !read.text.contains('\r'));
        let mut last = 0;
        for (ordinal, _, words) in read.iter_blocks() {
            let range = &read.blocks[ordinal].range_bytes;
            assert!(range.start >= last && read.text.get(range.clone()) == Some(words));
            // A head, a caption or a `## ` may lack words; a paragraph is words.
            assert!(read.blocks[ordinal].kind != BlockKind::Body || !words.trim().is_empty());
            last = range.end;
        }
        if read.read_only.is_none() {
            let rendered = article::render(&read, "");
            let (again, _) = article::parse(
                id(),
                &rendered,
                article::Source { zone: "z", file: "articles/z/a.md", lang: Lang::Zh },
            );
            assert_eq!(again.blocks.len(), read.blocks.len(), "as many blocks after writing:\n{rendered}");
        }
    }
}

/// A keymap: bad lines cost themselves only, every complaint has its place.
pub(crate) fn keymap(data: &[u8]) {
    let source = text(data);
    let (keymap, problems) = Keymap::layered(&[(Layer::User, "keymap.toml", &source)], Lang::Zh);
    sound(&problems, &source);
    let _ = keymap.render();
    let _ = keymap.render_diff();
}

/// A codebook: what was read is written and read again.
pub(crate) fn codebook(data: &[u8]) {
    let source = text(data);
    let (book, problems) = codebook::parse(&source, "codebook.toml", Lang::En);
    sound(&problems, &article::with_plain_line_ends(&source));
    let _ = codebook::parse(&codebook::render(&book), "codebook.toml", Lang::En);
}

/// A query: hits lie in the text.
pub(crate) fn query(data: &[u8]) {
    let source = text(data);
    let (words, body) = source.split_once('\n').unwrap_or((&source, "晋城经开区 jcjkq 签约8个项目"));
    if let Ok(query) = Query::parse(words, Lang::Zh) {
        for hit in query.hits(body) {
            assert!(body.get(hit.bytes.clone()).is_some(), "{hit:?} in {body:?}");
        }
    }
}

fn plain_article(body: &str) -> Article {
    let meta = Meta { title: "题".into(), ..Meta::default() };
    Article::assemble(
        id(),
        meta,
        body.split('\n').filter(|l| !l.trim().is_empty()).map(|l| (BlockKind::Body, l)),
    )
}

/// Two texts: marks of the first are placed in the second; what is placed without asking is there word for word.
pub(crate) fn anchor(data: &[u8]) {
    let source = text(data);
    let (old, new) = source.split_once('\u{c}').unwrap_or((&source, &source));
    let (old, new) = (plain_article(old), plain_article(new));
    let index = anchor::Index::new(&new);
    for ordinal in 0..old.blocks.len().min(12) {
        let chars = old.block_text(ordinal).map_or(0, |block| block.chars().count());
        for span in [None, Some((chars / 3, chars * 2 / 3))] {
            let place = anchor::quote(&old, ordinal, span);
            let mut mark = store_mark();
            (mark.para, mark.para_hash, mark.span) = (place.para, place.para_hash, place.span);
            (mark.quote, mark.prefix, mark.suffix) = (place.quote, place.prefix, place.suffix);
            let placed = index.place_one(&author(), "李", &mark);
            assert_eq!(placed.ordinal.is_some(), placed.placement.has_place());
            assert!(placed.candidates.iter().all(|c| c.0 < new.blocks.len()));
            let Some(at) = placed.ordinal else { continue };
            let block = new.block_text(at).expect("a block of the article");
            if let Some((start, end)) = placed.span {
                assert!(start <= end && end <= block.chars().count());
            }
            let is_sure = matches!(placed.placement, Placement::Exact | Placement::Moved);
            assert!(
                !is_sure || block.trim() == old.block_text(ordinal).unwrap_or("").trim(),
                "silently placed"
            );
        }
    }
}

/// A mark with nothing in it, read as the store reads one.
fn store_mark() -> Mark {
    let source = "schema = 1\n[mark.0195a1c4-7e30-7b52-9d4e-3f60a2c81b07]\npara = 1\npara_hash = \"9f2c4e1ab07d55c8\"\nquote = \"\"\nprefix = \"\"\nsuffix = \"\"\ntags = []\nnote = \"\"\nstatus = \"open\"\ncreated = 2026-03-18T14:03:07+08:00\nupdated = 2026-03-18T14:03:07+08:00\ncodebook = 1\nrev = \"1-4f7a90c2\"\n";
    let parsed: Annotations = loaded(source).annotations;
    parsed.marks.into_iter().next().expect("one mark")
}

/// A newspaper page: every character that is not blank lies in exactly one place of the result.
pub(crate) fn page(data: &[u8]) {
    let source = text(data);
    let page = import::parse(&source, &import::Options::default());
    let chars: Vec<char> = source.chars().collect();
    let mut places = vec![0_u8; chars.len()];
    let left = page.left_over.iter().map(|piece| piece.source);
    for (start, end) in page.articles.iter().flat_map(import::Draft::spans).chain(left) {
        assert!(start < end && end <= chars.len(), "{start}..{end} of {}", chars.len());
        places[start..end].iter_mut().for_each(|count| *count = count.saturating_add(1));
    }
    for (at, (c, count)) in chars.iter().zip(&places).enumerate() {
        assert!(*count == 1 || (c.is_whitespace() && *count == 0), "{c:?} at {at} stands in {count} places");
    }
}

/// A saved web page: text, or nothing.
pub(crate) fn web(data: &[u8]) {
    let _ = html::named_encoding(data);
    let read = html::parse(&text(data));
    assert!(!read.text.contains('\0') || data.contains(&0), "no NUL out of nowhere");
}

/// A file of another program (a document, a project, a codebook, web annotations): what it brings, or a refusal.
pub(crate) fn foreign(data: &[u8]) {
    if let Ok(document) = docx::read(data) {
        let chars = document.text.chars().count();
        let places = document.comments.iter().filter_map(|comment| comment.at);
        assert!(
            places.into_iter().all(|(start, end)| start <= end && end <= chars),
            "comments lie in the text"
        );
    }
    let Some(incoming) = exchange::read(data) else { return };
    for text in &incoming.texts {
        let chars = text.text.as_ref().map_or(usize::MAX, |words| words.chars().count());
        let places = text.marks.iter().filter_map(|mark| mark.place);
        assert!(places.into_iter().all(|(start, end)| start <= end && end <= chars), "marks lie in the text");
    }
}

/// What readers answered about pages: read, answered once more, and read again.
pub(crate) fn rules(data: &[u8]) {
    let source = text(data);
    let (_, problems) = import_rules::parse(&source, Lang::En);
    sound(&problems, &source);
    let _ = import_rules::encodings(&source);
    let change = RuleChange {
        paper: "科学导报".into(),
        kind: "zone".into(),
        when: "经开区".into(),
        old: None,
        new: Some("no".into()),
    };
    if problems.iter().any(|problem| problem.line != 0) {
        return; // A file that is no TOML is never written.
    }
    let remembered = import_rules::with_change(&source, &change);
    assert!(
        remembered == source || import_rules::answer(&remembered, &change).as_deref() == Some("no"),
        "{remembered}"
    );
}

/// A desk's rules, and what they and ours remark on a text: every remark stands on words of its block.
pub(crate) fn advice(data: &[u8]) {
    let source = text(data);
    let (house, problems) = house_rules::parse(&source, Lang::En);
    sound(&problems, &source);
    let title = source.lines().next().unwrap_or_default().to_owned();
    let meta = Meta { title, date: Some("2026-03-18".into()), ..Meta::default() };
    let article = Article::assemble(id(), meta, source.lines().map(|line| (BlockKind::Body, line)));
    for advice in checks::look(&article, &house, Lang::Zh) {
        let block = article.block_text(advice.ordinal).expect("a block");
        let (start, end) = advice.span_bytes;
        assert!(block.get(start..end).is_some_and(|words| !words.is_empty()), "{advice:?}");
        assert!(advice.code.is_ascii(), "{advice:?}");
    }
}
