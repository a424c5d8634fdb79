"""Bodies that are refused, each of a form and of any size."""

from __future__ import annotations

from typing import NamedTuple

_IMAGE = (
    '{"registryId":"123456789012","repositoryName":"team/app","imageDigest":"sha256:0",'
    '"imagePushedAt":1705072146.5}'
)


class Form(NamedTuple):
    """What a body consists of."""

    before: str
    repeated: str
    after: str

    def body(self, size: int) -> bytes:
        """Give a body of about so many bytes."""
        separator = "," if self.after else ""
        count = (size - len(self.before) - len(self.after)) // len(self.repeated + separator)
        return (self.before + separator.join([self.repeated] * max(1, count)) + self.after).encode()


FORMS = {
    "numbers for items": Form('{"imageDetails":[', "1", "]}"),
    "nulls for items": Form('{"imageDetails":[', "null", "]}"),
    "lists for items": Form('{"imageDetails":[', "[]", "]}"),
    "items without fields": Form('{"imageDetails":[', "{}", "]}"),
    "items with a wrong field": Form(
        '{"imageDetails":[', _IMAGE.replace('"team/app"', '["x"]'), "]}"
    ),
    "items with wrong fields": Form(
        '{"imageDetails":[',
        '{"imageDigest":1,"imageTags":1,"imagePushedAt":[],"registryId":{}}',
        "]}",
    ),
    "items with null fields": Form('{"imageDetails":[', _IMAGE.replace('"sha256:0"', "null"), "]}"),
    "wrong tags of an image": Form(f'{{"imageDetails":[{_IMAGE[:-1]},"imageTags":[', "1", "]}]}"),
    "null tags of an image": Form(f'{{"imageDetails":[{_IMAGE[:-1]},"imageTags":[', "null", "]}]}"),
    "a large image without a digest": Form('{"imageDetails":[{"x":[', "1", "]}]}"),
    "bad text in many new members": Form(
        '{"imageDetails":[{', r'"\ud800":"\ud800"', '}],"x":"\\ud800"}'
    ),
    "another list": Form('{"images":[', _IMAGE, "]}"),
    "a body that is a list": Form("[", _IMAGE, "]"),
    "brackets without end": Form("", "[", ""),
}
