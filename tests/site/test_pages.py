"""Every document is a page of the site, and strangers' questions are answered from the first."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from ecrpublic_models.operations import OPERATIONS
from tests.support.documents import ROOT

DOCS = ROOT / "docs"
SITE: dict[str, Any] = tomllib.loads((ROOT / "zensical.toml").read_text("utf-8"))["project"]


def pages(navigation: object) -> Iterator[str]:
    if isinstance(navigation, str):
        yield navigation
    elif isinstance(navigation, list):
        for entry in navigation:
            yield from pages(entry)
    elif isinstance(navigation, dict):
        yield from pages(list(navigation.values()))


def test_every_document_is_in_the_navigation_once() -> None:
    documents = sorted(str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md"))
    assert sorted(pages(SITE["nav"])) == documents


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("retried", "AWS_MAX_ATTEMPTS"),
        ("proxy", "HTTPS_PROXY"),
        ("vulnerability", "SECURITY.md"),
        ("permissions", "ecr-public:DescribeImages"),
        ("thread-safe", "can be shared by threads"),
        ("test my code", "Stubber"),
        ("public", "semantic versioning"),
        ("table", "pl.DataFrame"),
        ("clean up", "LifecyclePolicy"),
        ("Which Python", "| Python | 3.11 |"),
        ("How fast", "| boto3, dicts |"),
    ],
)
def test_a_question_is_answered_where_the_first_page_links(question: str, answer: str) -> None:
    rows = re.findall(
        r"^\| ([^|]*\?) \| (.*) \|$", (DOCS / "index.md").read_text("utf-8"), re.MULTILINE
    )
    (links,) = (links for asked, links in rows if question in asked)
    target = re.search(r"\]\(([^)#]+)", links)
    assert target is not None
    assert answer in (DOCS / target[1]).read_text("utf-8")


def test_every_operation_has_its_permission() -> None:
    text = (DOCS / "permissions.md").read_text("utf-8")
    table = dict(re.findall(r"^\| `(\w+)` \| `ecr-public:(\w+)`", text, re.MULTILINE))
    assert table == {operation.method_name: operation.name for operation in OPERATIONS}
