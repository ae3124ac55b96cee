from pathlib import Path

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from ponte.ui.folding import Folded
from ponte.ui.tests.templates import TEMPLATES

LANGUAGES = ["en", "it", "es", "uk", "pt-br"]


def environment(language: str = "it") -> Folded:
    with translation.override(language):
        return engines["jinja2"].get_template("ui/plain.html").template.environment  # type: ignore[attr-defined,no-any-return]


def compiled(source: str, language: str = "it") -> str:
    return environment(language).compile(source, raw=True)


def drawn(source: str, language: str = "it", **given: object) -> str:
    with translation.override(language):
        return environment(language).from_string(source).render(**given)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_compiles_in_every_language(language: str) -> None:
    names = {str(Path(*path.parts[path.parts.index("jinja2") + 1 :])) for path in TEMPLATES}
    with translation.override(language):
        for name in names:
            assert environment(language).get_template(name).environment.spoken == language  # type: ignore[attr-defined]


def test_words_are_text_of_the_template() -> None:
    assert "Chiudi" in compiled('{{ _("Close") }}') and "gettext" not in compiled('{{ _("Close") }}')
    assert drawn('{{ _("Close") }}', "uk") == "Закрити"


def test_each_language_has_its_own() -> None:
    assert len({drawn('{{ _("Keys") }}', language) for language in LANGUAGES}) == len(LANGUAGES)


def test_places_are_filled_and_escaped() -> None:
    html = drawn("{{ _('Remove %(value)s', value=given) }}", given="<b>")
    assert html == "Rimuovi &lt;b&gt;"


def test_a_percent_sign_means_the_same_as_before() -> None:
    plain = engines["jinja2"].env.from_string("{{ _('100%%') }}").render()  # type: ignore[attr-defined]
    assert drawn("{{ _('100%%') }}") == plain == "100%"


def test_a_component_of_constants_is_text_of_the_template() -> None:
    source = '{{ ui.button(_("Close"), type="button", data_close=True) }}'
    assert "<button class=" in compiled(source) and "ui" not in compiled(source).partition("resolve")[2]
    plain = engines["jinja2"].env.from_string(source)  # type: ignore[attr-defined]
    with translation.override("it"):
        assert drawn(source) == plain.render()


def test_what_depends_on_the_page_is_drawn_by_the_page() -> None:
    assert "<i>" not in drawn("{{ ui.button(label) }}", label="<i>")
    assert drawn("{{ ui.icon(name) }}", name="check") != drawn("{{ ui.icon(name) }}", name="x")


def test_a_name_of_the_templates_own_is_left_alone() -> None:
    assert drawn("{% macro m(static) %}{{ static('x') }}{% endmacro %}{{ m(up) }}", up=str.upper) == "X"


def test_an_unknown_icon_does_not_pass_in_silence() -> None:
    with pytest.raises(KeyError):
        drawn("{{ ui.icon('no-such-icon') }}")


def test_a_page_has_one_token_however_often_it_is_used() -> None:
    template = engines["jinja2"].from_string("{{ csrf_token }} {{ csrf_token }} {{ csrf_input }}")
    first, second, field = template.render({}, RequestFactory().get("/")).split(" ", 2)
    assert first == second and f'value="{first}"' in field and field.startswith("<input")
