"""`--query` and `--output text`: on the whole document, and page by page where that is the same."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from itertools import chain

import jmespath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecrpublic_models.cli.queries import DocumentQuery
from tests.cli.conftest import Emulator, Here
from tests.support.kinds import image
from tests.support.loopback import Answer, Loopback

IMAGES = ("describe-images", "--repository-name", "team/app")

PICKING = [
    "imageDetails",
    "imageDetails[]",
    "imageDetails[*]",
    "imageDetails[].a",
    "imageDetails[*].{a: a, b: b[0]}",
    "imageDetails[?a].b[]",
    "imageDetails[].b[].c",
    "imageDetails[?a > `1`].[a, length(b || `[]`)]",
    "imageDetails[].b | [] ",
    "(imageDetails[].b)[]",
]
OF_THE_WHOLE = [
    "@",
    "NextToken",
    "length(imageDetails)",
    "imageDetails[0]",
    "imageDetails[:2]",
    "imageDetails[].a | [0]",
    "imageDetails[].a | sort(@)",
    "sort_by(imageDetails, &a)[].b",
    "imageDetails || `[]`",
    "[imageDetails[].a]",
    "other[].a",
    "*[].a",
]


@pytest.mark.parametrize("expression", PICKING[:-2])
def test_what_picks_items_is_known(expression: str) -> None:
    assert DocumentQuery(expression, "imageDetails").picks_items


@pytest.mark.parametrize("expression", OF_THE_WHOLE)
def test_what_is_of_the_whole_is_known(expression: str) -> None:
    assert not DocumentQuery(expression, "imageDetails").picks_items


steps = st.sampled_from(
    [
        *("[]", "[*]", "[0]", "[-1]", "[:1]", "[?a]", "[?b[0]]", ".a", ".b", ".*", ".[a, b]"),
        *(".{c: a}", " | [0]", " | []", " | [*]", " | @", " || `[]`", "[].length(@.a || `1`)"),
    ]
)
expressions = st.tuples(
    st.sampled_from(["imageDetails", "(imageDetails)", "@.imageDetails", "imageDetails[].b", "*"]),
    st.lists(steps, max_size=4).map("".join),
).map("".join)
values = st.recursive(
    st.none() | st.integers(0, 3) | st.sampled_from("xy"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner),
    max_leaves=5,
)
items = st.dictionaries(st.sampled_from("abc"), values, max_size=3)
pages = st.lists(st.lists(items, max_size=3), max_size=4)


@settings(max_examples=1500)
@given(st.sampled_from(PICKING) | expressions, pages)
def test_page_by_page_is_what_is_found_in_the_whole(
    expression: str, listed: list[list[dict[str, object]]]
) -> None:
    try:
        query = DocumentQuery(expression, "imageDetails")
        expected = jmespath.search(expression, {"imageDetails": [*chain(*listed)]})
    except Exception:  # noqa: BLE001 - not every combination is an expression
        return
    if query.picks_items:
        assert [one for page in listed for one in query.search_items(page)] == expected


@pytest.fixture
def paged(server: Loopback) -> Iterator[Loopback]:
    """Ten images in five pages, of which the last is refused if asked for."""

    def respond(request: dict[str, object]) -> Answer:
        start = int(str(request.get("nextToken", 0)))
        content: dict[str, object] = {"imageDetails": [image(start), image(start + 1)]}
        if start == 8:
            return Answer({"__type": "ServerException", "message": "out of order"}, status=400)
        return Answer({**content, "nextToken": str(start + 2)})

    server.respond = respond
    yield server
    server.requests.clear()


@pytest.mark.parametrize(("output", "count"), [("json", 8), ("jsonl", 8)])
def test_items_are_written_as_they_come(
    paged: Loopback, here: Here, output: str, count: int
) -> None:
    query = ("--query", "imageDetails[].imageDigest", "--output", output)
    done = here(*IMAGES, "--endpoint-url", paged.url, *query)
    assert done.code == 254
    found = json.loads(done.out) if output == "json" else done.out.splitlines()
    assert len(found) == count
    assert "the listing stopped; continue with --starting-token " in done.err


@pytest.mark.parametrize("output", ["json", "jsonl", "csv", "text", "table"])
def test_a_part_is_never_shown_for_the_whole(paged: Loopback, here: Here, output: str) -> None:
    query = ("--query", "length(imageDetails)", "--output", output)
    done = here(*IMAGES, "--endpoint-url", paged.url, *query)
    assert (done.code, done.out) == (254, "")
    assert done.err.startswith("ecrpublic: error: ")
    assert done.err.count("\n") == 1


def test_text_has_what_came_before_a_failure(paged: Loopback, here: Here) -> None:
    done = here(*IMAGES, "--endpoint-url", paged.url, "--output", "text")
    assert done.code == 254
    rows = [line for line in done.out.splitlines() if line.startswith("IMAGEDETAILS\t")]
    assert len(rows) == 8
    token = done.out.splitlines()[-1].removeprefix("NEXTTOKEN\t")
    assert done.err.endswith(f"continue with --starting-token {token}\n")


def test_a_query_is_told_of_what_was_left_out(emulator: Emulator, here: Here) -> None:
    query = ("--query", "length(imageDetails)", "--max-items", "5")
    done = here(*emulator.listing(*query))
    assert (done.code, done.out) == (0, "5\n")
    assert done.err.startswith("ecrpublic: there are more images; continue with --starting-token")


@pytest.mark.parametrize(
    ("expression", "code", "message"),
    [
        ("imageDetails[", 252, "--query: 'imageDetails['"),
        ("", 252, "--query: ''"),
        ("length(`1`)", 255, "--query: 'length(`1`)'"),
        ("nothing(@)", 255, "--query: 'nothing(@)'"),
        ("imageDetails[::0]", 255, "--query: 'imageDetails[::0]'"),
        ("ceil(to_number('nan'))", 255, "--query: 'ceil("),
        ('`1` < `"a"`', 255, "--query: '`1` < "),
        ("(" * 2000 + "a" + ")" * 2000, 252, "--query: '(((("),
    ],
)
def test_what_can_not_be_evaluated(
    emulator: Emulator, here: Here, expression: str, code: int, message: str
) -> None:
    done = here(*emulator.listing("--query", expression))
    assert (done.code, done.out) == (code, "")
    assert done.err.startswith(f"ecrpublic: error: {message}")
    assert done.err.count("\n") == 1


def test_a_query_that_fails_on_a_page_tells_no_place_to_go_on(paged: Loopback, here: Here) -> None:
    expression = "imageDetails[?starts_with(imageTags[0], 'v')].imageDigest"  # not all have tags
    done = here(*IMAGES, "--endpoint-url", paged.url, "--query", expression)
    assert done.code == 255
    assert "--starting-token" not in done.err


def test_a_bad_query_is_told_before_anything_is_sent(server: Loopback, here: Here) -> None:
    server.requests.clear()
    assert here(*IMAGES, "--endpoint-url", server.url, "--query", "a[").code == 252
    assert server.requests == []


def in_csv(emulator: Emulator, here: Here, expression: str) -> list[list[str]]:
    done = here(*emulator.listing("--query", expression, "--output", "csv"))
    assert (done.code, done.err) == (0, "")
    return list(csv.reader(io.StringIO(done.out)))


def test_csv_of_a_query(emulator: Emulator, here: Here) -> None:
    digests = emulator.digests
    assert in_csv(emulator, here, "imageDetails[].imageDigest") == [[one] for one in digests]
    assert in_csv(emulator, here, "imageDetails[].[imageDigest, `true`]") == [
        [one, "true"] for one in digests
    ]
    heading, *rows = in_csv(emulator, here, "imageDetails[].{d: imageDigest, t: imageTags}")
    assert heading == ["d", "t"]
    assert rows == [[one.digest, " ".join(one.tags)] for one in emulator.images]
    assert in_csv(emulator, here, "length(imageDetails)") == [[str(len(digests))]]
    (whole,) = in_csv(emulator, here, "[imageDetails[:1]]")
    assert json.loads(whole[0])["imageDigest"] == digests[0]


def test_jsonl_of_what_is_no_list(emulator: Emulator, here: Here) -> None:
    done = here(*emulator.listing("--query", "{n: length(imageDetails)}", "--output", "jsonl"))
    assert done.out == f'{{"n": {len(emulator.images)}}}\n'


def test_hostile_text_in_queries(server: Loopback, here: Here) -> None:
    hostile = {**image(1), "imageTags": ["\x1b[2J", "a\tb", "käse\u202e"]}
    server.respond = lambda _: Answer({"imageDetails": [hostile]})
    for output in ("json", "jsonl", "csv", "text", "table"):
        query = ("--query", "imageDetails[].imageTags[]", "--output", output)
        done = here(*IMAGES, "--endpoint-url", server.url, *query)
        assert done.code == 0
        shown = done.out.replace("\n", "").replace("\t", "")
        assert shown.isprintable()
        assert "käse" in shown
        if output in {"json", "jsonl"}:
            lines = [done.out] if output == "json" else done.out.splitlines()
            found = [json.loads(line) for line in lines]
            assert (found[0] if output == "json" else found) == hostile["imageTags"]
