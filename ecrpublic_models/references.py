"""References to images, as container clients write them: `public.ecr.aws/acme/team/app:v1`."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BaseModel, GetJsonSchemaHandler, StringConstraints, model_validator
from pydantic_core import CoreSchema, PydanticCustomError

from ecrpublic_models._json_values import is_object
from ecrpublic_models.models.fields import ImageTag, LayerDigest, RegistryAliasName, RepositoryName
from ecrpublic_models.models.image_ids import ImageIdentifier

__all__ = ["ImageReference"]

_HOST = "public.ecr.aws"
# The service's own rule. Requests leave it to the service; here, a tag with `@` in it would be read
# as something else.
_TAG_FORM = StringConstraints(pattern=r"^[a-zA-Z0-9_.-]+$")


class ImageReference(
    BaseModel, extra="forbid", frozen=True, strict=True, use_attribute_docstrings=True
):
    """Names a repository of any registry of ECR Public, or an image in it. Frozen.

    As a text it is `public.ecr.aws/alias/name:tag@digest`, where the tag, the digest or both may be
    left out. No tag is made up for one that is not given. A field of this type takes the text, too;
    it dumps as a dict, as all models do, and `str()` gives the text.

    Raises:
        pydantic.ValidationError: A text is no such reference, or a part of it is out of bounds.
    """

    registryAlias: RegistryAliasName
    """The registry's alias: 2 to 50 characters."""
    repositoryName: RepositoryName
    """The repository, without the alias: 2 to 205 characters, namespaces separated by `/`."""
    imageTag: Annotated[ImageTag, _TAG_FORM] | None = None
    """A tag that the image carries: 1 to 300 letters, digits, `-`, `_` and `.`."""
    # Which has the form of a layer's.
    imageDigest: LayerDigest | None = None
    """The digest of the image's manifest, such as `sha256:` and 64 hexadecimal digits."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a reference; `str()` of it gives the same text.

        Args:
            text: `public.ecr.aws/alias/name`, which is a `Repository.repositoryUri`, and then
                `:tag`, `@digest`, both or neither.

        Raises:
            pydantic.ValidationError: It is no such reference, or a part of it is out of bounds.
        """
        return cls.model_validate(text)

    @property
    def repositoryUri(self) -> str:  # noqa: N802 - the name is the wire's own
        """The reference without tag and digest, as `Repository.repositoryUri` has it."""
        return f"{_HOST}/{self.registryAlias}/{self.repositoryName}"

    @property
    def imageId(self) -> ImageIdentifier | None:  # noqa: N802 - the name is the wire's own
        """The image in its repository, as requests take it; `None` if only that is named."""
        if self.imageTag is None and self.imageDigest is None:
            return None
        return ImageIdentifier(imageTag=self.imageTag, imageDigest=self.imageDigest)

    def __str__(self) -> str:
        tag = "" if self.imageTag is None else f":{self.imageTag}"
        digest = "" if self.imageDigest is None else f"@{self.imageDigest}"
        return f"{self.repositoryUri}{tag}{digest}"

    @model_validator(mode="before")
    @classmethod
    def _read_text(cls, value: object) -> object:
        if is_object(value):
            return value
        parts = _parts_of(value) if isinstance(value, str) else None
        if parts is None:
            raise PydanticCustomError(
                "image_reference",
                "Input should be an image reference of the form "
                "public.ecr.aws/alias/name:tag@digest, where :tag and @digest may be left out",
            )
        return parts

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, object]:
        """Describe the text beside the object that it is read as."""
        schema = handler(core_schema)
        if handler.mode == "serialization":
            return schema
        return {"anyOf": [schema, {"type": "string"}]}


def _parts_of(text: str) -> dict[str, str] | None:
    """Split a text at what separates the parts of a reference, whether those are right or not."""
    path, at, digest = text.partition("@")
    host, _, path = path.partition("/")
    alias, slash, path = path.partition("/")
    name, colon, tag = path.partition(":")
    if host != _HOST or not slash:
        return None
    parts = {"registryAlias": alias, "repositoryName": name}
    if colon:
        parts["imageTag"] = tag
    if at:
        parts["imageDigest"] = digest
    return parts
