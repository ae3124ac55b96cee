"""Words for millions of messages: the demo world's texts, cut short, each with a number of its own."""

from __future__ import annotations

import random

from ponte.demo.company import LANGUAGES, read

SLOTS = dict.fromkeys(("name", "first", "agent"), "Marta") | {
    "model": "Lido 3", "order": "VO-48213", "serial": "VL3-23-00418", "city": "Bologna",
    "shop": "Velora Milano", "days": 3, "price": "2.890",
}  # fmt: skip


def pool(rng: random.Random, size: int, longest: int) -> dict[str, list[str]]:
    """Texts by language, safe in COPY's text format."""
    found = {}
    for code in LANGUAGES:
        texts = read(code)
        sentences = [
            sentence.format(**SLOTS)
            for theme in texts.values()
            if isinstance(theme, dict)
            for sentence in (
                *theme["openings"],
                *theme["details"],
                *(part for plot in theme["plots"] for part in plot),
            )
        ]
        found[code] = [
            f"{rng.choice(sentences)[:longest]} vb{rng.randrange(100_000)}".replace("\\", "").replace("\t", " ")
            for _ in range(size)
        ]
    return found
