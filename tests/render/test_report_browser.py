"""The reports in a real browser: what is seen, moved and printed."""

import base64
import io
import json
import re
import shutil
import unicodedata
from collections.abc import Iterator
from statistics import median
from typing import Any

import pytest

from jingyan.render import pair_view
from jingyan.render.across_pages import indicators_page, measures_page
from jingyan.render.copy_report import copy_report
from jingyan.render.findings_report import findings_report
from tests.render.across_material import across
from tests.render.dirty import review_of_dirty_text
from tests.render.material import READING_FUND, hostile, long_pair, material
from tests.render.reuse_material import reuse_material

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --window-size=1400,1000"
)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None or DRIVER is None, reason="chromium or chromedriver is not installed"),
]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    webdriver = pytest.importorskip("selenium.webdriver")
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS.split(), f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("报告")
    m, bad, long = material(), hostile(), long_pair()
    texts = {
        "copy": copy_report(m.sources, m.pieces, m.comparison, m.problems, m.plan, title="汇编", readings=m.readings),
        "findings": findings_report(m.sources, m.pieces, m.findings, m.problems, title="汇编"),
        "hostile": copy_report(bad.sources, bad.pieces, bad.comparison, bad.problems, bad.plan, title="坏"),
        "hostile_findings": findings_report(bad.sources, bad.pieces, bad.findings, bad.problems, title="坏"),
        "long": copy_report(long.sources, long.pieces, long.comparison, (), None, title="长"),
    }
    texts["review"] = review_of_dirty_text()
    rich = reuse_material()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pair_view, "SWAPS_FIRST", 3)
        texts["reuse"] = copy_report(
            rich.sources, rich.pieces, rich.comparison, (), None,
            title="全", readings=rich.readings, references=rich.references, verdicts=rich.verdicts,
        )  # fmt: skip
    units = across()
    shared = (units.sources, units.pieces, units.extracts, units.plan)
    texts["measures"] = measures_page(*shared, title="各单位", readings=units.readings)
    texts["indicators"] = indicators_page(*shared, title="各单位", readings=units.readings)
    texts["figures"] = findings_report(m.sources, m.pieces, m.findings, (), title="数据", extracts=m.extracts)
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in texts}


def script(browser: Any, code: str, *values: object) -> Any:
    return browser.execute_script(code, *values)


def settle(browser: Any) -> None:
    """Let scroll events and their answers pass: two animation frames."""
    browser.execute_async_script(
        "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 30)))"
    )


def press(browser: Any, key: str) -> None:
    script(browser, "document.dispatchEvent(new KeyboardEvent('keydown', {key: arguments[0], bubbles: true}))", key)
    settle(browser)


@pytest.mark.parametrize(
    "name", ["copy", "findings", "hostile", "hostile_findings", "review", "reuse", "measures", "indicators", "figures"]
)
def test_a_page_opens_without_an_error_or_a_request(browser: Any, pages: dict[str, str], name: str) -> None:
    browser.get("about:blank")
    for log in ("browser", "performance"):
        browser.get_log(log)
    browser.get(pages[name])
    settle(browser)
    assert browser.get_log("browser") == []
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
    assert [url for url in asked if not url.startswith("data:")] == [pages[name]]
    assert script(browser, "return document.scripts.length") == 1
    assert script(browser, "return document.images.length") == 0


def test_every_link_has_a_goal_and_every_id_is_used_once(browser: Any, pages: dict[str, str]) -> None:
    for name in ("copy", "findings", "review", "reuse", "measures", "indicators", "figures"):
        browser.get(pages[name])
        ids = script(browser, "return [...document.querySelectorAll('[id]')].map(e => e.id)")
        assert len(ids) == len(set(ids))
        goals = script(
            browser, "return [...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href').slice(1))"
        )
        assert set(goals) <= set(ids)


TOPS = """
const pair = document.getElementById('pair' + arguments[0]), k = arguments[1];
return [...pair.querySelectorAll('.pane')].map(p => p.querySelector(`a.n[data-k="${k}"]`).getBoundingClientRect().top);
"""


def test_j_and_k_put_both_passages_at_the_same_height(browser: Any, pages: dict[str, str]) -> None:
    browser.get(pages["long"])
    count = script(browser, "return document.querySelectorAll('#p1l a.n').length")
    assert count >= 10
    for key, order in (("j", range(1, count + 1)), ("k", range(count - 1, 0, -1))):
        for k in order:
            press(browser, key)
            left, right = script(browser, TOPS, 1, k)
            assert abs(left - right) <= 2, (key, k)
            assert script(browser, "return document.querySelector('#pair1 .where').textContent").startswith(
                f"第 {k} 处"
            )


def test_l_and_h_lead_from_change_to_change_inside_a_long_passage(browser: Any, pages: dict[str, str]) -> None:
    browser.get(pages["copy"])
    press(browser, "n")
    count = script(browser, "return document.querySelectorAll('#p2l i.a.c').length")
    assert count >= 6
    seen = []
    for key in ["l"] * count + ["h"] * (count - 1):
        press(browser, key)
        now = script(
            browser,
            "return [...document.querySelectorAll('#pair2 i.a.now')].map(i => [i.dataset.k, i.getBoundingClientRect().top])",
        )
        assert [k for k, _ in now] == [now[0][0]] * 2
        assert abs(now[0][1] - now[1][1]) <= 2
        seen.append(now[0][0])
    assert len(set(seen)) == count
    assert seen[count:] == seen[: count - 1][::-1]


def test_a_scrolled_pane_takes_the_other_one_along(browser: Any, pages: dict[str, str]) -> None:
    browser.get(pages["long"])
    script(browser, "document.querySelector('#p1l').scrollIntoView()")
    height = script(browser, "return document.querySelector('#p1l').scrollHeight - 900")
    off = []
    for top in range(200, int(height), 230):
        script(browser, "document.querySelector('#p1l').scrollTop = arguments[0]", top)
        settle(browser)
        off.append(
            script(
                browser,
                """
                const [l, r] = document.querySelectorAll('#pair1 .pane'), edge = l.getBoundingClientRect().top + 160;
                const near = [...l.querySelectorAll('a.n')].map(a => [Math.abs(a.getBoundingClientRect().top - edge), a])
                  .sort((x, y) => x[0] - y[0])[0];
                const other = r.querySelector(`a.n[data-k="${near[1].dataset.k}"]`);
                return [near[0], Math.abs(other.getBoundingClientRect().top - near[1].getBoundingClientRect().top)];
                """,
            )
        )
    close = [d for far, d in off if far < 120]
    assert len(close) >= 8
    assert median(close) <= 5
    assert max(close) <= 40


def test_every_swap_is_seen_on_both_sides_by_colour_and_line(browser: Any, pages: dict[str, str]) -> None:
    browser.get(pages["copy"])
    press(browser, "n")
    found = script(
        browser,
        """
        return [...document.querySelectorAll('#pair2 .pane')].map(p => [...p.querySelectorAll('mark.s')].map(m => {
          const s = getComputedStyle(m);
          return [m.dataset.s, m.textContent, s.backgroundColor, s.borderBottomWidth, m.getBoundingClientRect().height > 0];
        }));
        """,
    )
    left, right = found
    assert [m[0] for m in left] == [m[0] for m in right]
    assert len(left) == 14
    swaps = {(a[1], b[1]) for a, b in zip(left, right, strict=True)}
    assert ("360万元", "152万元") in swaps
    assert ("云溪市教育局", "澜川县教育体育局") in swaps
    for _, _, colour, line, seen in left + right:
        assert colour != "rgba(0, 0, 0, 0)"
        assert line == "3px"
        assert seen


def test_pairs_open_and_close_by_keyboard_and_switch_to_the_table(browser: Any, pages: dict[str, str]) -> None:
    browser.get(pages["copy"])
    shown = "return document.getElementById(arguments[0]).getBoundingClientRect().height > 0"
    assert script(browser, shown, "fold1")
    assert not script(browser, shown, "fold2")
    press(browser, "n")
    assert script(browser, shown, "fold2")
    assert script(browser, "return document.querySelector('#pair2 .toggle').getAttribute('aria-expanded')") == "true"
    script(browser, "document.querySelector('#pair2 .mode[data-to=rows]').click()")
    assert script(browser, "return document.querySelector('#pair2 .rowview').getBoundingClientRect().height > 0")
    assert not script(browser, "return document.querySelector('#pair2 .panes').getBoundingClientRect().height > 0")


def printed(browser: Any) -> Any:
    pypdf = pytest.importorskip("pypdf")
    made = browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": False})
    return pypdf.PdfReader(io.BytesIO(base64.b64decode(made["data"])))


def test_the_printed_report_holds_every_pair_in_aligned_rows(browser: Any, pages: dict[str, str]) -> None:
    browser.get(pages["copy"])
    heights: dict[str, list[tuple[int, float]]] = {}

    def note(number: int) -> Any:
        def visit(text: str, _cm: Any, tm: Any, _font: Any, _size: Any) -> None:
            for word in ("504", "216", "80", "1.2"):
                if re.search(rf"(?<![\d.]){word}(?![\d.])", text):
                    heights.setdefault(word, []).append((number, round(float(tm[5] * _cm[3] + _cm[5]), 1)))

        return visit

    reader = printed(browser)
    text = "".join(p.extract_text(visitor_text=note(i)) for i, p in enumerate(reader.pages))
    assert 4 <= len(reader.pages) <= 10
    # Chromium maps some glyphs to radicals of the same shape; the compatibility form brings the characters back.
    squeezed = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    assert "上一处" not in squeezed
    for part in ("去年共上示范课504节", "去年共上示范课216节", "小小講書人360名"):
        assert part in squeezed
    # The swapped figures stand in one row: the same page, the same height within one line of print.
    (a, *_), (b, *_) = [h for h in heights["504"] if h[0] == heights["216"][0][0]], heights["216"]
    assert abs(a[1] - b[1]) < 20


def test_printed_cells_of_a_row_begin_at_the_same_height(browser: Any, pages: dict[str, str]) -> None:
    browser.get(pages["copy"])
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    tops = script(
        browser,
        """
        return [...document.querySelectorAll('.rows tbody tr:not(.facts)')].map(r =>
          [...r.cells].map(c => (c.querySelector('p') || c).getBoundingClientRect()).map(b => [b.top, b.height]));
        """,
    )
    colours = script(
        browser, "return [...document.querySelectorAll('.rows mark.s')].map(m => getComputedStyle(m).printColorAdjust)"
    )
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert len(tops) >= 20
    for (left, height), (right, _) in tops:
        assert height > 0
        assert abs(left - right) <= 1
    assert set(colours) == {"exact"}


def test_one_click_leads_from_a_finding_to_its_place_and_back(browser: Any, pages: dict[str, str]) -> None:
    browser.get(pages["findings"])
    link = script(browser, "return document.querySelector('#f4-1 .places a').getAttribute('href')")
    script(browser, "document.querySelector('#f4-1 .places a').click()")
    settle(browser)
    seen = """
    const goal = document.querySelector(arguments[0]), box = goal.getBoundingClientRect();
    return box.height > 0 && box.top > 0 && box.bottom < window.innerHeight;
    """
    assert script(browser, seen, f"[id='{link[1:]}']")
    script(browser, "document.getElementById(arguments[0].slice(1)).click()", link)
    settle(browser)
    assert script(browser, seen, "[id='f4-1']")


def test_the_printed_findings_leave_room_for_an_answer(browser: Any, pages: dict[str, str]) -> None:
    browser.get(pages["findings"])
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", "".join(p.extract_text() for p in printed(browser).pages)))
    assert text.count("已改正") == 3
    assert "看原文" not in text
    assert READING_FUND[200:230].replace("\n", "") not in text


def test_the_whole_report_can_be_used_without_script(browser: Any, pages: dict[str, str]) -> None:
    browser.get(pages["copy"])
    script(browser, "document.documentElement.classList.remove('js')")
    seen = script(
        browser, "return [...document.querySelectorAll('.rowview')].map(r => r.getBoundingClientRect().height > 0)"
    )
    assert seen == [True] * 3


def test_j_and_k_lead_through_every_change_on_both_sides(browser: Any, pages: dict[str, str]) -> None:
    browser.get(pages["review"])
    count = script(browser, "return document.querySelectorAll('section.review mark.c[id^=l]').length")
    assert count >= 8
    seen = """
    return [...document.querySelectorAll('mark.c.now')].map(m => {
      const box = m.getBoundingClientRect();
      return [m.dataset.n, m.closest('td').cellIndex, box.height > 0 && box.bottom > 0 && box.top < window.innerHeight];
    });
    """
    for key, order in (("j", range(1, count + 1)), ("k", range(count - 1, 0, -1))):
        for n in order:
            press(browser, key)
            marks = script(browser, seen)
            assert {m[0] for m in marks} == {str(n)}
            assert {m[1] for m in marks} == {0, 1}
            assert marks[0][2]
    assert script(browser, "return document.querySelector('#where').textContent").startswith(f"第 1 处，共 {count} 处")


def test_a_rule_can_be_left_out_of_the_review(browser: Any, pages: dict[str, str]) -> None:
    browser.get(pages["review"])
    first = script(browser, "return document.querySelector('input.pick').dataset.r")
    marks = f"document.querySelectorAll('section.review mark.c[data-r=\"{first}\"]')"
    stops = "return document.getElementById('where').textContent"
    before = script(browser, stops)
    script(browser, "document.querySelector('input.pick').click()")
    assert script(browser, f"return [...{marks}].every(m => m.classList.contains('off'))")
    assert script(browser, stops) != before
    press(browser, "j")
    assert script(browser, "return document.querySelector('mark.c.now').dataset.r") != first
    script(browser, "document.querySelector('input.pick').click()")
    assert script(browser, stops) == before


def test_lines_of_the_review_begin_at_the_same_height_and_can_be_reduced(browser: Any, pages: dict[str, str]) -> None:
    browser.get(pages["review"])
    rows = "[...document.querySelectorAll('section.review tbody tr')]"
    tops = script(
        browser, f"return {rows}.map(r => [...r.cells].map(c => c.querySelector('p').getBoundingClientRect().top))"
    )
    assert len(tops) >= 8
    assert all(abs(left - right) <= 1 for left, right in tops)
    script(browser, "document.querySelector('#only').click()")
    shown = script(browser, f"return {rows}.filter(r => r.getBoundingClientRect().height > 0).map(r => r.className)")
    assert 0 < len(shown) < len(tops)
    assert "same" not in shown


def test_the_printed_review_holds_both_sides_and_the_names_of_the_rules(browser: Any, pages: dict[str, str]) -> None:
    browser.get(pages["review"])
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", "".join(p.extract_text() for p in printed(browser).pages)))
    assert "下一处" not in text
    for part in ("(jiào)", "夹带拼音", "断行相接", "请核对", "损坏"):
        assert part in text


def test_shares_are_reckoned_anew_in_the_page_when_a_kind_counts(browser: Any, pages: dict[str, str]) -> None:
    browser.get(pages["reuse"])
    browser.get_log("performance")
    seen = """
    const share = document.querySelector('#piece4 .live'), bar = document.querySelector('#piece4 .x-quotation');
    const mark = document.querySelector('#pair3 .pane mark.x');
    return [share.textContent, getComputedStyle(bar).fill, getComputedStyle(mark).backgroundColor,
            document.querySelector('#pair3 .ratios .live').textContent];
    """
    before = script(browser, seen)
    assert before[0] == before[3] == "0%"
    script(browser, "document.querySelector('input.kind').click()")
    counted = script(browser, seen)
    assert counted[0] == counted[3] == "51%"
    same = script(browser, "return getComputedStyle(document.querySelector('#pair2 .pane mark.m')).backgroundColor")
    assert counted[2] == same != before[2]
    assert counted[1] != before[1]
    script(browser, "document.querySelector('input.kind').click()")
    assert script(browser, seen) == before
    events = [json.loads(entry["message"])["message"]["method"] for entry in browser.get_log("performance")]
    assert "Network.requestWillBeSent" not in events


def test_every_control_is_reached_and_worked_by_keyboard(browser: Any, pages: dict[str, str]) -> None:
    from selenium.webdriver import ActionChains
    from selenium.webdriver.common.keys import Keys

    browser.get(pages["reuse"])
    script(browser, "document.querySelector('input.kind').focus()")
    ActionChains(browser).send_keys(" ").perform()
    assert script(browser, "return document.querySelector('#piece4 .live').textContent") == "51%"
    for _ in range(40):
        ActionChains(browser).send_keys(Keys.TAB).perform()
        if script(browser, "return document.activeElement.closest('#network') !== null"):
            break
    assert script(browser, "return document.activeElement.getAttribute('href')").startswith("#piece")
    assert script(browser, "return getComputedStyle(document.activeElement).outlineStyle") != "none"
    ActionChains(browser).send_keys("nj").perform()
    settle(browser)
    assert script(browser, "return document.querySelector('#pair2 .where').textContent").startswith("第 1 处")


def test_pictures_hold_what_the_data_say(browser: Any, pages: dict[str, str]) -> None:
    browser.get(pages["reuse"])
    boxes = script(
        browser,
        """
        return ['.matrix rect.cell', '.network .node', '.network .edge', '.histogram .col'].map(
          s => [...document.querySelectorAll(s)].map(e => e.getBoundingClientRect()).filter(b => b.width + b.height > 0).length);
        """,
    )
    assert boxes[:3] == [6, 5, 3]
    # An empty column has a width but no height; all eleven of both charts are there.
    assert boxes[3] == 22


def test_a_long_list_of_swaps_is_folded_on_the_screen_and_whole_in_print(browser: Any, pages: dict[str, str]) -> None:
    browser.get(pages["reuse"])
    press(browser, "n")
    shown = """
    return [...document.querySelectorAll('#swaps2 li:not(.all)')].filter(l => l.getBoundingClientRect().height > 0).length;
    """
    listed = script(browser, "return document.querySelectorAll('#swaps2 li:not(.all)').length")
    assert script(browser, shown) == 3 < listed
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert script(browser, shown) == listed
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    script(browser, "document.querySelector('#swaps2 .unfold').click()")
    assert script(browser, shown) == listed


def test_figures_are_coloured_when_asked_for_and_tell_their_value(browser: Any, pages: dict[str, str]) -> None:
    browser.get(pages["figures"])
    colour = "return getComputedStyle(document.querySelector('.text mark.g')).backgroundColor"
    plain = script(browser, colour)
    script(browser, "document.getElementById('figures').click()")
    assert script(browser, colour) != plain
    assert script(browser, "return document.getElementById('figures').getAttribute('aria-pressed')") == "true"
    shown = "return getComputedStyle(document.querySelector('.shades')).display"
    assert script(browser, shown) == "block"
    notes = script(browser, "return [...document.querySelectorAll('.text mark.g')].map(e => e.title)")
    assert notes
    assert all(notes)
    script(browser, "document.getElementById('figures').click()")
    assert (script(browser, colour), script(browser, shown)) == (plain, "none")


def test_bars_hold_their_words(browser: Any, pages: dict[str, str]) -> None:
    browser.get(pages["indicators"])
    inside = script(
        browser,
        "return [...document.querySelectorAll('.bars svg')].map(s => [...s.querySelectorAll('text')].every(t => {"
        "const a = t.getBoundingClientRect(), b = s.getBoundingClientRect();"
        "return a.left >= b.left - 1 && a.right <= b.right + 1 && a.bottom <= b.bottom + 1; }))",
    )
    assert inside == [True, True]


def test_one_click_leads_from_a_cell_to_what_was_done(browser: Any, pages: dict[str, str]) -> None:
    browser.get(pages["measures"])
    script(browser, "document.querySelector('table.across a').click()")
    settle(browser)
    assert script(browser, "return document.activeElement.tagName") == "LI"
    assert script(
        browser,
        "const r = document.activeElement.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight",
    )
