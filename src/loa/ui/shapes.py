"""The shapes that stand beside every meaning, so that none is told by colour alone.

Each is the inside of an SVG of 16 × 16 that takes its colour from the text around it.
"""

_LINE = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"'

SHAPES = {
    "done": f'<path {_LINE} stroke-linejoin="round" d="M2.5 8.5l4 4 7-9"/>',
    "waiting": f'<circle {_LINE} cx="8" cy="8" r="5.5"/>',
    "asks": (
        f'<path {_LINE} d="M5 5.6a3 3 0 1 1 4.6 2.5C8.5 8.8 8 9.4 8 10.4"/>'
        '<circle cx="8" cy="13.6" r="1.3" fill="currentColor"/>'
    ),
    "alarm": (
        '<path fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round" '
        'd="M8 1.8L15 14.2H1z"/>'
        f'<path {_LINE} d="M8 6.4v3.2"/><circle cx="8" cy="12" r="1" fill="currentColor"/>'
    ),
    "machine": (
        f'<rect {_LINE} x="2.5" y="4.5" width="11" height="8.5" rx="1.5"/>'
        f'<path {_LINE} d="M8 4.2V1.8M6 8.3v.9M10 8.3v.9"/>'
    ),
    "person": (
        '<circle cx="8" cy="4.8" r="3.2" fill="currentColor"/>'
        '<path fill="currentColor" d="M1.8 15c0-3.6 2.8-5.6 6.2-5.6s6.2 2 6.2 5.6z"/>'
    ),
    "none": f'<path {_LINE} d="M3.5 8h9"/>',
    "up": '<path fill="currentColor" d="M8 3l6 9H2z"/>',
    "down": '<path fill="currentColor" d="M8 13L2 4h12z"/>',
    "both": '<path fill="currentColor" d="M8 1l5 6H3zM8 15L3 9h10z"/>',
    "file": f'<path {_LINE} stroke-linejoin="round" d="M3.5 1.8h6l3 3v9.4h-9zM9.2 2v3.2h3.2"/>',
    "mark": (
        '<path fill="currentColor" d="M1.5 6v4h2.7L11 14V2L4.2 6z"/>'
        '<path fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" '
        'd="M13 5.2c1.3 1.6 1.3 4 0 5.6"/>'
    ),
}

# What a standing looks like when no shape of its own is drawn.
PLAIN = "none"


def shape(name: str) -> str:
    """Return one shape as inline SVG, silent to screen readers: the word beside it speaks."""
    inside = SHAPES.get(name, SHAPES[PLAIN])
    return f'<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">{inside}</svg>'
