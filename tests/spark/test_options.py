"""The options of the data source, as Spark hands them over."""

from __future__ import annotations

import traceback

import pytest
from pyspark.sql.types import StructType

from ecrpublic_models._spark.options import Options, read_options
from ecrpublic_models.spark import ECRPublicDataSource


def test_without_options_all_is_read_as_the_environment_says() -> None:
    assert read_options({}) == Options()
    assert Options().repositories is None


def test_each_option_has_its_field() -> None:
    given = {
        "repositories": "team/*, team/app",
        "registryId": "123456789012",
        "region": "us-west-2",
        "endpointUrl": "http://127.0.0.1:5000",
        "pageSize": "100",
        "numPartitions": "3",
        "concurrency": "2",
        "maxAttempts": "5",
        "repositoriesPerBatch": "7",
    }
    assert given.keys() == Options.model_fields.keys()
    expected = Options(
        repositories=("team/*", "team/app"),
        registryId="123456789012",
        region="us-west-2",
        endpointUrl="http://127.0.0.1:5000",
        pageSize=100,
        numPartitions=3,
        concurrency=2,
        maxAttempts=5,
        repositoriesPerBatch=7,
    )
    assert read_options(given) == expected
    assert read_options({name.lower(): value for name, value in given.items()}) == expected


@pytest.mark.parametrize(
    "given",
    [
        {"path": "team/app,lib/*"},
        {"paths": '["team/app","lib/*"]'},
        {"paths": '["team/app,lib/*"]'},
        {"repositories": "team/app,lib/*"},
    ],
)
def test_repositories_come_as_an_option_or_from_load(given: dict[str, str]) -> None:
    assert read_options(given).repositories == ("team/app", "lib/*")


WRONG = {
    "misspelt": ({"pagesizes": "5"}, "option 'pagesizes': there is none of this name; there are "),
    "page too large": (
        {"pagesize": "1001"},
        "option pageSize: '1001' given: Input should be less than or equal to 1000",
    ),
    "too many at a time": (
        {"concurrency": "1001"},
        "option concurrency: '1001' given: Input should be less than or equal to 1000",
    ),
    "bracket that is never closed": (
        {"path": "lib/[ab"},
        "option repositories: 'lib/[ab' given: String should match pattern",
    ),
    "bracket that is cut by a comma": (
        {"path": "lib/[a,b]"},
        "option repositories: 'lib/[a' given: String should match pattern",
    ),
    "no number": (
        {"numpartitions": "many"},
        "option numPartitions: 'many' given: Input should be a valid integer",
    ),
    "no partitions": (
        {"numpartitions": "0"},
        "option numPartitions: '0' given: Input should be greater than or equal to 1",
    ),
    "no requests": ({"concurrency": "0"}, "option concurrency: '0' given: "),
    "no attempts": ({"maxattempts": "0"}, "option maxAttempts: '0' given: "),
    "no batches": ({"repositoriesperbatch": "-1"}, "option repositoriesPerBatch: '-1' given: "),
    "no account": (
        {"registryid": "acme"},
        "option registryId: 'acme' given: String should match pattern '^[0-9]{12}$'",
    ),
    "no name": ({"path": "Team/App"}, "option repositories: 'Team/App' given: String should match"),
    "no pattern": ({"path": "Team/*"}, "option repositories: 'Team/*' given: String should match"),
    "an empty path": ({"path": ""}, "option repositories: '' given: "),
    "an empty name": ({"repositories": "team/app,"}, "option repositories: '' given: "),
    "no list": ({"paths": "team/app"}, "option paths: a JSON list of strings is needed"),
    "a list of numbers": ({"paths": "[1]"}, "option paths: a JSON list of strings is needed"),
    "an empty list": ({"paths": "[]"}, "option repositories: "),
    "two ways": (
        {"path": "team/app", "repositories": "team/app"},
        "option repositories: give the repositories either to load() or as this option",
    ),
    "no URL": (
        {"endpointurl": "127.0.0.1:5000"},
        "option endpointUrl: Value error, http://HOST or",
    ),
    **{
        f"the URL {url}": ({"endpointurl": url}, "option endpointUrl: Value error, http://HOST or")
        for url in ("http://host:x", "http://host:0", "http://host:", "http://", "ftp://host")
    },
}


@pytest.mark.parametrize(("given", "message"), WRONG.values(), ids=WRONG)
def test_a_wrong_option_is_refused_in_words(given: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError) as caught:
        ECRPublicDataSource(given).schema()
    assert str(caught.value).startswith(message)
    with pytest.raises(ValueError) as caught:
        ECRPublicDataSource(given).reader(ECRPublicDataSource({}).schema())
    assert str(caught.value).startswith(message)


def test_an_unknown_option_is_told_which_there_are() -> None:
    with pytest.raises(ValueError) as caught:
        read_options({"repository": "team/app"})
    assert str(caught.value).endswith(", ".join(Options.model_fields))


SECRET = "hunter2-hunter2"  # no real one


@pytest.mark.parametrize(
    ("given", "says"),
    [
        *(
            ({name: SECRET}, "credentials are not taken as options")
            for name in (
                *("aws_access_key_id", "aws_secret_access_key", "aws_session_token"),
                *("accessKey", "Secret", "password", "credentials", "SESSIONTOKEN"),
            )
        ),
        ({"authorization": SECRET}, "there is none of this name"),
        ({"endpointUrl": f"http://me:{SECRET}@host"}, "without user name, password"),
        ({"endpointUrl": f"http://host/?a={SECRET}"}, "without user name, password"),
    ],
)
def test_a_secret_is_refused_and_shown_nowhere(given: dict[str, str], says: str) -> None:
    with pytest.raises(ValueError, match=says) as caught:
        read_options(given)
    error = caught.value
    assert error.__cause__ is error.__context__ is None
    shown = [str(error), repr(error), *traceback.format_exception(error)]
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    assert len(frames) > 1
    # The first is this test's own.
    shown += [repr(frame.f_locals) for frame in frames[1:]]
    assert SECRET not in "".join(shown)


def test_columns_of_the_readers_own_are_refused() -> None:
    source = ECRPublicDataSource({})
    with pytest.raises(ValueError, match=r"leave schema\(\) out"):
        source.reader(StructType().add("imageDigest", "string"))
