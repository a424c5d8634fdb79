"""What `docs/production.md` says of retries holds for the client that a program gets by itself."""

from __future__ import annotations

import botocore
import pytest
from botocore.exceptions import ClientError
from packaging.version import Version

from ecrpublic_models import DescribeImagesPaginator, ResponseValidationError, create_client
from tests.support.kinds import image
from tests.support.loopback import Answer, Loopback

IS_STANDARD = Version(botocore.__version__) >= Version("1.44")
ATTEMPTS = 3 if IS_STANDARD else 5


def refusal(code: str) -> Answer:
    return Answer({"__type": code, "message": "no"}, status=400)


@pytest.mark.parametrize(
    ("answer", "attempts"),
    [
        *(
            pytest.param(Answer({}, status), ATTEMPTS, id=f"{status}")
            for status in (500, 502, 503, 504)
        ),
        pytest.param(Answer({}, 501), 1, id="501"),
        pytest.param(refusal("ThrottlingException"), ATTEMPTS, id="throttled"),
        pytest.param(refusal("LimitExceededException"), ATTEMPTS if IS_STANDARD else 1, id="quota"),
        pytest.param(refusal("RepositoryNotFoundException"), 1, id="refused"),
    ],
)
def test_how_often_it_is_tried(server: Loopback, answer: Answer, attempts: int) -> None:
    server.requests.clear()
    server.respond = lambda _: answer
    paginator = DescribeImagesPaginator(create_client(endpoint_url=server.url))
    with pytest.raises(ClientError):
        list(paginator.paginate(repositoryName="team/app"))
    assert len(server.requests) == attempts


def test_a_response_that_does_not_fit_is_not_tried_again(server: Loopback) -> None:
    server.requests.clear()
    server.respond = lambda _: Answer({"imageDetails": [{**image(0), "imageDigest": 5}]})
    paginator = DescribeImagesPaginator(create_client(endpoint_url=server.url))
    with pytest.raises(ResponseValidationError):
        list(paginator.paginate(repositoryName="team/app"))
    assert len(server.requests) == 1
