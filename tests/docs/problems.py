"""Print docs/problems.md: every problem code with what it tells and what to do."""

from jingyan.check import across, formats, tables
from jingyan.check.catalogue import rule_infos
from jingyan.check.checking import RULES
from jingyan.readers.problems import PROBLEMS

SEVERITY = {"unreadable": "不能使用", "warning": "请注意", "info": "供参考", "error": "差错"}

# Codes whose sentences are made where the trouble is found; the reading codes and the rules of check have their own tables.
OTHERS: dict[str, tuple[str, str]] = {
    "read.no_access": ("打不开文件:没有读取权限,或读取中出错", "检查文件是否还在、有没有读取权限"),
    "read.gone": ("工作区“原稿”里的一份文件被删除或移走了", "放回原处,或重新用 add 收进来"),
    "read.beside_gone": ("jingyan.toml 里写着的参照材料、模板或政策文件找不到", "接上磁盘、放回原处,或改 jingyan.toml"),
    "table.unreadable": ("编者的指标表或单位表读不了", "另存为 xlsx 或 csv 再试"),
    "table.heading": ("编者的表里没有必要的一栏(名称、写法)", "按提示写好表头"),
    "table.row": ("编者的表里有一行不能用;内置的照旧有效", "按理由改好这一行"),
    "table.long": ("编者的表超过 5000 行,后面的没有用", "删去用不着的行"),
    "table.gone": ("jingyan.toml 里写着的指标表或单位表找不到", "放回原处,或改 jingyan.toml"),
    "answers.row": ("核实答复.xlsx 里有一行没有记下来(编号、处理意见不认识,或原文变了)", "按理由改好这一行,再读入一次"),
    "segment.count": ("题名里写明的篇数(如“精选4篇”)和实际拆出的篇数不同", "核对有没有漏拆、多拆,或网站截去了几篇"),
    "segment.incomplete": ("一篇的末句不完整,可能被截断", "请报送单位补要全文"),
    "segment.untitled": ("没有找到题名,用文件名代替", "在台账里补上题名"),
    "clean.mojibake": ("一处文字已经损坏(乱码、方框、问号),没有改动", "对照原件补正,或请报送单位重新报送"),
    "clean.ocr": ("数字里夹着字母,像是扫描识别的错字,没有改动", "对照原件核对附近的数字"),
    "clean.range": ("日期、年级可能丢了起止号(5月1014日),没有改动", "向报送单位核实"),
    "clean.advert": ("混进来的广告、赌博网站名,没有改动", "核实;在单位名称的位置时核实名称"),
    "clean.language": ("一段外文,没有改动", "看是不是误贴或机器翻译"),
    "clean.twice": ("全文在一份来稿里重复了一遍,没有改动", "在原稿里删去一遍"),
    "clean.name_left": ("全篇隐去了名称,还留着真名,没有改动", "与报送单位核实要不要隐去"),
    "clean.hole": ("网站隐去了一段文字,没有改动", "请报送单位补要全文"),
    "collect.note": ("文件里只有“附件请查收”一类的附言,没有收为来稿", "请报送单位补发附件或正文"),
    "name.unmatched": ("文件名不合编者定的写法(--file-names)", "改文件名,或加一种写法"),
    "name.organisation": ("文件名写的单位和正文写的不同;汇编用正文的", "核实是哪个单位报送的"),
    "name.title": ("文件名写的题名和正文的题名不同;汇编用正文的", "核实有没有发错文件"),
    "name.taken": ("正文没有写单位或题名,从文件名取", "核对"),
    "contents.pages": ("目录里的页码不是从小到大", "对照原件核对这几条"),
    "contents.leaders": ("目录的条数和引导点的处数不同", "看有没有两条连在一起或一条拆成两条"),
    "contents.organisation": ("目录里一条没有写单位,同一部分的其他条目都写了", "对照原件补上单位"),
    "contents.twice": ("目录里同一个题名出现了两次", "看是不是重复收录"),
    "reuse.short": ("文字太少,没有参加查重", "不必处理;需要时人工比对"),
    "reuse.crowd": ("同一段文字出现在很多篇里,按通用表述处理", "看是不是统一下发的模板"),
    "plan.row": ("编排表里有一行或一格不能用(认不出是哪一篇、同一篇两行、次序不是数、题目空着……),其余各行照样有效", "按理由改好这一行,再采用一次"),
    "plan.new_part": ("编排表里写了汇编原来没有的编,已另立", "不是这个意思时改“编”一栏"),
    "plan.no_reason": ("编排表里不收的一篇没有写理由", "在“理由”一栏补上"),
    "plan.unlisted": ("编排表里没有的篇,照现在的编排", "接着改新写出的编排表"),
    "plan.open": ("编排表正在 Excel 或 WPS 里开着,读的是上次保存的样子", "保存以后再采用一次"),
    "plan.changed": ("编排表定过的一篇,来稿内容后来变了,安排照旧", "看题目、收不收还对不对"),
    "plan.against": ("处理意见是不收,编排表写的是收,照编排表收了", "改其中一处,让两边一致"),
    "units.row": ("单位名单里有一行不能用;其余各行照样有效", "按理由改好这一行"),
    "units.gone": ("jingyan.toml 里写着的单位名单找不到", "放回原处,或改 jingyan.toml"),
    "volume.late": ("一篇在编排表之后才收到,按模板放好了", "看放得对不对,要改就再采用一次编排表"),
    "volume.none_kept": ("因雷同没有收的一篇,代替它的那一篇也没有收", "在编排表里把其中一篇改成收"),
    "volume.empty": ("没有一篇可以收入汇编", "看来稿是否都是目录或读不了的文件"),
    "volume.short": ("一篇的字数很少,照样编入", "看要不要补充,或从汇编里去掉"),
    "volume.same_title": ("两篇题名相同", "在模板或原稿里改成可以区分的题名"),
    "volume.estimated": ("没有 LibreOffice,目录页码是估算的", "装上 LibreOffice 再做一次,或在 Word、WPS 里更新目录"),
    "volume.no_font": ("没有中文字体,不能实测页码", "安装中文字体,例如 fonts-noto-cjk"),
    "volume.no_pdf": ("LibreOffice 没有生成 PDF,目录页码是估算的", "看磁盘空间,或关掉别的 LibreOffice 再试"),
    "volume.no_mark": ("有的篇目在 PDF 里找不到位置", "在 Word、WPS 里更新目录"),
    "volume.picture_outside": ("图片不在任何一篇的正文里,没有编入", "看原件,需要时手工插入"),
    "volume.equations": ("量页码的 LibreOffice 印不出公式", "安装 libreoffice-math-nogui 后重新编排"),
    "volume.contents_differ": ("目录上的页码与 PDF 里实际的页码不同", "打印前核对列出的这几条"),
    "volume.unsound": ("编好的文档结构有毛病", "换用自带模板;还这样时告诉开发者"),
    "volume.no_body": ("一篇没有正文可以编入", "看原稿是不是只有题名"),
    "volume.picture": ("一张图片放不进汇编", "把图片另存为 PNG 或 JPG 后替换"),
    "volume.wide_table": ("一张表栏数太多,分成几张印", "看分得是否合适,或把表转成横排的插页"),
    "volume.style": ("模板里缺少需要的样式", "从自带模板里复制这个样式"),
    "template.fault": ("模板里缺少该有的东西,或设置不对,还能用", "按所说的地方改模板,再运行 jingyan template check"),
    "matter.row": ("编委会名单里有一行没有职务或姓名,没有印", "每行写两栏:职务、姓名"),
    "matter.gone": ("jingyan.toml 里写着的前言、后记或编委会名单找不到", "放回原处,或改 jingyan.toml"),
}  # fmt: skip


def page() -> str:
    """The whole page."""
    lines = ["# 问题提示和核校意见的代码", "", "本页由程序生成(`make docs`)。代码不会改变含义,可以按它筛选台账。", ""]
    lines += ["## 读取", "", "| 代码 | 轻重 | 说的是 | 怎么办 |", "|---|---|---|---|"]
    for code, s in sorted(PROBLEMS.items()):
        lines.append(f"| `{code}` | {SEVERITY[s.severity]} | {s.message} | {s.hint} |")
    lines += ["", "## 其他步骤", "", "| 代码 | 说的是 | 怎么办 |", "|---|---|---|"]
    lines += [f"| `{code}` | {what} | {todo} |" for code, (what, todo) in sorted(OTHERS.items())]
    lines += ["", "## 核校意见", ""]
    lines.append("停用一条:`--no-check 代码`(也可以写名称)。处理一条:`jingyan decide 编号 已核实无误`。")
    lines += ["", "| 代码 | 名称 | 轻重 | 说的是 | 怎么办 | 例 |", "|---|---|---|---|---|---|"]
    names = {r.code: r for r in rule_infos()}
    seen: set[tuple[str, str]] = set()
    kinds = (*tables.KINDS, *across.ALL_KINDS, *(f.kind for f in formats.FORMATS))
    rules = [(r.code, r.severity, r.message, r.hint) for r in RULES]
    rules += [(k.code, k.severity, k.message, k.hint) for k in kinds]
    for code, severity, message, hint in rules:
        if (code, message) not in seen:
            seen.add((code, message))
            info = names[code]
            lines.append(f"| `{code}` | {info.name} | {SEVERITY[severity]} | {message} | {hint} | {info.example} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(page(), end="")
