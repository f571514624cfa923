import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.crafts.viet import Encoding, convert, decode, recode

# Written by hand from each alphabet's chart, not through the tables under test.
TCVN3 = "Céng hoµ x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc"
VNI = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp - Töï do - Haïnh phuùc"
UNICODE = "Cộng hoà xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc"
# As glibc's iconv writes it.
VISCII = bytes.fromhex(
    "43b56e672068f2612078e32068b569206368fc206e6768ee61205669ae74204e616d2c20d0b563206ca770"
    "202d2054f120646f202d2048d56e68207068fa632c209c592042414e"
)
VPS = bytes.fromhex(
    "43b66e672068f2612078e32068b669206368fb206e6768ef612056698c74204e616d2c20f1b663206cc670"
    "202d2054bf20646f202d2048e56e68207068fa632c20d1592042414e"
)
# As glibc's iconv writes it: the tone is a sign of its own.
WINDOWS = bytes.fromhex(
    "43f4f26e6720686fe0207861de2068f4f26920636875d2206e676869de61205669eaf274204e616d2c20d0"
    "f4f263206ce2f270202d2054fdf220646f202d204861f26e68207068fa63"
)


@pytest.mark.parametrize(
    ("raw", "encoding", "text"),
    [
        pytest.param(TCVN3, Encoding.TCVN3, UNICODE, id="TCVN3"),
        pytest.param(VNI, Encoding.VNI, UNICODE.replace("hoà", "hòa"), id="VNI"),
        pytest.param(UNICODE, Encoding.UNICODE, UNICODE, id="already Unicode"),
    ],
)
def test_an_old_alphabet_is_recognised_by_how_it_reads(
    raw: str, encoding: Encoding, text: str
) -> None:
    found = recode(raw)
    assert found.encoding is encoding
    assert found.text == text
    assert found.certainty > 0.8


@pytest.mark.parametrize(
    "text",
    [
        "L'école française où les élèves ont été reçus très tôt à Genève, déjà",
        "El niño español comió piñas en la montaña mañana por la mañana",
        "Über die Straße führt die größere Brücke für Fußgänger",
        "Það er ekki öll nótt úti enn, þó að hún sé löng",
        "Training for officers, 2024",
        "où",
        "",
    ],
)
def test_other_languages_and_scraps_are_left_alone(text: str) -> None:
    found = recode(text)
    assert found.encoding is Encoding.UNICODE
    assert found.text == text


def test_capitals_of_a_heading_in_tcvn3_come_back() -> None:
    found = recode("CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM do ng­êi viÕt")
    assert found.text == "CỘNG HOÀ Xã HỘI CHỦ NGHĨA VIỆT NAM do người viết"


def test_vni_letters_missing_from_the_library_are_filled_in() -> None:
    assert recode("Ñoàng thaúng, bình ñaúng, vaéng veû, UÛy ban").text.startswith("Đồng thẳng")


def test_text_whose_alphabet_is_known_is_converted_however_short() -> None:
    assert recode("V¨n b¶n").encoding is Encoding.UNICODE
    assert convert("V¨n b¶n", Encoding.TCVN3) == "Văn bản"
    assert convert("v¨n b¶n", Encoding.TCVN3, capitals=True) == "VĂN BẢN"
    assert convert("Văn bản", Encoding.UNICODE) == "Văn bản"


def test_windows_1258_is_read_with_its_tones_apart() -> None:
    assert decode(WINDOWS).encoding is Encoding.WINDOWS
    assert decode(WINDOWS).text == UNICODE


def test_bytes_of_another_language_are_read_as_windows_reads_them() -> None:
    found = decode("“L’été” à Genève".encode("cp1252"))
    assert (found.text, found.encoding, found.certainty) == (
        "“L’été” à Genève",
        Encoding.UNICODE,
        0.5,
    )


@pytest.mark.parametrize("data", [VISCII, VPS], ids=["VISCII", "VPS"])
def test_the_two_alphabets_that_share_their_bytes_are_told_apart(data: bytes) -> None:
    found = decode(data)
    assert found.encoding is (Encoding.VISCII if data is VISCII else Encoding.VPS)
    assert found.text == UNICODE.replace("hoà", "hòa") + ", ỦY BAN"


def test_certainty_grows_with_the_number_of_words() -> None:
    assert recode(TCVN3).certainty < recode(" ".join([TCVN3] * 20)).certainty


def test_bytes_are_decoded_whatever_they_are() -> None:
    assert decode(UNICODE.encode()).text == UNICODE
    assert decode(b"\xef\xbb\xbf" + UNICODE.encode()).text == UNICODE
    assert decode(UNICODE.encode("utf-16")).text == UNICODE
    assert decode(TCVN3.encode("latin-1")).encoding is Encoding.TCVN3


@given(st.text(alphabet=st.characters(max_codepoint=0x1EFF)))
def test_no_text_breaks_it_and_unicode_is_returned_untouched(text: str) -> None:
    found = recode(text)
    assert 0 <= found.certainty <= 1
    assert found.text == text or found.encoding is not Encoding.UNICODE


@given(st.binary())
def test_no_bytes_break_it(data: bytes) -> None:
    assert isinstance(decode(data).text, str)


def test_good_vietnamese_is_never_changed() -> None:
    text = "Về việc tuyên truyền kỹ năng nhận diện và phòng chống lừa đảo trực tuyến năm 2024"
    for form in ("NFC", "NFD"):
        raw = unicodedata.normalize(form, text)
        assert recode(raw).text == raw
