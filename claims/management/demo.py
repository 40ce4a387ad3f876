"""The demo newsroom's folder -> its people, outlets, articles and verdicts in the store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_datetime

from claims import pipeline
from claims.ingest.document import Document
from claims.models import Article, Claim, Membership, Newsroom, Rating, RatingScale, Source, User, Verdict
from claims.review.verdict import EvidenceEntry
from claims.text.normalise import fold

FOLDER = Path(__file__).resolve().parent.parent / "demo"


def load(name: str) -> Any:
    """One of the folder's JSON files."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def newsroom() -> Newsroom:
    """The newsroom with its scale, people and outlets; made once."""
    plan = load("newsroom.json")
    with transaction.atomic():
        values = {"name": plan["name"], "repeat_alert": plan["repeat_alert"]}
        room, _ = Newsroom.objects.get_or_create(slug=plan["slug"], defaults=values)
        scale, _ = RatingScale.objects.get_or_create(newsroom=room, name=plan["rating_scale"]["name"])
        for rating in plan["rating_scale"]["ratings"]:
            values = {"normalized": rating["normalized"], "position": rating["position"]}
            Rating.objects.get_or_create(scale=scale, label=rating["label"], defaults=values)
        for source in plan["sources"]:
            values = {"domain": source["domain"], "kind": source["kind"]}
            Source.objects.get_or_create(newsroom=room, name=source["name"], defaults=values)
        for person in plan["people"]:
            _person(person, room=room, password=plan["demo_password"])
    return room


def _person(person: dict[str, str], *, room: Newsroom, password: str) -> None:
    first, _, last = person["name"].partition(" ")
    values = {"first_name": first, "last_name": last, "is_staff": person["role"] == Membership.Role.EDITOR}
    user, created = User.objects.get_or_create(username=person["username"], defaults=values)
    if created:
        user.set_password(password)
        user.save(update_fields=["password"])
    Membership.objects.get_or_create(user=user, newsroom=room, defaults={"role": person["role"]})


def documents() -> Iterator[Document]:
    """The articles, in the order of their publication: a header of ``key: value`` lines, an empty line, the text."""
    for path in sorted((FOLDER / "articles").glob("*.txt")):
        head, _, text = path.read_text(encoding="utf-8").partition("\n\n")
        values = dict(line.split(": ", 1) for line in head.splitlines())
        yield Document(
            external_id=values["external_id"],
            source_name=values["source"],
            kind=values["kind"],
            title=values["title"],
            url=values["url"],
            published_at=parse_datetime(values["published_at"]),
            text=text,
        )


def claim_with(room: Newsroom, *, article: str, quote: str) -> Claim | None:
    """The claim of an article that holds the quotation: the shortest, where one lies inside another."""
    known = Article.objects.for_newsroom(room).filter(external_id=article).first()
    claims = Claim.objects.standing_in(known).select_related("newsroom") if known else []
    wanted = f" {fold(quote)} "
    holding = [claim for claim in claims if wanted in f" {fold(claim.statement)} "]
    return min(holding, key=lambda claim: len(claim.statement), default=None)


def rule(room: Newsroom) -> Iterator[tuple[dict[str, Any], Verdict | None]]:
    """Write the verdicts, each once, through the same rules as anybody's; None where extraction left no such claim."""
    for plan in load("verdicts.json"):
        claim = claim_with(room, article=plan["article"], quote=plan["quote"])
        if claim is None:
            yield plan, None
            continue
        known = claim.verdicts.filter(explanation=plan["explanation"]).first()
        yield plan, known or _rule(claim, plan=plan)


def _rule(claim: Claim, *, plan: dict[str, Any]) -> Verdict:
    people = {user.username: user for user in User.objects.filter(memberships__newsroom=claim.newsroom)}
    author = people[plan["author"]]
    verdict = pipeline.draft_verdict(
        claim=claim,
        rating=Rating.objects.get(scale__newsroom=claim.newsroom, label=plan["rating"]),
        explanation=plan["explanation"],
        author=author,
        evidence=[EvidenceEntry(url=e["url"], quote=e["quote"], stance=e["stance"]) for e in plan["evidence"]],
    )
    if plan["state"] == Verdict.State.DRAFT:
        return verdict
    pipeline.submit_verdict(verdict=verdict, by=author)
    return pipeline.publish_verdict(verdict=verdict, approver=people[plan["approver"]])
