"""Where an inventory of many repositories stands, and the file that keeps it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ValidationError

from ecrpublic_models._whole_file import WholeFile
from ecrpublic_models.models.fields import MaxResults, RegistryId


class InventoryCheckpoint(BaseModel, extra="forbid", frozen=True, use_attribute_docstrings=True):
    """Where an inventory stands: each repository with the token that resumes its listing.

    `save()` keeps it in a file, `load()` reads it, and `describe_images_of()` takes it in place of
    the repositories, or beside them. Frozen.
    """

    resume_tokens: dict[str, str | None]
    """By the repository's name; `None` where nothing is left."""
    registryId: RegistryId | None = None
    """The AWS account id (12 digits) of their registry; `None` is that of the credentials."""
    PageSize: MaxResults | None = None
    """The most images that are requested at a time: 1 to 1000, which is the default."""
    complete: bool = True
    """Whether it has all repositories; not, if they were still being listed themselves."""

    def __hash__(self) -> int:
        return hash(frozenset(self.resume_tokens.items()))

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write it to a file, whole or not at all, whoever else writes there and whatever happens.

        It is written beside the file under a name of its own, and takes the file's place once it is
        on the disk. If that fails, the file stays what it was. It blocks for as long as the disk
        takes.

        Raises:
            OSError: It can't be written, as on a full disk; it has the file's name.
        """
        with WholeFile(path, "the checkpoint was not saved") as file:
            file.write(self.model_dump_json().encode())
            file.finish()

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """Read one that was saved.

        Raises:
            FileNotFoundError: There is no such file.
            OSError: It can't be read.
            CheckpointError: The file holds no checkpoint, or only a part of one.
        """
        content = Path(path).read_bytes()
        try:
            return cls.model_validate_json(content)
        except ValidationError as error:
            faults = error.errors(include_url=False, include_input=False)
        from ecrpublic_models.errors import CheckpointError

        place = ".".join(map(str, faults[0]["loc"]))
        raise CheckpointError(
            f"{os.fspath(path)}: not a whole checkpoint of an inventory "
            f"({place and f'{place}: '}{faults[0]['msg']}); put back a copy, or delete it to begin "
            "anew"
        )
