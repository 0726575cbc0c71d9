//! What is wrong with a file that should be TOML, in the language of the screen: the parser speaks English only.

use super::Lang;

super::sentences! {
    missing_value() "a value is missing behind `=`" "等号后面没有值";
    no_value() "a key without `=` and a value" "只有键，没有等号和值";
    no_quotes() "the value is missing, or is text without quotes around it" "这里没有值，或文字没有放在引号里";
    open_quote() "a quotation mark is missing in front" "少了开头的引号";
    bad_text() "the text in quotes is not closed, or holds what may not stand there" "引号没有收尾，或引号里有不能写的字符";
    bad_escape() "behind a backslash stands no escape that TOML knows; write two backslashes for one" "反斜杠后面不是TOML认得的转义；要写一个反斜杠，请写两个";
    bad_key() "the name of a key holds what needs quotes" "键名里有要加引号的字符";
    open_heading() "a heading in square brackets is not closed" "方括号里的标题没有收尾";
    open_list() "a list in square brackets is not closed" "方括号里的列表没有收尾";
    open_braces() "a table in braces is not closed" "花括号没有收尾";
    no_comma() "a comma is missing" "少了逗号";
    extra_comma() "a comma too many" "多了一个逗号";
    extra_equals() "an `=` too many" "多了一个等号";
    left_over() "something follows that does not belong to the line" "这一行后面多出了内容";
    bad_number() "not a number as TOML writes it" "不是TOML的数字写法";
    bad_date() "not a date or time as TOML writes it" "不是TOML的日期或时间写法";
    bad_truth() "write true or false, without quotes" "请写 true 或 false，不加引号";
    twice() "this key stands there twice" "这个键写了两遍";
    not_a_table() "this key already has a value, so nothing can stand below it" "这个键已经有值，下面不能再有别的键";
    bad_line_end() "a carriage return alone; lines end with LF or CR LF" "只有回车没有换行；行尾要写 LF 或 CR LF";
    too_deep() "nested too deeply" "嵌套太深";
    other(text) "{text}" "{text}";
}

/// What one of our sentences says.
type Say = fn(Lang) -> String;

/// Says what a TOML parser says, by the beginning of its English sentence; one that is not known stays as it is.
pub fn what(lang: Lang, said: &str) -> String {
    let said = said.trim();
    let begins = |heads: &[&str]| heads.iter().any(|head| said.starts_with(head));
    let known: &[(&[&str], Say)] = &[
        (&["missing value for key", "missing value", "invalid value"], missing_value),
        (&["key with no value", "invalid key-value pair", "missing assignment"], no_value),
        (&["string values must be quoted"], no_quotes),
        (&["missing opening quote"], open_quote),
        (&["missing escaped value", "too few unicode", "invalid escape"], bad_escape),
        (
            &["invalid basic string", "invalid literal string", "invalid multi-line", "invalid string"],
            bad_text,
        ),
        (&["invalid unquoted key", "unquoted keys", "keys cannot be", "invalid key", "missing key"], bad_key),
        (&["unclosed table", "unclosed array table", "missing table open"], open_heading),
        (&["unclosed array"], open_list),
        (&["unclosed inline table", "missing inline table opening"], open_braces),
        (&["missing comma"], no_comma),
        (&["extra comma"], extra_comma),
        (&["extra `=`", "unexpected `=`", "extra assignment"], extra_equals),
        (&["unexpected key or value", "unexpected content"], left_over),
        (&["invalid date", "invalid time", "invalid offset"], bad_date),
        (&["invalid boolean"], bad_truth),
        (&["invalid integer", "invalid float", "invalid hex", "invalid octal", "invalid binary"], bad_number),
        (
            &["integers with", "radix must", "redundant", "unexpected leading zero", "unexpected sign"],
            bad_number,
        ),
        (&["`_` may only"], bad_number),
        (&["duplicate key"], twice),
        (&["cannot extend value"], not_a_table),
        (&["carriage return"], bad_line_end),
        (&["cannot recurse"], too_deep),
    ];
    let found = known.iter().find(|(heads, _)| begins(heads));
    found.map_or_else(|| other(lang, said.replace('\n', "; ")), |(_, say)| say(lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_parser_says_is_said_in_chinese() {
        fn check(source: &str, expected: &str) {
            let error = source.parse::<toml_edit::DocumentMut>().expect_err(source);
            assert_eq!(what(Lang::Zh, error.message()), expected, "{source:?}: {}", error.message());
            assert!(what(Lang::En, error.message()).is_ascii(), "{source:?}");
        }
        check("a = \n", &no_quotes(Lang::Zh));
        check("a\n", &no_value(Lang::Zh));
        check("a = 晋城\n", &no_quotes(Lang::Zh));
        check("晋城 = 1\n", &bad_key(Lang::Zh));
        check("a = 晋城\"\n", &open_quote(Lang::Zh));
        check("a = \"晋城\n", &bad_text(Lang::Zh));
        check("a = \"晋城\\q\"\n", &bad_escape(Lang::Zh));
        check("[a\nb = 1\n", &open_heading(Lang::Zh));
        check("[[a]\n", &open_heading(Lang::Zh));
        check("a = [1, 2\n", &open_list(Lang::Zh));
        check("a = { b = 1\n", &open_braces(Lang::Zh));
        check("a = [\"甲\" \"乙\"]\n", &no_comma(Lang::Zh));
        check("a = [1,, 2]\n", &extra_comma(Lang::Zh));
        check("a == 1\n", &extra_equals(Lang::Zh));
        check("a = 1 b = 2\n", &left_over(Lang::Zh));
        check("a = 1__2\n", &bad_number(Lang::Zh));
        check("a = 2026-13-41T\n", &bad_date(Lang::Zh));
        check("a = True\n", &bad_truth(Lang::Zh));
        check("a = 1\na = 2\n", &twice(Lang::Zh));
        check("a = 1\na.b = 2\n", &not_a_table(Lang::Zh));
        check("a = 1\rb = 2\n", &bad_line_end(Lang::Zh));
    }
}
