"""What forms of the administration share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.core.exceptions import ValidationError

Made = TypeVar("Made")


def try_on(form: forms.Form, behaviour: Callable[[], Made]) -> Made | None:
    """Call `behaviour`; what it refuses by field is said by the form. None when it refused."""
    try:
        return behaviour()
    except ValidationError as error:
        if not hasattr(error, "error_dict"):
            form.add_error(None, error)
            return None
        for name, errors in error.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
        return None
