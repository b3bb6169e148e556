"""Learns `furniture_model.json`: `python -m tests.segment.train_furniture` prints how good the model is and writes it.

Lines are those of `furniture/*.txt` (written for this, each made into several) and the text lines of `corpus`. Measured in five parts, no
written line and no file in two of them, on 2,345 furniture lines and 3,080 text lines, most of them written to be mistaken for each other:
above log-odds 0 precision .87 and recall .89, above 2 .96 and .66, above 4 .99 and .38. Where the line stands does the rest (`furniture_guess`).
The same lines give the same bytes.
"""

import json
import random
import re
from collections.abc import Iterator
from math import sqrt
from pathlib import Path
from typing import Any

from jingyan.app.collect import collect
from jingyan.script.fold import reading
from jingyan.segment.furniture_model import features
from jingyan.segment.lines import half, lines_of

from .furniture.slots import fill

HERE = Path(__file__).parent / "furniture"
CORPUS = Path(__file__).parents[2] / "corpus"
MODEL = Path(__file__).parents[2] / "src/jingyan/segment/furniture_model.json"
# Lines made from one written line; chosen choices and names differ.
VARIANTS = {"site_lines.txt": 6, "text_lines.txt": 8}
FOLDS = 5
STEP, KIND_STEP = 0.05, 0.25  # units of stored weights
LEAST = 4  # smaller stored weights are left out

Example = tuple[str, str, str]
"""A line, its kind ("text" or a kind of furniture), the group that never is in both halves of a measurement."""


def written(name: str) -> Iterator[Example]:
    """The lines made from a file of written ones; a group is one written line."""
    kind = ""
    for number, line in enumerate((HERE / name).read_text("utf-8").splitlines()):
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith("== "):
            kind = line[3:].strip()
            continue
        chance = random.Random(f"{name} {line}")
        made = sorted({fill(line, chance) for _ in range(VARIANTS[name])})
        for text in made:
            yield text, "text" if name.startswith("text") else kind, f"{name}{number}"


def corpus() -> Iterator[Example]:
    """The lines of our own sample submissions: those the gold calls boilerplate are left out, all others are text; a group is a file."""
    gold = [json.loads(line) for line in (CORPUS / "gold/boilerplate.jsonl").read_text("utf-8").splitlines()]
    marked: dict[str, list[str]] = {}
    for row in gold:
        marked.setdefault(row["source"], []).append(row["text"])
    for source in collect([CORPUS / "来稿"]).sources:
        name = source.path[source.path.index("来稿/") :] if "来稿/" in source.path else source.path
        site = "\n".join(marked.get(name, ()))
        seen = set()
        for line in lines_of(half(reading(source.text)), source.blocks):
            own = line.span.of(source.text)
            if own in site or line.text in site or line.text in seen:
                continue
            seen.add(line.text)
            yield line.text, "text", name


def examples() -> list[Example]:
    """All examples, the same lines once."""
    found: dict[str, Example] = {}
    for text, kind, group in (*written("site_lines.txt"), *written("text_lines.txt"), *corpus()):
        line = half(reading(text)).strip()
        if re.search(r"\w|\W{3}", line):
            found.setdefault(line, (line, kind, group))
    return list(found.values())


def _rows(found: list[Example], words: set[str]) -> list[dict[str, float]]:
    """For each example 1/sqrt(number of its features) for each of them that is in `words`, as `score` weighs them."""
    rows = []
    for text, _, _ in found:
        grams = features(text)
        rows.append({gram: 1 / sqrt(len(grams)) for gram in sorted(grams) if gram in words})
    return rows


def vocabulary(found: list[Example], groups: int) -> set[str]:
    """The features seen in at least so many groups."""
    seen: dict[str, set[str]] = {}
    for text, _, group in found:
        for gram in features(text):
            seen.setdefault(gram, set()).add(group)
    return {gram for gram, where in seen.items() if len(where) >= groups}


def learn(found: list[Example], *, kinds: bool = True) -> dict[str, Any]:
    """The model as it is stored: whole-number weights, their unit, the bias; the kinds and the weights for them."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    columns = DictVectorizer()
    fit = LogisticRegression(C=30, max_iter=2000, class_weight="balanced")
    fit.fit(columns.fit_transform(_rows(found, vocabulary(found, 3))), [kind != "text" for _, kind, _ in found])
    weights = {name: round(float(fit.coef_[0][i]) / STEP) for name, i in columns.vocabulary_.items()}
    model = {
        "unit": STEP,
        "bias": round(float(fit.intercept_[0]), 3),
        "weights": {gram: weight for gram, weight in weights.items() if abs(weight) >= LEAST},
    }
    return model | _learn_kinds([example for example in found if example[1] != "text"]) if kinds else model


def _learn_kinds(site: list[Example]) -> dict[str, Any]:
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    columns = DictVectorizer()
    fit = LogisticRegression(C=30, max_iter=2000, class_weight="balanced")
    fit.fit(columns.fit_transform(_rows(site, vocabulary(site, 4))), [kind for _, kind, _ in site])
    return {
        "kinds": [str(kind) for kind in fit.classes_],
        "kind_bias": [round(float(value) / KIND_STEP) for value in fit.intercept_],
        "kind_weights": {
            name: [round(float(row[i]) / KIND_STEP) for row in fit.coef_] for name, i in columns.vocabulary_.items()
        },
    }


def _odds(model: dict[str, Any], text: str) -> float:
    grams = features(text)
    return float(
        model["bias"] + model["unit"] * sum(model["weights"].get(gram, 0) for gram in grams) / sqrt(len(grams))
    )


def measure(found: list[Example]) -> None:
    """Print precision and recall over lines for several bounds, each group judged by a model that has not seen it."""
    groups = sorted({group for _, _, group in found})
    random.Random("folds").shuffle(groups)
    odds: list[tuple[float, Example]] = []
    for fold in range(FOLDS):
        held = set(groups[fold::FOLDS])
        model = learn([example for example in found if example[2] not in held], kinds=False)
        odds += [(_odds(model, example[0]), example) for example in found if example[2] in held]
    total = sum(kind != "text" for _, (_, kind, _) in odds)
    for bound in (-1, 0, 1, 2, 3, 4):
        taken = [example for value, example in odds if value > bound]
        right = sum(kind != "text" for _, kind, _ in taken)
        print(f"bound {bound:>2}: precision {right / len(taken):.3f} recall {right / total:.3f}")
    if SHOW:
        for value, (text, kind, _) in sorted(odds):
            if (value > 1.5) if kind == "text" else (value < -1):
                print(f"{value:6.2f} {kind:<12} {text}")


SHOW = False


def main() -> None:
    found = examples()
    site = sum(kind != "text" for _, kind, _ in found)
    print(f"{site} furniture lines, {len(found) - site} text lines, {len({g for _, _, g in found})} groups")
    measure(found)
    text = json.dumps(learn(found), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    MODEL.write_text(text + "\n", "utf-8")
    print(f"{MODEL.name}: {MODEL.stat().st_size / 1000:.0f} KB")


if __name__ == "__main__":
    main()
