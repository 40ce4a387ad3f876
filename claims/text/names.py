"""A person's name comes in; its parts and a guess of "she" or "he" go out. Small own lists, no outside data."""

from __future__ import annotations

from claims.text.wordlist import wordlist

MALE_TITLES = wordlist("""
    mr sir lord king prince father monsieur herr senor don duke baron emperor brother chairman
""")
FEMALE_TITLES = wordlist("""
    mrs ms miss lady queen princess madam madame dame frau senora mme sister duchess baroness empress chairwoman
""")
HONORIFICS = (
    MALE_TITLES
    | FEMALE_TITLES - {"chairman", "chairwoman"}
    | wordlist("""
    dr prof professor doctor hon honorable honourable rev reverend sen rep gov lt col gen sgt capt cpl maj adm
    cmdr messrs pres det
""")
)
# Roles that stand before a name without a comma; lower case as compared.
ROLE_WORDS = wordlist("""
    press high special permanent foreign-policy
    master mistress
    president vice deputy prime minister secretary senator congressman congresswoman representative governor
    mayor councillor councilor alderman judge justice attorney general chancellor premier ambassador envoy
    speaker leader chief chair chairman chairwoman chairperson director commissioner commander captain colonel
    lieutenant major sergeant admiral officer sheriff constable inspector superintendent detective spokesman
    spokeswoman spokesperson pope cardinal bishop archbishop pastor rabbi imam coach manager executive ceo cfo
    founder co-founder owner editor author journalist reporter correspondent analyst economist scientist
    researcher historian lawyer prosecutor solicitor counsel ombudsman treasurer candidate nominee incumbent
    lawmaker mp mep delegate whip marshal foreign interior defence defense finance health education trade energy
    fellow state party opposition majority minority house senate former ex-president acting interim then-president
    senior junior president-elect first lady professor dr eyewitness witness resident actor actress singer
    player farmer teacher student activist campaigner pilot strategist adviser advisor aide assistant host
    anchor comedian columnist pollster colleague counterpart democrat republican sen. gov. rep. gen. mr. mrs.
    ms. dr. information culture labour labor transport agriculture environment tourism housing commerce treasury
    homeland security intelligence infrastructure economy industry artist scholar politician businessman
    businesswoman entrepreneur investor broker chef singer-songwriter musician director-general
    secretary-general harbourmaster harbormaster skipper warden ranger firefighter paramedic nurse surgeon
    physician psychologist biologist physicist chemist geologist climatologist meteorologist engineer architect
    developer landlord merchant trader vicar headteacher principal dean provost ex-prime ex-minister ex-mayor
    vice-president co-chair co-author opponent broadcaster presenter filmmaker designer novelist poet painter
    photographer rapper cleric drummer guitarist climber
""")
# Parts of roles that name nobody by themselves.
ROLE_PARTS = wordlist("""
    press high special permanent foreign-policy vice deputy prime general foreign interior defence defense finance
    health education trade energy state party opposition majority minority house senate former acting interim senior
    junior first information culture labour labor transport agriculture environment tourism housing commerce treasury
    homeland security intelligence infrastructure economy industry executive
""")
TITLES = HONORIFICS | wordlist("""
    president vice prime minister senator congressman congresswoman representative governor mayor judge
    justice chancellor premier ambassador secretary commissioner captain colonel lieutenant sergeant admiral
    councillor councilor sheriff pope cardinal bishop archbishop pastor rabbi imam superintendent inspector
    detective former
""")
PARTICLES = wordlist("""
    de da di del della dela der den van von bin ibn al el la le du dos das ten ter zu af
""")
# Letters after a name.
POST_NOMINALS = wordlist("qc kc obe cbe mbe md phd esq jp")
SUFFIXES = wordlist("jr sr ii iii iv esq phd md jr. sr.")

_MALE = wordlist("""
    dmytro oleksii vassily jens antonio emmanuel recep sajid josep volodymyr joko naftali olaf denis leonid
    aaron abdul abdullah abraham adam adrian ahmed alan albert alejandro aleksandr alex alexander alexei alexey
    alfred ali allan allen alvin amir anatoly anders andre andrea andreas andrei andres andrew andrey andriy
    andrzej angelo anthony antoine anton antonio antony antonin arjun arnold arthur artur arturo ashraf asif
    austin barack barry bart ben benedict benjamin bernard bernie bert bill billy bob bobby bogdan boris brad
    bradley brandon brendan brett brian bruce bruno bryan carl carlos casey cesar chad charles charlie chris
    christian christoph christopher chuck claude clarence clark claudio clint colin connor corey craig curtis
    cyril dale damian dan daniel danny darren dave david dean dennis denis denys derek dick didier diego dimitri
    dirk dmitri dmitriy dmitry dmytro dominic dominik don donald doug douglas drew duncan dwight earl ed eddie
    edgar eduardo edward edwin elijah elliott emil emmanuel enrique eric erik ernest ernesto ethan eugene evan
    fabio farid felix ferdinand fernando finn floyd francesco francis francisco francois frank franklin fred
    frederick fritz gabriel gareth gary gavin gene geoff geoffrey georg george gerald gerard gerhard gilbert
    giorgio giovanni giuseppe glen glenn gordon graham greg gregory guido guillermo gunnar gus gustav guy hamid
    hans harald harold harris harry hassan hector helmut henri henrik henry herbert herman hideo hiroshi horst
    howard hubert hugh hugo hussein ian ibrahim igor ilya imran isaac ismail ivan jack jacob jacques jaime jair
    jake jakob jamal james jamie jan jared jason javier jay jean jeff jeffrey jens jeremy jerome jerry jesse
    jesus jim jimmy joachim joao joe joel johan johann john johnny jon jonas jonathan jordan jorge jose josef
    joseph josh joshua juan julian julio jurgen justin kamal karim karl keith ken kenneth kevin khalid kirill
    klaus konstantin kurt kyle lamar lance larry lars laurence laurent lawrence lee len leo leon leonard leonid
    leopold leroy leslie lewis liam linus lloyd lorenzo lou louis luca lucas luigi luis luiz lukas luke lyndon
    magnus mahmoud malcolm manuel marc marcel marcelo marco marcus mario mark markus marshall martin marvin
    mateusz mathieu matt matteo matthew matthias maurice max maxim maxime mehmet melvin michael michel miguel
    mihail mike mikhail milan miles milton mitch mitt mohamed mohammad mohammed morgan muhammad murat murray
    mustafa mykhailo mykola nathan nathaniel narendra ned neil nelson nicholas nick nicolas nigel nikita nikolai
    nikolay nils noah noel norman olaf oleg oleh oleksandr oleksiy oliver olivier omar oscar osman otto owen
    pablo paolo pascal patrick paul paulo pavel pavlo pedro perry pete peter petr petro phil philip philippe
    phillip pierre pieter piotr quentin rafael rahul raj ralph ramon randall randy raul ravi ray raymond recep
    reinhard rene rex ricardo richard rick ricky rob robert roberto robin rod rodney rodrigo roger roland rolf
    roman ron ronald rory ross roy ruben rudolf rudy rupert ruslan russ russell ryan salman salvador sam samir
    samuel santiago scott sean sebastian serge sergei sergey sergio sergiy serhiy seth shane shaun shinzo sidney
    sigmund silvio simon stan stanislav stanley stefan stefano stephane stephen steve steven stewart stuart sven
    taras tariq ted terence terry theo theodore thierry thomas tim timothy tobias todd tom tomas tommy tony
    travis trevor troy tyler ulf ulrich umberto vadim valery vasily vassily vern vernon victor viktor vikram
    vince vincent vinnie vitali vitaliy vitaly vlad vladimir volodymyr vyacheslav wade wallace walter warren
    wayne wendell werner wesley wilfred wilhelm will willem william willie winston wolfgang xavier yann yasser
    yevgeny yuri yuriy yusuf zachary aldo lindsey marcin jens igor rishi keir benny boyko ciaran declan eoin
    fergus giles hamish nicola
""")
_FEMALE = wordlist("""
    hatice ursula kaja annalena aung siri fumio zeynep ayse leyla maryna yuliia liudmyla olha nataliia
    abigail ada adele adriana agnes agnieszka aisha alberta alejandra aleksandra alessandra alexandra alexandria
    alexis alice alicia alison alla allison alma amal amanda amber amelia amina amy ana anastasia andrea angela
    angelina anita ann anna annabel anne annegret annette annie anya ariana ashley astrid audrey ava barbara
    beatrice beatrix becky belinda bella berta beth betsy betty beverly bianca birgit bonnie brenda bridget
    brigitte brittany camila camilla candace carla carly carmen carol carole caroline carolyn carrie catarina
    catherine cathy cecilia celia celine charlotte chelsea cheryl chloe christa christiane christina christine
    cindy claire clara claudia colleen condoleezza constance cora cristina cynthia dana daniela danielle daria
    dawn deborah debra delia denise diana diane dolores donna dora doris dorothy edith eileen ekaterina elaine
    eleanor elena eliza elizabeth ella ellen elsa elvira emilia emily emma erica erika erin esther ethel eva eve
    evelyn fatima felicity fiona flora florence frances francesca frederica frida gabriela gabrielle gail galina
    genevieve georgia geraldine gertrude gina ginny giorgia gisele giulia gladys gloria grace greta gretchen
    gudrun gwen hailey halina hannah harriet hazel heather heidi helen helena helga henrietta hilary hildegard
    hillary holly ida ilona ingrid inna irena irene irina iris irma isabel isabella ivana ivanka ivy jacinda
    jackie jacqueline jana jane janet janice jasmine jean jeanne jennifer jen jenny jessica jill jo joan joanna
    jocelyn jodi josephine joy joyce juanita judith judy julia juliana julie juliet june kaja kamala karen karin
    karina karla kate katerina katharina katherine kathleen kathryn kathy katie katrina katya kayla kellyanne
    kelly kerry kim kimberly kirsten krista kristen kristin kristina ksenia lara larissa laura lauren layla lea
    leah leila lena leslie leticia liana lidia lillian lily lina linda lisa liudmila liz liza lola loretta lori
    lorraine louise lucia lucille lucy ludmila lydia lynda lynn mabel madeleine madison magdalena maggie maia
    mandy mara marcia margaret margarita margot maria marian marianne marie marilyn marina marion marisa
    marjorie marla marlene marta martha martina mary maryam matilda maureen maya megan meghan melania melanie
    melinda melissa mercedes meredith mette mia michaela michele michelle mildred mindy miranda miriam moira
    molly mona monica monique myra nadezhda nadia nadine nancy naomi natalia natalie natalya natasha nellie
    nicole nikki nina noelle nora norma odessa olena olga olivia ophelia oksana paige pam pamela patricia patty
    paula pauline pearl peggy penelope penny petra phoebe phyllis polly priscilla priti priya rachel ramona
    rebecca regina renata renee rhea rhoda rhonda rita roberta rosa rosalie rose rosemary roxanne ruby ruth
    sabina sabrina sadie sally samantha sandra sanna sara sarah sasha selena shannon sharon sheila shelley
    sherry shirley sigrid silvia simone sofia sonia sonja sophia sophie stacy stella stephanie sue susan susanna
    suzanne svetlana sylvia tabitha tamara tanya tara tatiana tatyana teresa tess tessa thelma theresa tiffany
    tina tracy trudy tulsi ulrike ursula uma valentina valeria valerie vanessa vera veronica veronika victoria
    viktoria viola violet virginia vivian wanda wendy whitney wilhelmina winifred xenia yelena yevgenia yolanda
    yulia yuliya yvette yvonne zoe zofia zuzana
""")
FIRST_NAMES = _MALE | _FEMALE


def gender(name: str) -> str:
    """ "f", "m" or "" (unknown, or a name that both bear), from titles, first name and Slavic endings."""
    words = [w.strip(".").casefold() for w in name.split()]
    if any(w in FEMALE_TITLES for w in words[:-1]):
        return "f"
    if any(w in MALE_TITLES for w in words[:-1]):
        return "m"
    first = next((w.split("-")[0] for w in words[:-1] if w in FIRST_NAMES or w.split("-")[0] in FIRST_NAMES), "")
    if (first in _MALE) != (first in _FEMALE):
        return "m" if first in _MALE else "f"
    return "f" if len(words) > 1 and words[-1].endswith(("ova", "eva", "skaya", "ska", "cka")) else ""


def surname(name: str) -> str:
    """The last part that is no suffix ("Jr."), as written."""
    words = [w for w in name.split() if w.casefold() not in SUFFIXES]
    return words[-1] if words else name
