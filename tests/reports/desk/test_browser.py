"""The desk in a real browser: by keys alone, without scripts, by two at once, and how it looks to everybody."""

import os
import shutil
from pathlib import Path

import pytest

from reports.desk.following import texts_of
from reports.desk.recording import Action
from reports.desk.serving import serve_beside

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
def address(app):
    """Where the desk is served while the test runs."""
    with serve_beside(app) as address:
        yield address


@pytest.fixture
def open_desk_page(browser, address):
    """Opens pages of the desk, each in a browser of its own; nothing may be fetched elsewhere or go wrong."""
    contexts, complaints, requests = [], [], []

    def open_desk_page(path: str, **options):
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("request", lambda request: requests.append(request.url))
        page.goto(address + path)
        return page

    yield open_desk_page
    for context in contexts:
        context.close()
    assert [text for text in complaints if "409" not in text] == []
    assert [url for url in requests if not url.startswith((address, "data:"))] == []


def path_of(desk, document, number):
    key = next(each.key for each in desk.work(document).passages if each.number == number)
    return f"/work/{document}/{key}"


def decisions(desk, document):
    return {each.reported.id: each.decision for worked in desk.work(document).passages for each in worked.findings}


def focused(page) -> str:
    return page.evaluate("document.activeElement.id || document.activeElement.name || document.activeElement.tagName")


def press(page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def reload_by(page, key: str) -> None:
    """Press a key that sends a form, and wait for the page that answers."""
    with page.expect_navigation():
        page.keyboard.press(key)


def test_a_whole_evening_by_keys_alone(open_desk_page, desk, budget) -> None:
    page = open_desk_page("/")
    press(page, "j", "k")
    reload_by(page, "Enter")
    assert "did not deny" in page.locator("tr.here").inner_text()
    reload_by(page, "c")
    assert decisions(desk, budget)["f3"] == "confirmed"
    reload_by(page, "n")
    press(page, "d")
    assert focused(page) == "reason"
    page.keyboard.type("cd: as the ministry wrote")  # letters are letters while a field has the focus
    reload_by(page, "Enter")
    assert "as the ministry wrote" in page.locator(".decided").first.inner_text()
    reload_by(page, "u")
    assert list(decisions(desk, budget).values()).count("dismissed") == 0
    press(page, "r", "Control+a")
    page.keyboard.type("Another text.")
    reload_by(page, "Control+Enter")
    assert page.locator("#rendering ins").first.inner_text() == "Another text."
    press(page, "m")
    page.keyboard.type("Why?")
    reload_by(page, "Control+Enter")
    assert page.locator(".thread p").inner_text() == "Why?"
    reload_by(page, "p")
    assert "did not deny" in page.locator("tr.here").inner_text()


def test_the_passage_stays_in_sight_and_the_way_back_leads_to_the_next_line(open_desk_page, budget) -> None:
    page = open_desk_page("/?severity=major", viewport={"width": 1280, "height": 560})
    press(page, "j")
    for key in ("Enter", "c"):  # opened, and after the decision
        reload_by(page, key)
        page.wait_for_load_state()
        for place in ("#passage", "#list li.undecided, #list li:focus"):
            box = page.locator(place).first.bounding_box()
            assert box["y"] >= 0, (key, place)
            assert box["y"] + box["height"] <= 560, (key, place)
    after = page.get_by_role("link", name="Next in the list").get_attribute("href")
    reload_by(page, "l")
    assert "severity=major" in page.url
    assert page.evaluate("document.activeElement.getAttribute('href')") == after


def test_a_proposal_is_taken_into_the_rendering_by_a_key(open_desk_page, desk, budget) -> None:
    page = open_desk_page(path_of(desk, budget, 1))
    press(page, "j", "t")
    assert focused(page) == "write-rendering"
    assert "on Monday, 4 June, and approved" in page.locator("#write-rendering").input_value()
    assert page.locator(".live ins").all_inner_texts() == ["4"]


def test_letters_do_nothing_outside_the_list(open_desk_page, desk, budget) -> None:
    page = open_desk_page(path_of(desk, budget, 2))
    page.locator(".bar nav a").first.focus()
    press(page, "c", "u", "n")
    page.wait_for_timeout(300)
    assert decisions(desk, budget)["f2"] == "undecided"
    page.locator("#write-rendering").focus()
    press(page, "Escape")
    assert focused(page) == "finding-f2"


def test_the_rendering_is_compared_while_it_is_written(open_desk_page, desk, budget) -> None:
    page = open_desk_page(path_of(desk, budget, 2))
    page.locator("#write-rendering").fill("It provides 250 million for schools.")
    assert page.locator(".live del").all_inner_texts() == ["350"]
    assert page.locator(".live ins").all_inner_texts() == ["250"]
    page.locator("#write-rendering").fill("It provides 350 million for schools.")
    assert not page.locator(".live").is_visible()


def select(page, side: str, words: str) -> None:
    """Select words in the passage as a mouse does."""
    page.evaluate(
        """([side, words]) => {
          const cell = document.querySelector(`tr.here [data-side=${side}]`);
          const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
          for (let node; (node = walker.nextNode()); ) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            getSelection().setBaseAndExtent(node, at, node, at + words.length);
            document.dispatchEvent(new MouseEvent("mouseup"));
            return;
          }
        }""",
        [side, words],
    )


def test_a_finding_is_added_on_selected_words_of_both_sides(open_desk_page, desk, budget) -> None:
    page = open_desk_page(path_of(desk, budget, 2))
    select(page, "english", "schools")
    select(page, "arabic", "للمدارس")
    page.locator("#adding [name=evidence]").fill("which schools?")
    page.locator("#adding button").click()
    page.wait_for_url("**#finding-*")
    marks = page.locator("tr.here mark").all_inner_texts()
    assert "schools" in marks
    assert "للمدارس" in marks
    [mark] = [each for each in page.locator("tr.here mark").all() if each.inner_text() == "للمدارس"]
    box, cell = mark.bounding_box(), page.locator("tr.here [data-side=arabic]").bounding_box()
    assert cell["x"] <= box["x"] < box["x"] + box["width"] <= cell["x"] + cell["width"]


def test_everything_is_done_without_a_script(open_desk_page, desk, budget) -> None:
    page = open_desk_page("/?words=350", java_script_enabled=False)
    page.locator(".work a").click()
    page.locator("#finding-f2 [name=reason]").fill("a later budget")
    page.get_by_role("button", name="Dismiss").click()
    page.locator("#write-rendering").fill("It gives 350 million to schools.")
    page.get_by_role("button", name="Keep this rendering").click()
    page.locator("#write-comment").fill("Done.")
    page.get_by_role("button", name="Say it").last.click()
    page.locator("details.adding summary").click()
    page.locator("#adding [name=english]").fill("schools")
    page.get_by_role("button", name="Add", exact=True).click()
    page.locator("#beads summary").click()
    page.get_by_role("button", name="Join with the next passage").click()
    assert page.locator(".history li").count() > 0
    page.get_by_role("link", name="Council approves").click()
    assert page.locator("ol.history li").count() == 5
    page.locator("[name=status]").select_option("done")
    page.get_by_role("button", name="Keep").click()
    assert desk.work(budget).status == "done"
    assert decisions(desk, budget)["f2"] == "dismissed"


def test_two_editors_see_each_other_and_neither_is_overwritten(open_desk_page, desk, budget) -> None:
    path = path_of(desk, budget, 2)
    first, second = open_desk_page(path), open_desk_page("/")
    second.locator("[name=name]").fill("Basim")
    second.get_by_role("button", name="Change").click()
    second.goto(first.url)
    first.locator("#write-rendering").fill("The first one's.")
    first.get_by_role("button", name="Keep this rendering").click()
    second.get_by_text("Amina changed this while you read.").wait_for(timeout=15_000)
    second.locator("#write-rendering").fill("The second one's.")
    second.get_by_role("button", name="Keep this rendering").click()
    shown = second.locator("main").inner_text()
    assert "The first one's." in shown
    assert "The second one's." in shown
    second.get_by_role("link", name="Keep theirs").click()
    assert second.locator("#write-rendering").input_value() == "The first one's."


@pytest.fixture(params=["en", "ar"])
def speaking(request, desk):
    """The desk in each of its languages."""
    desk.interface = request.param
    return request.param


def test_english_stands_left_arabic_right_and_each_runs_its_way(open_desk_page, desk, budget, speaking) -> None:
    page = open_desk_page(path_of(desk, budget, 1))
    assert page.evaluate("getComputedStyle(document.body).direction") == ("rtl" if speaking == "ar" else "ltr")
    english, arabic = (page.locator(f"tr.here [data-side={side}]") for side in ("english", "arabic"))
    left, right = english.bounding_box(), arabic.bounding_box()
    assert left["x"] + left["width"] <= right["x"] + 1
    assert left["y"] == right["y"]
    assert [
        english.evaluate("e => getComputedStyle(e).direction"),
        arabic.evaluate("e => getComputedStyle(e).direction"),
    ] == [
        "ltr",
        "rtl",
    ]


def test_the_list_keeps_the_sides_of_the_two_texts(open_desk_page, speaking) -> None:
    page = open_desk_page("/")
    left, right = (page.locator(f".work .pair [lang={language}]").first.bounding_box() for language in ("en", "ar"))
    assert left["x"] + left["width"] <= right["x"] + 1
    nav, name = page.locator(".bar nav").bounding_box(), page.locator(".who").bounding_box()
    assert (nav["x"] < name["x"]) == (speaking == "en")


def test_the_language_is_changed_on_any_page_and_stays(open_desk_page, desk, budget) -> None:
    page = open_desk_page(path_of(desk, budget, 1) + "?state=all", java_script_enabled=False)
    page.get_by_role("button", name="العربية").click()
    assert page.locator("html").get_attribute("lang") == "ar"
    assert "state=all" in page.url
    page.get_by_role("button", name="تأكيد").first.click()
    assert "مؤكَّدة" in page.locator(".decided").first.inner_text()
    page.get_by_role("link", name="قائمة العمل").click()
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.get_by_role("button", name="English").click()
    assert page.locator("h1").inner_text() == "Passages to look at, the worst first"


UNFOLD = "for (const fold of document.querySelectorAll('details')) fold.open = true"


def violations(page, **options) -> list[tuple[str, list[str]]]:
    found = page.evaluate("options => axe.run(document, {resultTypes: ['violations'], ...options})", options)
    return [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found["violations"]]


def work_on(desk, document: str, key: str) -> None:
    """A decision, a comment and a rendering at a passage."""
    english, arabic = texts_of(desk.work(document).passage(key))
    dismissed = {"decision": "dismissed", "reason": "fine", "category": "date", "severity": "major", "words": ["", ""]}
    for subject, kind, data in (
        ("finding:f0", "dismiss", dismissed),
        ("comment:1", "comment", {"text": "So it is.", "answers": 0, "place": None}),
        (f"rendering:{key}", "render", {"rendering": "Other words.", "english": english, "arabic": arabic}),
    ):
        action = Action(by="Amina", translation=document, subject=subject, kind=kind, passage=key, data=data)
        desk.act(document, lambda _, action=action: action)


def test_every_page_is_accessible_light_and_dark_and_fits_a_narrow_screen(
    open_desk_page, desk, run, budget, speaking
) -> None:
    axe = pytest.importorskip("axe_core_python", reason="axe-core is not installed")
    source = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    path, hostile = path_of(desk, budget, 1), path_of(desk, run[1]["hostile"], 2)
    work_on(desk, budget, path.rpartition("/")[2])
    page = open_desk_page("/", bypass_csp=True)
    home = page.url.rstrip("/")
    for each in ("/", "/?words=zzz", "/documents/", f"/work/{budget}", path, hostile):
        page.goto(home + each)
        page.evaluate(UNFOLD)
        page.evaluate(source)
        assert violations(page) == [], each
        page.emulate_media(color_scheme="dark")  # what the dark can break is the contrast
        assert violations(page, runOnly=["color-contrast"]) == [], each
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 360, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, each
        page.set_viewport_size({"width": 1280, "height": 900})
