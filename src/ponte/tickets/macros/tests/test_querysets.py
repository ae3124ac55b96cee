from __future__ import annotations

from collections.abc import Callable

from ponte.tickets.macros.models import Macro


def test_the_key_comes_first_then_beginnings_then_use(macro: Callable[..., Macro]) -> None:
    macro("About a refund", used_count=50)
    macro("Refund promised", used_count=2)
    macro("Money back", key="refund")
    macro("Money later", key="refund-later", used_count=9)
    macro("Something else", used_count=99)
    found = Macro.objects.fitting("refund").values_list("name", flat=True)
    assert list(found) == ["Money back", "Money later", "Refund promised", "About a refund"]


def test_words_in_any_order_and_nothing_typed(macro: Callable[..., Macro]) -> None:
    macro("Battery reset, three steps", used_count=1)
    macro("Charger", used_count=5)
    assert [row.name for row in Macro.objects.fitting("steps bat")] == ["Battery reset, three steps"]
    assert [row.name for row in Macro.objects.fitting("")] == ["Charger", "Battery reset, three steps"]
