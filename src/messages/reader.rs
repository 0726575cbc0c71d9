//! What the reader says: toasts, questions, hints, headings.

use super::Lang;

crate::messages::sentences! {
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
    nothing_further() "Nothing further this way" "这个方向没有了";
    no_more_places() "No more places to go back to" "没有更早的位置";
    article_gone() "That article is gone" "那篇稿件不在了";
    bookmark_set(name) "Bookmark {name} set  ' {name} comes back" "已设书签 {name}  ' {name} 回来";
    no_bookmark(name) "No bookmark {name}" "没有书签 {name}";
    measure(han) "{han} Han a line" "版心 {han} 字";
    filtered(count) "{count} articles" "筛出 {count} 篇";
    no_filter() "No filter to keep: press f first" "没有筛选可存：先按 f";
    query_saved(name) "Folder {name} made" "已存为文件夹 {name}";
    starred() "Starred" "已加星";
    unstarred() "Star taken off" "已去星";
    no_favourite(digit) "No tag on {digit}: give one in codebook.toml, or press t" "{digit} 没有对应标签：在 codebook.toml 里设，或按 t 选";
    several_tags(name, names) "Several tags are called {name}: {names}" "“{name}”有几个：{names}";
    no_tag(name) "No tag {name}" "没有标签“{name}”";
    no_tag_but(name, names) "No tag {name}; near: {names}" "没有标签“{name}”，相近的有：{names}";
    tagged(tag) "Tagged [{tag}]  u undoes" "已标【{tag}】  u 撤销";
    tagged_many(tag, n) "Tagged [{tag}] on {n} paragraphs  u undoes" "已标【{tag}】{n} 段  u 撤销";
    untagged(tag) "Took off [{tag}]  u undoes" "已取下【{tag}】  u 撤销";
    save_failed(fault) "NOT saved: {fault}. It stays on the screen and goes along with the next save." "没有保存：{fault}。仍留在屏幕上，下次保存时一并写入。";
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
    jump_title() "Jump to an article" "跳到稿件";
    tag_hits_question(tag, n) "Put [{tag}] on {n} paragraphs with hits?" "给有命中的 {n} 段都标上【{tag}】？";
    note_saved() "Saved  u undoes" "已保存  u 撤销";
    note_unsaved() "The note is not saved." "批注还没有保存。";
    answer_keep_writing() "Go on writing" "继续写";
    answer_save() "Save" "保存";
    answer_discard() "Discard" "丢弃";
    answer_yes() "Yes" "好";
    answer_no() "No" "不";
    answer_go_on() "Go on" "接着写";
    answer_later() "Later" "以后再说";
    answer_stay() "Stay" "留下";
    answer_quit() "Quit without it" "放弃并退出";
    answer_sign() "Sign" "签发";
    draft_found(start) "A draft was kept: {start}" "有一份草稿：{start}";
    no_own_mark() "No mark of yours here" "本段没有你的批注";
    mark_deleted() "Deleted  u undoes" "已删除  u 撤销";
    no_status(name) "No status {name}: open, resolved, rejected" "没有状态 {name}：open、resolved、rejected";
    status_set(name) "Status: {name}  u undoes" "状态：{name}  u 撤销";
    quit_unsaved(n) "{n} changes are not on disk." "有 {n} 处改动没有存进磁盘。";
    again_quits() "Press again to quit" "再按一次退出";
    input_method_on() "An input method is on: use digits, arrows, F keys, or switch it off" "输入法开着：可用数字、方向键、F 键，或先切到英文";
    not_bound(key) "{key} does nothing here  ? shows the keys" "{key} 在这里没有作用  ? 看帮助";
    paste_nowhere() "Nothing to paste into: press a for a note" "没有可粘贴的地方：按 a 写批注";
    mouse_ours() "The mouse works here" "鼠标由本程序使用";
    mouse_terminals() "The mouse is the terminal's  :mouse takes it back" "鼠标已交还终端  :mouse 收回";
    building_report() "Building the report..." "正在生成报告……";
    report_title() "Report (not written yet)" "报告预览（尚未写出）";
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
    no_orphans() "Every mark of this article has its place" "本篇批注都在原位";
    orphans_title(n) "Marks that wait for their place: {n}" "待定位的批注：{n}";
    kept_orphan() "Kept as an orphan" "留作失锚";
    not_your_mark() "Only its author can place it" "这条要由它的作者来定位";
    relinked(n) "Placed at paragraph {n}  u undoes" "已定位到第 {n} 段  u 撤销";
    raw_title(n) "Raw text of paragraph {n}" "第 {n} 段原文";
    log_title() "What was changed" "改动记录";
    reloading() "Reading again..." "正在重新载入……";
    no_suggestion() "No suggestion here" "本段没有建议";
    no_doubts() "No doubts here" "没有存疑";
    stats_title() "Tags by zone" "标签 × 专区";
    no_tags_yet() "No tags yet" "还没有标签";
    total() "all" "合计";
    zones_title() "Zones" "专区";
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
    too_small() "Too small: 30x8 at least. q quits" "窗口太小，至少 30x8。q 退出";
    filter_title(query) "Filter: {query}" "筛选：{query}";
    prompt_find() "Find:" "查找：";
    prompt_search() "Everywhere:" "全库：";
    prompt_filter() "Filter:" "筛选：";
    prompt_jump() "Jump to:" "跳到：";
    hits(n) "{n} hits" "{n} 处";
    note_title(n) "Note on paragraph {n}" "批注 第 {n} 段";
    note_title_head() "Note on the headline" "批注 标题";
    note_title_span() "Note on the words chosen" "批注 所选文字";
    searching(done, total) "{done}/{total} articles, Esc stops" "已查 {done}/{total} 篇，Esc 停";
    found_count(n) "{n} found" "找到 {n} 段";
    choose_span() "Choosing words: h l move, a notes, 1-9 tags, Esc ends" "选字：h l 移动  a 批注  1-9 标签  Esc 结束";
    choose_blocks(n) "{n} paragraphs: 1-9 tags, Esc ends" "已选 {n} 段：1-9 标签  Esc 结束";
    reporters(names) "by {names}" "记者 {names}";
    authors(names) "by {names}" "作者 {names}";
    hint_tag() "tags" "标签";
    hint_note() "note" "批注";
    hint_find() "find" "查找";
    hint_export() "export" "导出";
    hint_undo() "undo" "撤销";
    hint_help() "help" "帮助";
    hint_command() "commands" "命令";
    hint_open() "open" "打开";
    hint_filter() "filter" "筛选";
    hint_save() "save" "保存";
    hint_newline() "new line" "换行";
    hint_cancel() "cancel" "取消";
    hint_done() "done" "完成";
    hint_choose() "choose" "选定";
    hint_write() "write" "写出";
    hint_close() "close" "关闭";
    hint_accept() "accept" "接受";
    hint_keep_orphan() "keep as orphan" "留作失锚";
    no_tutor() "The practice article is not in this library" "这个稿库里没有入门练习";
    use_import(path) "Import beside the reader: pizhu import {path}; the list follows by itself" "请在命令行运行 pizhu import {path}，稿目会自动更新";
    use_probe() "Measured at the start; now the keys are read from the terminal: leave, and run pizhu probe to measure again" "启动时已测量；此刻终端正在读取按键，重新测量请退出后运行 pizhu probe";
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
