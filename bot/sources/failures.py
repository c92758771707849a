"""What went wrong with a request, in one plain line each: what happened, and what to do."""

import os
import socket
import ssl
import zlib
from datetime import timedelta

import aiohttp

from bot.errors import SourceError
from bot.sources.guard import RefusedAddressError
from bot.sources.wording import one_line


def refusal(status: int, shown: str, wait: timedelta | None = None) -> SourceError:
    """Return the error for an answer that is no success: what it means and what to do."""
    match status:
        case 401 | 402 | 403 | 407 | 451:
            line = f"the publisher refuses us ({status}) at {shown}: it may need a login or block bots"
        case 404:
            line = f"{shown} was not found (404): check the address"
        case 410:
            line = f"{shown} is gone for good (410): remove this source"
        case 429:
            line = f"the publisher says we ask too often (429) at {shown}: poll less often"
        case _ if status >= 500:
            line = f"the publisher's server has a problem ({status}) at {shown}: tried again at the next poll"
        case _:
            line = f"{shown} gave an answer we cannot use (status {status})"
    if wait:
        line += f"; it asks to wait {int(wait.total_seconds())} seconds"
    return SourceError(one_line(line), retry_after=wait, gone=status == 410, missing=status == 404)


def explain(error: Exception, shown: str) -> str:
    """Return the line for a request that got no usable answer; `shown` is the address as messages show it."""
    cause: BaseException = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    match cause:
        case RefusedAddressError():
            return f"{shown} leads to {cause}, which is refused; to allow it, add its network to [fetch] allow_private"
        case ssl.SSLCertVerificationError():
            return f"the TLS certificate of {shown} is not valid: {cause.verify_message or 'not trusted'}"
        case ssl.SSLError():
            return f"no TLS connection to {shown}: {cause.reason or 'handshake failed'}"
        case socket.gaierror():
            return f"the host of {shown} was not found: check the address and the network"
        case aiohttp.ServerDisconnectedError() | aiohttp.ClientPayloadError() | ConnectionResetError():
            return f"{shown} broke off its answer"
        case aiohttp.ClientResponseError() | aiohttp.http_exceptions.HttpProcessingError():
            return f"{shown} does not answer in HTTP"
        case aiohttp.InvalidURL():
            return f"{shown} is not a web address"
        case zlib.error():
            return f"{shown} cannot be decompressed: its body is broken"
        case UnicodeError():
            return f"{shown} is not a web address"
        case ValueError():
            return f"{shown} cannot be read: {cause}"
        case OSError():
            return f"no connection to {shown}: {os.strerror(cause.errno) if cause.errno else 'it failed'}"
        case _:
            return f"{shown} could not be fetched: {type(cause).__name__}"
