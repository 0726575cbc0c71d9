//! What the part `query` says.

crate::messages::sentences! {
    example() "a query looks like: 招商 tag:待核实 -zone:晋城 date:2026-01..2026-03 \"words as they stand\" /pattern/" "查询的写法：招商 tag:待核实 -zone:晋城 date:2026-01..2026-03 \"原文照搬\" /正则/";
    nothing_before_or() "nothing stands before “|”" "“|”前面没有内容";
    nothing_after_or() "nothing stands after “|”" "“|”后面没有内容";
    nothing_to_rule_out() "“-” rules out the word behind it, and there is none (options stand before the first word of a query)" "“-”后面没有要排除的词（选项要写在查询前面）";
    no_field(name) "there is no field “{name}:”" "没有“{name}:”这个字段";
    fields(near, name) "did you mean “{near}:”? (tag zone author note has is status date exact); put the words in quotes to search for “{name}:” itself" "是“{near}:”吗？（tag zone author note has is status date exact）；要查“{name}:”这几个字，请加引号";
    no_value(field) "“{field}:” has no value" "“{field}:”后面没有值";
    bad_value(field, value) "“{field}:” does not know “{value}”" "“{field}:”没有“{value}”这个值";
    did_you_mean(near, choices) "did you mean “{near}”? it takes: {choices}" "是“{near}”吗？可以是：{choices}";
    choices(choices) "it takes: {choices}" "可以是：{choices}";
    empty_word() "the quotes hold nothing" "引号里没有内容";
    bad_pattern(why) "the pattern is wrong: {why}" "正则有误：{why}";
    pattern_class_open() "the “[” that opens here never closes" "这里的“[”没有配对的“]”";
    pattern_range() "this is no range of characters" "方括号里的范围不成立";
    pattern_escape() "this is nothing that a backslash can stand before" "反斜杠后面的写法不认识";
    pattern_escape_end() "nothing stands after the backslash" "反斜杠后面没有内容";
    pattern_group_open() "the “(” that opens here never closes" "这里的“(”没有配对的“)”";
    pattern_group_shut() "nothing opens what this “)” closes" "这里的“)”没有配对的“(”";
    pattern_group_name() "the group's name is empty, strange or taken" "分组的名字为空、不合规或重复";
    pattern_flag() "an option behind “(?” that is not known" "“(?”后面的选项不认识";
    pattern_repeats_nothing() "nothing stands here that could be repeated" "这里没有可以重复的内容";
    pattern_count() "how often it repeats is not a number or a range" "重复次数不是数字或范围";
    pattern_backreference() "a group cannot be referred to again" "不支持反向引用";
    pattern_look_around() "looking ahead or behind is not possible" "不支持前后断言";
    pattern_property() "there is no such class of characters" "没有这类字符";
    pattern_too_large() "the pattern is too large" "正则太大";
    pattern_other(why) "{why}" "写法不对（{why}）";
    range_backwards(from, to) "the range from {from} to {to} ends before it begins" "从{from}到{to}的范围首尾颠倒";
    open_quote() "the quote that opens here never closes" "这里的引号没有配对";
    open_pattern() "the pattern that opens here never closes; for a word with a slash use quotes" "这里的正则没有结束的“/”；要查斜杠本身请加引号";
    no_tag(name) "no tag “{name}”" "没有标签“{name}”";
    several_tags(name) "several tags are called “{name}”" "叫“{name}”的标签不止一个";
    nearest(names) "the nearest: {names}" "相近的有：{names}";
    empty_pattern() "nothing stands between the slashes" "两条斜线之间没有内容";
    list_tags() "`pizhu codebook list` names the tags" "用 pizhu codebook list 查看标签";
}
