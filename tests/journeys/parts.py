"""The parts of the main job, each done by clicks of one person."""

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.core import mail

from loa.cli.sample import Login, password_of
from loa.crafts.viet import write_date
from loa.reports.models import Consolidation, Report
from tests.journeys.walker import Size, Walker

PRIMARY = "main form.form button[data-kind=primary]"
SUBMIT = "main form button[type=submit], main form button:not([type])"
PICTURE = {
    "name": "anh.png",
    "mimeType": "image/png",
    "buffer": b"\x89PNG\r\n\x1a\n" + b"0" * 64,
}
SIGNED = {"name": "da-ky.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 signed"}
OFFICER = "dau-moi@mau.loa.example"
ZALO_TEXT = "Chậm lại một phút: hỏi người thân trước khi làm theo lời lạ."


@dataclass(frozen=True)
class Walk:
    """One letter, the day on which it is walked, its owner and the unit that answers."""

    letter: Path
    today: datetime
    owner: str
    unit: str
    coordinator: Size
    officer: Size


def sign_in_by_code(walker: Walker, address: str) -> None:
    """Type the site's address, one's own, and the code from the mail."""
    walker.go("/accounts/login/")
    walker.click("main a[href*='login/code']")
    walker.type("email", address)
    walker.click(SUBMIT)
    mailed = next(each for each in reversed(mail.outbox) if address in each.to)
    code = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", str(mailed.body), re.MULTILINE)
    assert code, mailed.body
    walker.type("code", code[1])
    walker.click(SUBMIT)
    assert walker.page.url.endswith("/desk/")


def sign_in_by_password(walker: Walker, login: Login) -> None:
    """Sign in with the address and the password that `bin/run` prints."""
    walker.go("/accounts/login/")
    walker.type("login", login.address)
    walker.type("password", password_of(login))
    walker.click(SUBMIT)
    assert walker.page.url.endswith("/desk/")


def words_of(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as file:
        xml = file.read("word/document.xml").decode()
    return re.sub(r"<[^>]+>", "|", xml)


# ---------------------------------------------------------------- the coordinator begins
def read_letter(walker: Walker, walk: Walk) -> None:
    """Upload the letter, answer each field that waits, confirm, and open the campaign."""
    walker.click("nav.rooms a[href='/desk/dispatches/']")
    walker.page.set_input_files("#files", walk.letter)
    walker.click(PRIMARY)
    for _ in range(40):
        open_field = walker.page.locator("article.fact:has(button[value=none])")
        if open_field.count() == 0:
            break
        read = open_field.first.locator("button[value=accept]")
        walker.click(read if read.count() else open_field.first.locator("button[value=none]"))
    walker.click("#done form button")
    assert "/desk/campaigns/open/" in walker.page.url
    walker.click(PRIMARY)


def send_campaign(walker: Walker) -> bytes:
    """Close the holes, show a material, send; return the letter with the claim codes."""
    campaign = walker.page.url
    for _ in range(60):
        hole = walker.page.locator("#holes article form")
        if hole.count() == 0:
            break
        if hole.first.locator("select[name=group]").count():
            walker.click(hole.first.locator("button[value=left_out]"))
        else:
            walker.click(hole.first.locator("button[data-kind=primary]"))
    walker.click("nav.rooms a[href='/desk/materials/']")
    walker.click("main a[href='/desk/materials/new/']")
    walker.type("title", "Chậm lại một phút")
    walker.type("text", "Không chuyển tiền theo lời người lạ.")
    walker.type("post_text", ZALO_TEXT)
    walker.type("issuer_name", "Tổ biên soạn mẫu")
    walker.type("ground_of_use", "CC BY 4.0")
    walker.type("valid_from", "01/10/2024")
    walker.touch("main input[name=is_public]")
    walker.click(PRIMARY)
    walker.go(campaign.removeprefix(walker.home))
    walker.click("main a[href$='/show/']")
    walker.touch("main input[name=materials]")
    walker.touch("main input[name=is_public]")
    walker.click(PRIMARY)
    walker.click("main a[href$='/send/']")
    walker.click(PRIMARY)
    return walker.save("main form[action$='codes.docx'] button")


# ---------------------------------------------------------------- the unit answers
def name_officer(walker: Walker, code: str) -> None:
    """Type the code of the letter and name the officer."""
    walker.go("/in/code/")
    walker.type("code", code)
    walker.click(PRIMARY)
    walker.type("name", "Mai Thị Mẫu")
    walker.type("email", OFFICER)
    walker.click(PRIMARY)
    assert walker.page.url.endswith("/in/code/done/")


def publish(walker: Walker) -> None:
    """Open the task, copy the text for Zalo, and log what was published."""
    assert walker.page.locator(".next-thing").count() == 1
    walker.click(".next-thing form button")
    walker.touch("main [data-copy-from]")
    walker.page.wait_for_function(
        "navigator.clipboard.readText().then(text => text.length > 9)"
    )
    assert walker.page.evaluate("navigator.clipboard.readText()") == ZALO_TEXT
    walker.click(".next-thing a[href$='/log/']")
    walker.type("address", "https://don-vi.example/1")
    walker.touch("main form.form details summary")
    walker.type("turn", "340", is_number=True)
    walker.page.set_input_files("main input[name=photos]", PICTURE)
    walker.watch.clicks += 3  # the box, the picture, "Open"
    walker.click(PRIMARY)


def fill_report(walker: Walker) -> None:
    """Type what Loa could not count; send the report."""
    walker.click("nav.rooms a[href='/desk/']")
    walker.click(".next-thing a[href*='/reports/answer/']")
    for box in walker.page.locator("main input[name^=f_]").all():
        name = box.get_attribute("name") or ""
        if not box.input_value() and box.get_attribute("aria-required") != "false":
            optional = name in {"f_minutes", "f_printed"}
            if not optional:
                walker.type(name, "20", is_number=True)
    walker.type("s_results", "Đã đăng bài và nhắc trong họp.")
    walker.click("main button[value=send]")
    assert Report.objects.get().first_sent_at


def bring_back(walker: Walker, walk: Walk) -> None:
    """Save the paper to sign; put its number and day on record."""
    paper = walker.save("main a[href$='paper.docx']")
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words_of(paper)
    walker.click("main a[href$='/signed/']")
    walker.type("number", "45", is_number=True)
    walker.type("issued_on", write_date(walk.today.date()))
    walker.page.set_input_files("main input[name=signed]", SIGNED)
    walker.watch.clicks += 3  # the box, the file, "Open"
    walker.click(PRIMARY)
    assert Report.objects.get().number == "45"


# ---------------------------------------------------------------- the coordinator ends
def return_report(walker: Walker, walk: Walk) -> None:
    """Find the unit on the board, and ask it to complete its report."""
    walker.go("/desk/")
    walker.click("main a[href*='/desk/board/']")
    walker.type("q", walk.unit)
    walker.touch("main form.filters button")
    walker.click("main #rows tr:only-child a[href^='/desk/reports/']")
    walker.click("main a[href$='/return/']")
    walker.type("reason", "Đề nghị bổ sung số buổi.")
    walker.click(PRIMARY)


def accept(walker: Walker, walk: Walk) -> None:
    """Find the unit again, and accept what it completed."""
    walker.go("/desk/")
    walker.click("main a[href*='/desk/board/']")
    walker.type("q", walk.unit)
    walker.touch("main form.filters button")
    walker.click("main #rows tr:only-child a[href^='/desk/reports/']")
    walker.click("main form[action$='/accept/'] button")
    assert Report.objects.get().accepted_at


def consolidate(walker: Walker) -> None:
    """Go from the last report to the consolidated one."""
    walker.click("nav.rooms a[href='/desk/']")
    walker.click("main a[href*='/desk/board/']")
    walker.click("main a[href*='/reports/consolidated/']")
    walker.click("main form[method=post] button[data-kind=primary]")


def keep_and_save(walker: Walker) -> None:
    """Say one thing more in the text, keep it, and save the three papers."""
    walker.type("difficulties", "Không có.")
    walker.click(PRIMARY)
    for kind, start in (("docx", b"PK"), ("xlsx", b"PK")):
        assert walker.save(f"main a[href$='paper.{kind}']").startswith(start)
    assert open_pdf(walker).startswith(b"%PDF")
    assert Consolidation.objects.get().facts["received"] == 1


def open_pdf(walker: Walker) -> bytes:
    """Touch the link to the PDF; return the file."""
    address = walker.page.locator("main a[href$='paper.pdf']").first.get_attribute("href")
    walker.watch.clicks += 1
    body: bytes = walker.context.request.get(f"{walker.home}{address}").body()
    return body


def read_as_director(walker: Walker) -> None:
    """Sign in, open the consolidated report that waits, and read its PDF."""
    sign_in_by_code(walker, "giam-doc@mau.loa.example")
    walker.click("main a[href^='/desk/reports/consolidated/']")
    assert open_pdf(walker).startswith(b"%PDF")


def seek_help(walker: Walker) -> None:
    """Open the site, touch "I already sent money", touch "Call 113"."""
    walker.go("/")
    walker.click("main a[href='/so-cuu/']")
    walker.watch.clicks += walker.page.locator("main a[href='tel:113']").count()
