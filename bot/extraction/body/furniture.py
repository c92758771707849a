"""What page furniture says: the wordings of news sites around their articles, in a dozen languages."""

import re

from bot.extraction.patterns import lazy

_AGENCY = (
    r"(?:associated ?press|ap(?: photo)?|reuters|afp|agence france-presse|getty(?: images)?|epa(?:-efe)?|dpa|"
    r"pa(?: media| wire)"
    r"|shutterstock|alamy|istock|bloomberg|upi|anadolu|imago|zuma|picture alliance|handout|file photo|stock photo)"
)
CREDIT_AT_START = lazy(
    rf"(?:photo|image|picture|credit|foto|video|file|crédit|bild|imagen|zdjęcie|фото)s?(?: credit| source| caption|"
    rf" by)?\s?[:/|©,]"
    rf"|(?:photo|photograph|image|picture|illustration|video) (?:by|courtesy)\b|courtesy of\b"
    rf"|(?:image|media|photo) (?:source|caption|credit)\b|©|\(c\) \d|file photo\b|{_AGENCY}\s?(?:/|photo|\||via)|"
    rf"via {_AGENCY}",
    re.IGNORECASE,
)
CREDIT_AT_END = lazy(
    rf"(?:[(\[|/]\s?(?:[^()\[\]|/]{{0,40}}[/,|:]\s?)?(?:photo(?: by)?|image|credit|courtesy|file)?:?\s?[^()\[\]|"
    rf"/]{{0,30}}"
    rf"\b{_AGENCY}\b[^()\[\]]{{0,40}}[)\]]?|(?:photo|credit|image|foto): [^.]{{2,60}}|(?:photo by|"
    rf"photograph by) [^.]{{2,60}}\.?\)?)$",
    re.IGNORECASE,
)
CREDIT_MARKS = ("(", "[", "|", "/", ":", "by ")
"""One of them is in every line that CREDIT_AT_END finds; looking for them first is cheap."""
AGENCY_AT_END = lazy(rf"(?:^|[\s/|(]){_AGENCY}\)?$", re.IGNORECASE)

AT_START = lazy(
    r"(?:read (?:more|also|next|the full|our|full)\b|also read\b|see (?:also|more)\b|(?:watch|listen|photos?|"
    r"video|gallery|"
    r"podcast|live|in pictures|explainer|related|more|don['’]t miss|exclusive video)\s?:|watch (?:now|live|"
    r"the video|more|video)\b|"
    r"listen to this|click (?:here|to|on)\b|tap (?:here|to)\b|follow (?:us|me|our|the latest|@|\w+ on (?:twitter|"
    r"x|facebook|instagram))|"
    r"subscribe\b|sign[ -]?(?:up|in)\b|log[ -]?(?:in|out)\b|register (?:now|here|for|to)\b|join (?:us|our|"
    r"the conversation|now)\b|"
    r"get (?:the|our|all|more|breaking|daily|unlimited|your) [^.]{0,60}\b(?:news|newsletter|inbox|alerts?|stories|"
    r"app|headlines|access)\b|"
    r"download (?:the|our)\b|support (?:our|independent|quality|local)\b|donate\b|become a (?:member|subscriber|"
    r"supporter)|"
    r"already a subscriber|enter your email|your email address|thank you for (?:reading|subscribing|signing)|"
    r"share (?:this|on|via|the|your|with|article|story)\b|share$|(?:re)?tweet$|print(?: this| article)?$|"
    r"save(?: article| for later)?$|"
    r"copy (?:link|url)|e-?mail(?: this| article| link)?$|comments?$|no comments|view comments|show comments|"
    r"\d[\d,.]* (?:comments?|shares?|views?|likes?)\b|"
    r"skip to\b|scroll (?:to|down)\b|back to top|menu$|home$|search$|close$|loading\b|play video|pause$|mute$|"
    r"advert(?:isement|ising)?\b[^.]{0,30}$|"
    r"(?:article|story) continues? (?:below|after)|continue reading|this (?:advertisement|ad) has not loaded|"
    r"(?:sponsored|promoted)(?: content| stories| post| by .{1,40})?$|"
    r"(?:estimated )?(?:reading time|read time)\b|\d{1,2}[ -]min(?:ute)?s? (?:read|ago|listen)|"
    r"(?:last )?updated? \d{1,3} |"
    r"source link|original (?:source|article)\b|view original|this (?:article|story|post|report) (?:was|is|"
    r"has been|originally|first) "
    r"(?:originally |first )?(?:published|appeared|republished|provided|reprinted|produced)|"
    r"first published\b.{0,40}$|"
    r"copyright (?:©|\(c\)|by|\d)|all rights reserved|©|our standards:|\(?(?:additional |"
    r"writing and )?(?:reporting|writing|editing|edited) by (?-i:[A-Z])|"
    r"have (?:a|any) (?:news )?(?:tip|story|question)s?\b.{0,80}|got a (?:news )?tip|contact (?:the|our|"
    r"this) (?:reporter|author|newsroom)|contact us\b|"
    r"(?:we|this (?:site|website)|our (?:site|website)) (?:and our partners )?(?:use|uses|value|"
    r"store)\b.{0,40}(?:cookies?|privacy|tracking)|"
    r"(?:accept|reject|manage|allow) (?:all|cookies|consent|preferences|and close)|cookie (?:policy|settings|notice)|"
    r"by (?:continuing|using|clicking|signing up|subscribing|browsing)\b.{0,60}\b(?:you|agree|cookies?|accept|"
    r"terms)|privacy (?:policy|notice)|terms (?:of|and)\b.{0,30}$|"
    r"(?:facebook|twitter|whatsapp|telegram|linkedin|reddit|pinterest|instagram|youtube|email|x|messenger|"
    r"flipboard|copy link|print|share|link)"
    r"(?:[\s|,/·•]+(?:facebook|twitter|whatsapp|telegram|linkedin|reddit|pinterest|instagram|youtube|email|x|"
    r"messenger|flipboard|copy link|print|share|link))*$|"
    r"(?:tags?|topics?|filed under|categories|category|keywords|posted in|in this (?:article|story)|section)\s?:|"
    r"(?:previous|next)(?: (?:article|post|story))?$|editor['’]s (?:picks?|choice)|open (?:in|image)\b|"
    r"view (?:gallery|image|all|in)\b|enlarge|"
    r"(?:image|photo|slide) \d+ (?:of|/) \d+|use the (?:arrow|share)|unmute|newsletter\b.{0,30}$|"
    r"breaking news (?:alerts?|emails?)|"
    r"lire aussi|à lire aussi|lisez aussi|publicité$|partager|abonnez-vous|inscrivez-vous|lesen sie (?:auch|mehr)|"
    r"mehr zum thema|auch interessant|"
    r"anzeige$|werbung$|teilen$|abonnieren|newsletter abonnieren|lea también|lee también|ver también|publicidad$|"
    r"compartir|suscríb|leggi anche|pubblicità$|"
    r"condividi|iscriviti|leia (?:também|mais)|publicidade$|compartilh|assine|lees (?:ook|meer)|advertentie$|"
    r"abonneer|delen$|"
    r"czytaj (?:także|też|również|więcej)|zobacz (?:także|też)|reklama$|udostępnij|читайте (?:также|также:|також|"
    r"ещё)|подписывайтесь|підписуйтесь|реклама$|поделиться|поширити)",
    re.IGNORECASE,
)
HINTS = (
    "cookie", "newsletter", "inbox", "unsubscribe", "reserved", "may not be", "subscribe", "terms of", "privacy",
    "enable", "blocker",
)  # fmt: skip
"""One of them is in every line, in small letters, that ANYWHERE finds."""
ANYWHERE = lazy(
    r"\b(?:(?:we|our|this site|this website|your?|partners)\b.{0,80}\bcookies?\b|our newsletters?\b|"
    r"in(?:to)? your inbox|unsubscribe|"
    r"all rights reserved|may not be (?:published|reproduced|republished|redistributed)|subscribe (?:now|today|"
    r"here)\b|"
    r"(?:agree|accept|our|see|read)\b.{0,60}\b(?:terms of (?:service|use)|privacy (?:policy|notice))|"
    r"enable javascript|"
    r"(?:turn off|disable) your ad ?blocker|enable push notifications)",
    re.IGNORECASE,
)
RELATED = lazy(
    r"(?:related(?: (?:articles?|stories|news|content|posts?|topics|links|coverage|reading))?|more (?:from|on|"
    r"stories|news|like|top|in|about)\b.{0,40}|"
    r"most (?:read|popular|viewed|shared|commented)|(?:recommended|suggested|trending|popular|latest|top|other|more)"
    r"(?: (?:for you|stories|articles|news|videos?|now|today|posts|headlines|reading))?|(?:you (?:may|"
    r"might) (?:also )?(?:like|be interested)|"
    r"what to read next|up next|read next|must read|keep reading|around the web|from our partners|"
    r"elsewhere on).{0,30}|"
    r"recommended by .{1,30}|sur le même sujet|weitere artikel|das könnte sie auch interessieren|"
    r"noticias relacionadas|articoli correlati)\s?:?",
    re.IGNORECASE,
)
TAIL = lazy(
    r"(?:about (?:the|this) (?:authors?|writer|reporter|journalist)s?|author(?: bio| profile)?|leave a (?:reply|"
    r"comment)|post a comment|"
    r"(?:\d[\d,.]* )?(?:comments?|responses|replies)(?: \(\d+\))?|join the (?:conversation|discussion)|"
    r"comments are closed.?|add a comment|"
    r"write a comment|more on this story|scroll to top|source link|footer|related tags|über den autor|"
    r"à propos de l['’]auteur|sobre el autor)\s?:?",
    re.IGNORECASE,
)
PUBLISHED = lazy(
    r"(?P<label>(?:first |originally )?(?:published|posted|created|publié|veröffentlicht|publicado|pubblicato|"
    r"date|updated|last (?:updated|modified)|modified|"
    r"mis à jour|aktualisiert|actualizado)\b(?: on| at| le| am| el| il)?\s?:?\s*)",
    re.IGNORECASE,
)
