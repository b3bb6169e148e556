"""Web pages in the shapes of real sites, each with the lines that an editor wants from it: title, organisation, body; everything invented here."""

from collections.abc import Sequence
from dataclasses import dataclass

TITLE = "抓统筹 促均衡 办好家门口的每一所学校"
ORG = "清溪县教育和体育局"
BODY = (
    "清溪县地处山区，辖11个乡镇，共有义务教育学校63所，在校学生2.4万人。三年来，县委、县政府把义务教育均衡发展摆在民生工作首位，一张蓝图绘到底。",
    "一、统筹布局，让学校建在孩子身边",
    "（一）撤并有度。县里逐村摸清学龄人口，保留教学点17个，新建寄宿制学校4所，最远的学生上学路程由12公里缩短到3公里。",
    "（二）建设有序。累计投入资金1.86亿元，改造校舍5.2万平方米，新建运动场21片，配齐了实验室、图书室和音体美器材。",
    "二、统筹师资，让好教师留在乡村",
    "面向全省招聘教师326名，其中音乐、体育、美术教师98名；每年交流轮岗教师不少于15%，骨干教师不少于20%。",
    "乡村教师每人每月补贴由300元提高到800元，建成周转房410套，“下不去、留不住”的难题得到缓解。",
    "三、统筹质量，让每个孩子都有出彩机会",
    "建立“一校一案”帮扶机制，23所城区学校与乡村学校结对，联合教研580次，送课下乡1200余节。",
    "如今，全县适龄儿童入学率达到100%，辍学率控制在0.2%以内，群众对教育的满意度连续三年列全市前两名。",
    "下一步，我们将巩固成果，补齐短板，努力办好人民满意的教育。",
)
SECOND = (
    "河口镇中心小学的操场边，有一块三亩大的“开心农场”。春天种豆，秋天收薯，孩子们在泥土里认识了二十四节气。",
    "校长说，学校生源少、底子薄，硬比升学率没有出路，不如把乡土变成课程，把短处变成长处。",
    "学校编写了《我们的河口》校本教材4册，开设竹编、剪纸、山歌等社团16个，参与学生占全校的93.5%。",
    "去年，学校有27件作品在市级以上比赛中获奖，转出的学生回流41人，家长用脚投了赞成票。",
)
_WORDS = ("首页", "机构概况", "新闻动态", "政务公开", "办事指南", "互动交流", "专题专栏", "通知公告")
_RELATED = (
    "全县教育工作会议召开",
    "关于做好秋季开学工作的通知",
    "县领导到学校检查食品安全",
    "我县举行教师节表彰大会",
    "中小学校长培训班开班",
    "校园消防演练活动简讯",
    "招生政策问答",
    "学前教育宣传月启动",
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page's bytes, the lines it should give, and words that must not be read."""

    name: str
    data: bytes
    lines: tuple[str, ...]
    never: tuple[str, ...] = ()


def _links(words: Sequence[str], tag: str = "li") -> str:
    return "".join(f'<{tag}><a href="/{n}.html">{word}</a></{tag}>' for n, word in enumerate(words))


def _site(inner: str, *, head: str = "", title: str = f"{TITLE}_{ORG}") -> str:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{head}<script>var _hmt=_hmt||[];</script></head><body>'
        f'<div class="top"><span>今天是2026年3月5日 星期四</span><a href="#">设为首页</a><a href="#">加入收藏</a></div><ul class="nav">{_links(_WORDS)}</ul>'
        f'<div class="position">您当前的位置：<a href="/">首页</a> &gt; <a href="/a">经验交流</a> &gt; 正文</div>{inner}'
        '<div class="footer"><p>主办：清溪县人民政府办公室　承办：县大数据中心</p><p>网站标识码：3600000001　某ICP备05000001号-1　某公网安备 36000002000001号</p>'
        "<p>联系电话：0790-1234567　地址：清溪县人民路1号</p></div></body></html>"
    )


def _p(lines: Sequence[str], *, indent: str = "　　") -> str:
    return "".join(f"<p>{indent}{line}</p>" for line in lines)


_INFO = "<span>发布时间：2024-05-06 09:30</span><span>来源：清溪县教体局</span><span>浏览次数：<em id='hits'></em></span><span>字体：【<a>大</a> <a>中</a> <a>小</a>】</span>"
_TAIL = (
    '<div class="bdsharebuttonbox">分享到：<a title="微信"></a><a title="微博"></a></div><div class="editor">责任编辑：王小明</div>'
    '<div class="page"><p>上一篇：<a href="1">全县教育工作会议召开</a></p><p>下一篇：<a href="2">招生政策问答</a></p></div><div><a>【打印】</a><a>【关闭】</a></div>'
)
_ASIDE = f'<div class="related"><h3>相关新闻</h3><ul>{_links(_RELATED)}</ul></div>'


def government_cms() -> Page:
    """A 政府网 of TRS: the body in TRS_Editor with spans, the title in a div, ArticleTitle in a meta element."""
    body = "".join(
        f'<p style="text-indent:2em"><span style="font-family:仿宋_GB2312;font-size:16pt">{line}</span></p>'
        for line in BODY
    )
    inner = (
        f'<div class="article"><div class="title">{TITLE}</div><div class="info">{_INFO}</div><div id="zoom" class="TRS_Editor"><div class="Custom_UnionStyle">'
        f'<p align="center">{ORG}</p>{body}</div></div>{_TAIL}</div>{_ASIDE}'
    )
    head = f'<meta name="ArticleTitle" content="{TITLE}"><meta name="SiteName" content="清溪县人民政府">'
    return Page("政府网", _site(inner, head=head).encode(), (TITLE, ORG, *BODY))


def layout_tables() -> Page:
    """A 教育局 site of 2008: tables in tables, td and font, the whole page inside an ASP.NET form, GBK."""
    body = "".join(f"<p><font face=宋体 size=3>&nbsp;&nbsp;&nbsp;&nbsp;{line}</font></p>" for line in BODY)
    menu = "".join(f"<td align=center><a href=#>{word}</a></td>" for word in _WORDS)
    page = (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>清溪教育网</title></head><body><form id="form1" method="post" action="./show.aspx?id=12">'
        f'<input type="hidden" name="__VIEWSTATE" value="/wEPDwUKMTY1NDU2MTA1Mg9k"><table width=960><tr>{menu}</tr></table><table width=960><tr><td width=200 valign=top>'
        f"<table><tr><td>热点文章</td></tr>{''.join(f'<tr><td><a href=#>{w}</a></td></tr>' for w in _RELATED)}</table></td><td valign=top><table width=100%>"
        f"<tr><td align=center><font size=5><b>{TITLE}</b></font></td></tr><tr><td align=center>作者：{ORG}　点击数：356　更新时间：2009-4-2</td></tr><tr><td>{body}</td></tr>"
        "<tr><td align=right>【<a href=#>打印本页</a>】【<a href=#>关闭窗口</a>】</td></tr></table></td></tr></table>"
        "<table width=960><tr><td align=center>版权所有 清溪县教育局 技术支持：某某科技</td></tr></table></form></body></html>"
    )
    return Page("表格布局", page.encode("gbk"), (TITLE, *BODY))


def breaks_and_blanks() -> Page:
    """One div whose paragraphs are parted by br and set in by &nbsp;, charset named in the page but wrong."""
    body = "<br><br>".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{line}" for line in BODY)
    inner = f'<div id="main"><h2 class="tit">{TITLE}</h2><div class="ly">{_INFO}</div><div id="content">{body}</div>{_TAIL}</div>{_ASIDE}'
    return Page("换行分段", _site(inner).encode("gb18030"), (TITLE, *BODY))


def divs_only() -> Page:
    """A CMS that writes every paragraph as a div."""
    body = "".join(f'<div style="line-height:2">　　{line}</div>' for line in BODY)
    inner = f'<div class="wrap"><div class="bt">{TITLE}</div><div class="sj">2023-11-08</div><div class="nr"><div style="text-align:center">{ORG}</div>{body}</div>{_TAIL}</div>'
    return Page("全用div", _site(inner).encode(), (TITLE, ORG, *BODY))


def wechat() -> Page:
    """A saved WeChat article: hidden until its script runs, sections in sections, a span a few characters, pictures in data-src."""

    def spans(line: str) -> str:
        half = len(line) // 2
        return f'<section style="margin:0 8px"><section style="box-sizing:border-box"><p style="text-align:justify"><span style="font-size:15px"><span leaf="">{line[:half]}</span></span><span leaf="">{line[half:]}</span></p></section></section>'

    picture = '<section style="text-align:center"><img class="rich_pages" data-src="https://mmbiz.example/0?wx_fmt=png" src="data:image/gif;base64,AA"></section>'
    body = picture.join(spans(line) for line in BODY)
    page = (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><meta property="og:title" content="{TITLE}"><title></title><style>.rich_media_tool{{display:none}}</style></head>'
        f'<body id="activity-detail"><div id="js_article" class="rich_media"><div class="rich_media_inner"><h1 class="rich_media_title" id="activity-name">{TITLE}</h1>'
        '<div id="meta_content" class="rich_media_meta_list"><span class="rich_media_meta rich_media_meta_text">教育科</span><a id="js_name">清溪教育</a><em id="publish_time"></em></div>'
        f'<div class="rich_media_content js_underline_content" id="js_content" style="visibility: hidden; opacity: 0; ">{body}</div></div>'
        '<div class="rich_media_tool">阅读原文</div><div id="js_pc_qr_code" style="display:none"><p>微信扫一扫关注该公众号</p></div></div>'
        '<div id="js_a11y_wx_dialog" style="display:none"><p>继续滑动看下一个</p><p>轻触阅读原文</p><p>向上滑动看下一个</p></div><script>var msg_title = "x";</script></body></html>'
    )
    return Page("微信文章", page.encode(), (TITLE, *BODY), ("继续滑动", "扫一扫"))


def share_site() -> Page:
    """A document-sharing site: anti-copy spans of every kind between the characters, its furniture around."""
    junk = (
        '<span style="display:none">学海</span>',
        '<font style="font-size:0px">文库网</font>',
        '<span class="jfx">禁止复制</span>',
        '<i style="position:absolute;left:-9999px">来源学海</i>',
        '<span style="color:#ffffff;font-size:0;">8a7d</span>',
        '<span style="visibility:hidden">xuehai</span>',
        '<b style="opacity:0">盗</b>',
        "<span hidden>藏</span>",
    )
    body = "".join(f"<p>　　{line[:9]}{junk[n % len(junk)]}{line[9:]}</p>" for n, line in enumerate(BODY))
    inner = (
        f'<div class="doc-head"><h1>{TITLE}</h1><div class="doc-info">文档格式：DOCX 页数：5 上传时间：2021-03-02 上传人：小溪</div></div><div class="doc-main">{body}</div>'
        '<div class="doc-tool"><a>下载文档</a><a>收藏</a><a>举报</a></div><div class="copyright"><p>本文档由会员上传分享，如有侵权请联系客服删除。</p></div>'
        f'<div class="hot"><h3>猜你喜欢</h3><ul>{_links(_RELATED)}</ul></div>'
    )
    head = "<style>.a{color:red} .jfx, .jfy { display : none ; } #x{margin:0}</style>"
    return Page(
        "分享站",
        _site(inner, head=head).encode(),
        (TITLE, *BODY),
        ("学海", "文库网", "禁止复制", "8a7d", "xuehai", "盗", "藏<"),
    )


def two_frames() -> Page:
    """A page made whole by its frame: only the text of the frame's own file matters, here with a fallback."""
    inner = f'<div><h1>{TITLE}</h1><iframe src="ad.html"></iframe><div class="con">{_p(BODY)}</div></div>{_ASIDE}'
    return Page("内嵌框架", _site(inner).encode(), (TITLE, *BODY))


def word_filtered() -> Page:
    """Saved by Word as filtered HTML: line ends inside the words, a list number in a span, mso comments."""
    lines = "".join(
        f'<p class=MsoNormal style="text-indent:28.0pt"><span style="font-size:14.0pt;font-family:宋体">{line[:20]}\r\n{line[20:]}</span></p>\r\n'
        for line in BODY
    )
    page = (
        '<html>\r\n<head>\r\n<meta http-equiv=Content-Type content="text/html; charset=gb2312">\r\n<meta name=Generator content="Microsoft Word 15 (filtered)">\r\n'
        f"<style>\r\n<!--\r\n p.MsoNormal {{margin:0cm}}\r\n-->\r\n</style>\r\n</head>\r\n<body lang=ZH-CN><div class=WordSection1>\r\n<p class=MsoTitle align=center><b>{TITLE}</b></p>\r\n"
        f"<p class=MsoNormal align=center>{ORG}</p>{lines}</div></body></html>"
    )
    return Page("Word网页", page.encode("gb18030"), (TITLE, ORG, *BODY))


def preformatted() -> Page:
    """A forum of 2003: the whole text in a pre element."""
    body = "\n".join(f"    {line}\n" for line in BODY)
    inner = f'<div class="head"><h3>{TITLE}</h3></div><pre>\n{body}</pre><div><a>返回</a> <a>顶部</a></div>'
    return Page("pre全文", _site(inner).encode(), (TITLE, *BODY))


def with_comments() -> Page:
    """A portal article with a 评论区 below it."""
    said = "".join(
        f'<div class="comment-item"><span class="user">网友{n}</span><p>{words}</p><span>2024-05-0{n} 回复 赞({n})</span></div>'
        for n, words in enumerate(
            (
                "写得很好，值得学习，我们学校也想这样做。",
                "请问农村补贴什么时候发，等了很久了？",
                "支持，希望多关心山区的孩子，多建宿舍。",
            ),
            1,
        )
    )
    inner = (
        f'<article class="article"><h1>{TITLE}</h1><div class="meta">2024年05月06日 09:30 来源：清溪日报</div><div class="article-content">{_p(BODY)}</div></article>'
        f'<div class="comment-list" id="comments"><h3>网友评论</h3>{said}</div><div class="post"><textarea name="c">文明上网，理性发言</textarea><button>发表评论</button></div>{_ASIDE}'
    )
    return Page("评论区", _site(inner).encode(), (TITLE, *BODY), ("写得很好", "文明上网"))


def in_a_textarea() -> Page:
    """A site that shows the text in a read-only textarea so that it can be copied."""
    text = "\n".join(BODY)
    inner = f'<div class="box"><h1>{TITLE}</h1><p>点击下面的按钮复制全文</p><textarea readonly rows="30">{text}</textarea><button>复制</button></div>'
    return Page("文本框", _site(inner).encode(), (TITLE, *BODY))


def numbered_lists() -> Page:
    """Lists whose numbers the browser writes."""
    first = "".join(f"<li>{line}</li>" for line in SECOND[:2])
    second = "".join(f"<li><p>{line}</p></li>" for line in SECOND[2:])
    plain = "".join(f"<li>{n}、{line}</li>" for n, line in enumerate(("抓好安全。", "抓好教学，教研并重。"), 1))
    inner = f'<div class="con"><h1>{TITLE}</h1>{_p(BODY[:3])}<ol>{first}</ol><p>　　{BODY[3]}</p><ol start="3" type="A">{second}</ol><p>　　{BODY[5]}</p><ol>{plain}</ol><ul><li>{BODY[6]}</li></ul></div>'
    lines = (
        TITLE, *BODY[:3], f"1.{SECOND[0]}", f"2.{SECOND[1]}", BODY[3], f"C.{SECOND[2]}", f"D.{SECOND[3]}", BODY[5], "1、抓好安全。", "2、抓好教学，教研并重。", BODY[6],
    )  # fmt: skip
    return Page("自动编号", _site(inner).encode(), lines)


def tables_with_spans() -> Page:
    """A report with a table of data, cells over several rows and columns."""
    table = (
        '<table border="1"><tbody><tr><td rowspan="2">项目</td><td colspan="2">投入（万元）</td></tr><tr><td>2022年</td><td>2023年</td></tr>'
        "<tr><td><p>校舍</p><p>改造</p></td><td>1,850</td><td>2,310.5</td></tr><tr><td>设备</td><td>620</td><td>705</td></tr></tbody></table>"
    )
    inner = f'<div class="con"><h1>{TITLE}</h1><div class="text">{_p(BODY[:4])}{table}{_p(BODY[4:])}</div></div>{_TAIL}{_ASIDE}'
    lines = (
        TITLE,
        *BODY[:4],
        "项目\t投入（万元）",
        "\t2022年\t2023年",
        "校舍 改造\t1,850\t2,310.5",
        "设备\t620\t705",
        *BODY[4:],
    )
    return Page("合并单元格", _site(inner).encode(), lines)


def short_text() -> Page:
    """A short article on a page full of links."""
    inner = f'<div class="left">{_ASIDE * 3}</div><div class="right"><h1>{TITLE}</h1><div class="c">{_p(SECOND)}</div>{_TAIL}</div>'
    return Page("短文多链接", _site(inner).encode(), (TITLE, *SECOND))


def signed_letter() -> Page:
    """Short lines at both ends: salutation, signature and date are text too."""
    top, end = ("各位领导、同志们：",), ("谢谢大家！", "清溪县教育和体育局", "2024年5月6日")
    inner = f'<div class="art"><h1>{TITLE}</h1><h2>——在全市教育工作会议上的发言</h2><div class="art-body">{_p((*top, *BODY))}<p style="text-align:right">{end[1]}</p><p style="text-align:right">{end[2]}</p></div>{_TAIL}</div>{_ASIDE}'
    return Page("落款", _site(inner).encode(), (TITLE, "——在全市教育工作会议上的发言", *top, *BODY, *end[1:]))


def blog() -> Page:
    """A blog post with a sidebar, tags and a copyright line, title outside the text's element."""
    inner = (
        f'<header class="post-header"><h1 class="post-title">{TITLE}</h1><p>作者 小溪 · 阅读 1024</p></header><main><div class="entry">{_p(SECOND, indent="")}<h2>二、成效</h2>{_p(BODY[5:9], indent="")}</div>'
        '<div class="tags">标签：<a>教育</a><a>均衡</a></div></main><aside class="sidebar"><h3>热门文章</h3><ul>'
        + _links(_RELATED)
        + "</ul></aside>"
    )
    return Page("博客", _site(inner).encode(), (TITLE, *SECOND, "二、成效", *BODY[5:9]))


def several_pieces() -> Page:
    """A model-text site: three pieces on one page with a title each, adverts between them."""
    advert = '<div class="ad"><a href="#">点击下载本文完整版</a></div>'
    pieces = ("第一篇：均衡发展经验材料", "第二篇：乡村学校经验材料", "第三篇：集团办学经验材料")
    chunks = (BODY[:4], SECOND, BODY[4:])
    body = advert.join(f"<p><strong>{head}</strong></p>{_p(lines)}" for head, lines in zip(pieces, chunks, strict=True))
    inner = f'<div class="content"><h1>{TITLE}（精选3篇）</h1><div class="text">{body}</div></div>{_ASIDE}'
    lines = tuple(line for head, chunk in zip(pieces, chunks, strict=True) for line in (head, *chunk))
    return Page("多篇", _site(inner).encode(), (f"{TITLE}（精选3篇）", *lines))


PAGES = (
    government_cms, layout_tables, breaks_and_blanks, divs_only, wechat, share_site, two_frames, word_filtered, preformatted, with_comments,
    in_a_textarea, numbered_lists, tables_with_spans, short_text, signed_letter, blog, several_pieces,
)  # fmt: skip
