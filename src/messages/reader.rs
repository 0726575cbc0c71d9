//! What the reader says: toasts, questions, hints, headings.

use super::Lang;

crate::messages::sentences! {
    still_read() "The rest of the article is still being read: done as soon as it is here" "全文还在读入，读完就做";
    not_saved() "not saved" "未保存";
    status_resolved() "resolved" "已处理";
    status_rejected() "rejected" "不采纳";
    text_changed() "text changed: check" "原文有改动，待确认";
    text_recut() "paragraph recut" "原段已拆并";
    place_lost() "place lost" "失锚";
    drift(old, new) "{old} -> {new}" "{old} -> {new}";
    and_more(first, more) "{first}  (and {more} more: pizhu check)" "{first}  （另有 {more} 处，见 pizhu check）";
    broke_off() "The reader broke off; what was saved is safe, a note half typed is offered at the next start" "阅读中断；已保存的都在，没写完的批注下次启动时给出";
    keymap_reloaded() "Keys read again" "键位已重新载入";
    report_written(path) "Written: {path}" "已写出：{path}";
    no_unread_after() "No unread paragraph after this one" "后面没有未读段了";
    no_unread_before() "No unread paragraph before this one" "前面没有未读段了";
    no_mark_after() "No mark after this one" "后面没有批注了";
    no_mark_before() "No mark before this one" "前面没有批注了";
    no_article_after() "No article after this one" "后面没有稿件了";
    no_article_before() "No article before this one" "前面没有稿件了";
    no_zone_after() "No zone after this one" "后面没有专区了";
    no_zone_before() "No zone before this one" "前面没有专区了";
    no_more_places() "No more places to go back to" "没有更早的位置";
    no_later_places() "No later place to go forward to" "没有可再往前的位置";
    article_gone() "That article is gone" "那篇稿件不在了";
    bookmark_set(name) "Bookmark {name} set  ' {name} comes back" "已设书签 {name}  ' {name} 回来";
    no_bookmark(name) "No bookmark {name}" "没有书签 {name}";
    measure(han) "{han} Han a line" "版心 {han} 字";
    filtered(count) [count: "article"] "{count}" "筛出 {count} 篇";
    no_filter() "No filter to keep: press f first" "没有筛选可存：先按 f";
    query_saved(name) "Folder {name} made" "已存为文件夹 {name}";
    starred() "Starred" "已加星";
    unstarred() "Star taken off" "已去星";
    no_favourite(digit) "No tag on {digit}: give one in codebook.toml, or press t" "{digit} 没有对应标签：在 codebook.toml 里设，或按 t 选";
    several_tags(name, names) "Several tags are called {name}: {names}" "“{name}”有几个：{names}";
    no_tag(name) "No tag {name}" "没有标签“{name}”";
    no_tag_but(name, names) "No tag {name}; near: {names}" "没有标签“{name}”，相近的有：{names}";
    tagged(tag) "Tagged [{tag}]  u undoes" "已标【{tag}】  u 撤销";
    tagged_many(tag, n) [n: "paragraph"] "Tagged [{tag}] on {n}  u undoes" "已标【{tag}】{n} 段  u 撤销";
    untagged(tag) "Took off [{tag}]  u undoes" "已取下【{tag}】  u 撤销";
    save_failed(fault) "NOT saved: {fault}. It stays on the screen and goes along with the next save." "没有保存：{fault}。仍留在屏幕上，下次保存时一并写入。";
    save_refused(fault) "NOT saved: {fault}. The file is left as it is; what was typed is kept as a draft." "没有保存：{fault}。文件保持原样；写的字留作草稿。";
    now_read() "Read  u undoes" "已读  u 撤销";
    now_unread() "Unread  u undoes" "已改为未读  u 撤销";
    undone(n) "Undone ({n})  U does it again" "已撤销 {n} 处  U 重做";
    redone(n) "Done again ({n})" "已重做 {n} 处";
    undone_in(title) "Undone in: {title}" "已撤销，在《{title}》";
    redone_in(title) "Done again in: {title}" "已重做，在《{title}》";
    no_last_tag() "No tag was put on yet" "还没有贴过标签";
    sticky_on(tag) "Every paragraph stepped on gets [{tag}]; Esc ends" "走到哪段，哪段就标【{tag}】；Esc 结束";
    sticky_off() "No more tags while stepping" "不再连续贴标签";
    results_of(query) "Everywhere: {query}" "全库查找：{query}";
    nothing_searched() "Nothing is searched: press / first" "还没有查找：先按 /";
    nothing_found(needle) "Not found: {needle}" "没有找到：{needle}";
    found_nowhere() "Found nowhere" "全库没有找到";
    hit_of(at, all) "Hit {at} of {all}  n next" "第 {at} 处，共 {all} 处  n 下一处";
    hit_of_by_pinyin(at, all) "Hit {at} of {all}, by pinyin  n next" "第 {at} 处，共 {all} 处（拼音）  n 下一处";
    jump_title() "Jump to an article" "跳到稿件";
    tag_hits_question(tag, n) [n: "paragraph"] "Put [{tag}] on {n} with hits?" "给有命中的 {n} 段都标上【{tag}】？";
    note_saved() "Saved  u undoes" "已保存  u 撤销";
    note_unsaved() "The note is not saved." "批注还没有保存。";
    answer_keep_writing() "Go on writing" "继续写";
    answer_save() "Save" "保存";
    answer_discard() "Discard" "丢弃";
    answer_yes() "Yes" "好";
    answer_no() "Cancel" "取消";
    answer_go_on() "Go on" "接着写";
    answer_restore() "Put the newest backup in place" "恢复最近的备份";
    answer_believe() "Take the file as it is now" "以现在的文件为准";
    encoding_asked(encoding) "The encoding is a guess ({encoding}). Does the text read right? Marks on wrong characters would be lost." "编码是猜的（{encoding}）。文字读来对吗？字若不对，批注会失去位置。";
    answer_reads_right() "It reads right: annotate it" "读来没错，可以批注";
    answer_reads_wrong() "No: leave it alone" "不对，先不批注";
    encoding_kept(id) "{id}: the encoding counts as right now" "{id}：已认定编码无误";
    backup_restored(path) "the backup is in place: {path}" "已恢复备份：{path}";
    answer_later() "Later" "以后再说";
    answer_stay() "Stay" "留下";
    answer_quit() "Quit without it" "放弃并退出";
    answer_sign() "Sign" "签发";
    draft_found(start) "A draft was kept: {start}" "有一份草稿：{start}";
    not_your_note() "Only its author can change it; A adds one of yours" "这条要由它的作者来改；按 A 另加一条";
    nothing_to_fold() "Only one zone is listed" "稿目里只有一个专区";
    no_own_mark() "No mark of yours here" "本段没有你的批注";
    mark_deleted() "Deleted  u undoes" "已删除  u 撤销";
    no_status(name) "No status {name}: open, resolved, rejected" "没有状态 {name}：open、resolved、rejected";
    status_set(name) "Status: {name}  u undoes" "状态：{name}  u 撤销";
    quit_unsaved(n) [n: "change"] "Not on disk yet: {n}." "有 {n} 处改动没有存进磁盘。";
    again_quits() "Press again to quit" "再按一次退出";
    input_method_on() "An input method is on: use digits, arrows, F keys, or switch it off" "输入法开着：可用数字、方向键、F 键，或先切到英文";
    not_bound(key) "{key} does nothing here  ? shows the keys" "{key} 在这里没有作用  ? 看帮助";
    key_for(key, does) "{key} ({does})" "{key}（{does}）";
    in_the_article(way, what) "{way} goes to the article, then {what}" "先按 {way} 到正文，再按 {what}";
    in_the_list(way, what) "{way} goes to the list, then {what}" "先按 {way} 到稿目，再按 {what}";
    close_first(way, what) "{way} closes this, then {what}" "先按 {way} 关闭，再按 {what}";
    menu_left_out(title, n) "{title}  +{n}" "{title}  另有 {n} 项";
    paste_nowhere() "Nothing to paste into: press a for a note" "没有可粘贴的地方：按 a 写批注";
    mouse_ours() "The mouse works here" "鼠标由本程序使用";
    mouse_terminals() "The mouse is the terminal's  :mouse takes it back" "鼠标已交还终端  :mouse 收回";
    building_report() "Building the report..." "正在生成报告……";
    writing_report() "Writing the report..." "正在写出报告……";
    counting_tags() "Counting tags..." "正在统计标签……";
    job_step(what, done, all) "{what} {done}/{all} articles, Esc stops" "{what}已看 {done}/{all} 篇，Esc 停";
    job_stopped() "Stopped; nothing was written" "已停止，什么都没写";
    made_waits() "Ready: shown when you are done here" "已备好，这里写完就显示";
    report_title() "Report (not written yet)" "报告预览（尚未写出）";
    counting_hits() "Counting the hits..." "正在清点命中……";
    no_hit_to_tag(tag) "Every hit has 【{tag}】, or may not be written about" "命中的段落都已标【{tag}】，或不能批注";
    tag_all_hits_question(tag, n, articles) [n: "paragraph", articles: "article"] "Put 【{tag}】 on {n} of {articles}? u takes it back at once." "给 {articles} 篇稿件的 {n} 段贴【{tag}】？可一步撤销。";
    shown_of(first, last, all) "{first}-{last} of {all}" "{first}-{last} / {all} 段";
    shown_of_the_first(first, last, all) "{first}-{last} of the first {all}" "{first}-{last} / 前 {all} 段";
    writing() "writing..." "正在写盘……";
    finishing() "Finishing what is on its way to the disk..." "正在写完最后的改动……";
    help_title() "Keys" "按键";
    tagging() "Tagging..." "正在贴标签……";
    tagged_in(tag, n, articles) [n: "paragraph", articles: "article"] "【{tag}】 on {n} of {articles}  u undoes" "已给 {articles} 篇 {n} 段标【{tag}】  u 撤销";
    hit_by_pinyin(title) "(pinyin) {title}" "（拼音）{title}";
    hit_in_paragraph(title, n) "{title}  paragraph {n}" "{title}  第 {n} 段";
    hit_in_headline(title) "{title}  headline" "{title}  标题";
    hint_tag_all() "tag all" "全部贴标签";
    no_theme(name) "No theme {name}: dark, light, mono, contrast" "没有主题 {name}：dark、light、mono、contrast";
    theme_is(name) "Theme: {name}" "主题：{name}";
    no_stage(stage, names) "No stage {stage}: {names}" "没有这个环节 {stage}：{names}";
    sign_question(stage) "Sign this article off: {stage}?" "签发本篇：{stage}？";
    signed(stage) "Signed: {stage}  u undoes" "已签：{stage}  u 撤销";
    sign_by_another(stage, before) "Somebody else must sign {stage}: you signed {before}" "“{stage}”须由他人签发：“{before}”是你签的";
    settings_reloaded() "Settings read again" "设置已重新载入";
    pick_title() "Tags" "标签";
    edit_tags_title() "Tags of this paragraph" "本段标签";
    no_candidate() "No paragraph resembles it" "没有相像的段落";
    no_other_candidate() "No other candidate" "没有别的候选";
    no_orphans() "Every mark of this article has its place" "本篇批注都在原位";
    orphans_title(n) "Marks that wait for their place: {n}" "待定位的批注：{n}";
    kept_orphan() "Kept as an orphan" "留作失锚";
    not_your_mark() "Only its author can place it" "这条要由它的作者来定位";
    relinked(n) "Placed at paragraph {n}  u undoes" "已定位到第 {n} 段  u 撤销";
    raw_title(n) "Raw text of paragraph {n}" "第 {n} 段原文";
    log_title() "What was changed" "改动记录";
    log_empty() "Nothing was changed yet" "还没有改动";
    log_more(n) "and {n} more" "另有 {n} 处";
    log_done() "changed" "改动";
    log_again() "done again" "重做";
    log_skipped() "put aside" "搁置";
    log_read() "read" "已读";
    log_unread() "unread" "改为未读";
    log_signed(stage) "signed: {stage}" "签发：{stage}";
    log_unsigned(stage) "signature taken back: {stage}" "撤回签发：{stage}";
    log_new(what) "new mark: {what}" "新批注：{what}";
    log_gone(what) "mark taken away: {what}" "去掉批注：{what}";
    log_field(field, old, new) "{field}: {old} -> {new}" "{field}：{old} -> {new}";
    log_status() "status" "状态";
    log_place() "place" "位置";
    log_paragraph(n) "paragraph {n}" "第 {n} 段";
    log_none() "none" "无";
    reloading() "Reading again..." "正在重新载入……";
    advice_is_off() "Advice is switched off in config.toml (advice = true shows it)" "设置里关闭了建议（advice = true 打开）";
    advice_too_long() "No advice on articles above 1 MiB" "超过 1 MiB 的稿件不提建议";
    no_advice_here(n) [n: "piece"] "No advice on this paragraph, {n} of it in the article" "本段没有建议，全篇还有{n}条";
    no_advice() "No advice on this article" "本篇没有建议";
    no_advice_after() "No advice after this" "后面没有建议了";
    no_advice_before() "No advice before this" "前面没有建议了";
    advice_shown(at, all, words) "Advice {at}/{all}  {words}" "建议 {at}/{all}  {words}";
    advice_taken(tag) "Noted under [{tag}]  u undoes" "已记为批注【{tag}】  u 撤销";
    advice_noted() "Noted  u undoes" "已记为批注  u 撤销";
    advice_dismissed(n) [n: "place"] "Not shown again ({n})  u undoes" "不再提（{n}处）  u 撤销";
    hint_advice(n) "advice {n}" "建议{n}";
    hint_take() "note it" "记为批注";
    hint_dismiss() "never again" "不再提";
    hint_next_advice() "next" "下一条";
    no_doubts() "No doubts here" "没有存疑";
    looking_for_doubts() "Looking for doubts..." "正在找存疑……";
    all_answered() "No doubts are left  u takes the last answer back" "存疑都已处理  u 撤销上一条";
    doubt_asked(words) "“{words}…”" "“{words}……”";
    hint_place() "move the break" "移动断开处";
    hint_sentence() "by sentences" "按句移动";
    hint_part() "part here" "在此断开";
    hint_join() "join" "接排";
    hint_so() "so it is" "就这样";
    seam_joined() "⏎ one paragraph" "⏎ 一段";
    seam_parted(left, right) "⏎ two paragraphs: …{left} | {right}…" "⏎ 两段：……{left}｜{right}……";
    no_seam_here() "No paragraphs are cut or joined here: y or n" "这一处与分段无关：y 或 n";
    split_where() "Split where? Press v, move the caret there, then s" "从哪里断开？先按 v，把光标移到断开处，再按 s";
    paragraph_split() "Split in two  u undoes" "已另起段  u 撤销";
    paragraph_joined() "Joined with the next  u undoes" "已接排  u 撤销";
    doubt_accepted() "Kept, and remembered for this paper  u undoes" "已确认，并记为本报规则  u 撤销";
    doubt_rejected() "Taken back, and remembered for this paper  u undoes" "已退回，并记为本报规则  u 撤销";
    zone_given() "The zone is set, and remembered for this paper  u undoes" "专区已定，并记为本报规则  u 撤销";
    start_kept() "Remembered for the next import; the files stay as they are  u undoes" "已记下，下次导入照办；现有稿件不动  u 撤销";
    doubt_edited() "Set right, and remembered for this paper  u undoes" "已按手改处理，并记为本报规则  u 撤销";
    repair_undone(verdict, kind) "Undone: {verdict}, {kind}  U does it again" "已撤销{verdict}：{kind}  U 重做";
    repair_redone(verdict, kind) "Done again: {verdict}, {kind}" "已重做{verdict}：{kind}";
    doubts_title(at, all, what, sure) "Doubt {at}/{all}   {what}   {sure} % sure" "存疑 {at}/{all}   {what}   把握 {sure}%";
    doubt_zone() "zone" "专区";
    doubt_start() "start of an article" "另起一篇";
    doubt_apart() "joined or not" "接排与否";
    doubt_raw() "The page" "版面原文";
    doubt_result() "The article" "稿件现状";
    doubt_yes(what) "right: {what}" "对：{what}";
    doubt_no(what) "wrong: {what}" "不对：{what}";
    stays_joined() "one paragraph" "是一段";
    two_paragraphs() "two paragraphs" "是两段";
    head_lost() "the head is lost" "栏首确实缺失";
    head_whole() "nothing is lost" "没有缺失";
    one_article() "an article of its own" "是独立一篇";
    no_article_start() "it belongs to the article before" "属于前一篇";
    prompt_zone() "Zone:" "专区：";
    hint_right() "right" "对";
    hint_wrong() "wrong" "不对";
    hint_raw() "the page" "原文";
    hint_mend() "set right" "改正";
    hint_candidate() "next candidate" "下一候选";
    relink_title(at, all, how) "Marks that wait for their place {at}/{all}   {how}" "待定位的批注 {at}/{all}   {how}";
    relink_old() "When it was written" "写批注时";
    relink_new(n, at, all, alike) "Today, paragraph {n}   candidate {at}/{all}, {alike} % alike" "现在的第 {n} 段   候选 {at}/{all}，相似 {alike}%";
    relink_changes(changes) "changed: {changes}" "有变：{changes}";
    placed_edited() "its text was changed" "原文有改动";
    placed_ambiguous() "several places are alike" "有几处一样";
    placed_orphan() "its place is lost" "失锚";
    placed_kept() "kept as an orphan" "已留作失锚";
    header_orphans(n) "lost {n}" "失锚 {n}";
    stats_title() "Tags by zone" "标签 × 专区";
    no_tags_yet() "No tags yet" "还没有标签";
    total() "all" "合计";
    zones_title() "Zones" "专区";
    column_articles() "art" "篇";
    column_unread() "new" "未";
    column_marks() "tag" "批";
    list_title() "Articles" "稿目";
    folder_all() "All" "全部稿件";
    folder_unread() "Unread" "未读";
    folder_unmarked() "Without marks" "未批注的段落";
    folder_verify() "To verify" "待核实";
    folder_orphans() "Lost places" "失锚";
    folder_starred() "Starred" "星标";
    position(at, all) "{at}/{all}" "{at}/{all}";
    header_read(percent) "read {percent}%" "读 {percent}%";
    header_marks(marked, all) "marks {marked}/{all}" "批 {marked}/{all}";
    loading() "Opening..." "正在打开……";
    empty_library() "No articles here. pizhu import FILE brings some in." "稿库里没有稿件。用 pizhu import 文件 导入。";
    empty_list() "Nothing here" "这里没有稿件";
    too_small() "q quits: under 30x8" "q 退出：不足 30x8";
    filter_title(query) "Filter: {query}" "筛选：{query}";
    prompt_find() "Find:" "查找：";
    prompt_search() "Everywhere:" "全库：";
    prompt_filter() "Filter:" "筛选：";
    prompt_jump() "Jump to:" "跳到：";
    report_file() "pizhu" "审读报告";
    whole_library() "library" "稿库";
    hits(n) [n: "hit"] "{n}" "{n} 处";
    hits_by_pinyin(n) [n: "hit"] "{n} by pinyin" "{n} 处（拼音）";
    note_title(n) "Note on paragraph {n}" "批注 第 {n} 段";
    answer_first() "A question is open: choose with the arrows, Enter answers" "请先回答：方向键选择，回车确定";
    note_title_several(first, last) "Note on each of paragraphs {first} to {last}" "批注 第 {first} 至 {last} 段，每段一条";
    note_title_head() "Note on the headline" "批注 标题";
    note_title_span() "Note on the words chosen" "批注 所选文字";
    searching(done, total) "{done}/{total} articles, Esc stops" "已查 {done}/{total} 篇，Esc 停";
    found_count(n) "{n} found" "找到 {n} 段";
    found_so_far(n) "{n} found, stopped" "找到 {n} 段，没有查完";
    choose_span() "Choosing words: h l move, v starts here, a notes, 1-9 tags, Esc ends" "选字：h l 移动  v 从这里选起  a 批注  1-9 标签  Esc 结束";
    choose_blocks(n) [n: "paragraph"] "{n}: a notes, 1-9 tags, Esc ends" "已选 {n} 段：a 批注  1-9 标签  Esc 结束";
    reporters(names) "by {names}" "记者 {names}";
    authors(names) "by {names}" "作者 {names}";
    hint_tag() "tags" "标签";
    hint_note() "note" "批注";
    hint_find() "find" "查找";
    hint_export() "export" "导出";
    hint_undo() "undo" "撤销";
    hint_edit() "edit" "修改";
    hint_delete() "delete" "删除";
    hint_back() "back to the text" "回正文";
    hint_help() "help" "帮助";
    hint_command() "commands" "命令";
    hint_open() "open" "打开";
    hint_filter() "filter" "筛选";
    hint_save() "save" "保存";
    hint_newline() "new line" "换行";
    hint_cancel() "cancel" "取消";
    hint_tick() "tick" "勾选、取下";
    hint_done() "done" "完成";
    hint_choose() "choose" "选定";
    hint_write() "write" "写出";
    hint_close() "close" "关闭";
    hint_accept() "accept" "接受";
    hint_keep_orphan() "keep as orphan" "留作失锚";
    hint_import() "import" "导入";
    import_reading(path) "Reading {path} …  Esc stops" "正在读取{path}……  Esc 停止";
    import_title(path) "Preview: {path}  ⏎ imports  Esc leaves everything as it is" "预览：{path}  ⏎ 导入  Esc 放弃，什么都不写";
    import_step(done, all, file) "{done}/{all} {file}  Esc stops" "{done}/{all} {file}  Esc 停止";
    import_done_but_left(new, updated, unchanged, left) "Imported: {new} new, {updated} updated, {unchanged} unchanged; {left} corrected here left as they are (pizhu import --force takes the new ones)" "已导入：新增{new}篇，更新{updated}篇，未变{unchanged}篇；在这里改过的{left}篇保持原样（要用新版：pizhu import --force）";
    import_done(new, updated, unchanged) "Imported: {new} new, {updated} updated, {unchanged} unchanged" "已导入：新增{new}篇，更新{updated}篇，未变{unchanged}篇";
    import_stopped(files) [files: "file"] "Stopped after {files}; what was imported is whole" "已停止，已导入{files}个文件，都是完整的";
    encoding_of(file) "Which reads right? {file} does not tell its encoding" "哪一种读得通？{file} 的编码无法确定";
    no_encoding_right() "None of these" "都不对";
    file_is_left_out() "the file is left out" "不导入这个文件";
    import_nothing() "Stopped; nothing was written" "已停止，什么都没写";
    import_runs() "An import is running already  Esc stops it" "正在导入  Esc 停止";
    back_from_practice() "Back in your own library" "练习结束，回到你的稿库";
    needs_screen() "This needs the screen: run pizhu" "这要在屏幕上做：运行 pizhu";
    too_long() "Too long: 64 KiB at most" "太长：最多 64 KiB";
    no_such_report(words) "No such report: {words}" "没有这种报告：{words}";
    no_editor() "No editor: set VISUAL or EDITOR" "没有编辑器：请设 VISUAL 或 EDITOR";
    editor_failed(name) "{name} ended with an error; the note is as before" "{name} 出错退出，批注未变";
    no_terminal() "The reader needs a terminal; --plain and --exec do not" "阅读界面需要终端；--plain 和 --exec 不需要";
    copied(way) "Copied by {way}" "已复制（{way}）";
    no_clipboard() "No program for the clipboard: wl-copy, xclip, xsel or pbcopy; set clipboard = \"osc52\"" "没有剪贴板程序（wl-copy、xclip、xsel、pbcopy）；可设 clipboard = \"osc52\"";
    clipboard_off() "The clipboard is switched off in config.toml" "config.toml 里关闭了剪贴板";
    too_long_to_copy() "Too long for the terminal's clipboard" "太长，终端的剪贴板放不下";
    unwritable() "This library cannot be written" "稿库不可写";
}

/// A theme, in words.
pub fn theme_name(lang: Lang, name: &str) -> &str {
    let chinese = match name {
        "dark" => "深色",
        "light" => "浅色",
        "mono" => "单色",
        "contrast" => "高对比",
        other => other,
    };
    lang.pick(name, chinese)
}

/// Where a paragraph stands: its article, and which one it is; 0 is the headline.
pub fn hit_place(lang: Lang, title: impl super::Said, ordinal: usize) -> String {
    if ordinal == 0 { hit_in_headline(lang, title) } else { hit_in_paragraph(lang, title, ordinal) }
}

/// A stage of the sign-off, in words.
pub fn stage(lang: Lang, stage: &str) -> String {
    let words = match stage {
        "review-1" => lang.pick("first review", "初审"),
        "review-2" => lang.pick("second review", "复审"),
        "review-3" => lang.pick("final review", "终审"),
        "proof-1" => lang.pick("first proof", "一校"),
        "proof-2" => lang.pick("second proof", "二校"),
        "proof-3" => lang.pick("third proof", "三校"),
        other => other,
    };
    words.to_owned()
}
