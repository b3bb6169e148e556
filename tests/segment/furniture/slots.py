"""Fills a written line: one choice of each [a|b], a made-up value for each {slot}."""

import re
from pathlib import Path
from random import Random

_CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
_SLOT = re.compile(r"\{([a-z]+)\}")

_LISTS = {
    name: values.split()
    for name, values in (
        line.split(": ", 1) for line in Path(__file__).with_name("slots.txt").read_text("utf-8").splitlines()
    )
}


def fill(line: str, chance: Random) -> str:
    """`line` with its choices made and its slots filled, by `chance` alone."""
    while match := _CHOICE.search(line):
        line = line[: match.start()] + chance.choice(match.group(1).split("|")) + line[match.end() :]
    return _SLOT.sub(lambda match: _value(match.group(1), chance), line)


def _value(slot: str, chance: Random) -> str:
    pick, number = chance.choice, chance.randint
    place, topic = pick(_LISTS["places"]), pick(_LISTS["topics"])
    day = (number(2008, 2024), number(1, 12), number(1, 28))
    values = {
        "n": str(number(1, 10 ** number(1, 4))),
        "place": place,
        "name": pick(_LISTS["names"]),
        "word": topic,
        "thing": pick(_LISTS["things"]),
        "title": f"{pick(('', place + '县', '学校', '全县', place + '镇'))}{topic}{pick(_LISTS['forms'])}",
        "site": pick(_LISTS["sites"]),
        "user": pick(_LISTS["users"]),
        "school": f"{place}{pick(('小学', '中学', '县第一中学', '镇中心小学', '县特殊教育学校', '幼儿园'))}",
        "org": f"{place}{pick(('县教育局', '县教育体育局', '市民政局', '县卫生健康局', '县人民政府', '县委组织部', '镇人民政府'))}",
        "company": f"{place}{pick(('信息技术有限公司', '网络科技公司', '软件公司'))}",
        "date": pick(("{}-{:02}-{:02}", "{}/{}/{}", "{}年{}月{}日", "{}.{}.{}")).format(*day),
        "time": f"{number(0, 23):02}:{number(0, 59):02}",
        "url": f"{pick(('https://www.', 'http://www.', 'www.'))}{pick(('example', 'sample', 'wenku'))}.{pick(('com', 'cn', 'net'))}{pick(('', '/a/12.html'))}",
        "mail": f"{pick(('office', 'jyj', 'tougao'))}@example.com",
        "phone": f"0{number(310, 999)}-{number(2000000, 8999999)}",
        "text": pick(_LISTS["sentences"]),
    }
    return values[slot]
