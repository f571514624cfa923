"""Issuer, superior, number and symbol: the left column at the head of a letter."""

import re
from collections.abc import Sequence

from loa.crafts.opening import Origin
from loa.crafts.reading.casing import ends_in_place, is_garbled, is_known, written
from loa.crafts.reading.issuers import has_lost_head, symbol_mended
from loa.crafts.reading.letterforms import NUMBER, RULE, is_capital, is_urgency
from loa.crafts.reading.level import level
from loa.crafts.reading.missing import why
from loa.crafts.reading.pieces import Piece, seen
from loa.crafts.reading.result import Crop, Field
from loa.crafts.reading.zones import Zones

# ------------------------------------------------------------------ issuer and superior
_OPENS_BODY = re.compile(
    r"^\W*(?:ubnd|uy ban|hdnd|hoi dong|so|bo|cuc|chi cuc|tong cuc|ban|tinh uy|thanh uy|huyen uy|dang uy|quan uy|thi uy|dang bo"
    r"|cong an|truong|trung tam|phong|van phong|vien|hoc vien|dai hoc|benh vien|lien doan|cong doan|doan|tinh doan|thanh doan|huyen doan|hoi"
    r"|mat tran|bo chi huy|bo tu lenh|kho bac|ngan hang|bao|dai|ubmttq|chinh phu|thu tuong|vu|thanh tra|toa an|vien kiem sat|quan khu"
    r"|cong ty|tong cong ty|tap doan|hiep hoi|lien hiep|lien minh|bch|btv|dang uy|quan doi|trung uong|ban chap hanh|bhxh|bao hiem|hat|chi hoi|khoa|don(?=\s+bien)|buu dien|dien luc"
    r"|hop tac xa|cau lac bo|chi nhanh|to dan pho|nong truong|lam truong|trai giam|nha xuat ban|trung doan|su doan|lu doan|tieu doan|ubbc|bql|vnpt|evn|viettel|mobifone|cty|htx|clb|thanh tra|xa doan|phuong doan|nhac vien|quy (?:tin dung|bao tro|phat trien)|lien nganh|co quan|tieu ban|chu tich|quoc hoi|chi bo|chi doan|nha van hoa|bao tang|thu vien|xi nghiep|nha may|cum|khoi|doi|to cong tac|cang vu|tram|vksnd|tand|kiem toan|quy|ttyt|phong khach|nha hat|doan dai bieu|uy vien)\b"
)
# Lines that go on with the body above: "TỈNH QUẢNG NGÃI", "VÀ TRUYỀN THÔNG".
_GOES_ON = re.compile(
    r"^\W*(?:(?:tinh|huyen|xa|phuong|thi xa|thi tran|thanh pho|tp|quan|dac khu)\b(?!\s+(?:uy|doan)\b)|va\b)|^\W*\w+\W*$"
)
_NOT_WHOLE = re.compile(
    r"(?:\b(?:va|cua|ve|cac|thanh pho|ban|lien doan|lien minh|(?<!xa )(?<!quoc )hoi|(?<!moi )(?<!thi )truong"
    r"|(?<!dan )(?<!doi )(?<!co )(?<!tru )so|(?<!quoc )(?<!bien )(?<!du )phong|(?<!dien )bien|moi|thi|lao)|[,&-])\s*$"
)
_STARS = re.compile(r"^[\s*_+.~=-]+$")
_DIRT = re.compile(r"^[\W_]+|(?:[^\w)]|_)+$")

_LONE_SIGN = re.compile(r"\s+[^\w\s&–-]\s+")  # dirt between the words of a name


def read_bodies(zones: Zones, body: str) -> tuple[Field, Field]:
    """Issuer and superior. The last body above the number issued the letter."""
    names: list[list[Piece]] = []
    for piece in zones.head:
        if _STARS.match(piece.text) or RULE.match(piece.text):
            continue
        flat = piece.flat
        if len(piece.text) > 90 or _letters(piece) < (
            3 if piece.line.origin is Origin.OCR else 2
        ):
            continue
        starts = bool(_OPENS_BODY.match(flat)) and not _GOES_ON.match(flat)
        if is_urgency(piece) or _is_menu(piece, names):
            continue
        if names and (not starts or _is_cut(names[-1])):
            names[-1].append(piece)
        elif starts or not names:
            names.append([piece])
    if not names:
        return (
            Field(None, 0.0, missing=why("issuer_absent"), missing_code="issuer_absent"),
            Field(None, 0.5, missing=why("superior_absent"), missing_code="superior_absent"),
        )
    issuer = _body_field(names[-1], body)
    if len(names) == 1:
        superior = Field(
            None, 0.95, missing=why("superior_absent"), missing_code="superior_absent"
        )
    else:
        superior = _body_field(
            [piece for name in names[:-1] for piece in name] if len(names) == 2 else names[-2],
            body,
        )
    return issuer, superior


def _is_menu(piece: Piece, names: list[list[Piece]]) -> bool:
    """Say whether a page's menu stands over the letterhead, whose names are in capitals."""
    return (
        not names
        and piece.line.origin is not Origin.OCR
        and not is_capital(piece.text)
        and (not _OPENS_BODY.match(piece.flat))
    )


def _letters(piece: Piece) -> int:
    return sum(letter.isalpha() for letter in piece.text)


def _is_cut(pieces: list[Piece]) -> bool:
    """Say whether a name goes on in the next line: "HẢI PHÒNG" and "HÀ TĨNH" end, "BAN" does not."""
    whole = " ".join(piece.text for piece in pieces)
    return bool(_NOT_WHOLE.search(level(whole))) and not ends_in_place(whole)


def _body_field(pieces: Sequence[Piece], body: str) -> Field:
    raw = " ".join(_DIRT.sub("", piece.text) for piece in pieces)
    clear = seen(pieces)
    if clear < 1.0:
        raw = _LONE_SIGN.sub(" ", raw)
    name = written(raw, body)
    if clear < 1.0 and is_garbled(name):
        clear = min(clear, 0.6)
    elif clear < 1.0 and is_known(name, body):
        clear = max(clear, 0.9)
    elif clear < 0.94:
        clear = min(clear, 0.83)
    opens = bool(_OPENS_BODY.match(pieces[0].flat))
    return Field(
        name,
        (0.97 if opens else 0.75) * trust(clear),
        ((pieces[0].number, pieces[-1].number),),
        origin=origin_of(pieces[0]),
    )


def trust(seen: float) -> float:
    """Weigh an OCR's own certainty: below 0.8 it starts to guess."""
    return 1.0 if seen >= 0.9 else max(0.4, seen + 0.08)


def drawn(digits: str, piece: Piece) -> str:
    """Say whether digits stand in the text or were drawn into it by a signature field."""
    is_stamp = bool(digits) and digits in piece.line.stamped
    return Origin.STAMP.value if is_stamp else origin_of(piece)


def origin_of(piece: Piece) -> str:
    return piece.line.origin.value


PRINTED = 0.91  # certainty of digits on a scan that are plainly print

# ------------------------------------------------------------------ number and symbol
_SYMBOL = re.compile(
    r"[A-ZĐƯÂÊÔƠĂÐ][\w&.+Đ]*(?:\s?[-/]\s?[\w&.+Đ]+(?:,[A-ZĐ][\w&]*)*)*", re.UNICODE
)
_NUMBERED = re.compile(
    r"^(?P<number>[\d]{0,6}\s?[a-zđA-ZĐ]?)\s*(?P<slash>[/-])\s*(?P<symbol>[A-ZĐƯÂÊÔƠĂÐa-z].*)$"
)
# After handwritten digits nothing before the printed symbol can be relied on.
_LOOSE = re.compile(
    r"(?:/\s*|(?=[A-ZĐ]))(?P<symbol>[A-ZĐ][\w&.]*(?:\s?[-–]\s?[A-ZĐ][\w&.]*)+)\W*$"
)
# The Party's form: a type before the slash, "-TB/HU".
_PARTY = re.compile(
    r"(?P<symbol>(?:CV|TB|KH|CT|NQ|HD|QĐ|BC|TTr|KL|CTr|QC|QĐi|GM|TT|ĐA|BB)/[A-ZĐ][\w&.+-]*)\W*$"
)
_PLAIN = re.compile(r"/\s?(?P<symbol>[A-ZĐ]{2,}[\w&.+-]*)\W*$")  # "/UBND"
_WELL_FORMED = re.compile(r"[A-ZĐ]{2,}[\w&.]*(?:-[A-ZĐ][\w&.]+)+")
_TOUCHING = re.compile(r"^(?P<number>\d{1,6})(?P<symbol>[A-ZĐ]{1,6}-\w.*)$")


def read_number(zones: Zones, issuer: str | None = None) -> tuple[Field, Field]:
    """Read number and symbol from "Số: 6580/UBND-KGVX" and its many shapes.

    A symbol that an OCR read is surer where the issuer's initials stand in it.
    """
    piece = zones.number
    if piece is None:
        return (
            Field(None, 0.0, missing=why("number_absent"), missing_code="number_absent"),
            Field(None, 0.0, missing=why("symbol_absent"), missing_code="symbol_absent"),
        )
    tail = zones.symbol_tail
    source = ((piece.number, tail.number if tail else piece.number),)
    said = NUMBER.match(piece.flat)
    rest = piece.text[said.end() if said else 0 :].strip(" .…_") + (tail.text if tail else "")
    by_hand = piece.line.origin is Origin.OCR
    is_typed = not by_hand or (piece.line.is_printed and rest[:1].isdigit())
    number, symbol = _divide(rest, by_hand=not is_typed)
    symbol = symbol_mended(symbol, issuer) if by_hand else symbol
    symbol_field = (
        Field(
            symbol,
            0.97 * trust(_clear_symbol(symbol, piece, issuer)),
            source,
            origin=origin_of(piece),
        )
        if symbol
        else Field(None, 0.0, source, why("symbol_absent"), "symbol_absent")
    )
    if by_hand and not (piece.line.is_printed and number.isdigit()):
        return _handwritten(piece), symbol_field
    if by_hand:
        return Field(number, PRINTED, source, origin="ocr", crop=crop_of(piece)), symbol_field
    if not number:
        return (
            Field(None, 0.97, source, why("number_blank"), "number_blank", origin="text"),
            symbol_field,
        )
    return Field(number, 0.98, source, origin=drawn(number, piece)), symbol_field


def _is_backed(symbol: str, issuer: str | None) -> bool:
    """Say whether a symbol holds the initials of the issuer: "SYT-NVY" of the Sở Y tế."""
    words = [word for word in re.findall(r"\w+", level(issuer or "")) if word != "va"]
    initials = "".join(word if word in ("ubnd", "hdnd") else word[0] for word in words)
    parts = re.split(r"[-/]", level(symbol))
    whole = "".join(word[0] for word in words).replace("ubndt", "ubnd")
    return any(
        len(part) >= 3 and (initials.startswith(part) or whole.startswith(part))
        for part in parts
    )


def _clear_symbol(symbol: str, piece: Piece, issuer: str | None) -> float:
    """Say how clear a symbol is: the pen beside it lowers what the OCR says of the line."""
    if piece.line.origin is Origin.OCR and _is_backed(symbol, issuer):
        return 0.9
    clear = piece.line.certainty
    if piece.line.origin is Origin.OCR and has_lost_head(symbol, issuer):
        return min(clear, 0.75)  # "XD-QLN" of a Sở Xây dựng: a pen stands on the "S"
    return max(clear, 0.8) if clear >= 0.65 and _WELL_FORMED.fullmatch(symbol) else clear


def _divide(rest: str, *, by_hand: bool) -> tuple[str, str]:
    match = (
        None if by_hand and "/" in rest[6:] else _NUMBERED.match(rest) or _TOUCHING.match(rest)
    )
    if match:
        return match["number"].replace(" ", ""), _tidy_symbol(match["symbol"])
    loose = (
        (_PARTY.search(rest) or _LOOSE.search(rest) or _PLAIN.search(rest)) if by_hand else None
    )
    if loose:
        return "", _tidy_symbol(loose["symbol"])
    cut = rest.find("/")
    if cut >= 0:
        number = rest[:cut].strip(" .…_")
        return (
            number if re.fullmatch(r"\d{1,6}[a-zđ]?", number) or by_hand else "",
            _tidy_symbol(rest[cut + 1 :]),
        )
    return "", _tidy_symbol(rest)


def _tidy_symbol(text: str) -> str:
    text = re.sub(r"\s*-\s*", "-", text.strip().replace("–", "-"))
    match = _SYMBOL.match(text)
    return match[0].strip(" .,;:-_").replace(" ", "") if match else ""


def _handwritten(piece: Piece) -> Field:
    """On scans the digits are a pen's or a stamp's: the spot is shown, nothing is guessed."""
    return Field(
        None,
        0.0,
        ((piece.number, piece.number),),
        why("handwritten"),
        "handwritten",
        origin="ocr",
        crop=crop_of(piece),
    )


def crop_of(piece: Piece) -> Crop | None:
    box = piece.box
    if box is None:
        return None
    tall = max(0.012, box.height)
    return Crop(
        piece.page,
        max(0.0, box.left - 0.01),
        max(0.0, box.top - tall * 0.8),
        min(1.0, box.right + 0.01),
        min(1.0, box.bottom + tall * 0.8),
    )


def symbol_type(symbol: str | None) -> str | None:
    """Give the type that a symbol names: "KH-STTTT" → "Kế hoạch"; letters have none."""
    if not symbol:
        return None
    return _TYPE_OF.get(level(symbol).split("-", maxsplit=1)[0])


_TYPE_OF = {
    "kh": "Kế hoạch", "tb": "Thông báo", "hd": "Hướng dẫn", "ct": "Chỉ thị", "qd": "Quyết định", "ttr": "Tờ trình",
    "bc": "Báo cáo", "nq": "Nghị quyết", "gm": "Giấy mời", "cv": "Công văn",
}  # fmt: skip
