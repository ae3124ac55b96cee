"""`python -m ponte.config` is the command `ponte`."""

import sys

from ponte.config.cli import main

sys.exit(main())
