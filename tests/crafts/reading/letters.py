"""Letters made by chance from the layouts of NĐ 30/2020 and of the Party, with answers."""

import random
import textwrap
import unicodedata
from dataclasses import dataclass
from typing import Any

ISSUERS = [
    ("UBND TỈNH BẾN TRE", "SỞ Y TẾ", "Sở Y tế", "SYT-NVY", "Bến Tre"),
    ("UBND TỈNH LÂM ĐỒNG", "SỞ NỘI VỤ", "Sở Nội vụ", "SNV-CCVC", "Lâm Đồng"),
    ("UBND HUYỆN CÁI BÈ", "PHÒNG NỘI VỤ", "Phòng Nội vụ", "PNV", "Cái Bè"),
    ("BỘ CÔNG AN", "CÔNG AN TỈNH SÓC TRĂNG", "Công an tỉnh Sóc Trăng", "CAT-PV05", "Sóc Trăng"),
    ("", "ỦY BAN NHÂN DÂN\nTỈNH HÀ NAM", "Ủy ban nhân dân tỉnh Hà Nam", "UBND-VX", "Hà Nam"),
    ("TỈNH ỦY AN GIANG\n*", "BAN TUYÊN GIÁO", "Ban Tuyên giáo", "CV/BTGTU", "An Giang"),
]  # fmt: skip
SUBJECTS = [
    "tăng cường phòng, chống sốt xuất huyết mùa mưa",
    "tuyên truyền an toàn giao thông dịp lễ 30/4 và 01/5",
    "hưởng ứng Ngày Chuyển đổi số quốc gia",
    "tổ chức Tuần lễ Học tập suốt đời năm 2023",
    "phòng, chống đuối nước cho trẻ em",
]
ADDRESSEES = [
    "Ủy ban nhân dân các huyện, thị xã, thành phố",
    "Các sở, ban, ngành, đoàn thể tỉnh",
    "Trung tâm Y tế các huyện, thành phố",
    "Báo và Đài Phát thanh, Truyền hình tỉnh",
    "Hiệu trưởng các trường trung học phổ thông",
    "Công an các huyện, thành phố",
]
ACTS = [
    "xây dựng kế hoạch và tổ chức thực hiện tại đơn vị; cử một cán bộ làm đầu mối",
    "đăng tin, bài trên trang thông tin điện tử và hệ thống truyền thanh cơ sở",
    "phối hợp kiểm tra việc thực hiện, kịp thời nhắc nhở nơi làm chưa tốt",
    "vận động người dân ký cam kết, chú ý hộ gia đình ở xa trung tâm",
]
DUES = [
    ("trước ngày {d:02d}/{m:02d}/{y}", 1),
    ("chậm nhất là ngày {d}/{m}/{y}", 0),
    ("chậm nhất đến hết ngày {d:02d}/{m}/{y}", 0),
    ("trước 16h30 ngày {d:02d}/{m:02d}/{y}", 0),
    ("trước ngày {d:02d} tháng {m:02d} năm {y}", 1),
]
DECOYS = [
    "Trước đó, tại Công văn số 15/UBND-VX, các đơn vị đã báo cáo trước ngày 10/01/{y}.",
    "Quy định này có hiệu lực từ ngày 01/01/{y} và thay thế quy định năm trước.",
    "Buổi lễ phát động năm trước diễn ra tại số 12 đường 3/2 với đông đảo người dân.",
    "Đường dây nóng của Bộ là 1900 9095; người dân gọi bất cứ lúc nào.",
]
NAMES = ["Lê Thị Thử", "Nguyễn Văn Mẫu", "Phạm Hoàng Minh Thí", "Trần Ví Dụ"]
SIGNERS = [
    ("GIÁM ĐỐC", [], "GIÁM ĐỐC"),
    ("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", ["KT. GIÁM ĐỐC"], "PHÓ GIÁM ĐỐC"),
    ("TL. GIÁM ĐỐC\nCHÁNH VĂN PHÒNG", ["TL. GIÁM ĐỐC"], "CHÁNH VĂN PHÒNG"),
    ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", ["TM. ỦY BAN NHÂN DÂN"], "CHỦ TỊCH"),
]
NATION = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
PARTY = ["ĐẢNG CỘNG SẢN VIỆT NAM", ""]


@dataclass(frozen=True)
class Letter:
    text: str
    expected: dict[str, Any]


def make(seed: int) -> Letter:
    """Give the letter of a seed: the same seed, the same letter."""
    chance = random.Random(seed)
    superior, issuer, name, symbol, place = chance.choice(ISSUERS)
    is_party = superior.endswith("*")
    is_plan = not is_party and chance.random() < 0.25
    year, month, day = 2023, chance.randint(1, 9), chance.randint(1, 28)
    number = str(chance.randint(2, 4999)) if chance.random() < 0.7 else None
    has_day = chance.random() < 0.75
    subject = chance.choice(SUBJECTS)
    to = chance.sample(ADDRESSEES, chance.randint(2, 4))
    joint = "-" if is_party else "/"
    if is_plan:
        symbol = f"KH-{symbol.split('-')[0]}"
    phrase, before = chance.choice(DUES)
    due = phrase.format(d=20, m=month + 1, y=year)
    ref = f"{chance.randint(10, 900)}/UBND-VX"
    left = [*superior.split("\n"), *issuer.split("\n")] if superior else issuer.split("\n")
    shown = number if number else chance.choice(["     ", "        "])
    left += [f"Số: {shown}{joint}{symbol}"]
    if not is_plan:
        left += textwrap.wrap(f"V/v {subject}", 34)
    right = [*(PARTY if is_party else NATION), ""]
    right += [
        f"{place}, ngày {f'{day:02d}' if has_day else '    '} tháng {month:02d} năm {year}"
    ]
    lines = columns(left, right)
    if is_plan:
        lines += ["", "KẾ HOẠCH", subject[:1].upper() + subject[1:], ""]
    else:
        lines += ["", "Kính gửi:", *(f"- {body};" for body in to[:-1]), f"- {to[-1]}.", ""]
    width = chance.choice([70, 84, 500])
    body = [
        f"Thực hiện Công văn số {ref} ngày 05/01/{year} của Ủy ban nhân dân tỉnh về việc "
        f"{subject}, {name} đề nghị các cơ quan, đơn vị thực hiện một số nội dung sau:"
    ]
    style = chance.choice(["colon", "verb", "towards", "heading", "assigned", "lettered"])
    if chance.random() < 0.5:
        body.insert(
            1 if is_plan or chance.random() < 0.5 else 0, chance.choice(DECOYS).format(y=year)
        )
    tasks = []
    for at, doer in enumerate(to, 1):
        act = chance.choice(ACTS)
        tasks.append(doer)
        body += task(style, at, doer, act)
    if is_plan:
        body = [
            body[0],
            "I. MỤC ĐÍCH, YÊU CẦU",
            "1. Nâng cao nhận thức của cán bộ và người dân về nội dung nêu trên.",
            "2. Việc tổ chức phải thiết thực, tiết kiệm, đúng quy định.",
            "II. TỔ CHỨC THỰC HIỆN",
            *body[1:],
        ]
    body += [
        f"Đề nghị các cơ quan, đơn vị báo cáo kết quả về {name} {due} để tổng hợp.",
        "Mọi chi tiết xin liên hệ bà Trần Thị Mẫu, điện thoại: 0900 123 456./.",
    ]
    spaced = chance.random() < 0.6
    for paragraph in body:
        wrapped = textwrap.wrap(paragraph, width, initial_indent="" if spaced else "      ")
        lines += [*wrapped, *([""] if spaced and width < 500 else [])]
    top, authority, role = chance.choice(SIGNERS)
    signer = chance.choice(NAMES)
    places = ["Nơi nhận:", "- Như trên;", "- UBND tỉnh (để b/c);", "- Lưu: VT."]
    lines += ["", *columns(places, top.split("\n")), "", "", " " * 44 + signer]
    if chance.random() < 0.3:
        lines += [
            "",
            "PHỤ LỤC",
            "MẪU BÁO CÁO KẾT QUẢ",
            f"(đến ngày 15/12/{year})",
            "1. Số buổi: …",
        ]
    text = "\n".join(lines)
    return Letter(
        unicodedata.normalize("NFD", text) if chance.random() < 0.2 else text,
        {
            "issuer": name,
            "number": number,
            "symbol": symbol,
            "place": place,
            "date": f"{year}-{month:02d}" + (f"-{day:02d}" if has_day else ""),
            "doc_type": "Kế hoạch" if is_plan else "Công văn",
            "subject": subject[:1].upper() + subject[1:] if is_plan else subject,
            "addressees": None if is_plan else to,
            "references": [ref],
            "last_days": [f"{year}-{month + 1:02d}-{20 - before:02d}"],
            "doers": tasks,
            "report_to": name,
            "phones": ["0900123456"],
            "signer": (authority, role, signer),
            "roles": [None, "b/c", "lưu"],
        },
    )


def task(style: str, number: int, doer: str, act: str) -> list[str]:
    small = doer[:1].lower() + doer[1:] if doer.startswith("Các ") else doer
    return {
        "colon": [f"{number}. {doer}: {act}."],
        "verb": [f"{number}. {doer} {act}."],
        "towards": [f"{number}. Đối với {small}: {act[:1].upper()}{act[1:]}."],
        "assigned": [f"{number}. Giao {doer} {act}."],
        "lettered": [f"{chr(96 + number)}) {doer}: {act}."],
        "heading": [f"{number}. {doer}", f"- {act[:1].upper()}{act[1:]}."],
    }[style]


def columns(left: list[str], right: list[str]) -> list[str]:
    rows = max(len(left), len(right))
    left, right = left + [""] * (rows - len(left)), right + [""] * (rows - len(right))
    return [f"{a:<40}    {b}".rstrip() for a, b in zip(left, right, strict=True)]
