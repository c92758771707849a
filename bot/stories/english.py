"""How common the words of English news are before any has been read: what a nearly empty index weighs words by."""

from functools import cache

from bot.stories.features import hashed, story_words

SHARE_EVERYWHERE, SHARE_OFTEN, SHARE_SOMETIMES = 0.15, 0.05, 0.015
"""Which share of all stories has a word of each list: a rule of thumb, soon outweighed by what is counted."""

EVERYWHERE = """
add added afternoon ago all almost already although always and another any anyone anything around ask asked away bad
be became because become began begin behind being believe best better big both bring brought build but call called
came can case cause central change city close come coming continue could country cut day decide decided decision
despite different do done early east end ended enough even evening every everybody everyone everything expect expected
face far few final find first follow following former found four full further future gave general give given good
government great group had half hand hard head held help high hold home hour house however hundred if important
include included including increase issue join keep kept key know known large last late later lead leader least leave
led left less let life likely line little local long look lost lot low made main major many matter may mean meet
meeting member men mid middle midnight might million minute moment month morning move much must name national near
nearly need never next night nobody noon north not nothing number of offer office officer official old once one only
open order other our out outside over own part past pay per period place plan planned play point possible president
problem public put question quite rather reach reached read ready real reason recent record region remain remained
report reporter result return right rise road round run said same say second see seem seen send senior sent service
set several short show side since single small so some somebody someone something soon sort source south speak spoke
spokesman spokesperson spokeswoman staff stand start started state statement stay step still stop street strong such
support sure system taken talk team ten than thing think third thought thousand three through together told too took
town tried try turn two under until use used very view village wait want wanted was water weekend well west while
whole wide within without woman women word work worked worker working world would wrong yet young
"""

OFTEN = """
able accept access according account accuse accused across act action activity actually address administration adult
advance adviser affect affected afford afraid age agency agree agreed agreement ahead aid aim air alive allow allowed
alone along alternative amount analysis analyst announce announced annual answer apart apparent appeal appear appeared
approach approve approved april area argue argued army arrest arrested arrive arrived article aside asset assistant
association attack attempt attend attention august authority available average avoid award aware back balance ban bank
base based battle beat bed benefit bid bill billion birth black block blow blue board boat body book border born
bottom box boy branch break breath bridge brief broad broke broken brother budget building built burn bus business
busy buy camera camp campaign candidate capital car care career carried carry cast catch caught celebrate cent centre
century certain certainly chain chair chairman chairperson chairwoman challenge chance charge charged cheap check
chief child children choice choose church circumstance citizen civil claim class clean clear clearly client clock club
coach coalition coast code cold colleague collect college colour combine comment commission commissioner committee
common community company compare comparison compete complain complaint complete concern condition conduct conference
confidence confident confirm confirmed conflict consider constant consumer contact contain contract control
conversation cool corner corporate correct cost council councillor count couple course court cover crash create crew
crime crisis critic critical criticism cross crowd current customer damage danger dangerous dark data date daughter
dead deal death debate debt decade december declare decline deep defeat defence defend define degree delay deliver
demand democracy department depend deputy describe described deserve design desk detail develop development die died
difference difficult difficulty dinner direct direction director disaster discover discuss discussion dispute district
doctor document dog door double doubt dozen draft draw dream dress drink drive driver drop dry due duty earth ease
easily easy economic economy edge education effect effort eight eighteen eighty elect election eleven emerge emergency
employ employee employer empty enemy energy engine enjoy enter entire environment equal especially establish estimate
estimated event eventually evidence exact exactly example exchange executive exist expand experience expert explain
explained express extend extra extreme eye fact factor factory fail failed failure fair fall fallen family famous fan
farm fast father favour fear feature february federal feed feel fell felt female field fifteen fifth fifty fight
figure file fill film finance financial fine finish finished fire firm fish fit five fix flat flight floor flow fly
focus food foot force foreign forget form formal forward fourth free freedom fresh friend front fuel fund game garden
gather generation girl glass global goal god gold green ground grow growing growth guarantee guard guess guest guide
guilty gun hall happen happened happy harm hear heard hearing heart heat heavy height hide highest hill historic
history hit holiday hope hospital host hot hotel huge human hurt husband idea identified identify image imagine
immediate immediately impact improve incident income independent index individual industry inflation influence inform
information initial injure injured injury inquiry inside insist insisted instead institute institution insurance
intend interest interior international interview invest investigate investigation investigator investment investor
invite involve involved island jail january job joint journalist journey judge judgment july june justice kill killed
kind kitchen lack lady lake land language largest launch launched law lawmaker lawyer lay leadership league learn
legal lesson letter level license lie lift light limit link list listen live lived living loan lock longer loose lord
lose loss loud love lower luck lunch machine mail majority male man manage manager march mark market match material
mayor measure media medical memory mention mentioned message met method metre mile military mind mine minister
ministry minor miss missing mistake mix model modern money mood mother motor mountain mouth movement mps music narrow
nation natural nature necessary negotiation neighbour neighbourhood network neutral news newspaper nice nine nineteen
ninety noise normal normally note notice november object observer obvious october offered offering opening operate
operation operator opinion opponent opportunity oppose opposition option ordinary organisation organise organization
original owe owned owner package page paid pain paint pair panel paper parent park parliament participate particular
particularly partner party pass passed passenger patient peace percent percentage perform performance perhaps
permanent permission permit person personal phone photograph pick picture piece pilot plant platform player please
plus pocket police policy political politician poll poor popular population port position positive potential pound
power powerful practice prefer prepare prepared presence present press pressure pretty prevent previous previously
price prime prison private prize probably procedure process produce product production profession professional
professor profit program programme progress project promise promised promote proof property proposal propose proposed
prosecutor protect protection protest protester prove provide provided province publish published pull purchase
purpose push quarter quick quickly quiet race radio rain raise raised ran range rate reaction realise reality realize
reasonable receive received recently recognise recommend recover recovery red reduce reduced refuse refused regional
register regular regulation reject rejected relate relation relationship release released relief religious rely
remember reminder remove removed rent repair repeat repeated replace reply represent representative request require
required rescue research researcher reserve resident resource respect respond response responsibility responsible rest
restaurant restore retail retire reveal revealed revenue review rich ride ring risk rival river rock role roof room
root rule ruling safe safety salary sale sat saturday save scale scene schedule scheme school science scientist score
screen sea search season seat secret secretary section sector secure security seek select sell seller senate sense
sentence separate september series serious serve session settle settlement seven seventeen seventy severe shadow shape
share shared sharp ship shock shop shot shoulder shout shut sick sight sign signal signed significant similar simple
simply sing sister sit site situation six sixteen sixty size skill skin sky sleep slow slowly smile social society
soft soldier solution solve son song sound space special specific speech speed spend spent spirit spoken sport spread
spring square stage standard star station status steady steel stock stood storm story straight strange strategy
strength stress strike structure student study stuff style subject success successful suddenly suffer suffered suggest
suggested suit summer sun supply supporter suppose surface surprise survey survive suspect suspected suspend sweet
swim table target task tax teacher technology telephone television temperature temporary tend term terrible territory
test text thank theory thick thirteen thirty threat threaten threatened tie tight tiny title tomorrow tone tonight
tool top topic total touch tough tour tourist toward towards track trade tradition traditional traffic train training
transfer transport travel treat treatment tree trial trip trouble truck true trust truth twelve twenty twice type
union unit united unless unlikely upper urban urge urged user usual usually valley value variety various vehicle
version victim victory video violence visit visitor vital voice volunteer vote voted voter wage walk wall war warm
warn warned warning waste wave weak weapon wear weather website wednesday weekly weight welcome wife wild willing win
wind window winner winter wish withdraw withdrawal witness won wonder wood worried worry worse worst worth wound
wounded write writer written yard yellow yield youth zone
"""

SOMETIMES = """
abandon abroad absence abuse accident accommodation accurate achieve achievement acquire acquisition activist actor
actress adapt adjust admit admitted adopt advantage advertise advice affair aftermath aftershock aggressive
agriculture aircraft airline airport airstrike alarm album alcohol alert allegation allege alleged alliance ally
ambassador ambitious ambulance amendment ammunition analyse ancient anger angry animal anniversary anticipate anxiety
apartment apologise apology apply appoint appointed appointment arena arrangement arson artillery artist ash aspect
assault assembly assess assessment assist assume asylum athlete atmosphere attacker attorney attract audience audit
author autumn backing bail ballot bar bargain barrier basic basis battery beach bear bench bird bitter blame blast
blaze blood bodies boil bomb bombing bond boost boss bowl brain brand brave breach bread broadcast broadcaster bullet
burden bureau buyer cabinet cable calm cancel cancelled cancer captain carbon cargo cash casualty catastrophe category
cattle caution cautious ceasefire cell ceremony champion championship chaos chapter character charity chart chase
chemical clash classroom cliff climate clinic clinical closure cloud coal collapse collapsed column commander commerce
commercial commit commitment commodity commute commuter compensation competition competitor complex component
compromise computer conclude conclusion concrete condemn condemned confess confront congress consequence conservative
consist constituency constitution construction consult consultation contest context contractor contribute contribution
controversial convention convict convicted conviction convince convoy cooperate cope core corps corruption countless
coup courage courtroom creative credit creditor crop crossing crown crude cruise culture cure curfew currency cycle
dam database deadline deadly dealer decree deeply defendant defender deficit delegate delegation deliberate
deliberation delivery democratic demonstrate demonstration demonstrator denied deny deploy deposit depth derby desert
desperate destroy destroyed destruction detain detained detective detention determine devastate device dialogue diesel
diet diplomat diplomatic disagree disappear disappoint disclose discount disease dismiss dismissed disorder displace
displaced display disrupt disruption distance distribute distribution divide dividend division divorce dollar domestic
dominate donate donor dose downtown drone drought drown drug dump dust eager earn earnings earthquake eastern edition
editor educate effective efficient elderly electoral electric electricity element embassy emission emotion emotional
emphasis empire encounter encourage endure enforce engage engineer enormous ensure enterprise entertainment enthusiasm
entrance entry epicentre epidemic equipment equity era error erupt eruption escape essential ethnic euro evacuate
evacuated evacuation evaluate exam examine exceed excellent excess exclude excuse execute exercise exhibition exile
exit exodus expansion expense expensive experiment exploit explore explosion explosive export expose exposure extent
external extraordinary faction faith fake false fare farmer fatal fate fault federation fellow ferry festival fever
fierce fighter fighting finding finger firefighter fishing flag flame fled flee fleet flood flooded flooding footage
football forecast forest formation fortune forum foundation fraud freeze frequent friendly frontier frustration fully
fundamental funding funeral furniture gang gap gas gear gender generate genetic genuine gesture ghost giant governor
grab grade gradual grain grand grant grave greet grid grief gross guerrilla guidance guideline habit halt handle
harbour harvest hat haul hazard headline headquarters health healthy helicopter heritage hero highway hire holder holy
honest honour horror horse hostage hostile household housing humanitarian hunger hunt hurricane ice identity ignore
illegal illness immigrant immigration imminent imply import impose impossible impress impression improvement incentive
inch indicate indication indictment industrial infant infect infected infection infrastructure initiative injunction
inmate innocent innovation inspect inspection inspector install instance instruct instruction instrument intelligence
intense intention interim internal internet interpret intervention introduce invade invasion investigative iron
isolate item jet journal judicial jury keen kick kid kidnap kilogram kilometre king knife knock label laboratory
labour ladder landing landslide latest laugh leaflet leak lean lease legislation legislature lend liberal liberty
library lifetime lightning literature load lobby location logic lorry lover loyal magazine magnitude maintain
maintenance mandate manifesto manufacturer manufacturing margin marine maritime marriage married mask massacre massive
master mayoral meanwhile mechanism medal mediation mediator medicine mental merchant mercy merge merger metal
midfielder migrant migration militant militia mill minimum mining minority missile mission mixed mobile moderate
monitor monitoring monopoly monthly monument moral mortgage motion motive motorist motorway mount murder museum mutual
mystery narrative naval navy negative neglect negotiate negotiator nerve newborn nominate nomination northern notable
nuclear nurse obey objection obligation observation observe obstacle obtain occasion occupy occur offence offend
offensive offshore oil opener operational orchestra outbreak outcome outline outlook output outrage overall overcome
overnight overseas overturn pact palace pandemic panic parade parish parole partial participant particle partnership
passage passion passport path patrol patron pause peak penalty pension pensioner perceive petition petrol phase
philosophy physical physician pipeline pitch plain plaintiff plane plastic plea plead pleaded pledge pledged plot
plunge poet poison pole policeman polling pollution pool portfolio portion portrait pose possess possibility post
postpone postponed poverty pray precise predecessor predict prediction preliminary premier premium preparation
preserve presidential prevention priest primary princess principal principle priority privacy probe proceed proceeding
profile profound prohibit prominent promotion prompt prosecution prospect protein provision psychology publication
publisher punish punishment pupil quake qualify quality quantity quest quit quota radical rail railway rally random
rank rapid rapidly rare ratio raw reactor reader rebel rebuild recall reception recession reckless recommendation
recruit reduction refer referee referendum reflect reform refuge refugee refund regime regulator regulatory reinforce
relative relatively relevant reliable relieve religion reluctant remark remarkable remote renew repatriate replacement
republic reputation rescuer rescuers reshuffle residence resign resignation resigned resist resistance resolution
resolve restrict restriction retailer retain retirement retreat revise revised revolution reward rice rider rifle riot
rioting rising ritual robbery rocket romance rough route routine row royal rubber rubble ruin rumour rural rush sack
sacred sad sail salt sample sanction sand satellite satisfy scandal scenario scholar scrutiny sculpture secondary
segment seismologist seize seized semi-final seminar sensitive sequence sexual shame shareholder shell shelling
shelter shift shipment shipping shoot shooting shopping shore shortage siege silence silver singer sink slam slave
slide slight slip slope smart smoke smooth snow soil solar sole solid southern sovereign spark speaker species
spectacular spectator spell sphere spill spin split sponsor spot squad stability stable stadium stake stance startup
statistic statue steal stem sticker stone store stranded strategic stream stretch striker string strip stroke struggle
stuck studio subsidy substance substantial suburb succeed sudden sue sued suicide sum summit superior supermarket
supervise supplier supreme surge surgeon surgery surplus surrender surround surrounding survivor suspension suspicion
sustain sweep switch symbol sympathy symptom tackle tale talent tank tariff team-mate tear tech technical technique
teenager telescope temple temporarily tenant tension tent terminal terror terrorism terrorist testify testimony
theatre theft therapy thief threshold throat thunder ticket timber tissue toll ton tonne torture tourism tournament
towel tower toxic toy tracker trader tragedy tragic trail trainer transaction transform transition translate
transmission trap trawler treasure treasury treaty trend tribe tribunal tribute trick trigger trillion troop trophy
tropical troubled truce tsunami tunnel turnout twin typical ultimate unable uncle undergo underground understand
unemployment unexpected uniform unique universe university unknown unprecedented unveil uprising uranium urgent usage
vaccination vaccine van vast venture venue verdict versus vessel veteran viable vice vicious villager violate
violation violent virtual virus visa visible vision volcano volume vulnerable warehouse warfare warhead warrant
warrior warship weaken wealth wealthy wedding welfare western whale wheat wheel whisper widespread widow wildfire
wildlife wing wipe wire withstand worldwide worship wreck wreckage
"""


@cache
def word_shares() -> dict[int, float]:
    """Return the share of all stories that may be assumed to have a word, by the word's number; unlisted ones none."""
    lists = ((SOMETIMES, SHARE_SOMETIMES), (OFTEN, SHARE_OFTEN), (EVERYWHERE, SHARE_EVERYWHERE))
    return {hashed(word): share for words, share in lists for word in story_words(words)}
