"""A client's twin: a copy for one call, through which the body of the response comes unparsed.

The twin shares the client's session, signer, retries and hooks. Only its parser is another:
botocore parses the body when a hook or a wrapper of the client uses the dict that the call returns,
and not at all if none does. A body that is cut short counts as a lost connection, which botocore
retries; an error page that is not of the service's protocol counts as an error with its status.
The client itself is not touched.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from http.client import responses
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypeVar

from ecrpublic_models._json_values import is_object, is_unicode

if TYPE_CHECKING:
    from botocore.awsrequest import AWSPreparedRequest, AWSResponse

InstanceT = TypeVar("InstanceT")

# Responses with this status or above are errors, which botocore parses.
_FIRST_ERROR_STATUS = 300
_PROTOCOL = "json"
# How much an error quotes of a body that is not one of the service's.
_EXCERPT = 200
# Where the parsers are that a twin stands in for: botocore's own, and aiobotocore's.
_PARSER_MODULES = frozenset({"botocore.parsers", "aiobotocore.parsers"})
# Where aiobotocore's HTTP session is, which needs help with headers.
_AIO_SESSION_MODULE, _GET_SESSION = "aiobotocore.httpsession", "_get_session"
# What botocore itself looks up in each response. Neither needs the body.
_NOT_IN_BODY = frozenset({"Error", "ResponseMetadata"})


def twin_of(client: InstanceT) -> InstanceT:
    """Give a client's twin, or the client itself if it is not botocore's (a fake, a proxy)."""
    from botocore.client import BaseClient
    from botocore.endpoint import Endpoint
    from botocore.httpsession import URLLib3Session

    # By its own type: a mock with a spec, and some proxies, only say that they are clients.
    if not issubclass(type(client), BaseClient):
        return client
    # Private names of botocore. Without them responses come as dicts, and give the same models.
    endpoint = vars(client).get("_endpoint")
    factory = getattr(endpoint, "_response_parser_factory", None)
    if factory is None or not issubclass(type(endpoint), Endpoint):
        return client
    twin_endpoint, twin = _shallow_copy(endpoint), _shallow_copy(client)
    twin_endpoint.__dict__["_response_parser_factory"] = _TwinParserFactory(factory)
    session = getattr(endpoint, "http_session", None)
    if isinstance(session, URLLib3Session):
        twin_endpoint.__dict__["http_session"] = _TwinSession(session)
    elif type(session).__module__ == _AIO_SESSION_MODULE and hasattr(session, _GET_SESSION):
        twin_endpoint.__dict__["http_session"] = _aio_twin_session(session)
    twin.__dict__["_endpoint"] = twin_endpoint
    return twin


def _shallow_copy(instance: InstanceT) -> InstanceT:
    # copy.copy() fails for clients: it looks for attributes of the copy before it has any.
    kind: type[InstanceT] = type(instance)
    made = object.__new__(kind)
    made.__dict__.update(instance.__dict__)
    return made


def body_of(returned: object) -> bytes | None:
    """Give the body behind what a twin's method has returned.

    `None` if that is a dict of another origin, or if a hook or a wrapper has changed it. Then it is
    the dict that counts.
    """
    if isinstance(returned, UnparsedResponse) and returned.is_as_sent():
        return returned.body
    return None


class UnparsedResponse(dict[str, object]):
    """The dict that a call returns. botocore parses the body as soon as somebody looks into it.

    Args:
        metadata: The `ResponseMetadata`, which is there from the start.
        body: The body of the response.
        parse: Lets botocore parse the response.
    """

    def __init__(
        self, metadata: object, body: bytes, parse: Callable[[], Mapping[str, object]]
    ) -> None:
        super().__init__(ResponseMetadata=metadata)
        self.body: bytes = body
        self._parse = parse
        self._parsed = False

    def is_as_sent(self) -> bool:
        """Tell whether the members that the service sent are unchanged."""
        return not self._parsed or _without_metadata(self) == _without_metadata(self._parse())

    def parse(self) -> None:
        """Let botocore parse the body, if it has not yet."""
        try:
            members = None if self._parsed else _without_metadata(self._parse())
            # In one step, and marked as parsed after it: another thread may be looking as well.
            if members is not None and not self._parsed:
                super().update(members)
                self._parsed = True
        finally:
            del self  # the frame stays with an error, and what it holds may have secrets

    def update(self, *others: object, **members: object) -> None:
        """Update the dict. botocore does so with what hooks have added, mostly with nothing."""
        try:
            if any(others) or members:
                _update_parsed(self, *others, **members)
        finally:
            del self  # as in parse()

    def __reduce__(self) -> tuple[object, ...]:
        """Copy and pickle as a plain dict."""
        return dict, (dict(self),)


def _without_metadata(response: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in response.items() if name != "ResponseMetadata"}


def _parsing_first(name: str) -> Callable[..., object]:
    """Give a method of dict that has the body parsed before it does its work."""
    method: Callable[..., object] = getattr(dict, name)

    def parsing_first(self: UnparsedResponse, *arguments: object, **members: object) -> object:
        try:
            self.parse()
            return method(self, *arguments, **members)
        finally:
            del self  # the frame stays with an error, and what it holds may have secrets

    return parsing_first


def _parsing_for_members(name: str) -> Callable[..., object]:
    """Give a method of dict that has the body parsed unless the key stands outside of it."""
    method: Callable[..., object] = getattr(dict, name)

    def parsing_for_members(self: UnparsedResponse, key: object, *arguments: object) -> object:
        try:
            if key not in _NOT_IN_BODY:
                self.parse()
            return method(self, key, *arguments)
        finally:
            del self  # as above

    return parsing_for_members


_update_parsed = _parsing_first("update")
for _name in (
    *("__delitem__", "__eq__", "__ior__", "__iter__", "__len__", "__ne__", "__or__", "__repr__"),
    *("__reversed__", "__ror__", "__setitem__", "clear", "copy", "items", "keys", "pop"),
    *("popitem", "values"),
):
    setattr(UnparsedResponse, _name, _parsing_first(_name))
for _name in ("__contains__", "__getitem__", "get", "setdefault"):
    setattr(UnparsedResponse, _name, _parsing_for_members(_name))


class _HTTPSession(Protocol):
    """botocore's HTTP session."""

    def send(self, request: AWSPreparedRequest) -> AWSResponse: ...


class _TwinSession:
    """Stands in for an HTTP session: refuses bodies that are shorter than announced."""

    def __init__(self, session: _HTTPSession) -> None:
        self._session = session

    def send(self, request: AWSPreparedRequest) -> AWSResponse:
        response = self._session.send(request)
        # What urllib3 still expects of the body. botocore has read it to its end.
        missing: object = getattr(response.raw, "length_remaining", None)
        if isinstance(missing, int) and missing:  # which a mock of a response has not
            from botocore.exceptions import ConnectionClosedError

            error = f"the body lacks {missing} bytes of the length announced"
            raise ConnectionClosedError(endpoint_url=request.url, error=error, request=request)
        return response


def _aio_twin_session(session: InstanceT) -> InstanceT:
    """Give a copy of aiobotocore's HTTP session that does as botocore's where it does not.

    It reads headers of any bytes, and follows no redirects.
    """
    twin = _shallow_copy(session)
    get_session: Callable[..., Awaitable[_AioSession]] = getattr(session, _GET_SESSION)

    async def get_reading_session(*arguments: object) -> _ReadingSession:
        return _ReadingSession(await get_session(*arguments))

    twin.__dict__[_GET_SESSION] = get_reading_session
    return twin


class _AioResponse(Protocol):
    """aiohttp's response."""

    @property
    def raw_headers(self) -> tuple[tuple[bytes, bytes], ...]: ...


class _AioSession(Protocol):
    """aiohttp's session."""

    async def request(self, *arguments: object, **options: object) -> _AioResponse: ...


class _ReadingSession:
    """Stands in for aiohttp's session."""

    def __init__(self, session: _AioSession) -> None:
        self._session = session

    async def request(self, *arguments: object, **options: object) -> _AioResponse:
        # botocore follows no redirects, which would take the request and its credentials elsewhere.
        response = await self._session.request(*arguments, **{"allow_redirects": False, **options})
        try:
            for _, value in response.raw_headers:
                value.decode()
        except UnicodeDecodeError:
            return _ReadableResponse(response)
        return response


class _ReadableResponse:
    """Stands in for a response that has headers which are not UTF-8, which aiobotocore expects."""

    def __init__(self, response: _AioResponse) -> None:
        self._response = response
        self.raw_headers: tuple[tuple[bytes, bytes], ...] = tuple(
            (name, value.decode("latin-1").encode()) for name, value in response.raw_headers
        )

    def __getattr__(self, name: str) -> object:
        return getattr(self._response, name)


_Parsed: TypeAlias = Mapping[str, object] | Coroutine[object, object, Mapping[str, object]]


class _Parser(Protocol):
    """A parser of botocore's, or of aiobotocore's, whose method is a coroutine function."""

    def parse(self, response: Mapping[str, Any], shape: object) -> _Parsed: ...


class _ParserFactory(Protocol):
    """Where an endpoint gets its parsers."""

    def create_parser(self, protocol_name: str) -> _Parser: ...


class _TwinParserFactory:
    """Stands in for the parser factory of an endpoint."""

    def __init__(self, factory: _ParserFactory) -> None:
        self._factory = factory

    def create_parser(self, protocol_name: str) -> _Parser:
        parser = self._factory.create_parser(protocol_name)
        # A parser of somebody else's, registered on the session, makes of a body what it likes.
        if protocol_name != _PROTOCOL or type(parser).__module__ not in _PARSER_MODULES:
            return parser
        return _TwinParser(parser)


class _TwinParser:
    """Stands in for a parser: leaves the bodies of successful responses unparsed."""

    def __init__(self, parser: _Parser) -> None:
        self._parser = parser

    def parse(self, response: Mapping[str, Any], shape: object) -> _Parsed:
        parsing = _Parsing(self._parser, response, shape)
        del response  # so that no frame of a traceback holds the body, which may have secrets
        parsed: Mapping[str, object]
        if parsing.is_error:
            parsed = parsing.error()
        elif (body := parsing.body) is None:
            parsed = parsing.all()
        else:
            parsed = UnparsedResponse(parsing.metadata(), body, parsing.all)
        return _returning(parsed) if iscoroutinefunction(self._parser.parse) else parsed


class _Parsing:
    """What a parser makes of one response. Shows nothing of it where it is printed."""

    def __init__(self, parser: _Parser, response: Mapping[str, Any], shape: object) -> None:
        self._parser = parser
        self._response = response
        self._shape = shape

    @property
    def is_error(self) -> bool:
        return bool(self._response["status_code"] >= _FIRST_ERROR_STATUS)

    @property
    def body(self) -> bytes | None:
        """The body; `None` if it is a stream."""
        body: object = self._response["body"]
        return body if isinstance(body, bytes) else None

    def all(self) -> Mapping[str, object]:
        try:
            return _result(self._parser.parse(self._response, self._shape))
        finally:
            del self  # as above

    def metadata(self) -> object:
        without_body = {**self._response, "body": b""}
        return _result(self._parser.parse(without_body, self._shape))["ResponseMetadata"]

    def error(self) -> Mapping[str, object]:
        """Parse an error, also one that is not of the protocol's form, as a proxy may send it."""
        is_of_an_error = getattr(self._shape, "metadata", {}).get("exception", False)
        try:
            parsed = self.all()
        except Exception:  # noqa: BLE001 - botocore's parser raises what it comes across
            if is_of_an_error:  # its members, when the error itself is parsed already
                return {}
            parsed = {"ResponseMetadata": self.metadata()}
        if is_of_an_error or _is_sound(parsed.get("Error")):
            return parsed
        status: int = self._response["status_code"]
        said = (self.body or b"")[:_EXCERPT].decode(errors="backslashreplace")
        message = f"{responses.get(status, '')}; the body is not one of the service's: {said!r}"
        return {**parsed, "Error": {"Code": str(status), "Message": message.lstrip("; ")}}


def _is_sound(error: object) -> bool:
    """Tell whether an error says what it is, in text that can be printed."""
    if not is_object(error):
        return False
    said = (error.get("Code"), error.get("Message"))
    return all(isinstance(text, str) and is_unicode(text) for text in said)


def _result(parsed: _Parsed) -> Mapping[str, object]:
    """Give what a parser made of a body. Its coroutine has nothing to wait for."""
    if isinstance(parsed, Mapping):
        return parsed
    try:
        parsed.send(None)
    except StopIteration as end:
        result: Mapping[str, object] = end.value
        return result
    raise RuntimeError("the parser waits for more than the body")


async def _returning(response: Mapping[str, object]) -> Mapping[str, object]:
    return response
