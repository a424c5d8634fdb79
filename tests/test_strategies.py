"""What `ecrpublic_models.testing.strategies` gives is what the service may send or take."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from ecrpublic_models import (
    DescribeImagesPaginator,
    ImageDetail,
    ImageIdentifier,
    ImageTagDetail,
    Registry,
    Repository,
    models,
)
from ecrpublic_models.testing import strategies
from tests.support.public_models import MODELS

each_model = pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
few = settings(max_examples=20, suppress_health_check=list(HealthCheck))


@each_model
@few
@given(data=st.data())
def test_every_model_has_valid_values_that_survive_and_can_be_hashed(
    model: type[BaseModel], data: st.DataObject
) -> None:
    value = data.draw(st.from_type(model))
    assert type(value) is model
    same = model.model_validate(value.model_dump(exclude_unset=True))
    assert same == value
    assert hash(same) == hash(value)
    assert len({value, same}) == 1
    if "Authorization" not in model.__name__:  # secrets do not survive JSON, as they must not
        assert model.model_validate_json(value.model_dump_json(exclude_unset=True)) == value


@given(st.from_type(ImageDetail))
def test_images_are_realistic(image: ImageDetail) -> None:
    assert image.imagePushedAt.tzinfo is UTC
    assert len(image.registryId) == 12
    algorithm, _, digest = image.imageDigest.partition(":")
    assert (algorithm, len(digest)) == ("sha256", 64)
    for tag in image.imageTags:
        ImageIdentifier(imageTag=tag)


@pytest.mark.parametrize("item", [ImageDetail, ImageTagDetail, Registry, Repository])
@few
@given(data=st.data())
def test_pages_are_whole_listings(item: Any, data: st.DataObject) -> None:
    raw = data.draw(strategies.pages(item))
    assert ["nextToken" in page for page in raw] == [True] * (len(raw) - 1) + [False]


@given(strategies.pages(ImageDetail))
def test_pages_read_as_models(raw: list[dict[str, Any]]) -> None:
    pages = list(DescribeImagesPaginator.pages_from(raw))
    dumped = [image.model_dump(exclude_unset=True) for page in pages for image in page.imageDetails]
    assert dumped == [image for page in raw for image in page["imageDetails"]]


def test_pages_of_what_is_not_listed_are_refused() -> None:
    with pytest.raises(ValueError, match="no operation lists ResponseMetadata"):
        strategies.pages(models.ResponseMetadata)
