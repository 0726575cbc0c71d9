//! What the part `checks` says, and what is said of house rules that cannot be read.

crate::messages::sentences! {
    pair_unclosed(words) "Opened and never closed: {words}" "有前无后，没有收口：{words}";
    pair_unopened(words) "Closed and never opened: {words}" "有后无前，没有开头：{words}";
    pair_turned(words) "Turned the wrong way: {words}" "方向反了：{words}";
    half_width(words) "Half-width mark in Chinese text: {words}" "中文里用了半角标点：{words}";
    half_widths(words, n) "Half-width marks in Chinese text: {words}, {n} in this paragraph" "中文里用了半角标点：{words}，本段{n}处";
    doubled(words) "Twice in a row: {words}" "重复：{words}";
    space(words) "A blank inside the sentence: {words}" "句中有空格：{words}";
    mixed_units(words, other) "{words}, elsewhere in this article {other}" "{words}，本篇别处写作{other}，宜统一";
    tenfold(here, there) "{here} here, {there} elsewhere: the same digits, another size" "这里是{here}，别处是{there}：数字相同，大小差了几倍";
    about_twice(words) "Approximated twice: {words}" "概数重复：{words}";
    fewer_times(words) "Nothing gets less by times: {words}" "减少不能说倍数：{words}";
    no_such_day(words) "No such day: {words}" "没有这一天：{words}";
    other_weekday(words, date, right) "{words}: {date} is another weekday (星期{right})" "{words}：{date}是星期{right}";
    not_that_day(words, date) "{words} does not fit the article's date, {date}" "{words}和稿件日期{date}对不上";
    headline_differs(head, body, n) "The headline says {head}, paragraph {n} {body}" "标题是{head}，第{n}段是{body}";
    near_name(here, there) "{here} here, {there} elsewhere in this article" "这里是“{here}”，本篇别处是“{there}”";
    house(words) "House style: {words}" "本报体例：{words}";
    house_because(words, why) "House style: {words} ({why})" "本报体例：{words}（{why}）";
    all_alike(message, n) "{message}; {n} like this in the article" "{message}；全篇共{n}处";
    instead(message, wording) "{message} → {wording}" "{message} → {wording}";
    leave_out(message) "{message} → leave it out" "{message} → 删去";
    rules_schema(found) "schema {found} of the house rules is not known" "不认识第{found}版体例规则";
    write_schema() "this program reads schema = 1" "本程序认识schema = 1";
    rules_shape() "rules are written as [[rule]] tables" "规则要写成[[rule]]";
    rule_lacks(key) "this rule has no `{key}`" "这条规则没有“{key}”";
    rule_example() "such as: pattern = \"其它\" and advice = \"其他\"" "例如：pattern = \"其它\"，advice = \"其他\"";
    rule_text(key) "`{key}` is a text in quotation marks" "“{key}”要写成引号里的文字";
    rule_empty(key) "`{key}` is empty" "“{key}”是空的";
    rule_severity(found) "unknown severity “{found}”" "没有severity“{found}”";
    rule_name(found) "“{found}” is no name for a rule" "“{found}”不能作规则名";
    rule_name_is() "a name has 1 to 40 of a-z, 0-9, _ and -" "规则名用1到40个a-z、0-9、_、-";
    rule_twice(name) "a rule named “{name}” stands above" "上面已有名为“{name}”的规则";
    rule_other_name() "give one of the two another name" "请给其中一条另起name";
    rule_pattern(why) "this pattern cannot be read: {why}" "这个正则式读不通：{why}";
    rule_tag(found) "“{found}” cannot be a tag" "“{found}”不能作标签";
    rule_tag_is() "a tag is a path such as 差错/体例格式" "标签写成路径，例如差错/体例格式";
    rules_too_many(most) "more than {most} rules: the rest is not used" "规则超过{most}条，其余不用";
}
