"""How a statement stands in its text, in the field's words (PolNeAR, PARC)."""

from enum import StrEnum


class Kind(StrEnum):
    """Direct: every letter in quotation marks; mixed: some; indirect: none; statement: the text's own or a turn's."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    STATEMENT = "statement"
