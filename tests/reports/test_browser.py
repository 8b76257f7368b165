"""The pages in a real browser: where things stand, what the keyboard does, and what works without a script."""

import dataclasses
import io
import os
import re
import shutil
from pathlib import Path

import pypdf
import pytest

from reports.index import render_index
from reports.summary import collect_summary
from reports.tables import open_tables

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = os.environ.get("MUQABALA_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, built, built_in_arabic):
    opened = []

    def place(name: str, interface: str) -> Path:
        run, names = built_in_arabic if interface == "ar" else built
        return run / (f"{name}.html" if name in {"index", "corpus"} else f"documents/{names[name]}.html")

    def open_page(name: str, interface: str = "en", **options):
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        page = context.new_page()
        page.on("console", lambda message: page_errors.append(message.text))
        page.on("pageerror", lambda error: page_errors.append(str(error)))
        page.on("request", lambda request: requests.append(request.url))
        page.goto(place(name, interface).as_uri())
        opened.append(context)
        return page

    open_page.place = place
    page_errors: list[str] = []
    requests: list[str] = []
    yield open_page
    for context in opened:
        context.close()
    assert page_errors == []
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []


def box(page, selector: str) -> dict[str, float]:
    found = page.locator(selector).first.bounding_box()
    assert found, selector
    return found


def text_box(page, selector: str, words: str) -> dict[str, float]:
    """Where the first run of these words is painted inside an element."""
    return page.eval_on_selector(
        selector,
        """(element, words) => {
          const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
          for (let node; (node = walker.nextNode()); ) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at); range.setEnd(node, at + words.length);
            return range.getBoundingClientRect().toJSON();
          }
        }""",
        words,
    )


def test_english_stands_left_and_arabic_right_on_one_line(open_page) -> None:
    page = open_page("budget")
    english, arabic = box(page, "#bead-1 td[lang=en]"), box(page, "#bead-1 td[lang=ar]")
    assert english["x"] + english["width"] <= arabic["x"] + 1
    assert english["y"] == arabic["y"]


def test_the_arabic_interface_is_mirrored_and_the_texts_keep_their_sides(open_page) -> None:
    page = open_page("budget", "ar")
    english, arabic = box(page, "#bead-1 td[lang=en]"), box(page, "#bead-1 td[lang=ar]")
    assert english["x"] + english["width"] <= arabic["x"] + 1
    number, verdict = box(page, "#bead-1 .no"), box(page, "#verdict")
    assert number["x"] >= arabic["x"] + arabic["width"] - 1
    assert verdict["x"] + verdict["width"] > 1280 / 2
    assert box(page, ".of-translation")["x"] < box(page, ".of-original")["x"]
    assert page.locator("#bead-1 .tag").last.inner_text().endswith("جسيمة")
    # what the steps wrote in English runs from left to right inside the Arabic page
    first, last = (text_box(page, "#finding-2 .said", words) for words in ("The Arabic", "14 June."))
    assert first["x"] < last["x"]
    assert page.locator(".said:not([lang=en][dir=ltr])").count() == 0


def test_arabic_runs_from_right_to_left_with_its_numbers_in_place(open_page) -> None:
    page = open_page("budget")
    cell = "#bead-1 td[lang=ar]"
    first, number, month = (text_box(page, cell, words) for words in ("اجتمع", "4", "حزيران"))
    assert first["x"] > number["x"] > month["x"]
    frame = box(page, cell)
    assert first["right"] > frame["x"] + frame["width"] - 10


def test_highlights_lie_on_the_words(open_page) -> None:
    page = open_page("budget")
    mark = box(page, "#bead-2 td[lang=ar] mark")
    word = text_box(page, "#bead-2 td[lang=ar]", "٢٥٠ مليونًا")
    assert abs(mark["x"] - word["x"]) < 1
    assert abs(mark["width"] - word["width"]) < 1


def test_the_arabic_face_is_the_one_inside(open_page) -> None:
    page = open_page("budget")
    assert page.evaluate("document.fonts.ready.then(() => [...document.fonts].map((face) => face.status))") == [
        "loaded"
    ]


def test_the_map_jumps_to_a_passage(open_page) -> None:
    page = open_page("budget")
    page.set_viewport_size({"width": 1280, "height": 300})
    page.locator(".strip a").nth(4).click()
    assert page.url.endswith("#bead-4")
    assert 0 <= box(page, "#bead-4 .no a")["y"] < 300


def test_arrow_keys_walk_the_passages(open_page) -> None:
    page = open_page("budget")
    page.locator("#bead-0 .no a").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#bead-2"
    page.locator("#only-found").check()
    page.locator("#bead-2 .no a").focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#bead-4"  # 3 has no findings and is hidden


def test_pointing_at_a_note_lights_both_sides(open_page) -> None:
    page = open_page("budget")
    page.locator("#finding-3").hover()
    assert page.locator("mark.lit").all_text_contents() == ["350 million", "٢٥٠ مليونًا"]


def test_everything_is_readable_without_a_script(open_page) -> None:
    page = open_page("budget", java_script_enabled=False)
    page.locator("#only-found").check()
    assert not page.locator("#bead-3").is_visible()
    page.locator("#bead-4 summary").click()
    assert page.locator("#bead-4 dd").first.is_visible()
    index = open_page("index", java_script_enabled=False)
    assert index.locator(".list tbody tr").count() == 2
    assert not index.locator(".filters").is_visible()


def test_texts_that_try_to_act_do_not(open_page) -> None:
    page = open_page("hostile")
    assert page.title().startswith("letter<i>.txt")
    assert page.locator("img").count() == 0


def test_a_narrow_screen_stacks_the_texts_and_never_scrolls_sideways(open_page) -> None:
    for interface in ("ar", "en"):
        page = open_page("index", interface, viewport={"width": 360, "height": 740})
        for name in ("hostile", "index", "corpus", "budget"):
            page.goto(open_page.place(name, interface).as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, (name, interface)
    english, arabic = box(page, "#bead-1 td[lang=en]"), box(page, "#bead-1 td[lang=ar]")
    assert english["y"] + english["height"] <= arabic["y"] + 1


@pytest.mark.parametrize(
    ("name", "scheme", "interface"),
    [
        ("budget", "light", "en"),
        ("budget", "dark", "ar"),
        ("hostile", "light", "en"),
        ("index", "dark", "en"),
        ("index", "light", "ar"),
        ("corpus", "dark", "en"),
        ("corpus", "light", "ar"),
    ],
)
def test_no_violation_of_accessibility(open_page, name: str, scheme: str, interface: str) -> None:
    axe = pytest.importorskip("axe_core_python", reason="axe-core is not installed")
    page = open_page(name, interface, color_scheme=scheme)
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    source = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    page.evaluate(source)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found["violations"]] == []


def test_print_shows_every_fold_on_landscape_pages(open_page) -> None:
    page = open_page("budget")
    page.emulate_media(media="print")
    assert page.locator("#bead-4 dd").first.evaluate("(part) => part.getBoundingClientRect().height") > 0
    assert not page.locator("#only-found").is_visible()
    pdf = page.pdf(prefer_css_page_size=True)
    assert b"/MediaBox [0 0 841" in pdf or b"/MediaBox [0 0 842" in pdf


def test_the_index_narrows_and_sorts(open_page) -> None:
    page = open_page("index")
    rows = page.locator(".list tbody tr")
    page.locator("[name=publisher]").fill("مِيناء")  # vowel marks and case do not matter
    page.get_by_text("Shown: 1 of 2 documents").wait_for()
    assert rows.locator("a").all_inner_texts() == ["Council approves the budget for 2015"]
    page.get_by_role("button", name="Show all").click()
    page.get_by_text("Shown: 2 of 2 documents").wait_for()
    page.locator("[name=original]").select_option("no")
    page.get_by_text("Shown: 1 of 2 documents").wait_for()
    assert rows.locator("a").all_inner_texts() == ["letter<i>.txt"]
    page.get_by_role("button", name="Show all").click()
    page.get_by_role("button", name="Findings").click()
    assert rows.first.locator("a").inner_text() == "letter<i>.txt"
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("Findings")


def test_the_index_narrows_by_date(open_page) -> None:
    page = open_page("index")
    rows = page.locator(".list tbody tr")
    page.locator("[name=since]").fill("2015-01-01")
    page.get_by_text("Shown: 1 of 2 documents").wait_for()  # the other one has no date
    page.locator("[name=until]").fill("2015-06-14")
    page.get_by_text("Shown: 0 of 2 documents").wait_for()
    page.locator("[name=until]").fill("2015-06-15")
    page.get_by_text("Shown: 1 of 2 documents").wait_for()
    assert rows.locator("a").all_inner_texts() == ["Council approves the budget for 2015"]


def test_a_kind_of_finding_leads_to_its_note_and_the_words(open_page) -> None:
    page = open_page("budget", viewport={"width": 1280, "height": 400})
    page.locator(".kinds .jump", has_text="3").click()
    assert page.url.endswith("#finding-3")
    assert 0 <= box(page, "#finding-3")["y"] < 400


@pytest.mark.parametrize("interface", ["en", "ar"])
def test_highlights_lie_on_the_words_of_both_sides(open_page, interface: str) -> None:
    page = open_page("budget", interface)
    for side, words in (("en", "350 million"), ("ar", "٢٥٠ مليونًا")):
        mark, word = box(page, f"#bead-2 td[lang={side}] mark"), text_box(page, f"#bead-2 td[lang={side}]", words)
        assert abs(mark["x"] - word["x"]) < 1, side
        assert abs(mark["width"] - word["width"]) < 1, side


def test_the_heads_of_the_texts_stand_on_every_printed_page(open_page) -> None:
    page = open_page("budget")
    made = page.pdf(width="297mm", height="110mm")  # low pages, so that the passages need several
    pages = [sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(made)).pages]
    with_passages = [text for text in pages if any(words in text for words in ("350 million", "session historic"))]
    assert len(with_passages) == 2
    assert all(re.search(r"^English\b", text, re.MULTILINE) for text in with_passages)


def test_the_dark_is_dark_and_paper_is_light(open_page) -> None:
    page = open_page("budget", color_scheme="dark")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    assert page.evaluate(ground) == "rgb(25, 23, 20)"
    page.emulate_media(media="print", color_scheme="dark")
    ink = page.evaluate("getComputedStyle(document.documentElement).color")
    assert ink == "rgb(36, 32, 26)"


def long_index(built) -> str:
    """The index of a run of 900 documents: the two of the small run, and others that differ in their titles."""
    summary = collect_summary(open_tables(built[0]))
    pattern = summary.entries[0]
    others = [dataclasses.replace(pattern, title=f"Title <{number:03}> & more", publisher="") for number in range(898)]
    return render_index(dataclasses.replace(summary, entries=(*summary.entries, *others)))


def test_a_long_list_is_drawn_as_it_is_read(built, browser, tmp_path) -> None:
    path = tmp_path / "index.html"
    path.write_text(long_index(built), encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    page.get_by_text("Shown: 900 of 900 documents").wait_for()
    rows = page.locator(".list tbody tr")
    assert rows.count() < 900
    for _ in range(20):
        page.mouse.wheel(0, 20_000)
        page.wait_for_timeout(50)
    assert rows.count() == 900
    page.locator("[name=words]").fill("<897>")
    page.get_by_text("Shown: 1 of 900 documents").wait_for()
    assert rows.locator("a").all_inner_texts() == ["Title <897> & more"]
    page.get_by_role("button", name="Show all").click()
    page.get_by_role("button", name="Title").dblclick()
    assert rows.first.locator("a").inner_text() == "Title <897> & more"
    page.close()


def test_a_long_list_is_whole_without_a_script(built, browser, tmp_path) -> None:
    path = tmp_path / "index.html"
    path.write_text(long_index(built), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.locator(".list tbody tr").count() == 900
    context.close()
