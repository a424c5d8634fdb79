"""pyarrow, or one clear line that says why it can't be loaded."""

from __future__ import annotations

import datetime as dt
import sys
from importlib import import_module
from importlib.util import find_spec

from pydantic_core import SchemaValidator, core_schema

__all__ = ["pa"]

if find_spec("pyarrow") is None:
    raise ImportError("a table needs pyarrow: pip install 'ecrpublic-models[arrow]'")

# pyarrow loads pandas where it is installed. The C code of both takes what it finds for the class
# of times; where that is a stand-in, pandas ends the process.
_EPOCH: object = SchemaValidator(core_schema.datetime_schema()).validate_python("1970-01-01")
_IS_REPLACED = dt.datetime is not type(_EPOCH)
for _name in ("pyarrow", "pandas"):
    if _IS_REPLACED and _name not in sys.modules and find_spec(_name):
        raise ImportError(
            f"{_name} can't be loaded while datetime.datetime is replaced, as freezegun does; "
            f"import {_name} before"
        )

import pyarrow as pa  # noqa: E402 - after what would go wrong in it

# Both load what else pyarrow would load later, when a clock may be frozen: functions, and pandas.
import_module("pyarrow.compute")
pa.array([])
