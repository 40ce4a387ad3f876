"""Nothing in; small closed word lists out: function words and irregular forms of English."""

from __future__ import annotations

FUNCTION_WORDS = frozenset(
    """a an the this that these those of to in on at by for from with as into onto over under about between through
    and or but nor so yet if than then while because though although whether when where which who whom whose what why how
    i me my mine we us our ours you your yours he him his she her hers it its they them their theirs myself himself herself itself
    themselves ourselves am is are was were be been being do does did doing done have has had having will would shall should can could
    may might must ought not no n't never there here also too very just only even still already again such own same other another any
    some each every both all most more much many few up down out off it's he's she's that's there's i'm i've i'd i'll we're we've
    we'd we'll you're you've they're they've they'll he'll she'll isn't aren't wasn't weren't don't doesn't didn't haven't hasn't
    hadn't won't wouldn't can't cannot couldn't shouldn't mustn't s t m re ve ll d
    said says say saying told tells tell added adds stated states according
    however moreover meanwhile indeed""".split()
)
"""Words that tell little about what a statement is about; verbs of saying are among them on purpose."""

_FORMS = {
    "rise": "rose risen rising", "fall": "fell fallen", "go": "went gone goes going", "begin": "began begun",
    "win": "won winning", "lose": "lost loses losing loss losses", "buy": "bought", "sell": "sold sale sales", "bring": "brought",
    "think": "thought", "take": "took taken taking", "give": "gave given giving", "come": "came coming", "become": "became",
    "know": "knew known", "see": "saw seen", "get": "got gotten getting", "make": "made making", "find": "found",
    "keep": "kept", "leave": "left leaving", "hold": "held", "meet": "met meeting meetings", "pay": "paid payment payments",
    "spend": "spent", "send": "sent", "build": "built", "write": "wrote written writing", "speak": "spoke spoken",
    "break": "broke broken", "choose": "chose chosen choice", "drive": "drove driven driving", "grow": "grew grown growth",
    "shrink": "shrank shrunk", "sink": "sank sunk", "steal": "stole stolen", "throw": "threw thrown", "wear": "wore worn",
    "fly": "flew flown flying flight flights", "draw": "drew drawn", "hide": "hid hidden", "lie": "lied lying", "die": "died dying dies dead death deaths",
    "strike": "struck stricken striking", "fight": "fought", "catch": "caught", "teach": "taught", "seek": "sought",
    "feel": "felt", "deal": "dealt", "mean": "meant", "lead": "led", "read": "reading", "feed": "fed", "flee": "fled",
    "man": "men", "woman": "women", "child": "children", "person": "people persons", "foot": "feet", "life": "lives",
    "use": "used using uses", "plan": "planned planning plans", "deny": "denied denies denying denial denials",
    "agree": "agreed agrees agreeing agreement agreements", "refuse": "refused refuses refusing refusal",
    "reject": "rejected rejects rejecting rejection", "decide": "decided decides deciding decision decisions",
    "arrive": "arrived arrives arriving arrival arrivals", "approve": "approved approves approving approval",
    "reduce": "reduced reduces reducing reduction reductions", "receive": "received receives receiving receipt",
    "injure": "injured injuries injury", "resign": "resigned resigning resignation", "kill": "killed killing killings",
    "close": "closed closing closes closure closures", "increase": "increased increasing increases",
    "decrease": "decreased decreasing decreases", "talk": "talks talked talking", "discuss": "discussed discussing discussion discussions",
    "vote": "voted voting votes", "lay": "laid", "lend": "lent", "bear": "born bore borne", "sign": "signed signing signs",
    "explode": "exploded explosion explosions", "invade": "invaded invading invasion", "legal": "lawful", "illegal": "unlawful",
}  # fmt: skip
IRREGULAR = {form: base for base, forms in _FORMS.items() for form in forms.split()}
"""Inflected or derived form -> the base that stands for it, where plain suffix stripping would not find it."""
