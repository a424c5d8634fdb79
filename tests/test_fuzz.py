"""A few thousand cases of every fuzzing target, and those that once broke something."""

from __future__ import annotations

import itertools

import pytest

from fuzz.cases import TARGETS, cases, check_of, corpus_of

CASES = {"bodies": 4000, "checkpoints": 2000, "exchanges": 2000, "requests": 4000, "tokens": 8000}


def test_every_target_has_a_corpus_and_cases() -> None:
    assert list(CASES) == list(TARGETS)
    assert all(len(corpus_of(target)) >= 5 for target in TARGETS)


@pytest.mark.filterwarnings("ignore::dateutil.parser.UnknownTimezoneWarning")
@pytest.mark.parametrize("target", TARGETS)
def test_a_target_stands(target: str) -> None:
    check = check_of(target)
    for number, case in enumerate(cases(target, CASES[target], seed=1)):
        try:
            check(case)
        except Exception as error:
            error.add_note(f"case {number} of {target}: {case!r}")
            raise


def test_cases_are_the_same_in_every_run() -> None:
    one, other = (list(itertools.islice(cases("tokens", 100, seed=3), 100)) for _ in range(2))
    assert one == other
