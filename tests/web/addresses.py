"""A desk comes in; the rows that its addresses point at, and what a form on each page would send, go out."""

from __future__ import annotations

from typing import Any

from claims.models import Review, SavedView, Verdict
from tests.web.conftest import Desk

ON_VERDICTS = (
    "preview_verdict",
    "submit_verdict",
    "approve_verdict",
    "take_back_approval",
    "send_back_verdict",
    "publish_verdict",
    "withdraw_verdict",
)


def keys_of(desk: Desk, *, verdict: Verdict) -> dict[str, int]:
    """The row that each address with a key in it is asked for, by the address's name."""
    assert desk.first.speaker
    return {
        **dict.fromkeys(("flag", "decide", "take", "release", "assign", "remark"), desk.flag.pk),
        **dict.fromkeys(
            ("article", "progress", "retry", "new_attribution", "add_attribution", "complete_article"), desk.article.pk
        ),
        **dict.fromkeys(("claim", "write_verdict", "attribution"), desk.first.pk),
        **dict.fromkeys(
            ("correct_attribution", "split_attribution", "delete_attribution", "confirm_attribution"), desk.first.pk
        ),
        **dict.fromkeys(ON_VERDICTS, verdict.pk),
        **dict.fromkeys(("speaker", "identify_speaker", "part_speaker"), desk.first.speaker.pk),
        **dict.fromkeys(("accept_suggestion", "refuse_suggestion"), desk.question().pk),
        "split_speakers": desk.merge().pk,
        "undo": Review.objects.create(flag=desk.flag, reviewer=verdict.author, decision="unsure", scores={}).pk,
        "delete_view": SavedView.objects.create(
            newsroom=desk.newsroom, user=verdict.author, name="Mine", query="mine=on"
        ).pk,
        "merge_repeats": desk.first.pk,
        **dict.fromkeys(("cluster", "choose_canonical", "split_repeats"), desk.repeats()[0].member.cluster_id),
    }


def sent_to(desk: Desk, *, verdict: Verdict) -> dict[str, dict[str, Any]]:
    """What is sent to an address, by its name; nothing to those that are not named."""
    seen = {"revision": desk.article.current_id, "version": 0}
    return {
        "add_attribution": {**seen, "content": "She walked on"},
        "complete_article": {**seen, "checked": "yes"},
        "correct_attribution": {**seen, "content": "selling the lighthouse"},
        "split_attribution": {**seen, "content": "selling the lighthouse"},
        "delete_attribution": seen,
        "confirm_attribution": seen,
        "decide": {"decision": "confirm"},
        "write_verdict": {
            "verdict": verdict.pk,
            "version": verdict.version,
            "rating": desk.rating().pk,
            "explanation": "Minutes say so.",
            "evidence-TOTAL_FORMS": "0",
            "evidence-INITIAL_FORMS": "0",
        },
        "send_back_verdict": {"reason": "Which minutes?"},
        "withdraw_verdict": {"reason": "Minutes were misread."},
        "newsroom": {"newsroom": desk.newsroom.slug},
        "merge_repeats": {"claim": desk.second.pk},
        "choose_canonical": {"claim": desk.repeats()[1].pk},
        "split_repeats": {"claims": [desk.repeats()[0].pk]},
    }
