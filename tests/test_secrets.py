"""An authorization token shows where it is asked for, and in no error that is left behind."""

from __future__ import annotations

import base64
import json
import logging
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from pydantic import ValidationError

import ecrpublic_models
from ecrpublic_models import ECRPublic, errors, models
from ecrpublic_models.models import AuthorizationData, GetAuthorizationTokenResponse
from ecrpublic_models.operations import GET_AUTHORIZATION_TOKEN
from tests.support.drivers import Driver, open_driver
from tests.support.loopback import Answer, Loopback, client_for

PASSWORD = "pa55word-that-nobody-may-see"
TOKEN = base64.b64encode(f"AWS:{PASSWORD}".encode()).decode()
PACKAGE = str(Path(ecrpublic_models.__file__).parent)
SOUND = {"authorizationToken": TOKEN, "expiresAt": 1_700_000_000}


def body_with(**changes: object) -> bytes:
    return json.dumps({"authorizationData": {**SOUND, **changes}}).encode()


WHOLE = body_with()
# Bodies that hold the token, and that are refused.
REFUSED: dict[str, bytes] = {
    "no time": body_with(expiresAt=None),
    "a wrong time": body_with(expiresAt="soon"),
    "the token in a list": body_with(authorizationToken=[TOKEN]),
    "the token in the place of the time": body_with(expiresAt=TOKEN),
    "bad text beside it": body_with(new="\ud800"),
    "a bad name beside it": body_with(**{"\ud800": 1}),
    "nesting beside it": body_with(new=[[[]]]).replace(b"[[[]]]", b"[" * 300 + b"]" * 300),
    "no data": json.dumps({"authorizationToken": TOKEN}).encode(),
    "a list": json.dumps([SOUND]).encode(),
    "cut short": WHOLE[:-3],
    "more than JSON": WHOLE + b"}",
    "not UTF-8": WHOLE + b"\xff",
    "the data in a list": json.dumps({"authorizationData": [SOUND]}).encode(),
    "the data in a text": json.dumps({"authorizationData": json.dumps(SOUND)}).encode(),
}


@pytest.fixture(scope="module", params=["sync", pytest.param("async", marks=pytest.mark.aio)])
def driver(server: Loopback, request: pytest.FixtureRequest) -> Iterator[Driver]:
    with open_driver(request.param, server.url, twin=True) as running:
        yield running


class Fake:
    """Answers with a dict."""

    def __init__(self, answer: object) -> None:
        self._answer = answer

    def get_authorization_token(self, **_: object) -> object:
        return self._answer


def error_of(action: Callable[[], object]) -> BaseException:
    with pytest.raises(Exception) as caught:
        action()
    return caught.value


def frames_of(error: BaseException | None, seen: set[int] | None = None) -> Iterator[FrameType]:
    """The frames of the library in all tracebacks of an error and of what it came from."""
    seen = set() if seen is None else seen
    if error is None or id(error) in seen:
        return
    seen.add(id(error))
    for frame, _ in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename.startswith(PACKAGE):
            yield frame
    yield from frames_of(error.__cause__, seen)
    yield from frames_of(error.__context__, seen)


def held_by(value: object) -> Iterator[object]:
    """A value of a frame, and what an inspector finds one step into it."""
    yield value
    if type(value).__module__.startswith(("ecrpublic_models", "pydantic", "builtins")):
        yield from getattr(value, "__dict__", {}).values()


def assert_not_held(error: BaseException) -> None:
    for frame in frames_of(error):
        for name, value in frame.f_locals.items():
            for held in held_by(value):
                try:
                    shown = repr(held)
                except Exception:  # noqa: BLE001 - what can't be printed shows nothing
                    continue
                assert not shows(shown), f"{frame.f_code.co_qualname}: {name}"


def assert_not_shown(error: BaseException) -> None:
    assert_not_held(error)
    texts = [str(error), repr(error), *map(str, error.args), repr(vars(error))]
    if isinstance(error, errors.ResponseValidationError):
        texts += [error.json(), repr(error.errors())]
    for text in texts:
        assert not shows(text)


def shows(text: str) -> bool:
    return TOKEN in text or PASSWORD in text or TOKEN[:20] in text


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED)
def test_not_in_what_a_refused_response_leaves_behind(
    server: Loopback, driver: Driver, body: bytes
) -> None:
    server.respond = lambda _: Answer(body)
    error = error_of(lambda: driver.call(GET_AUTHORIZATION_TOKEN, {}))
    assert isinstance(error, errors.ResponseValidationError)
    assert list(frames_of(error))
    assert_not_shown(error)


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED)
def test_not_in_what_a_refused_dict_leaves_behind(body: bytes) -> None:
    try:
        answer: object = json.loads(body)
    except ValueError:
        answer = [body]
    fake: Any = Fake(answer)
    error = error_of(lambda: ECRPublic(fake).get_authorization_token())
    assert isinstance(error, errors.ResponseValidationError)
    assert_not_shown(error)
    error = error_of(lambda: GetAuthorizationTokenResponse.model_validate(answer))
    assert isinstance(error, ValidationError)
    assert_not_shown(error)


LOOKS: dict[str, Callable[[Any], object]] = {
    "a member": lambda parsed: parsed["authorizationData"]["nothing"],
    "a member that is not there": lambda parsed: parsed["nothing"],
    "a removal": lambda parsed: parsed.pop("nothing"),
    "an update": lambda parsed: parsed.update(5),
    "a loop": lambda parsed: [1 / 0 for _ in parsed],
}


@pytest.mark.parametrize("event", ["after-call", "needs-retry", "before-parse"])
@pytest.mark.parametrize("body", [WHOLE, *REFUSED.values()], ids=["whole", *REFUSED])
@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_not_in_what_a_hook_that_fails_leaves_behind(
    server: Loopback, event: str, body: bytes, look: Callable[[Any], object]
) -> None:
    def hook(**given: Any) -> None:
        look(given.get("parsed") or given.get("response_dict") or given["response"][1])

    client = client_for(server.url)
    client.meta.events.register(f"{event}.ecr-public", hook)
    server.respond = lambda _: Answer(body)
    # What botocore's own parser says of a body is botocore's, and so are its frames.
    assert_not_held(error_of(lambda: ECRPublic(client).get_authorization_token()))


@pytest.mark.parametrize(
    "token",
    [
        base64.b64encode(PASSWORD.encode()).decode(),
        f"AWS:{PASSWORD}",
        base64.b64encode(b"AWS:\xff" + PASSWORD.encode()).decode(),
        f"{TOKEN}\u00e9",
    ],
)
def test_not_in_what_a_token_of_an_odd_form_leaves_behind(token: str) -> None:
    data = AuthorizationData.model_validate({**SOUND, "authorizationToken": token})
    error = error_of(data.registry_login)
    assert isinstance(error, ValueError)
    assert_not_shown(error)
    for frame in frames_of(error):
        assert token not in repr(frame.f_locals)


def test_not_in_what_other_errors_leave_behind(server: Loopback, driver: Driver) -> None:
    answers = [
        Answer(WHOLE, status=400),
        Answer(WHOLE, status=500),
        Answer(WHOLE, status=302),
        Answer(WHOLE, headers={"Content-Length": str(len(WHOLE) + 5), "Connection": "close"}),
        Answer(WHOLE, reset=True),
    ]
    remaining = iter(answers)
    server.respond = lambda _: next(remaining)
    for _ in answers:
        assert_not_held(error_of(lambda: driver.call(GET_AUTHORIZATION_TOKEN, {})))


def test_not_in_what_is_printed_or_logged(
    server: Loopback, driver: Driver, caplog: pytest.LogCaptureFixture
) -> None:
    server.respond = lambda _: Answer(WHOLE)
    with caplog.at_level(logging.DEBUG, "ecrpublic_models"):
        response = driver.call(GET_AUTHORIZATION_TOKEN, {})
    login = response.authorizationData.registry_login()
    assert login.password.get_secret_value() == PASSWORD
    shown = [response, login, response.authorizationData, response.model_dump()]
    assert not any(shows(text) for one in shown for text in (repr(one), str(one)))
    assert not shows(response.model_dump_json())
    assert not [one for one in caplog.records if one.name.startswith("ecrpublic_models")]


def test_the_twin_shows_it_to_hooks_as_boto3_does(server: Loopback) -> None:
    seen: list[str] = []

    def hook(parsed: dict[str, Any], **_: object) -> None:
        seen.append(parsed["authorizationData"]["authorizationToken"])

    client = client_for(server.url)
    client.meta.events.register("after-call.ecr-public", hook)
    server.respond = lambda _: Answer(WHOLE)
    assert isinstance(
        ECRPublic(client).get_authorization_token(), models.GetAuthorizationTokenResponse
    )
    assert seen == [TOKEN]
