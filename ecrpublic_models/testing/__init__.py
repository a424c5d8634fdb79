"""Amazon ECR Public as a moto backend, which moto itself does not have.

`register()` makes it known to moto; from then on `mock_aws()` answers plain boto3 `ecr-public`
clients, and so does moto's server. `ecr_public_server()` runs such a server on the loopback
interface:

    with ecr_public_server() as server:
        client = boto3.client("ecr-public", region_name="us-east-1", endpoint_url=server.url)

The emulator is the other side of the wire: it shares no code with the models of this library, and
checks requests against botocore's own description of the service.

`registry` is the service as a plain Python object, which knows neither moto nor HTTP. Around it,
`models`, `responses` and `urls` are what they are in each of moto's own services.
"""

from __future__ import annotations

from importlib.util import find_spec

if any(find_spec(name) is None for name in ("moto", "flask", "flask_cors")):
    raise ImportError(
        "ecrpublic_models.testing needs moto's server: pip install 'ecrpublic-models[testing]'"
    )

from ecrpublic_models.testing._registration import get_backend, register
from ecrpublic_models.testing.exceptions import EmulatedError
from ecrpublic_models.testing.fixture import EmulatedECRPublic
from ecrpublic_models.testing.models import ECRPublicBackend
from ecrpublic_models.testing.server import ECRPublicServer, ecr_public_server

__all__ = [
    "ECRPublicBackend",
    "ECRPublicServer",
    "EmulatedECRPublic",
    "EmulatedError",
    "ecr_public_server",
    "get_backend",
    "register",
]
