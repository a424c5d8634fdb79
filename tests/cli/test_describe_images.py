"""`ecrpublic describe-images` against the emulator: what it lists, and in which form."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime

import pytest

from ecrpublic_models import DescribeImagesPaginator
from tests.cli.conftest import REPOSITORY, Emulator, Here
from tests.support.command import run
from tests.support.loopback import client_for

CSV_HEADER = (
    "registryId,repositoryName,imageDigest,imageTags,imageSizeInBytes,imagePushedAt,"
    "imageManifestMediaType,artifactMediaType\n"
)


def digests_of(jsonl: str) -> list[str]:
    return [json.loads(line)["imageDigest"] for line in jsonl.splitlines()]


def test_json_is_what_boto3_gives(emulator: Emulator) -> None:
    done = run(*emulator.listing("--output", "json"))
    assert (done.code, done.err) == (0, "")
    boto3s = client_for(emulator.url).describe_images(repositoryName=REPOSITORY, maxResults=1000)
    shown = json.loads(done.out)
    assert list(shown) == ["imageDetails"]
    for image in shown["imageDetails"]:
        image["imagePushedAt"] = datetime.fromisoformat(image["imagePushedAt"])
    assert shown["imageDetails"] == boto3s["imageDetails"]


def test_json_is_laid_out_as_the_aws_cli_does(emulator: Emulator, here: Here) -> None:
    done = here(*emulator.listing("--output", "json", "--max-items", "5", "--page-size", "2"))
    assert done.out == json.dumps(json.loads(done.out), indent=4) + "\n"


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("json", '{\n    "imageDetails": []\n}\n'),
        ("jsonl", ""),
        ("csv", CSV_HEADER),
        ("table", "TAGS  SIZE  PUSHED (UTC)  DIGEST  KIND\n"),
    ],
)
def test_an_empty_repository(emulator: Emulator, here: Here, output: str, expected: str) -> None:
    done = here(*emulator.listing("--repository-name", "team/empty", "--output", output))
    assert (done.code, done.out, done.err) == (0, expected, "")


def test_json_resumes_by_its_next_token(emulator: Emulator, here: Here) -> None:
    listed: list[str] = []
    more: tuple[str, ...] = ()
    for _ in range(3):
        done = here(*emulator.listing("--output", "json", "--max-items", "25", *more))
        assert (done.code, done.err) == (0, "")
        page = json.loads(done.out)
        listed += [image["imageDigest"] for image in page["imageDetails"]]
        more = ("--starting-token", page.get("NextToken", ""))
    assert more == ("--starting-token", "")
    assert listed == emulator.digests


@pytest.mark.parametrize("output", ["jsonl", "csv", "table"])
def test_other_outputs_tell_the_token_on_stderr(
    emulator: Emulator, here: Here, output: str
) -> None:
    paging = ("--max-items", "23", "--page-size", "10")
    first = here(*emulator.listing("--output", output, *paging))
    assert first.code == 0
    assert first.err.startswith("ecrpublic: there are more images; continue with --starting-token ")
    assert first.err.count("\n") == 1
    rest = here(*emulator.listing("--output", "jsonl", "--starting-token", first.token))
    assert (rest.code, rest.err) == (0, "")
    assert digests_of(rest.out) == emulator.digests[23:]


def test_tokens_and_those_of_the_library_are_the_same(emulator: Emulator, here: Here) -> None:
    first = here(*emulator.listing("--output", "jsonl", "--max-items", "7"))
    pages = DescribeImagesPaginator(client_for(emulator.url)).paginate(
        repositoryName=REPOSITORY, PaginationConfig={"StartingToken": first.token}
    )
    assert [image.imageDigest for image in pages.items()] == emulator.digests[7:]


def test_max_items_zero_lists_nothing_and_resumes_at_the_start(
    emulator: Emulator, here: Here
) -> None:
    none = here(*emulator.listing("--output", "jsonl", "--max-items", "0"))
    assert (none.code, none.out) == (0, "")
    everything = here(*emulator.listing("--output", "jsonl", "--starting-token", none.token))
    assert digests_of(everything.out) == emulator.digests


def test_jsonl_has_one_image_a_line(emulator: Emulator, here: Here) -> None:
    done = here(*emulator.listing("--output", "jsonl", "--page-size", "7"))
    assert (done.code, done.err) == (0, "")
    assert digests_of(done.out) == emulator.digests
    tags = [set(json.loads(line).get("imageTags", [])) for line in done.out.splitlines()]
    assert tags == [set(image.tags) for image in emulator.images]


def test_csv_has_every_field_of_every_image(emulator: Emulator, here: Here) -> None:
    done = here(*emulator.listing("--output", "csv", "--page-size", "7"))
    assert (done.code, done.err) == (0, "")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert [row["imageDigest"] for row in rows] == emulator.digests
    assert [tuple(row["imageTags"].split()) for row in rows] == [i.tags for i in emulator.images]
    assert all(row["imageSizeInBytes"].isdecimal() for row in rows)
    assert all(datetime.fromisoformat(row["imagePushedAt"]).tzinfo for row in rows)


def test_table_is_for_people(emulator: Emulator, here: Here) -> None:
    done = here(*emulator.listing("--max-items", "5"))
    heading, *rows = done.out.splitlines()
    assert heading.split() == ["TAGS", "SIZE", "PUSHED", "(UTC)", "DIGEST", "KIND"]
    assert len(rows) == 5
    assert rows[0].startswith("<untagged> ")
    assert " MB " in rows[0]
    assert rows[0].endswith(f"  {emulator.digests[0].removeprefix('sha256:')[:12]}  image")
    assert rows[2].startswith("1.0.0 ")
    assert rows[2].endswith("multi-platform image")
    assert rows[3].endswith("Helm chart")
    assert "\x1b" not in done.out


@pytest.mark.parametrize(
    "ids",
    [
        ["--image-ids", "imageTag=1.0.1", "imageTag=1.0.0"],
        ["--image-ids", "imageTag=1.0.1", "--image-ids", "imageTag=1.0.0"],
        ["--image-ids", '[{"imageTag": "1.0.1"}, {"imageTag": "1.0.0"}]'],
        ["--image-ids", '{"imageTag": "1.0.1"}', "imageTag='1.0.0'"],
        ["--image-ids=imageTag=1.0.1", "--image-ids", 'imageTag="1.0.0"'],
    ],
)
def test_image_ids_in_every_notation(emulator: Emulator, here: Here, ids: list[str]) -> None:
    done = here(*emulator.listing(*ids, "--output", "jsonl"))
    assert (done.code, done.err) == (0, "")
    tags = [json.loads(line)["imageTags"] for line in done.out.splitlines()]
    assert tags == [["1.0.1"], ["1.0.0"]]


def test_an_image_id_with_digest_and_tag(emulator: Emulator, here: Here) -> None:
    image = next(image for image in emulator.images if "1.0.1" in image.tags)
    image_id = f"imageTag=1.0.1,imageDigest={image.digest}"
    done = here(*emulator.listing("--image-ids", image_id, "--output", "jsonl"))
    assert digests_of(done.out) == [image.digest]
