"""In which of our languages a customer is written to."""

from __future__ import annotations

from django.conf import settings

from ponte.tickets.models import Brand


def ours(code: str) -> str:
    """The interface language that serves `code` (`pt` is served by `pt-br`); "" when none does."""
    known = [language.lower() for language, _name in settings.LANGUAGES]
    code = code.strip().lower().replace("_", "-")
    if code in known:
        return code
    base = code.partition("-")[0]
    return next((one for one in known if base and one.partition("-")[0] == base), "")


def language_for(brand: Brand, *wanted: str) -> str:
    """The first wanted language that the brand answers in, else the brand's main one."""
    answered = {ours(code) for code in brand.locales} - {""}
    for code in wanted:
        found = ours(code)
        if found and (not answered or found in answered):
            return found
    return ours(brand.default_locale) or "en"


def text_in(texts: dict[str, str], language: str, brand: Brand) -> str:
    """A brand's own text in `language`, else in its main one; "" when it has neither."""
    by_code = {ours(code): text for code, text in texts.items() if text.strip()}
    return by_code.get(language) or by_code.get(ours(brand.default_locale)) or ""
