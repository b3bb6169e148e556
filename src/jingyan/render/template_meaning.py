"""What the tags of a template mean: names and attributes that exist, loops and conditions that close, each tag where it can stand. One fault tells of one cause."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from jingyan.render.docx_look import w
from jingyan.render.template_scan import Tag, Tell
from jingyan.render.template_tags import FILTER_NAMES, SYNONYMS, Kinds, TagSet, dotted
from jingyan.render.template_text import Line

if TYPE_CHECKING:
    from lxml.etree import _Element

_ENDS = {"endfor": "for", "endif": "if", "endwith": "with"}
_MIDDLE = ("else", "elif")
_NAMES = {"for": "循环", "if": "条件", "with": "with"}
_TESTS = ("defined", "none", "odd", "even", "number", "string", "divisibleby", "equalto", "sameas", "true", "false", "undefined", "in", "eq", "ne", "lt", "gt", "le", "ge", "sequence", "mapping", "iterable", "boolean", "integer", "float", "lower", "upper")  # fmt: skip


@dataclass(slots=True)
class _Block:
    """An open for, if or with: its tag, the names it brings, whether its own fault has been told."""

    tag: Tag
    word: str
    names: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Use:
    """A tag that prints one of the things that must stay: its name (piece.mark), its tag, the objects of the loops around it, and how many conditions stand between."""

    name: str
    tag: Tag
    loops: tuple[str, ...]
    conditions: int


class Meaning:
    """Goes through the tags of one part in order; `uses` are the prints of runs and blocks found."""

    def __init__(self, tags: TagSet, tell: Tell, *, running: bool) -> None:
        self._set, self._running, self._tell = tags, running, tell
        self._roots: Kinds = tags.running if running else tags.body
        self._open: list[_Block] = []
        self._set_names: dict[str, str] = {}
        self.uses: list[Use] = []
        self.meant: set[str] = set()  # what faulty tags were surely meant for
        self._told: Tag | None = None
        self._crowded: Line | None = None  # the paragraph whose crowd has been told
        self._suspect = False  # a loop or condition was lost before: its end is no new fault

    def run(self, tags: Sequence[Tag]) -> None:
        """Read the tags of one part; what is still open at its end is told."""
        for tag in tags:
            self._told = tag if tag.faulty else None
            if tag.line.fixed:
                self._fault(tag, "这里的标记不会被换成内容", "请移到正文、页眉、页脚或脚注里")
            elif tag.kind == "{" and _STATEMENT.match(tag.inside):
                meant = replace(tag, kind="%")
                self._fault(tag, f"{tag.word} 要写在百分号里", f"请改成 {_like(tag, tag.inside)}")
                self._told = meant = replace(meant, faulty=True)
                self._statement(meant)
            elif tag.kind == "{":
                self._print(tag)
            else:
                self._statement(tag)
        for block in self._open:
            self._told = None
            self._unclosed(block)

    # ---- statements ----------------------------------------------------------------------------------------------

    def _statement(self, tag: Tag) -> None:
        word = tag.word
        if word in ("for", "if", "with"):
            self._begin(tag, word)
        elif word in _MIDDLE:
            self._middle(tag, word)
        elif word in _ENDS or word == "end":
            self._end(tag, word)
        elif word == "set":
            self._assign(tag)
        elif word in ("colspan", "cellbg"):
            self._typed(tag, tag.inside[len(word) :])
        elif word not in ("vm", "hm"):
            self._guess(tag, word)

    def _guess(self, tag: Tag, word: str) -> None:
        """An unknown statement."""
        if re.match(r"(?i)end|结束|完", word) and self._open:
            block = self._open.pop()
            self._fault(
                tag, f"不认识“{word or tag.inside}”", f"{_NAMES[block.word]}的结尾请写 {_like(tag, 'end' + block.word)}"
            )
            return
        if self._quiet(tag.inside):
            self._fault(tag, f"{tag.inside} 是内容,不能写在百分号里", f"请改成 {self._tag_for(tag.inside, tag)}")
            return
        glued = re.match(r"(if|for|elif)(?=[^\W\d])", tag.inside)
        if glued and not _nearest(word, list(_ENDS)):
            whole = f"{glued[1]} {tag.inside[glued.end() :]}"
            self._fault(tag, f"{glued[1]} 后面缺一个空格", f"请改成 {_like(tag, whole)}")
            self._statement(replace(tag, inside=whole, faulty=True))
            return
        near = _nearest(word, [*_ENDS, *_ENDS.values(), *_MIDDLE])
        known = (
            "include、extends、macro、block 等在汇编模板里用不上"
            if word in _UNUSED
            else f"不认识“{word or tag.inside}”"
        )
        todo = (
            f"是不是 {_like(tag, near)}"
            if near and word not in _UNUSED
            else "可以用的有 for、if、elif、else 和它们的 endfor、endif"
        )
        self._fault(tag, known, todo)
        self._suspect = self._suspect or word not in _UNUSED

    def _begin(self, tag: Tag, word: str) -> None:
        self._place(tag)
        block = _Block(replace(tag, faulty=True) if self._told is tag else tag, word)
        if word == "for":
            self._loop(tag, block)
        elif word == "if":
            self._typed(tag, tag.inside[2:])
        else:
            self._parsed(tag, "{% " + tag.inside + " %}{% endwith %}")
        self._open.append(block)

    def _loop(self, tag: Tag, block: _Block) -> None:
        match = re.fullmatch(r"for\s+([^\W\d]\w*)\s+in\s+(.+?)(?:\s+recursive)?", tag.inside, re.DOTALL)
        if match is None:
            body = tag.inside[3:].strip()
            if re.fullmatch(r"[^\W\d]\w*\s*,\s*[^\W\d]\w*\s+in\s+.+", body):
                tree = self._parsed(tag, "{% " + tag.inside + " %}{% endfor %}")
                block.names.update(dict.fromkeys(re.findall(r"\w+", body.split(" in ")[0]), "any"))
                if tree is not None:
                    return
            names = re.findall(r"[^\W\d][\w.]*", body)
            source = next((n for n in names if self._quiet(n).startswith("list:")), "")
            block.names.update(
                {n: self._quiet(source)[5:] or "any" for n in names[:1] if n != source} | {"loop": "loop"}
            )
            first = names[0] if names else "part"
            todo = f"请写成 {_like(tag, f'for {first} in {source or self._usual(first)}')}"
            self._fault(tag, "for 要写成“for 名字 in 名单”", todo)
            return
        name, source = match[1], match[2]
        kind = self._typed(tag, source.partition(" if ")[0], loop=name)
        if kind.startswith("list:"):
            block.names[name] = kind[5:]
        else:
            if kind != "any":
                near = self._usual(name)
                self._fault(tag, f"{source} 不是可以逐个重复的名单", f"是不是 {_like(tag, f'for {name} in {near}')}")
            block.names[name] = name if name in self._set.objects else "any"
        block.names["loop"] = "loop"

    def _usual(self, name: str) -> str:
        """The list that a loop with this name usually goes through."""
        for objects, kinds in (("", self._set.body), *self._set.objects.items()):
            for key, kind in kinds.items():
                if kind == f"list:{name}":
                    return f"{objects}.{key}" if objects else key
        return "part.pieces" if self._kind_of("part") == "part" else next(iter(self._lists()), "parts")

    def _lists(self) -> Iterator[str]:
        return (k for k, kind in self._roots.items() if kind.startswith("list:"))

    def _middle(self, tag: Tag, word: str) -> None:
        if not self._open:
            if not self._suspect:
                self._fault(tag, f"多出来的 {word}，前面没有 if", "请删去，或在前面补上 {%p if … %}")
        elif word == "elif":
            self._typed(tag, tag.inside[4:])

    def _end(self, tag: Tag, word: str) -> None:
        begun = _ENDS.get(word) or (self._open[-1].word if self._open else "for")
        at = next((i for i in range(len(self._open) - 1, -1, -1) if self._open[i].word == begun), None)
        if at is None:
            if not self._suspect and not tag.faulty:
                self._fault(
                    tag, f"多出来的 {word}，前面没有 {begun}", f"请删去，或在前面补上 {_like(tag, begun + ' …')}"
                )
            return
        for block in self._open[at + 1 :]:
            self._unclosed(block)
        block = self._open[at]
        del self._open[at:]
        if word == "end":
            self._fault(tag, "end 要写全", f"请改成 {_like(tag, 'end' + block.word)}")
        self._matches(block, tag)

    def _matches(self, block: _Block, tag: Tag) -> None:
        """Begin and end must stand in the same place of the document, or the XML comes apart."""
        begun = block.tag
        if begun.faulty or tag.faulty:
            return
        if begun.mark != tag.mark:
            what = f"{begun.line.text[begun.begin : begun.end]} 和它的结尾写法不同，一个有 {begun.mark or tag.mark}，一个没有"
            self._fault(tag, what, f"请改成 {_with_mark(tag, begun.mark)}")
        elif _container(begun) is not _container(tag):
            where = {"tr": "同一个表格", "tc": "表格的同一行"}.get(
                begun.mark, "同一处（都在表格外，或在表格的同一格里）"
            )
            self._fault(
                tag,
                f"它和开头的 {begun.line.text[begun.begin : begun.end]}（{begun.line.part}第{begun.line.number}段）不在{where}",
                "请把两个标记移到一处",
            )

    def _unclosed(self, block: _Block) -> None:
        if block.tag.line.fixed:
            return
        self._told = None
        self._fault(
            block.tag,
            f"{_NAMES[block.word]}没有结尾",
            f"请在它管到的最后一段后面补上 {_like(block.tag, 'end' + block.word)}",
        )

    def _assign(self, tag: Tag) -> None:
        match = re.fullmatch(r"set\s+([^\W\d]\w*)\s*=\s*(.+)", tag.inside, re.DOTALL)
        if match is None:
            self._fault(tag, "set 要写成“set 名字 = 值”")
            return
        self._set_names[match[1]] = self._typed(tag, match[2])

    # ---- prints --------------------------------------------------------------------------------------------------

    def _print(self, tag: Tag) -> None:
        if not tag.inside:
            self._fault(tag, "标记里没有内容", "请删去，或写上名称，如 {{ volume.title }}")
            return
        kind = self._typed(tag, tag.inside)
        name = re.sub(r"\s", "", tag.inside.partition("|")[0])
        if self._quiet(name) in ("runs", "blocks"):
            self._note(tag, name)
        wanted = {"runs": "r", "blocks": "p"}.get(kind, "")
        if self._told is tag:
            return
        if kind.startswith("list:"):
            each = kind[5:]
            self._fault(
                tag,
                f"{tag.inside} 是一份名单，不能直接印",
                f"请写 {{%p for {each} in {tag.inside} %}} … {{%p endfor %}}",
            )
        elif kind in self._set.objects:
            example = next(k for k, v in self._set.objects[kind].items() if v == "text")
            self._fault(tag, f"{tag.inside} 里有好几项，要写明印哪一项", f"例如 {{{{ {tag.inside}.{example} }}}}")
        elif kind != "any" and tag.mark in ("p", "r", "") and tag.mark != wanted:
            what = {"p": "整段换掉，要写 {{p", "r": "藏在行里，要写 {{r", "": "只是文字，不要写 " + tag.mark}[wanted]
            self._fault(tag, f"{tag.inside} {what}", f"请改成 {_with_mark(tag, wanted)}")
        self._place(tag)

    def _note(self, tag: Tag, name: str) -> None:
        head, _, last = name.rpartition(".")
        kind = self._kind_of(head) if head else ""
        loops = tuple(k for b in self._open for n, k in b.names.items() if n != "loop")
        inner = len(self._open)
        for i, block in enumerate(self._open):
            if kind and kind in block.names.values():
                inner = i + 1
        conditions = sum(b.word == "if" for b in self._open[inner:]) if kind else 0
        self.uses.append(Use(f"{kind}.{last}" if kind else last, tag, loops, conditions))

    def _place(self, tag: Tag) -> None:
        """Tags that swallow their paragraph or row must not take words or a section break with them."""
        line = tag.line
        if line.code or self._told is tag:
            return
        rest = (line.text[: tag.begin] + line.text[tag.end :]).strip()
        shown = line.text[tag.begin : tag.end]
        if tag.mark == "p" and rest:
            if line is self._crowded:
                return
            self._crowded = line
            self._fault(tag, f"{shown} 要独占一段，同段的“{_short(rest)}”会丢掉", "请把其他文字、标记移到别的段")
        elif tag.mark == "p" and line.section_break:
            self._fault(tag, f"{shown} 这一段带着分节符，编排时会一起去掉", "请在它后面另起一个空段，把分节符移到那里")
        elif tag.mark in ("tr", "tc") and line.row is None:
            self._fault(tag, f"{shown} 只能写在表格里", f"请改成 {_with_mark(tag, 'p' if tag.kind == '%' else '')}")
        elif tag.mark == "tr":
            others = "".join("".join(str(t) for t in e.itertext()) for e in _row_words(line.row))
            if others.replace(shown, "", 1).strip():
                self._fault(tag, f"{shown} 所在的一行会整行去掉，行里还有别的文字", "请让它独占表格的一行")

    # ---- names ---------------------------------------------------------------------------------------------------

    def _kind_of(self, name: str) -> str:
        """The kind of a dotted name as it stands here; "" when there is no such thing."""
        first, *rest = name.split(".")
        kind = next((b.names[first] for b in reversed(self._open) if first in b.names), "")
        kind = kind or self._set_names.get(first, "") or self._roots.get(first, "")
        for part in rest:
            if kind == "any":
                return "any"
            kind = self._set.objects.get(kind, {}).get(part, "")
        return kind

    def _quiet(self, name: str) -> str:
        return self._kind_of(re.sub(r"\s", "", name.partition("|")[0]))

    def _typed(self, tag: Tag, expression: str, loop: str = "") -> str:
        """The kind of an expression; unknown names, attributes and filters in it are told."""
        tree = self._parsed(tag, "{{ " + expression.strip() + " }}")
        if tree is None:
            return "any"
        node = tree.body[0].nodes[0]
        return self._node(tag, node, loop)

    def _parsed(self, tag: Tag, source: str) -> Any:
        from jinja2 import Environment, TemplateSyntaxError

        environment = Environment(autoescape=True)
        environment.filters.update(dict.fromkeys(FILTER_NAMES, str))
        try:
            return environment.parse(source)
        except TemplateSyntaxError as error:
            self._fault(
                tag, f"标记写得不对：{tag.line.text[tag.begin : tag.end]}{_reason(str(error))}", self._correct(tag)
            )
            return None

    def _correct(self, tag: Tag) -> str:
        """The nearest right tag for one that cannot be read."""
        letters = re.sub(r"\W+", ".", tag.inside).strip(".")
        for wrong, right in _OPERATORS:
            if re.search(wrong, tag.inside):
                return right
        near = self._nearest_name(letters)
        return f"是不是 {self._tag_for(near, tag)}" if near and tag.kind == "{" else "请对照 README.md 里的标记表"

    def _node(self, tag: Tag, node: Any, loop: str = "") -> str:
        from jinja2 import nodes

        match node:
            case nodes.Name():
                kind = self._kind_of(node.name)
                if not kind:
                    self._unknown(tag, node.name, loop)
                return kind or "any"
            case nodes.Getattr() | nodes.Getitem():
                inner = self._node(tag, node.node, loop)
                attribute = node.attr if isinstance(node, nodes.Getattr) else getattr(node.arg, "value", None)
                return self._attribute(tag, node, inner, attribute, loop)
            case nodes.Filter():
                inner = self._node(tag, node.node, loop) if node.node is not None else "any"
                self._filter(tag, node.name)
                if inner in ("runs", "blocks"):
                    self._fault(
                        tag,
                        f"{_dotted(node.node)} 后面不能加 |{node.name}",
                        f"请改成 {self._tag_for(_dotted(node.node), tag, plain=True)}",
                    )
                    return inner
                for argument in node.args:
                    self._node(tag, argument)
                return _FILTERED.get(node.name, inner if node.name in _KEEPING else "text")
            case nodes.Call():
                called = node.node
                if (
                    isinstance(called, nodes.Getattr)
                    and hasattr(str, called.attr)
                    and self._node(tag, called.node) == "text"
                ):
                    return "text"
                if self._node(tag, called) != "any":
                    self._fault(tag, f"{_dotted(called)} 后面不能加括号", "请去掉括号")
                for child in node.args:
                    self._node(tag, child)
                return "any"
            case nodes.Test():
                self._node(tag, node.node)
                if node.name not in _TESTS:
                    near = _nearest(node.name, _TESTS)
                    self._fault(tag, f"不认识的判断 {node.name}", f"是不是 {near}" if near else "")
                return "text"
        for child in node.iter_child_nodes():
            self._node(tag, child)
        return "text"

    def _attribute(self, tag: Tag, node: Any, inner: str, attribute: object, loop: str) -> str:
        if inner in ("any", "") or not isinstance(attribute, str):
            return inner[5:] if inner.startswith("list:") and isinstance(attribute, int) else "any"
        kinds = self._set.objects.get(inner)
        if kinds and attribute in kinds:
            return kinds[attribute]
        owner = _dotted(node.node)
        if kinds is None:
            each = inner[5:] if inner.startswith("list:") else ""
            name = self._nearest_name(f"{each}.{attribute}") if each else ""
            what = f"{owner} 是一份名单，没有 .{attribute}" if each else f"{owner} 后面不能再加 .{attribute}"
            self._fault(tag, what, self._instead(tag, name, loop))
            return "any"
        near = _nearest(attribute, list(kinds))
        name = f"{owner}.{near}" if near else self._synonym(attribute, inner, owner)
        self._fault(
            tag, f"{owner} 没有 {attribute} 这一项", self._instead(tag, name, loop) or f"可以用的有 {'、'.join(kinds)}"
        )
        return kinds.get(name.rpartition(".")[2], "any") if name else "any"

    def _synonym(self, attribute: str, kind: str, owner: str) -> str:
        meant = SYNONYMS.get(attribute, "")
        head, _, last = meant.rpartition(".")
        same = head == kind or (head == "piece" and attribute == "author")
        if same and last in self._set.objects.get(kind, {}):
            return f"{owner}.{last}"
        return f"{owner}.{last}" if last and last in self._set.objects.get(kind, {}) else ""

    def _unknown(self, tag: Tag, name: str, loop: str) -> None:
        known = [*self._roots, *self._set_names, *(n for b in self._open for n in b.names)]
        if name in self._set.objects or name in {"part", "piece", "chapter", "measure", "member", "index"}:
            self._out_of_loop(tag, name)
            return
        if self._running and name in self._set.body:
            self._fault(
                tag, f"{name} 不能用在{tag.line.part}里", "页眉、页脚里可以用 volume.… 和 part.number、part.name"
            )
            return
        full = _path(tag.inside, name)
        near = self._nearest_name(full)
        if "." not in full and "." not in near and full not in SYNONYMS and (root := _nearest(name, known)):
            near = root
        self._fault(tag, f"没有 {full} 这个标记", self._instead(tag, near, loop) or "请对照 README.md 里的标记表")

    def _out_of_loop(self, tag: Tag, name: str) -> None:
        if self._running:
            self._fault(
                tag,
                f"{tag.line.part}里不能用 {name}：同一节的页眉、页脚每页相同",
                "可以用 volume.… 和 part.number、part.name",
            )
            return
        if not any(
            kind == f"list:{name}" for k in (self._set.body, *self._set.objects.values()) for kind in k.values()
        ):
            self._fault(tag, f"没有 {name} 这个标记", "请对照 README.md 里的标记表")
            return
        if self._suspect:
            return
        for block in reversed(self._open):
            other = next((n for n, kind in block.names.items() if kind == name), "")
            if other and _nearest(other, [name]):
                block.names[name] = name
                self._fault(
                    block.tag,
                    f"循环里的名字是 {other},下面写的是 {name}",
                    f"请改成 {_like(block.tag, block.tag.inside.replace(other, name, 1))}",
                )
                self._told = tag
                return
        usual = self._usual(name)
        self._fault(tag, f"{name} 只能用在它的循环里", f"请移到 {{%p for {name} in {usual} %}} 和 {{%p endfor %}} 之间")

    def _nearest_name(self, name: str) -> str:
        known = dotted(self._set, self._running)
        if name in SYNONYMS and SYNONYMS[name] in known:
            return SYNONYMS[name]
        if re.sub(r"[_-]", ".", name) in known:
            return re.sub(r"[_-]", ".", name)
        head, _, last = name.rpartition(".")
        for synonym, meant in SYNONYMS.items():
            if not name.isascii() and len(name) > 1 and (synonym in name or name in synonym) and meant in known:
                return meant
        same = [k for k in known if k.rpartition(".")[2] == (last or name)]
        if not head and same:
            here = [k for k in same if self._kind_of(k.rpartition(".")[0])]
            inner = [k for k in here if k.startswith("piece.")] or here
            return (inner or same)[0]
        return _nearest(name, known)

    def _instead(self, tag: Tag, name: str, loop: str) -> str:
        if not name:
            return ""
        self.meant.add(name.rpartition(".")[2])
        if tag.kind == "%":
            head = f"for {loop} in {name}" if loop else None
            return f"是不是 {_like(tag, head) if head else name}"
        return f"是不是 {self._tag_for(name, tag)}"

    def _tag_for(self, name: str, tag: Tag, *, plain: bool = False) -> str:
        kind = self._kind_of(name) or self._by_name(name)
        mark = {"runs": "r", "blocks": "p"}.get(kind, "")
        filters = tag.inside.partition("|")[2]
        filters = re.sub(r"\bfit\s*\(?\s*(\d+)\s*\)?", r"fit(\1)", filters.strip())
        filters = (
            f"|{filters}" if filters and not mark and not plain and filters.count("(") == filters.count(")") else ""
        )
        return f"{{{{{mark} {name}{filters} }}}}"

    def _by_name(self, name: str) -> str:
        head, _, last = name.rpartition(".")
        return self._set.objects.get(head, {}).get(last, "") if head else self._set.body.get(last, "")

    def _filter(self, tag: Tag, name: str) -> None:
        from jinja2.filters import FILTERS as BUILT_IN

        if name in FILTER_NAMES or name in BUILT_IN:
            return
        near = _nearest(name, [*FILTER_NAMES, *BUILT_IN])
        self._fault(
            tag, f"没有 |{name} 这种写法", f"是不是 |{near}" if near else "竖线后面可以写 fit(字数)、stack、cn_number"
        )

    def _fault(self, tag: Tag, what: str, todo: str = "") -> None:
        """Tell of a fault, the first one of a tag only: what follows from it is no news."""
        if self._told is tag:
            return
        self._told = tag
        self._tell(tag.line, what, todo)


_STATEMENT = re.compile(r"(?:for|if|elif)\s+\S|(?:else|endfor|endif)$")
_UNUSED = ("include", "import", "from", "extends", "macro", "endmacro", "block", "endblock", "call", "endcall", "filter", "endfilter", "autoescape", "endautoescape")  # fmt: skip
_KEEPING = ("safe", "e", "escape")
_FILTERED = {"first": "any", "last": "any", "list": "any", "sort": "any", "selectattr": "any", "rejectattr": "any", "map": "any", "batch": "any", "slice": "any", "default": "any", "d": "any", "reverse": "any", "groupby": "any", "select": "any", "reject": "any"}  # fmt: skip


def _row_words(row: "_Element | None") -> Iterator["_Element"]:
    return iter(()) if row is None else row.iter(w("t"))


def _container(tag: Tag) -> "_Element | None":
    """The element in which begin and end of a block must stand together."""
    if tag.mark == "tr":
        return next(tag.line.element.iterancestors(w("tbl")), None)
    if tag.mark == "tc":
        return tag.line.row
    return tag.line.element.getparent()


def _dotted(node: Any) -> str:
    from jinja2 import nodes

    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_dotted(node.node)}.{node.attr}"
    return "它"


def _path(inside: str, name: str) -> str:
    """The whole dotted name in `inside` that begins with `name`."""
    match = re.search(rf"(?<![\w.]){re.escape(name)}(?:\s*\.\s*[^\W\d]\w*)*", inside)
    return re.sub(r"\s", "", match[0]) if match else name


def _nearest(name: str, known: Sequence[str]) -> str:
    found = get_close_matches(name.lower(), known, 1, 0.6)
    return found[0] if found else ""


def _like(tag: Tag, inside: str) -> str:
    mark = tag.mark or ("p" if tag.line.text.strip() == tag.line.text[tag.begin : tag.end] else "")
    return f"{{%{mark} {inside} %}}"


def _with_mark(tag: Tag, mark: str) -> str:
    open_, close = ("{{", "}}") if tag.kind == "{" else ("{%", "%}")
    return f"{open_}{mark} {tag.inside} {close}"


def _short(text: str) -> str:
    return text if len(text) <= 20 else text[:20] + "…"


_OPERATORS = (
    (r"(?<![=!<>])=(?!=)", "判断相等要写两个等号 =="),
    ("&", "“并且”要写 and"),
    (r"\|\|", "“或者”要写 or"),
    (r"!(?!=)", "“没有”要写 not"),
)
_REASONS: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"unexpected char '(.+?)'", lambda m: f"（“{m[1]}”不能这样用）"),
    (r"unexpected '(.+?)'", lambda m: f"（多了“{m[1]}”）"),
    (r"got '(?:integer|float|string|name)'", lambda _: "（少了符号,或多了空格）"),
    (r"expected token 'end of print statement', got '(.+?)'", lambda m: f"（“{m[1]}”前面缺点什么，或多了空格）"),
    (r"unexpected end of|got 'end of|Expected an expression", lambda _: "（没有写完）"),
)


def _reason(message: str) -> str:
    for pattern, said in _REASONS:
        if match := re.search(pattern, message):
            return said(match)
    return ""
