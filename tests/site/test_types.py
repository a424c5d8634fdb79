"""The reference shows the types that editors show, without what pydantic checks of them."""

from __future__ import annotations

import builtins
import collections.abc
import re
from collections.abc import Iterator

import griffe
import pytest

from tests.site.entries import ENTRIES, REFERENCE
from tests.support.documents import ROOT


@pytest.fixture(scope="module")
def package() -> griffe.Object | griffe.Alias:
    extensions = griffe.load_extensions(str(ROOT / "scripts" / "plain_types.py"))
    return griffe.load("ecrpublic_models", extensions=extensions, search_paths=[str(ROOT)])


INDEX = (REFERENCE / "index.md").read_text("utf-8")
# Of typing, os, datetime, boto3, aiobotocore, pydantic, pyarrow, pyspark and Hypothesis.
FOREIGN = {
    *("Literal", "PathLike", "Self", "TypeAlias", "datetime"),
    *("AioConfig", "AioSession", "Config", "Session"),
    *("RecordBatch", "RecordBatchReader", "Schema", "SearchStrategy", "SecretStr"),
    *("DataSourceReader", "DataSourceStreamReader", "StructType"),
}


def shown_by(of: griffe.Object | griffe.Alias) -> Iterator[tuple[str, str]]:
    """The types of one entry."""
    if isinstance(of, griffe.Alias):
        of = of.final_target
    if isinstance(of, griffe.Function):
        yield of.path, str(of.returns)
        for parameter in of.parameters:
            yield f"{of.path}({parameter.name})", str(parameter.annotation)
    else:
        yield from shown(of)


def shown(of: griffe.Object | griffe.Alias) -> Iterator[tuple[str, str]]:
    """The types of all public attributes, parameters and results."""
    for member in of.members.values():
        if member.is_alias or member.name.startswith("_"):
            continue
        if isinstance(member, griffe.Attribute):
            yield member.path, str(member.annotation)
        else:
            yield from shown_by(member)


def test_no_type_shows_what_is_checked_of_it(package: griffe.Object) -> None:
    types = {
        place: text
        for place, text in shown(package)
        # What constrained types are made of is no public name.
        if not place.startswith("ecrpublic_models.models.fields.")
    }
    assert types
    assert {place: text for place, text in types.items() if "Annotated" in text} == {}


def test_every_name_in_a_type_can_be_looked_up(package: griffe.Object) -> None:
    """It is public, Python's own, another library's, or explained in the reference."""
    explained = re.findall(
        r"`(\w+)`", INDEX.partition("## Names in signatures")[2].partition("##")[0]
    )
    public = {place.rpartition(".")[2] for place in ENTRIES}
    known = {*explained, *public, *dir(builtins), *collections.abc.__all__, *FOREIGN}
    found = {
        name: place
        for place in ENTRIES
        for member, text in shown_by(package[place.removeprefix("ecrpublic_models.")])
        for name in re.findall(r"[A-Za-z_]\w*(?![\w.])", re.sub(r"'[^']*'|\"[^\"]*\"", "", text))
    }
    assert {name: place for name, place in found.items() if name not in known} == {}


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("models.images.ImageDetail.imageSizeInBytes", "int | None"),
        ("models.images.ImageDetail.imagePushedAt", "datetime"),
        ("models.images.ImageDetail.imageTags", "list[str]"),
        ("models.images.DescribeImagesRequest.maxResults", "int | None"),
        ("models.image_changes.PutImageRequest.imageManifest", "str"),
        ("models.layers.UploadLayerPartRequest.layerPartBlob", "bytes"),
    ],
)
def test_a_constrained_type_is_shown_as_a_plain_one(
    package: griffe.Object, place: str, text: str
) -> None:
    assert str(package[place].annotation) == text
