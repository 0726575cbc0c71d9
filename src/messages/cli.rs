//! What the command line says.

crate::messages::sentences! {
    no_such_article(name) "no article “{name}”" "没有稿件“{name}”";
    several_articles(name, found) "“{name}” begins several articles: {found}" "“{name}”开头的稿件不止一篇：{found}";
    no_such_paragraph(article, para, last) "article {article} has no paragraph {para} (0 to {last})" "稿件{article}没有第{para}段（0到{last}）";
    unknown_argument(argument) "there is no option {argument}" "没有“{argument}”这个选项";
    unknown_command(name) "there is no command {name}" "没有“{name}”这个命令";
    missing_argument(arguments) "missing: {arguments}" "还缺：{arguments}";
    missing_command() "a command is missing" "还缺命令";
    bad_argument(argument, value) "{argument} does not take “{value}”" "{argument}不能是“{value}”";
    conflicting(one, other) "{one} and {other} exclude each other" "{one}与{other}不能同用";
    see_help() "`pizhu --help` names everything" "用 pizhu --help 查看全部用法";
    choices(names) "it can be: {names}" "可以是：{names}";
    read_only(article, reason) "article {article} is read-only: {reason}" "稿件{article}只读：{reason}";
    head() "head" "题";
    paragraphs(count) "{count} paragraphs" "{count} 段";
    marks(count) "{count} marks" "{count} 批";
    articles(count) "{count} articles" "{count} 篇";
    by_pinyin() "by pinyin" "拼音";
    orphans() "Marks without a place" "失锚批注";
    nothing_matches() "nothing matches" "没有符合的内容";
    no_articles() "the library holds no articles" "稿库里没有稿件";
    bring_articles() "`pizhu import PAGE` brings some" "用 pizhu import 版面文件 导入";
    tag_undefined(tag) "the tag “{tag}” is on marks, but not in the codebook" "批注里的标签“{tag}”不在编码表里";
    tag_unused(tag) "the tag “{tag}” is on no mark" "标签“{tag}”没有用过";
    tag_without_definition(tag) "the tag “{tag}” has no definition" "标签“{tag}”没有定义";
    tags_overlap(name, tags) "“{name}” leads to several tags: {tags}" "“{name}”指向不止一个标签：{tags}";
    tag_taken(tag) "“{tag}” cannot be the new path: it is taken, or no path" "“{tag}”不能作新路径：已有此标签，或不合写法";
    tag_stays(tag) "“{tag}” stays: there are tags below it, or it is no other tag" "“{tag}”未改：它下面还有标签，或两者相同";
    tag_became(from, to, marks) "“{from}” is now “{to}”: {marks} marks follow, nobody's file was written" "“{from}”已改为“{to}”：{marks}处标签随之改读，未动任何人的批注文件";
    tag_would_become(from, to, marks) "“{from}” would become “{to}”: {marks} marks would follow" "“{from}”将改为“{to}”：{marks}处标签随之改读";
    sound_codebook() "the codebook is sound" "编码表没有问题";
    stats_title() "Statistics" "统计";
    total() "Total" "合计";
    zone() "Zone" "专区";
    tag() "Tag" "标签";
    coverage(read, all) "read {read} of {all} paragraphs" "已读 {read} / {all} 段";
    counts(articles, paragraphs, marks, tags) "{articles} articles, {paragraphs} paragraphs, {marks} marks, {tags} tags put" "{articles} 篇，{paragraphs} 段，{marks} 条批注，{tags} 次标签";
    not_yet(command) "`{command}` is not built yet" "“{command}”尚未实现";
    bad_annotator(name) "“{name}” makes no annotator's name" "“{name}”不能作读者名";
    name_yourself() "name yourself with --as" "请用--as指明读者";
    another_signs() "`--as NAME` signs as another; `different_signers = false` in config.toml lifts the rule" "由他人用 --as 姓名 签发；config.toml 中 different_signers = false 可免此规则";
    signed(article, stage, at) "{article}: {stage} signed {at}" "{article}：{stage}已签 {at}";
    no_state_folder() "there is no folder for state: set `XDG_STATE_HOME`" "找不到状态文件夹：请设置XDG_STATE_HOME";
    run_check() "`pizhu check` says more" "运行pizhu check查看详情";
}
