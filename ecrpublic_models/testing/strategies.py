"""Hypothesis strategies for all models: `st.from_type(ImageDetail)` gives one as from the service.

To import this module registers a strategy for each model with Hypothesis. Requests are within all
bounds; responses have all that the service always sends, and some of what it may leave out.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import Enum
from importlib.util import find_spec
from types import UnionType
from typing import Annotated, TypeVar, Union, get_args, get_origin

if find_spec("hypothesis") is None:
    raise ImportError(
        "ecrpublic_models.testing.strategies needs Hypothesis: "
        "pip install 'ecrpublic-models[testing]'"
    )

from hypothesis import strategies as st
from pydantic import AwareDatetime, BaseModel, SecretStr

from ecrpublic_models import models
from ecrpublic_models.models.base import ResponseModel
from ecrpublic_models.operations import PAGINATED_OPERATIONS
from ecrpublic_models.references import ImageReference

__all__ = ["pages"]

_ModelT = TypeVar("_ModelT", bound=BaseModel)

_LARGEST_IMAGE = 10 * 1024**3

_texts = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=40)
_account_ids = st.integers(0, 10**12 - 1).map(lambda number: f"{number:012d}")
_aliases = st.from_regex(r"[a-z][a-z0-9]{1,12}(?:[._-][a-z0-9]{1,8})?", fullmatch=True)
_name_parts = st.from_regex(r"[a-z0-9]{2,12}(?:[._-][a-z0-9]{1,8})?", fullmatch=True)
_repository_names = st.lists(_name_parts, min_size=1, max_size=3).map("/".join)
_digests = st.binary(min_size=32, max_size=32).map(lambda digest: f"sha256:{digest.hex()}")
_tags = st.from_regex(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,20}", fullmatch=True)
# Milliseconds, from the end of 2020, when the service began, to 2036.
_times = st.integers(1_606_780_800_000, 2_082_758_399_000).map(
    lambda milliseconds: datetime.fromtimestamp(milliseconds / 1000, UTC)
)
_sizes = st.integers(1, _LARGEST_IMAGE)
_arns = st.builds("arn:aws:ecr-public::{}:repository/{}".format, _account_ids, _repository_names)
_manifests = st.builds(
    '{{"schemaVersion":2,"mediaType":"{}","layers":[]}}'.format,
    st.just("application/vnd.oci.image.manifest.v1+json"),
)
_tokens = st.binary(min_size=12, max_size=24).map(lambda token: base64.b64encode(token).decode())

_BY_FIELD: Mapping[str, st.SearchStrategy[object]] = {
    "artifactMediaType": st.sampled_from(
        ["application/vnd.oci.image.config.v1+json", "application/vnd.cncf.helm.config.v1+json"]
    ),
    "authorizationToken": _texts.map(
        lambda password: SecretStr(base64.b64encode(f"AWS:{password}".encode()).decode())
    ),
    "HTTPHeaders": st.just({"content-type": "application/x-amz-json-1.1"}),
    "HTTPStatusCode": st.just(200),
    "imageDigest": _digests,
    "imageManifest": _manifests,
    "imageManifestMediaType": st.sampled_from(
        [
            "application/vnd.docker.distribution.manifest.v2+json",
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.oci.image.manifest.v1+json",
        ]
    ),
    "imageSizeInBytes": _sizes,
    "imageTag": _tags,
    "imageTags": st.lists(_tags, max_size=3, unique=True),
    "layerDigest": _digests,
    "layerDigests": st.lists(_digests, min_size=1, max_size=3, unique=True),
    "layerSize": _sizes,
    "maxResults": st.integers(1, 1000),
    "mediaType": st.just("application/vnd.oci.image.layer.v1.tar+gzip"),
    "nextToken": _tokens,
    "NextToken": _tokens,
    "PageSize": st.integers(1, 1000),
    "policyText": st.just('{"Version":"2012-10-17","Statement":[]}'),
    "registryAlias": _aliases,
    "registryArn": st.builds("arn:aws:ecr-public::{0}:registry/{0}".format, _account_ids),
    "registryId": _account_ids,
    "registryUri": st.builds("public.ecr.aws/{}".format, _aliases),
    "repositoryArn": _arns,
    "repositoryName": _repository_names,
    "repositoryNames": st.lists(_repository_names, min_size=1, max_size=3, unique=True),
    "repositoryUri": st.builds("public.ecr.aws/{}/{}".format, _aliases, _repository_names),
    "resourceArn": _arns,
    "StartingToken": _tokens,
    "uploadId": st.uuids().map(str),
}
# What the service takes in place of each other.
_SELECTIONS = {operation.selection for operation in PAGINATED_OPERATIONS}
_PAGING = {"maxResults", "nextToken", "PaginationConfig"}


def pages(
    item: type[ResponseModel], *, max_items: int = 30
) -> st.SearchStrategy[list[dict[str, object]]]:
    """Give whole listings of an item, split into pages as boto3's own paginator gives them.

    Pages may be empty, also the first and the last; all but the last have a `nextToken`.

    Args:
        item: The model of what is listed, such as `ImageDetail`.
        max_items: The most items in a listing.

    Raises:
        ValueError: No operation lists such items.
    """
    for operation in PAGINATED_OPERATIONS:
        if operation.item is item:
            return _pages(operation.result_key, item, max_items)
    raise ValueError(f"item: no operation lists {item.__name__}")


@st.composite
def _pages(
    draw: st.DrawFn, result_key: str, item: type[ResponseModel], max_items: int
) -> list[dict[str, object]]:
    items = [one.model_dump(exclude_unset=True) for one in draw(_lists_of(item, max_items))]
    ends = sorted(draw(st.lists(st.integers(0, len(items)), max_size=5)))
    tokens = draw(st.lists(_tokens, min_size=len(ends), max_size=len(ends), unique=True))
    made: list[dict[str, object]] = []
    for start, end in zip([0, *ends], [*ends, len(items)], strict=True):
        page: dict[str, object] = {result_key: items[start:end]}
        if len(made) < len(tokens):
            page["nextToken"] = tokens[len(made)]
        made.append({**page, "ResponseMetadata": {"HTTPStatusCode": 200, "RetryAttempts": 0}})
    return made


def _lists_of(item: type[ResponseModel], max_size: int) -> st.SearchStrategy[list[ResponseModel]]:
    return st.lists(st.from_type(item), max_size=max_size)


@st.composite
def _instances(draw: st.DrawFn, model: type[_ModelT]) -> _ModelT:
    required = [name for name, field in model.model_fields.items() if field.is_required()]
    optional = model.model_fields.keys() - set(required) - {"ResponseMetadata"}
    if optional:
        required += draw(st.lists(st.sampled_from(sorted(optional)), unique=True))
    names = set(required)
    if names & _SELECTIONS:
        names -= _PAGING
    if model is models.ImageIdentifier and not names:
        names = {"imageDigest"}
    # In the order of the fields, so that what is drawn does not depend on the order of a set.
    values = {
        name: draw(_values_of(name, field.annotation))
        for name, field in model.model_fields.items()
        if name in names
    }
    return model.model_validate(values)


def _values_of(name: str, annotation: object) -> st.SearchStrategy[object]:
    if name in _BY_FIELD:
        return _BY_FIELD[name]
    return _values_of_type(annotation)


def _values_of_type(annotation: object) -> st.SearchStrategy[object]:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated or origin in {Union, UnionType}:
        return _values_of_type(arguments[0])
    if origin is list:
        return st.lists(_values_of_type(arguments[0]), min_size=1, max_size=3)
    if isinstance(annotation, type):
        if issubclass(annotation, BaseModel):
            return st.from_type(annotation)
        if issubclass(annotation, Enum):
            return st.sampled_from(annotation)
        return _BY_TYPE[annotation]
    raise TypeError(f"no strategy for {annotation!r}")


_BY_TYPE: Mapping[object, st.SearchStrategy[object]] = {
    AwareDatetime: _times,
    bool: st.booleans(),
    bytes: st.binary(max_size=64),
    int: st.integers(0, 2**31),
    str: _texts,
}


def _register_all() -> None:
    for name in models.__all__:
        model: object = getattr(models, name)
        if isinstance(model, type) and issubclass(model, BaseModel):
            st.register_type_strategy(model, _instances(model))
    st.register_type_strategy(ImageReference, _instances(ImageReference))


_register_all()
