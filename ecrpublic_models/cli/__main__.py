"""`python -m ecrpublic_models.cli` is the command `ecrpublic`."""

from __future__ import annotations

import sys

from ecrpublic_models.cli import main

sys.exit(main())
