"""A text -> a cell that no spreadsheet takes for a formula, and back without loss."""

from __future__ import annotations

# What begins a formula in Excel, LibreOffice or Google Sheets; the wide ones are read as the narrow ones in East Asia.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
MARK = "'"  # spreadsheets take what follows for text


def neutral(text: str) -> str:
    """The text, marked as text where a spreadsheet could take it for a formula."""
    return MARK + text if _looks_like_formula(text) else text


def plain(cell: str) -> str:
    """What was made ``neutral``, as it was; any other cell as it is."""
    return cell[1:] if cell.startswith(MARK) and _looks_like_formula(cell[1:]) else cell


def _looks_like_formula(text: str) -> bool:
    # Marks in front count too, so that a text which begins with one comes back as it was.
    return text.lstrip(MARK + " ").startswith(FORMULA) or text.startswith(FORMULA)
