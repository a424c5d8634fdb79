"""The state of a registry: its repositories, and the layers, images and tags in them."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from itertools import count
from threading import RLock
from typing import TYPE_CHECKING, get_args

from ecrpublic_models.testing.exceptions import (
    InvalidParameterError,
    RegistryNotFoundError,
    RepositoryNotFoundError,
)
from ecrpublic_models.testing.registry.aliases import Alias, AliasStatus, is_alias
from ecrpublic_models.testing.registry.listings import OrderedBySequence, PageTokens, orders
from ecrpublic_models.testing.registry.quotas import Quotas

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from ecrpublic_models.testing.registry.listings import Order
    from ecrpublic_models.testing.registry.manifests import Manifest

__all__ = ["Image", "ImageTag", "LayerUpload", "Registry", "Repository"]

_FIRST_SEQUENCE = 1
_ACCOUNT_ID = re.compile("[0-9]{12}")
_REPOSITORY_ARN = re.compile("arn:aws:ecr-public::([0-9]{12}):repository/(.+)")


@dataclass(eq=False)
class Image:
    """An image in a repository.

    Attributes:
        sequence: Its place in the order of all pushes to the registry.
        manifest: As it was pushed.
        size: In bytes; a manifest list has the largest size of the images that it names.
        pushed_at: In epoch seconds.
        tags: By name, in the order in which they were given.
    """

    sequence: int
    manifest: Manifest
    size: int
    pushed_at: float
    tags: dict[str, ImageTag] = field(default_factory=dict[str, "ImageTag"])

    @property
    def digest(self) -> str:
        """The digest of its manifest."""
        return self.manifest.digest


@dataclass(eq=False)
class ImageTag:
    """A tag of an image.

    Attributes:
        sequence: Its place in the order of all taggings in the registry.
        name: As given.
        image: The image that has it.
        created_at: In epoch seconds. A tag that moves to another image is created anew.
    """

    sequence: int
    name: str
    image: Image
    created_at: float


class LayerUpload:
    """A layer that is uploaded in parts.

    Of its bytes only the digest is kept: the service has no operation that reads them back.

    Attributes:
        part_sizes: In bytes, in the order in which the parts came.
    """

    def __init__(self) -> None:
        self.part_sizes: list[int] = []
        self._hash = hashlib.sha256()

    @property
    def size(self) -> int:
        """How many bytes have come."""
        return sum(self.part_sizes)

    @property
    def digest(self) -> str:
        """The digest of the bytes that have come."""
        return f"sha256:{self._hash.hexdigest()}"

    def append(self, part: bytes) -> None:
        """Add the next part."""
        self._hash.update(part)
        self.part_sizes.append(len(part))


@dataclass(eq=False)
class Repository:
    """A repository and what is in it.

    Attributes:
        sequence: Its place in the order of all creations in the registry.
        name: As given.
        created_at: In epoch seconds.
        catalog_data: What the gallery shows of it, as the service returns it.
        resource_tags: Its own labels.
        marketplace_certified: Whether AWS Marketplace has certified it, where that is said.
        policy: Its policy's text, where it has one.
        layers: The sizes of its layers in bytes, by digest.
        layer_uploads: Uploads that are not complete, by id.
        images: In the order in which they were pushed.
        image_tags: In the order in which they were given.
    """

    sequence: int
    name: str
    created_at: float
    catalog_data: Mapping[str, object]
    resource_tags: dict[str, str]
    marketplace_certified: bool | None = None
    policy: str | None = None
    layers: dict[str, int] = field(default_factory=dict[str, int])
    layer_uploads: dict[str, LayerUpload] = field(default_factory=dict[str, LayerUpload])
    images: OrderedBySequence[Image] = field(default_factory=OrderedBySequence[Image])
    image_tags: OrderedBySequence[ImageTag] = field(default_factory=OrderedBySequence[ImageTag])
    _by_digest: dict[str, Image] = field(default_factory=dict[str, Image])
    _by_tag: dict[str, ImageTag] = field(default_factory=dict[str, ImageTag])
    _lists_naming: dict[str, set[str]] = field(default_factory=dict[str, set[str]])

    def find(self, *, digest: str | None = None, tag: str | None = None) -> Image | None:
        """Find an image by digest, by tag, or by both, which must then mean the same image."""
        if digest is None:
            found = None if tag is None else self._by_tag.get(tag)
            return None if found is None else found.image
        image = self._by_digest.get(digest)
        return image if image is None or tag is None or tag in image.tags else None

    def lists_naming(self, image: Image) -> list[str]:
        """Give the digests of the manifest lists that name the image."""
        return sorted(self._lists_naming.get(image.digest, ()))

    def all_images(self) -> list[Image]:
        """Give the images, in no order that is promised."""
        return list(self._by_digest.values())

    def blob_size(self, digest: str) -> int | None:
        """Give the size in bytes of a layer or a configuration; `None` if there is none."""
        if digest in self.layers:
            return self.layers[digest]
        for image in self._by_digest.values():
            if digest in image.manifest.blobs:
                return image.manifest.blobs[digest]
        return None

    def add(self, image: Image) -> None:
        """Add an image that is not there yet."""
        self.images.append(image)
        self._by_digest[image.digest] = image
        for digest in image.manifest.references:
            self._lists_naming.setdefault(digest, set()).add(image.digest)

    def tag(self, tag: ImageTag) -> None:
        """Add a tag to its image. An image that had one of this name loses it, but stays."""
        self.untag(tag.name)
        self.image_tags.append(tag)
        self._by_tag[tag.name] = tag
        tag.image.tags[tag.name] = tag

    def untag(self, name: str) -> None:
        """Remove a tag from the image that has it, if any. The image stays."""
        tag = self._by_tag.pop(name, None)
        if tag is not None:
            self.image_tags.remove(tag)
            del tag.image.tags[name]

    def remove(self, image: Image) -> None:
        """Remove an image and all its tags."""
        for name in list(image.tags):
            self.untag(name)
        del self._by_digest[image.digest]
        self.images.remove(image)
        for digest in image.manifest.references:
            naming = self._lists_naming.get(digest, set())
            naming.discard(image.digest)
            if not naming:
                self._lists_naming.pop(digest, None)


class Registry:
    """The public registry of an account.

    Attributes:
        account_id: The registry's id.
        verified: Whether the account is verified.
        quotas: How much there may be of everything.
        known_principals: The principals that a policy may name, besides `*`; `None` for any.
        repositories: In the order in which they were created.
        page_tokens: The tokens that continue its listings.
        display_name: What the gallery shows as the author of its repositories.
        requires_layers: Whether `PutImage` refuses an image whose layers were not uploaded.
        lock: Held by whoever uses the registry, as calls do.
    """

    def __init__(self, account_id: str, clock: Callable[[], float]) -> None:
        self.account_id = account_id
        self.verified = False
        self.quotas: Quotas = Quotas()
        self.known_principals: Collection[str] | None = None
        self.repositories: OrderedBySequence[Repository] = OrderedBySequence()
        self.page_tokens: PageTokens = PageTokens()
        self.display_name: str | None = None
        self.requires_layers = False
        self.lock: RLock = RLock()
        self._clock = clock
        self._by_name: dict[str, Repository] = {}
        self._sequence = count(_FIRST_SEQUENCE)
        self._aliases: list[Alias] = []
        self._primary_alias: str | None = None
        self._orders: Iterator[Order] | None = None

    @property
    def arn(self) -> str:
        """Its Amazon Resource Name. Those of ECR Public have no region."""
        return f"arn:aws:ecr-public::{self.account_id}:registry/{self.account_id}"

    @property
    def uri(self) -> str:
        """What the addresses of its images begin with; empty before there is an alias."""
        return f"public.ecr.aws/{self._primary_alias}" if self._primary_alias else ""

    @property
    def aliases(self) -> list[dict[str, object]]:
        """Its aliases, as the service describes them."""
        return [
            alias.describe(is_primary=alias.name == self._primary_alias) for alias in self._aliases
        ]

    def add_alias(
        self, name: str, *, status: AliasStatus = "ACTIVE", primary: bool = False
    ) -> None:
        """Give the registry another alias.

        Args:
            name: 2 to 50 characters.
            status: A custom alias is `PENDING` until AWS has approved it.
            primary: Whether addresses have this one. The first active alias is the primary one.

        Raises:
            ValueError: It is no alias's name or no status, the registry has this alias, or one that
                is not active is to be primary.
        """
        if not is_alias(name):
            raise ValueError(f"name: {name!r} is no alias: a-z, 0-9, and '.', '_', '-' between")
        if status not in get_args(AliasStatus):
            raise ValueError(f"status: {status!r} given, one of {get_args(AliasStatus)} needed")
        if primary and status != "ACTIVE":
            raise ValueError(f"primary: an alias that is {status} can't be")
        with self.lock:
            if any(alias.name == name for alias in self._aliases):
                raise ValueError(f"name: the registry has the alias {name!r} already")
            self._add_alias(Alias(name, status, is_default=name == self._default_alias))
            if primary:
                self._primary_alias = name

    @property
    def _default_alias(self) -> str:
        return f"e{hashlib.sha256(self.account_id.encode()).hexdigest()[:7]}"

    def _add_alias(self, alias: Alias) -> None:
        self._aliases.append(alias)
        if self._primary_alias is None and alias.status == "ACTIVE":
            self._primary_alias = alias.name

    def shuffle_listings(self, seed: int) -> None:
        """Give every listing an order of its own, which stays the same over its pages.

        The service promises no order. A program that takes the first for the newest fails then.

        Args:
            seed: The same one gives the same orders.
        """
        with self.lock:
            self._orders = orders(seed)
            self.repositories.reorder(next(self._orders))
            for repository in self._by_name.values():
                self._shuffle(repository)

    def _shuffle(self, repository: Repository) -> None:
        if self._orders is not None:
            repository.images.reorder(next(self._orders))
            repository.image_tags.reorder(next(self._orders))

    def certify(self, name: str, *, certified: bool = True) -> None:
        """Say whether AWS Marketplace has certified a repository.

        Raises:
            RepositoryNotFoundError: There is no such repository.
        """
        with self.lock:
            self.find_repository(name, None).marketplace_certified = certified

    def repository_arn(self, name: str) -> str:
        """The Amazon Resource Name of a repository."""
        return f"arn:aws:ecr-public::{self.account_id}:repository/{name}"

    def now(self) -> float:
        """Return the time in epoch seconds, to the millisecond as the service does."""
        return round(self._clock(), 3)

    def next_sequence(self) -> int:
        """Return a number higher than all before, for a repository, an image or an image's tag."""
        return next(self._sequence)

    def is_known_as(self, registry_id: str | None) -> bool:
        """Tell whether a request's `registryId`, if it has one, means this registry."""
        names = {alias.name for alias in self._aliases if alias.status == "ACTIVE"}
        return registry_id in {None, self.account_id, *names}

    def has_repository(self, name: str) -> bool:
        """Tell whether a name is taken."""
        return name in self._by_name

    def find_repository(self, name: str, registry_id: str | None) -> Repository:
        """Find a repository.

        Args:
            name: Its name.
            registry_id: An account id or a registry alias; by default this registry.

        Raises:
            RepositoryNotFoundError: It does not exist, or the registry is another account's.
        """
        repository = self._by_name.get(name)
        if repository is None or not self.is_known_as(registry_id):
            raise RepositoryNotFoundError.named(name, registry_id or self.account_id)
        return repository

    def find_push_target(self, name: str, registry_id: str | None) -> Repository:
        """Find a repository for an operation that pushes.

        Those answer an unknown alias with an error of its own; all others do not tell it apart
        from an unknown repository.

        Args:
            name: Its name.
            registry_id: An account id or a registry alias; by default this registry.

        Raises:
            RegistryNotFoundError: The alias is not this registry's. Any account id has a registry.
            RepositoryNotFoundError: It does not exist, or the registry is another account's.
        """
        if registry_id is not None and not (
            self.is_known_as(registry_id) or _ACCOUNT_ID.fullmatch(registry_id)
        ):
            raise RegistryNotFoundError(registry_id)
        return self.find_repository(name, registry_id)

    def find_resource(self, arn: str) -> Repository:
        """Find the repository that the parameter `resourceArn` names.

        Raises:
            InvalidParameterError: It names no repository of ECR Public.
            RepositoryNotFoundError: It names one that does not exist, or another account's.
        """
        parts = _REPOSITORY_ARN.fullmatch(arn)
        if parts is None:
            raise InvalidParameterError.constraint("resourceArn", "Invalid ARN")
        account_id, name = parts.groups()
        return self.find_repository(name, account_id)

    def add(self, repository: Repository) -> None:
        """Add a repository whose name is not taken. With the first one comes the default alias."""
        if not any(alias.is_default for alias in self._aliases):
            self._add_alias(Alias(self._default_alias, "ACTIVE", is_default=True))
        self._shuffle(repository)
        self.repositories.append(repository)
        self._by_name[repository.name] = repository

    def remove(self, repository: Repository) -> None:
        """Remove a repository with all that is in it."""
        self.repositories.remove(repository)
        del self._by_name[repository.name]
