from jinja2 import Environment


def environment(**options):  # type: ignore[no-untyped-def]
    return Environment(**options)  # noqa: S701
