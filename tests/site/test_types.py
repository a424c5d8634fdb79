"""The reference shows the types that editors show, without what pydantic checks of them."""

from __future__ import annotations

from collections.abc import Iterator

import griffe
import pytest

from tests.support.documents import ROOT


@pytest.fixture(scope="module")
def package() -> griffe.Object | griffe.Alias:
    extensions = griffe.load_extensions(str(ROOT / "scripts" / "plain_types.py"))
    return griffe.load("ecrpublic_models", extensions=extensions, search_paths=[str(ROOT)])


def shown(of: griffe.Object | griffe.Alias) -> Iterator[tuple[str, str]]:
    """The types of all public attributes, parameters and results."""
    for member in of.members.values():
        if member.is_alias or member.name.startswith("_"):
            continue
        if isinstance(member, griffe.Attribute):
            yield member.path, str(member.annotation)
        elif isinstance(member, griffe.Function):
            yield member.path, str(member.returns)
            for parameter in member.parameters:
                yield f"{member.path}({parameter.name})", str(parameter.annotation)
        else:
            yield from shown(member)


def test_no_type_shows_what_is_checked_of_it(package: griffe.Object) -> None:
    types = {
        place: text
        for place, text in shown(package)
        # What constrained types are made of is no public name.
        if not place.startswith("ecrpublic_models.models.fields.")
    }
    assert types
    assert {place: text for place, text in types.items() if "Annotated" in text} == {}


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
