//! What the part `store` says.

crate::messages::sentences! {
    wrong_type(key, expected, found) "`{key}` should be {expected}, not {found}" "“{key}”应为{expected}，现为{found}";
    not_toml(reason) "this is not TOML: {reason}" "不是合法的TOML：{reason}";
    conflict_markers(lines) "a merge left its conflict markers here (lines {lines})" "合并留下的冲突标记（第{lines}行）";
    no_schema() "the file does not say its `schema`; read as schema 1" "文件没有写明“schema”，按第1版读取";
    schema_too_new(found, known) "schema {found} is newer than this program's {known}: read-only" "格式版本{found}比本程序的{known}新：只读";
    wrong_claim(key, found, expected) "`{key}` says “{found}”, the path says “{expected}”" "“{key}”写的是“{found}”，路径是“{expected}”";
    not_an_id(name) "“{name}” is not a mark's id (a UUID)" "“{name}”不是批注编号（UUID）";
    same_id(name) "“{name}” stands twice" "“{name}”出现两次";
    not_a_hash(name) "“{name}” is not a paragraph's hash (16 hex digits)" "“{name}”不是段落校验值（16位十六进制）";
    missing_keys(keys) "this mark lacks {keys}" "本条批注缺少{keys}";
    edit_the_file() "correct it with an editor; until then the file is read-only, the others work as ever" "用编辑器改正；在此之前本文件只读，其他文件不受影响";
    run_doctor() "`pizhu doctor` saves what can be read; until then the file is read-only, the others work as ever" "运行pizhu doctor可抢救能读的内容；在此之前本文件只读，其他文件不受影响";
    run_migrate() "`pizhu migrate --apply` writes it" "运行pizhu migrate --apply补写";
    upgrade() "use a newer pizhu to change it" "请用新版pizhu修改";
    path_wins() "the path counts" "以路径为准";
}
