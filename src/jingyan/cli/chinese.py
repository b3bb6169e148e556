"""Help and usage errors of typer in Chinese; what typer itself says in English never reaches a user."""

import re
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

# typer 0.29 writes these words itself; plain help (no rich markup) keeps them one to a line or in brackets.
HELP_WORDS = (
    (re.compile(r"^Usage: ", re.MULTILINE), "用法:"),
    (re.compile(r"^Options:$", re.MULTILINE), "选项:"),
    (re.compile(r"^Arguments:$", re.MULTILINE), "参数:"),
    (re.compile(r"^Commands:$", re.MULTILINE), "命令:"),
    (re.compile(r"\[OPTIONS\]"), "[选项]"),
    (re.compile(r"COMMAND \[ARGS\]\.\.\."), "命令 [参数]..."),
    (re.compile(r"Show this message and\s+exit\."), "显示本帮助并退出"),
    (re.compile(r"\[default:\s+"), "[默认:"),
    (re.compile(r"; required\]|\[required\]"), "[必填]"),
)


_BRACES = re.compile(r"\{([^{}\n]+?)\}")
_TYPES = re.compile(r" <(?:path|str|bool|int|float|list\[\w+\])>")


def chinese_help(text: str) -> str:
    """`text` with typer's own words in Chinese; the types of values become blanks, so that the columns stay."""
    for pattern, word in HELP_WORDS:
        text = pattern.sub(word, text)
    head, options, rest = text.partition(
        "\n选项:"
    )  # braces mark what must be given; in the options' own words they are meant
    head = re.sub(r"\.\.\.(\]?)\.\.\.", r"...\1", _BRACES.sub(r"\1", head))
    text = head + options + rest
    text = _TYPES.sub(lambda match: " " * len(match[0]), text)
    return re.sub(r"[ ]+$", "", text, flags=re.MULTILINE)


class Command(TyperCommand):
    """A command whose help is Chinese."""

    def get_help(self, ctx: Any) -> str:
        """Help text."""
        return chinese_help(super().get_help(ctx))


class Group(TyperGroup):
    """The group of commands whose help is Chinese."""

    def get_help(self, ctx: Any) -> str:
        """Help text."""
        return chinese_help(super().get_help(ctx))


def usage_sentence(error: Any) -> str:
    """One Chinese sentence for a usage error of typer, telling what to do."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "jingyan"
    return f"{_what(error)}。看用法请运行:{command} --help"


def _what(error: Any) -> str:
    kind, message = type(error).__name__, str(getattr(error, "message", ""))
    parameter = getattr(error, "param", None)
    name = _name(parameter)
    if kind == "MissingParameter":
        return f"缺少{name}"
    if kind == "NoSuchOption":
        near = getattr(error, "possibilities", None)
        return f"没有选项 {error.option_name}" + (f",是不是 {'、'.join(sorted(near))}" if near else "")
    if kind == "BadOptionUsage":
        return f"选项 {error.option_name} 后面要写一个值"
    if kind == "BadParameter":
        return f"{name}的值不对:{message}" if re.search(r"[一-鿿]", message) else f"{name}的值不对"
    if found := re.search(r"No such command '(.+?)'", message):
        near_commands = re.findall(r"'(.+?)'", message.partition("Did you mean")[2])
        return f"没有命令 {found[1]}" + (f",是不是 {'、'.join(near_commands)}" if near_commands else "")
    if found := re.search(r"unexpected extra argument\(s\) \((.+)\)|unexpected extra arguments? \((.+)\)", message):
        return f"多写了参数 {found[1] or found[2]}"
    return "缺少命令" if "Missing command" in message else "命令写得不对"


def _name(parameter: Any) -> str:
    if parameter is None:
        return "参数"
    if getattr(parameter, "param_type_name", "") == "argument":
        return f"参数 {parameter.metavar or parameter.name}"
    return f"选项 {'/'.join(parameter.opts)}"


def make_app(**options: Any) -> typer.Typer:
    """A Typer that speaks Chinese and prints plain help."""
    return typer.Typer(
        cls=Group,
        rich_markup_mode=None,
        add_completion=False,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        **options,
    )
