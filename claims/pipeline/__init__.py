"""What happens after what. Doors write through here; here alone tasks are started.

Every write is committed before its task is sent, and what a dead broker or worker left behind is swept up by ``sweep``:
the store, not the queue, says what remains to be done.
"""

from claims.pipeline.anew import rederive, rescore, weigh
from claims.pipeline.attributions import (
    add_attribution,
    complete_article,
    confirm_attribution,
    correct_attribution,
    delete_attribution,
    split_attribution,
)
from claims.pipeline.changes import keep_changes
from claims.pipeline.clusters import choose_canonical, merge_clusters, split_cluster
from claims.pipeline.following import apply_calibration, set_thresholds, undo_calibration
from claims.pipeline.intake import compare_again, enter_claim, enter_claims, remove, retry, take_in
from claims.pipeline.rulings import (
    approve_verdict,
    decide,
    draft_verdict,
    edit_verdict,
    hold,
    let_go,
    publish_verdict,
    send_back_verdict,
    submit_verdict,
    take_back_approval,
    undo,
    withdraw_verdict,
)
from claims.pipeline.speakers import (
    accept_suggestion,
    identify_speaker,
    merge_speakers,
    part_speaker,
    refuse_suggestion,
    split_speakers,
)
from claims.pipeline.sweeping import forget, sweep, workers_alive
from claims.pipeline.transfers import go_on, retry_transfer, start_export, start_import

__all__ = [
    "accept_suggestion",
    "add_attribution",
    "apply_calibration",
    "approve_verdict",
    "choose_canonical",
    "compare_again",
    "complete_article",
    "confirm_attribution",
    "correct_attribution",
    "decide",
    "delete_attribution",
    "draft_verdict",
    "edit_verdict",
    "enter_claim",
    "enter_claims",
    "forget",
    "go_on",
    "hold",
    "identify_speaker",
    "keep_changes",
    "let_go",
    "merge_clusters",
    "merge_speakers",
    "part_speaker",
    "publish_verdict",
    "rederive",
    "refuse_suggestion",
    "remove",
    "rescore",
    "retry",
    "retry_transfer",
    "send_back_verdict",
    "set_thresholds",
    "split_attribution",
    "split_cluster",
    "split_speakers",
    "start_export",
    "start_import",
    "submit_verdict",
    "sweep",
    "take_back_approval",
    "take_in",
    "undo",
    "undo_calibration",
    "weigh",
    "withdraw_verdict",
    "workers_alive",
]
