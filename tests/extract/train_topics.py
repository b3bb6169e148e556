"""Learns `topics.json`: `python -m tests.extract.train_topics` prints how good the model is and writes it.

Titles are those of `topics/train.txt` and, figurative ones with plain texts behind them, `train_bodies.txt`, written for this; those of the other
files are never learned from. The same lines give the same bytes.
Measured on 1,028 titles of 20 topics (a guess is right for .05): in five parts .849; `held.txt` .954 (104 of 109), but the words of topics.toml were
completed with its errors seen, so it is a floor for changes and no measurement; `fresh.txt`, figurative titles without their text that were written
after the words, .723 (47 of 65; .646 before `train_bodies.txt` was learned); `fresh_bodies.txt`, figurative titles with their text, written before
the model was made again and never repaired against, .756 (62 of 82; .732 before): the number to trust. Titles that a word settles: 32 %, right for
.951 of them.
"""

import json
import random
from pathlib import Path
from typing import Any

from jingyan.extract.topics import TOPICS, features, sure_topic, topic_of

HERE = Path(__file__).parent / "topics"
MODEL = Path(__file__).parents[2] / "src/jingyan/extract/topics.json"
FOLDS = 5
STEP = 0.1  # unit of stored weights
LEAST = 2  # smaller stored weights are left out
STRENGTH = 5.0  # inverse of the regularisation (5 and 40 tried)

Example = tuple[str, str, str]
"""Topic, title, text behind it."""


def read(name: str) -> list[Example]:
    """The examples of a file."""
    topic, found = "", []
    for line in (HERE / name).read_text("utf-8").splitlines():
        if line.startswith("== "):
            topic = line[3:].strip()
        elif line and not line.startswith("#"):
            title, _, body = line.partition("|")
            found.append((topic, title, body))
    return found


def _both(found: list[Example]) -> list[Example]:
    """Every example, and once more without its text where it has one."""
    return found + [(topic, title, "") for topic, title, body in found if body]


def learn(found: list[Example]) -> dict[str, Any]:
    """The model as it is stored."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    some = _both(found)
    rows = [features(title, body) for _, title, body in some]
    seen: dict[str, int] = {}
    for row in rows:
        for gram in row:
            seen[gram] = seen.get(gram, 0) + 1
    columns = DictVectorizer()
    data = columns.fit_transform([{g: v for g, v in sorted(row.items()) if seen[g] >= 2} for row in rows])
    fit = LogisticRegression(C=STRENGTH, max_iter=400)
    fit.fit(data, [TOPICS.index(topic) for topic, _, _ in some])
    weights = {}
    for gram, column in sorted(columns.vocabulary_.items()):
        pairs = [(topic, round(float(fit.coef_[topic][column]) / STEP)) for topic in range(len(TOPICS))]
        kept = [value for pair in pairs if abs(pair[1]) >= LEAST for value in pair]
        if kept:
            weights[gram] = kept
    return {"unit": STEP, "bias": [round(float(b), 3) for b in fit.intercept_], "weights": weights}


def accuracy(found: list[Example], model: dict[str, Any]) -> tuple[int, list[str]]:
    """How many topics are right, and what went wrong."""
    wrong = []
    for topic, title, body in found:
        named = topic_of(title, body, model)
        if named != topic:
            wrong.append(f"{topic} as {named}: {title}|{body}")
    return len(found) - len(wrong), wrong


def cross_validated(found: list[Example]) -> float:
    """Share of right topics, each fold judged by a model that has not seen it."""
    order = list(range(len(found)))
    random.Random("folds").shuffle(order)
    right = 0
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS])
        model = learn([e for i, e in enumerate(found) if i not in held])
        right += accuracy([e for i, e in enumerate(found) if i in held], model)[0]
    return right / len(found)


def main() -> None:
    found, held = read("train.txt") + read("train_bodies.txt"), read("held.txt")
    print(f"{len(found)} titles of {len(TOPICS)} topics")
    model = learn(found)
    sure = [(topic, sure_topic(title)) for topic, title, _ in found + held if sure_topic(title)]
    print(
        f"sure words: {len(sure) / len(found + held):.3f} of all, right {sum(a == b for a, b in sure) / len(sure):.3f}"
    )
    print(f"in {FOLDS} parts: {cross_validated(found):.3f}")
    for name in ("held.txt", "fresh.txt", "fresh_bodies.txt"):
        some = read(name)
        right, wrong = accuracy(some, model)
        print(f"{name}: {right / len(some):.3f} ({right}/{len(some)})")
        print("".join(f"    {row}\n" for row in wrong), end="")
    text = json.dumps(model, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    MODEL.write_text(text + "\n", "utf-8")
    print(f"{MODEL.name}: {MODEL.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
