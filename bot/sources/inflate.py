"""Compressed bodies, decompressed piece by piece within a bound."""

import zlib


class Inflater:
    """Decompresses a body piece by piece and never produces more than it was allowed."""

    def __init__(self, encoding: str) -> None:
        name = encoding.strip().lower()
        if name not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise ValueError(f"it is compressed in a way that was not asked for ({name})")
        self._plain = name in {"", "identity"}
        self._raw_possible = name == "deflate"
        self._engine = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
        self._begun = False

    def feed(self, chunk: bytes, limit: int) -> bytes:
        """Return what a piece of the body holds, at most `limit` bytes. Raises zlib.error if it is broken."""
        if self._plain or not chunk:
            return chunk[:limit]
        if not self._begun:
            self._begun = True
            # "deflate" is zlib by the book and raw in some servers; zlib's first byte has 8 in its low half.
            if self._raw_possible and chunk[0] & 0x0F != 8:
                self._engine = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
        out = bytearray()
        while chunk and len(out) < limit:
            if self._engine.eof:
                break
            out += self._engine.decompress(chunk, limit - len(out))
            chunk = self._engine.unconsumed_tail or self._next_member()
        return bytes(out)

    def _next_member(self) -> bytes:
        rest = self._engine.unused_data
        if not rest.startswith(b"\x1f\x8b"):
            return b""
        self._engine = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        return rest

    def finish(self) -> None:
        """Raises ValueError if the body ended before its compression did."""
        if not self._plain and self._begun and not self._engine.eof:
            raise ValueError("its compressed body is cut off")
