"""Resume tokens, beside botocore's own paginator.

A token is read or refused by a `ValueError` that can be printed. What is read is where botocore
resumes, can be written again, and is read as the same.
"""

from __future__ import annotations

import base64
import json
from typing import Any

from botocore.paginate import PageIterator, Paginator
from pydantic import ValidationError

from ecrpublic_models import PaginationConfig
from ecrpublic_models.tokens import Position, decode_token, encode_token
from fuzz.data import Data

_SCHEMA = {
    "input_token": "nextToken",
    "output_token": "nextToken",
    "limit_key": "maxResults",
    "result_key": "imageDetails",
}
# How the tokens begin that botocore writes.
_PREFIX = "eyJuZXh0VG9rZW4i"


def check(content: bytes) -> None:
    token = _token(Data(content))
    try:
        position = decode_token(token)
    except ValueError as error:
        str(error).encode()
        try:
            PaginationConfig(StartingToken=token)
        except ValidationError as refusal:
            json.dumps(str(refusal))
            return
        raise AssertionError(token) from None
    written = encode_token(position, within_page=True)
    assert decode_token(written) == position
    PaginationConfig(StartingToken=token)
    theirs = _read_by_botocore(token)
    assert theirs in {None, position}, token


def _token(data: Data) -> str:
    kind = data.below(5)
    if kind == 0:
        return data.rest().decode("utf-8", "replace")
    if kind == 1:
        return f"{data.text()}___{data.text()}"
    if kind == 2:
        return base64.b64encode(data.rest()).decode()
    content: dict[str, object] = {"nextToken": data.text()} if data.below(8) else {}
    if data.below(2):
        content["boto_truncate_amount"] = data.number() if data.below(4) else data.json_value()
    if data.happens(8):
        content[data.text()] = data.json_value()
    try:
        token = base64.b64encode(json.dumps(content).encode()).decode()
    except (ValueError, RecursionError):  # an enormous number, or too deep for this Python
        token = _PREFIX
    cut = data.below(64)
    return token[:-cut] if kind == 3 and cut else token


def _read_by_botocore(token: str) -> Position | None:
    """Where botocore resumes; `None` where it fails, or would pass over less than nothing."""
    make: Any = Paginator
    pages: PageIterator[Any] = make(lambda **_: {}, _SCHEMA, None).paginate(
        PaginationConfig={"StartingToken": token}
    )
    read: Any = getattr(pages, "_parse_starting_token")  # noqa: B009 - the oracle has no other name
    try:
        content, skip = read()
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return None
    if type(skip) is not int or skip < 0:
        return None
    service_token = content.get("nextToken")
    # botocore sends neither, in tokens of the oldest form.
    if not token.startswith(_PREFIX) and service_token in {"", "None"}:
        service_token = None
    return Position(service_token, skip)
