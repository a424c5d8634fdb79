"""Planning the batches of a stream, without Spark."""

from __future__ import annotations

import pickle

import pytest
from pyspark.sql.datasource import DataSourceStreamReader
from pyspark.sql.streaming import datasource as limits

from ecrpublic_models.spark import ECRPublicDataSource
from tests.spark.registry import Requests, delete, fill, rows, rows_of

NAMES = [f"team/app-{number}" for number in range(7)]


def stream(url: str, **options: str) -> DataSourceStreamReader:
    source = ECRPublicDataSource({"endpointUrl": url, "repositoriesPerBatch": "3", **options})
    return source.streamReader(source.schema())


def after(name: str) -> dict[str, str]:
    return {"repositoryName": name}


def planned(reader: DataSourceStreamReader, start: str, end: str) -> list[str]:
    partitions = reader.partitions(after(start), after(end))
    return sorted(name for partition in partitions for name in partition.value)


def test_a_pass_ends_with_the_last_repository(emulator: str) -> None:
    fill(dict.fromkeys(NAMES, 0))
    reader = stream(emulator)
    limit = reader.getDefaultReadLimit()
    offsets = [reader.initialOffset()]
    while offsets[-2:-1] != offsets[-1:]:
        offsets.append(reader.latestOffset(offsets[-1], limit))
    assert [offset["repositoryName"] for offset in offsets] == [
        *("", NAMES[2], NAMES[5], NAMES[6]),
        NAMES[6],
    ]
    assert planned(reader, "", NAMES[2]) == NAMES[:3]
    assert planned(reader, NAMES[2], NAMES[5]) == NAMES[3:6]
    assert planned(reader, NAMES[6], NAMES[6]) == []


def test_a_batch_is_split_as_a_read_is(emulator: str) -> None:
    fill(dict.fromkeys(NAMES, 0))
    values = [one.value for one in stream(emulator).partitions(after(""), after(NAMES[3]))]
    assert values == [(name,) for name in NAMES[:4]]
    reader = stream(emulator, numPartitions="2")
    values = [one.value for one in reader.partitions(after(""), after(NAMES[3]))]
    assert values == [(NAMES[0], NAMES[2]), (NAMES[1], NAMES[3])]


def test_all_that_is_there_may_be_asked_for_at_once(emulator: str) -> None:
    fill(dict.fromkeys(NAMES, 0))
    reader = stream(emulator)
    assert reader.latestOffset(after(""), limits.ReadAllAvailable()) == after(NAMES[6])


def test_an_empty_registry_has_no_batch(emulator: str) -> None:
    reader = stream(emulator)
    start = reader.initialOffset()
    assert reader.latestOffset(start, reader.getDefaultReadLimit()) == start


def test_a_pass_is_over_the_repositories_of_its_beginning(
    emulator: str, requests: Requests
) -> None:
    fill(dict.fromkeys(NAMES[:2], 0))
    reader = stream(emulator)
    assert isinstance(reader, limits.SupportsTriggerAvailableNow)
    reader.prepareForTriggerAvailableNow()
    fill({NAMES[2]: 0})
    assert reader.latestOffset(after(""), reader.getDefaultReadLimit()) == after(NAMES[1])
    assert planned(reader, "", NAMES[1]) == NAMES[:2]
    assert len(requests.of("DescribeRepositories")) == 1


def test_an_offset_stands_where_its_repository_was_deleted(emulator: str) -> None:
    fill(dict.fromkeys(NAMES, 0))
    delete(NAMES[2])
    reader = stream(emulator)
    assert reader.latestOffset(after(NAMES[2]), reader.getDefaultReadLimit()) == after(NAMES[5])
    assert planned(reader, NAMES[1], NAMES[4]) == NAMES[3:5]


def test_what_is_pickled_is_options_and_nothing_is_listed(
    emulator: str, requests: Requests
) -> None:
    fill({"team/app": 3})
    small = pickle.dumps(stream(emulator))
    assert len(small) < 600
    assert requests.of("DescribeRepositories") == []
    reader: DataSourceStreamReader = pickle.loads(small)
    (partition,) = reader.partitions(after(""), after("team/app"))
    assert rows_of(reader, partition) == rows(emulator, "team/app")


def test_an_older_pyspark_is_refused_in_words(
    emulator: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ecrpublic_models.spark.find_spec", lambda _: None)
    with pytest.raises(ImportError, match=r"^to read ecrpublic as a stream, pyspark 4\.2 or newer"):
        stream(emulator)
