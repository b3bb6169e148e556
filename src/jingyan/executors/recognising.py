"""The other end of `recogniser`: a process that recognises one picture after the other, from standard input to standard output.

A process of its own, because the library's native code cannot be interrupted: whoever asks ends it when time is up.
"""

import importlib
import io
import json
import os
import sys
from typing import Any, BinaryIO

LONG_SIDE = 2600  # pixels: A4 at 200 dpi has 2,339; larger photographs cost time and gain nothing
_DETECTOR_SIDE = 1600  # 9-point print at 200 dpi is still 17 pixels high
_MOST_STRIPS = 8
_STRIP = 0.4  # of a line's height: rows of Han print are hardly ever without ink
_INKED = 0.04  # of a row's pixels: a full line of print has 0.1-0.3, specks less than 0.01
_DARKER = 80  # grey levels below the paper
_SURE_STRIP = 0.8  # less sure words in a strip are stamps, rules and specks
_READ_BADLY = 0.85  # mean sureness of characters: upside down it is 0.5-0.8, of faint prints seldom less than 0.9
_PARAMETERS = {
    "Global.use_cls": False,  # it would turn single lines of a page that is upside down, and leave them in the wrong order
    "Global.log_level": "error",
    "Global.max_side_len": LONG_SIDE,
    "Det.limit_type": "max",
    "Det.limit_side_len": _DETECTOR_SIDE,
    "EngineConfig.onnxruntime.intra_op_num_threads": 2,
}


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer each request (a line of JSON: page, pixels, size; then the picture's bytes) with one line of JSON until the input ends.

    Answers are {"width", "height", "pages", "lines": [[text, sure, left, top, right, bottom], …]} or {} for what is no picture.
    """
    engine = None
    while head := requests.readline():
        asked = json.loads(head)
        picture = requests.read(asked["size"])
        try:
            image, pages = _image(picture, asked["page"], asked["pixels"])
            engine = engine or _engine()
            image, lines = _upright(engine, image)
            answer = {"width": image.shape[1], "height": image.shape[0], "pages": pages, "lines": lines}
        except Exception:  # a broken picture raises whatever its decoder likes
            answer = {}
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


def _engine() -> Any:
    return importlib.import_module("rapidocr").RapidOCR(
        params=_PARAMETERS
    )  # an optional extra: type checkers may not find it


def _image(picture: bytes, page: int, pixels: int) -> tuple[Any, int]:
    """Colours of one page as an array, upright and not larger than useful; how many pages the file has."""
    import numpy
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(picture)) as image:
        pages = getattr(image, "n_frames", 1)
        image.seek(page)
        if image.width * image.height > pixels:  # known from the header: nothing is decoded yet
            raise ValueError("too large")
        upright = ImageOps.exif_transpose(image)
        flat = Image.new("RGB", upright.size, "white")  # what is transparent shows paper
        rich = upright.convert("RGBA")
        flat.paste(rich, mask=rich.getchannel("A"))
        flat.thumbnail((LONG_SIDE, LONG_SIDE))
        return numpy.asarray(flat)[:, :, ::-1].copy(), pages


def _upright(engine: Any, image: Any) -> tuple[Any, list[list[Any]]]:
    """The page as it was read best and its lines: one that was scanned sideways or upside down is turned."""
    best = image, _lines(engine, image)
    if not _is_turned(best[1]):
        return best
    for quarters in (1, 2, 3):
        turned = _turned(image, quarters)
        lines = _lines(engine, turned)
        if not _is_turned(lines) and _worth(lines) > _worth(best[1]) * (0.5 if _is_turned(best[1]) else 1.0):
            best = turned, lines
    return best


def _turned(image: Any, quarters: int) -> Any:
    import numpy

    return numpy.ascontiguousarray(numpy.rot90(image, quarters))


def _is_turned(lines: list[list[Any]]) -> bool:
    """Whether most characters stand in upright columns, or were hardly recognised."""
    count = sum(len(text) for text, *_ in lines)
    upright = sum(
        len(text) for text, _, left, top, right, bottom in lines if len(text) > 2 and bottom - top > right - left
    )
    return count > 0 and (upright > count / 2 or _worth(lines) < _READ_BADLY * count)


def _worth(lines: list[list[Any]]) -> float:
    return float(sum(sure * len(text) for text, sure, *_ in lines))


def _lines(engine: Any, image: Any) -> list[list[Any]]:
    """Lines of the page; strips with print that the detector passed over are shown to it again, each alone."""
    lines = _found(engine, image, 0)
    for top, bottom in _passed_over(image, lines)[:_MOST_STRIPS]:
        lines += [line for line in _found(engine, image[top:bottom], top) if line[1] >= _SURE_STRIP]
    return lines


def _found(engine: Any, image: Any, top: int) -> list[list[Any]]:
    found = engine(image)
    if found.boxes is None:
        return []
    lines = []
    for box, text, sure in zip(found.boxes, found.txts, found.scores, strict=True):
        (left, upper), (right, lower) = box.min(axis=0), box.max(axis=0)
        edges = (left, upper + top, right, lower + top)
        lines.append([text, round(float(sure), 4), *(round(float(edge), 1) for edge in edges)])
    return lines


def _passed_over(image: Any, lines: list[list[Any]]) -> list[tuple[int, int]]:
    """Rows (from, to) of about a line's height or more that hold print but no line; a detector now and then misses a whole line."""
    if not lines:
        return []
    heights = sorted(bottom - top for *_, top, _, bottom in lines)
    usual = heights[len(heights) // 2]
    grey = image.min(axis=2)
    paper = int(sorted(grey[::7, ::7].ravel().tolist())[grey[::7, ::7].size // 2])
    left, right = (int(f(line[at] for line in lines)) for f, at in ((min, 2), (max, 4)))
    inked = (grey[:, left:right] < paper - _DARKER).mean(axis=1) > _INKED
    for _, _, _, top, _, bottom in lines:
        inked[max(0, int(top)) : int(bottom) + 1] = False
    strips, start = [], None
    for row, is_inked in enumerate([*inked.tolist(), False]):
        if is_inked and start is None:
            start = row
        elif not is_inked and start is not None:
            if row - start > _STRIP * usual:
                strips.append((max(0, int(start - usual / 2)), int(row + usual / 2)))
            start = None
    return strips


def main() -> None:
    """Keep the real output for answers: what libraries print goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
