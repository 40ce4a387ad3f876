"""What a person saw comes in; the article and the claim, locked and unchanged since, and free places in them go out."""

from __future__ import annotations

from dataclasses import dataclass

from claims.models import Appearance, Article, Claim, Membership, User
from claims.review.errors import Outdated, Refused
from claims.review.placing import Placed


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The state of a claim that a person had before them when they decided."""

    revision_id: int
    version: int


def hold_article(article: Article, *, by: User, revision_id: int) -> Article:
    """The article's row, ours until the transaction ends, with the text that the person saw.

    Others may write rows that point at it meanwhile (``no_key``): whoever parts speakers holds claims of the article
    when they do, and would wait for us while we wait for them.
    """
    rows = Article.objects.select_for_update(of=("self",), no_key=True)
    rows = rows.select_related("newsroom", "source", "current")
    held = rows.get(pk=article.pk)
    roles = (Membership.Role.EDITOR, Membership.Role.REVIEWER)
    if not (by.is_superuser or held.newsroom.memberships.filter(user=by, role__in=roles).exists()):
        raise Refused(f"That takes the role of {' or '.join(roles)} in {held.newsroom}.", field="role")
    if held.current_id != revision_id:
        raise Outdated("The article has a newer text by now; look at it again.", field="revision")
    return held


def hold_claim(claim: Claim, *, seen: Seen, by: User) -> tuple[Article, Claim]:
    """Article and claim, both ours, and the claim as the person saw it."""
    if claim.article is None or claim.revision_id is None:
        raise Refused("This claim was entered by hand; it stands in no article.", field="claim")
    article = hold_article(claim.article, by=by, revision_id=seen.revision_id)
    rows = Claim.objects.select_for_update(of=("self",)).select_related("speaker", "newsroom")
    held = rows.get(pk=claim.pk)
    if held.lost_at is not None or (held.revision_id, held.version) != (seen.revision_id, seen.version):
        raise Outdated("Somebody else has changed this attribution meanwhile; look at it again.", field="version")
    return article, held


def at(article: Article, place: Placed) -> Claim | None:
    here = Claim.objects.filter(revision=article.current, start=place.span.start, end=place.span.end)
    return here.select_for_update(of=("self",)).select_related("speaker").first()


def free_at(article: Article, place: Placed, *, besides: Claim | None = None) -> Claim:
    """The row for an attribution on these words: the one that was deleted from there, or a new one.

    Raises:
        Refused: when another one than ``besides`` stands there, be it the article's own or one of a copy.
    """
    there = at(article, place)
    if shared_at(article, place) or (there is not None and there != besides and there.lost_at is None):
        raise Refused("An attribution stands on exactly these words already.", field="content")
    return blank(article) if there is None or there == besides else there


def check_free(article: Article, place: Placed, *, besides: Claim, words: str = "these words") -> None:
    """Raises ``Refused`` when another one than ``besides`` stands on these words, or stood there."""
    there = at(article, place)
    if there != besides and (there is not None or shared_at(article, place)):
        raise Refused(f"Another attribution stands, or stood, on exactly {words}.", field="content")


def shared_at(article: Article, place: Placed) -> bool:
    """Whether the claim of a copy of the article stands on exactly these words, too."""
    span = place.span
    here = Appearance.objects.standing().filter(revision=article.current, start=span.start, end=span.end)
    return here.exists()


def blank(article: Article) -> Claim:
    return Claim(
        newsroom=article.newsroom,
        article=article,
        revision=article.current,
        source=article.source,
        said_on=article.published_on,
        language=article.language,
    )
