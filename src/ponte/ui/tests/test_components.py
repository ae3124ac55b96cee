import re
from pathlib import Path

import jinja2
import pytest
from django.template import engines
from django.test import Client
from django.utils import translation
from markupsafe import Markup

from ponte.ui.attributes import attributes
from ponte.ui.components import index
from ponte.ui.gallery import CAST

GALLERY = Path(__file__).parent.parent / "jinja2" / "ui" / "gallery"
LANGUAGES = ["en", "it", "es", "uk", "pt-br"]


def environment() -> jinja2.Environment:
    return engines["jinja2"].env  # type: ignore[attr-defined,no-any-return]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["", "/desk", "/administration", "/sign-in", "/error"])
def test_the_gallery_renders_in_every_language(
    client: Client, monkeypatch: pytest.MonkeyPatch, page: str, language: str
) -> None:
    monkeypatch.setenv("PONTE_GALLERY", "1")
    response = client.get(f"/gallery{page}?language={language}")
    assert response.status_code == 200
    html = response.content.decode()
    assert f'<html lang="{language[:2]}{language[2:].upper()}"' in html
    assert not re.search(r"\{\{|Undefined|object at 0x", html)


def test_every_macro_has_a_story() -> None:
    drawn = set()
    for template in GALLERY.parent.rglob("*.html"):
        drawn |= set(re.findall(r"\bui\.(\w+)\(", re.sub(r"{#.*?#}", "", template.read_text(), flags=re.DOTALL)))
    assert set(index()) - drawn == set()


def test_the_gallery_is_closed_in_production(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PONTE_GALLERY", raising=False)
    assert client.get("/gallery").status_code == 404
    assert client.get("/gallery/desk").status_code == 404


def test_an_unknown_sample_is_not_found(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PONTE_GALLERY", "1")
    assert client.get("/gallery/nothing").status_code == 404


def render(source: str, **context: object) -> str:
    return environment().from_string(source).render(**context)


def test_what_people_wrote_is_escaped() -> None:
    html = render("{{ ui.field(label, 'n', value) }}{{ ui.person(p) }}", label="<b>", value='"><script>',
                  p={"name": "<i>x", "pk": 1})  # fmt: skip
    assert "<script>" not in html and "<b>" not in html and "<i>" not in html


def test_further_arguments_become_attributes() -> None:
    html = render("{{ ui.button('Save', hx_post='/x?a=1&b=2', disabled=False, data_close=True, data_no=None) }}")
    assert 'hx-post="/x?a=1&amp;b=2"' in html and " data-close" in html and "data-no" not in html


@pytest.mark.parametrize("name", ["style", "onclick", "onload_"])
def test_what_the_policy_refuses_is_refused_at_once(name: str) -> None:
    with pytest.raises(ValueError, match="may not carry"):
        attributes({name: "x"})


def test_an_unknown_component_or_icon_does_not_pass_in_silence() -> None:
    with pytest.raises((jinja2.UndefinedError, TypeError)):
        render("{{ ui.nothing() }}")
    with pytest.raises(KeyError):
        render("{{ ui.icon('no-such-icon') }}")


def test_a_field_with_an_error_says_so_to_everybody() -> None:
    html = render("{{ ui.field('Name', 'name', help='As on the card.', error=['Too long.']) }}")
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="f-name-error f-name-help"' in html
    assert 'id="f-name-error"' in html and "Too long." in html


def test_a_row_escapes_what_people_wrote() -> None:
    evil = '"><script>alert(1)</script>'
    html = render(
        "{{ ui.row(e, e, e, e, lang=e, state=('open', e), clock=e, assignee=p, choose=e, form=e, id=e, data_x=e) }}",
        e=evil,
        p=CAST["tom"],
    )
    assert "<script>" not in html
    assert "alert(1)" in html


def test_text_and_markup_of_the_same_letters_are_not_confused() -> None:
    source = "{{ ui.button(first) }}{{ ui.button(second) }}"
    for first, second in ((Markup("<b>x</b>"), "<b>x</b>"), ("<i>x</i>", Markup("<i>x</i>"))):
        html = render(source, first=first, second=second)
        assert html.count("&lt;") == 2, html


def test_the_memory_knows_the_language() -> None:
    source = "{{ ui.priority('urgent', True) }}"
    found = []
    for language in ("en", "it", "uk", "en"):
        with translation.override(language):
            found.append(re.sub(r"<[^>]*>", "", render(source)).strip())
    assert found == ["Urgent", "Urgente", "Терміновий", "Urgent"]


def test_percent_signs_survive_translation() -> None:
    assert render("{{ _('%(a)s of 100%%', a='<b>') }}|{{ _('plain') }}") == "&lt;b&gt; of 100%|plain"
    assert render("{% trans n=2 %}{{ n }} day{% pluralize %}{{ n }} days{% endtrans %}") == "2 days"


@pytest.mark.parametrize("macro", ["field", "textarea", "password_field", "file_field", "search_field", "tokens"])
def test_further_arguments_reach_the_control_itself(macro: str) -> None:
    source = '{{ ui[macro]("Words", "words", hx_post="/there") }}'
    drawn = engines["jinja2"].from_string(source).render({"macro": macro})
    assert 'hx-post="/there"' in drawn
