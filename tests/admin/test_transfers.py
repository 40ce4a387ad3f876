"""Lists go out to files and come in from them: as jobs that a dead worker costs nothing, seen by their newsroom."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims import conf, pipeline
from claims.ingest.errors import Rejected
from claims.models import Claim, Newsroom, PanelChange, Source, Speaker, SpeakerAlias, Transfer, User
from claims.pipeline import importing
from claims.pipeline.transfers import carry, forget_transfers, sweep_transfers
from claims.transfer.holding import Lost
from claims.transfer.lists import LISTS
from tests.admin.conftest import add_claim, signed_in
from tests.conftest import Crew, wait_until

FILE = "text,speaker,said_on\nThe quay is sold.,Aldo Brandt,2026-03-01\nThe ferry stays.,Aldo Brandt,2026-03-02\n"


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> Iterator[Path]:
    """A folder of this test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return conf.media_root()


def content(client: Client, transfer: Transfer) -> str:
    answer = client.get(reverse("admin:claims_transfer_file", args=[transfer.pk]))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def exported(room: Newsroom, what: str, form: str = "ndjson", **filters: str) -> Transfer:
    made = pipeline.start_export(newsroom=room, what=what, form=form, filters=filters)
    carry(made.pk)
    made.refresh_from_db()
    return made


def lines(client: Client, transfer: Transfer) -> list[dict[str, object]]:
    return [json.loads(line) for line in content(client, transfer).splitlines()]


def uploaded(room: Newsroom, what: str, text: str, form: str = "csv") -> Transfer:
    made = pipeline.start_import(newsroom=room, what=what, name=f"rows.{form}", chunks=[text.encode()], form=form)
    carry(made.pk)
    made.refresh_from_db()
    return made


def taken_in(transfer: Transfer) -> Transfer:
    assert pipeline.go_on(transfer=transfer)
    carry(transfer.pk)
    transfer.refresh_from_db()
    return transfer


def outcomes(transfer: Transfer) -> list[tuple[int, str, str]]:
    return list(transfer.rows.values_list("number", "outcome", "field"))


@pytest.mark.parametrize("what", sorted(LISTS))
@pytest.mark.parametrize("form", ["csv", "ndjson"])
def test_every_list_goes_out_whole_and_alone(
    what: str, form: str, harbour: Newsroom, elsewhere: Newsroom, panel: Client
) -> None:
    made = exported(harbour, what, form)
    assert (made.state, made.done, made.done) == ("ready", made.total, made.total)
    listing = LISTS[what]
    mine = set(listing.model._default_manager.filter(**{listing.newsroom: harbour}).values_list("pk", flat=True))
    text = content(panel, made)
    rows = list(csv.DictReader(io.StringIO(text))) if form == "csv" else [json.loads(x) for x in text.splitlines()]
    assert [int(row["id"]) for row in rows] == sorted(mine)
    assert set(rows[0]) == set(listing.columns) | (set(listing.long) if form == "ndjson" else set())


def test_an_export_holds_what_the_list_was_narrowed_to(harbour: Newsroom, panel: Client) -> None:
    speaker = Speaker.objects.get(name="Speaker harbour 1")
    made = exported(harbour, "claims", q="stayed open", speaker__id__exact=str(speaker.pk))
    assert [row["statement"] for row in lines(panel, made)] == ["The pier of harbour 1 stayed open."]
    assert exported(harbour, "claims", until="2001-01-01").total == 0
    with pytest.raises(Rejected):
        pipeline.start_export(newsroom=harbour, what="claims", form="csv", filters={"speaker__newsroom": "1"})
    with pytest.raises(Rejected):
        pipeline.start_export(newsroom=harbour, what="claims", form="csv", filters={"since": "soon"})


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "'=", " =", "＝"])
def test_no_cell_of_a_csv_is_a_formula_and_what_comes_back_is_the_same(
    begins: str, harbour: Newsroom, elsewhere: Newsroom, panel: Client
) -> None:
    name = f"{begins}HYPERLINK(1)"
    Source.objects.create(newsroom=harbour, name=name)
    text = content(panel, exported(harbour, "sources", "csv"))
    cells = [row["name"] for row in csv.DictReader(io.StringIO(text))]
    assert "'" + name in cells
    assert not [cell for cell in cells if cell.strip()[:1] in "=+-@＝"]
    taken_in(uploaded(elsewhere, "sources", text))
    assert Source.objects.filter(newsroom=elsewhere, name=" ".join(name.split())).exists()


def test_an_export_that_was_broken_off_starts_anew_and_no_row_stands_twice(
    harbour: Newsroom, panel: Client, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = pipeline.start_export(newsroom=harbour, what="claims", form="ndjson")
    assert Transfer.objects.take(transfer_id=made.pk) == 1
    (media / f"export-{made.pk}-1.ndjson.part").write_text('{"half": ')
    assert carry(made.pk) is None
    assert Transfer.objects.get(pk=made.pk).state == "working", "a second worker took what the first one holds"
    sweep_transfers(since=timezone.now(), at_most=9)
    carry(made.pk)
    made.refresh_from_db()
    assert (made.state, made.attempt, made.tries) == ("ready", 2, 1)
    assert len(lines(panel, made)) == harbour.claims.count()


def test_an_import_is_tried_first_then_taken_in_once(harbour: Newsroom) -> None:
    before = harbour.claims.count()
    tried = uploaded(harbour, "claims", FILE + "The quay is sold.,Aldo Brandt,2026-03-01\n,Aldo Brandt,\nx,y,soon\n")
    told = [(2, "new", ""), (3, "new", ""), (4, "known", ""), (5, "refused", "text"), (6, "refused", "said_on")]
    assert outcomes(tried) == told
    assert (tried.state, tried.trial, harbour.claims.count()) == ("ready", True, before)
    assert not Speaker.objects.filter(name="Aldo Brandt").exists()

    done = taken_in(tried)
    assert outcomes(done) == told
    assert (done.state, done.trial, harbour.claims.count()) == ("ready", False, before + 2)
    assert not pipeline.go_on(transfer=done), "a second press took the rows in again"


def test_an_import_goes_on_behind_the_last_row_that_a_dead_worker_stored(
    harbour: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "TOGETHER", 2)
    text = "text,external_id\n" + "".join(f"The pier has {n} lamps.,\n" for n in range(7))
    made = uploaded(harbour, "claims", text)
    pipeline.go_on(transfer=made)

    class Killed(BaseException):
        """What a power cut is to the code that runs."""

    def cut(*args: object, **kwargs: object) -> None:
        if Transfer.objects.get(pk=made.pk).done >= 4:
            raise Killed
        booked(*args, **kwargs)

    booked = importing._booked
    monkeypatch.setattr(importing, "_booked", cut)
    with pytest.raises(Killed):
        carry(made.pk)
    monkeypatch.setattr(importing, "_booked", booked)
    made.refresh_from_db()
    assert (made.state, made.done, made.rows.count()) == ("working", 4, 4)
    assert Claim.objects.filter(text__startswith="The pier has").count() == 4

    sweep_transfers(since=timezone.now(), at_most=9)
    carry(made.pk)
    made.refresh_from_db()
    assert (made.state, made.done, made.rows.count()) == ("ready", 7, 7)
    assert Claim.objects.filter(text__startswith="The pier has").count() == 7


def test_a_worker_that_lost_its_import_stores_nothing_more(harbour: Newsroom) -> None:
    made = uploaded(harbour, "claims", FILE)
    pipeline.go_on(transfer=made)
    assert Transfer.objects.take(transfer_id=made.pk)
    late = Transfer.objects.select_related("newsroom").get(pk=made.pk)
    Transfer.objects.filter(pk=made.pk).update(attempt=late.attempt + 1)
    with pytest.raises(Lost):
        importing.take_rows(late)
    assert not Claim.objects.filter(text="The quay is sold.").exists()


def test_one_on_which_workers_die_is_given_up_and_can_be_sent_again(harbour: Newsroom) -> None:
    made = pipeline.start_export(newsroom=harbour, what="flags", form="csv")
    for _ in range(conf.max_attempts() + 1):
        assert Transfer.objects.take(transfer_id=made.pk)
        sweep_transfers(since=timezone.now(), at_most=9)
    made.refresh_from_db()
    assert made.state == "failed"
    assert "worker died" in made.state_reason
    assert pipeline.retry_transfer(transfer=made)
    carry(made.pk)
    made.refresh_from_db()
    assert (made.state, made.state_reason) == ("ready", "")


@pytest.mark.parametrize(
    ("what", "text", "reason"),
    [
        ("claims", "mood,speaker\ngood,Aldo\n", "The first row has to name the columns"),
        ("speakers", "", "The file is empty."),
        ("sources", '{"name": "Courier"}\n' * 4, "4 rows; one import has at most 3."),
    ],
)
def test_a_file_that_cannot_be_read_says_why(what: str, text: str, reason: str, harbour: Newsroom, settings) -> None:
    settings.FACTCHECK_MAX_IMPORT_ROWS = 3
    made = pipeline.start_import(newsroom=harbour, what=what, name="rows", chunks=[text.encode()])
    carry.apply(args=[made.pk])
    made.refresh_from_db()
    assert made.state == "failed"
    assert reason in made.state_reason


def test_speakers_come_in_with_their_names_and_are_completed(harbour: Newsroom) -> None:
    known = Speaker.objects.get(name="Speaker harbour 1")
    text = (
        "name,kind,wikidata_id,names\n"
        "Mayor Aldo Brandt,person,Q42,Brandt | A. Brandt\n"
        "Speaker harbour 1,body,Q7,The First\n"
        "Speaker harbour 2,,,Speaker Harbour 1\n"
        "A. Brandt,,Q43,\n"
        "Nobody,robot,,\n"
    )
    made = taken_in(uploaded(harbour, "speakers", text))
    assert outcomes(made) == [
        (2, "new", ""),
        (3, "known", ""),
        (4, "refused", "name"),
        (5, "refused", "wikidata_id"),
        (6, "refused", "kind"),
    ]
    brandt = Speaker.objects.get(newsroom=harbour, wikidata_id="Q42")
    assert (brandt.name, brandt.kind) == ("Mayor Aldo Brandt", "person")
    assert set(brandt.aliases.values_list("name", flat=True)) == {"Mayor Aldo Brandt", "Brandt", "A. Brandt"}
    known.refresh_from_db()
    assert (known.kind, known.wikidata_id) == ("body", "Q7")
    assert SpeakerAlias.objects.get(newsroom=harbour, name="The First").speaker == known


def test_what_went_out_comes_in_elsewhere(harbour: Newsroom, elsewhere: Newsroom, panel: Client) -> None:
    add_claim(harbour, text="Über 40 Boote, sagte sie.", external_id="b-40", language="de")
    for what, counted in (("sources", "sources"), ("speakers", "speakers"), ("claims", "claims")):
        for form in ("csv", "ndjson"):
            text = content(panel, exported(harbour, what, form))
            before = getattr(elsewhere, counted).count()
            made = taken_in(uploaded(elsewhere, what, text, form))
            assert not made.rows.filter(outcome="refused").exists()
            after = getattr(elsewhere, counted).count()
            assert (after > before) is (form == "csv"), "the second time all is known"


# The panel's pages ---------------------------------------------------------------------------------------------------


def post_import(client: Client, room: Newsroom, what: str = "claims", text: str = FILE) -> HttpResponse:
    file = SimpleUploadedFile("rows.csv", text.encode())
    return client.post(reverse("admin:claims_transfer_import", args=[what]), {"newsroom": room.pk, "file": file})


def test_from_the_list_to_the_file(harbour: Newsroom, panel: Client, edith: User) -> None:
    listed = panel.get(reverse("admin:claims_flag_changelist"), {"kind__exact": "contradiction", "q": "closed"})
    url = reverse("admin:claims_transfer_export", args=["flags"]) + "?kind__exact=contradiction&amp;q=closed"
    assert url in listed.content.decode()
    asked = panel.get(url.replace("&amp;", "&") + "&sameness=1")
    assert asked.context["passed_over"] == ["sameness"]
    panel.post(url.replace("&amp;", "&"), {"newsroom": harbour.pk, "form": "ndjson", "since": "2020-01-01"})
    made = Transfer.objects.latest("pk")
    assert made.filters == {"kind__exact": "contradiction", "q": "closed", "since": "2020-01-01"}
    assert (made.by, made.what) == (edith, "flags")
    page = reverse("admin:claims_transfer_change", args=[made.pk])
    assert "Waiting for a worker" in panel.get(page).content.decode()
    carry(made.pk)
    assert reverse("admin:claims_transfer_file", args=[made.pk]) in panel.get(page).content.decode()
    made.refresh_from_db()
    assert len(lines(panel, made)) == 3


def test_from_a_file_to_the_claims(harbour: Newsroom, panel: Client) -> None:
    assert panel.get(reverse("admin:claims_transfer_import", args=["claims"])).status_code == 200
    page = post_import(panel, harbour, text=FILE + ",Aldo Brandt,\n").headers["Location"]
    made = Transfer.objects.latest("pk")
    progress = reverse("admin:claims_transfer_progress", args=[made.pk])
    assert "HX-Refresh" not in panel.get(progress).headers
    carry(made.pk)
    assert panel.get(progress).headers["HX-Refresh"] == "true"
    shown = panel.get(page).content.decode()
    assert "Row 4" in shown
    assert "There is no text in it." in shown
    step = reverse("admin:claims_transfer_take_in", args=[made.pk])
    assert step in shown
    panel.post(step)
    carry(made.pk)
    assert Claim.objects.filter(newsroom=harbour, text="The quay is sold.").count() == 1
    assert step not in panel.get(page).content.decode()
    report = panel.get(reverse("admin:claims_transfer_report", args=[made.pk]))
    rows = list(csv.DictReader(io.StringIO(b"".join(report.streaming_content).decode("utf-8-sig"))))
    assert [row["outcome"] for row in rows] == ["new", "new", "refused"]
    assert PanelChange.objects.filter(newsroom=harbour, entry__object_id=str(made.pk)).count() == 2


def test_a_transfer_is_its_newsrooms_own(harbour: Newsroom, elsewhere: Newsroom, panel: Client, otto: User) -> None:
    outsider = signed_in(otto)
    out, back = exported(harbour, "claims"), uploaded(harbour, "claims", FILE)
    assert content(panel, out)
    for name, row in (("progress", out), ("report", back)):
        url = reverse(f"admin:claims_transfer_{name}", args=[row.pk])
        assert panel.get(url).status_code == 200
        assert outsider.get(url).status_code == 404
    assert outsider.get(reverse("admin:claims_transfer_file", args=[out.pk])).status_code == 404
    for name, row in (("take_in", back), ("retry", out)):
        assert outsider.post(reverse(f"admin:claims_transfer_{name}", args=[row.pk])).status_code in {302, 403, 404}
    back.refresh_from_db()
    assert back.trial
    asked = {"newsroom": harbour.pk, "form": "csv"}
    before = Transfer.objects.count()
    assert outsider.post(reverse("admin:claims_transfer_export", args=["claims"]), asked).status_code == 200
    assert post_import(outsider, harbour).status_code == 200
    assert Transfer.objects.count() == before


@pytest.mark.parametrize("name", ["rosa", "vito"])
def test_who_is_no_editor_starts_none(name: str, harbour: Newsroom, rosa: User, vito: User) -> None:
    client = signed_in(User.objects.get(username=name))
    url = reverse("admin:claims_transfer_export", args=["claims"])
    assert client.post(url, {"newsroom": harbour.pk, "form": "csv"}).status_code == 302
    assert post_import(client, harbour).status_code == 302
    assert not Transfer.objects.filter(by=User.objects.get(username=name)).exists()


def test_a_file_that_is_too_long_is_refused(harbour: Newsroom, panel: Client, settings, media: Path) -> None:
    settings.FACTCHECK_MAX_IMPORT_BYTES = 20
    assert "The file is too long" in post_import(panel, harbour).content.decode()
    with pytest.raises(Rejected):
        pipeline.start_import(newsroom=harbour, what="claims", name="x", chunks=[b"a" * 15, b"b" * 15])
    assert not list(media.iterdir())


def test_old_transfers_and_orphaned_files_are_forgotten(harbour: Newsroom, panel: Client, media: Path) -> None:
    kept, old = exported(harbour, "sources"), exported(harbour, "sources")
    Transfer.objects.filter(pk=old.pk).update(created_at=timezone.now() - dt.timedelta(days=31))
    orphan = media / "import-lost"
    orphan.write_text("x")
    for path in media.iterdir():
        os.utime(path, (0, 0))
    forget_transfers()
    assert {path.name for path in media.iterdir()} == {kept.file}
    assert not Transfer.objects.filter(pk=old.pk).exists()


@pytest.mark.services
def test_a_worker_killed_in_the_middle_of_an_import_doubles_nothing(
    crew: Crew, newsroom: Newsroom, settings, tmp_path: Path
) -> None:
    rows = 3_000
    crew.environment["MEDIA_ROOT"] = str(settings.MEDIA_ROOT)
    text = "text\n" + "".join(f"Berth {n} of the harbour has {n + 3} lamps.\n" for n in range(rows))
    crew.start()
    made = pipeline.start_import(newsroom=newsroom, what="claims", name="berths.csv", chunks=[text.encode()])
    wait_until(lambda: Transfer.objects.get(pk=made.pk).state == "ready", what="the trial")
    assert pipeline.go_on(transfer=made)
    wait_until(lambda: Transfer.objects.get(pk=made.pk).done > 0, what="the first rows")
    crew.kill()
    assert Transfer.objects.get(pk=made.pk).done < rows, "all was done before the kill: this run proves nothing"
    Claim.objects.update(matched_at=timezone.now())  # comparing them is another test's business
    crew.start()
    wait_until(lambda: Transfer.objects.get(pk=made.pk).state == "ready", what="the import")
    assert (newsroom.claims.count(), made.rows.count()) == (rows, rows)
    assert made.rows.values("stored_id").distinct().count() == rows
