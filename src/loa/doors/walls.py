"""Is this answer the page, or something standing before it? Sign-in, robot check, script shell.

Works on the words that a page shows. Every rule asks for *little text* too: an article about
passwords is not a sign-in page.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

# Characters of visible text below which a page may be a wall. A short notice has about 400.
_LITTLE = 400
_EMPTY = 120

_LOGIN_PATH = re.compile(
    r"/(?:login|log-in|signin|sign-in|dang-nhap|dangnhap|sso|cas/login|oauth2?|authorize"
    r"|checkpoint|accounts/login|ServiceLogin)(?:[/.?]|$)",
    re.IGNORECASE,
)
_LOGIN_WORDS = re.compile(
    r"đăng nhập (?:để|vào)|bạn (?:cần|phải) đăng nhập|log ?in to (?:continue|view|see)"
    r"|you must (?:log|sign) in|sign in to continue",
    re.IGNORECASE,
)
_ROBOT_WORDS = re.compile(
    r"just a moment|checking your browser"
    r"|verify(?:ing)? you are (?:a )?human|attention required"
    r"|captcha|xác (?:minh|nhận) (?:bạn|rằng bạn) (?:là|không phải)|access denied"
    r"|unusual traffic|ddos protection",
    re.IGNORECASE,
)
_ROBOT_MARKS = ("cf-chl", "cf_chl", "/cdn-cgi/challenge", "g-recaptcha", "h-captcha")
_GONE_TITLE = re.compile(
    r"\b404\b|not found|không tìm thấy|trang không tồn tại|không tồn tại", re.IGNORECASE
)
_REFRESH = re.compile(r"\s*(\d{1,4})(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?(\S.*)", re.I | re.S)
_SOON_S = 10
# What a reader sees without a word or a picture.
_SHOWN = "img,picture,iframe,video,audio,embed,object,canvas"
_ROOTS = "#root,#app,#__next,#__nuxt,[data-reactroot],app-root"
_TELLS_ANYWAY = '"articleBody"', '"articlebody"', "__NEXT_DATA__", "__NUXT__"


@dataclass(frozen=True)
class Wall:
    """What stands before the page: login, robot_check, javascript, not_found or refresh.

    A page that sends its readers on by itself (refresh) is a redirect; `code` is where to.
    """

    kind: str
    code: str


def find_wall(html: str, *, asked: str, final: str) -> Wall | None:
    """Say what stands before the page at `final`, if anything. `asked`: the address given."""
    tree = LexborHTMLParser(html)
    title = tree.css_first("title")
    title_words = title.text().strip() if title is not None else ""
    scripts = len(tree.css("script"))
    has_password = tree.css_first("input[type=password]") is not None
    has_root = tree.css_first(_ROOTS) is not None
    refresh = _refresh(tree)
    noscript = " ".join(node.text() for node in tree.css("noscript"))
    tree.strip_tags(["script", "style", "noscript", "template", "svg"])
    words = " ".join(tree.body.text(separator=" ").split()) if tree.body is not None else ""
    if len(words) < _LITTLE:
        if refresh:
            return Wall("refresh", refresh)
        moved = urlsplit(final).path != urlsplit(asked).path
        if moved and _LOGIN_PATH.search(urlsplit(final).path):
            return Wall("login", "redirected_to_login")
        if has_password:
            return Wall("login", "password_field")
        if _LOGIN_WORDS.search(words):
            return Wall("login", "words")
        if _ROBOT_WORDS.search(f"{title_words} {words}") or any(
            m in html for m in _ROBOT_MARKS
        ):
            return Wall("robot_check", "words")
        if _GONE_TITLE.search(title_words):
            return Wall("not_found", "title")
    told = any(mark in html for mark in _TELLS_ANYWAY)
    if len(words) < _EMPTY and not told and scripts and tree.css_first(_SHOWN) is None:
        asks = "javascript" in f"{noscript} {words}".lower()
        if has_root or asks or not words:
            return Wall("javascript", "empty_root" if has_root else "noscript")
    return None


def _refresh(tree: LexborHTMLParser) -> str:
    """Give where the page sends its readers on to within seconds, or nothing."""
    for node in tree.css("meta[http-equiv]"):
        if str(node.attributes.get("http-equiv") or "").strip().lower() == "refresh":
            said = _REFRESH.fullmatch(str(node.attributes.get("content") or ""))
            if said and int(said[1]) <= _SOON_S:
                return said[2].strip().strip("\"'").strip()
    return ""
