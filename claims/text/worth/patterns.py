"""The words by which a sentence shows that it states, compares, predicts, values, asks or greets. Constants only.

Each pattern is one sign; a sign is there or not, however often. English only.
"""

from __future__ import annotations

import re

_WORDS: dict[str, str] = {
    "vague amount": (
        r"most|many|majority|nearly\s+all|almost\s+(?:all|every\w*|no\w*)|all\s+of\s+the|every\s+\w+|nobody|"
        r"no\s+one|few|fewer|half|average|a\s+lot\s+of|hundreds|thousands|millions|billions|dozens|double|triple|"
        r"record"
    ),
    "comparison": (
        r"(?:more|less|fewer|higher|lower|greater|better|worse|larger|bigger|smaller|faster|cheaper|older|longer|"
        r"shorter|rather|other|earlier|later)\s+(?:[\w-]+\s+){0,4}?than|\w+er\s+than|compared\s+(?:to|with)|"
        r"as\s+(?:much|many|high|low|big|large)\s+as|twice|times\s+(?:as|more|higher|the)|half\s+as|unlike|"
        r"instead\s+of|in\s+contrast|the\s+same\s+as|ahead\s+of|exceeds?|outnumber\w*|\w+\s+for\s+every\s+\w+"
    ),
    "superlative": (
        r"(?:the|its|our|their|\w+['’]s)\s+(?:\w+\s+){0,2}?(?:most|least|highest|lowest|largest|biggest|smallest|"
        r"greatest|best|worst|fastest|oldest|youngest|longest|richest|poorest|strongest|weakest|first|only|"
        r"leading|top)|number\s+one|than\s+any(?:\s+other|one|body|where)?|in\s+(?:decades|history|the\s+world)|"
        r"first\s+time|unprecedented"
    ),
    "change": (
        r"(?:r[oi]se[sn]?|rising|rose|fall(?:s|en|ing)?|fell|drop\w*|grow(?:s|n|ing)?|grew|increas\w*|decreas\w*|"
        r"declin\w*|shr[aiu]nk\w*|doubl(?:ed|ing)|tripl(?:ed|ing)|halved|quadrupled|soar\w*|plung\w*|slash\w*|"
        r"climb\w*|jump(?:ed|s)|(?:gone|went|going|is|are|was|were)\s+(?:up|down)|reduc(?:ed|es|ing|tion)|"
        r"expand(?:ed|s)|gain(?:s|ed)|lost|loses)"
    ),
    "cause": (
        r"because\s+of|caus(?:e[sd]?|ing)|led\s+to|leads?\s+to|due\s+to|as\s+a\s+result|result(?:s|ed|"
        r"ing)?\s+(?:in|from|of)|thanks\s+to|responsible\s+for|the\s+reasons?\s+(?:for|why|that|is)|creat(?:es|"
        r"ed)|kill(?:s|ed|ing)|prevent(?:s|ed)|linked\s+to|contribut(?:es|ed)\s+to|allow(?:s|ed|ing)|forc(?:es|ed|"
        r"ing)|cost(?:s|ing)?|save[sd]|driv(?:es|en)\s+by|made\s+(?:it|them|us)"
    ),
    "record": (
        r"vot(?:ed|es|ing)\s+(?:\w+\s+){0,2}?(?:against|for|to|with|in)|veto\w*|sponsored|co-?sponsored|signed|"
        r"repealed|enacted|passed|introduced|proposed|supports?|supported|oppos(?:es|ed|ing)|endorsed|promised|"
        r"pledged|refus(?:es|ed)|reject(?:s|ed)|approved|blocked|appointed|nominated|launched|banned|abolished|"
        r"withdrew|agreed\s+to|agreement|met\s+with|flip-?flopp?ed|favou?r(?:s|ed)|plan\s+would|would\s+(?:cut|"
        r"raise|end|give|take|cost|require|allow|eliminate|increase|repeal)"
    ),
    "ruled": (
        r"laws?|legal(?:ly)?|illegal(?:ly)?|unconstitutional|constitution(?:al)?|requires?|required|prohibit\w*|"
        r"bann?(?:s|ed)|permitted|mandates?|amendment|statute|resolution|treaty|ruling|ruled|court|"
        r"rights?\s+under|entitled|eligible|outlaw\w*"
    ),
    "public matter": (
        r"tax(?:es|payers?)?|budgets?|deficits?|debts?|spending|econom(?:y|ic)|jobs?|unemploy(?:ed|ment)|wages?|"
        r"income|inflation|prices?|trade|exports?|imports?|oil|gas|energy|coal|nuclear|climate|emissions?|carbon|"
        r"health\s*care|insurance|medic(?:are|aid)|social\s+security|pensions?|welfare|schools?|teachers?|"
        r"students?|colleges?|education|crimes?|murders?|prisons?|police|guns?|immigra(?:nts?|tion)|refugees?|"
        r"borders?|military|troops|army|weapons?|wars?|attacks?|terroris\w+|elections?|votes?|voters?|ballots?|"
        r"senate|congress|parliament|government|bills?|legislat\w+|polic(?:y|ies)|programs?|programmes?|fund(?:s|"
        r"ed|ing)?|contracts?|population|poverty|housing|hospitals?|patients?|disease|vaccin\w+|abortions?|"
        r"sanctions?|deaths?|births?|cases|infected|companies|banks?|industry|farmers?|agency|agencies"
    ),
    "source named": (
        r"according\s+to|stud(?:y|ies)|report(?:s|ed)?|poll(?:s|ed)?|surveys?|statistics|figures|data|"
        r"research(?:ers)?|records?\s+show|shows?\s+that|found\s+that|evidence|census|estimat(?:e|es|ed)|"
        r"confirmed|announced"
    ),
    "future": (
        r"will|won['’]t|(?:is|are|am|['’]re|['’]m|['’]s)\s+(?:not\s+)?(?:going|about|set|due)\s+to|shall|gonna|"
        r"\w+['’]ll|(?:is|are)\s+(?:likely|expected)\s+to|by\s+20[2-9]\d"
    ),
    "possible": (
        r"would|could|might|may|can|perhaps|maybe|possibly|probably|conceivabl[ey]|likely|seems?|appears?|"
        r"almost\s+as\s+if"
    ),
    "ought": (
        r"should(?:n['’]t)?|must|ought|needs?\s+to|ha(?:ve|s)\s+(?:got\s+)?to|['’]ve\s+got\s+to|got\s+to|"
        r"urge[sd]?|let\s+us|let['’]s|appeal(?:s|ed)?\s+(?:to|for)|calls?\s+(?:on|upon|for)|needs?\s+(?:to|for|a)|"
        r"it\s+is\s+(?:time|essential|necessary|vital)|essential|imperative|required\s+of\s+us|responsibility"
    ),
    "belief": (
        r"(?:I|we|my\s+delegation|my\s+government)\s+(?:\w+\s+){0,2}?(?:think|believe|feel|hope|trust|wish|"
        r"consider|doubt|guess|suppose|know|agree|disagree|care|love|want)|in\s+(?:my|our)\s+(?:view|opinion|"
        r"judge?ment)|I['’]m\s+(?:sure|convinced|confident|afraid|optimistic|proud|glad)|personally|convinced|"
        r"confident|hopes?|hopeful"
    ),
    "value": (
        r"great(?:ly)?|good|bad|wonderful|terrible|awful|horrible|beautiful|ridiculous|disgrace\w*|shame(?:ful)?|"
        r"important|remarkabl[ey]|excellent|fantastic|amazing|wrong|right|fair|unfair|proud|brave|honou?r|dignity|"
        r"noble|evil|nice|foolish|stupid|disaster|tragic|decent|moral(?:ly)?|immoral|just\s+and|strong(?:er|est)?|"
        r"weak(?:er)?|tough|wise|incredibl[ey]|outrageous|insult|unacceptable|worthy|courage\w*|heroic|sad(?:ly)?|"
        r"regrettabl[ey]|welcome"
    ),
    "ideal": (
        r"peace(?:ful)?|freedoms?|liberty|justice|democracy|values?|faith|principles?|brotherhood|mankind|"
        r"humanity|solidarity|progress|prosperity|hopes?|dreams?|future|spirit|aspirations?|efforts?|challenges?|"
        r"commitment|co-?operation|dialogue|unity|destiny|vision|understanding|ideals?|tolerance|dream|leadership"
    ),
    "I": r"(?-i:I(?:['’]\w+)?)|me|my|mine|myself",  # "i" numbers a list
    "we": r"we|us|our|ours|ourselves|we['’]\w+|let['’]s",
    "you": r"you|your|yours|yourself|you['’]\w+",
    "courtesy": (
        r"thanks?|thanked|grateful|gratitude|good\s+(?:evening|morning|afternoon|night)|hello|hi|congratulat\w+|"
        r"welcome\s+(?:to|back)|honou?red\s+to|pleased\s+to|pleasure|tribute|condolences?|sympath\w+|apologi[sz]e|"
        r"sorry|excuse\s+me|bless|best\s+wishes|appreciat\w+|bye|please|hospitality|delighted|warmly|salute"
    ),
    "running the talk": (
        r"next\s+question|your\s+(?:question|time|response|rebuttal|answer|turn)|follow-?up|rebuttal|"
        r"minutes?\s+(?:for|to)|time\s+is\s+up|closing\s+statements?|let\s+me|let['’]s\s+(?:go|move|get|turn|"
        r"talk)|go\s+ahead|moderator|panel(?:ist)?s?|this\s+debate|tonight|I['’](?:d|"
        r"ll)\s+(?:like\s+to\s+)?(?:tell|say|just|ask|answer|give|get|remind|come)|question\s+(?:is|for|to|from)|"
        r"this\s+assembly|this\s+session|general\s+assembly|my\s+statement|as\s+I\s+said|first\s+of\s+all|finally|"
        r"I\s+would\s+like\s+to|wish\s+to|should\s+like\s+to|as\s+(?:you|we)\s+know|point\s+I|example"
    ),
    "own life": (
        r"my\s+(?:\w+\s+)?(?:mother|mom|father|dad|wife|husband|son|daughter|kids|children|grand\w+|family|"
        r"friends?|brother|sister|parents|life|home|childhood|siblings|demons|nightmares)|when\s+I\s+was|"
        r"I\s+(?:grew|was\s+(?:born|raised|a)|remember|recall|met|saw|went|talked|always|still\s+have|lived|"
        r"learned|can['’]t)|I['’]ve\s+(?:seen|met|been|always|learned|never\s+seen)|raising\s+us|told\s+me"
    ),
    "if": r"if|unless|whether|suppose|had\s+\w+\s+been",
    "absolute": (
        r"never|ever|always|only|none|nothing|no\s+(?:\w+\s+){0,2}?(?:evidence|law|plan|program|other)|"
        r"not\s+(?:a\s+)?(?:single|one)|entire"
    ),
    "negation": r"not|no|never|none|nobody|nothing|neither|nor|without|\w+n['’]t|cannot",
    "of a politician": (
        r"(?:senator|governor|president|mr\.?|secretary|congress(?:man|woman)|vice\s+president|prime\s+minister|"
        r"minister|he|she)\s+(?:[A-Z]\w+\s+)?(?:has|had|said|says|did|voted|wants?|was|raised|cut|opposes?|"
        r"proposed|took|supports?|signed|made)"
    ),
    "plainly stated": (
        r"the\s+fact\s+is|the\s+facts?|in\s+fact|it['’]?s\s+true|it\s+is\s+true|actually|the\s+truth|the\s+record|"
        r"as\s+a\s+matter\s+of\s+fact"
    ),
    "perfect": (
        r"(?:has|have|had|['’]ve)\s+(?:\w+\s+){0,2}?(?:been|\w{2,}ed|made|become|gone|come|seen|had|given|taken|"
        r"done|risen|fallen|grown|spent|lost|won|built|cut|put|got|gotten|kept|brought|sent|met|led|paid|shown|"
        r"found|begun)"
    ),
    "progressive": r"(?:is|are|['’]re|was|were)\s+(?:\w+\s+)?(?!going\b)\w{2,}ing",
    "is": (
        r"is|are|was|were|isn['’]t|aren['’]t|wasn['’]t|weren['’]t|has|have|had|there['’]s|contains?|includes?|"
        r"remains?|consists?"
    ),
}
PATTERNS = {name: re.compile(rf"\b(?:{words})(?!\w)", re.IGNORECASE) for name, words in _WORDS.items()}

POINTING = re.compile(r"\W*(?:this|that|these|those|it|they|he|she|such|so)\b", re.IGNORECASE)
ADDRESS = re.compile(
    r"\W*(?:(?:mr|mrs|ms|madam)\.?\s+(?:vice\s+|)?[\w-]+|governor|senator|president|vice\s+president|"
    r"ladies\s+and\s+gentlemen|gentlemen|sir)(?:\s+[A-Z]\w+)?\s*[,.?!]",
    re.IGNORECASE,
)
IMPERATIVE = re.compile(
    r"\W*(?:please|let|help|give|tell|look|wait|listen|remember|don['’]t|do\s+not|go|come|stop|keep|join|take|make|ask|"
    r"vote)\b",
    re.IGNORECASE,
)
ACRONYM = re.compile(r"\b(?:[A-Z]{2,6}s?|(?:[A-Z]\.){2,})(?!\w)")
