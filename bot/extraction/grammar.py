"""The small words of English that tell where a noun phrase or a clause begins and ends."""

from bot.extraction.words import words

SUBJECT_PRONOUNS = words("he she they we i")
OTHER_PRONOUNS = words("it you someone somebody everyone everybody nobody anyone")
OBJECT_PRONOUNS = words("him her them us me himself herself themselves itself myself ourselves yourself whom")
DETERMINERS = words(
    """
    the a an this that these those some many several few all both each every another any
    other most more no one two three four five six seven eight nine ten dozens hundreds thousands such
    """
)
POSSESSIVES = words("his her its their our my your")
PREPOSITIONS = words(
    """
    of in on at from with without about against among around behind between beyond during for into like
    near off onto over per through throughout toward towards under up upon via within across
    along amid despite down outside inside regarding following including concerning out
    """
)
AUXILIARIES = words(
    """
    has have had having will would could should may might must can cannot shall did does do didn doesn don
    wouldn couldn shouldn won hasn haven hadn wasn weren isn aren
    hasn't haven't hadn't won't wouldn't couldn't shouldn't didn't doesn't don't can't
    """
)
BEING = words("is are was were be been being am isn't aren't wasn't weren't gets got get becomes became")
CONJUNCTIONS = words(
    """
    but or nor so yet because if when while where although though unless whereas whether how why what
    after before since until till than as once
    """
)
ADVERBS = words(
    """
    also then later now just even still again twice never always often soon too already almost ever instead
    perhaps maybe however meanwhile earlier further first last there here not only very quite rather well ago
    repeatedly publicly simply recently jokingly bluntly flatly reportedly famously angrily quickly eventually finally
    """
)
NOT_ADVERBS = words("family ally rally july italy daily reply supply assembly early weekly monthly bully jelly anomaly")
"""Words in -ly that are no adverbs of manner."""
