"""Inline CSS: the declarations that make a message look as meant, none that reach out of it."""

from __future__ import annotations

import re
from functools import lru_cache

_PROPERTIES = """
    background background-color border border-bottom border-bottom-color border-bottom-style
    border-bottom-width border-collapse border-color border-left border-left-color border-left-style
    border-left-width border-radius border-right border-right-color border-right-style
    border-right-width border-spacing border-style border-top border-top-color border-top-style
    border-top-width border-width box-sizing caption-side clear color direction display empty-cells
    float font font-family font-size font-style font-variant font-weight height letter-spacing
    line-height list-style list-style-position list-style-type margin margin-bottom margin-left
    margin-right margin-top max-height max-width min-height min-width mso-hide opacity overflow
    overflow-wrap padding padding-bottom padding-left padding-right padding-top table-layout text-align
    text-decoration text-indent text-transform unicode-bidi vertical-align visibility white-space width
    word-break word-spacing word-wrap
"""
_ALLOWED = frozenset(_PROPERTIES.split())
# Backslashes write forbidden words in disguise; comments split them.
_UNSAFE_VALUE = re.compile(
    r"url|expression|javascript|import|image|binding|behavior|var\(|env\(|attr\(|[\\<>@{}]|/\*", re.I
)
_MAX_LENGTH = 4000


@lru_cache(maxsize=2048)
def clean_style(style: str) -> str:
    """The harmless declarations of a `style` attribute, tidied; "" when none is left."""
    kept: list[str] = []
    for declaration in style[:_MAX_LENGTH].split(";"):
        name, colon, value = declaration.partition(":")
        name, value = name.strip().lower(), value.strip()
        if not (colon and value) or name not in _ALLOWED or len(value) > 300 or _UNSAFE_VALUE.search(value):
            continue
        if name.startswith("margin") and "-" in value:
            continue  # a negative margin lays text over other text
        kept.append(f"{name}:{value}")
    return ";".join(kept)


@lru_cache(maxsize=2048)
def hides(style: str) -> bool:
    """Whether a cleaned style makes its element invisible, as the preview lines of newsletters are."""
    return bool(_HIDING.search(style.replace(" ", "").lower()))


_HIDING = re.compile(
    r"(?:^|;)(?:display:none|visibility:hidden|mso-hide:all|opacity:0(?:\.0+)?(?:$|;|!)"
    r"|font-size:0(?:px|pt|em)?(?:$|;|!)|max-height:0(?:px)?(?:$|;|!))"
)
