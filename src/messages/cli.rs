//! What the command line says.

crate::messages::sentences! {
    no_such_article(name) "no article “{name}”" "没有稿件“{name}”";
    several_articles(name, found) "“{name}” begins several articles: {found}" "“{name}”开头的稿件不止一篇：{found}";
    no_such_paragraph(article, para, last) "article {article} has no paragraph {para} (0 to {last})" "稿件{article}没有第{para}段（0到{last}）";
    not_yet(command) "`{command}` is not built yet" "“{command}”尚未实现";
    bad_annotator(name) "“{name}” makes no annotator's name" "“{name}”不能作读者名";
    name_yourself() "name yourself with --as" "请用--as指明读者";
    no_state_folder() "there is no folder for state: set XDG_STATE_HOME" "找不到状态文件夹：请设置XDG_STATE_HOME";
    read_only(article, reason) "article {article} is read-only: {reason}" "稿件{article}只读：{reason}";
    run_check() "`pizhu check` says more" "运行pizhu check查看详情";
}
