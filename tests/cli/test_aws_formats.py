"""The formats text and table, compared with what the AWS CLI's own formatters print."""

from __future__ import annotations

import io
import sys
from functools import cache
from types import ModuleType, SimpleNamespace

import jmespath
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ecrpublic_models.cli.aws_table import format_table
from ecrpublic_models.cli.aws_text import format_text

TITLE = "DescribeImages"
CRASHES = (AttributeError, IndexError, TypeError, ValueError)


@cache
def awscli_formatters() -> ModuleType:
    """The AWS CLI's module, imported without what that does to a process.

    It would have botocore and s3transfer imported from inside of awscli from then on, and look
    for data there.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_DATA_PATH", "")
        import awscli.formatter

        aliasing = [finder for finder in sys.meta_path if type(finder).__module__ == "awscli"]
        for finder in aliasing:
            sys.meta_path.remove(finder)
    formatters: ModuleType = awscli.formatter
    return formatters


def aws_text(value: object) -> str:
    arguments = SimpleNamespace(query=jmespath.compile("value"))
    printed = io.StringIO()
    awscli_formatters().TextFormatter(arguments)(TITLE, {"value": value}, printed)
    return printed.getvalue()


def aws_table(value: object, width: int, title: str = TITLE) -> str:
    arguments = SimpleNamespace(query=jmespath.compile("value"), color="off")
    printed = io.StringIO()
    formatter = awscli_formatters().TableFormatter(arguments)
    formatter.table._terminal_width = width
    formatter(title, {"value": value}, printed)
    return printed.getvalue()


def is_shown_raw(text: str) -> bool:
    """Whether there are lines, cells and nothing else that a terminal may interpret."""
    return all(char.isprintable() or char in "\t\n" for char in text)


printable_text = st.text(
    # Half of them narrow, and of the others many that take two columns or none.
    st.sampled_from("abcXYZ019 :/'\"\\|+-")
    | st.sampled_from("äé日本語한글\uff21ßŉ😀\u0301½")
    | st.characters(exclude_categories=["C", "Z"]),
    max_size=12,
).filter(str.isprintable)

any_text = st.text(st.characters(exclude_categories=[]), max_size=6)


def json_of(text: st.SearchStrategy[str]) -> st.SearchStrategy[object]:
    """Values of JSON, most often in the shapes that responses and queries have."""
    keys = st.sampled_from(["", "a", "b", "imageTags", "Ab", "schlüssel", "鍵"]) | text
    scalars = (
        text
        | st.none()
        | st.booleans()
        | st.integers(-5, 5)
        | st.integers(-(10**40), 10**40)
        | st.floats()
    )

    def containers(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
        value = scalars | inner
        record = st.dictionaries(keys, value, max_size=4)
        rows = st.integers(0, 3).flatmap(
            lambda length: st.lists(
                st.lists(scalars, min_size=length, max_size=length), min_size=1, max_size=4
            )
        )
        return record | st.lists(record, max_size=3) | st.lists(value, max_size=4) | rows

    return st.recursive(scalars, containers, max_leaves=20)


values = json_of(printable_text)


@settings(max_examples=1500)
@given(values)
def test_text_is_what_the_aws_cli_prints(value: object) -> None:
    printed = format_text(value)
    try:
        expected = aws_text(value)
    except AttributeError:
        # A list of objects and other values, somewhere.
        return
    assert printed == expected


@settings(max_examples=1500)
@given(
    values,
    st.sampled_from([0, 20, 40, 80, 200, 10_000]) | st.integers(0, 120),
    st.sampled_from([TITLE, "Push", "鍵の表"]),
)
# A header that is replaced still counts for the width.
@example([[{"a long one": 1}], [{"b": 2}]], 80, "Push")
# These stand for objects without keys.
@example([{"a": {"b": 1}}, "", []], 80, TITLE)
def test_table_is_what_the_aws_cli_prints(value: object, width: int, title: str) -> None:
    printed = format_table(title, value, width)
    try:
        expected = aws_table(value, width, title)
    except CRASHES:
        # Rows of different lengths, somewhere.
        return
    assert printed == expected


@settings(max_examples=300)
@given(json_of(any_text), any_text)
def test_any_text_can_be_shown(value: object, title: str) -> None:
    assert is_shown_raw(format_text(value))
    table = format_table(title, value, 80)
    assert is_shown_raw(table)
    assert "\t" not in table


RESPONSE: dict[str, object] = {
    "imageDetails": [
        {
            "registryId": "123456789012",
            "repositoryName": "team/app",
            "imageDigest": "sha256:1a",
            "imageTags": ["v1", "stable"],
            "imageSizeInBytes": 27_412_345,
            "imagePushedAt": "2023-11-14T22:13:20.125000+00:00",
        },
        {
            "registryId": "123456789012",
            "repositoryName": "team/app",
            "imageDigest": "sha256:2b",
            "imagePushedAt": "2023-11-15T22:13:20.125000+00:00",
        },
    ]
}

RESPONSE_AS_TEXT = """\
IMAGEDETAILS\tsha256:1a\t2023-11-14T22:13:20.125000+00:00\t27412345\t123456789012\tteam/app
IMAGETAGS\tv1
IMAGETAGS\tstable
IMAGEDETAILS\tsha256:2b\t2023-11-15T22:13:20.125000+00:00\t\t123456789012\tteam/app
"""

RESPONSE_ON_ITS_SIDE = """\
------------------------------------------------------------
|                      DescribeImages                      |
+----------------------------------------------------------+
||                      imageDetails                      ||
|+-------------------+------------------------------------+|
||  imageDigest      |  sha256:1a                         ||
||  imagePushedAt    |  2023-11-14T22:13:20.125000+00:00  ||
||  imageSizeInBytes |  27412345                          ||
||  registryId       |  123456789012                      ||
||  repositoryName   |  team/app                          ||
|+-------------------+------------------------------------+|
|||                       imageTags                      |||
||+------------------------------------------------------+||
|||  v1                                                  |||
|||  stable                                              |||
||+------------------------------------------------------+||
||                      imageDetails                      ||
|+-------------------+------------------------------------+|
||  imageDigest      |  sha256:2b                         ||
||  imagePushedAt    |  2023-11-15T22:13:20.125000+00:00  ||
||  imageSizeInBytes |                                    ||
||  registryId       |  123456789012                      ||
||  repositoryName   |  team/app                          ||
|+-------------------+------------------------------------+|
"""

PAIRS_AS_TABLE = """\
---------------------------
|     DescribeImages      |
+------------+------------+
|  sha256:1a |  27412345  |
|  sha256:2b |  None      |
+------------+------------+
"""

TAGS_AS_TABLE = """\
----------------
|DescribeImages|
+--------------+
|  v1          |
|  stable      |
+--------------+
"""

TITLE_ALONE = """\
----------------
|DescribeImages|
+--------------+
"""

SIZE_AS_TABLE = """\
----------------------
|   DescribeImages   |
+-------+------------+
|  size |  27412345  |
+-------+------------+
"""


@pytest.mark.parametrize(
    ("query", "text", "table"),
    [
        ("@", RESPONSE_AS_TEXT, RESPONSE_ON_ITS_SIDE),
        (
            "imageDetails[].[imageDigest,imageSizeInBytes]",
            "sha256:1a\t27412345\nsha256:2b\tNone\n",
            PAIRS_AS_TABLE,
        ),
        ("imageDetails[].imageTags[]", "v1\tstable\n", TAGS_AS_TABLE),
        ("imageDetails[0].{size: imageSizeInBytes}", "27412345\n", SIZE_AS_TABLE),
        ("imageDetails[0].imageSizeInBytes", "27412345\n", TITLE_ALONE),
        ("imageDetails[0].imageSizeInBytes == `1`", "False\n", ""),
        ("length(imageDetails[0].imageTags) == `2`", "True\n", TITLE_ALONE),
        ("imageDetails[9]", "None\n", ""),
        ("imageDetails[9:]", "", ""),
        ("{none: imageDetails[9:]}", "", TITLE_ALONE),
    ],
)
def test_what_queries_make_of_a_response(query: str, text: str, table: str) -> None:
    value: object = jmespath.search(query, RESPONSE)
    assert format_text(value) == text == aws_text(value)
    assert format_table(TITLE, value, 80) == table == aws_table(value, 80)


def test_a_table_stands_on_its_side_where_it_is_too_wide() -> None:
    wide = format_table(TITLE, RESPONSE, 1000)
    assert "|| imageDigest |           imagePushedAt            |" in wide
    needed = len(wide.partition("\n")[0])
    assert format_table(TITLE, RESPONSE, needed) == wide == aws_table(RESPONSE, needed)
    narrow = format_table(TITLE, RESPONSE, needed - 1)
    assert narrow == RESPONSE_ON_ITS_SIDE == aws_table(RESPONSE, needed - 1)


def test_the_width_of_characters_is_the_aws_clis() -> None:
    # It takes é to be as wide as 日, which few terminals do, so that a border is out of line.
    table = format_table(TITLE, ["cafe", "café", "日本"], 80)
    assert table == aws_table(["cafe", "café", "日本"], 80)
    assert table.splitlines()[3:6] == ["|  cafe        |", "|  café       |", "|  日本        |"]


def test_control_characters_are_escaped() -> None:
    value = {"a\tb": ["x\ty\n"], "c": "\x1b[2J"}
    assert format_text(value) == "\\x1b[2J\nA\\tB\tx\\ty\\n\n"
    table = format_table("\x07", value, 80)
    assert is_shown_raw(table)
    assert all(text in table for text in (r"\x07", r"a\tb", r"x\ty\n", r"\x1b[2J"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ([{"a": 1, "b": 2}, None, {"a": 3}], "None\n1\t2\n3\t\n"),
        ([{"a": 1}, [2, 3]], "1\n2\t3\n"),
        ({"items": [{"a": 1}, "x"]}, "ITEMS\tx\nITEMS\t1\n"),
    ],
)
def test_text_where_the_aws_cli_fails(value: object, text: str) -> None:
    with pytest.raises(AttributeError):
        aws_text(value)
    assert format_text(value) == text


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        # An object, then anything else.
        (
            [{"a": 1, "b": 2}, None, [3, 4, 5]],
            [
                "+------+-----+-----+",
                "|   a  |  b  |     |",
                "+------+-----+-----+",
                "|  1   |  2  |     |",
                "|  None|     |     |",
                "|  3   |  4  |  5  |",
                "+------+-----+-----+",
            ],
        ),
        # Rows of different lengths.
        (
            [[1], [2, 3], {}],
            [
                "+------+-------+",
                "|  1   |       |",
                "|  2   |  3    |",
                "|      |       |",
                "+------+-------+",
            ],
        ),
        # A header over fewer columns than there are, and over more.
        (
            [[1, 2], [{"a": 3}], [{"b": 4, "c": 5, "d": 6}]],
            [
                "+---+-----+-----+",
                "| b |  c  |  d  |",
                "+---+-----+-----+",
                "|  1|  2  |     |",
                "|  3|     |     |",
                "|  4|  5  |  6  |",
                "+---+-----+-----+",
            ],
        ),
    ],
)
def test_a_table_where_the_aws_cli_fails(value: object, lines: list[str]) -> None:
    with pytest.raises(CRASHES):
        aws_table(value, 80)
    _, title, *rest = format_table(TITLE, value, 80).splitlines()
    assert TITLE in title
    assert rest == lines


def test_a_row_on_its_side_that_is_longer_than_its_header() -> None:
    value = [{"a": 1, "b": [2]}, [3, 4]]
    with pytest.raises(CRASHES):
        aws_table(value, 0)
    assert [line for line in format_table(TITLE, value, 0).splitlines() if "3" in line] == [
        "|  3   |  4    |"
    ]


def test_values_that_are_deep() -> None:
    listed: object = 1
    named: object = 1
    for _ in range(100):
        listed = [listed]
        named = {"a": [named, {}]}
    for value in (listed, named, [{"a": 1}, {"a": listed}], [{"a": 1}, {"a": named}]):
        format_text(value)
        format_table(TITLE, value, 80)
