//! What the command line says.

crate::messages::sentences! {
    no_such_article(name) "no article “{name}”" "没有稿件“{name}”";
    several_articles(name, found) "“{name}” begins several articles: {found}" "“{name}”开头的稿件不止一篇：{found}";
    no_such_paragraph(article, para, last) "article {article} has no paragraph {para} (0 to {last})" "稿件{article}没有第{para}段（0到{last}）";
    not_yet(command) "`{command}` is not built yet" "“{command}”尚未实现";
}
