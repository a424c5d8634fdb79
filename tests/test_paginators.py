"""The typed paginator through a real boto3 client, over loopback HTTP and with Stubber."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from unittest.mock import MagicMock

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.exceptions import PaginationError as BotocorePaginationError
from botocore.stub import Stubber

from ecrpublic_models import (
    DescribeImagesPage,
    DescribeImagesPaginator,
    ECRPublic,
    ImageDetail,
    ImageIdentifier,
    PaginationConfig,
    PaginationError,
    ResponseValidationError,
    create_client,
)
from tests.support.kinds import IMAGES, an_image, image
from tests.support.loopback import Answer, Loopback, client_for
from tests.support.service import PagedService

if TYPE_CHECKING:
    from mypy_boto3_ecr_public import ECRPublicClient


def numbers(images: list[ImageDetail]) -> list[int]:
    return IMAGES.numbers(images)


def listing(server: Loopback, *pages: Answer) -> None:
    """Serve these answers in turn, then errors."""
    answers = iter(pages)
    server.respond = lambda _: next(answers, Answer({"message": "no more"}, status=400))
    server.requests.clear()


def test_a_page_reads_as_models(server: Loopback, client: ECRPublicClient) -> None:
    listing(
        server, Answer({"imageDetails": [image(2)], "nextToken": "t"}), Answer({"imageDetails": []})
    )
    pages = iter(DescribeImagesPaginator(client).paginate(repositoryName="team/app"))
    page = next(pages)
    assert isinstance(page, DescribeImagesPage)
    assert page.imageDetails == [ImageDetail.model_validate(image(2))]
    assert page.imageDetails[0].imagePushedAt == datetime(2023, 11, 14, 22, 13, 22, 125000, UTC)
    assert page.imageDetails[0].imagePushedAt.tzinfo is UTC
    assert not hasattr(page, "nextToken")
    assert page.ResponseMetadata is not None
    assert page.ResponseMetadata.RequestId == "request-1"
    assert page.ResponseMetadata.HTTPStatusCode == 200
    assert page.ResponseMetadata.RetryAttempts == 0
    assert next(pages).NextToken is None


def test_the_request_is_what_was_asked(server: Loopback, client: ECRPublicClient) -> None:
    empty: dict[str, object] = {"imageDetails": []}
    listing(server, Answer({**empty, "nextToken": "t"}), Answer(empty))
    pages = DescribeImagesPaginator(client).paginate(
        repositoryName="team/app",
        registryId="123456789012",
        PaginationConfig={"PageSize": 7, "MaxItems": 3},
    )
    list(pages)
    asked = {"repositoryName": "team/app", "registryId": "123456789012", "maxResults": 7}
    assert server.requests == [asked, {**asked, "nextToken": "t"}]


def test_image_ids_as_models_and_as_dicts(server: Loopback, client: ECRPublicClient) -> None:
    listing(server, Answer({"imageDetails": [image(1), image(2)]}))
    pages = DescribeImagesPaginator(client).paginate(
        repositoryName="team/app",
        imageIds=[ImageIdentifier(imageTag="a"), {"imageDigest": "sha256:b"}],
        PaginationConfig={"MaxItems": 1},
    )
    page = pages.build_full_result()
    assert server.requests[0]["imageIds"] == [{"imageTag": "a"}, {"imageDigest": "sha256:b"}]
    assert numbers(page.imageDetails) == [1]
    assert page.NextToken is not None
    listing(server, Answer({"imageDetails": [image(1), image(2)]}))
    rest = DescribeImagesPaginator(client).paginate(
        repositoryName="team/app",
        imageIds=[ImageIdentifier(imageTag="a"), {"imageDigest": "sha256:b"}],
        PaginationConfig={"StartingToken": page.NextToken},
    )
    assert numbers(rest.build_full_result().imageDetails) == [2]
    assert "nextToken" not in server.requests[0]


def test_numbers_may_be_strings_of_digits(server: Loopback, client: ECRPublicClient) -> None:
    listing(server, Answer({"imageDetails": [image(1), image(2)]}))
    config = PaginationConfig.model_validate({"MaxItems": "1", "PageSize": "10"})
    pages = DescribeImagesPaginator(client).paginate(
        repositoryName="team/app", PaginationConfig=config
    )
    assert numbers(pages.build_full_result().imageDetails) == [1]
    assert server.requests[0]["maxResults"] == 10


def test_a_raw_service_token_is_taken(server: Loopback, client: ECRPublicClient) -> None:
    listing(server, Answer({"imageDetails": []}))
    pages = DescribeImagesPaginator(client).paginate(
        repositoryName="team/app", PaginationConfig={"StartingToken": "the service's own"}
    )
    list(pages)
    assert server.requests[0]["nextToken"] == "the service's own"


def test_nothing_is_sent_before_iteration(server: Loopback, client: ECRPublicClient) -> None:
    listing(server)
    pages = DescribeImagesPaginator(client).paginate(repositoryName="team/app")
    iter(pages)
    pages.items()
    pages.search("imageDetails")
    assert pages.resume_token is not None
    assert server.requests == []


@pytest.mark.parametrize(
    "expression",
    [
        *("imageDetails[].imageTags[]", "imageDetails[].imagePushedAt", "length(imageDetails)"),
        *("nothingOfThatName", "imageDetails[0].imageDigest", "imageDetails[].nothing"),
    ],
)
def test_search_finds_what_botocores_finds(
    server: Loopback, client: ECRPublicClient, expression: str
) -> None:
    service = PagedService([[0, 1], [], [2, 3, 4]], ["a", "b"])
    IMAGES.serve(server, service)
    ours = DescribeImagesPaginator(client).paginate(repositoryName="team/app").search(expression)
    theirs = client.get_paginator("describe_images").paginate(repositoryName="team/app")
    assert list(ours) == list(theirs.search(expression))


def test_a_faulty_page_leaves_the_pages_before_it_and_a_good_token(
    server: Loopback, client: ECRPublicClient
) -> None:
    faulty = {**image(418), "imageSizeInBytes": "large"}
    second = [image(number) for number in range(1, 418)] + [faulty]
    listing(
        server,
        Answer({"imageDetails": [image(0)], "nextToken": "second"}),
        Answer({"imageDetails": second}),
    )
    pages = DescribeImagesPaginator(client).paginate(repositoryName="team/app")
    delivered: list[int] = []
    with pytest.raises(ResponseValidationError) as caught:  # noqa: PT012 - what came before counts
        for page in pages:
            delivered += numbers(page.imageDetails)
    assert delivered == [0]
    error = caught.value
    assert error.operation == "DescribeImages"
    assert error.request_id == "request-2"
    assert [fault["loc"] for fault in error.errors()] == [("imageDetails", 417, "imageSizeInBytes")]
    assert "imageDetails.417.imageSizeInBytes" in str(error)
    assert "'large'" in str(error)
    listing(server, Answer({"imageDetails": [image(1)]}))
    resumed = DescribeImagesPaginator(client).paginate(
        repositoryName="team/app",
        PaginationConfig=PaginationConfig(StartingToken=pages.resume_token),
    )
    assert numbers(resumed.build_full_result().imageDetails) == [1]
    assert server.requests[0]["nextToken"] == "second"


def test_an_error_of_the_service_is_the_clients_own(
    server: Loopback, client: ECRPublicClient
) -> None:
    refusal = Answer({"__type": "RepositoryNotFoundException", "message": "no"}, status=400)
    listing(server, refusal)
    pages = DescribeImagesPaginator(client).paginate(repositoryName="team/app")
    with pytest.raises(client.exceptions.RepositoryNotFoundException):
        list(pages)


def test_an_error_in_the_middle_leaves_a_good_token(
    server: Loopback, client: ECRPublicClient
) -> None:
    listing(server, Answer({"imageDetails": [image(0)], "nextToken": "second"}))
    pages = DescribeImagesPaginator(client).paginate(repositoryName="team/app")
    images: list[ImageDetail] = []
    with pytest.raises(ClientError):  # noqa: PT012 - what came before counts
        for detail in pages.items():
            images.append(detail)  # noqa: PERF402 - the list must be kept when it fails
    assert numbers(images) == [0]
    listing(server, Answer({"imageDetails": [image(1)]}))
    resumed = DescribeImagesPaginator(client).paginate(
        repositoryName="team/app",
        PaginationConfig=PaginationConfig(StartingToken=pages.resume_token),
    )
    assert numbers(list(resumed.items())) == [1]
    assert server.requests[0]["nextToken"] == "second"


def test_repeated_tokens_end_in_an_error(server: Loopback, client: ECRPublicClient) -> None:
    tokens = ["A", "B", "A"]
    listing(server, *(Answer({"imageDetails": [], "nextToken": token}) for token in tokens))
    pages = DescribeImagesPaginator(client).paginate(repositoryName="team/app")
    with pytest.raises(BotocorePaginationError) as caught:
        list(pages)
    assert isinstance(caught.value, PaginationError)
    assert len(server.requests) == 3


def test_with_botocores_stubber() -> None:
    stubbed = client_for("http://127.0.0.1:1")
    pushed = datetime(2024, 1, 1, tzinfo=UTC)
    first = an_image(imageTags=["a"], imagePushedAt=pushed)
    second = an_image(imagePushedAt=pushed)
    with Stubber(stubbed) as stubber:
        stubber.add_response(
            "describe_images",
            {"imageDetails": [first], "nextToken": "t"},
            {"repositoryName": "team/app", "maxResults": 1000},
        )
        stubber.add_response(
            "describe_images",
            {"imageDetails": [second]},
            {"repositoryName": "team/app", "maxResults": 1000, "nextToken": "t"},
        )
        pages = list(DescribeImagesPaginator(stubbed).paginate(repositoryName="team/app"))
        stubber.assert_no_pending_responses()
    assert [page.imageDetails for page in pages] == [
        [ImageDetail.model_validate(first)],
        [ImageDetail.model_validate(second)],
    ]


def test_what_is_named_is_requested_without_a_page_size(server: Loopback) -> None:
    registry = ECRPublic(client_for(server.url))
    server.respond = lambda _: Answer({"imageDetails": [], "repositories": []})
    server.requests.clear()
    images, repositories = (
        registry.get_paginator("describe_images"),
        registry.get_paginator("describe_repositories"),
    )
    listings: list[Any] = [
        images.paginate(repositoryName="team/app", imageIds=[{"imageTag": "v1"}]),
        repositories.paginate(repositoryNames=["team/app"]),
        repositories.paginate(repositoryNames=["team/app"], PaginationConfig={"MaxItems": 1}),
    ]
    for pages in listings:
        list(pages)
    assert len(server.requests) == 3
    assert not any("maxResults" in request for request in server.requests)


def test_pages_from_keeps_the_aws_clis_token() -> None:
    (page,) = DescribeImagesPaginator.pages_from([{"imageDetails": [image(1)], "NextToken": "t"}])
    assert page == DescribeImagesPage(
        imageDetails=[ImageDetail.model_validate(image(1))], NextToken="t"
    )


def test_pages_from_gives_the_pages_before_a_faulty_one() -> None:
    pages = DescribeImagesPaginator.pages_from([{"imageDetails": []}, {"imageDetails": "none"}])
    assert next(pages).imageDetails == []
    with pytest.raises(ResponseValidationError, match=r"imageDetails: .*'none'"):
        next(pages)


def test_a_client_for_another_service_is_refused() -> None:
    private = boto3.Session().client("ecr", region_name="us-east-1")
    with pytest.raises(TypeError, match="not for 'ecr'"):
        DescribeImagesPaginator(private)


class FakeClient(dict[str, object]):
    """Answers by itself, and is false, since it is an empty dict."""

    def describe_images(self, **_: object) -> dict[str, object]:
        return {"imageDetails": [an_image(imageDigest="sha256:1")]}


def mock_client(spec: object) -> Any:
    made_up = MagicMock(spec=spec)
    made_up.describe_images.return_value = {"imageDetails": [an_image(imageDigest="sha256:1")]}
    return made_up


@pytest.mark.parametrize(
    "fake",
    [FakeClient(), mock_client(None), mock_client(client_for("http://127.0.0.1:1"))],
    ids=["dict", "mock", "mock of a client"],
)
def test_fake_clients_are_taken(fake: Any) -> None:
    pages = DescribeImagesPaginator(fake).paginate(repositoryName="team/app")
    assert [image.imageDigest for image in pages.items()] == ["sha256:1"]


def test_the_default_client_is_in_us_east_1(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    assert create_client().meta.region_name == "us-east-1"
    session = boto3.Session(region_name="eu-west-1")
    assert create_client(session=session).meta.region_name == "us-east-1"
    assert create_client(region_name="us-west-2").meta.region_name == "us-west-2"
