"""Texts to measure on: materials of twelve subjects, pages with them edited, near misses.

The sentences are our own (bench/articles.txt); version B says the facts of version A in another
author's words. Every text, material or not, carries the campaign's standard paragraph.
"""

import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

STANDARD = (
    "Thực hiện Kế hoạch của Uỷ ban nhân dân tỉnh về việc triển khai chiến dịch tuyên "
    "truyền, nâng cao nhận thức của người dân trên địa bàn, Sở Thông tin và Truyền thông "
    "đề nghị các cơ quan, đơn vị, địa phương đăng tải nội dung trên cổng thông tin điện "
    "tử, trang mạng xã hội, hệ thống truyền thanh cơ sở và các phương tiện thông tin đại "
    "chúng; lồng ghép vào các buổi sinh hoạt, hội họp; báo cáo kết quả thực hiện về Sở "
    "trước ngày quy định để tổng hợp, báo cáo Uỷ ban nhân dân tỉnh theo quy định. Mọi "
    "thông tin phản ánh xin liên hệ đường dây nóng của Sở."
)
LOCAL = (
    "Sáng nay, Uỷ ban nhân dân xã tổ chức hội nghị triển khai nhiệm vụ trên địa bàn.",
    "Tham dự có đại diện các ban, ngành, đoàn thể và đông đảo bà con nhân dân trong xã.",
    "Ban biên tập trân trọng giới thiệu cùng bạn đọc nội dung chi tiết như sau.",
    "Hội nghị cũng dành thời gian giải đáp thắc mắc của người dân về chính sách mới.",
    "Phát biểu kết luận, lãnh đạo xã đề nghị các ấp tiếp tục duy trì nền nếp sinh hoạt.",
    "Dịp này, xã trao hai mươi suất quà cho các hộ có hoàn cảnh khó khăn.",
    "Thời gian tới, địa phương tập trung hoàn thành các tiêu chí nông thôn mới nâng cao.",
    "Trang thông tin điện tử xã xin thông báo đến toàn thể nhân dân được biết và thực hiện.",
    "Giá lúa tuần qua ổn định, thương lái thu mua tại ruộng từ bảy nghìn đồng một ký.",
    "Giải bóng chuyền mừng ngày truyền thống thu hút tám đội đến từ các ấp.",
    "Công trình nâng cấp đường liên ấp dài hai cây số đã hoàn thành và đưa vào sử dụng.",
    "Đoàn thanh niên ra quân dọn vệ sinh tuyến kênh trước chợ vào sáng chủ nhật.",
    "Bộ phận một cửa thông báo lịch tiếp công dân định kỳ của lãnh đạo xã trong tháng.",
    "Hội nông dân mở lớp kỹ thuật trồng sầu riêng rải vụ cho bốn mươi hội viên.",
    "Trường tiểu học tổ chức ngày hội đọc sách với hơn ba trăm học sinh tham gia.",
    "Danh sách hộ nghèo, hộ cận nghèo sau rà soát được niêm yết công khai tại trụ sở.",
)
MENU = (
    "Trang chủ Giới thiệu Tin tức Thông báo Văn bản Thủ tục hành chính Liên hệ Sơ đồ trang "
    "Cơ quan chủ quản Uỷ ban nhân dân xã Chịu trách nhiệm nội dung Chủ tịch Uỷ ban nhân dân xã "
    "Bản quyền thuộc về cổng thông tin điện tử Ghi rõ nguồn khi sử dụng lại thông tin"
)
_STRAY = (
    "rất",
    "cũng",
    "đã",
    "được",
    "trong",
    "những",
    "các",
    "khi",
    "này",
    "cho",
    "với",
    "nhiều",
)


@dataclass(frozen=True)
class Article:
    """One material: its subject (family), its sentences, and another author's version."""

    key: str
    subject: str
    sentences: tuple[str, ...]
    other: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join([STANDARD, *self.sentences])


def articles() -> list[Article]:
    """Read the twelve subjects; each gives two materials that share no sentence."""
    found: list[Article] = []
    for block in Path(__file__).with_name("articles.txt").read_text().split("# ")[1:]:
        subject, *lines = block.strip().splitlines()
        ours = [line[3:] for line in lines if line.startswith("A:")]
        other = [line[3:] for line in lines if line.startswith("B:")]
        for half in (0, 1):
            cut = slice(half * 5, half * 5 + 5)
            found.append(
                Article(f"{subject}-{half}", subject, tuple(ours[cut]), tuple(other[cut]))
            )
    return found


Edit = Callable[[Article, random.Random, list[Article]], str]


def _words(share: float) -> Edit:
    def edit(article: Article, rng: random.Random, _: list[Article]) -> str:
        out: list[str] = []
        for word in article.text.split():
            if rng.random() >= share:
                out.append(word)
                continue
            kind = rng.randrange(3)
            if kind == 0:
                out.append(rng.choice(_STRAY))
            elif kind == 1:
                out += [word, rng.choice(_STRAY)]
        return " ".join(out)

    return edit


def _bare(text: str) -> str:
    spread = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


def _sentences(share: float) -> Edit:
    def edit(article: Article, rng: random.Random, _: list[Article]) -> str:
        kept = max(1, round(len(article.sentences) * share))
        first = rng.randint(0, len(article.sentences) - kept)
        return " ".join(article.sentences[first : first + kept])

    return edit


def _reorder(article: Article, rng: random.Random, _: list[Article]) -> str:
    order = list(article.sentences)
    rng.shuffle(order)
    return " ".join([*order, STANDARD])


def _ocr(article: Article, rng: random.Random, _: list[Article]) -> str:
    swaps = {"i": "l", "l": "1", "o": "0", "m": "rn", "h": "b", "n": "ri", "c": "e", "u": "ii"}
    return "".join(
        swaps.get(letter, letter) if rng.random() < 0.05 else letter for letter in article.text
    )


def _digest(article: Article, rng: random.Random, every: list[Article]) -> str:
    others = [other for other in every if other.subject != article.subject]
    parts = [article.text, *(" ".join(other.other) for other in rng.sample(others, 4))]
    rng.shuffle(parts)
    return "\n".join(parts)


def _combo(article: Article, rng: random.Random, every: list[Article]) -> str:
    return _bare(" ".join(LOCAL[:3]) + " " + _words(0.3)(article, rng, every))


def _styled(article: Article, *_: object) -> str:
    """Write in the mathematical letters that posts use for show."""
    out = []
    for letter in unicodedata.normalize("NFD", article.text):
        if "a" <= letter <= "z":
            out.append(chr(0x1D41A + ord(letter) - ord("a")))
        elif "A" <= letter <= "Z":
            out.append(chr(0x1D400 + ord(letter) - ord("A")))
        else:
            out.append(letter)
    return "".join(out)


def _unseen(article: Article, *_: object) -> str:
    return " ".join(
        word[:2] + "\u200b\u00ad" + word[2:] if len(word) > 3 else word
        for word in article.text.split()
    )


def _bullets(article: Article, *_: object) -> str:
    return "\n".join(f"✅ {number}/ {s}" for number, s in enumerate(article.sentences, 1))


def _every_other(article: Article, rng: random.Random, _: list[Article]) -> str:
    mixed = [
        x for pair in zip(article.sentences, rng.sample(LOCAL, 5), strict=True) for x in pair
    ]
    return " ".join(mixed)


def _half_reworded(article: Article, rng: random.Random, every: list[Article]) -> str:
    half = Article(article.key, article.subject, article.sentences[:3], ())
    return _words(0.2)(half, rng, every)


def _shuffled_reworded(article: Article, rng: random.Random, every: list[Article]) -> str:
    order = list(article.sentences)
    rng.shuffle(order)
    mixed = Article(article.key, article.subject, tuple(order), ())
    return _bare(_words(0.3)(mixed, rng, every))


def _digest_reworded(article: Article, rng: random.Random, every: list[Article]) -> str:
    others = [other for other in every if other.subject != article.subject]
    parts = [
        _words(0.3)(article, rng, every), *(" ".join(o.other) for o in rng.sample(others, 4))
    ]  # fmt: skip
    rng.shuffle(parts)
    return _bare("\n".join(parts))


def _between_titles(article: Article, rng: random.Random, every: list[Article]) -> str:
    """Put another piece of news after each sentence, as pages of papers do."""
    out: list[str] = []
    for sentence in article.sentences:
        out += [sentence, "Xem thêm:", " ".join(rng.choice(every).other[0].split()[:14])]
    return "\n".join(out)


def _swapped(article: Article, rng: random.Random, _: list[Article]) -> str:
    """Change places of neighbouring words, drop some, double some: three in ten touched."""
    words = article.text.split()
    at = 0
    while at < len(words) - 1:
        if rng.random() < 0.2:
            words[at], words[at + 1] = words[at + 1], words[at]
            at += 1
        elif rng.random() < 0.1:
            words[at] = ""
        at += 1
    return " ".join(word for word in words if word)


def _telegraph(article: Article, rng: random.Random, _: list[Article]) -> str:
    """Write without spaces after commas, with emoji and hashtags, each sentence a line."""
    marks = ["🔴", "👉", "⚠️", "#antoan", "#chuyendoiso"]
    lines = [f"{rng.choice(marks)} {s.replace(', ', ',')} {rng.choice(marks)}"
             for s in article.sentences]  # fmt: skip
    return "\n".join(lines)


# Thresholds are fitted on the first list, figures reported on both.
FITTED: dict[str, Edit] = {
    "copy": lambda article, *_: article.text,
    "local_intro": lambda article, rng, _: " ".join([*rng.sample(LOCAL, 4), article.text]),
    "reorder": _reorder,
    "words10": _words(0.1),
    "words20": _words(0.2),
    "words30": _words(0.3),
    "words40": _words(0.4),
    "sentences70": _sentences(0.7),
    "no_marks": lambda article, *_: _bare(article.text),
    "half": _sentences(0.5),
    "quarter": _sentences(0.25),
    "ocr5": _ocr,
    "digest": _digest,
    "combo": _combo,
}
UNSEEN: dict[str, Edit] = {
    "decomposed_capitals": lambda a, *_: unicodedata.normalize("NFD", a.text.upper()),
    "show_letters": _styled,
    "unseen_characters": _unseen,
    "bullets": _bullets,
    "every_other": _every_other,
    "half_reworded": _half_reworded,
    "words25_no_marks": lambda a, rng, every: _bare(_words(0.25)(a, rng, every)),
}
# Added later: the company that a run needs was set with the first, nothing with the others.
LATER: dict[str, Edit] = {
    "shuffled_words30_no_marks": _shuffled_reworded,
    "digest_words30_no_marks": _digest_reworded,
    "between_titles": _between_titles,
    "swapped30": _swapped,
    "telegraph": _telegraph,
}


def page(body: str, rng: random.Random, *, around: int = 6) -> str:
    """Set a text into a page of a commune's portal: menu, other news, foot."""
    before = rng.sample(LOCAL, around)
    return "\n".join([MENU, *before[: around // 2], body, *before[around // 2 :], MENU])


def _phrases_lent(article: Article, rng: random.Random) -> list[str]:
    """Give another author's version that keeps six to eight words of each sentence."""
    out = []
    for ours, theirs in zip(article.sentences, article.other, strict=True):
        words = ours.split()
        size = rng.randint(6, 8)
        first = rng.randint(0, max(0, len(words) - size))
        at = len(theirs.split()) // 2
        told = theirs.split()
        out.append(" ".join([*told[:at], *words[first : first + size], *told[at:]]))
    return out


def near_misses(every: list[Article], rng: random.Random) -> list[tuple[str, str, str]]:
    """Give (kind, subject, page) that no material of `every` is on."""
    pages = []
    for article in every:
        told = " ".join([STANDARD, *article.other])
        pages.append(("same_event", article.subject, page(told, rng)))
        told = " ".join([STANDARD, *_phrases_lent(article, rng)])
        pages.append(("same_event_phrases_lent", article.subject, page(told, rng)))
    for _ in range(len(every)):
        stray = rng.choice(every)
        mixed = [rng.choice(other.other) for other in rng.sample(every, 6)]
        pages.append(("standard_only", stray.subject, page(STANDARD, rng, around=12)))
        pages.append(("mixture", stray.subject, page(" ".join(mixed), rng)))
    return pages
