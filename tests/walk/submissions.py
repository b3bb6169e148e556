"""A small folder of submissions in our own words, for walks through whole jobs."""

from pathlib import Path

SUMMARY = """松岭县推进义务教育优质均衡发展工作总结
松岭县教育体育局
今年以来,我县把义务教育摆在重中之重的位置,各项工作取得了新的进展。现将有关情况总结如下:
一、加大投入,改善条件
2023年全县投入资金1200万元,其中新建校舍800万元,添置设备250万元,维修运动场150万元。新建校舍3所,面积4600平方米。
二、交流教师,补齐短板
全县交流教师86人,占应交流教师的12.4%。印发了《松岭县教师交流轮岗实施办法》(松教发〔2023〕15号)。
三、存在的问题
部分村小音乐教师仍然不足,寄宿条件有待改善。
"""

EXPERIENCE = """让山里的课堂亮起来
白鹭县教育体育局
白鹭县地处库区,学校分散,过去最远的教学点离县城有九十多公里。几年来,我们从一根网线做起,走出了一条自己的路。
一、把好老师请到屏幕前
全县37个教学点全部接通专递课堂,由县城6所学校的42名教师开出音乐、美术、英语三科课程,每周不少于120节。
二、把孩子们的作业带回家
我们为每个教学点配备一台高速扫描仪,学生作业当天上传、当天批改。到去年底,累计批改作业31万份,惠及学生2860人。
三、把功夫下在平时
县里每学期请教师互评一次,评出来的好课放进资源库,眼下已有课例1900多节。
"""

RENAMED = (
    EXPERIENCE.replace("白鹭县", "鹤汀县")
    .replace("37个", "29个")
    .replace("6所学校的42名", "5所学校的33名")
    .replace("2860", "1975")
)


def write(folder: Path) -> Path:
    """Three readable submissions, one of them a renamed copy in traditional-free text, and two that cannot be read."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "松岭县总结.txt").write_text(SUMMARY, encoding="gb18030")
    (folder / "白鹭县经验.txt").write_text(EXPERIENCE, encoding="utf-8")
    (folder / "鹤汀县经验.txt").write_text(RENAMED, encoding="utf-8")
    (folder / "损坏.docx").write_bytes(b"PK\x03\x04" + b"\0" * 40)
    (folder / "空的.txt").write_bytes(b"")
    (folder / "~$白鹭县经验.docx").write_bytes(b"\0" * 162)
    return folder
