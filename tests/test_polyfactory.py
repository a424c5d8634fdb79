"""polyfactory builds every model, as the document on testing says."""

from __future__ import annotations

from typing import Any

import pytest
from polyfactory.factories.pydantic_factory import ModelFactory
from pydantic import BaseModel

from ecrpublic_models import ImageIdentifier, ImageReference
from tests.support.public_models import MODELS

# It does not know what the service takes in place of page sizes and tokens.
SELECTIONS = {"imageIds", "repositoryNames"}


@pytest.fixture(scope="module", autouse=True)
def image_identifiers() -> type[ModelFactory[ImageIdentifier]]:
    class ImageIdentifierFactory(ModelFactory[ImageIdentifier]):
        __set_as_default_factory_for_type__ = True
        imageDigest = "sha256:0"

    return ImageIdentifierFactory


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_every_model_can_be_built(
    model: type[BaseModel], image_identifiers: type[ModelFactory[ImageIdentifier]]
) -> None:
    factory: Any = image_identifiers
    if model is not ImageIdentifier:
        factory = ModelFactory.create_factory(model)
    without: dict[str, Any] = {
        name: None
        for name, field in model.model_fields.items()
        if name in SELECTIONS and field.default is None
    }
    for seed in range(20):
        factory.seed_random(seed)
        built = factory.build(**without)
        assert type(built) is model
        assert model.model_validate(built) == built


def test_references_can_be_built_with_an_alias() -> None:
    factory = ModelFactory.create_factory(ImageReference)
    for seed in range(50):
        factory.seed_random(seed)
        built = factory.build(registryAlias="acme")
        assert ImageReference.parse(str(built)) == built
