"""Common nouns that can speak: people by what they are or do, bodies, and documents; titles that stand before names."""

from bot.extraction.words import words


def _with_plurals(listed: str) -> frozenset[str]:
    singular = words(listed)
    plural = {word + "s" for word in singular if not word.endswith(("s", "men", "people", "police"))}
    plural |= {word[:-1] + "ies" for word in singular if word.endswith("y")}
    plural |= {word[:-3] + "men" for word in singular if word.endswith("man")}
    return singular | plural


PEOPLE = _with_plurals(
    """
    activist actor actress adviser advisor advocate agent aide ally ambassador analyst anchor artist assistant athlete
    attacker attorney author billionaire blogger boss boxer boy brother businessman businesswoman campaigner candidate
    captain caller celebrity chair chairman chairperson chairwoman chancellor chief citizen clerk climber coach
    colleague columnist comedian commander commentator commissioner companion congressman congresswoman conservative
    consultant contender contractor coordinator coroner correspondent counselor councilman councilwoman cousin creator
    critic crowd customer daughter dad delegate democrat demonstrator deputy designer detective developer diplomat
    director doctor donor driver economist editor employee engineer envoy epidemiologist evangelist examiner executive
    expert fan farmer father fighter filmmaker firefighter fisherman follower forecaster founder friend frontrunner
    front-runner general geologist girl governor grandfather grandmother guard guest guy historian hopeful host
    hostess husband immigrant independent individual insider instructor interviewer investigator investor journalist
    judge justice kid lady lawmaker lawyer leader lecturer legislator liberal lieutenant linguist lobbyist magnate man
    manager marshal mayor mechanic member meteorologist migrant minister minority model moderator mogul mother mom mum
    musician nationalist neighbor neighbour nominee novelist nun nurse observer officer official onlooker operative
    opponent organiser organizer owner paramedic parent participant partner passenger pastor patient patron people
    performer person philosopher photographer physician physicist pilot player poet police politician pollster pope
    preacher premier president priest prime principal prisoner producer professor prosecutor protester protestor
    psychiatrist psychologist publisher pundit queen rabbi rapper reader recruiter refugee regulator relative reporter
    representative republican rescuer researcher resident respondent retiree reviewer rival sailor scholar scientist
    seismologist secretary seller senator sergeant sheriff shopkeeper singer sister socialist soldier solicitor son
    source speaker specialist spectator spokesman spokesperson spokeswoman staffer star statesman statistician
    strategist student superintendent superstar supervisor supporter surgeon surrogate survivor suspect teacher
    technician teenager theologian tourist trader trainer treasurer tycoon user veteran victim viewer villager
    virologist visitor volunteer voter waiter waitress watchdog wife winner witness woman worker writer youth
    accountant archaeologist archivist baker barber biologist butcher carpenter chemist conductor cook curator dean
    dentist electrician farmhand fisher foreman forester gardener headmaster headmistress heir hunter keeper landlord
    librarian master mathematician mechanic midwife miner novelist nurse oceanographer pharmacist plumber porter
    provost ranger sculptor shepherd stationmaster tailor tenant translator vet veterinarian warden businesspeople
    salespeople
    """
)

BODIES = _with_plurals(
    """
    administration agency airline alliance army assembly association authority bank board brand brewery broadcaster
    brotherhood bureau business cabinet camp campaign caucus center centre chain chamber charity church city clinic club
    coalition college commission committee community company conference congress consortium corporation council
    country court daily delegation department developer district division embassy enterprise establishment faction
    factory family federation firm force foundation franchise fund government governorate group hospital household
    industry inquiry institute institution journal judiciary jury label league left legislature lobby magazine maker
    manufacturer media military militia ministry mission movement museum nation navy network newspaper newsroom office
    operator opposition organisation organization outlet panel paper parliament party plant platform police port
    presidency press producer project publication publisher regime regulator republic retailer right school secretariat
    sect senate service side site society squad staff station store studio subsidiary supplier synod team terrorist
    think-tank thinktank town tribunal troupe union unit university utility watchdog website world
    """
)

DOCUMENTS = _with_plurals(
    """
    account ad advertisement advisory affidavit agreement alert amendment analysis article assessment audit banner bill
    biography blog blurb book brochure bulletin caption census chart charter chyron clip column communique complaint
    constitution contract cover data decision decree diary directive document dossier draft editorial email e-mail essay
    estimate excerpt figure filing findings flyer forecast guide guideline headline indictment inscription invitation
    journal label law lawsuit leaflet letter list lyrics magazine manifesto memo memoir memorandum message motion motto
    note notice obituary op-ed opinion order page papers paper passage petition pamphlet placard plaque plan platform
    poll post poster press proposal proverb quote readout record release report research resolution review rule ruling
    saying scripture sign slogan song speech statement statistics statute study subpoena suit summary survey sweatshirt
    t-shirt tagline telegram testimony text title transcript treaty tweet verdict verse version video warrant warning
    website words
    """
)

TITLES = words(
    """
    Mr Mrs Ms Miss Mx Dr Prof Professor Sir Dame Lord Lady Baron Baroness Count Countess Prince Princess King Queen
    Duke Duchess Emperor Sheikh Sheik Imam Ayatollah Mullah Rabbi Pastor Father Fr Sister Brother Bishop Archbishop
    Cardinal Pope Reverend Rev Monsignor Saint
    President Vice-President Premier Chancellor Prime Minister Secretary Undersecretary Senator Sen Sens Rep Reps
    Representative Congressman Congresswoman Gov Govs Governor Mayor Councilman Councilwoman Councilor Councillor
    Alderman Commissioner Ambassador Amb Speaker Leader Whip Chairman Chairwoman Chair Delegate Del Assemblyman
    Assemblywoman Attorney Solicitor Justice Judge Magistrate Sheriff Marshal Prosecutor Deputy Chief Director
    General Gen Maj Major Lt Lieutenant Col Colonel Capt Captain Cmdr Commander Adm Admiral Sgt Sergeant Cpl Corporal
    Pvt Private Pfc Spc Brig Brigadier Commodore Detective Det Officer Inspector Superintendent Constable Trooper Agent
    Coach Spokesman Spokeswoman Spokesperson Herr Frau Monsieur Madame Mme Mlle Señor Señora Sr Sra Don Doña
    Signor Signora Comrade CEO CFO COO CTO MP MEP Cllr Insp Supt Const
    """
)
"""What stands before a name and is not part of it; small-letter roles are in PEOPLE."""

TIMES = words(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September
    October November December Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat
    Sun Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays Sundays
    today yesterday tomorrow tonight day days week weeks month months year years morning afternoon evening night weekend
    hour hours minute minutes decade
    """
)
MONTHS_AND_NAMES = words("May April June August Jun Jan Mar Dec Summer")
"""Months that are also names of persons."""
