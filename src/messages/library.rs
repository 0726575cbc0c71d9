//! What the part `library` says.

crate::messages::sentences! {
    no_home() "there is no folder for a library of your own" "没有可放稿库的用户目录";
    give_library() "name a library with -C DIR or `PIZHU_LIBRARY`" "用 -C 目录 或 PIZHU_LIBRARY 指定稿库";
    make_library() "`pizhu init DIR` or `pizhu -C DIR import PAGE` makes one" "用 pizhu init 目录 或 pizhu -C 目录 import 版面文件 新建";
    no_samples(root, why) "the sample library cannot be written to {root}: {why}" "样例稿库写不进{root}：{why}";
    cannot_open(path, why) "{path} cannot be opened: {why}" "打不开{path}：{why}";
    cannot_make(path, why) "{path} cannot be made: {why}" "建不了{path}：{why}";
    cannot_read(why) "cannot be read: {why}" "读不了：{why}";
    not_a_folder(path) "{path} is not a folder" "{path}不是目录";
    not_a_library(path) "{path} is no library: it holds no folder `articles`" "{path}不是稿库：里面没有 articles 目录";
    not_utf8(why) "is not UTF-8: {why}" "不是 UTF-8：{why}";
    codebook_gone() "the codebook is gone or empty" "编码表不见了，或成了空的";
    no_tags_until_mended() "mend it; until then no tags can be put on" "请改正；在此之前不能贴标签，以免贴错";
    last_codebook_stays() "mend it; until then the tags stay as they were read last" "请改正；在此之前沿用上次读通的标签";
    built_in_used() "the built-in codebook is used until this is mended" "改正之前使用内置编码表";
    link_outside() "is a link that leads out of the library; skipped" "是指向稿库之外的链接，已跳过";
    linked_folder() "is a linked folder; skipped" "是链接的目录，已跳过";
    not_a_file() "is not a regular file; skipped" "不是普通文件，已跳过";
    too_large(bytes, most) "has {bytes} bytes; {most} MiB is the most" "有{bytes}字节，上限{most} MiB";
    too_deep() "is a folder within a zone; articles lie in articles/<zone>/, so it is skipped" "是专区里的子目录；稿件放在 articles/<专区>/ 下，已跳过";
    name_not_unicode() "has a name that is not Unicode; skipped" "文件名不是 Unicode，已跳过";
    same_id(id, earlier) "has the same id as {earlier} ({id}); it opens read-only" "与{earlier}的编号相同（{id}），只读打开";
    rename_one() "rename one of the two files" "请给其中一个文件改名";
    second_file(id) "another file has the id {id}, too" "另有文件的编号也是{id}";
    doubtful_encoding(encoding) "it may not be {encoding}: the encoding is a guess" "编码是猜的（{encoding}），未必对";
    mend_encoding() "save the file as UTF-8" "请把文件另存为 UTF-8";
    not_text() "is no text in any encoding known here" "不是能认出的文本";
    more_letters() "type more of the id" "请多写几位编号";
    list_them() "`pizhu list` names the articles" "用 pizhu list 查看稿件编号";
    broken_article() "its front matter is broken: mend the file first" "文件头部有误，请先改正文件";
    still_read() "the rest of the article is still being read" "全文还在读入";
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
