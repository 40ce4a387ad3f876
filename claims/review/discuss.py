"""Who is to look at a flag, and what people say about it to each other -> stored, and told in inboxes."""

from __future__ import annotations

import datetime as dt
import re

from django.db import transaction
from django.utils import timezone

from claims.models import Flag, Membership, Newsroom, Notice, Remark, User
from claims.models.newsrooms import MembershipQuerySet
from claims.review.errors import Refused

MENTION = re.compile(r"(?<![\w@])@([\w.+-]+(?:@[\w.-]*\w)?)")
LONGEST = 5_000


def assign(*, flag: Flag, to: User | None, by: User, due_on: dt.date | None = None) -> None:
    """Ask a member to look at a flag, by a day if one is given; ``None`` takes the request back.

    Raises:
        Refused: when ``by`` may not, or ``to`` cannot decide there.
    """
    own = {by.pk} >= {person for person in (flag.assignee_id, to.pk if to else None) if person is not None}
    _check(flag, by=by, own=own)
    if to and not _deciders(flag.newsroom).filter(user=to).exists():
        raise Refused("Only reviewers and editors of this newsroom can be asked.", field="to")
    with transaction.atomic():
        before = Flag.objects.select_for_update(of=("self",)).get(pk=flag.pk).assignee_id
        Flag.objects.filter(pk=flag.pk).update(assignee=to, due_on=due_on if to else None)
        if to and to != by and to.pk != before:
            Notice.objects.create(newsroom=flag.newsroom, user=to, kind=Notice.Kind.ASSIGNED, flag=flag, by=by)


def remark(*, flag: Flag, text: str, author: User) -> Remark:
    """Say something about a flag; members whose sign-in name stands in it after an @ find it in their inbox.

    Raises:
        Refused: when it is empty or too long.
    """
    text = text.strip()
    if not text or len(text) > LONGEST:
        raise Refused(f"A remark has between 1 and {LONGEST} characters.", field="text")
    with transaction.atomic():
        made = Remark.objects.create(flag=flag, author=author, text=text)
        about = {"newsroom_id": flag.newsroom_id, "flag": flag, "by": author, "remark": made}
        named = _named(text, newsroom_id=flag.newsroom_id) - {author.pk}
        Notice.objects.bulk_create(Notice(user_id=who, kind=Notice.Kind.MENTIONED, **about) for who in sorted(named))
    return made


def read(*, user: User, newsroom: Newsroom, flag: Flag | None = None) -> int:
    """Mark what a person was told, of one flag or of all, as read. Returns how many were not."""
    unread = Notice.objects.of(user, newsroom=newsroom).unread()
    return (unread.filter(flag=flag) if flag else unread).update(read_at=timezone.now())


def _named(text: str, *, newsroom_id: int) -> set[int]:
    names = {name.rstrip(".-") for name in MENTION.findall(text)}
    members = Membership.objects.filter(newsroom=newsroom_id, user__username__in=names)
    return set(members.values_list("user", flat=True))


def _deciders(newsroom: Newsroom) -> MembershipQuerySet:
    roles = (Membership.Role.EDITOR, Membership.Role.REVIEWER)
    return Membership.objects.filter(newsroom=newsroom, role__in=roles)


def _check(flag: Flag, *, by: User, own: bool) -> None:
    role = _deciders(flag.newsroom).filter(user=by).values_list("role", flat=True).first()
    if role != Membership.Role.EDITOR and not (role and own):
        raise Refused("Reviewers assign flags to themselves; editors to anybody.", field="to")
