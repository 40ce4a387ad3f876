"""The app's own settings: Django's settings in, typed values out; the lowest floor."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings

DIMENSIONS = 384  # of the shipped sentence encoder; the column's width, so a change of it is a migration


def _value(name: str, default: Any) -> Any:
    return getattr(settings, f"FACTCHECK_{name}", default)


def embedder_path() -> Path:
    """The folder of the sentence encoder: ``model.onnx``, ``tokenizer.json``, ``config.json``."""
    shipped = Path(__file__).parent / "neural" / "weights" / "all-minilm-l6-v2"
    return Path(_value("EMBEDDER", "") or shipped)


def tagger_path() -> Path:
    """The folder of the attribution tagger: ``model.onnx``, ``tokenizer.json``, ``config.json``."""
    shipped = Path(__file__).parent / "neural" / "weights" / "attribution"
    return Path(_value("TAGGER", "") or shipped)


def entailer_path() -> Path:
    """The folder of the entailment model: ``model.onnx``, ``tokenizer.json``, ``config.json``."""
    shipped = Path(__file__).parent / "neural" / "weights" / "entailment"
    return Path(_value("ENTAILER", "") or shipped)


def model_threads() -> int:
    """CPU threads that one model call may use."""
    return int(_value("MODEL_THREADS", 1))


def max_article_chars() -> int:
    """The longest article text that is taken in, in code points."""
    return int(_value("MAX_ARTICLE_CHARS", 1_000_000))


def max_upload_bytes() -> int:
    """The largest file or page that is read, in bytes."""
    return int(_value("MAX_UPLOAD_BYTES", 4_000_000))


def max_claim_chars() -> int:
    """The longest claim that is taken in by hand, in code points."""
    return int(_value("MAX_CLAIM_CHARS", 10_000))


def fetch_timeout() -> float:
    """Seconds that fetching a page may take, redirects included."""
    return float(_value("FETCH_TIMEOUT", 20.0))


def fetch_private_addresses() -> bool:
    """Whether article URLs may lead to private or loopback addresses (off: such a URL fails with its reason)."""
    return bool(_value("FETCH_PRIVATE_ADDRESSES", False))


def stage_lease() -> float:
    """Seconds without a sign of life after which a stage's work counts as abandoned and is taken again."""
    return float(_value("STAGE_LEASE", 60.0))


def max_attempts() -> int:
    """How often a stage is tried before its article is put down as failed."""
    return int(_value("MAX_ATTEMPTS", 5))


def candidates_per_claim() -> int:
    """How many nearest claims the vector index is asked for, a claim."""
    return int(_value("CANDIDATES", 50))


def trusted_confidence() -> float:
    """The confidence (0 to 1) under which an attribution waits for a person instead of being compared."""
    return float(_value("TRUSTED_CONFIDENCE", 0.4))


def thresholds() -> dict[str, Any]:
    """Overrides of the matching thresholds, by name."""
    return dict(_value("THRESHOLDS", {}))


def requests_per_minute() -> int:
    """How many requests an API key may make a minute."""
    return int(_value("REQUESTS_PER_MINUTE", 1_000))


def anonymous_requests_per_minute() -> int:
    """How many requests an address may make a minute without a valid key."""
    return int(_value("ANONYMOUS_REQUESTS_PER_MINUTE", 100))


def max_body_bytes() -> int:
    """The largest JSON body that the API reads; room for the longest article with every character escaped."""
    return int(_value("MAX_BODY_BYTES", 6_000_000))


def max_bulk_bytes() -> int:
    """The largest NDJSON body that the API reads in one request."""
    return int(_value("MAX_BULK_BYTES", 100_000_000))


def media_root() -> Path:
    """The folder that holds what goes out and comes in as files, made when it is not there."""
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def max_import_bytes() -> int:
    """The largest file that the panel imports, in bytes."""
    return int(_value("MAX_IMPORT_BYTES", 50_000_000))


def max_import_rows() -> int:
    """The most rows that one import has."""
    return int(_value("MAX_IMPORT_ROWS", 200_000))
