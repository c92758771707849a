"""Which full stops do not end a sentence: abbreviations of English and its European neighbours."""

from bot.extraction.words import words

NEVER_FINAL = words("""
    mr mrs ms mx messrs mmes dr drs prof profs rev revd fr hon pres supt msgr amb atty asst assoc dep
    gen maj col lt cpl sgt capt cmdr cdr adm pvt brig ensn spc pfc insp det
    rep reps sen sens gov govs del sec treas
    st ste mt ft vs v viz cf approx ca al eds vol vols ch pp dist
    hr hrn fr dipl ing bzw evtl ggf inkl sog vgl
    mme mlle mgr sra srta sres dª dña excmo sig dott avv
    dhr mevr drs ir bijv
    """)
"""Abbreviations always followed by what they belong to: titles, ranks, "vs."."""

BEFORE_NUMBER = words("no nos nr núm num n° p pg par para fig figs art arts ziff abs § op")
"""Abbreviations only before a number: "No. 5", but "He said no. Then …"."""

HOURS = words("a.m p.m")
AFTER_HOUR = words("""
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun
    January February March April May June July August September October November December
    Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec
    Eastern Pacific Central Mountain Greenwich E ET EST EDT PT PST PDT CT CST CDT MT MST MDT GMT
    UTC BST CET CEST IST JST
    """)

SELDOM_FINAL = words("""
    u.s u.k u.n e.u d.c u.a.e u.s.a u.s.s.r p.r ph.d m.d b.a m.a j.d e.g i.e a.k.a r.i.p l.a n.y n.j n.h n.c n.d s.c s.d
    w.va
    inc corp ltd co cos llc bros plc assn dept univ intl natl govt mfg ctr
    jr sr esq etc est ext
    jan feb mar apr jun jul aug sep sept oct nov dec
    mon tue tues wed thu thur thurs fri sat sun
    ala ariz ark calif colo conn dela fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore
    pa tenn tex vt va wash wis wyo ont que alta
    ave blvd rd hwy bldg apt sq mi km lb lbs oz hrs mins min
    mio mrd tsd str z.b d.h u.a o.ä i.d.r s.o zzgl mind max
    ee uu ee.uu s.a s.l s.p.a s.r.l av avda c.v p.ej pág
    """)
"""Abbreviations that end a sentence only where the next word is one that starts sentences."""

SENTENCE_STARTERS = words("""
    The A An This That These Those There Then Here He She It They We I You His Her Its Their Our My Your
    But And Or So Yet Nor For In On At By To From With Without Of As If When While Where Why How What Who Which
    Whose
    After Before Since Until Although Though Because Despite During Following Under Over Amid Among About
    Also However Meanwhile Still Even Now Once Only Some Many Most More Several Few All Both Each Every Another Other
    Others Asked
    No Not Nobody Nothing Neither Either One Two Three According Earlier Later Last Next Instead Besides Such
    Der Die Das Ein Eine Er Sie Es Wir Aber Und Im In Am Auf Bei Nach Vor Doch Auch Zudem Dabei
    Le La Les Un Une Il Elle Ils Elles Nous Mais Et Dans En Au Aux Selon Pour Ce Cette Ces
    El Los Las Una Ella Ellos Pero Según Por Para Con Este Esta Lo Gli Lei Ma Nel Nella Anche Per Het De Een Zij Maar
    """)

AFTER_ORDINAL = words("""
    Januar Februar März April Mai Juni Juli August September Oktober November Dezember Jänner
    Jahrhundert Jahrhunderts Lebensjahr Geburtstag Spieltag Platz Etage Stock Bezirk Runde Mal
    januar februar mars april mai juni juli august september oktober november desember december
    """)
"""What a German or Nordic ordinal ("am 3. Oktober") belongs to."""
