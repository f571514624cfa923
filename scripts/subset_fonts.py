"""Cut the screen font to what Vietnamese and English need, and give it tabular digits.

    python -m venv /tmp/f && /tmp/f/bin/pip install fonttools brotli
    npm pack @expo-google-fonts/be-vietnam-pro     # the full TTFs, OFL
    /tmp/f/bin/python scripts/subset_fonts.py FOLDER_WITH_TTFS src/loa/ui/static/ui/fonts

Run by hand when the font changes; the results are in the repository. Be Vietnam Pro has no
`tnum` feature and its digits differ in width (385 to 710 units), so columns of numbers would
not line up: we add digits of equal width under `tnum`.
"""

import sys
from copy import deepcopy
from pathlib import Path

from fontTools import subset
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.ttLib import TTFont

WEIGHTS = {"400": "BeVietnamPro_400Regular.ttf", "600": "BeVietnamPro_600SemiBold.ttf"}
UNICODES = (
    "20-7E,A0,AB,B0,B7,BB,C0-C3,C8-CA,CC-CD,D2-D5,D7,D9-DA,DD,E0-E3,E8-EA,EC-ED,F2-F5,F9-FA,FD,"
    "102-103,110-111,128-129,168-169,1A0-1A1,1AF-1B0,300-301,303,309,323,1EA0-1EF9,"
    "2010-2015,2018-201E,2022,2026,20AB,2212,2264-2265"
)
DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def add_tabular_digits(font: TTFont) -> None:
    metrics, glyphs = font["hmtx"].metrics, font["glyf"]
    width = metrics["zero"][0]
    order = font.getGlyphOrder()
    for name in DIGITS:
        copy = f"{name}.tnum"
        glyph = font["glyf"][name]
        old, bearing = metrics[name]
        shift = (width - old) // 2
        fresh = glyphs.glyphs[copy] = deepcopy(glyph)
        fresh.coordinates.translate((shift, 0))
        fresh.recalcBounds(glyphs)
        metrics[copy] = (width, bearing + shift)
        order.append(copy)
    font.setGlyphOrder(order)
    rules = " ".join(f"sub {name} by {name}.tnum;" for name in DIGITS)
    addOpenTypeFeaturesFromString(font, f"feature tnum {{ {rules} }} tnum;", tables=["GSUB"])


def cut(source: Path, target: Path) -> None:
    options = subset.Options(
        layout_features=["kern", "mark", "mkmk"], hinting=False, desubroutinize=True
    )
    options.flavor = "woff2"
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(UNICODES))
    cutter.subset(font)
    add_tabular_digits(font)
    subset.save_font(font, str(target), options)


def main() -> None:
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    for weight, name in WEIGHTS.items():
        cut(next(folder.rglob(name)), out / f"be-vietnam-pro-{weight}.woff2")


if __name__ == "__main__":
    main()
