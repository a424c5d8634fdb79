"""References to images: what is read comes back as it was, and what is none is refused in words."""

from __future__ import annotations

import copy
import json
import pickle
import time
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from ecrpublic_models import ImageIdentifier, ImageReference, Repository
from ecrpublic_models.testing import strategies as _strategies  # noqa: F401 - it registers them
from tests.support.kinds import repository
from tests.support.loopback import client_for

DIGEST = f"sha256:{'0af9' * 16}"
FORM = "of the form public.ecr.aws/alias/name:tag@digest"

# From the service's own patterns and lengths, and so more than what is usual.
PARTS = {
    "registryAlias": st.from_regex(r"[a-z][a-z0-9]+(?:[._-][a-z0-9]+)*", fullmatch=True).filter(
        lambda alias: 2 <= len(alias) <= 50
    ),
    "repositoryName": st.from_regex(
        r"(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*", fullmatch=True
    ).filter(lambda name: 2 <= len(name) <= 205),
}
OPTIONAL_PARTS = {
    "imageTag": st.from_regex(r"[a-zA-Z0-9_.-]{1,300}", fullmatch=True),
    "imageDigest": st.from_regex(r"[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+", fullmatch=True),
}
references = st.fixed_dictionaries(PARTS, optional=OPTIONAL_PARTS).map(
    ImageReference.model_validate
)
like_real_ones = st.from_type(ImageReference)


def text_of(parts: dict[str, str]) -> str:
    """How the parts are written, in other words than the library's."""
    text = "/".join(["public.ecr.aws", parts["registryAlias"], parts["repositoryName"]])
    for mark, name in ((":", "imageTag"), ("@", "imageDigest")):
        if name in parts:
            text += mark + parts[name]
    return text


texts = st.fixed_dictionaries(PARTS, optional=OPTIONAL_PARTS).map(text_of)


def refusal(value: Any) -> list[tuple[tuple[int | str, ...], str]]:
    """The places and types of what is wrong with it."""
    with pytest.raises(ValidationError) as caught:
        ImageReference.parse(value)
    str(caught.value)
    return [(fault["loc"], fault["type"]) for fault in caught.value.errors()]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("public.ecr.aws/acme/app", ("acme", "app", None, None)),
        ("public.ecr.aws/acme/app:v1", ("acme", "app", "v1", None)),
        (f"public.ecr.aws/acme/app@{DIGEST}", ("acme", "app", None, DIGEST)),
        (f"public.ecr.aws/acme/app:v1@{DIGEST}", ("acme", "app", "v1", DIGEST)),
        ("public.ecr.aws/docker/library/python:3.12", ("docker", "library/python", "3.12", None)),
        ("public.ecr.aws/a1-b.c/d_e/f.g-h:-._A", ("a1-b.c", "d_e/f.g-h", "-._A", None)),
    ],
)
def test_the_parts_of_a_reference(text: str, parts: tuple[str | None, ...]) -> None:
    read = ImageReference.parse(text)
    assert (read.registryAlias, read.repositoryName, read.imageTag, read.imageDigest) == parts
    assert str(read) == text


@given(references)
def test_what_is_written_reads_as_the_same(reference: ImageReference) -> None:
    again = ImageReference.parse(str(reference))
    assert again == reference
    assert hash(again) == hash(reference)
    assert len({again, reference}) == 1


@given(texts)
def test_what_is_read_is_written_as_the_same(text: str) -> None:
    assert str(ImageReference.parse(text)) == text


@given(
    st.one_of(
        st.text(),
        st.text("public.ecr.aws/:@abA0-_ \n"),
        st.builds("public.ecr.aws/{}".format, st.text("ab/:@0A.-_ \n")),
    )
)
@example("\ud800")
@example("public.ecr.aws/ab/cd:\ud800")
def test_any_other_text_is_refused_as_requests_are(text: str) -> None:
    try:
        written = str(ImageReference.parse(text))
    except ValidationError:
        return
    assert written == text


@pytest.mark.parametrize(
    "value",
    [
        "",
        "public.ecr.aws",
        "public.ecr.aws/",
        "public.ecr.aws/nginx",
        "public.ecr.aws/nginx:latest",
        f"public.ecr.aws/nginx@{DIGEST}",
        "acme/app:v1",
        "app",
        "docker.io/library/python:3.12",
        "123456789012.dkr.ecr.us-east-1.amazonaws.com/app:v1",
        "https://public.ecr.aws/acme/app",
        "docker://public.ecr.aws/acme/app",
        "//public.ecr.aws/acme/app",
        "public.ecr.aws:443/acme/app",
        "public.ecr.aws.example.com/acme/app",
        "PUBLIC.ECR.AWS/acme/app",
        " public.ecr.aws/acme/app",
        "user@public.ecr.aws/acme/app",
        b"public.ecr.aws/acme/app",
        ["public.ecr.aws/acme/app"],
        ("public.ecr.aws", "acme", "app"),
        5,
        None,
        5.5,
    ],
    ids=repr,
)
def test_what_is_no_reference_is_shown_with_the_form_needed(value: object) -> None:
    assert refusal(value) == [((), "image_reference")]
    with pytest.raises(ValidationError, match=FORM) as caught:
        ImageReference.model_validate(value)
    shown = str(caught.value)
    assert f"input_value={value!r}" in shown or "..." in shown


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("public.ecr.aws//app", "registryAlias"),
        ("public.ecr.aws/a/app", "registryAlias"),
        ("public.ecr.aws/Acme/app", "registryAlias"),
        ("public.ecr.aws/9acme/app", "registryAlias"),
        ("public.ecr.aws/ac me/app", "registryAlias"),
        ("public.ecr.aws/acme:5000/app", "registryAlias"),
        (f"public.ecr.aws/{'a' * 51}/app", "registryAlias"),
        ("public.ecr.aws/acme/", "repositoryName"),
        ("public.ecr.aws/acme/:v1", "repositoryName"),
        ("public.ecr.aws/acme/a", "repositoryName"),
        ("public.ecr.aws/acme/App", "repositoryName"),
        ("public.ecr.aws/acme/team//app", "repositoryName"),
        ("public.ecr.aws/acme/team/app/", "repositoryName"),
        ("public.ecr.aws/acme/team__app", "repositoryName"),
        ("public.ecr.aws/acme/app ", "repositoryName"),
        ("public.ecr.aws/acme/app\n", "repositoryName"),
        (f"public.ecr.aws/acme/{'a' * 206}", "repositoryName"),
        ("public.ecr.aws/acme/app:", "imageTag"),
        (f"public.ecr.aws/acme/app:@{DIGEST}", "imageTag"),
        ("public.ecr.aws/acme/app:v1:v2", "imageTag"),
        ("public.ecr.aws/acme/app:team/v1", "imageTag"),
        ("public.ecr.aws/acme/app:v 1", "imageTag"),
        ("public.ecr.aws/acme/app:v1\n", "imageTag"),
        ("public.ecr.aws/acme/app:v1+build", "imageTag"),
        (f"public.ecr.aws/acme/app:{'a' * 301}", "imageTag"),
        ("public.ecr.aws/acme/app@", "imageDigest"),
        ("public.ecr.aws/acme/app@v1", "imageDigest"),
        ("public.ecr.aws/acme/app@sha256:xyz", "imageDigest"),
        (f"public.ecr.aws/acme/app@{DIGEST}@{DIGEST}", "imageDigest"),
        (f"public.ecr.aws/acme/app@{DIGEST}:v1", "imageDigest"),
    ],
)
def test_a_part_out_of_bounds_is_named(text: str, field: str) -> None:
    assert [place for place, _ in refusal(text)] == [(field,)]


def test_the_bounds_are_the_services() -> None:
    service = client_for("http://127.0.0.1:1").meta.service_model
    properties = ImageReference.model_json_schema(mode="serialization")["properties"]
    for field, shape in (
        ("registryAlias", "RegistryAliasName"),
        ("repositoryName", "RepositoryName"),
    ):
        bounds = service.shape_for(shape).metadata
        assert properties[field]["minLength"] == bounds["min"]
        assert properties[field]["maxLength"] == bounds["max"]
        assert properties[field]["pattern"] == f"^{bounds['pattern']}$"
    tag = properties["imageTag"]["anyOf"][0]
    bounds = service.shape_for("ImageTag").metadata
    assert (tag["minLength"], tag["maxLength"]) == (bounds["min"], bounds["max"])


@pytest.mark.parametrize(
    "text",
    [
        "public.ecr.aws/" * 1_000_000,
        "public.ecr.aws/acme/" + "a/" * 5_000_000,
        "public.ecr.aws/acme/" + "a-" * 5_000_000 + "!",
        "public.ecr.aws/acme/app:" + "@" * 10_000_000,
        "public.ecr.aws/acme/app@" + "a:" * 5_000_000,
        ":" * 10_000_000,
    ],
    ids=lambda text: text[:30],
)
def test_long_texts_are_refused_quickly_and_in_few_words(text: str) -> None:
    began = time.perf_counter()
    with pytest.raises(ValidationError) as caught:
        ImageReference.parse(text)
    assert time.perf_counter() - began < 5
    assert len(str(caught.value)) < 1000


# ---- What it is for ----


def test_the_uri_of_a_repository_is_a_reference_to_it() -> None:
    described = Repository.model_validate(repository(1))
    reference = ImageReference.parse(described.repositoryUri)
    assert reference.repositoryName == described.repositoryName
    assert reference.repositoryUri == described.repositoryUri
    tagged = ImageReference.parse(f"{described.repositoryUri}:v1@{DIGEST}")
    assert tagged.repositoryUri == described.repositoryUri


def test_the_image_that_requests_take() -> None:
    uri = "public.ecr.aws/acme/team/app"
    assert ImageReference.parse(uri).imageId is None
    assert ImageReference.parse(f"{uri}:v1").imageId == ImageIdentifier(imageTag="v1")
    by_digest = ImageReference.parse(f"{uri}@{DIGEST}").imageId
    assert by_digest == ImageIdentifier(imageDigest=DIGEST)
    assert by_digest is not None
    assert by_digest.model_dump(exclude_unset=True) == {"imageDigest": DIGEST}
    both = ImageIdentifier(imageTag="v1", imageDigest=DIGEST)
    assert ImageReference.parse(f"{uri}:v1@{DIGEST}").imageId == both


# ---- As a model ----


class Deployment(BaseModel):
    image: ImageReference
    sidecars: list[ImageReference] = []


@given(like_real_ones)
def test_a_field_takes_the_text_and_what_it_dumps(reference: ImageReference) -> None:
    text = str(reference)
    deployment = Deployment.model_validate({"image": text, "sidecars": [text, reference]})
    assert deployment == Deployment(image=reference, sidecars=[reference, reference])
    assert Deployment.model_validate_json(json.dumps({"image": text})).image == reference
    dumped = deployment.model_dump()
    assert dumped["image"]["repositoryName"] == reference.repositoryName
    assert Deployment.model_validate(dumped) == deployment
    assert Deployment.model_validate_json(deployment.model_dump_json()) == deployment
    assert ImageReference.model_validate_json(json.dumps(text)) == reference


def test_a_fault_in_a_field_has_its_place() -> None:
    with pytest.raises(ValidationError) as caught:
        Deployment.model_validate({"image": "nginx", "sidecars": ["public.ecr.aws/acme/app:"]})
    places = [fault["loc"] for fault in caught.value.errors()]
    assert places == [("image",), ("sidecars", 0, "imageTag")]


def test_fields_are_strict_and_no_others_are_taken() -> None:
    parts = {"registryAlias": "acme", "repositoryName": "team/app"}
    assert str(ImageReference.model_validate(parts)) == "public.ecr.aws/acme/team/app"
    for wrong, place in (
        ({"tag": "v1"}, "tag"),
        ({"imageTag": 1}, "imageTag"),
        ({"imageTag": b"v1"}, "imageTag"),
        ({"registryAlias": None}, "registryAlias"),
    ):
        with pytest.raises(ValidationError) as caught:
            ImageReference.model_validate({**parts, **wrong})
        assert [fault["loc"] for fault in caught.value.errors()] == [(place,)]


def test_frozen() -> None:
    reference = ImageReference.parse("public.ecr.aws/acme/app")
    with pytest.raises(ValidationError, match="frozen"):
        reference.imageTag = "v1"  # type: ignore[misc]  # the fault under test
    assert reference.imageTag is None


@given(like_real_ones)
def test_copies_are_equal(reference: ImageReference) -> None:
    pickled = [
        pickle.loads(pickle.dumps(reference, protocol))
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
    ]
    for other in (copy.copy(reference), copy.deepcopy(reference), *pickled):
        assert type(other) is ImageReference
        assert (other, hash(other), str(other)) == (reference, hash(reference), str(reference))


def test_a_reference_that_leaves_out_a_part_is_not_one_that_has_it() -> None:
    uri = "public.ecr.aws/acme/app"
    all_four = {
        ImageReference.parse(f"{uri}{rest}") for rest in ("", ":v1", f"@{DIGEST}", f":v1@{DIGEST}")
    }
    assert len(all_four) == 4
    assert ImageReference.parse(f"{uri}:latest") != ImageReference.parse(uri)


def test_a_class_of_ones_own_reads_texts_as_well() -> None:
    class OurReference(ImageReference, frozen=True):
        @property
        def is_ours(self) -> bool:
            return self.registryAlias == "acme"

    assert OurReference.parse("public.ecr.aws/acme/app").is_ours


@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_the_json_schema_tells_what_is_read_and_what_is_written(mode: Any) -> None:
    schema = Deployment.model_json_schema(mode=mode)["$defs"]["ImageReference"]
    if mode == "validation":
        schema, text = schema["anyOf"]
        assert text["type"] == "string"
    assert schema["type"] == "object"
    assert schema["additionalProperties"] is False
    assert schema["required"] == ["registryAlias", "repositoryName"]
    for name, field in schema["properties"].items():
        assert field["description"].strip(), name


@given(st.from_type(Deployment))
def test_the_strategies_give_references_too(deployment: Deployment) -> None:
    for reference in (deployment.image, *deployment.sidecars):
        assert ImageReference.parse(str(reference)) == reference
