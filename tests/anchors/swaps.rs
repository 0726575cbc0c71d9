//! One word of a paragraph replaced: a common one is an edit that waits, a name makes another paragraph.

use pizhu::anchor;
use pizhu::words::{Placed, Placement};

use super::measure::{article, mark, written};

/// Paragraphs with slots; what stands in braces is replaced by each of its neighbours, `|` between them.
const COMMON: &[&str] = &[
    "近年来，东岭经济技术开发区党工委{认真|坚决|切实|全面|深入}{落实|贯彻|执行}省委、省政府关于开发区改革的\
     {决策|工作}部署，以体制机制{创新|改革}{激发|释放|增强}发展{活力|动力}，{持续|不断|加快}{完善|健全|补齐}基础设施，\
     为特色产业{发展|集聚}注入{强劲|强大|澎湃}动力，{走出|闯出|踏出}了一条产城融合的转型发展新路。",
    "会议{强调|指出|要求|明确}，各部门要{聚焦|围绕|盯紧}主责主业，{严格|从严}{规范|加强|改进}管理，{大力|着力}{打造|营造|优化}\
     一流营商环境，{提高|提升}平台承载能力，{全力|用心|贴心}服务园区企业，{推动|促进|助推}重点项目早日{建成|投产|见效}，\
     让群众有{更多|实实在在的}获得感。",
    "在{生产|装配}车间，{工人|师傅|技术员}们正{忙碌|紧张|有条不紊}地{操作|调试|检查}设备。企业负责人{介绍|说|表示}，\
     公司{主要|专门}{生产|加工|制造}精密零件，{产品|货物}{远销|出口|销往}海外，{订单|合同}已经排到年底，\
     {下一步|今后|接下来}将{扩大|增加}产能，{抢占|开拓|争夺}市场先机。",
    "驻村工作队{走进|深入|来到}农户家中，{耐心|仔细|认真}{倾听|听取|记录}村民意见，{帮助|协助|指导}大家{解决|化解|克服}\
     用水{困难|难题}，{组织|动员|发动}党员干部{清理|打扫|疏通}河道，{美丽|整洁|宜居}乡村建设{取得|见到}{明显|显著|初步}成效，\
     {百姓|乡亲|居民}纷纷{点赞|称赞|叫好}。",
];

/// The same with names in the slots.
const NAMES: &[&str] = &[
    "近日，{东岭|西岭|长治|晋城}经济技术开发区{党工委|管委会}书记{王建国|李卫东|赵晓梅}带队走进{恒远|宏盛|天骏}机械有限公司，\
     认真了解项目建设进展，现场协调解决用水用电问题，并与{太原理工大学|中北大学}的专家交流技术难题，\
     要求各部门主动靠前服务，确保项目早日建成投产。",
    "{长治|大同|青河县}经开区坚决贯彻{省委|市委|县委}部署，{市教育局|市水利局|县财政局}全面落实各项任务，主任{张强|周明|何玉兰}介绍，\
     来自{柳湾镇|石桥镇|南岭乡}的二十名学员参加培训，{建设路|解放路|滨河大道}两侧的绿化工程已经启动，\
     {华泰集团|中科集团}与{北方新材料产业园|南山新材料产业园}签订合作协议，带动周边群众增收。",
    "党工委书记{卫红兵|卫红军|肖长河}在现场会上说，缺什么就补什么。驻村第一书记{仝丽|佟丽}把{老韩|老秦|小崔}请到台前，\
     请他讲一讲三年前为什么把厂子搬进园区，又是怎样把工人一个一个留下来的。",
];

/// The paragraph with the first choice in every slot, and every paragraph that differs from it in one slot.
fn variants(template: &str) -> (String, Vec<(String, String)>) {
    let pieces: Vec<Vec<&str>> = template.split(['{', '}']).map(|piece| piece.split('|').collect()).collect();
    let with = |slot: usize, choice: usize| -> String {
        pieces
            .iter()
            .enumerate()
            .filter_map(|(n, p)| p.get(if n == slot { choice } else { 0 }))
            .copied()
            .collect()
    };
    let mut others = Vec::new();
    for (slot, piece) in pieces.iter().enumerate() {
        for choice in 1..piece.len() {
            others.push((format!("{} -> {}", piece[0], piece[choice]), with(slot, choice)));
        }
    }
    (with(0, 0), others)
}

fn placed(old: &str, new: &str) -> Placed {
    let around = |text: &str| {
        ["第一段说的是别的事情，与后文并无关系。".to_owned(), text.to_owned(), "末段另有话说。".to_owned()]
    };
    let before = article(&around(old));
    let marks = vec![mark(&before, 2, None, 1)];
    anchor::place(&article(&around(new)), &written(&before, marks)).remove(0)
}

#[test]
fn a_common_word_replaced_is_an_edit() {
    let mut lost = Vec::new();
    let mut count = 0;
    for template in COMMON {
        let (old, others) = variants(template);
        for (what, new) in others {
            count += 1;
            let found = placed(&old, &new);
            if found.placement != Placement::Edited || found.ordinal != Some(2) {
                lost.push(what);
            }
        }
    }
    assert!(count > 80, "{count}");
    assert!(lost.is_empty(), "{} of {count} lost their mark: {lost:?}", lost.len());
}

#[test]
fn a_name_replaced_is_never_taken() {
    let mut taken = Vec::new();
    for template in NAMES {
        let (old, others) = variants(template);
        for (what, new) in others {
            let found = placed(&old, &new);
            if found.placement != Placement::Orphan || found.candidates.first().map(|c| c.0) != Some(2) {
                taken.push(what);
            }
        }
    }
    assert!(taken.is_empty(), "taken in spite of the name: {taken:?}");
}
