//! What the reader says of steps that were taken back or made again.

crate::messages::sentences! {
    about(words, n) "{words} (paragraph {n})" "{words}（第 {n} 段）";
    undone_about(what, with) "Undone: {what}{with}  U does it again" "已撤销{what}{with}  U 重做";
    redone_about(what, with) "Done again: {what}{with}" "已重做{what}{with}";
    undone_many(articles, n, with) [articles: "article"] "Undone in {articles} ({n}){with}  U does it again" "已撤销 {articles} 篇的 {n} 处{with}  U 重做";
    redone_many(articles, n, with) [articles: "article"] "Done again in {articles} ({n}){with}" "已重做 {articles} 篇的 {n} 处{with}";
    undone(n, with) "Undone ({n}){with}  U does it again" "已撤销 {n} 处{with}  U 重做";
    redone(n, with) "Done again ({n}){with}" "已重做 {n} 处{with}";
    undone_in(title, with) "Undone in: {title}{with}" "已撤销，在《{title}》{with}";
    redone_in(title, with) "Done again in: {title}{with}" "已重做，在《{title}》{with}";
    with_its_tag(tag) ", with its new tag [{tag}]" "，连同新建的标签【{tag}】";
    without_its_tag(tag) "; its new tag [{tag}] stays in the codebook: something else uses it" "；新建的标签【{tag}】另有用处，留在编码表";
}
