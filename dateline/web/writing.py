"""Who may write through the pages, and that it is from a page of ours: the form's sign, its origin, and the token.

A page elsewhere can make a browser post to us, but it can neither read the sign that stands in our forms nor send our
own Origin. Whoever reaches us over a network gives the token of the settings too; where there is none, only this machine
may write.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from dateline.errors import Forbidden, InputError, TooLarge
from dateline.web.security import LOOPBACK, host_name

__all__ = ["COOKIE", "Gate", "read_form"]

COOKIE = "dateline_token"
MAX_FORM_BYTES = 64 * 1024
MAX_FIELDS = 40
FORM_TYPE = "application/x-www-form-urlencoded"
SIGN_BYTES = 24


class Gate:
    """Decides who may write.

    Args:
        host: where the server listens.
        token: what must be given; None where the settings have none.
    """

    def __init__(self, *, host: str, token: str | None) -> None:
        self.sign = secrets.token_urlsafe(SIGN_BYTES)
        self.admission = secrets.token_urlsafe(SIGN_BYTES)  # what a browser keeps once the token was given
        self._token = token
        self._is_local = host_name(host) in LOOPBACK

    @property
    def is_closed(self) -> bool:
        """May nobody write, for want of a token?"""
        return not self._is_local and not self._token

    def check_token(self, token: str) -> None:
        """Refuse what is not the token. Raises: Forbidden."""
        if not self._token or not is_same(token, self._token):
            raise Forbidden("that is not the token of this archive")

    def admit(self, request: Request, answer: Response) -> None:
        """Let the browser that gave the token write from now on: what it keeps is not the token itself."""
        https = request.url.scheme == "https"
        answer.set_cookie(COOKIE, self.admission, httponly=True, samesite="strict", secure=https, path="/")

    def may_write(self, request: Request) -> bool:
        """Has this reader given the token, or needs none?"""
        if not self._token:
            return self._is_local
        return is_same(request.cookies.get(COOKIE, ""), self.admission)

    def check_form(self, request: Request, form: Mapping[str, str]) -> None:
        """Refuse a form that is not of our own pages. Raises: Forbidden."""
        origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
        # browsers hide our own origin too, since our pages send no referrer; then they say that the site is the same
        hidden = origin == "null" and site == "same-origin"
        is_ours = origin is None or hidden or urlsplit(origin).netloc == request.headers.get("host", "")
        if not is_ours or site not in (None, "same-origin"):
            raise Forbidden("this form was sent from a page elsewhere")
        if not is_same(form.get("sign", ""), self.sign):
            raise Forbidden("the form is of an earlier run of the server: load the page again")

    def check_writer(self, request: Request) -> None:
        """Refuse whoever has not given the token. Raises: Forbidden."""
        if self.is_closed:
            raise Forbidden("nothing can be written here: this archive is served to a network without a token")
        if not self.may_write(request):
            raise Forbidden("give the token first")


def is_same(given: str, secret: str) -> bool:
    """Compare in a time that tells nothing of the secret."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), secret.encode())


async def read_form(request: Request) -> dict[str, str]:
    """Return the fields of a posted form. Raises: InputError: it is no form, or larger than ours."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM_TYPE:
        raise InputError(f"not a form of the kind {FORM_TYPE}")
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_FORM_BYTES:
            raise TooLarge(f"the form is larger than {MAX_FORM_BYTES:,} bytes")
    try:
        fields = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MAX_FIELDS, errors="strict")
    except ValueError as error:
        raise InputError("the form cannot be read") from error
    if len(dict(fields)) < len(fields):
        raise InputError("the form has a field twice")
    return dict(fields)
