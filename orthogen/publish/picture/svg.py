"""SVG. drawing -> the text of one SVG element; words stay words, maps are embedded as PNG."""

import base64

from markupsafe import escape

from orthogen.publish.picture.drawing import PAPER, Drawing, Line, Pixels, Shape, Words, dash_lengths
from orthogen.publish.png import png


def svg(drawing: Drawing, *, title: str) -> str:
    """Return the SVG, as wide as its page; looks are inline, so that no style sheet of a page changes it."""
    body = "".join(_shape(shape) for shape in drawing.shapes)
    return (
        f'<svg class="understood" viewBox="0 0 {drawing.width} {drawing.height}" role="img" '
        f'style="background:{PAPER}"><title>{escape(title)}</title>{body}</svg>'
    )


def _shape(shape: Shape) -> str:
    if isinstance(shape, Line):
        return _line(shape)
    return _words(shape) if isinstance(shape, Words) else _pixels(shape)


def _line(line: Line) -> str:
    steps = ("%.1f %.1fL" * len(line.points) % tuple(line.points.ravel().tolist()))[:-1]
    dashes = ";stroke-dasharray:{:.1f} {:.1f}".format(*dash_lengths(line)) if line.dashed else ""
    look = f"fill:{line.fill or 'none'};stroke:{line.ink or 'none'};stroke-width:{line.width:g}{dashes}"
    return f'<path style="{look}" d="M{steps}{"Z" if line.closed else ""}"/>'


def _words(words: Words) -> str:
    halo = (
        f"stroke:{words.halo};stroke-width:{words.size / 5:.1f}px;paint-order:stroke" if words.halo else "stroke:none"
    )
    look = f"font-size:{words.size:g}px;font-weight:{700 if words.bold else 400};fill:{words.ink};{halo}"
    return (
        f'<text x="{words.x:.1f}" y="{words.y:.1f}" text-anchor="{words.anchor}" '
        f'style="{look}">{escape(words.text)}</text>'
    )


def _pixels(pixels: Pixels) -> str:
    image = base64.b64encode(png(pixels.rgba)).decode()
    return (
        f'<image x="{pixels.x:.1f}" y="{pixels.y:.1f}" width="{pixels.width:.1f}" height="{pixels.height:.1f}" '
        f'preserveAspectRatio="none" href="data:image/png;base64,{image}"/>'
    )
