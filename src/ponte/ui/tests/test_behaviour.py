"""What the modules do, by a real browser and real keys."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from ponte.ui.tests.conftest import Open

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(open_page: Open) -> Page:
    page = open_page("/gallery/desk")
    page.wait_for_load_state("networkidle")
    return page


def test_letters_act_only_while_nothing_is_typed(desk: Page) -> None:
    desk.keyboard.press("n")
    expect(desk.get_by_role("textbox", name="Your note")).to_be_focused()
    desk.keyboard.type("fern")
    expect(desk.get_by_role("textbox", name="Your note")).to_have_value("fern")
    expect(desk.locator("#filters")).to_be_hidden()


def test_letters_can_be_switched_off(desk: Page) -> None:
    desk.keyboard.press("?")
    desk.get_by_role("switch").click()
    desk.keyboard.press("Escape")
    desk.keyboard.press("n")
    expect(desk.locator("[value=note]")).not_to_be_checked()
    desk.keyboard.press("Control+k")
    expect(desk.locator("#palette")).to_be_visible()


def test_a_cyrillic_layout_has_the_same_keys(desk: Page) -> None:
    desk.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'т', code: 'KeyN', bubbles: true}))"
    )
    expect(desk.locator("[value=note]")).to_be_checked()


def test_the_sheet_lists_what_the_page_offers(desk: Page) -> None:
    desk.keyboard.press("?")
    sheet = desk.locator("#keys")
    for words in ("Find or do", "Filter", "Escalate", "Note", "Hand off"):
        expect(sheet.get_by_text(words, exact=True)).to_be_visible()


def test_the_palette_finds_an_act_and_does_it(desk: Page) -> None:
    desk.keyboard.press("Control+k")
    box = desk.get_by_role("combobox", name="Find anything")
    expect(box).to_be_focused()
    desk.keyboard.type("filt")
    chosen = desk.get_by_role("option", selected=True)
    expect(chosen).to_contain_text("Filter")
    expect(box).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "?")
    desk.keyboard.press("Enter")
    expect(desk.locator("#palette")).to_be_hidden()
    expect(desk.locator("#filters")).to_be_visible()


def test_the_palette_says_when_it_knows_nothing(desk: Page) -> None:
    desk.keyboard.press("Control+k")
    desk.keyboard.type("qqqq")
    expect(desk.get_by_text("Nothing is called that")).to_be_visible()


def test_rows_are_walked_and_chosen(desk: Page) -> None:
    for letter in "jjx":
        desk.keyboard.press(letter)
    bar = desk.locator("#chosen")
    expect(bar).to_contain_text("1 selected")
    boxes = desk.locator("[data-choose]")
    boxes.nth(1).click(modifiers=["Shift"])
    expect(bar).to_contain_text("4 selected")
    first = desk.locator(".row").first.bounding_box()
    desk.get_by_role("button", name="Select none").click()
    expect(bar).to_be_hidden()
    assert desk.locator(".row").first.bounding_box() == first  # nothing jumped


def test_a_menu_takes_arrows_and_gives_the_focus_back(desk: Page) -> None:
    opener = desk.get_by_role("button", name="Filter")
    opener.focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("menuitemradio", name="Ukrainian")).to_be_focused()
    desk.keyboard.press("ArrowDown")
    expect(desk.get_by_role("menuitemradio", name="Unread")).to_be_focused()
    desk.keyboard.press("Escape")
    expect(desk.locator("#filters")).to_be_hidden()
    expect(opener).to_be_focused()


def test_the_context_opens_as_a_popover_where_it_has_no_room(desk: Page) -> None:
    context = desk.get_by_role("complementary")
    expect(context).to_be_visible()
    desk.set_viewport_size({"width": 1024, "height": 768})
    expect(context).to_be_hidden()
    desk.get_by_role("button", name="Customer and details").click()
    expect(context).to_be_visible()
    desk.keyboard.press("Escape")
    expect(context).to_be_hidden()


def test_a_phone_shows_one_pane(open_page: Open) -> None:
    page = open_page("/gallery/desk", width=390, height=844)
    expect(page.locator(".talk")).to_be_visible()
    expect(page.locator(".queue")).to_be_hidden()
    expect(page.locator(".tabbar")).to_be_hidden()
    page.get_by_role("link", name="Back to the queue").click()
    expect(page.locator(".queue")).to_be_visible()
    expect(page.locator(".tabbar")).to_be_visible()


def test_a_toast_undoes(desk: Page) -> None:
    asked: list[str] = []
    desk.route("**/undo-it", lambda route: (asked.append(route.request.method), route.fulfill(status=204))[1])
    desk.evaluate("""document.body.dispatchEvent(new CustomEvent('ponte:toast',
        {bubbles: true, detail: {text: 'Closed', undo: ['/undo-it', 'DELETE']}}))""")
    expect(desk.locator(".toast")).to_contain_text("Closed")
    expect(desk.locator("#announcer")).to_have_text("Closed")
    with desk.expect_response("**/undo-it"):
        desk.keyboard.press("z")
    assert asked == ["DELETE"]
    expect(desk.locator(".toast")).to_have_count(0)


def test_a_dialog_keeps_and_returns_the_focus(open_page: Open) -> None:
    page = open_page("/gallery")
    opener = page.get_by_role("button", name="Open the dialog")
    opener.click()
    expect(page.get_by_role("dialog", name="Erase Marta Bellini?")).to_be_visible()
    page.get_by_role("button", name="Keep her").click()
    expect(opener).to_be_focused()


def test_tokens_are_made_and_taken_away(open_page: Open) -> None:
    page = open_page("/gallery")
    box = page.get_by_role("textbox", name="Copies").or_(page.get_by_role("combobox", name="Copies"))
    box.fill("nuova@posteo.it")
    box.press("Enter")
    box.press_sequentially("altra@posteo.it, lucia@posteo.it,")  # the last is there already
    values = page.locator("[data-tokens=cc] input[type=hidden]")
    sent = ["lucia@posteo.it", "officina@velora.example", "nuova@posteo.it", "altra@posteo.it"]
    assert values.evaluate_all("all => all.map(e => e.value)") == sent
    box.press("Backspace")
    assert values.evaluate_all("all => all.map(e => e.value)") == sent[:-1]


def test_counts_change_in_place(desk: Page) -> None:
    desk.evaluate("""document.querySelector('#navigation').innerHTML = '<b data-count="mine">3</b>';
        document.dispatchEvent(new CustomEvent('ponte:counts', {detail: {mine: 1204}}))""")
    expect(desk.locator("[data-count=mine]")).to_have_text("1,204")


def test_the_palette_asks_the_server(desk: Page) -> None:
    answer = (
        '<div class="palette-group" role="group" aria-label="Tickets"><a class="palette-item" role="option"'
        ' aria-selected="false" href="/found">La batteria</a></div>'
    )
    desk.route("**/search-here?*", lambda route: route.fulfill(content_type="text/html", body=answer))
    desk.route("**/found", lambda route: route.fulfill(content_type="text/html", body="<title>Found</title>"))
    desk.evaluate("document.querySelector('#palette').dataset.src = '/search-here'")
    desk.keyboard.press("Control+k")
    desk.keyboard.type("zbatteria")  # nothing on the page is called so
    expect(desk.get_by_role("option", selected=True)).to_have_text("La batteria")
    desk.keyboard.press("Enter")
    expect(desk).to_have_title("Found")


def test_the_theme_is_kept(desk: Page) -> None:
    desk.get_by_role("button", name="Light or dark").first.click()
    expect(desk.locator("html")).to_have_attribute("data-theme", "dark")
    desk.reload()
    expect(desk.locator("html")).to_have_attribute("data-theme", "dark")


def test_times_tick_by_the_servers_clock(open_page: Open) -> None:
    page = open_page("/gallery")
    page.clock.install()
    page.reload()
    due = page.locator("[data-due]").nth(1)
    expect(due).to_have_text(re.compile("3[78] min"))
    page.clock.run_for(40 * 60 * 1000)
    expect(due).to_have_text(re.compile(r"\d min late"))
    expect(due).to_have_class(re.compile("late"))


@pytest.mark.parametrize(("status", "words"), [(500, "did not work"), (403, "may not do this"), (413, "too large")])
def test_a_failed_request_says_so_and_keeps_what_was_typed(
    chromium: object, open_page: Open, status: int, words: str, _complaints_expected: None
) -> None:
    page = open_page("/gallery/desk")
    page.route("**/broken", lambda route: route.fulfill(status=status, body="<b>no</b>"))
    page.get_by_role("textbox", name="Your answer").fill("Ciao Marta, eccomi")
    page.evaluate("htmx.ajax('POST', '/broken', {source: document.querySelector('.composer'), swap: 'innerHTML'})")
    expect(page.locator(".composer [role=alert]")).to_contain_text(words)
    expect(page.get_by_role("textbox", name="Your answer")).to_have_value("Ciao Marta, eccomi")


def _stream(events: list[tuple[int, dict[str, object]]]) -> str:
    return "retry: 100\n\n" + "".join(
        f"id: {at}\nevent: changed\ndata: {json.dumps(data)}\n\n" for at, data in events
    )


def test_live_changes_reach_every_tab_and_resume_where_they_stopped(
    open_page: Open, _complaints_expected: None
) -> None:
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url.split("/live")[1])
        at = len(asked)
        route.fulfill(content_type="text/event-stream", body=_stream([(at, {"ticket": 41, "kind": "x"})]))

    first = open_page("/gallery/desk", bypass_csp=True)
    context: BrowserContext = first.context
    context.route(re.compile(r"/live(\?|$)"), answer)
    listen = "window.heard = []; document.addEventListener('ponte:changed', e => window.heard.push(e.detail.ticket))"
    context.add_init_script(listen)
    first.goto(first.url + "?live=1")
    first.wait_for_function("window.heard.length > 0")
    second = context.new_page()
    second.goto(first.url)
    second.wait_for_function("window.heard.length > 0", timeout=45000)
    assert asked[0] == ""
    assert asked[1] == "?after=1"
    assert asked == ["", *[f"?after={number}" for number in range(1, len(asked))]]  # one stream for both tabs


def test_a_lasting_break_is_shown_and_mended(open_page: Open, _complaints_expected: None) -> None:
    page = open_page("/gallery/desk")
    page.route(re.compile(r"/live(\?|$)"), lambda route: route.abort())
    page.goto(page.url + "?live=1")
    expect(page.locator("#connection")).to_be_visible(timeout=45000)
    page.unroute(re.compile(r"/live(\?|$)"))
    page.route(
        re.compile(r"/live(\?|$)"), lambda route: route.fulfill(content_type="text/event-stream", body=_stream([]))
    )
    page.get_by_role("button", name="Try now").click()
    expect(page.locator("#connection")).to_be_hidden()
