"""Makes the three faces that papers are set in from Tinos (licence: OFL.txt), which has the widths of Times New Roman,
the typeface that Nghị định 30/2020/NĐ-CP, phụ lục I, asks of administrative documents.

    apt-get install fonts-croscore
    python3 -m venv venv && venv/bin/pip install fonttools
    venv/bin/python subset.py /usr/share/fonts/truetype/croscore .

Keeps Latin letters with every mark that the names of Viet Nam's peoples need, with kerning and the placement of marks;
hinting and the other scripts go. What is cut may not bear the reserved name, so the family is called Papers Serif.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

WANTED = [
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x253, 0x253),
    (0x256, 0x257),
    (0x294, 0x294),
    (0x2B9, 0x2BF),
    (0x2C6, 0x2CC),
    (0x2D8, 0x2DD),
    (0x300, 0x315),
    (0x31B, 0x31B),
    (0x320, 0x338),
    (0x1E00, 0x1EFF),
    (0x2010, 0x2027),
    (0x2030, 0x203A),
    (0x2074, 0x2079),
    (0x2080, 0x2089),
]
SINGLE = "₫€№™℃×−≠≈≤≥←→□■○●αβμπΩ⅓⅔⅛"
FAMILY = "Papers Serif"
FACES = {"Regular": "Regular", "Bold": "Bold", "Italic": "Italic"}


def main(source: Path, out: Path) -> None:
    for face, style in FACES.items():
        font = TTFont(source / f"Tinos-{face}.ttf")
        options = subset.Options(
            hinting=False,
            layout_features=["ccmp", "kern", "locl", "mark", "mkmk"],
            name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
            name_languages=[0x409],
            glyph_names=False,
            notdef_outline=True,
            drop_tables=["gasp", "DSIG", "meta"],
        )
        subsetter = subset.Subsetter(options)
        ranges = [code for first, last in WANTED for code in range(first, last + 1)]
        subsetter.populate(unicodes=ranges + [ord(letter) for letter in SINGLE])
        subsetter.subset(font)
        names = font["name"]
        postscript = f"PapersSerif-{style}"
        for record in list(names.names):
            new = {1: FAMILY, 3: postscript, 4: f"{FAMILY} {style}", 6: postscript}.get(record.nameID)
            if new:
                names.setName(new, record.nameID, record.platformID, record.platEncID, record.langID)
        font["head"].created = font["head"].modified = 3_700_000_000  # the same file each time
        font.recalcTimestamp = False
        target = out / f"papers-serif-{style.lower()}.ttf"
        font.save(target)
        print(f"{target}: {target.stat().st_size} bytes, {len(font.getBestCmap())} characters")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
