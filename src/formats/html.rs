//! Saved web pages → plain text: e-paper pages by their `enpproperty` and `enpcontent` comments, others by
//! what a reader of the page would call its article.

use super::docx::entity;

mod epaper;

use epaper::{between, epaper};

/// What a web page says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WebPage {
    /// Headline lines and paragraphs, apart by blank lines.
    pub text: String,
    /// `YYYY-MM-DD`, when the page tells.
    pub date: Option<String>,
    /// 版次.
    pub page_no: Option<String>,
    /// 版名.
    pub page_name: Option<String>,
    /// 引题, as it stands in the text.
    pub kicker: Option<String>,
    /// What an ordinary page marks as headings, a line each.
    pub headings: Vec<String>,
}

/// Reads a page.
pub fn parse(html: &str) -> WebPage {
    epaper(html).unwrap_or_else(|| ordinary(html))
}

/// The encoding that a page's head names, such as `gb2312`.
pub fn named_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..4096).unwrap_or(bytes)).to_ascii_lowercase();
    let at = head.find("charset=")? + "charset=".len();
    let name: String = head
        .get(at..)?
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    (!name.is_empty()).then_some(name)
}

/// Any other page: its article by readability, else all of its body.
fn ordinary(html: &str) -> WebPage {
    let article = if is_tame(html) {
        dom_smoothie::Readability::new(html, None, None).and_then(|mut reader| reader.parse()).ok()
    } else {
        None
    };
    let headings = headings(html);
    let Some(article) = article else {
        return WebPage { text: text_of(html), headings, ..WebPage::default() };
    };
    let body = text_of(&article.content);
    let text = with_headline(&body, &headline(html, article.title.trim()), &headings);
    let date = article.published_time.map(|time| time.chars().take(10).collect());
    WebPage { text, date, headings, ..WebPage::default() }
}

/// An article's text under its headline, which is told by the page's title only where the page itself has none.
fn with_headline(body: &str, headline: &str, headings: &[String]) -> String {
    let place = |line: &str| headings.iter().position(|heading| heading == line);
    let lines: Vec<&str> = body.split("\n\n").filter(|line| !line.is_empty()).collect();
    let is_there =
        lines.contains(&headline) || lines.first().is_some_and(|first| first.starts_with(headline));
    let is_titled = lines.first().is_some_and(|first| place(first).is_some());
    if is_there || is_titled && place(headline).is_none() {
        return lines.join("\n\n");
    }
    // A heading that was taken for the title's double goes back to where it stood among the others.
    let before =
        lines.iter().take_while(|line| place(line).is_some_and(|at| Some(at) < place(headline))).count();
    let (above, below) = lines.split_at_checked(before).unwrap_or_default();
    [above, &[headline], below].concat().join("\n\n")
}

/// What stands in the elements `h1` to `h6`, in the order of the page, each as the lines that it makes.
fn headings(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = memchr::memmem::find(rest.as_bytes(), b"<h")
        .into_iter()
        .chain(memchr::memmem::find(rest.as_bytes(), b"<H"))
        .min()
    {
        rest = rest.get(at + 2..).unwrap_or("");
        let is_heading = matches!(rest.as_bytes(), [b'1'..=b'6', b'>' | b' ' | b'\t' | b'\r' | b'\n', ..]);
        if !is_heading {
            continue;
        }
        let content = after(rest, ">");
        let end = content.find("</h").or_else(|| content.find("</H")).unwrap_or(0);
        let text = text_of(content.get(..end).unwrap_or(""));
        found.extend(text.split("\n\n").filter(|line| !line.is_empty()).map(ToOwned::to_owned));
        rest = content.get(end..).unwrap_or("");
    }
    found
}

/// Whether a page is of a size and depth that pages have: what judges its parts takes the square of both.
fn is_tame(html: &str) -> bool {
    const MOST_BYTES: usize = 2 << 20;
    const MOST_DEPTH: usize = 256;
    let mut depth = 0_usize;
    let mut deepest = 0;
    for (at, _) in html.match_indices('<') {
        match html.as_bytes().get(at + 1) {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(first) if first.is_ascii_alphabetic() => {
                let tag = html.get(at + 1..).unwrap_or("");
                let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).take(8).collect();
                let is_void = [
                    "br", "hr", "img", "meta", "link", "input", "p", "li", "td", "tr", "th", "area", "base",
                    "col", "source", "wbr",
                ]
                .iter()
                .any(|void| name.eq_ignore_ascii_case(void));
                depth += usize::from(!is_void);
                deepest = deepest.max(depth);
            }
            _ => {}
        }
    }
    html.len() <= MOST_BYTES && deepest <= MOST_DEPTH
}

/// The headline without the site's name: what the page's `h1` says, when the title begins with it, else what stands
/// before the mark that sites put between.
fn headline(html: &str, title: &str) -> String {
    let heading = html.find("<h1").and_then(|at| between(html.get(at..)?, ">", "</h1>")).map(text_of);
    let heading =
        heading.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default();
    if !heading.is_empty() && title.starts_with(&heading) {
        return heading;
    }
    let cut = title.split(['_', '|']).next().unwrap_or(title).trim();
    if cut.chars().count() >= 4 { cut.to_owned() } else { title.to_owned() }
}

/// Elements that end a block.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "br",
    "tr",
    "li",
    "ul",
    "ol",
    "table",
    "section",
    "article",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "footer",
    "blockquote",
    "figure",
    "figcaption",
    "dd",
    "dt",
    "hr",
    "title",
    "founder-content",
];

/// The text of markup: blocks apart by blank lines, cells by tabs, no script, no style, references resolved.
pub fn text_of(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        push_text(rest.get(..at).unwrap_or(""), &mut out);
        rest = rest.get(at..).unwrap_or("");
        rest = if rest.starts_with("<!--") { after(rest, "-->") } else { tag(rest, &mut out) };
    }
    push_text(rest, &mut out);
    let blocks: Vec<&str> = out.split('\n').map(str::trim).filter(|block| !block.is_empty()).collect();
    blocks.join("\n\n")
}

fn after<'a>(text: &'a str, mark: &str) -> &'a str {
    text.find(mark).and_then(|at| text.get(at + mark.len()..)).unwrap_or("")
}

/// Takes one tag; what no reader sees is skipped with its content.
fn tag<'a>(rest: &'a str, out: &mut String) -> &'a str {
    let name: String = rest
        .chars()
        .skip(1)
        .skip_while(|c| *c == '/')
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect();
    let name = name.to_ascii_lowercase();
    let is_markup =
        rest.chars().nth(1).is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
    if !is_markup {
        out.push('<');
        return rest.get(1..).unwrap_or("");
    }
    let behind = after(rest, ">");
    if matches!(name.as_str(), "script" | "style" | "noscript" | "template" | "head")
        && !rest.starts_with("</")
    {
        return behind_element(behind, &name);
    }
    if BLOCKS.contains(&name.as_str()) {
        out.push('\n');
    } else if matches!(name.as_str(), "td" | "th") && !out.ends_with('\n') && rest.starts_with("</") {
        out.push('\t');
    }
    behind
}

/// What stands behind the end tag of an element whose content is not markup.
fn behind_element<'a>(mut rest: &'a str, name: &str) -> &'a str {
    while let Some(at) = rest.find("</") {
        rest = rest.get(at + 2..).unwrap_or("");
        if rest.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return after(rest, ">");
        }
    }
    ""
}

/// Adds text: line ends and runs of blanks are one space, U+3000 stays, references become characters.
fn push_text(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        push_plain(rest.get(..at).unwrap_or(""), out);
        rest = rest.get(at + 1..).unwrap_or("");
        let name: String =
            rest.chars().take(10).take_while(|c| c.is_ascii_alphanumeric() || *c == '#').collect();
        match named(&name) {
            Some(c) => {
                out.push(c);
                rest = rest.get(name.len()..).unwrap_or("");
                rest = rest.strip_prefix(';').unwrap_or(rest);
            }
            None => out.push('&'),
        }
    }
    push_plain(rest, out);
}

fn push_plain(text: &str, out: &mut String) {
    for c in text.chars() {
        let is_blank = matches!(c, ' ' | '\n' | '\r' | '\t');
        if !is_blank {
            out.push(c);
        } else if !out.ends_with([' ', '\n', '\t']) && !out.is_empty() {
            out.push(' ');
        }
    }
}

fn named(name: &str) -> Option<char> {
    Some(match name {
        "nbsp" | "ensp" | "emsp" => ' ',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "mdash" => '—',
        "hellip" => '…',
        "middot" => '·',
        "times" => '×',
        _ => return entity(name),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_several_e_paper_articles_keeps_them_all() {
        let one = |title: &str, text: &str| {
            format!(
                "<!--enpproperty <date>2026-03-18</date><title>{title}</title>/enpproperty--><!--enpcontent-->\
                 <p>{text}</p><!--/enpcontent-->"
            )
        };
        let (first, second) = (one("办好三件实事", "三条路通车。"), one("老厂房变样", "四十天投产。"));
        let page = parse(&format!("<html><body>{first}<div>导航</div>{second}</body></html>"));
        assert_eq!(page.text, "办好三件实事\n\n三条路通车。\n\n老厂房变样\n\n四十天投产。");
        assert_eq!((page.date.as_deref(), page.headings.len()), (Some("2026-03-18"), 2));
    }

    #[test]
    fn an_epaper_page() {
        let html = "<html><body><!--enpproperty <articleid>1</articleid><date>2026-03-18 00:00:00:0</date>\
            <author>本报记者 赵小川</author><title>园区办好三件实事</title><subtitle>平定经开区见闻</subtitle>\
            <nodename>05版：开发区</nodename>/enpproperty--><div>导航</div>\
            <!--enpcontent--><founder-content><P>&nbsp;&nbsp;三条路通车。</P><P>九位工程师&ldquo;驻点&rdquo;。</P></founder-content><!--/enpcontent-->\
            <script>var a = '<p>x</p>';</script></body></html>";
        let page = parse(html);
        assert_eq!(
            page.text,
            "园区办好三件实事\n\n——平定经开区见闻\n\n本报记者 赵小川\n\n三条路通车。\n\n九位工程师“驻点”。"
        );
        assert_eq!((page.date.as_deref(), page.page_no.as_deref()), (Some("2026-03-18"), Some("05")));
        assert_eq!(page.page_name.as_deref(), Some("开发区"));
    }

    #[test]
    fn ordinary_markup() {
        assert_eq!(
            text_of("<style>p{}</style><p>一&lt;二<br>三 4 &amp; 5</p><td>六</td> a < b"),
            "一<二\n\n三 4 & 5\n\n六\ta < b"
        );
        assert_eq!(named_encoding(b"<meta charset=\"GB2312\">").as_deref(), Some("gb2312"));
    }

    #[test]
    fn a_page_of_five_thousand_elements_in_each_other_is_read_as_it_is() {
        let deep = format!("<html>{}路通了。{}</html>", "<div>".repeat(5000), "</div>".repeat(5000));
        assert_eq!(parse(&deep).text, "路通了。");
        assert!(!is_tame(&deep) && is_tame("<p>一<p>二<br><img src=a>"));
    }

    #[test]
    fn the_site_is_no_part_of_the_headline() {
        assert_eq!(headline("<h1 class=a>园区办实事</h1>", "园区办实事-山西新闻网"), "园区办实事");
        assert_eq!(headline("", "园区办实事_山西新闻网"), "园区办实事");
        assert_eq!(headline("", "园区|网"), "园区|网");
    }

    #[test]
    fn an_ordinary_page_gives_its_article() {
        let paragraph = "园区新修的三条路上月通车，企业出门就是大道，货车每趟少跑十里，司机说省下的油钱够加一顿餐，经理说交货也准时了许多，来年还想再添两条生产线。";
        let body: String = std::iter::repeat_n(format!("<p>{paragraph}</p>"), 6).collect();
        let html = format!(
            "<html><head><title>园区办实事</title></head><body><nav><a href=\"/\">首页</a></nav><article><h1>园区办实事</h1>{body}</article><footer>版权所有</footer></body></html>"
        );
        let text = parse(&html).text;
        assert!(text.starts_with("园区办实事\n\n园区新修"), "{text}");
        assert!(!text.contains("首页"));
    }

    #[test]
    fn the_title_is_no_line_beside_the_headings_of_the_page() {
        let page = parse(
            "<title>新闻</title><h1>侯马经济技术开发区</h1><H2 class=a>老厂房变身<br>新车间</H2><p>四十天建成投产。</p>",
        );
        assert_eq!(page.text, "侯马经济技术开发区\n\n老厂房变身\n\n新车间\n\n四十天建成投产。");
        assert_eq!(page.headings, ["侯马经济技术开发区", "老厂房变身", "新车间"]);
        let headings = ["侯马开发区".to_owned(), "老厂房变身新车间".to_owned()];
        let text = with_headline("侯马开发区\n\n建成投产。", "老厂房变身新车间", &headings);
        assert_eq!(text, "侯马开发区\n\n老厂房变身新车间\n\n建成投产。");
        assert_eq!(with_headline("建成投产。", "老厂房", &[]), "老厂房\n\n建成投产。");
    }
}
