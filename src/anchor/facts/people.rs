//! Surnames, the words that stand beside a person's name, and words that only begin like one.

/// Compound surnames.
pub(super) const COMPOUND: &str =
    "欧阳 司马 上官 诸葛 皇甫 尉迟 公孙 慕容 令狐 司徒 东方 夏侯 端木 独孤 南宫 申屠";

/// Surnames that hardly begin a common word: they need no title beside them.
pub(super) const CLEAR: &str = "李刘陈杨赵吴徐孙郭罗宋郑谢冯董曹袁邓傅彭吕蒋蔡贾魏薛阎潘戴钟姜范姚谭廖邹郝崔邱秦侯邵贺龚樊耿聂焦葛祁柴梅庞裴霍翟芦冀闫靳冉臧柯倪岳尹翁甄褚娄晏乜";

/// Surnames that also begin common words: they need a title or a verb beside them.
pub(super) const COMMON: &str = "王张黄周胡朱林何高梁韩唐于萧程许沈曾苏卢丁叶余杜夏汪田任石熊金陆孔白康毛江史顾孟龙万段雷钱汤黎易常武乔赖文成时方马温牛车左申安景全米鲁路苗解荣连柳花关和向师强应严平闻邢鲍齐侯阮费凌季卜明计付";

/// Surnames met seldom, and some that mostly begin other words: names only beside a title.
pub(super) const RARE: &str = "卫肖仝佟逯厍郗郄仉亓缪璩茹栗尉桑桂丛崇鞠隋邬郎虞糜鄢阴荆谌瞿戚简覃班甘莫童窦饶占章巩邸郅苑宁符单古毕曲初沙蒙涂盛舒蒲游包庄祝左屈阳商官宫年麻巴乌皮印盖麦";

/// Words that begin like a name but are none.
pub(super) const NO_NAMES: &str = "
李子 陈列 陈述 陈旧 陈设 杨树 杨柳 赵国 吴语 徐徐 孙子 孙女 郭外 罗列 宋代 宋朝 郑重 谢谢 谢绝 冯梦 董事 曹操 袁世 邓小 傅里 彭德 吕布
蒋介 蔡伦 贾宝 魏晋 薛定 潘多 戴上 戴着 戴帽 钟表 钟声 钟情 姜汤 范围 范畴 范例 范本 姚明 谭嗣 邹平 秦岭 秦皇 秦代 秦始 侯爵 贺信 贺电 贺词 贺岁
梅花 梅雨 焦点 焦虑 焦炭 焦化 焦急 焦煤 葛根 柴油 柴火 庞大 庞杂 霍乱 冉冉 岳父 岳母 祁连 翁婿 聂耳 耿直 樊笼 娄烦 范式
卫生 卫星 肖像 桑树 桂花 简单 简介 班子 单位 单独 古城 毕业 毕竟 曲线 初步 初审 沙发 盛大 盛世 舒适 游客 包括 包含 商务 商会 官方 年度 年初 年底 印发 左右
宁愿 宁静 章程 莫名 崇尚 官网 商户 包装";

/// What may stand right before a person's name.
pub(super) const TITLES_BEFORE: &str = "
总工程师 书记 主任 局长 厅长 部长 省长 市长 县长 区长 镇长 乡长 村长 校长 院长 所长 处长 科长 会长 董事长 总经理 经理 厂长 站长 队长 社长 行长 总裁 总监
副总 主席 委员 代表 记者 通讯员 教授 博士 院士 专家 工程师 研究员 负责人 创始人 法人 法定代表人 党员 村民 居民 职工 工人 农民 学生 老师 医生 护士
女士 先生 同志 师傅 企业家 司机 业主 客商 负责同志 秘书长 班长 组长 主管 总工 摄影 作者 编辑 民警 战士 干部 种植户 养殖户";

/// What may stand right after a person's name.
pub(super) const WORDS_AFTER: &str = "
说 表示 介绍 指出 强调 告诉 认为 坦言 透露 主持 出席 参加 致辞 讲话 带队 一行 同志 先生 女士 教授 书记 主任 局长 市长 县长 区长 院长
校长 董事长 总经理 经理 总工程师 工程师 副书记 副主任 厂长 处长 科长 会长 部长 镇长 乡长 班长 车间主任 项目经理 博士 院士 师傅 老师 宣布 宣读 陪同 摄 供图 笑着 感慨 回忆 解释 补充 作报告 当选";

/// The same, but too common to tell a name of two characters.
pub(super) const WEAK_AFTER: &str = "等 称 讲 率 任 报告 、 ）";

/// What stands before a surname among neighbours.
pub(super) const FAMILIAR: &str = "老小";

/// Words that only look like such a name.
pub(super) const NO_FAMILIAR: &str = "老康 老马识途 老牛 老路 老黄牛 老江湖 老常态 老花 老白干 老车 老石 老金 老文 老成 老时 老方 老景 老安 老全 老米 老解 老连 老关 老向 老师 老强 老平 老明 老计 小范围 小葛 小梅 小钟 小侯";
