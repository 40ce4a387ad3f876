"""A speaker or a source of a file -> its row: made, or found again and completed where it said nothing."""

from __future__ import annotations

from django.db import transaction

from claims.ingest.document import Document, SourceEntry, SpeakerEntry
from claims.ingest.errors import Rejected
from claims.ingest.submit import find_source
from claims.models import Newsroom, Source, Speaker, SpeakerAlias
from claims.text.normalise import name_key


def register_source(*, newsroom: Newsroom, entry: SourceEntry) -> tuple[Source, bool]:
    """The source of that name; what it says already is left as it is. Returns (source, created)."""
    known = Source.objects.filter(newsroom=newsroom, name__iexact=entry.name).first()
    if known is None:
        document = Document(source_name=entry.name, source_domain=entry.domain, source_kind=entry.kind)
        made = find_source(newsroom, document=document)
        assert made is not None  # the entry has a name
        return made, True
    if not known.domain and entry.domain:
        Source.objects.filter(pk=known.pk).update(domain=entry.domain)
    if known.kind == Source.Kind.OTHER and entry.kind:
        Source.objects.filter(pk=known.pk).update(kind=entry.kind)
    return known, False


def register_speaker(*, newsroom: Newsroom, entry: SpeakerEntry) -> tuple[Speaker, bool]:
    """The speaker that the name or the Wikidata id means, with every name of the entry. Returns (speaker, created).

    Raises:
        Rejected: when the entry's names and id mean different speakers, who are for a person to merge.
    """
    keys = {_key(name): name for name in (entry.name, *entry.names)}
    with transaction.atomic():
        known = _meant(newsroom, keys=list(keys), wikidata_id=entry.wikidata_id)
        speaker = known or Speaker.called(entry.name, key=_key(entry.name), newsroom=newsroom)
        _complete(speaker, entry)
        names = [SpeakerAlias(newsroom=newsroom, speaker=speaker, name=name, key=key) for key, name in keys.items()]
        SpeakerAlias.objects.bulk_create(names, ignore_conflicts=True)
    return speaker, known is None


def _key(name: str) -> str:
    return name_key(name)[:300]


def _meant(newsroom: Newsroom, *, keys: list[str], wikidata_id: str) -> Speaker | None:
    """Whom the first name or the id means; anybody else whom one of them means is in the way."""
    aliases = SpeakerAlias.objects.filter(newsroom=newsroom, key__in=keys).select_related("speaker")
    found = {alias.speaker for alias in aliases}
    if wikidata_id:
        found |= set(Speaker.objects.for_newsroom(newsroom).standing().filter(wikidata_id=wikidata_id))
    if len(found) > 1:
        names = ", ".join(sorted(f"{speaker.name} ({speaker.pk})" for speaker in found))
        raise Rejected(field="name", reason=f"This row means several speakers: {names}. Merge them first.")
    return found.pop() if found else None


def _complete(speaker: Speaker, entry: SpeakerEntry) -> None:
    if entry.wikidata_id and speaker.wikidata_id not in ("", entry.wikidata_id):
        reason = f"{speaker.name} ({speaker.pk}) has the Wikidata id {speaker.wikidata_id}."
        raise Rejected(field="wikidata_id", reason=reason)
    if entry.wikidata_id and not speaker.wikidata_id:
        Speaker.objects.filter(pk=speaker.pk).update(wikidata_id=entry.wikidata_id)
    if entry.kind and speaker.kind == Speaker.Kind.UNKNOWN:
        Speaker.objects.filter(pk=speaker.pk).update(kind=entry.kind)
