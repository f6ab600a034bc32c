"""Tokens of pages: where a list goes on, as an opaque text that holds for one question only.

A token keeps the number of a page and a digest of what was asked; with other parameters, cut short or made up, it is
refused rather than answered with rows of something else. There is no secret in it: it is as good after a restart, and on
another server of the same archive.

>>> token = write_token(2, "claims of Velm")
>>> read_token(token, "claims of Velm")
2
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac

from dateline.errors import InvalidQuery

__all__ = ["TOKEN_CHARACTERS", "read_token", "write_token"]

FORM = b"\x01"  # of the token itself, so that another form can be told from a broken token
PAGE_BYTES = 3
DIGEST_BYTES = 8
CHECK_BYTES = 6
TOKEN_CHARACTERS = 4 * (len(FORM) + PAGE_BYTES + DIGEST_BYTES + CHECK_BYTES) // 3
LAST_PAGE = 256**PAGE_BYTES - 1


def write_token(page: int, question: str) -> str | None:
    """Return the token of a page of a question's answer; None for a page further on than any token can say."""
    if page > LAST_PAGE:
        return None
    body = FORM + page.to_bytes(PAGE_BYTES) + digest(question.encode(), size=DIGEST_BYTES)
    return base64.urlsafe_b64encode(body + digest(body, size=CHECK_BYTES)).decode("ascii")


def read_token(token: str, question: str) -> int:
    """Return the page that a token stands for. Raises: InvalidQuery: it is broken, or of another question."""
    try:
        data = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error) as error:
        raise broken() from error
    body, check = data[:-CHECK_BYTES], data[-CHECK_BYTES:]
    is_whole = hmac.compare_digest(check, digest(body, size=CHECK_BYTES))
    if len(token) != TOKEN_CHARACTERS or not body.startswith(FORM) or not is_whole:
        raise broken()
    page = int.from_bytes(body[len(FORM) : len(FORM) + PAGE_BYTES])
    if not hmac.compare_digest(body[len(FORM) + PAGE_BYTES :], digest(question.encode(), size=DIGEST_BYTES)):
        raise InvalidQuery(
            "after: this token is of another question; give it with the parameters of the answer it is from"
        )
    return page


def broken() -> InvalidQuery:
    """Return the refusal of what is no token."""
    return InvalidQuery(
        "after: this is no token of a page, or not the whole of it; give `next` of an answer as it stands"
    )


def digest(data: bytes, *, size: int) -> bytes:
    """Return a digest of some bytes, ours among others' digests of the same."""
    return hashlib.blake2b(data, digest_size=size, person=b"dateline page").digest()
