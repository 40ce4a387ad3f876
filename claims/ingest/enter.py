"""A claim by hand -> a stored Claim, waiting to be matched. The same entry twice is one row."""

from __future__ import annotations

from dataclasses import replace

from django.db import connection, transaction

from claims import conf, engines
from claims.ingest.document import ClaimEntry, Document
from claims.ingest.errors import Rejected
from claims.ingest.submit import find_source
from claims.ingest.text import clean, clean_line
from claims.models import Claim, Newsroom, Speaker, SpeakerAlias
from claims.neural.language import COMMON, in_latin
from claims.text.normalise import fingerprint, name_key
from claims.text.worth import check_worthiness


def alone(newsroom: Newsroom) -> None:
    """Make whoever else stores claims by hand in the newsroom wait until this transaction ends.

    For many claims at once: PostgreSQL has room for some 10,000 locks, and two doors that lock the same claims one by
    one in different orders would wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [newsroom.pk])


def enter(*, newsroom: Newsroom, entry: ClaimEntry, locked: bool = False) -> tuple[Claim, bool]:
    """Store one claim; known by its external id, else by its words, speaker and day. Returns (claim, created).

    ``locked`` says that the caller holds the newsroom's lock (``alone``) already.

    Raises:
        Rejected: with the field and the reason, when it cannot be taken in.
    """
    entry = checked(entry)
    with transaction.atomic():
        if not locked:
            _one_at_a_time(newsroom, entry=entry)
        speaker = speaker_of(newsroom, entry=entry)
        known = _known(newsroom, entry=entry, speaker=speaker)
        if known is not None:
            return known, False
        return _create(newsroom, entry=entry, speaker=speaker), True


def checked(entry: ClaimEntry) -> ClaimEntry:
    """The entry with its values cleaned.

    Raises:
        Rejected: when one of them cannot be stored.
    """
    text = clean(entry.text)
    if len(text) > conf.max_claim_chars():
        reason = (
            f"{len(text):,} characters; a claim may have {conf.max_claim_chars():,}. Submit long texts as articles."
        )
        raise Rejected(field="text", reason=reason)
    if entry.kind not in Claim.Kind.values:
        raise Rejected(field="kind", reason=f"kind is one of {', '.join(Claim.Kind.values)}.")
    return replace(
        entry,
        text=text,
        speaker_name=clean_line(entry.speaker_name, field="speaker", limit=300),
        source_name=clean_line(entry.source_name, field="source", limit=200),
        external_id=clean_line(entry.external_id, field="external_id", limit=200),
        language=clean_line(entry.language, field="language", limit=35),
    )


def _one_at_a_time(newsroom: Newsroom, *, entry: ClaimEntry) -> None:
    with connection.cursor() as cursor:
        name = f"claim {entry.external_id or fingerprint(entry.text)}"
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [newsroom.pk])
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [newsroom.pk, name])


def speaker_of(newsroom: Newsroom, *, entry: ClaimEntry) -> Speaker | None:
    """The speaker that the entry names, by id or by any of their names; made when the newsroom does not know the name.

    Raises:
        Rejected: when there is no speaker of that id.
    """
    if entry.speaker_id is not None:
        found = Speaker.objects.for_newsroom(newsroom).filter(pk=entry.speaker_id).first()
        if found is None:
            raise Rejected(field="speaker", reason=f"There is no speaker {entry.speaker_id}.")
        return found.merged_into or found
    key = name_key(entry.speaker_name)[:300]
    if not key:
        return None
    alias = SpeakerAlias.objects.filter(newsroom=newsroom, key=key).select_related("speaker").first()
    return alias.speaker if alias else Speaker.called(entry.speaker_name, key=key, newsroom=newsroom)


def _known(newsroom: Newsroom, *, entry: ClaimEntry, speaker: Speaker | None) -> Claim | None:
    claims = Claim.objects.for_newsroom(newsroom)
    if entry.external_id:
        return claims.filter(external_id=entry.external_id).first()
    same = claims.filter(article__isnull=True, external_id="", fingerprint=fingerprint(entry.text), speaker=speaker)
    return same.filter(said_on=entry.said_on).first()


def _create(newsroom: Newsroom, *, entry: ClaimEntry, speaker: Speaker | None) -> Claim:
    statement = " ".join(entry.text.split())
    return Claim.objects.create(
        newsroom=newsroom,
        external_id=entry.external_id,
        source=find_source(newsroom, document=Document(source_name=entry.source_name)),
        speaker=speaker,
        kind=entry.kind,
        text=entry.text,
        statement=statement,
        source_text=entry.speaker_name[:500],
        said_on=entry.said_on,
        language=entry.language or _language(entry.text),
        fingerprint=fingerprint(entry.text),
        **check_worthiness(statement, language=entry.language).as_fields(),
    )


def _language(text: str) -> str:
    """A sentence in Latin letters is taken for English, as the desk's own: it is too short to tell. Others are told."""
    return COMMON if in_latin(text) else engines.languages().identify(text).code
