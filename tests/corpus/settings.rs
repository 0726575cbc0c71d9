//! Bad keymaps and codebooks.

use super::inputs::{Bad, Want, bad};

/// Keymaps.
pub(crate) fn keymaps() -> Vec<Bad> {
    use Want::{Any, Line, Problem};
    let reader =
        |name: &str, line: &str, want| bad(name, format!("version = 1\n[keys.reader]\n{line}\n"), want);
    vec![
        bad("unknown context", "version = 1\n[keys.lesen]\n\"a\" = \"quit\"\n", Line(2)),
        bad("version of tomorrow", "version = 99\n", Line(1)),
        bad("version is text", "version = \"1\"\n", Line(1)),
        bad("keys is a number", "version = 1\nkeys = 3\n", Line(2)),
        bad("leader of two keys", "version = 1\nleader = \"a b\"\n", Line(2)),
        bad("leader is a number", "version = 1\nleader = 3\n", Line(2)),
        bad("delay below zero", "version = 1\nhint_delay_ms = -1\n", Line(2)),
        bad("delay is text", "version = 1\nhint_delay_ms = \"bald\"\n", Line(2)),
        bad("ime is a number", "version = 1\nime = 3\n", Line(2)),
        bad("fold is text", "version = 1\n[ime]\nfold_fullwidth = \"ja\"\n", Line(3)),
        bad("unknown key at the top", "version = 1\ncolour = \"rot\"\n", Line(2)),
        bad("no equals sign", "version = 1\n[keys.reader]\n\"a\" \"quit\"\n", Line(3)),
        bad("open table", "version = 1\n[keys.reader\n", Line(2)),
        bad("key twice", "version = 1\n[keys.reader]\n\"a\" = \"quit\"\n\"a\" = \"back\"\n", Line(4)),
        bad("letter in input", "version = 1\n[keys.input]\n\"a\" = \"quit\"\n", Line(3)),
        bad(
            "leaf is a prefix",
            "version = 1\n[keys.reader]\n\"g\" = \"quit\"\n\"g g\" = \"back\"\n",
            Problem,
        ),
        reader("unknown command", "\"a\" = \"fliegen\"", Line(3)),
        reader("argument missing", "\"a\" = \"tag toggle\"", Any),
        reader("argument too much", "\"a\" = \"quit 3\"", Line(3)),
        reader("command is a number", "\"a\" = 3", Line(3)),
        reader("command is empty", "\"a\" = \"\"", Line(3)),
        reader("unknown key", "\"<Hyper-x>\" = \"quit\"", Line(3)),
        reader("unknown name", "\"<Dwon>\" = \"quit\"", Line(3)),
        reader("open bracket", "\"<C-\" = \"quit\"", Line(3)),
        reader("empty sequence", "\"\" = \"quit\"", Line(3)),
        reader("a space is no key", "\" \" = \"quit\"", Line(3)),
        reader("key nobody can send", "\"<C-S-A-;>\" = \"quit\"", Any),
        reader("control character as key", "\"\\u001b\" = \"quit\"", Line(3)),
        reader("bidi as key", "\"\\u202e\" = \"quit\"", Any),
        reader("table without run", "\"a\" = { desc = \"x\" }", Line(3)),
        reader("unknown condition", "\"a\" = { run = \"quit\", when = \"vollmond\" }", Line(3)),
        reader("desc is a number", "\"a\" = { run = \"quit\", desc = 3 }", Line(3)),
        reader("escape in desc", "\"a\" = { run = \"quit\", desc = \"\\u001b[2J\" }", Any),
        reader("menu nobody knows", "\"a\" = \"menu nichts\"", Any),
        reader("prompt never closed", "\"a\" = \"prompt 'filter\"", Any),
        reader("a program", "\"a\" = \"!rm -rf /\"", Line(3)),
        bad(
            "a long sequence",
            format!("version = 1\n[keys.reader]\n\"{}\" = \"quit\"\n", "a ".repeat(5000)),
            Any,
        ),
        bad(
            "many bindings",
            format!(
                "version = 1\n[keys.reader]\n{}",
                (0..5000).map(|n| format!("\"<A-F{n}> {n}\" = \"quit\"\n")).collect::<String>()
            ),
            Any,
        ),
        bad("deep tables", format!("version = 1\n[keys.{}]\n", vec!["a"; 2000].join(".")), Problem),
        bad("not TOML", "bind -n C-b send-prefix\n", Line(1)),
        bad("zeroes", vec![0; 512], Problem),
    ]
}

/// Codebooks.
pub(crate) fn codebooks() -> Vec<Bad> {
    use Want::{Any, Line, Problem};
    let tag = |name: &str, line: &str, want| {
        bad(name, format!("revision = 1\n[[tag]]\nname = \"甲\"\n{line}\n"), want)
    };
    vec![
        bad("not TOML", "甲, 乙, 丙\n", Line(1)),
        bad("tags as a table", "revision = 1\n[tag]\nname = \"甲\"\n", Problem),
        bad("tag without a name", "revision = 1\n[[tag]]\nkey = \"a\"\n", Problem),
        bad("name is a number", "revision = 1\n[[tag]]\nname = 3\n", Line(3)),
        bad("name with a slash", "revision = 1\n[[tag]]\nname = \"甲/乙\"\n", Problem),
        bad("empty name", "revision = 1\n[[tag]]\nname = \"\"\n", Problem),
        bad("escape in a name", "revision = 1\n[[tag]]\nname = \"甲\\u001b[2J\"\n", Problem),
        bad("long name", format!("revision = 1\n[[tag]]\nname = \"{}\"\n", "长".repeat(80)), Problem),
        bad("tag twice", "revision = 1\n[[tag]]\nname = \"甲\"\n[[tag]]\nname = \"甲\"\n", Problem),
        bad("revision is text", "revision = \"一\"\n[[tag]]\nname = \"甲\"\n", Line(1)),
        tag("parent nobody knows", "parent = \"乙\"", Any),
        tag("its own parent", "parent = \"甲\"", Any),
        tag("key of two letters", "key = \"ab\"", Line(4)),
        tag("key is a number", "key = 3", Line(4)),
        tag("weight below zero", "weight = -1", Any),
        tag("weight is no number", "weight = nan", Any),
        tag("weight is text", "weight = \"一\"", Line(4)),
        tag("favourite of ten", "favourite = 10", Line(4)),
        tag("aliases is text", "aliases = \"乙\"", Line(4)),
        tag("retired is text", "retired = \"ja\"", Line(4)),
        tag("colour is a number", "color = 3", Line(4)),
        bad("zeroes", vec![0; 512], Problem),
    ]
}

/// House rules.
pub(crate) fn house_rules() -> Vec<Bad> {
    use Want::{Any, Fine, Line, Problem};
    let rule = |name: &str, line: &str, want| {
        bad(name, format!("schema = 1\n[[rule]]\npattern = \"其它\"\nadvice = \"其他\"\n{line}\n"), want)
    };
    vec![
        bad("not TOML", "其它, 其他\n", Line(1)),
        bad("rules as a table", "[rule]\npattern = \"甲\"\n", Problem),
        bad("rules as a list", "rule = [\"甲\", \"乙\"]\n", Line(1)),
        bad("schema of tomorrow", "schema = 99\n", Line(1)),
        bad("schema is text", "schema = \"1\"\n", Line(1)),
        bad("no advice", "[[rule]]\npattern = \"甲\"\n", Line(1)),
        bad("no pattern", "[[rule]]\nadvice = \"甲\"\n", Line(1)),
        bad("open string", "[[rule]]\npattern = \"甲\nadvice = \"乙\"\n", Line(2)),
        bad("pattern is a number", "[[rule]]\npattern = 3\nadvice = \"乙\"\n", Line(2)),
        bad("open class", "[[rule]]\npattern = '/[一二/'\nadvice = \"乙\"\n", Line(2)),
        bad("look-around", "[[rule]]\npattern = '/(?=甲)/'\nadvice = \"乙\"\n", Line(2)),
        bad("a pattern too large", "[[rule]]\npattern = '/(?:\\w{1000}){1000}/'\nadvice = \"乙\"\n", Line(2)),
        bad("a pattern of nothing", "[[rule]]\npattern = '//'\nadvice = \"乙\"\n", Any),
        bad("a pattern that stands everywhere", "[[rule]]\npattern = '/.*/'\nadvice = \"乙\"\n", Fine),
        rule("key in capitals", "Why = \"x\"", Line(5)),
        rule("key twice", "advice = \"再\"", Line(5)),
        rule("severity of another tool", "severity = \"error\"", Line(5)),
        rule("a tag without a name", "tag = \"/\"", Line(5)),
        rule("a name in Chinese", "name = \"其它\"", Line(5)),
        rule("a name with a path", "name = \"../x\"", Line(5)),
        rule("an escape in the words", "why = \"\\u001b[2J\"", Fine),
        bad("many rules", "[[rule]]\npattern = \"甲\"\nadvice = \"乙\"\n".repeat(1000), Problem),
        bad("zeroes", vec![0; 512], Problem),
    ]
}
