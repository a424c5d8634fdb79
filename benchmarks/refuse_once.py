"""Reads or refuses one bad body, in this process: `python -m benchmarks.refuse_once --help`."""

from __future__ import annotations

import argparse
import json
from contextlib import suppress

from benchmarks.bad_bodies import FORMS
from benchmarks.costs import Cost, cost_of, peak_mib
from ecrpublic_models import ResponseValidationError
from ecrpublic_models._sansio.responses import RawResponse
from ecrpublic_models.operations import DESCRIBE_IMAGES


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("form", choices=FORMS)
    parser.add_argument("size", type=int)
    parser.add_argument("--json", action="store_true", help="only read it, with json")
    options = parser.parse_args()
    work = _read if options.json else _refuse
    work(FORMS[options.form].body(1000))  # what happens once only is not measured
    body = FORMS[options.form].body(options.size)
    before = peak_mib()
    cost, _ = cost_of(lambda: work(body))
    print(Cost(cost.cpu_seconds, cost.wall_seconds, cost.peak_mib - before).to_json())


def _read(body: bytes) -> None:
    with suppress(ValueError, RecursionError):
        json.loads(body.decode())


def _refuse(body: bytes) -> None:
    try:
        RawResponse(DESCRIBE_IMAGES, {}, body).parse()
    except ResponseValidationError as error:
        assert len(error.errors()) <= 100  # noqa: PT017 - it is no test
    else:
        raise AssertionError("it was not refused")


if __name__ == "__main__":
    main()
