"""Nothing in; small closed word lists out: function words and irregular forms of English."""

from __future__ import annotations

_FUNCTION = """
a about according added adds again all already also although am an and another any are aren't as at be because been
being between both but by can can't cannot could couldn't d did didn't do does doesn't doing don't done down each
even every few for from had hadn't has hasn't have haven't having he he'll he's her here hers herself him himself
his how however i i'd i'll i'm i've if in indeed into is isn't it it's its itself just ll m many may me meanwhile
might mine more moreover most much must mustn't my myself n't never no nor not of off on only onto or other ought
our ours ourselves out over own re s said same say saying says shall she she'll she's should shouldn't so some
stated states still such t tell tells than that that's the their theirs them themselves then there there's these
they they'll they're they've this those though through to told too under up us ve very was wasn't we we'd we'll
we're we've were weren't what when where whether which while who whom whose why will with won't would wouldn't yet
you you're you've your yours
"""
FUNCTION_WORDS = frozenset(_FUNCTION.split())
"""Words that tell little about what a statement is about; verbs of saying are among them on purpose."""

_FORMS = """
rise: rose risen rising
fall: fell fallen
go: went gone goes going
begin: began begun
win: won winning
lose: lost loses losing loss losses
buy: bought
sell: sold sale sales
bring: brought
think: thought
take: took taken taking
give: gave given giving
come: came coming
become: became
know: knew known
see: saw seen
get: got gotten getting
make: made making
find: found
keep: kept
leave: left leaving
hold: held
meet: met meeting meetings
pay: paid payment payments
spend: spent
send: sent
build: built
write: wrote written writing
speak: spoke spoken
break: broke broken
choose: chose chosen choice
drive: drove driven driving
grow: grew grown growth
shrink: shrank shrunk
sink: sank sunk
steal: stole stolen
throw: threw thrown
wear: wore worn
fly: flew flown flying flight flights
draw: drew drawn
hide: hid hidden
lie: lied lying
die: died dying dies dead death deaths
strike: struck stricken striking
fight: fought
catch: caught
teach: taught
seek: sought
feel: felt
deal: dealt
mean: meant
lead: led
read: reading
feed: fed
flee: fled
man: men
woman: women
child: children
person: people persons
foot: feet
life: lives
use: used using uses
plan: planned planning plans
deny: denied denies denying denial denials
agree: agreed agrees agreeing agreement agreements
refuse: refused refuses refusing refusal
reject: rejected rejects rejecting rejection
decide: decided decides deciding decision decisions
arrive: arrived arrives arriving arrival arrivals
approve: approved approves approving approval
reduce: reduced reduces reducing reduction reductions
receive: received receives receiving receipt
injure: injured injuries injury
resign: resigned resigning resignation
kill: killed killing killings
close: closed closing closes closure closures
increase: increased increasing increases
decrease: decreased decreasing decreases
talk: talks talked talking
discuss: discussed discussing discussion discussions
vote: voted voting votes
lay: laid
lend: lent
bear: born bore borne
sign: signed signing signs
explode: exploded explosion explosions
invade: invaded invading invasion
legal: lawful
illegal: unlawful
"""
IRREGULAR = {
    form: base for base, forms in (line.split(": ") for line in _FORMS.strip().splitlines()) for form in forms.split()
}
"""Inflected or derived form -> the base that stands for it, where plain suffix stripping would not find it."""
