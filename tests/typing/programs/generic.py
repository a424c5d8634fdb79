"""Helpers of a user's own that work for every listing."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from typing import TypeVar, assert_type

from ecrpublic_models import (
    DescribeImagesPaginator,
    DescribeRepositoriesPaginator,
    ImageDetail,
    Pages,
    Repository,
    ResponseModel,
    describe_images_of,
)

PageT = TypeVar("PageT", bound=ResponseModel)
ItemT = TypeVar("ItemT", bound=ResponseModel)


def first(pages: Pages[PageT, ItemT]) -> ItemT | None:
    return next(pages.items(), None)


def count(pages: Pages[ResponseModel, ResponseModel]) -> int:
    return sum(1 for _ in pages.items())


images = DescribeImagesPaginator().paginate(repositoryName="team/app")
repositories = DescribeRepositoriesPaginator().paginate()
assert_type(first(images), ImageDetail | None)
assert_type(first(repositories), Repository | None)
print(count(images) + count(repositories))
print({image: image.imagePushedAt for image in images.items()})

with closing(images.items()) as items:
    for image in items:
        assert_type(image.imagePushedAt, datetime)


def names() -> Iterator[str]:
    for repository in repositories.items():
        yield repository.repositoryName


describe_images_of(names())
describe_images_of([*names()])
describe_images_of({name.lower() for name in names()})
describe_images_of({"team/app": 1}.keys())
describe_images_of(map(str, names()))
