"""The command `ponte`: finds the subcommand, turns flags into settings, says troubles without a traceback."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from types import ModuleType

from ponte.config.environment import SETTINGS
from ponte.config.trouble import Trouble

# Each subcommand is a module of `commands`: `options(parser)`, `run(given) -> int`, its docstring is its help.
COMMANDS = {
    "serve": ("serving", "run all of Ponte on this machine"),
    "web": ("web", "run only the web server: pages and live updates"),
    "worker": ("worker", "run only the worker: jobs, consumers, mailboxes, outgoing mail"),
    "mail": ("mail", "run only the mail receiver"),
    "mail deliver": ("mail_deliver", "hand in one raw message from standard input"),
    "mail parse": ("mail_parse", "show what is understood of one raw message"),
    "migrate": ("migrating", "bring the database to this version"),
    "agent create": ("agent_create", "add a person who can sign in"),
    "token create": ("token_create", "make an API token"),
    "backup": ("backup", "write database and files into one archive"),
    "restore": ("restore", "bring back a backup into an empty Ponte"),
    "doctor": ("doctor", "check everything and say what is wrong"),
    "recheck": ("recheck", "work out anew what tickets repeat of their messages"),
    "version": ("version", "say which version this is"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code: 0 done, 1 a trouble, 2 a wrong setting or use."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    name = chosen(words)
    if name is None:
        return explain(words)
    command = importlib.import_module(f"ponte.config.commands.{COMMANDS[name][0]}")
    try:
        given = parser_of(name, command).parse_args(words[len(name.split()) :])
        adopt_flags(given)
        code: int = command.run(given)
        sys.stdout.flush()
        return code
    except Trouble as trouble:
        sys.stdout.flush()
        print(f"ponte: {trouble}", file=sys.stderr)
        return trouble.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader of our output left, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141


def chosen(words: Sequence[str]) -> str | None:
    """The subcommand that `words` begin with; the longest name wins."""
    for length in (2, 1):
        name = " ".join(words[:length])
        if name in COMMANDS:
            return name
    return None


def explain(words: Sequence[str]) -> int:
    """Say which commands there are; 2 when what was asked for is none of them."""
    asked = not words or words[0] in {"-h", "--help", "help"}
    if words and words[0] in {"-V", "--version"}:
        return main(["version"])
    out = sys.stdout if asked and words else sys.stderr
    if not asked:
        print(f"ponte: there is no command {' '.join(words[:1])!r}\n", file=out)
    print("Usage: ponte COMMAND [options]\n\nPonte, the customer support platform.\n", file=out)
    for name, (_, what) in COMMANDS.items():
        print(f"  {name:14} {what}", file=out)
    print("\n`ponte COMMAND --help` says more. To begin: ponte serve", file=out)
    return 0 if asked and words else 2


def parser_of(name: str, command: ModuleType) -> argparse.ArgumentParser:
    """The parser of one subcommand; the module's docstring is the text of its help."""
    parser = argparse.ArgumentParser(
        prog=f"ponte {name}",
        description=(command.__doc__ or "").strip(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--data", metavar="FOLDER", dest="PONTE_DATA", help="the data folder (default: ./data)")
    parser.add_argument("--database-url", metavar="URL", dest="DATABASE_URL", help="a PostgreSQL of your own")
    command.options(parser)
    return parser


def add_settings(parser: argparse.ArgumentParser, *names: str) -> None:
    """Let settings be given as flags: `--port 8000` for PONTE_PORT."""
    for setting in SETTINGS:
        if setting.name in names:
            default = f" (default: {setting.default})" if setting.default else ""
            words = f"{setting.help}{default}"
            if setting.default is False:
                parser.add_argument(
                    setting.flag, dest=setting.name, action="store_const", const="1", help=words
                )
            else:
                parser.add_argument(setting.flag, dest=setting.name, help=words)


def adopt_flags(given: argparse.Namespace) -> None:
    """Flags win over the environment; child processes and libraries then see one truth."""
    for setting in SETTINGS:
        value = getattr(given, setting.name, None)
        if value is not None:
            os.environ[setting.name] = value
            os.environ.pop(f"{setting.name}_FILE", None)
