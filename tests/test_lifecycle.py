"""Lifecycle policies: the documented rules and examples, and a model of our own beside them."""

from __future__ import annotations

import fnmatch
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moto.ecr.exceptions import InvalidParameterException
from moto.ecr.policy_validation import EcrLifecyclePolicyValidator
from pydantic import ValidationError

from ecrpublic_models import ImageDetail
from ecrpublic_models.lifecycle import LifecyclePolicy, LifecyclePreview, evaluate

NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)


def image(name: str, *tags: str, days: float = 0, size: int | None = 10) -> ImageDetail:
    return ImageDetail(
        registryId="123456789012",
        repositoryName="team/app",
        imageDigest=f"sha256:{name}",
        imageTags=list(tags),
        imagePushedAt=NOW - timedelta(days=days),
        imageSizeInBytes=size,
    )


def rule(priority: int, count: int, *, days: bool = False, **selection: Any) -> dict[str, Any]:
    counted: dict[str, object] = {"countType": "imageCountMoreThan", "countNumber": count}
    if days:
        counted = {"countType": "sinceImagePushed", "countUnit": "days", "countNumber": count}
    return {
        "rulePriority": priority,
        "selection": {**selection, **counted},
        "action": {"type": "expire"},
    }


def prefixes(*names: str) -> dict[str, Any]:
    return {"tagStatus": "tagged", "tagPrefixList": list(names)}


def patterns(*names: str) -> dict[str, Any]:
    return {"tagStatus": "tagged", "tagPatternList": list(names)}


def policy(*rules: dict[str, Any]) -> LifecyclePolicy:
    return LifecyclePolicy.model_validate_json(json.dumps({"rules": rules}))


def names(preview: LifecyclePreview) -> str:
    return "".join(one.imageDigest.removeprefix("sha256:") for one in preview.expired)


TWO_KINDS = [
    image("A", "beta-1", "prod-1", days=10),
    image("B", "beta-2", "prod-2", days=9),
    image("C", "beta-3", days=8),
]
AGES = [
    image("A", "alpha-1", days=12),
    image("B", "beta-1", days=11),
    image("C", "alpha-2", "beta-2", days=10),
    image("D", "alpha-3", days=4),
    image("E", "beta-3", days=3),
    image("F", "alpha-4", "beta-4", days=2),
]
MIXED = [
    image("A", "alpha-1", days=4),
    image("B", "beta-1", days=3),
    image("C", days=2),
    image("D", "alpha-2", days=1),
]
# The situations of the documentation's examples, and what it says of each.
EXAMPLES: dict[str, tuple[list[ImageDetail], list[dict[str, Any]], str]] = {
    "images of a tag that are older than two weeks": (
        [image("A", "prod1", days=15), image("B", "prod2", days=13), image("C", "test", days=20)],
        [rule(1, 14, days=True, **patterns("prod*"))],
        "A",
    ),
    "but one untagged image": (
        [image("A", days=3), image("B", days=2), image("C", days=1), image("D", "v1", days=9)],
        [rule(1, 1, tagStatus="untagged")],
        "AB",
    ),
    "two rules, the production's first": (
        TWO_KINDS,
        [rule(1, 1, **prefixes("prod")), rule(2, 1, **prefixes("beta"))],
        "A",
    ),
    "two rules, the test's first": (
        TWO_KINDS,
        [rule(1, 1, **prefixes("beta")), rule(2, 1, **prefixes("prod"))],
        "AB",
    ),
    "one rule of two prefixes, which both have to be there": (
        AGES,
        [rule(1, 5, days=True, **prefixes("alpha", "beta"))],
        "C",
    ),
    "two rules of a prefix each": (
        AGES,
        [rule(1, 5, days=True, **prefixes("alpha")), rule(2, 5, days=True, **prefixes("beta"))],
        "ABC",
    ),
    "two prefixes by count": (
        AGES,
        [rule(1, 1, **prefixes("alpha", "beta"))],
        "C",
    ),
    "all images, after one rule for some": (
        MIXED,
        [rule(1, 1, **prefixes("alpha")), rule(2, 1, tagStatus="any")],
        "ABC",
    ),
    "all images by age, after one rule for some": (
        MIXED,
        [rule(1, 3, **prefixes("alpha")), rule(2, 2, days=True, tagStatus="any")],
        "B",
    ),
}


@pytest.mark.parametrize(("images", "rules", "expired"), EXAMPLES.values(), ids=EXAMPLES)
def test_the_documentations_examples(
    images: list[ImageDetail], rules: list[dict[str, Any]], expired: str
) -> None:
    for order in (images, images[::-1]):
        assert names(evaluate(policy(*rules), order, now=NOW)) == expired


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "no rules": ({"rules": []}, "rules"),
    "51 rules": ({"rules": [rule(n, 1, **patterns(f"{n}")) for n in range(1, 52)]}, "rules"),
    "a priority twice": (
        {"rules": [rule(1, 1, **patterns("a")), rule(1, 1, **patterns("b"))]},
        "rulePriority 1",
    ),
    "no priority": ({"rules": [{**rule(1, 1, tagStatus="any"), "rulePriority": 0}]}, "Priority"),
    "any before others": (
        {"rules": [rule(1, 1, tagStatus="any"), rule(2, 1, **patterns("a"))]},
        "'any'",
    ),
    "any twice": ({"rules": [rule(1, 1, tagStatus="any"), rule(2, 1, tagStatus="any")]}, "'any'"),
    "untagged twice": (
        {"rules": [rule(1, 1, tagStatus="untagged"), rule(2, 2, tagStatus="untagged")]},
        "'untagged'",
    ),
    "no tags for tagged": ({"rules": [rule(1, 1, tagStatus="tagged")]}, "needs either"),
    "both lists": (
        {"rules": [rule(1, 1, **patterns("a"), tagPrefixList=["b"])]},
        "needs either",
    ),
    "a pattern for untagged": (
        {"rules": [rule(1, 1, tagStatus="untagged", tagPatternList=["a"])]},
        "go with",
    ),
    "a prefix for any": ({"rules": [rule(1, 1, tagStatus="any", tagPrefixList=["a"])]}, "go with"),
    "an empty list": ({"rules": [rule(1, 1, **patterns())]}, "tagPatternList"),
    "an empty pattern": ({"rules": [rule(1, 1, **patterns(""))]}, "tagPatternList"),
    "an empty prefix": ({"rules": [rule(1, 1, **prefixes(""))]}, "tagPrefixList"),
    "five wildcards": ({"rules": [rule(1, 1, **patterns("a*b*c*d*e*"))]}, "at most 4"),
    "no unit": (
        {"rules": [rule(1, 1, tagStatus="any", countType="x") | {"description": 5}]},
        "description",
    ),
    "nothing to count": ({"rules": [rule(1, 0, tagStatus="any")]}, "countNumber"),
    "a count as text": ({"rules": [rule(1, "1", tagStatus="any")]}, "countNumber"),  # type: ignore[arg-type]  # wrong on purpose
    "an unknown member": ({"rules": [rule(1, 1, tagStatus="any", tags=[])]}, "tags"),
    "an unknown status": ({"rules": [rule(1, 1, tagStatus="old")]}, "tagStatus"),
}


@pytest.mark.parametrize(("document", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_policy(document: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        LifecyclePolicy.model_validate(document)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"countType": "sinceImagePulled", "countUnit": "days"},
            "does not tell when an image was p",
        ),
        ({"countType": "sinceImageTransitioned", "countUnit": "days"}, "was archived"),
        ({"countType": "sinceImagePushed"}, "needs it"),
        ({"countUnit": "days"}, "countUnit goes with"),
        ({"countType": "sinceImagePushed", "countUnit": "hours"}, "days"),
        ({"storageClass": "archive"}, "has no archive"),
    ],
)
def test_what_can_not_be_evaluated_is_named(changes: dict[str, Any], message: str) -> None:
    given = rule(1, 1, tagStatus="any")
    given["selection"] |= changes
    with pytest.raises(ValidationError, match=message):
        LifecyclePolicy.model_validate({"rules": [given]})
    moved = {**rule(1, 1, tagStatus="any"), "action": {"type": "transition"}}
    with pytest.raises(ValidationError, match="no archive to move images to"):
        LifecyclePolicy.model_validate({"rules": [moved]})


def test_a_policy_is_dumped_as_it_was_read() -> None:
    document = {
        "rules": [rule(2, 1, tagStatus="any"), {**rule(1, 3, **patterns("a*")), "description": "d"}]
    }
    read = LifecyclePolicy.model_validate_json(json.dumps(document))
    assert read.model_dump(exclude_unset=True) == document
    assert [one.rulePriority for one in read.in_order] == [1, 2]


def test_the_one_storage_class_that_there_is() -> None:
    given = rule(1, 1, tagStatus="any", storageClass="standard")
    assert names(evaluate(policy(given), MIXED, now=NOW)) == "ABC"


def test_an_image_that_is_listed_twice_counts_once() -> None:
    three = [image(name, days=number) for number, name in enumerate("abc")]
    preview = evaluate(policy(rule(1, 3, tagStatus="any")), [*three, three[0]], now=NOW)
    assert (preview.expired, len(preview.verdicts)) == ([], 3)


def test_a_copy_with_changes_is_judged_by_the_changes() -> None:
    made = policy(rule(1, 1, days=True, **patterns("dev-*")))
    (one,) = made.rules
    images = [image("a", "dev-1", days=2), image("b", "tmp-1", days=2)]
    assert names(evaluate(made, images, now=NOW)) == "a"
    selection = one.selection.model_copy(update={"tagPatternList": ["tmp-*"]})
    rules = [one.model_copy(update={"selection": selection})]
    changed = made.model_copy(update={"rules": rules})
    assert names(evaluate(changed, images, now=NOW)) == "b"


def test_policies_can_be_in_sets() -> None:
    made = policy(rule(1, 1, **patterns("a")))
    assert (
        len({made, policy(rule(1, 1, **patterns("a"))), policy(rule(1, 2, tagStatus="any"))}) == 2
    )


@pytest.mark.parametrize("wrong", [{"rules": []}, "{}", None])
def test_what_is_no_policy_is_told_how_to_make_one(wrong: Any) -> None:
    with pytest.raises(TypeError, match=r"^policy: .*model_validate_json"):
        evaluate(wrong, [], now=NOW)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="now: "):
        evaluate(policy(rule(1, 1, tagStatus="any")), [], now=NOW.replace(tzinfo=None))


def test_a_preview_adds_up() -> None:
    images = [image("A", days=3, size=5), image("B", days=2, size=None), image("C", "v1", days=1)]
    preview = evaluate(
        policy(rule(1, 1, days=True, tagStatus="untagged"), rule(2, 1, **patterns("w*"))),
        images,
        now=NOW,
    )
    assert preview.expired == images[:2]
    assert preview.expired_bytes == 5
    assert preview.counts() == {1: 2}
    assert [(one.rulePriority, one.expires) for one in preview.verdicts] == [
        (1, True),
        (1, True),
        (None, False),
    ]
    assert preview.verdicts[0].reason == "is not of the last 1 days, of rule 1"
    assert preview.verdicts[2].reason == "no rule selects it"


@pytest.mark.parametrize("count", [10**6, 10**9, 10**30])
def test_more_days_than_there_are_keep_everything(count: int) -> None:
    old = image("A", days=700_000)
    kept = evaluate(policy(rule(1, count, days=True, tagStatus="any")), [old], now=NOW)
    assert kept.expired == []


TAGS = ["a", "ab", "b", "abc", "prod", "prod-1", "x.y", "é", "a\nb"]
lists = st.lists(st.sampled_from(["a", "ab", "b", "p", "prod", "x.", "é"]), min_size=1, max_size=2)
wild = st.lists(
    st.sampled_from(["*", "a*", "*b", "a*c", "*-*", "prod", "x.y", "x?y", "[ab]"]),
    min_size=1,
    max_size=2,
)
selections = st.one_of(
    lists.map(lambda one: prefixes(*one)),
    wild.map(lambda one: patterns(*one)),
    st.just({"tagStatus": "untagged"}),
)


@st.composite
def policies(draw: st.DrawFn) -> list[dict[str, Any]]:
    chosen = draw(st.lists(selections, max_size=4))
    untagged = [one for one in chosen if one["tagStatus"] == "untagged"]
    chosen = [one for one in chosen if one["tagStatus"] != "untagged"] + untagged[:1]
    chosen = draw(st.permutations(chosen))
    if not chosen or draw(st.booleans()):
        chosen = [*chosen, {"tagStatus": "any"}]
    priorities = sorted(
        draw(st.sets(st.integers(1, 99), min_size=len(chosen), max_size=len(chosen)))
    )
    rules = [
        rule(priority, draw(st.integers(1, 5)), days=draw(st.booleans()), **one)
        for priority, one in zip(priorities, chosen, strict=True)
    ]
    return draw(st.permutations(rules))


@st.composite
def repositories(draw: st.DrawFn) -> list[ImageDetail]:
    count = draw(st.integers(0, 9))
    return [
        image(
            f"{number}",
            *draw(st.lists(st.sampled_from(TAGS), max_size=3, unique=True)),
            # Also exactly as old as a rule says.
            days=draw(st.sampled_from([0, 1, 2, 3, 3.5, 5, 8])),
        )
        for number in draw(st.permutations(range(count)))
    ]


def selected(selection: dict[str, Any], tags: list[str]) -> bool:
    """Whether a rule is about an image, in another way than the library's."""
    if selection["tagStatus"] == "any":
        return True
    if selection["tagStatus"] == "untagged":
        return tags == []
    begins = selection.get("tagPrefixList")
    if begins is not None:
        return all(any(tag[: len(one)] == one for tag in tags) for one in begins)
    plain = [one.replace("[", "[[]").replace("?", "[?]") for one in selection["tagPatternList"]]
    return all(any(fnmatch.fnmatchcase(tag, one) for tag in tags) for one in plain)


def judged(rules: list[dict[str, Any]], images: list[ImageDetail]) -> dict[str, int | None]:
    """The rule by which each image expires, from the definitions, one image at a time."""
    ordered = sorted(rules, key=lambda one: int(one["rulePriority"]))
    result: dict[str, int | None] = {}
    for one in images:
        result[one.imageDigest] = None
        for each in ordered:
            selection = each["selection"]
            if not selected(selection, one.imageTags):
                continue
            if selection["countType"] == "sinceImagePushed":
                age = NOW - one.imagePushedAt
                expires = age > timedelta(days=selection["countNumber"])
            else:
                younger = [
                    other
                    for other in images
                    if selected(selection, other.imageTags)
                    and (other.imagePushedAt, other.imageDigest)
                    > (one.imagePushedAt, one.imageDigest)
                ]
                expires = len(younger) >= selection["countNumber"]
            if expires:
                result[one.imageDigest] = each["rulePriority"]
            break  # an image is subject to the first rule that selects it
    return result


@settings(max_examples=500)
@given(policies(), repositories())
def test_every_image_is_judged_as_the_definitions_say(
    rules: list[dict[str, Any]], images: list[ImageDetail]
) -> None:
    preview = evaluate(policy(*rules), images, now=NOW)
    found = {
        one.image.imageDigest: one.rulePriority if one.expires else None for one in preview.verdicts
    }
    assert found == judged(rules, images)
    assert len(preview.verdicts) == len(images)
    times = [(one.image.imagePushedAt, one.image.imageDigest) for one in preview.verdicts]
    assert times == sorted(times)
    assert sum(preview.counts().values()) == len(preview.expired)


@given(policies(), repositories(), st.randoms())
def test_the_order_of_images_and_rules_makes_no_difference(
    rules: list[dict[str, Any]], images: list[ImageDetail], random: Any
) -> None:
    expected = evaluate(policy(*rules), images, now=NOW)
    random.shuffle(rules)
    random.shuffle(images)
    assert evaluate(policy(*rules), images, now=NOW) == expected


@given(policies(), repositories(), st.integers(0, 30))
def test_what_expires_stays_expired_as_time_goes_by(
    rules: list[dict[str, Any]], images: list[ImageDetail], days: int
) -> None:
    made = policy(*rules)
    before = set(names(evaluate(made, images, now=NOW)))
    assert before <= set(names(evaluate(made, images, now=NOW + timedelta(days=days))))


def mostly(valid: Any, *others: Any) -> st.SearchStrategy[Any]:
    return st.one_of(st.just(valid), st.just(valid), st.sampled_from(others))


documents = st.fixed_dictionaries(
    {
        "rules": st.lists(
            st.fixed_dictionaries(
                {
                    "rulePriority": st.integers(1, 3),
                    "action": mostly({"type": "expire"}, {"type": "x"}, {}),
                    "selection": st.fixed_dictionaries(
                        {
                            "tagStatus": st.sampled_from(["tagged", "untagged", "any", "x"]),
                            "countType": st.sampled_from(
                                ["imageCountMoreThan", "sinceImagePushed", "x"]
                            ),
                            "countNumber": st.integers(-1, 3),
                        },
                        optional={
                            "countUnit": mostly("days", "hours"),
                            "tagPrefixList": st.just(["a"]),
                            "new": st.just(1),
                        },
                    ),
                },
                optional={"description": st.just("text"), "new": st.just(1)},
            ),
            max_size=3,
        )
    },
    optional={},
)


@settings(max_examples=300)
@given(documents)
def test_what_is_taken_is_taken_by_motos_validator_of_private_ecr(document: dict[str, Any]) -> None:
    try:
        LifecyclePolicy.model_validate(document)
    except ValidationError:
        return
    EcrLifecyclePolicyValidator(json.dumps(document)).validate()


@pytest.mark.parametrize(
    "change",
    [
        ("action", {"type": "x"}),
        ("action", {}),
        ("rulePriority", None),
        ("selection", {"tagStatus": "x", "countType": "imageCountMoreThan", "countNumber": 1}),
        ("selection", {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 0}),
        ("selection", {"tagStatus": "any", "countType": "x", "countNumber": 1}),
        ("new", 1),
    ],
)
def test_what_motos_validator_refuses_is_refused(change: tuple[str, Any]) -> None:
    name, value = change
    wrong = {**rule(1, 1, tagStatus="any"), name: value}
    if value is None:
        del wrong[name]
    document = {"rules": [wrong]}
    with pytest.raises(InvalidParameterException):
        EcrLifecyclePolicyValidator(json.dumps(document)).validate()
    with pytest.raises(ValidationError):
        LifecyclePolicy.model_validate(document)


@settings(max_examples=500)
@given(policies(), repositories(), st.integers(0, 9))
def test_what_is_left_of_a_deletion_is_what_expires_then(
    rules: list[dict[str, Any]], images: list[ImageDetail], count: int
) -> None:
    """So an interrupted deletion can be run again, wherever it has stopped."""
    made = policy(*rules)
    order = evaluate(made, images, now=NOW).in_order_of_deletion
    gone = set(order[:count])
    rest = evaluate(made, [one for one in images if one not in gone], now=NOW)
    assert rest.in_order_of_deletion == order[count:]
