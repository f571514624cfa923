"""Draw the sample materials: poster, infographic, leaflet, clip and the voice of first aid.

    .venv/bin/python scripts/make_materials.py

From `scripts/materials/*.html` into `src/loa/materials/sample/` and the portal's static files.
Needs chromium, ffmpeg and espeak-ng (requirements/debian.txt). The results are committed: the
program itself never draws them.
"""

import subprocess
from html import escape
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
SHEETS = ROOT / "scripts" / "materials"
SAMPLE = ROOT / "src" / "loa" / "materials" / "sample"
VOICE = ROOT / "src" / "loa" / "portal" / "static" / "portal"
COLOURS = 64
SECONDS_A_FRAME = 4
WORDS_A_MINUTE = 135
FRAMES = (
    ("Điện thoại reo.", "Người lạ xưng là công an, giục bạn chuyển tiền."),
    ("Chậm lại.", "Tắt máy. Việc thật không mất đi vì bạn chậm một phút."),
    ("Hỏi lại bằng đường khác.", "Tự tìm số của cơ quan, ngân hàng, người thân rồi gọi."),
    ("Chưa chắc thì chưa chuyển.", "Không đọc mã OTP. Không cài ứng dụng theo lời người lạ."),
    ("Đã lỡ chuyển tiền?", "Gọi ngay ngân hàng của bạn, rồi báo công an hoặc gọi 113."),
)
FIRST_AID = (
    "Nếu bạn vừa lỡ chuyển tiền cho kẻ lừa đảo, hãy làm lần lượt. "
    "Một. Gọi ngay cho ngân hàng của bạn. Số điện thoại in ở mặt sau thẻ. "
    "Hãy nói: tôi vừa chuyển tiền cho kẻ lừa đảo, xin chặn giao dịch. "
    "Hai. Gọi một một ba, hoặc đến công an xã, phường gần nhất. "
    "Ba. Giữ lại tin nhắn, số điện thoại, biên lai. Đừng xoá gì cả. "
    "Bốn. Không chuyển thêm đồng nào, kể cả khi có người hứa lấy lại tiền giúp bạn."
)


def run(words: list[str]) -> None:
    subprocess.run(words, check=True)  # noqa: S603 (our own words)


def save_picture(page: Page, name: str) -> None:
    picture = Image.open(BytesIO(page.locator(".sheet").screenshot()))
    picture.quantize(COLOURS).save(SAMPLE / f"{name}.png", optimize=True)


def draw_sheets(page: Page) -> None:
    for name in ("poster", "infographic", "leaflet"):
        page.goto((SHEETS / f"{name}.html").as_uri())
        page.evaluate("document.fonts.ready")
        save_picture(page, name)
    (SAMPLE / "leaflet.pdf").write_bytes(page.pdf(format="A4", print_background=True))


def draw_clip(page: Page) -> None:
    frames = SAMPLE / "frames"
    frames.mkdir(exist_ok=True)
    for number, (title, text) in enumerate(FRAMES, start=1):
        page.goto((SHEETS / "poster.html").as_uri())  # the same fonts and colours
        page.set_content(
            f'<base href="{SHEETS.as_uri()}/"><link rel="stylesheet" href="style.css">'
            '<div class="sheet clip"><h1 style="font-size:58px;line-height:1.3;'
            f'color:var(--teal)">{escape(title)}</h1><p style="font-size:36px;margin-top:28px">'
            f"{escape(text)}</p></div>"
        )
        page.wait_for_timeout(400)  # the fonts of a page set by hand load late
        page.evaluate("document.fonts.ready")
        page.locator(".sheet").screenshot(path=frames / f"{number}.png")
    run(
        [
            "ffmpeg", "-y", "-loglevel", "error", "-framerate", f"1/{SECONDS_A_FRAME}",
            "-i", str(frames / "%d.png"), "-r", "10", "-c:v", "libx264", "-tune", "stillimage",
            "-crf", "30", "-pix_fmt", "yuv420p", "-movflags", "+faststart",
            str(SAMPLE / "clip.mp4"),
        ]
    )  # fmt: skip
    for frame in frames.iterdir():
        if frame.name == "2.png":
            Image.open(frame).quantize(COLOURS).save(SAMPLE / "clip.png", optimize=True)
        frame.unlink()
    frames.rmdir()


def speak() -> None:
    """Read the first aid aloud; a machine's voice, and the page says so."""
    VOICE.mkdir(parents=True, exist_ok=True)
    wave = VOICE / "first-aid.wav"
    run(["espeak-ng", "-v", "vi", "-s", str(WORDS_A_MINUTE), "-w", str(wave), FIRST_AID])
    run(
        [
            "ffmpeg", "-y", "-loglevel", "error", "-i", str(wave), "-ac", "1", "-b:a", "32k",
            str(VOICE / "first-aid.mp3"),
        ]
    )  # fmt: skip
    wave.unlink()


def main() -> None:
    SAMPLE.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--allow-file-access-from-files"],
        )
        page = browser.new_page(viewport={"width": 1000, "height": 1414})
        draw_sheets(page)
        draw_clip(page)
        browser.close()
    speak()


if __name__ == "__main__":
    main()
