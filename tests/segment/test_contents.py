"""Contents lists in all their shapes, and their arithmetic."""

import pytest

from jingyan.model.span import Span
from jingyan.model.structure import ContentsEntry
from jingyan.script.fold import reading
from jingyan.segment.contents import find_contents
from jingyan.segment.contents_checks import check_contents

from .samples import COUNTY, outline


def entries(text: str) -> list[tuple[str | None, str | None, str, str | None, int | None]]:
    read = reading(text)
    return [
        (e.part, e.group, e.title, e.organisation, e.page)
        for found in find_contents("a", read, Span(0, len(text)))
        for e in found.entries
    ]


def test_run_together_with_wrapped_titles_and_glued_organisations() -> None:
    text = (
        "材料汇编目录\n目录\n一、文件篇\n(一)\n《关于推进均衡发展的意见》...........1《关于结对共建活动实施方案的通\n知》......8\n(二)\n云溪县控辍保学办法\n"
        ".................25\n二、经验篇\n抓投入促公平.........云溪县教育局133月湖学区工作情况汇报........月湖区教育体育局140 强师资提质量 .. 青禾市人民政府 152\n"
    )
    assert entries(text) == [
        ("文件篇", "(一)", "《关于推进均衡发展的意见》", None, 1),
        ("文件篇", "(一)", "《关于结对共建活动实施方案的通知》", None, 8),
        ("文件篇", "(二)", "云溪县控辍保学办法", None, 25),
        ("经验篇", None, "抓投入促公平", "云溪县教育局", 133),
        ("经验篇", None, "月湖学区工作情况汇报", "月湖区教育体育局", 140),
        ("经验篇", None, "强师资提质量", "青禾市人民政府", 152),
    ]


def test_leaders_of_all_kinds_and_pages_in_brackets() -> None:
    text = "目录\n1.云溪县总结………(1)\n2.青禾市总结 · · · · (5)\n3.松江市总结————9\n4.柳河县总结……第12页\n"
    assert [(title, page) for _, _, title, _, page in entries(text)] == [
        ("云溪县总结", 1),
        ("青禾市总结", 5),
        ("松江市总结", 9),
        ("柳河县总结", 12),
    ]


def test_traditional_and_taiwan_style() -> None:
    text = "目錄\n壹、前言........................1\n貳、學校現況....................3\n參考文獻.......................15\n"
    assert [(title, page) for _, _, title, _, page in entries(text)] == [
        ("壹、前言", 1),
        ("贰、学校现况", 3),
        ("参考文献", 15),
    ]


def test_tabs_as_word_processors_write_them() -> None:
    text = "目录\n第一部分 总结\n云溪县推进均衡发展工作总结\t1\n第二部分 经验\n抓投入促公平\t云溪县教育局\t9\n"
    assert entries(text) == [
        ("总结", None, "云溪县推进均衡发展工作总结", None, 1),
        ("经验", None, "抓投入促公平", "云溪县教育局", 9),
    ]


def test_entries_without_pages() -> None:
    text = "目录\n经验篇\n抓投入促公平(云溪县教育局)\n强师资提质量 青禾市教育局\n坚持优先发展 办好民生教育\n"
    assert entries(text) == [
        ("经验篇", None, "抓投入促公平", "云溪县教育局", None),
        ("经验篇", None, "强师资提质量", "青禾市教育局", None),
        ("经验篇", None, "坚持优先发展 办好民生教育", None, None),
    ]


def test_year_after_a_page_begins_the_next_title() -> None:
    text = "目录\n云溪县总结.....52014年青禾市总结.....92015年松江市总结.....12\n"
    assert [(title, page) for _, _, title, _, page in entries(text)] == [
        ("云溪县总结", 5),
        ("2014年青禾市总结", 9),
        ("2015年松江市总结", 12),
    ]


def test_prose_with_dots_and_tables_is_no_list() -> None:
    assert not entries(COUNTY + "我们做了很多......2014年又……\n学校\t12\n教师\t30\n")


def test_a_report_with_its_own_list_stays_one_piece() -> None:
    text = f"云溪县均衡发展自查报告\n目 录\n一、加大投入……1\n二、配强教师……3\n三、存在问题……8\n{COUNTY * 3}"
    found = outline(text)[0]
    assert [piece.kind for piece in found.pieces] == ["report"]
    assert [len(contents.entries) for contents in found.contents] == [3]
    assert all(heading.span.start > found.contents[0].span.end for heading in found.headings)


def test_checks() -> None:
    text = "目录\n云溪县总结.....5\n青禾市总结.....3\n松江市总结.....12\n柳河县总结.....\n"
    read = reading(text)
    found = find_contents("a", read, Span(0, len(text)))[0]
    assert [entry.page for entry in found.entries] == [5, 3, 12]
    assert [problem.code for problem in check_contents(found, read)] == ["contents.pages"]
    assert isinstance(found.entries[0], ContentsEntry)
    assert found.entries[0].span.of(text) == "云溪县总结.....5"


def test_a_missing_organisation_and_an_entry_that_stands_there_twice() -> None:
    text = (
        "目录\n灯火照山乡......青山县教育局1\n琴声响起来......红石区教育局9\n一盏灯的故事......17\n铃声准时响......白水县教育局25\n"
        "琴声响起来......红石区教育局33\n后记......40\n"
    )
    found = find_contents("a", text, Span(0, len(text)))[0]
    problems = check_contents(found, text)
    assert [(p.code, p.message, p.span and p.span.of(text)) for p in problems] == [
        (
            "contents.organisation",
            "目录里《一盏灯的故事》没有写单位,同一部分的其他条目都写了。",
            "一盏灯的故事......17",
        ),
        ("contents.twice", "目录里《琴声响起来》出现了两次(第9页和第33页)。", "琴声响起来......红石区教育局33"),
    ]


def test_heading_glued_to_the_first_entry_and_capital_numbers() -> None:
    glued = "经验材料选编目录强化责任推进均衡.......云溪县教育局1优化资源办好学校.......青禾县教育局7改革机制激发活力.......白沙县教育局14"
    found = outline(glued)[0]
    assert next((entry.title, entry.page) for entry in found.contents[0].entries) == ("强化责任推进均衡", 1)
    assert found.pieces[0].title == "经验材料选编目录"
    capital = "論文集\n目錄\n壹、專題報告\n  教育機會之理念  1\n  學校的困境  12\n參、綜合座談\n  座談紀錄  49\n  人員名單  56\n"
    assert [entry.part for entry in outline(capital)[0].contents[0].entries] == ["专题报告"] * 2 + ["综合座谈"] * 2


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_pages_in_brackets_behind_tabs_and_parts_with_a_page(newline: str) -> None:
    text = "目录\n编者的话\t\t(1)\n上篇 市级经验\n同上一堂课\t临渚市教育局\t(18)\n老城的学校  枫溪市教育局  (24)\n第二部分 学校总结\t23\n渡口小学总结\t30\n"
    found = outline(text.replace("\n", newline))[0].contents[0].entries
    assert [(e.part, e.title, e.organisation, e.page) for e in found] == [
        (None, "编者的话", None, 1),
        ("市级经验", "同上一堂课", "临渚市教育局", 18),
        ("市级经验", "老城的学校", "枫溪市教育局", 24),
        ("学校总结", "渡口小学总结", None, 30),
    ]


CLASSES = {
    "leaders of all kinds in one list, and a part with a back matter": (
        "目录\n一、政策文件\n关于试行学区制的意见......1\n关于教师交流的通知 · · · · 13\n二、经验材料\n灯火照山乡----------南桥县教育局 21\n"
        "琴声响起来    北桥县教育局          28\n河湾里的课堂\t西桥县教育局\t35\n校门朝着田野…………东桥小学……41\n铃声准时响————北桥小学——44\n后记 47\n",
        [
            ("政策文件", None, "关于试行学区制的意见", None, 1),
            ("政策文件", None, "关于教师交流的通知", None, 13),
            ("经验材料", None, "灯火照山乡", "南桥县教育局", 21),
            ("经验材料", None, "琴声响起来", "北桥县教育局", 28),
            ("经验材料", None, "河湾里的课堂", "西桥县教育局", 35),
            ("经验材料", None, "校门朝着田野", "东桥小学", 41),
            ("经验材料", None, "铃声准时响", "北桥小学", 44),
            (None, None, "后记", None, 47),
        ],
    ),
    "two levels and numbers on one line": (
        "目录 第一部分 综合材料 1.稳步推进(南桥县教育局)……3 2.深耕课堂(北桥县教育局)……8 第二部分 学校材料 1.书声琅琅(西桥小学)……15\n",
        [
            ("综合材料", None, "稳步推进", "南桥县教育局", 3),
            ("综合材料", None, "深耕课堂", "北桥县教育局", 8),
            ("学校材料", None, "书声琅琅", "西桥小学", 15),
        ],
    ),
    "parts and groups on one line": (
        "目录 一、政策篇 (一)省级文件 关于学区制的意见......1 (二)市级文件 关于教师轮岗的办法......9 二、经验篇 灯火照山乡......南桥县教育局15",
        [
            ("政策篇", "(一)省级文件", "关于学区制的意见", None, 1),
            ("政策篇", "(二)市级文件", "关于教师轮岗的办法", None, 9),
            ("经验篇", None, "灯火照山乡", "南桥县教育局", 15),
        ],
    ),
    "wrapped inside the organisation": (
        "目录\n灯火照山乡........南桥县教育体\n育局19琴声响起来........北桥县\n人民政府26\n",
        [(None, None, "灯火照山乡", "南桥县教育体育局", 19), (None, None, "琴声响起来", "北桥县人民政府", 26)],
    ),
    "numbers of the next title glued to the page": (
        "目录\n灯火照山乡......南桥县教育局7620所学校的变迁......北桥县教育局811所村小的坚守......西桥县教育局89\n",
        [
            (None, None, "灯火照山乡", "南桥县教育局", 76),
            (None, None, "20所学校的变迁", "北桥县教育局", 81),
            (None, None, "1所村小的坚守", "西桥县教育局", 89),
        ],
    ),
    "traditional with a column head": (
        "目　錄　　　　　　　　頁碼\n\n推薦序‧‧‧‧‧ 1\n壹、緒論\n　一、計畫緣起‧‧‧‧‧ 3\n　二、計畫目標‧‧‧‧‧ 6\n貳、執行成果\n　一、師資培訓‧‧‧‧‧ 9\n附錄‧‧‧‧‧ 20\n",
        [
            (None, None, "推荐序", None, 1),
            ("绪论", None, "计划缘起", None, 3),
            ("绪论", None, "计划目标", None, 6),
            ("执行成果", None, "师资培训", None, 9),
            (None, None, "附录", None, 20),
        ],
    ),
    "a TOC field whose parts have pages": (
        "目录\n第一部分 县区总结\t1\n南桥县工作总结\t1\n北桥县工作总结\t6\n第二部分 学校总结\t12\n西桥小学总结\t12\n",
        [
            ("县区总结", None, "南桥县工作总结", None, 1),
            ("县区总结", None, "北桥县工作总结", None, 6),
            ("学校总结", None, "西桥小学总结", None, 12),
        ],
    ),
    "organisation in brackets before P and page": (
        "目录\n01 灯火照山乡········（南桥县教育局） P1\n02 琴声响起来······（北桥县教育局） P6\n",
        [(None, None, "灯火照山乡", "南桥县教育局", 1), (None, None, "琴声响起来", "北桥县教育局", 6)],
    ),
    "no pages, numbered in brackets": (
        "目录\n一、县区篇\n(一)灯火照山乡 南桥县教育局\n(二)琴声响起来 北桥县教育局\n二、学校篇\n(一)向阳而生——西桥小学\n(二)一盏灯（东桥中学）\n",
        [
            ("县区篇", None, "灯火照山乡", "南桥县教育局", None),
            ("县区篇", None, "琴声响起来", "北桥县教育局", None),
            ("学校篇", None, "向阳而生", "西桥小学", None),
            ("学校篇", None, "一盏灯", "东桥中学", None),
        ],
    ),
    "couplet titles with wide blanks": (
        "目录\n山乡有梦  教育为基\t南桥县教育局\t1\n以评促建 均衡发展    北桥县教育局    9\n抓实小事  办成大事........西桥县教育局17\n",
        [
            (None, None, "山乡有梦  教育为基", "南桥县教育局", 1),
            (None, None, "以评促建 均衡发展", "北桥县教育局", 9),
            (None, None, "抓实小事  办成大事", "西桥县教育局", 17),
        ],
    ),
    "all on one line, groups and parts glued to titles": (
        "经验选编目录 一、文件篇(一)青山县人民政府关于印发《青山县三年行动计划(2022—2024年)》的通知…………1青山县教育局关于《教师轮岗办法》的补充意见…………12"
        "(二)石湾镇控辍保学责任书…………19二、经验篇以爱育爱…………青山县教育局25办有温度的学校…………红石区教育体育局33",
        [
            ("文件篇", "(一)", "青山县人民政府关于印发《青山县三年行动计划(2022—2024年)》的通知", None, 1),
            ("文件篇", "(一)", "青山县教育局关于《教师轮岗办法》的补充意见", None, 12),
            ("文件篇", "(二)", "石湾镇控辍保学责任书", None, 19),
            ("经验篇", None, "以爱育爱", "青山县教育局", 25),
            ("经验篇", None, "办有温度的学校", "红石区教育体育局", 33),
        ],
    ),
    "two columns in a line": (
        "目  录\n教育强县的底气......1        村小里的合唱团......21\n山村来了年轻人......6        食堂里的大学问......26\n",
        [
            (None, None, "教育强县的底气", None, 1),
            (None, None, "山村来了年轻人", None, 6),
            (None, None, "村小里的合唱团", None, 21),
            (None, None, "食堂里的大学问", None, 26),
        ],
    ),
    "Roman pages and pages behind a slash": (
        "目录\n前言........I\n编写说明______iii\n云山小学工作总结______/1\n沙湖中学工作总结......./7\n",
        [
            (None, None, "前言", None, None),
            (None, None, "编写说明", None, None),
            (None, None, "云山小学工作总结", None, 1),
            (None, None, "沙湖中学工作总结", None, 7),
        ],
    ),
    "organisations on a line of their own, parts without number": (
        "目    录\n特 载\n补短板 强弱项\n——青山县教育局........1\n经验交流\n抓改革 添活力\n——红石区教育局........8\n乡村教师有奔头 . . . . . . . ( 17 )\n",
        [
            ("特 载", None, "补短板 强弱项", "青山县教育局", 1),
            ("经验交流", None, "抓改革 添活力", "红石区教育局", 8),
            ("经验交流", None, "乡村教师有奔头", None, 17),
        ],
    ),
    "organisations before a colon, no pages": (
        "目录\n一、市县经验\n青山县教育局:以评促建 提档升级\n红石区教育局:城乡一体\n二、学校经验\n青山县实验小学:一座校园一座花园\n",
        [
            ("市县经验", None, "以评促建 提档升级", "青山县教育局", None),
            ("市县经验", None, "城乡一体", "红石区教育局", None),
            ("学校经验", None, "一座校园一座花园", "青山县实验小学", None),
        ],
    ),
    "pages in words at single blanks": (
        "目录\n深化改革添活力 青山县教育局 第3页\n聚力攻坚补短板 红石区教育局 第11页\n改薄提质惠民生 白水县教育局 第 19 页\n",
        [
            (None, None, "深化改革添活力", "青山县教育局", 3),
            (None, None, "聚力攻坚补短板", "红石区教育局", 11),
            (None, None, "改薄提质惠民生", "白水县教育局", 19),
        ],
    ),
    "all on one line without leaders": (
        "目录 第一章 总体情况 1 第二章 主要做法 5 第三章 成效与启示 12 附录 18\n",
        [
            (None, None, "第一章 总体情况", None, 1),
            (None, None, "第二章 主要做法", None, 5),
            (None, None, "第三章 成效与启示", None, 12),
            (None, None, "附录", None, 18),
        ],
    ),
    "organisations in the first column": (
        "目录\n青山县教育局\t补齐短板 促进公平\t1\n红石区教育局\t城乡共同体建设的探索\t9\n白水县教育局\t数字赋能乡村课堂\t17\n",
        [
            (None, None, "补齐短板 促进公平", "青山县教育局", 1),
            (None, None, "城乡共同体建设的探索", "红石区教育局", 9),
            (None, None, "数字赋能乡村课堂", "白水县教育局", 17),
        ],
    ),
    "organisations and pages behind slashes": (
        "目录\n加快城乡一体化发展 /青山县教育局 /1\n强化督导促均衡 /红石区教育督导室 /8\n做活乡村小规模学校 /白水县教育局 /15\n",
        [
            (None, None, "加快城乡一体化发展", "青山县教育局", 1),
            (None, None, "强化督导促均衡", "红石区教育督导室", 8),
            (None, None, "做活乡村小规模学校", "白水县教育局", 15),
        ],
    ),
    "letter-spaced parts and full stops as leaders": (
        "目录\n一 、 政 策 文 件\n关于做好控辍保学工作的通知。。。。。。8\n二 、 经 验 做 法\n念好“四字诀”。。。。。。青山县教育局。。。15\n",
        [
            ("政策文件", None, "关于做好控辍保学工作的通知", None, 8),
            ("经验做法", None, "念好“四字诀”", "青山县教育局", 15),
        ],
    ),
    "numbers without a dot, capital numbers without a comma": (
        "目 录\n\n壹  守望\n1 山村教育的守望者\n\n2 七个人的学校\n\n3 一块黑板的旅行\n",
        [
            ("守望", None, "山村教育的守望者", None, None),
            ("守望", None, "七个人的学校", None, None),
            ("守望", None, "一块黑板的旅行", None, None),
        ],
    ),
    "numbers and organisations before a colon": (
        "目录\n一、青山县教育局:强化保障,夯实均衡发展基础--------1\n二、红石区教育局:创新机制,激发均衡发展活力--------5\n三、白水县教育局:突出重点--------9\n",
        [
            (None, None, "强化保障,夯实均衡发展基础", "青山县教育局", 1),
            (None, None, "创新机制,激发均衡发展活力", "红石区教育局", 5),
            (None, None, "突出重点", "白水县教育局", 9),
        ],
    ),
    "persons in brackets before the leader": (
        "目录\n山里的铃声(李小满)........3\n一根粉笔的坚守(王建国)........7\n教学常规管理办法(试行)........12\n",
        [
            (None, None, "山里的铃声", "李小满", 3),
            (None, None, "一根粉笔的坚守", "王建国", 7),
            (None, None, "教学常规管理办法(试行)", None, 12),
        ],
    ),
    "persons in square brackets, several, under parts": (
        "目录\n一、随笔篇\n让每个孩子抬起头来【周大禾、吴江】......1\n山路十八弯【赵一鸣】......5\n二、论坛篇\n把课堂还给孩子【欧阳明月】......9\n",
        [
            ("随笔篇", None, "让每个孩子抬起头来", "周大禾、吴江", 1),
            ("随笔篇", None, "山路十八弯", "赵一鸣", 5),
            ("论坛篇", None, "把课堂还给孩子", "欧阳明月", 9),
        ],
    ),
    "persons behind a slash": (
        "目 录\n村小的春天/赵一鸣........1\n河边的教室/何方........6\n三张课桌/孙小梅........11\n",
        [
            (None, None, "村小的春天", "赵一鸣", 1),
            (None, None, "河边的教室", "何方", 6),
            (None, None, "三张课桌", "孙小梅", 11),
        ],
    ),
    "persons without pages": (
        "目录\n山里的铃声（李小满）\n一根粉笔的坚守（王建国）\n三张课桌（孙小梅）\n",
        [
            (None, None, "山里的铃声", "李小满", None),
            (None, None, "一根粉笔的坚守", "王建国", None),
            (None, None, "三张课桌", "孙小梅", None),
        ],
    ),
    "letter-spaced names": (
        "目录\n守望者之歌 刘 强........2\n校门口的那盏灯 李小满........8\n渡口的早晨 周 禾........15\n",
        [
            (None, None, "守望者之歌", "刘 强", 2),
            (None, None, "校门口的那盏灯", "李小满", 8),
            (None, None, "渡口的早晨", "周 禾", 15),
        ],
    ),
    "persons and organisations mixed": (
        "目录\n山里的铃声(李小满)......1\n一根粉笔的坚守(王建国)......4\n抓投入促公平......云溪县教育局 9\n",
        [
            (None, None, "山里的铃声", "李小满", 1),
            (None, None, "一根粉笔的坚守", "王建国", 4),
            (None, None, "抓投入促公平", "云溪县教育局", 9),
        ],
    ),
    "brackets that hold no person": (
        "目录\n义务教育学校管理标准(节选)......1\n学校安全工作方案(草案)......6\n教师考核办法(试行)......9\n春天的故事(上)......12\n",
        [
            (None, None, "义务教育学校管理标准(节选)", None, 1),
            (None, None, "学校安全工作方案(草案)", None, 6),
            (None, None, "教师考核办法(试行)", None, 9),
            (None, None, "春天的故事(上)", None, 12),
        ],
    ),
    "one title that ends like a name": (
        "目录\n加强管理 高质量发展......1\n坚守与 方向......6\n夯实基础 提升内涵......9\n以评促建 全面达标......12\n",
        [
            (None, None, "加强管理 高质量发展", None, 1),
            (None, None, "坚守与 方向", None, 6),
            (None, None, "夯实基础 提升内涵", None, 9),
            (None, None, "以评促建 全面达标", None, 12),
        ],
    ),
    "a list as a mass-reporting unit prints it": (
        "江陵市平安创建经验材料汇编\n目录\n第一部分 综合篇\n一、以网织密小事不出村...............白沙镇人民政府(1)\n二、平安建设“十户联防”\n"
        ".............桃园村委会(9)\n第二部分 部门篇\n三、智慧用电守护万家...............市供电公司(23)\n第三部分 附录\n四、先进单位名单...............(28)\n",
        [
            ("综合篇", None, "以网织密小事不出村", "白沙镇人民政府", 1),
            ("综合篇", None, "平安建设“十户联防”", "桃园村委会", 9),
            ("部门篇", None, "智慧用电守护万家", "市供电公司", 23),
            ("附录", None, "先进单位名单", None, 28),
        ],
    ),
}


@pytest.mark.parametrize("case", CLASSES)
def test_every_class_of_dirt(case: str) -> None:
    text, wanted = CLASSES[case]
    assert entries(text) == wanted
    read = reading(text)
    assert not [p for found in find_contents("a", read, Span(0, len(text))) for p in check_contents(found, read)]
