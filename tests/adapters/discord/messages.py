"""Messages the Discord tests send."""

from datetime import UTC, datetime

from bot.message import Bullets, Footer, Heading, Message, Paragraph, Quotation, Run, Style, Tone, plain

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
URL = "https://courier.example/dam"


def alert(headline="Norvale dam gives way", *, mention=None):
    return Message(
        tone=Tone.ALERT,
        summary=headline,
        mention=mention,
        blocks=(
            Heading((Run(headline, url=URL),)),
            Paragraph(plain("About 12,400 people were moved out, the regional government said.")),
            Bullets(((Run("About 12,400 people", Style.BOLD), Run(" · the regional government")),)),
            Quotation(plain("“We had eleven minutes.”"), plain("Ilse Maar, hydrologist")),
            Footer((Run("Norvale Courier"), Run(" · "), Run("24 Nov", at=AT))),
        ),
    )
