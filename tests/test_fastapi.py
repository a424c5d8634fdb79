"""A FastAPI application that serves this library's models, as its document shows it."""

# No postponed annotations: FastAPI reads those of functions within functions.
import asyncio
import base64
import json
from collections.abc import Iterator
from typing import Annotated, Any

import httpx
import pytest
from fastapi import Depends, FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from moto import mock_aws
from pydantic import ValidationError

import ecrpublic_models.testing.strategies  # noqa: F401 - registers what st.from_type gives
from ecrpublic_models import (
    DescribeImagesPage,
    ECRPublic,
    ImageDetail,
    RepositoryCatalogDataInput,
    create_client,
)
from ecrpublic_models.testing import register
from tests.support.documents import defined_with
from tests.support.public_models import MODELS
from tests.support.pushing import image_manifest, png

NAME = "team/app"
LOGO = png() + b"\xff\xfe"


def request(app: FastAPI, method: str, path: str, **options: Any) -> httpx.Response:
    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.request(method, path, **options)

    return asyncio.run(send())


@pytest.fixture
def emulated(own_settings: None) -> Iterator[ECRPublic]:
    register()
    with mock_aws():
        registry = ECRPublic(create_client())
        registry.create_repository(repositoryName=NAME)
        for tag in ("v0", "v1", "v2", "v3", "v4"):
            registry.put_image(repositoryName=NAME, imageManifest=image_manifest(tag), imageTag=tag)
        yield registry


@pytest.fixture
def app(emulated: ECRPublic) -> FastAPI:
    """The document's application."""
    served: FastAPI = defined_with("list_images", "fastapi.md")["app"]
    return served


def test_a_listing_is_served_as_it_is(app: FastAPI, emulated: ECRPublic) -> None:
    listed: list[ImageDetail] = []
    token: str | None = None
    for left in (2, 2, 1):
        parameters = {"limit": "2"} | ({"token": token} if token else {})
        response = request(app, "GET", "/team/app/images", params=parameters)
        assert response.status_code == 200
        page = DescribeImagesPage.model_validate_json(response.content)
        assert len(page.imageDetails) == left
        listed += page.imageDetails
        token = page.NextToken
    assert token is None
    pages = emulated.get_paginator("describe_images").paginate(repositoryName=NAME)
    assert listed == list(pages.items())


@pytest.mark.parametrize(
    "parameters", [{"limit": "-1"}, {"token": "eyJuZXh0VG9rZW4iXX"}, {"token": ""}]
)
def test_what_the_library_refuses_is_told(app: FastAPI, parameters: dict[str, str]) -> None:
    response = request(app, "GET", "/team/app/images", params=parameters)
    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"][0] in {"MaxItems", "StartingToken"}


def test_the_description_names_units_and_documentation(app: FastAPI) -> None:
    schema = request(app, "GET", "/openapi.json").json()
    described = schema["components"]["schemas"]
    image = described["ImageDetail"]["properties"]
    assert "size in bytes" in image["imageSizeInBytes"]["description"]
    assert "in UTC" in image["imagePushedAt"]["description"]
    assert image["imagePushedAt"]["format"] == "date-time"
    assert {"imageDigest", "imagePushedAt"} <= set(described["ImageDetail"]["required"])
    logo = described["RepositoryCatalogDataInput"]["properties"]["logoImageBlob"]
    assert "512,000" in logo["description"]
    (form,) = [one for one in logo["anyOf"] if one["type"] != "null"]
    assert form["contentEncoding"] == "base64"


def test_a_logo_goes_through_the_application_to_the_service(
    app: FastAPI, emulated: ECRPublic
) -> None:
    data = RepositoryCatalogDataInput(logoImageBlob=LOGO, description="ours")
    body = json.loads(data.model_dump_json(exclude_unset=True))
    response = request(app, "PUT", "/team/app/catalog-data", json=body)
    assert (response.status_code, response.json()["description"]) == (200, "ours")
    emulated.put_repository_catalog_data(
        repositoryName=NAME, catalogData={"logoImageBlob": LOGO, "description": "ours"}
    )
    again = emulated.get_repository_catalog_data(repositoryName=NAME).catalogData
    assert response.json()["logoUrl"] == again.logoUrl, "the emulator names a logo by its bytes"


TOO_LONG = base64.b64encode(b"\xff" * 512_001).decode()


@pytest.mark.parametrize("logo", ["text!", "iVBORw", 5, ["iVBORw=="], TOO_LONG])
def test_a_logo_that_is_not_base64_is_refused(app: FastAPI, logo: object) -> None:
    response = request(app, "PUT", "/team/app/catalog-data", json={"logoImageBlob": logo})
    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["body", "logoImageBlob"]


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
@settings(max_examples=5, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_model_is_a_body_and_a_response(model: Any, data: st.DataObject) -> None:
    app = FastAPI()
    received: list[object] = []

    @app.post("/", response_model_exclude_unset=True)
    def echo(body: model) -> model:
        received.append(body)
        return body

    value = data.draw(st.from_type(model))
    sent = json.loads(value.model_dump_json(exclude_unset=True))
    assert request(app, "POST", "/", json=sent).json() == sent
    if "Authorization" not in model.__name__:  # secrets do not survive JSON, as they must not
        assert received == [value]
    assert model.__name__ in request(app, "GET", "/openapi.json").text


def test_text_from_python_is_not_taken_for_base64() -> None:
    with pytest.raises(ValidationError):
        RepositoryCatalogDataInput.model_validate({"logoImageBlob": "iVBORw=="})
    with pytest.raises(ValidationError):
        RepositoryCatalogDataInput(logoImageBlob="iVBORw==")  # type: ignore[arg-type]  # refused


def test_the_class_itself_can_be_a_dependency(emulated: ECRPublic) -> None:
    app = FastAPI()

    @app.get("/")
    def count(registry: Annotated[ECRPublic, Depends(ECRPublic)]) -> int:
        return len(registry.describe_images(repositoryName=NAME).imageDetails)

    assert request(app, "GET", "/").json() == 5
    assert request(app, "GET", "/openapi.json").status_code == 200
    refused = request(app, "GET", "/", params={"client": "mine"})
    assert refused.status_code == 422
