"""Planning and reading, without Spark: over HTTP, from the emulator."""

from __future__ import annotations

import logging
import pickle
from collections.abc import Mapping
from threading import Barrier
from typing import Any

import pytest
from botocore.exceptions import ClientError
from pyspark.sql.datasource import DataSourceReader, InputPartition
from pyspark.sql.types import ArrayType, LongType, StringType, TimestampType

from ecrpublic_models import ImageDetail, arrow
from ecrpublic_models._spark.reading import split
from ecrpublic_models.errors import RepositoryNotFoundException
from ecrpublic_models.spark import ECRPublicDataSource
from ecrpublic_models.testing import get_backend
from tests.spark.registry import Requests, batches, delete, fill, rows, rows_of

TIMEOUT = 10


def reader(url: str, **options: str) -> DataSourceReader:
    source = ECRPublicDataSource({"endpointUrl": url, **options})
    return source.reader(source.schema())


def planned(url: str, **options: str) -> list[tuple[str, ...]]:
    return [partition.value for partition in reader(url, **options).partitions()]


def read(url: str, *names: str, **options: str) -> list[dict[str, Any]]:
    return rows_of(reader(url, **options), InputPartition(names))


def test_the_columns_are_the_fields_of_a_model() -> None:
    columns = ECRPublicDataSource({}).schema()
    assert [(column.name, column.dataType, column.nullable) for column in columns] == [
        ("registryId", StringType(), False),
        ("repositoryName", StringType(), False),
        ("imageDigest", StringType(), False),
        ("imageTags", ArrayType(StringType(), containsNull=False), False),
        ("imageSizeInBytes", LongType(), True),
        ("imagePushedAt", TimestampType(), False),
        ("imageManifestMediaType", StringType(), True),
        ("artifactMediaType", StringType(), True),
    ]
    assert columns.fieldNames() == list(ImageDetail.model_fields)


def test_without_a_path_all_repositories_are_planned(emulator: str) -> None:
    fill({"team/b": 0, "lib/a": 0, "team/a": 0})
    assert planned(emulator) == [("lib/a",), ("team/a",), ("team/b",)]


def test_a_pattern_chooses_from_the_listing(emulator: str) -> None:
    fill({"team/app": 0, "team/api": 0, "team/deep/app": 0, "lib/app": 0, "teams": 0})
    one = {"numPartitions": "1"}
    assert planned(emulator, path="team/*", **one) == [("team/api", "team/app", "team/deep/app")]
    assert planned(emulator, path="*/ap[ip], lib/??p", **one) == [
        ("lib/app", "team/api", "team/app", "team/deep/app")
    ]
    assert planned(emulator, path="nobody/*") == [()]


def test_an_empty_registry_is_one_empty_partition(emulator: str) -> None:
    assert planned(emulator) == [()]
    assert read(emulator) == []


def test_names_are_looked_up_and_nothing_else_is_listed(emulator: str, requests: Requests) -> None:
    names = [f"team/app-{number:03}" for number in range(150)]
    fill({**dict.fromkeys(names, 0), "team/other": 0})
    requests.forget()
    assert sorted(sum(planned(emulator, path=",".join([*names, *names])), ())) == names
    asked = [request["repositoryNames"] for request in requests.of("DescribeRepositories")]
    assert asked == [names[:100], names[100:]]


def test_names_and_patterns_together_give_each_repository_once(emulator: str) -> None:
    fill({"team/app": 0, "team/api": 0, "lib/a": 0})
    assert planned(emulator, path="team/app,team/*,lib/a", numPartitions="1") == [
        ("lib/a", "team/api", "team/app")
    ]


@pytest.mark.parametrize("path", ["team/gone", "team/*,team/gone"])
def test_a_name_that_is_not_there_is_an_error_where_it_is_planned(emulator: str, path: str) -> None:
    fill({"team/app": 0})
    with pytest.raises(RepositoryNotFoundException, match="team/gone"):
        reader(emulator, path=path).partitions()


def test_a_registry_without_the_service_is_an_error_where_it_is_planned() -> None:
    source = ECRPublicDataSource({"region": "eu-west-1"})
    with pytest.raises(ValueError, match=r"^option region: ECR Public has no API in 'eu-west-1'"):
        source.reader(source.schema()).partitions()


def test_another_registry_is_asked_for(emulator: str, requests: Requests) -> None:
    fill({"team/app": 1})
    own = {"registryId": "123456789012"}
    assert planned(emulator, **own) == planned(emulator, path="team/app", **own) == [("team/app",)]
    assert len(read(emulator, "team/app", **own)) == 1
    asked = [*requests.of("DescribeRepositories"), *requests.of("DescribeImages")]
    assert [request.get("registryId") for request in asked] == ["123456789012"] * 3


@pytest.mark.parametrize("count", [1, 2, 7, 8, 9, 99, 800, 801, 1000, 12_345])
@pytest.mark.parametrize("wanted", [None, 1, 3, 8, 5000])
def test_repositories_are_split_evenly(count: int, wanted: int | None) -> None:
    names = [f"team/{number:05}" for number in range(count)]
    groups = split(names, wanted)
    assert groups == split(names, wanted)
    assert sorted(name for group in groups for name in group) == names
    assert max(map(len, groups)) - min(map(len, groups)) <= 1
    expected = wanted if wanted is not None else max(8, -(-count // 100))
    assert len(groups) == min(expected, count)


def test_what_is_pickled_is_names_and_options(emulator: str) -> None:
    fill({"team/app": 1})
    planner = reader(emulator, path="team/*", pageSize="2")
    (partition,) = planner.partitions()
    images = rows(emulator, "team/app")
    small, same = pickle.dumps(planner), pickle.loads(pickle.dumps(planner))
    assert len(small) < 600
    assert len(pickle.dumps(partition)) < 150
    assert rows_of(same, partition) == images


def test_the_rows_are_the_models(emulator: str, requests: Requests) -> None:
    fill({"team/app": 7, "team/api": 3, "team/empty": 0})
    names = ("team/app", "team/api", "team/empty")
    expected = rows(emulator, *names)
    requests.forget()
    assert read(emulator, *names, pageSize="2") == expected
    assert len(expected) == 10
    assert {request["maxResults"] for request in requests.of("DescribeImages")} == {2}
    assert len(requests.of("DescribeImages")) == 4 + 2 + 1


def test_a_batch_has_the_columns_that_were_planned(emulator: str) -> None:
    fill({"team/app": 3})
    (batch,) = batches(reader(emulator), InputPartition(("team/app",)))
    assert batch.schema == arrow.schema(ImageDetail)


def test_a_deleted_repository_is_skipped_and_reported(
    emulator: str, caplog: pytest.LogCaptureFixture
) -> None:
    fill({"team/app": 2, "team/gone": 2, "team/other": 2})
    planner = reader(emulator, numPartitions="1")
    (partition,) = planner.partitions()
    expected = rows(emulator, "team/app", "team/other")
    delete("team/gone")
    assert rows_of(planner, partition) == expected
    assert [(record.name, record.levelno) for record in caplog.records] == [
        ("ecrpublic_models.spark", logging.WARNING)
    ]
    assert "team/gone" in caplog.text


def test_of_a_repository_that_is_deleted_meanwhile_the_rows_before_stay(
    emulator: str, caplog: pytest.LogCaptureFixture, requests: Requests
) -> None:
    fill({"team/gone": 5})
    before = rows(emulator, "team/gone")

    def delete_before_the_next_page(request: Mapping[str, object]) -> None:
        if "nextToken" in request:
            delete("team/gone")

    requests.before_images = delete_before_the_next_page
    given = read(emulator, "team/gone", pageSize="2")
    assert len(given) == 2
    assert all(row in before for row in given)
    assert "team/gone" in caplog.text


def test_any_other_error_is_raised_and_names_the_repository(emulator: str) -> None:
    fill({"team/app": 1, "team/api": 1})
    get_backend().fail_next("DescribeImages", "AccessDeniedException")
    with pytest.raises(ClientError, match="AccessDenied") as caught:
        read(emulator, "team/app", concurrency="1")
    assert caught.value.__notes__ == ["while the images of team/app were listed"]


def test_so_many_requests_are_under_way(emulator: str, requests: Requests) -> None:
    fill(dict.fromkeys(["team/a", "team/b", "team/c"], 1))
    names = ("team/a", "team/b", "team/c")
    expected = rows(emulator, *names)
    under_way = Barrier(3)
    requests.before_images = lambda _: under_way.wait(TIMEOUT)
    assert read(emulator, *names, concurrency="3") == expected


def test_a_partition_is_patient(emulator: str, requests: Requests) -> None:
    fill({"team/app": 1})
    expected = rows(emulator, "team/app")
    requests.forget()
    get_backend().fail_next("DescribeImages", "ThrottlingException", count=3)
    assert read(emulator, "team/app") == expected
    assert len(requests.of("DescribeImages")) == 4


def test_the_attempts_are_those_of_the_option(
    emulator: str, requests: Requests, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "7")
    fill({"team/app": 1})
    get_backend().fail_next("DescribeImages", "ServerException", count=2)
    with pytest.raises(ClientError, match="ServerException"):
        read(emulator, "team/app", maxAttempts="2")
    assert len(requests.of("DescribeImages")) == 2
