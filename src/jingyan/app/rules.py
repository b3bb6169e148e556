"""Which rules of checking there are, and which of them an editor switched off."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from jingyan.model.problem import JingyanError
from jingyan.workspace.store import Workspace

if TYPE_CHECKING:
    from jingyan.check.catalogue import RuleInfo


def rules() -> tuple["RuleInfo", ...]:
    """Every rule with its code, Chinese name, severity and an example."""
    from jingyan.check.catalogue import rule_infos

    return rule_infos()


def skipped_rules(written: Iterable[str]) -> frozenset[str]:
    """The codes that are meant: by code, by Chinese name, or by the word before the dot for all of a family ("format").

    Several may stand in one text, set apart by commas or blanks. Raises JingyanError (2) for one that is not known.
    """
    known = rules()
    off: set[str] = set()
    for word in (w for text in written for w in re.split(r"[,,、;;\s]+", text) if w):
        found = {r.code for r in known if word in (r.code, r.name) or r.code.startswith(f"{word}.")}
        if not found:
            names = "、".join(f"{r.code} {r.name}" for r in known)
            raise JingyanError(f"--no-check {word}", "没有这条核校规则", todo=f"可以停用:{names}")
        off |= found
    return frozenset(off)


def switch_off(workspace: Workspace, written: Iterable[str]) -> None:
    """Keep in jingyan.toml which rules are off from now on; only empty words switch all of them on. Raises JingyanError (2) for a rule that is not known."""
    workspace.set("no_check", " ".join(sorted(skipped_rules(written))))
