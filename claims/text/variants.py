"""A word in British, American or contracted spelling comes in; one form for all of them goes out."""

from __future__ import annotations

import re
from functools import lru_cache

from claims.text.wordlist import wordlist

_LISTED = """
gray grey | program programme | check cheque | tire tyre | plow plough | skeptical sceptical | skeptic sceptic |
airplane aeroplane | aluminum aluminium | maneuver manoeuvre | pediatric paediatric | anemia anaemia | curb kerb |
while whilst | among amongst | toward towards | afterward afterwards | learned learnt | burned burnt | spelled spelt |
dreamed dreamt | leaped leapt | spoiled spoilt | spilled spilt | enroll enrol | fulfill fulfil | skillful skilful |
willful wilful | judgment judgement | aging ageing | acknowledgment acknowledgement | practice practise |
license licence | installment instalment | mustache moustache | pajamas pyjamas | artifact artefact | okay ok |
cozy cosy | jewelry jewellery | marvelous marvellous | woolen woollen | jail gaol | donut doughnut | yogurt yoghurt |
estrogen oestrogen | fetus foetus | leukemia leukaemia | mold mould | smolder smoulder | catalog catalogue |
dialog dialogue | analog analogue | meager meagre | center centre | meter metre | liter litre | theater theatre |
fiber fibre | caliber calibre | kilometer kilometre | centimeter centimetre | millimeter millimetre |
specter spectre | saber sabre | luster lustre | somber sombre | defense defence | offense offence |
pretense pretence | adviser advisor | inquiry enquiry | inquire enquire | dispatch despatch | mom mum
"""
_ONE = {form: pair.split()[0] for pair in _LISTED.split("|") for form in pair.split()}
_SLACK = {"gonna": ("going", "to"), "wanna": ("want", "to"), "gotta": ("got", "to"), "kinda": ("kind", "of")}

_OUR = re.compile(
    r"^((?:dis|un|mis|non)?(?:col|fav|flav|hon|lab|harb|neighb|behavi|rum|hum|vap|arm|endeav|sav|splend|glam|parl|od|"
    r"vig|rig|tum|cand|val|clam|ferv|ranc|savi|succ|demean|belab|enam))our"
)
_ISE = re.compile(r"^(?P<stem>\w{2,})is(?P<end>e|es|ed|er|ers|ing|ation|ations|ational)$")
_YSE = re.compile(r"(?<=[np]a|ra)lys(?=(?:e|es|ed|er|ers|ing)$)|(?<=para)lys(?=(?:e|es|ed|ing)$)")
# Words in -ise that no American spells with a z, without their ending.
_ALWAYS_S = wordlist("""
    adv exerc superv prom surpr compr rev dev disgu telev enterpr comprom franch improv prec conc ra pra no po ar
    w likew otherw clockw lengthw chast circumc demi exc inc merchand dem r mort treat excis upr bru cru poltro appra
    rep mal gu chem surm apr pract expert parad prem prom rev sunr moonr merchand adverti
""") - {"adverti"}  # fmt: skip
_DOUBLED = re.compile(
    r"^(un)?(trave|cance|labe|mode|marve|signa|tota|riva|leve|channe|tunne|shove|fue|due|equa|initia|counse|que|que|"
    r"fune|dia|jewe|pane|chise|libe|pedda)ll(ed|ing|er|ers|or|ors)$"
)
_PLURAL = re.compile(r"(?<=\w{3})s$")
_CENTRED = re.compile(r"^(re|de)?centr(ed|ing)$")

_AUXILIARY = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}
_SHORTENED = {"re": "are", "ve": "have", "ll": "will", "m": "am", "d": "would", "s": "is"}
_WHO_IS = wordlist("it he she that there what who here where how")


@lru_cache(maxsize=65536)
def one_spelling(word: str) -> str:
    """The form that a lower-case word shares with its spelling across the Atlantic: "colour", "color": "color"."""
    if word in _ONE:
        return _ONE[word]
    if len(word) < 5 or not word.isalpha():
        return word
    if (single := _PLURAL.sub("", word)) in _ONE and single != "ok":
        return f"{_ONE[single]}s"
    plain = _DOUBLED.sub(r"\1\2l\3", _YSE.sub("lyz", _with_z(_OUR.sub(r"\1or", word))))
    return _CENTRED.sub(r"\1center\2", plain)


def _with_z(word: str) -> str:
    found = _ISE.match(word)
    if found is None or found["stem"] in _ALWAYS_S:
        return word
    return f"{found['stem']}iz{found['end']}"


@lru_cache(maxsize=4096)
def written_out(word: str) -> tuple[str, ...]:
    """The words that a lower-case contraction stands for, itself when it is none: "won't": ("will", "not")."""
    if word in _SLACK:
        return _SLACK[word]
    if word == "cannot":
        return "can", "not"
    if word.endswith("n't"):
        stem = word.removesuffix("n't")
        return _AUXILIARY.get(stem, stem), "not"
    stem, mark, end = word.partition("'")
    if mark and end in _SHORTENED and (end != "s" or stem in _WHO_IS):
        return stem, _SHORTENED[end]
    return (word,)
