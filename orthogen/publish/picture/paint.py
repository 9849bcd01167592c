"""Paint. drawing -> bytes of a PNG; the only door to Pillow."""

import io
import unicodedata
from typing import TYPE_CHECKING

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.publish.picture.drawing import PAPER, Drawing, Line, Pixels, Words, dash_lengths

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

_FINER = 2  # drawn twice as large and averaged: Pillow's lines have no soft edges of their own
_BOLD = 0.028  # of the letters' size: Pillow's own font has one weight
_SIGNS = str.maketrans({"–": "-", "—": "-", "−": "-", "≥": ">=", "≤": "<=", "×": "x", "→": "->"})
_IN_THE_FONT = "±°·…“”‘’"


def painted(drawing: Drawing) -> bytes:
    """Return the PNG: the same drawing gives the same bytes with the same version of Pillow."""
    from PIL import Image, ImageDraw

    size = (drawing.width * _FINER, drawing.height * _FINER)
    canvas = Image.new("RGB", size, PAPER)
    pen = ImageDraw.Draw(canvas)
    for shape in drawing.shapes:
        if isinstance(shape, Line):
            _draw_line(pen, shape)
        elif isinstance(shape, Words):
            _draw_words(pen, shape)
        else:
            _draw_pixels(canvas, shape)
    file = io.BytesIO()
    canvas.reduce(_FINER).save(file, format="PNG")
    return file.getvalue()


def letters(text: str) -> str:
    """Return the text in letters that the font has: accents fall off, what is left over becomes a question mark."""
    plain = unicodedata.normalize("NFKD", text.translate(_SIGNS))
    known = (
        sign if sign.isascii() or sign in _IN_THE_FONT else "?" for sign in plain if not unicodedata.combining(sign)
    )
    return "".join(known)


def _draw_line(pen: "ImageDraw.ImageDraw", line: Line) -> None:
    points = line.points * _FINER
    whole = np.vstack([points, points[:1]]) if line.closed else points
    if line.fill:
        pen.polygon(_places(points), fill=line.fill)
    if line.ink:
        width = max(1, round(line.width * _FINER))
        for piece in _dashes(whole, line) if line.dashed else [whole]:
            pen.line(_places(piece), fill=line.ink, width=width, joint="curve")


def _dashes(points: FloatArray, line: Line) -> list[FloatArray]:
    """Return the strokes of a dashed line."""
    stroke, gap = (_FINER * length for length in dash_lengths(line))
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    pieces = []
    for start in np.arange(0.0, along[-1], stroke + gap):
        end = min(start + stroke, along[-1])
        at = np.concatenate([[start], along[(along > start) & (along < end)], [end]])
        pieces.append(np.column_stack([np.interp(at, along, points[:, k]) for k in (0, 1)]))
    return pieces


def _places(points: FloatArray) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in points]


def _draw_words(pen: "ImageDraw.ImageDraw", words: Words) -> None:
    from PIL import ImageFont

    size = words.size * _FINER
    font = ImageFont.load_default(size)
    place = (words.x * _FINER, words.y * _FINER)
    anchor = {"start": "ls", "middle": "ms", "end": "rs"}[words.anchor]
    text, bold = letters(words.text), size * _BOLD if words.bold else 0.0
    if words.halo:
        pen.text(place, text, fill=words.halo, font=font, anchor=anchor, stroke_width=size / 10 + bold)
    pen.text(place, text, fill=words.ink, font=font, anchor=anchor, stroke_width=bold)


def _draw_pixels(canvas: "Image.Image", pixels: Pixels) -> None:
    from PIL import Image

    size = (round(pixels.width * _FINER), round(pixels.height * _FINER))
    picture = Image.fromarray(pixels.rgba).resize(size, Image.Resampling.BICUBIC)
    canvas.paste(picture, (round(pixels.x * _FINER), round(pixels.y * _FINER)), picture)
