"""Listings as tables: what Arrow holds is what the models hold, page by page."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import datetime
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field, create_model

from ecrpublic_models import (
    DescribeImagesPage,
    DescribeImagesPaginator,
    DescribeRegistriesPage,
    ECRPublic,
    ImageDetail,
    ImageFailure,
    ImageTagDetail,
    InventoryError,
    Registry,
    RegistryAlias,
    RegistryAliasStatus,
    Repository,
    ResponseMetadata,
    ResponseValidationError,
    arrow,
    describe_images_of,
)
from ecrpublic_models.errors import RepositoryNotFoundException
from ecrpublic_models.models.base import ResponseModel
from ecrpublic_models.operations import PAGINATED_OPERATIONS
from ecrpublic_models.testing import strategies  # noqa: F401 - what st.from_type makes models of
from tests.support.command import output_of
from tests.support.fleet import Fleet
from tests.support.kinds import IMAGES, KINDS, Kind, an_image, image, repository
from tests.support.loopback import Answer, Loopback, client_for
from tests.support.service import PagedService, limits, services

if TYPE_CHECKING:
    from mypy_boto3_ecr_public import ECRPublicClient

ITEM_MODELS = [ImageDetail, ImageTagDetail, Registry, Repository]
each_item_model = pytest.mark.parametrize("model", ITEM_MODELS)
each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.operation.name)
through_http = settings(max_examples=15)


@pytest.fixture(scope="module")
def client(server: Loopback) -> ECRPublicClient:
    return client_for(server.url)


def known(model: BaseModel) -> dict[str, object]:
    """What a model holds in its fields: as `model_dump()`, without what is in `model_extra`."""

    def plain(value: object) -> object:
        if isinstance(value, list):
            return [plain(one) for one in value]
        return known(value) if isinstance(value, BaseModel) else value

    return {name: plain(getattr(model, name)) for name in type(model).model_fields}


@each_item_model
@given(data=st.data())
def test_rows_are_what_the_models_hold(model: type[ResponseModel], data: st.DataObject) -> None:
    items = data.draw(st.lists(st.from_type(model), max_size=5))
    batch = arrow.record_batch(items, model)
    batch.validate(full=True)
    assert batch.schema == arrow.schema(model)
    assert batch.to_pylist() == [known(item) for item in items]
    if not any(item.model_extra for item in items):
        assert batch.to_pylist() == [item.model_dump() for item in items]


def test_the_columns_of_images() -> None:
    text = pa.string()
    assert arrow.schema(ImageDetail) == pa.schema(
        [
            pa.field("registryId", text, nullable=False),
            pa.field("repositoryName", text, nullable=False),
            pa.field("imageDigest", text, nullable=False),
            pa.field("imageTags", pa.list_(pa.field("item", text, nullable=False)), nullable=False),
            pa.field("imageSizeInBytes", pa.int64()),
            pa.field("imagePushedAt", pa.timestamp("us", "UTC"), nullable=False),
            pa.field("imageManifestMediaType", text),
            pa.field("artifactMediaType", text),
        ]
    )


PLAIN_TYPES = {"string": "string", "integer": "int64", "boolean": "bool"}


def described(schema: dict[str, Any], definitions: dict[str, Any]) -> tuple[str, bool]:
    """Write the Arrow type of a field from its JSON Schema, and whether it is nullable."""
    if "$ref" in schema:
        return described(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    if "anyOf" in schema:
        (present,) = (one for one in schema["anyOf"] if one != {"type": "null"})
        return described(present, definitions)[0], {"type": "null"} in schema["anyOf"]
    if schema.get("format") == "date-time":
        return "timestamp[us, tz=UTC]", False
    if schema["type"] == "array":
        return f"list<item: {described(schema['items'], definitions)[0]} not null>", False
    if schema["type"] == "object":
        fields = [column(name, one, definitions) for name, one in schema["properties"].items()]
        return f"struct<{', '.join(fields)}>", False
    return PLAIN_TYPES[schema["type"]], False


def column(name: str, schema: dict[str, Any], definitions: dict[str, Any]) -> str:
    kind, nullable = described(schema, definitions)
    return f"{name}: {kind}{'' if nullable else ' not null'}"


@each_item_model
def test_columns_are_what_pydantic_says_of_the_fields(model: type[ResponseModel]) -> None:
    schema = model.model_json_schema(mode="validation")
    expected = [
        column(name, one, schema.get("$defs", {})) for name, one in schema["properties"].items()
    ]
    found = [
        f"{one.name}: {one.type}{'' if one.nullable else ' not null'}"
        for one in arrow.schema(model)
    ]
    assert found == expected


def test_what_is_newer_than_this_library_has_no_column() -> None:
    newer = ImageDetail.model_validate(an_image(imageColour="red"))
    assert newer.model_extra == {"imageColour": "red"}
    assert "imageColour" not in arrow.record_batch([newer], ImageDetail).schema.names
    registry = {"registryId": "1", "registryArn": "a", "registryUri": "u", "verified": True}
    alias = {
        "name": "a",
        "status": "PAUSED",
        "primaryRegistryAlias": True,
        "defaultRegistryAlias": False,
    }
    nested = Registry.model_validate({**registry, "aliases": [{**alias, "colour": "red"}]})
    assert arrow.record_batch([nested], Registry).to_pylist() == [{**registry, "aliases": [alias]}]


def test_a_time_keeps_its_microseconds_from_the_first_year_to_the_last() -> None:
    times = ["0001-01-01T00:00:00Z", "1969-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"]
    items = [ImageDetail.model_validate(an_image(imagePushedAt=time)) for time in times]
    rows = arrow.record_batch(items, ImageDetail).column("imagePushedAt").to_pylist()
    assert rows == [datetime.fromisoformat(time) for time in times]


@each_kind
@through_http
@given(service=services(), limit=limits)
def test_a_listing_is_its_pages_as_batches_with_the_same_requests(
    kind: Kind, server: Loopback, client: ECRPublicClient, service: PagedService, limit: int | None
) -> None:
    kind.serve(server, service)
    pages = kind.paginate(ECRPublic(client), MaxItems=limit)
    listed = list(pages)
    asked = list(server.requests)
    server.requests.clear()
    table = pa.table(pages)
    assert server.requests == asked
    assert table.schema == pa.schema(pages) == arrow.schema(kind.operation.item)
    rows_of_pages = [[known(item) for item in kind.items(page)] for page in listed]
    assert table.to_pylist() == list(chain.from_iterable(rows_of_pages))
    assert [one.to_pylist() for one in arrow.record_batches(pages)] == rows_of_pages
    for page, rows in zip(listed, rows_of_pages, strict=True):
        assert pa.schema(page) == table.schema
        assert pa.record_batch(page).to_pylist() == rows
        assert pa.table(page).to_pylist() == rows


def test_the_columns_are_told_without_a_request(server: Loopback, client: ECRPublicClient) -> None:
    server.requests.clear()
    inventory: Any = describe_images_of(["team/app"], client=client)
    for listing in (IMAGES.paginate(ECRPublic(client)), inventory):
        assert pa.schema(listing) == arrow.schema(ImageDetail)
    arrow.record_batches(IMAGES.paginate(ECRPublic(client)))
    assert server.requests == []


@through_http
@given(service=services(), stop=st.integers(0, 8))
def test_stopped_between_batches_it_resumes_there(
    server: Loopback, client: ECRPublicClient, service: PagedService, stop: int
) -> None:
    IMAGES.serve(server, service)
    pages = IMAGES.paginate(ECRPublic(client))
    rows: list[Any] = []
    for batch in islice(arrow.record_batches(pages), stop):
        rows += batch.to_pylist()
    if stop == 0:
        rows += pa.table(pages).to_pylist()
    elif pages.resume_token is not None:
        rest = IMAGES.paginate(ECRPublic(client), StartingToken=pages.resume_token)
        rows += pa.table(rest).to_pylist()
    assert [row["imageDigest"] for row in rows] == [
        image(number)["imageDigest"] for number in service.items
    ]


@pytest.fixture
def wrong_on_its_second_page(server: Loopback) -> dict[str, object]:
    """Images of which one on the second page is yet to be made wrong."""
    bad = image(3)

    def respond(body: dict[str, object]) -> Answer:
        if "nextToken" in body:
            return Answer({"imageDetails": [image(2), bad]})
        return Answer({"imageDetails": [image(0), image(1)], "nextToken": "more"})

    server.respond = respond
    server.requests.clear()
    return bad


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 2**200])
def test_an_integer_beyond_64_bits_is_an_error_with_its_path(
    server: Loopback,
    client: ECRPublicClient,
    wrong_on_its_second_page: dict[str, object],
    number: int,
) -> None:
    wrong_on_its_second_page["imageSizeInBytes"] = number
    pages = IMAGES.paginate(ECRPublic(client))
    reader = arrow.record_batches(pages)
    assert reader.read_next_batch().num_rows == 2
    before = pages.resume_token
    with pytest.raises(ResponseValidationError, match=r"imageDetails\.1\.imageSizeInBytes") as info:
        reader.read_next_batch()
    assert info.value.operation == "DescribeImages"
    assert info.value.request_id == f"request-{len(server.requests)}"
    assert info.value.error_count() == 1
    assert info.value.errors()[0]["loc"] == ("imageDetails", 1, "imageSizeInBytes")
    json.loads(info.value.json())
    # The page was not handed out, so a listing that goes on has to begin with it.
    assert pages.resume_token == before
    with pytest.raises(pa.ArrowInvalid, match=r"imageDetails\.1\.imageSizeInBytes: Input should"):
        pa.table(pages)
    assert pages.resume_token == before


@pytest.mark.parametrize("number", [2**63 - 1, -(2**63)])
def test_the_largest_integers_fit(number: int) -> None:
    item = ImageDetail.model_validate(an_image(imageSizeInBytes=number))
    batch = arrow.record_batch([item], ImageDetail)
    assert batch.column("imageSizeInBytes").to_pylist() == [number]


def test_a_response_that_does_not_fit_is_this_librarys_error(
    client: ECRPublicClient, wrong_on_its_second_page: dict[str, object]
) -> None:
    wrong_on_its_second_page["imagePushedAt"] = "yesterday"
    pages = IMAGES.paginate(ECRPublic(client))
    reader = arrow.record_batches(pages)
    reader.read_next_batch()
    with pytest.raises(ResponseValidationError, match="imagePushedAt"):
        reader.read_next_batch()
    with pytest.raises(pa.ArrowInvalid, match=r"imageDetails\.1\.imagePushedAt"):
        pa.table(pages)


def test_a_refusal_is_the_services_error(server: Loopback, client: ECRPublicClient) -> None:
    refusal = {"__type": "RepositoryNotFoundException", "message": "no such thing"}
    server.respond = lambda _: Answer(refusal, status=400)
    pages = IMAGES.paginate(ECRPublic(client))
    with pytest.raises(RepositoryNotFoundException):
        arrow.record_batches(pages).read_all()
    with pytest.raises(pa.ArrowInvalid, match="no such thing"):
        pa.table(pages)


# What no response can hold: the models refuse it, unless they are made without a check.
@pytest.mark.parametrize(
    ("changes", "at"),
    [
        ({"imageDigest": "sha256:\ud800"}, ("imageDigest",)),
        ({"imageTags": ["v1", "\udfff"]}, ("imageTags", 1)),
        ({"imageTags": ["v1", None]}, ("imageTags", 1)),
        ({"imageTags": None}, ("imageTags",)),
        ({"registryId": None}, ("registryId",)),
        ({"registryId": 123456789012}, ("registryId",)),
        ({"imageSizeInBytes": "large"}, ("imageSizeInBytes",)),
        ({"imagePushedAt": "yesterday"}, ("imagePushedAt",)),
        ({"imageManifestMediaType": "\ud800"}, ("imageManifestMediaType",)),
        ({"registryId": pa.scalar(None, pa.string())}, ("registryId",)),
    ],
    ids=str,
)
def test_what_fits_no_column_is_an_error_with_its_path(
    changes: dict[str, object], at: tuple[object, ...]
) -> None:
    good = ImageDetail.model_validate(an_image())
    items = [good, good.model_copy(update=changes)]
    with pytest.raises(ResponseValidationError) as info:
        arrow.record_batch(items, ImageDetail)
    assert [error["loc"] for error in info.value.errors()] == [("imageDetails", 1, *at)]
    page = DescribeImagesPage.model_construct(
        imageDetails=items, ResponseMetadata=ResponseMetadata(RequestId="r-1")
    )
    for as_table in (pa.record_batch, pa.table):
        with pytest.raises(ResponseValidationError) as info:
            as_table(page)
        assert info.value.request_id == "r-1"


def test_what_fits_no_column_within_a_model_is_an_error_with_its_path() -> None:
    alias = RegistryAlias(
        name="a",
        status=RegistryAliasStatus.ACTIVE,
        primaryRegistryAlias=True,
        defaultRegistryAlias=True,
    )
    registry = Registry(
        registryId="1", registryArn="a", registryUri="u", verified=True, aliases=[alias]
    )
    for changes in ({"name": "\ud800"}, {"name": None}):
        aliases = [alias, alias.model_copy(update=changes)]
        page = DescribeRegistriesPage.model_construct(
            registries=[registry.model_copy(update={"aliases": aliases})]
        )
        with pytest.raises(ResponseValidationError) as info:
            pa.record_batch(page)
        assert info.value.operation == "DescribeRegistries"
        (error,) = info.value.errors()
        assert error["loc"] == ("registries", 0, "aliases", 1, "name")


def test_of_many_faults_a_hundred_are_described_and_all_counted() -> None:
    huge = ImageDetail.model_validate(an_image(imageSizeInBytes=2**64))
    with pytest.raises(ResponseValidationError) as info:
        arrow.record_batch([huge] * 1000, ImageDetail)
    assert (len(info.value.errors()), info.value.error_count()) == (100, 1000)


@pytest.mark.parametrize("value", [an_image(), None, "an image", Repository])
def test_items_are_of_the_model(value: object) -> None:
    items: Any = [ImageDetail.model_validate(an_image()), value]
    with pytest.raises(TypeError, match=r"imageDetails\.1: ImageDetail is needed, not "):
        arrow.record_batch(items, ImageDetail)
    with pytest.raises(TypeError, match=r"imageDetails\.1: ImageDetail is needed, not "):
        pa.record_batch(DescribeImagesPage.model_construct(imageDetails=items))


@pytest.mark.parametrize("pages", [DescribeImagesPage(imageDetails=[]), [], None, iter(())])
def test_record_batches_are_of_listings(pages: Any) -> None:
    with pytest.raises(TypeError, match="pages: what a paginator or describe_images_of gives"):
        arrow.record_batches(pages)


@pytest.mark.parametrize(
    "model", [ImageFailure, DescribeImagesPage, BaseModel, dict, "ImageDetail"]
)
def test_only_items_of_listings_have_columns(model: Any) -> None:
    with pytest.raises(TypeError, match="one of ImageDetail, ImageTagDetail, Registry, Repository"):
        arrow.schema(model)
    with pytest.raises(TypeError, match="one of ImageDetail"):
        arrow.record_batch([], model)


class LabelledImage(ImageDetail, frozen=True):
    label: str | None = None
    weights: list[int] = Field(default_factory=list)
    groups: list[list[Repository]] = Field(default_factory=list)


class LabelledPage(DescribeImagesPage, frozen=True):
    notes: list[str] = Field(default_factory=list)
    imageDetails: list[LabelledImage]  # type: ignore[assignment]  # a narrower list, never written to


def test_a_subclass_of_an_item_has_its_own_columns_too() -> None:
    labelled = LabelledImage.model_validate(
        an_image(label="old", weights=[1, 2], groups=[[repository(1)], []])
    )
    batch = arrow.record_batch([labelled], LabelledImage)
    assert batch.to_pylist() == [labelled.model_dump()]
    assert arrow.record_batch([labelled], ImageDetail).schema == arrow.schema(ImageDetail)
    page = LabelledPage(imageDetails=[labelled])
    assert pa.record_batch(page).to_pylist() == [labelled.model_dump()]
    with pytest.raises(ResponseValidationError, match=r"DescribeImages: .*imageDetails\.0\.label"):
        pa.record_batch(
            page.model_copy(
                update={"imageDetails": [labelled.model_copy(update={"label": "\ud800"})]}
            )
        )


@pytest.mark.parametrize(
    "annotation", [float, datetime, dict[str, str], int | str, bytes, list[float], None]
)
def test_a_field_of_a_type_without_a_column_is_named(annotation: Any) -> None:
    odd = create_model("Odd", __base__=ImageDetail, extra_field=(annotation, ...))
    with pytest.raises(TypeError, match="extra_field: there is no column for"):
        arrow.schema(odd)


def test_a_consumer_can_ask_for_other_types(server: Loopback, client: ECRPublicClient) -> None:
    IMAGES.serve(server, PagedService([[0, 1], [2]], ["a"]))
    asked = pa.schema(
        [
            one.with_type(pa.large_string()) if one.type == pa.string() else one
            for one in arrow.schema(ImageDetail)
        ]
    )
    table = pa.table(IMAGES.paginate(ECRPublic(client)), schema=asked)
    assert table.schema == asked
    assert table.num_rows == 3


def test_an_inventory_is_a_table_of_the_images_of_all(
    server: Loopback, client: ECRPublicClient
) -> None:
    fleet = Fleet(count=3, pages=3)
    server.respond = fleet.respond
    inventory = describe_images_of(fleet.names, client=client)
    table = pa.table(inventory)
    assert table.schema == arrow.schema(ImageDetail)
    rows = [(row["repositoryName"], row["imageDigest"]) for row in table.to_pylist()]
    assert set(rows) == fleet.rows
    assert len(rows) == len(fleet.rows)
    assert len(fleet.asked) == 9
    assert set(inventory.checkpoint.resume_tokens.values()) == {None}


READ_ONCE = "an inventory is a table from its beginning, and once"


def read_whole(inventory: Any) -> None:
    pa.table(inventory)


def read_a_batch(inventory: Any) -> None:
    arrow.record_batches(inventory).read_next_batch()


def read_a_batch_through_c(inventory: Any) -> None:
    with pa.RecordBatchReader.from_stream(inventory) as reader:
        reader.read_next_batch()


def take_a_page(inventory: Any) -> None:
    next(inventory)


def close(inventory: Any) -> None:
    inventory.close()


@pytest.mark.parametrize(
    "begin", [read_whole, read_a_batch, read_a_batch_through_c, take_a_page, close]
)
def test_an_inventory_that_was_begun_is_no_table(
    server: Loopback, client: ECRPublicClient, begin: Callable[[Any], None]
) -> None:
    """It would be a table of the rest, and nobody would see that it is not whole."""
    fleet = Fleet(count=2)
    server.respond = fleet.respond
    inventory: Any = describe_images_of(fleet.names, client=client)
    prepared = arrow.record_batches(inventory)
    begin(inventory)
    for read in (pa.table, arrow.record_batches):
        with pytest.raises(ValueError, match=READ_ONCE):
            read(inventory)
    with pytest.raises(ValueError, match=READ_ONCE):
        prepared.read_all()
    inventory.close()


def test_an_inventory_whose_reader_is_dropped_is_closed(
    server: Loopback, client: ECRPublicClient
) -> None:
    fleet = Fleet(count=3)
    server.respond = fleet.respond
    inventory = describe_images_of(fleet.names, client=client)
    reader = arrow.record_batches(inventory)
    reader.read_next_batch()
    del reader
    assert list(inventory) == []
    # The batch that was read last counts once the next is asked for, and it never was.
    assert len(list(describe_images_of(inventory.checkpoint, client=client))) == 9


def test_a_reader_does_not_outlive_its_inventory(server: Loopback, client: ECRPublicClient) -> None:
    fleet = Fleet(count=2)
    server.respond = fleet.respond
    with describe_images_of(fleet.names, client=client) as inventory:
        reader = arrow.record_batches(inventory)
        reader.read_next_batch()
    with pytest.raises(ValueError, match="the inventory was closed before all of it was read"):
        reader.read_all()
    with describe_images_of(fleet.names, client=client) as inventory:
        reader = arrow.record_batches(inventory)
        reader.read_all()
    assert reader.read_all().num_rows == 0


def test_an_inventory_that_gives_errors_is_no_table(client: ECRPublicClient) -> None:
    inventory: Any = describe_images_of(["team/app"], client=client, on_error="yield")
    for read in (pa.table, arrow.record_batches):
        with pytest.raises(ValueError, match="on_error: 'yield' gives errors"):
            read(inventory)
    inventory.close()


def test_failures_of_an_inventory_come_after_the_rows_of_the_others(
    server: Loopback, client: ECRPublicClient
) -> None:
    fleet = Fleet(count=3, pages=2, failing=frozenset({"team/app1"}))
    server.respond = fleet.respond
    reader = arrow.record_batches(describe_images_of(fleet.names, client=client))
    batches: list[pa.RecordBatch] = []
    with pytest.raises(InventoryError, match="team/app1 is gone") as info:
        batches.extend(reader)
    assert info.value.failures.keys() == {"team/app1"}
    assert len(batches) == 5
    with pytest.raises(pa.ArrowInvalid, match="team/app1 is gone"):
        pa.table(describe_images_of(fleet.names, client=client))


def test_an_inventory_resumes_after_the_batches_that_were_read(
    server: Loopback, client: ECRPublicClient
) -> None:
    fleet = Fleet(count=2, pages=3)
    server.respond = fleet.respond
    for read in range(1, 6):
        with describe_images_of(fleet.names, client=client) as inventory:
            *before, _ = islice(arrow.record_batches(inventory), read)
            # A batch counts once the next is asked for, so the last one comes again.
            rest = arrow.record_batches(describe_images_of(inventory.checkpoint, client=client))
            rows = pa.Table.from_batches([*before, *rest], arrow.schema(ImageDetail)).to_pylist()
        assert sorted((row["repositoryName"], row["imageDigest"]) for row in rows) == sorted(
            fleet.rows
        )


def test_a_batch_that_can_not_be_made_does_not_count_as_listed(
    server: Loopback, client: ECRPublicClient, wrong_on_its_second_page: dict[str, object]
) -> None:
    wrong_on_its_second_page["imageSizeInBytes"] = 2**63
    inventory = describe_images_of(["team/app"], client=client)
    reader = arrow.record_batches(inventory)
    reader.read_next_batch()
    with pytest.raises(ResponseValidationError, match="imageSizeInBytes"):
        reader.read_next_batch()
    assert list(inventory) == []  # it was closed
    wrong_on_its_second_page["imageSizeInBytes"] = 1
    rest = pa.table(describe_images_of(inventory.checkpoint, client=client))
    found = rest.column("imageDigest").to_pylist()
    assert found == [image(number)["imageDigest"] for number in (2, 3)]


def test_items_that_were_chosen_become_a_table(server: Loopback, client: ECRPublicClient) -> None:
    IMAGES.serve(server, PagedService([[0, 1], [2]], ["a"]))
    paginator = DescribeImagesPaginator(client)
    items = paginator.paginate(repositoryName="team/app").items()
    untagged = (one for one in items if not one.imageTags)
    assert arrow.record_batch(untagged, ImageDetail).num_rows == 1


def test_every_listing_has_its_columns() -> None:
    assert [operation.item for operation in PAGINATED_OPERATIONS] == [
        *(ImageDetail, ImageTagDetail, Registry, Repository)
    ]
    for operation in PAGINATED_OPERATIONS:
        page: Any = operation.page.model_validate({operation.result_key: []})
        assert pa.record_batch(page).schema == arrow.schema(operation.item)


def test_pyarrow_is_loaded_for_tables_alone() -> None:
    program = (
        "import ecrpublic_models.ecrpublic, ecrpublic_models.inventory, sys\n"
        "from ecrpublic_models import DescribeImagesPage\n"
        "DescribeImagesPage(imageDetails=[])\n"
        "print('pyarrow' in sys.modules, 'ecrpublic_models._record_batches' in sys.modules)"
    )
    assert output_of(program) == "False False"


def test_without_pyarrow_there_is_one_clear_line(
    monkeypatch: pytest.MonkeyPatch, client: ECRPublicClient
) -> None:
    for name in ("arrow", "_pyarrow", "_record_batches"):
        monkeypatch.delitem(sys.modules, f"ecrpublic_models.{name}", raising=False)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    needed = r"^a table needs pyarrow: pip install 'ecrpublic-models\[arrow\]'$"
    with pytest.raises(ImportError, match=needed):
        IMAGES.paginate(ECRPublic(client)).__arrow_c_stream__()
    with pytest.raises(ImportError, match=needed):
        IMAGES.paginate(ECRPublic(client)).__arrow_c_schema__()
    with pytest.raises(ImportError, match=needed):
        describe_images_of(["team/app"], client=client).__arrow_c_stream__()
    with pytest.raises(ImportError, match=needed):
        DescribeImagesPage(imageDetails=[]).__arrow_c_array__()
    with pytest.raises(ImportError, match=needed):
        __import__("ecrpublic_models.arrow")
