"""The store. Constraints live in the database; QuerySets read with named filters; stages and review write."""

from claims.models.appearances import Appearance
from claims.models.approvals import Approval, VerdictStep
from claims.models.articles import Article, Revision, Source
from claims.models.calibrations import Calibration
from claims.models.claims import Claim
from claims.models.clusters import Cluster, ClusterEdit, ClusterMember
from claims.models.corrections import Correction
from claims.models.desk import Notice, Remark, SavedView
from claims.models.keys import APIKey, IdempotencyKey
from claims.models.log import PanelChange
from claims.models.matches import Flag, Match
from claims.models.merging import MergeSuggestion, SpeakerMerge, SpeakerSplit
from claims.models.newsrooms import Membership, Newsroom, Normalized, Rating, RatingScale, User
from claims.models.reviews import Evidence, Retraction, Review, Verdict
from claims.models.speakers import Speaker, SpeakerAlias, SpeakerRole
from claims.models.transfers import Transfer, TransferRow
from claims.models.worth import WorthReason

__all__ = [
    "APIKey",
    "Appearance",
    "Approval",
    "Article",
    "Calibration",
    "Claim",
    "Cluster",
    "ClusterEdit",
    "ClusterMember",
    "Correction",
    "Evidence",
    "Flag",
    "IdempotencyKey",
    "Match",
    "Membership",
    "MergeSuggestion",
    "Newsroom",
    "Normalized",
    "Notice",
    "PanelChange",
    "Rating",
    "RatingScale",
    "Remark",
    "Retraction",
    "Review",
    "Revision",
    "SavedView",
    "Source",
    "Speaker",
    "SpeakerAlias",
    "SpeakerMerge",
    "SpeakerRole",
    "SpeakerSplit",
    "Transfer",
    "TransferRow",
    "User",
    "Verdict",
    "VerdictStep",
    "WorthReason",
]
