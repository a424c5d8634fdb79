"""All models that the package has, by name."""

from __future__ import annotations

from pydantic import BaseModel

from ecrpublic_models import models

MODELS: dict[str, type[BaseModel]] = {
    name: model
    for name in models.__all__
    if isinstance(model := getattr(models, name), type) and issubclass(model, BaseModel)
}
