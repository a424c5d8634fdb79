"""Models are right whatever stands in for `datetime` when they are built.

freezegun replaces `datetime.datetime`, and looks at every attribute of every loaded module.
"""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

from tests.support.documents import ROOT, examples

START = "import datetime\nfrom freezegun import freeze_time\n"
IMPORTED = "import ecrpublic_models\n"
BUILT = "ecrpublic_models.ImageDetail.model_json_schema()\n"
BUILD = """
    image = ecrpublic_models.ImageDetail.model_validate_json('''{
        "registryId": "123456789012", "repositoryName": "team/app",
        "imageDigest": "sha256:1", "imagePushedAt": 1704164645.5
    }''')
    pushed_now = image.model_copy(update={"imagePushedAt": datetime.datetime.now(datetime.UTC)})
    again = ecrpublic_models.ImageDetail.model_validate(pushed_now.model_dump())
    assert str(again.imagePushedAt) == "2024-01-02 03:04:05+00:00", again
"""
WALK = """
    for package in (ecrpublic_models, ecrpublic_models.models, ecrpublic_models.errors):
        for name in dir(package):
            getattr(package, name)
"""
FROZEN = "with freeze_time('2024-01-02 03:04:05'):\n    import ecrpublic_models\n"
AFTER = """
from datetime import UTC, datetime as real, timedelta
assert real.now(UTC) - real.fromtimestamp(0, UTC) > timedelta(days=20_000)
image = ecrpublic_models.ImageDetail.model_validate_json('''{
    "registryId": "123456789012", "repositoryName": "team/app",
    "imageDigest": "sha256:1", "imagePushedAt": "2024-01-02T04:04:05.5+01:00"
}''')
assert type(image.imagePushedAt) is real, type(image.imagePushedAt)
assert image.imagePushedAt == real(2024, 1, 2, 3, 4, 5, 500_000, UTC)
ecrpublic_models.ImageDetail.model_json_schema()
"""

PROGRAMS = {
    "imported before": START + IMPORTED + FROZEN + BUILD + AFTER,
    "imported while frozen": START + FROZEN + BUILD + AFTER,
    "imported before, walked": START + IMPORTED + FROZEN + WALK + AFTER,
    "imported while frozen, walked": START + FROZEN + WALK + BUILD + AFTER,
    "built before": START + IMPORTED + BUILT + FROZEN + BUILD + AFTER,
    "imported before, not used": START + IMPORTED + FROZEN + AFTER,
}


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_models_are_right_whenever_they_are_built(program: str) -> None:
    assert_runs(program)


@pytest.mark.parametrize("before", ["", IMPORTED, IMPORTED + BUILT], ids=["", "imported", "built"])
def test_the_readmes_example_of_testing_runs_frozen(before: str) -> None:
    (example,) = [one.code for one in examples(ROOT / "README.md") if "mock_aws" in one.code]
    frozen = "@freeze_time('2024-01-02 03:04:05')\ndef example():\n"
    assert_runs(
        START
        + before
        + frozen
        + textwrap.indent(example, "    ")
        + "\nexample()\n"
        + IMPORTED
        + AFTER
    )


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_annotations_are_not_a_fake_clocks(program: str) -> None:
    field = "ecrpublic_models.ImageDetail.model_fields['imagePushedAt']"
    assert_runs(program + f"import pydantic\nassert {field}.annotation is pydantic.AwareDatetime\n")


TABLE = """
    table = arrow.record_batch([image, pushed_now, again], ecrpublic_models.ImageDetail)
    times = [time.isoformat() for time in table.column("imagePushedAt").to_pylist()]
    assert times == ["2024-01-02T03:04:05.500000+00:00"] + ["2024-01-02T03:04:05+00:00"] * 2, times
"""


def test_tables_are_right_if_pyarrow_was_loaded_before() -> None:
    assert_runs(START + "from ecrpublic_models import arrow\n" + FROZEN + BUILD + TABLE + AFTER)


def test_pyarrow_is_not_loaded_while_a_clock_is_frozen() -> None:
    """pandas, which it loads, would end the process."""
    import_it = """
    try:
        from ecrpublic_models import arrow
    except ImportError as error:
        said = str(error)
    assert said.startswith("pyarrow can't be loaded while datetime.datetime is replaced"), said
"""
    assert_runs(START + FROZEN + import_it + BUILD + AFTER)


def assert_runs(program: str) -> None:
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert (run.returncode, run.stderr) == (0, "")
