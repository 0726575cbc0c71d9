//! What the part `text` says.

crate::messages::sentences! {
    unknown_level(name) "no level “{name}”" "没有级别“{name}”";
    known_levels(names) "levels are {names}" "级别有：{names}";
    cannot_read(name, why) "{name} cannot be read: {why}" "读不了{name}：{why}";
    check_path() "check the path, or leave it out to read standard input" "请核对路径；不写路径则读标准输入";
}
