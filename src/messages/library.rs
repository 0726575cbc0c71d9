//! What the part `library` says.

crate::messages::sentences! {
    broken_article() "its front matter is broken: mend the file first" "文件头部有误，请先改正文件";
    front_matter_open() "the front matter that begins here never ends" "头部从这里开始，却没有结束";
    mend_front_matter() "the front matter is TOML between two lines of +++, with at least: title = \"…\"" "头部是两行 +++ 之间的 TOML，至少要有：title = \"……\"";
    not_toml(why) "the front matter is not TOML: {why}" "头部不是合法的 TOML：{why}";
    no_title() "the front matter names no title; the file's name stands in" "头部没有标题（title），暂用文件名";
    codebook_not_toml(why) "the codebook is not TOML: {why}" "编码表不是合法的 TOML：{why}";
    codebook_hint() "the format of codebook.toml is described in docs/formats.md" "codebook.toml 的格式见 docs/formats.md";
    codebook_tags_shape() "tags are written as [[tag]] tables" "标签要写成 [[tag]]";
    codebook_schema() "this codebook has a schema that is not known here (expected 1)" "编码表的 schema 不认识（应为 1）";
    codebook_name(path) "“{path}” cannot be a tag: a name needs 1 to 64 characters, without / and without spaces at its ends" "“{path}”不能作标签：名称要 1 到 64 字，不含“/”，首尾无空格";
    codebook_twice(path) "the tag “{path}” stands here twice; the first counts" "标签“{path}”重复，以第一个为准";
    codebook_parent(parent) "the parent “{parent}” is not in the codebook" "上级标签“{parent}”不在编码表里";
    codebook_digit(one, other) "“{one}” has the same digit as “{other}”" "“{one}”和“{other}”用了同一个数字";
    codebook_key(one, other) "“{one}” has the same key as “{other}”" "“{one}”和“{other}”用了同一个键";
    wrong_type(key) "`{key}` has a value of the wrong kind" "“{key}”的值类型不对";
}
