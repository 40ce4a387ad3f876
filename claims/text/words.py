"""The small words of English by class, for reading a sentence without a parser. Constants only."""

from __future__ import annotations

from claims.text.wordlist import wordlist

ARTICLES = wordlist("""
    the a an this that these those some any each every no both all several many most few other another such
""")
POSSESSIVES = wordlist("his her its their my our your whose")
DETERMINERS = ARTICLES | POSSESSIVES
SUBJECT_PRONOUNS = wordlist("he she it they i we you who")
PRONOUNS = SUBJECT_PRONOUNS | wordlist("""
    him them us me himself herself themselves itself someone everyone anyone nobody one
""")
PREPOSITIONS = wordlist("""
    of in on at to for from with by about against between into through during before after above below over
    under since until till among amid amidst within without toward towards upon near across behind beyond
    despite via per than like unlike following regarding concerning including around along alongside throughout
    outside inside off onto versus ahead besides except
""")
SUBORDINATORS = wordlist("""
    although though while whereas because since when whenever as if unless until after before where whether once
    that which who whom what how why so lest
""")
CONJUNCTIONS = wordlist("and or but nor yet plus")
AUXILIARIES = wordlist("""
    is are was were be been being am has have had having do does did will would shall should can could may might
    must isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't cannot
    couldn't shouldn't isn’t aren’t wasn’t weren’t hasn’t haven’t hadn’t don’t doesn’t didn’t won’t wouldn’t
    can’t couldn’t shouldn’t he's she's it's they're we're i'm you're he’s she’s it’s they’re we’re i’m you’re
    they've we've i've they’ve we’ve i’ve
""")
NEGATIONS = wordlist("""
    not never n't isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't
    cannot couldn't shouldn't isn’t aren’t wasn’t weren’t hasn’t haven’t hadn’t don’t doesn’t didn’t won’t
    wouldn’t can’t couldn’t shouldn’t
""")
MODALS = wordlist("would could should might may must can shall")
ADVERBS = wordlist("""
    also then later once again still now just even already often always never ever soon first further previously
    earlier recently long however therefore thus meanwhile instead too only rather quite almost perhaps maybe
    moreover nevertheless nonetheless indeed afterwards afterward yesterday today tomorrow tonight not likewise
    elsewhere reportedly separately together  in-turn else alone early late shortly immediately
""")
NO_ADVERBS = wordlist("""
    family assembly italy july rally supply reply ally bully only elderly early daily weekly monthly yearly ugly
    july
""")
DAYS = wordlist("""
    monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
""")
MONTHS = wordlist("""
    january february march april may june july august september october november december jan feb mar apr jun
    jul aug sep sept oct nov dec
""")
TIMES = (
    DAYS
    | MONTHS - {"may", "march"}
    | wordlist("""
    today yesterday tomorrow tonight morning afternoon evening night noon midnight week month year weekend weeks
    months years days day hours minutes earlier later ago last next early late previous recent a.m p.m time gmt
    utc hour minute summer winter spring autumn fall
""")
)
TIME_LEADS = wordlist("""
    last next this earlier early late later that the on in at during previous following
""")
# Past and present forms that the -ed and -s endings do not show.
FINITE = wordlist("""
    met took made got went came held left won lost ran began became gave brought bought thought fought caught
    taught sought sold told sent spent built kept slept led fed paid laid put set cut hit hurt let shut cost
    read grew knew threw flew drew saw fell felt found bound rose arose broke spoke woke chose froze stole wrote
    drove rode wore bore tore swore shook forgot ate stood understood sat hung struck stuck dealt meant sank
    sang rang drank swam wound heard hid bit lay lit rid fled shot goes comes takes makes gets gives says has
    does wants needs includes remains seems appears becomes runs leads holds plans believes thinks knows
    stands begins keeps brings sees hears sits belongs carries pays faces exists depends remembers
    continues contains requires allows provides gets loses wins sends spends
    rises grows sells buys serves opposes refuses threatens tries helps
    underwent withdrew overcame rebuilt misled upheld overthrew undertook retook sped stuck swept crept slid blew
""")


def is_adverb(word: str) -> bool:
    """Whether ``word`` (lower case) may stand between a subject and its verb."""
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in NO_ADVERBS)
