//! What reports say; a report is Chinese unless English is asked for.

use super::Lang;

crate::messages::sentences! {
    review() "Review report" "审读报告";
    paper() "Paper" "报纸";
    date() "Date" "日期";
    page() "Page" "版面";
    readers() "Readers" "审读人";
    articles() "Articles" "稿件";
    chars_checked() "Characters checked" "审读字数";
    at_least(chars) "at least {chars}" "不少于 {chars}";
    query() "Query" "范围";
    everything() "the whole library" "全部稿件";
    colon() ": " "：";
    comma() ", " "、";
    semicolon() "; " "；";
    dash() "— " "——";
    all_readers() "all" "全部";
    no_units() "no paragraph was coded by all that are compared" "没有被比较各方都读过的段落";
    no_variation() "undefined: all values are the same, so chance alone would agree as well" "无定义：取值全部相同，随机也会一致";
    no_agreement() "Agreement needs two readers who have read or tagged the same paragraphs." "一致性须有两名以上读者读过或标过同样的段落。";
    overall() "Overall opinion" "总体意见";
    opinion(articles, marks, errors, counted) [articles: "article", marks: "mark"] "Read: {articles}; made: {marks}, {errors} of them on errors, which count {counted}." "本次审读稿件 {articles} 篇，作批注 {marks} 条，其中差错 {errors} 处，计 {counted} 个差错。";
    opinion_rate(rate, verdict) " The error rate is {rate} in 10,000: {verdict}." "编校差错率为万分之 {rate}，{verdict}。";
    opinion_orphans(count, errors) [count: "mark", errors: "error"] " Without a place: {count}; they stand at the end with their words, {errors} among them not counted." "另有 {count} 条批注失锚，连同原句列在文末；其中差错 {errors} 处，未计入。";
    passes() "passes" "合格";
    fails() "fails" "不合格";
    errors() "Errors" "差错";
    no_errors() "No errors were marked." "未标出差错。";
    error_rate() "Error rate" "编校差错率";
    rate(errors, chars, rate, pass, verdict) [errors: "error", chars: "character"] "{errors} in {chars}: {rate} in 10,000. A newspaper passes at {pass} at most: {verdict}." "差错 {errors} 个，审读 {chars} 字，差错率为万分之 {rate}。报纸合格线为不超过万分之 {pass}：{verdict}。";
    lower_bound() "The characters are those of the text files, white space aside: a lower bound of what was printed, so the rate is an upper one." "字数按文本统计，不计空白，低于版面实际字数，因此差错率偏高。";
    nothing_checked() "Nothing was checked, so there is no rate." "没有审读字数，不计差错率。";
    highlights() "Highlights and other opinions" "亮点与其他意见";
    damage() "Damage and repairs" "版面抽取与修复";
    by_zone() "By zone" "分专区";
    by_tag() "By tag" "分标签";
    drift() "To be checked again: what changed below a mark" "复核：批注之后改动的内容";
    place() "Place" "位置";
    old() "Before" "原为";
    new() "Now" "现为";
    bad_template(why) "the template cannot be used: {why}" "模板用不了：{why}";
    see_template() "docs/formats.md lists what a template may name" "模板可用的名字见 docs/formats.md";
    need_template() "`--template FILE` names the template" "请用 --template 文件 指明模板";
    lost_in_qdpx(orphans) "REFI-QDA has no place for status, sign-offs, what was read and weights; marks without a place, here {orphans}, are notes there" "REFI-QDA 不含批注状态、签发、已读和权重；失锚批注（{orphans} 条）写成备注";
    use_when() "Use when: " "何时用：";
    not_when() "Not when: " "何时不用：";
    cut(chars) [chars: "character"] "… (cut: {chars})" "……（已截断，全文 {chars} 字）";
    changed() "To be checked again" "复核";
    figures() "Figures" "数据";
    figures_by_zone() "Figures of the marked paragraphs by zone" "分专区数据（有批注的段落）";
    repairs() "Repairs of the import" "版面导入的修复";
    repair() "Repair" "修复";
    state() "State" "状态";
    tag_by_zone() "Tags by zone" "标签与专区";
    tag_by_article() "Tags by article" "标签与稿件";
    tag_by_tag() "Tags by tag" "标签与标签";
    tag_by_month() "Tags by month" "标签与月份";
    weights() "Weights used" "计错权重";
    weight() "Weight" "权重";
    rules() "Doubled in headlines; wrong characters count 1, 2 or 4 by length; the same error counts three times at most; figures at most 1 an issue; rejected marks do not count." "标题中的差错加倍；错别字按长度计 1、2、4；同一差错至多计三次；数字用法一期至多计 1；不采纳的不计。";
    number() "No." "序号";
    zone() "Zone" "专区";
    title() "Title" "标题";
    paragraph() "Par." "段";
    quote() "Quotation" "原文摘录";
    remark() "Opinion" "审读意见";
    class() "Class" "类别";
    severity() "Severity" "程度";
    count() "Count" "计错";
    grave() "grave" "重";
    plain() "plain" "一般";
    slight() "slight" "轻";
    rejected() "rejected" "不采纳";
    tag() "Tag" "标签";
    untagged() "Without a tag" "未贴标签";
    no_tags() "No tags were put." "没有贴标签的批注。";
    context() "Context" "上下文";
    orphan() "no place" "失锚";
    orphans() "Marks without a place" "失锚批注";
    no_orphans() "Every mark has its place." "没有失锚的批注。";
    head() "head" "题";
    titled(title, place) "“{title}”, paragraph {place}" "《{title}》第 {place} 段";
    titled_head(title) "the head of “{title}”" "《{title}》题头";
    no_kind(name) "no kind of report is called “{name}”" "没有“{name}”这种报告";
    no_format(name) "no format is called “{name}”" "没有“{name}”这种格式";
    nothing_to_write() "there is nothing to write" "没有可写的内容";
    known(names) "these are: {names}" "可用的有：{names}";
    exists(path) "{path} exists" "{path}已存在";
    use_force() "--force overwrites it" "加 --force 覆盖";
    is_link(path) "{path} is a link; reports are not written through links" "{path}是链接，报告不写到链接里";
    other_path() "name a regular file" "请指定普通文件";
    is_folder(path) "{path} is a folder" "{path}是目录";
    cannot_write(path, why) "{path} cannot be written: {why}" "{path}写不了：{why}";
    cannot_read(path, why) "{path} cannot be read: {why}" "{path}读不了：{why}";
    written(path) "written: {path}" "已写入：{path}";
    no_report(path) "{path} is no report written here (md, html, docx, xlsx, csv, json, jsonl, w3c)" "{path}不是本程序写的报告（md、html、docx、xlsx、csv、json、jsonl、w3c）";
    make_one() "`pizhu report -o FILE` writes one" "用 pizhu report -o 文件 生成";
    stand(count) "{count} quotations stand" "{count} 处引文都在";
    gone(article, para, words) "{article} paragraph {para} no longer holds “{words}”" "{article}第{para}段已没有“{words}”";
    elsewhere(article, para, now, words) "{article}: “{words}” is no longer in paragraph {para} but in {now}" "{article}：“{words}”已不在第{para}段，而在第{now}段";
    elsewhere_at(article, at, now, words) "{article}: “{words}” is no longer at character {at} but in paragraph {now}" "{article}：“{words}”已不在第{at}字处，而在第{now}段";
    gone_from(article, words) "{article} no longer holds “{words}”" "{article}已没有“{words}”";
    no_article(article) "the article {article} is gone" "稿件{article}已不在";
    quotations_failed(failed, all) [all: "quotation"] "no longer standing: {failed} of {all}" "{all} 处引文中有 {failed} 处已不成立";
}

/// The heading of a kind of report.
pub fn kind(lang: Lang, name: &str) -> String {
    let (english, chinese) = match name {
        "tags" => ("Quotations by tag", "分标签摘录"),
        "articles" => ("Articles", "稿件一览"),
        "zones" => ("Zones", "专区一览"),
        "authors" => ("Readers", "审读人一览"),
        "codebook" => ("Codebook", "编码表"),
        "crosstab" => ("Tags by zone", "标签与专区交叉表"),
        "notes" => ("Notes", "批注一览"),
        "orphans" => ("Marks without a place", "失锚批注"),
        "agreement" => ("Agreement", "一致性"),
        "signoff" => ("Sign-offs", "签发"),
        _ => ("Review report", "审读报告"),
    };
    lang.pick(english, chinese).to_owned()
}

/// How a mark without one place was found.
pub fn placement(lang: Lang, name: &str) -> String {
    match name {
        "ambiguous" => lang.pick("several places", "有几处相同"),
        _ => lang.pick("no place", "失锚"),
    }
    .to_owned()
}

/// Where a repair stands.
pub fn repair_state(lang: Lang, name: &str) -> String {
    match name {
        "proposed" => lang.pick("to be confirmed", "待确认"),
        "accepted" => lang.pick("accepted", "已确认"),
        "rejected" => lang.pick("rejected", "已退回"),
        other => other,
    }
    .to_owned()
}

/// How a sign-off fares; other words stay.
pub fn standing(lang: Lang, name: &str) -> String {
    match name {
        "stands" => lang.pick("stands", "有效"),
        "text-changed" => lang.pick("void: the text changed", "已失效：正文有改动"),
        "marks-changed" => lang.pick("void: marks changed", "已失效：批注有改动"),
        "unsigned" => lang.pick("not signed", "未签"),
        other => other,
    }
    .to_owned()
}

/// A column's name for people; names that are not ours stay.
pub fn column(lang: Lang, name: &str) -> String {
    let (english, chinese) = match name {
        "article_id" => ("Article", "编号"),
        "zone" => ("Zone", "专区"),
        "title" => ("Title", "标题"),
        "published" => ("Date", "日期"),
        "paragraphs" | "units" => ("Paragraphs", "段数"),
        "read" => ("Read", "已读"),
        "chars" => ("Characters", "字数"),
        "marks" => ("Marks", "批注"),
        "notes" => ("Notes", "有批语"),
        "errors" => ("Errors", "差错处"),
        "error_count" => ("Counted", "计错"),
        "errors_per_10000" => ("In 10,000", "万分差错率"),
        "articles" => ("Articles", "稿件"),
        "author" => ("Reader", "审读人编号"),
        "author_name" => ("Name", "审读人"),
        "tags" => ("Tags", "标签"),
        "first" => ("First", "首次"),
        "last" => ("Last", "末次"),
        "tag_path" => ("Tag", "标签"),
        "own" => ("Own", "本标签"),
        "subtree" => ("With those below", "含下级"),
        "zones" => ("Zones", "专区"),
        "weight" => ("Weight", "权重"),
        "definition" => ("Definition", "定义"),
        "total" => ("Total", "合计"),
        "readers" => ("Readers", "审读人"),
        "percent" => ("Agreed", "一致率"),
        "cohen_kappa" => ("Cohen κ", "Cohen κ"),
        "fleiss_kappa" => ("Fleiss κ", "Fleiss κ"),
        "krippendorff_alpha" => ("Krippendorff α", "Krippendorff α"),
        "masi_alpha" => ("α by MASI", "α（MASI）"),
        "remark" => ("Remark", "说明"),
        "stage" => ("Stage", "环节"),
        "signed_at" => ("Signed", "签发时间"),
        "text_sha" => ("Text", "文本"),
        "standing" => ("Stands", "状态"),
        other => return other.to_owned(),
    };
    lang.pick(english, chinese).to_owned()
}
