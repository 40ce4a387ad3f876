"""Nouns and names that tell what kind of source speaks: bodies, places, documents, groups, offices."""

from __future__ import annotations

from claims.text.names import ROLE_WORDS
from claims.text.wordlist import wordlist

_COUNTRIES = wordlist("""
    afghanistan albania algeria angola argentina armenia australia austria azerbaijan bahrain bangladesh belarus
    belgium benin bolivia bosnia botswana brazil britain bulgaria cambodia cameroon canada chad chile china
    colombia congo croatia cuba cyprus czechia denmark ecuador egypt england eritrea estonia ethiopia finland
    france gambia georgia germany ghana greece guatemala guinea haiti honduras hungary iceland india indonesia
    iran iraq ireland israel italy jamaica japan jordan kazakhstan kenya kosovo kuwait kyrgyzstan laos latvia
    lebanon liberia libya lithuania luxembourg madagascar malawi malaysia mali malta mauritania mexico moldova
    mongolia montenegro morocco mozambique myanmar namibia nepal netherlands nicaragua niger nigeria norway oman
    pakistan palestine panama paraguay peru philippines poland portugal qatar romania russia rwanda scotland
    senegal serbia singapore slovakia slovenia somalia spain sudan sweden switzerland syria taiwan tajikistan
    tanzania thailand togo tunisia turkey turkmenistan uganda ukraine uruguay uzbekistan venezuela vietnam wales
    yemen zambia zimbabwe america europe ussr
""")
_CAPITALS = wordlist("""
    los angeles hong kong tel aviv york orleans california texas florida
    moscow kyiv kiev washington beijing london paris berlin brussels tehran ankara warsaw budapest tokyo seoul
    pyongyang delhi islamabad kabul baghdad damascus jerusalem riyadh cairo ottawa canberra madrid rome athens
    vienna prague minsk belgrade bucharest tbilisi baku yerevan copenhagen stockholm oslo helsinki dublin lisbon
    havana caracas bogota jakarta manila hanoi nairobi pretoria abuja addis kremlin pentagon bundestag knesset
    duma rada downing westminster vatican brussels taliban hamas hezbollah donetsk luhansk
    alabama alaska arizona arkansas colorado connecticut delaware hawaii idaho illinois indiana iowa kansas kentucky
    louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio
    oklahoma oregon pennsylvania tennessee utah vermont wisconsin wyoming ontario quebec manitoba saskatchewan
    alberta queensland tasmania virginia
""")
_DEMONYMS = wordlist("""
    russian ukrainian american british french german chinese iranian iraqi israeli palestinian turkish polish
    hungarian italian spanish japanese korean indian pakistani afghan syrian saudi egyptian canadian australian
    mexican brazilian european african asian western eastern northern southern swedish norwegian danish finnish
    dutch belgian swiss austrian greek serbian croatian romanian bulgarian czech slovak estonian latvian
    lithuanian belarusian georgian armenian kazakh cuban venezuelan colombian argentine chilean nigerian kenyan
    ethiopian lebanese jordanian libyan tunisian moroccan algerian irish scottish welsh english portuguese
    vietnamese thai indonesian malaysian filipino us u.s u.s. uk u.k u.k. eu un u.n nato soviet north south east
    west north-korean south-korean democratic republican conservative liberal federal
""")
PLACES = _COUNTRIES | _CAPITALS
DEMONYMS = _DEMONYMS
ACRONYMS = wordlist("""
    us u.s. usa uk u.k. eu e.u. un u.n. nato osce imf who fbi cia epa nasa fda cdc bbc cnn nyt afp ap npr nbc abc cbs
    itv rte dpa unesco unicef unhcr fifa uefa isis isil
""")
BODY_WORDS = wordlist("""
    project programme program
    technologies systems holdings industries labs motors partners capital energy bloc mission monitors
    hall parish borough
    ministry department government administration agency council committee commission parliament congress senate
    house court office authority authorities board bureau party union university institute institution company
    corporation inc group association federation organization organisation bank police army navy forces force
    military command service services campaign team club league foundation trust society alliance coalition
    network media news times post journal tribune herald gazette guardian telegraph radio television channel
    newspaper magazine outlet press center centre hospital school college church museum airline airlines embassy
    consulate delegation secretariat staff operation joint task taskforce assembly cabinet regime state republic
    nation country city town county district region province side camp firm firms manufacturer operator
    laboratory tribunal inquiry panel jury directorate west east white international national nations security
    exchange fund system cooperative chamber movement front inspectorate regulator watchdog observatory brigade
    airport registry academy states kingdom works harbourmaster's mayor's prosecutor's sheriff's governor's
    agence presse reuters interfax tass bloomberg facebook twitter google microsoft apple amazon fox centers
    centres institutes observer star mirror standard chronicle dispatch examiner sun globe breitbart politico
    buzzfeed huffington associated hospitals schools courts councils ministries publisher theatre theater
    gallery library bulletin
""")
# Only with a capital: "the Coast Guard", "USA Today".
BODY_NAMES = wordlist("""
    guard tv daily weekly today studios entertainment airways railway railways corps squad militia clinic rescue
    jazeera xinhua yonhap aljazeera wikinews wikipedia wikimedia wikileaks reddit youtube instagram whatsapp
    interpol europol greenpeace boeing airbus spacex tesla netflix disney samsung huawei sony uber toyota volkswagen
    lufthansa ryanair gazprom rosneft festival summit pharmaceuticals electronics software constabulary watch
    legislature research clause amendment conference
""")
# Surnames too: "Kanye West", "Betty White".
SURNAMES_TOO = wordlist("west white hall church parish fox banks page bell sun star")
DOCUMENT_WORDS = wordlist("""
    constitution charter protocol
    report reports study studies survey poll polls document documents decree decrees order orders regulation
    regulations directive directives law laws statement letter memo memorandum filing filings lawsuit complaint
    indictment affidavit article articles book paper papers data figures statistics records record transcript
    email emails e-mail e-mails analysis research review audit advisory bulletin release communique communiqué
    resolution treaty agreement draft text description website site page notice ruling verdict judgment
    judgement opinion editorial essay column post tweet message note results findings census estimates documents
    speech plan proposal bill act rules rule guidelines policy manifesto contract minutes summary dossier
    assessment story ad ads advert video caption headline evidence budget forecast sources footage request petition
    motion amendment photographs photos photo picture pictures images imaging polling investigation placard
    sign signs banner banners
""")
PEOPLE_WORDS = wordlist("""
    sides islanders
    officials leaders sources analysts experts critics residents people lawmakers politicians diplomats voters
    supporters opponents protesters scientists researchers doctors lawyers investigators prosecutors police
    soldiers troops rebels separatists militants workers employees members republicans democrats conservatives
    liberals reporters journalists observers commentators economists witnesses neighbours neighbors parents
    teachers students activists campaigners advocates ministers senators governors mayors councillors judges
    aides advisers advisors authorities rivals allies others some many most pundits americans russians
    ukrainians europeans women men families relatives friends fans users readers historians engineers farmers
    fishermen owners traders investors executives managers representatives spokespeople spokesmen negotiators
    family couple crowd outlets media press producers protestors demonstrators marchers pollsters suppliers
    pilots survivors victims bystanders villagers locals passengers candidates delegates presidents both
    organizers organisers environmentalists inspectors regulators firefighters shoppers merchants tenants
    landlords percent half third quarter majority minority two-thirds three-quarters respondents one dozens
    hundreds thousands detectives professors colleagues academics nurses ambassadors envoys spokespersons
    commanders generals islanders bakers brewers cyclists commuters motorists hoteliers shopkeepers sailors
    dockers
""")
PERSON_WORDS = wordlist("""
    official source spokesperson spokesman spokeswoman analyst expert critic resident lawmaker politician
    diplomat voter supporter opponent protester witness eyewitness insider man woman person aide adviser advisor
    employee worker member investigator neighbour neighbor friend relative mother father son daughter wife
    husband brother sister boy girl teenager reporter moderator interviewer defendant plaintiff victim suspect
    driver survivor passenger soldier fisherman engineer skipper consultant veteran activist student doctor
    nurse tourist local clerk trader shopper tenant landlord host owner nominee candidate hopeful mogul
    billionaire businessman republican democrat representative
    lifeguard pensioner pupil deckhand docker sailor farmer baker cyclist commuter motorist shopkeeper passer-by
    bystander onlooker colleague customer volunteer whistleblower informant waiter waitress boss hotelier advocate
    head
""") | ROLE_WORDS - wordlist("""
    state party house senate former acting foreign interior defence defense finance health education trade
    energy general
""")
SPEECH_NOUNS = wordlist("""
    claim claims statement statements comment comments remark remarks assertion assertions warning warnings
    allegation allegations accusation accusations argument contention suggestion promise pledge speech interview
    words letter tweet announcement message address view belief opinion testimony denial
""")
SPEAKING = BODY_WORDS | DOCUMENT_WORDS | PEOPLE_WORDS | PERSON_WORDS
