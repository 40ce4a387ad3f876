"""Why a claim is, or is not, worth checking: the codes as rows keep them, and an editor's words for them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

WORTH_CHECKING = 0.35
"""From here on a claim is shown as worth checking: of such sentences about six in ten were, by hand."""


class WorthReason(models.TextChoices):
    """What kind of statement it is; the codes are those of ``claims.text.worth``."""

    QUANTITY = "quantity", _("states a figure")
    COMPARISON = "comparison", _("compares")
    CAUSE = "cause", _("names a cause")
    RECORD = "record", _("tells of a vote or position")
    LAW = "law", _("tells what a law or rule says")
    EVENT = "event", _("reports an event")
    PREDICTION = "prediction", _("predicts")
    OPINION = "opinion", _("opinion")
    PERSONAL = "personal", _("their own life")
    QUESTION = "question", _("asks")
    COURTESY = "courtesy", _("greeting or thanks")
    THIN = "thin", _("says little by itself")
