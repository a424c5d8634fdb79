"""The parts without processes: values as text, and the AWS CLI's syntax."""

from __future__ import annotations

import pytest

from ecrpublic_models.cli.shorthand import read_strings, read_structures, repeat_list_options
from ecrpublic_models.cli.text import printable, readable_size


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (999_949, "999.9 kB"),
        (999_950, "1.0 MB"),
        (27_412_345, "27.4 MB"),
        (52_000_000_000, "52.0 GB"),
        (10**19, "10000.0 PB"),
        (-1, "-1 B"),
    ],
)
def test_readable_size(size: int, text: str) -> None:
    assert readable_size(size) == text


def test_printable_leaves_text_alone() -> None:
    assert printable("käse [bold] 1.0") == "käse [bold] 1.0"


@pytest.mark.parametrize("char", ["\x00", "\x1b", "\x7f", "\x9b", "\u202e", "\u200b", "\ud800"])
def test_printable_escapes_what_is_not_text(char: str) -> None:
    shown = printable(f"a{char}b")
    assert shown.isprintable()
    assert shown.encode("ascii").decode("unicode_escape") == f"a{char}b"


@pytest.mark.parametrize(
    ("value", "structure"),
    [
        ("a=1", {"a": "1"}),
        ("a=1,b=2", {"a": "1", "b": "2"}),
        (" a = 1 , b = 2 ", {"a": "1", "b": "2"}),
        ("a=x=y", {"a": "x=y"}),
        ("a='1,2',b=\"3\"", {"a": "1,2", "b": "3"}),
        (r'a="say \"hi\""', {"a": 'say "hi"'}),
        (r"a='it\'s',b=c", {"a": "it's", "b": "c"}),
        (r'a="1\,2\\"', {"a": r"1\,2" + "\\"}),
        (r"a=1\,2,b=3\,", {"a": "1,2", "b": "3,"}),
        (r"a=\n", {"a": r"\n"}),
        ("a=,b=2", {"a": "", "b": "2"}),
        ("a=", {"a": ""}),
    ],
)
def test_shorthand(value: str, structure: dict[str, str]) -> None:
    assert read_structures([value]) == [structure]


@pytest.mark.parametrize(
    "value", ["", "a", "=1", "a='1", "a=1,,b=2", "a=1,", "a=1 , ", "a=1,a=2", 'a="1"x']
)
def test_what_is_no_shorthand(value: str) -> None:
    with pytest.raises(ValueError, match=r"form key=value|given twice"):
        read_structures([value])


def test_many_escapes_without_an_end_take_no_time() -> None:
    with pytest.raises(ValueError, match="is not in the form"):
        read_structures(["imageTag='" + r"\a" * 5000])


def test_messages_do_not_repeat_long_values() -> None:
    for value in ("a" * 1000, "[" + "1" * 1000, f"[{'1,' * 1000}1]"):
        with pytest.raises(ValueError) as refused:
            read_structures([value])
        assert len(str(refused.value)) < 200


def test_strings_alone_and_in_json() -> None:
    assert read_strings(["a/b", '["c", "d"]', " [] "]) == ["a/b", "c", "d"]


def test_list_options_are_repeated() -> None:
    line = ["x", "--ids", "a", "b", "c", "--other", "d", "--ids=e", "--ids", "f", "--", "g", "h"]
    assert repeat_list_options(line, frozenset({"--ids"})) == [
        *("x", "--ids", "a", "--ids", "b", "--ids", "c", "--other", "d"),
        *("--ids=e", "--ids", "f", "--", "g", "h"),
    ]
