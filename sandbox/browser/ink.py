"""Pictures that load fast: the colours of which there is most, exactly, and no others."""

import io
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from PIL import Image

COLOURS = 255


def few_colours(file: Path) -> None:
    with Image.open(file) as picture:
        true = picture.convert("RGB")
    flattened(true, palette_of([true])).save(file, optimize=True)


def film(frames: Sequence[bytes], seconds: float, file: Path) -> None:
    """An animated PNG, in which all frames share one palette."""
    pictures = [Image.open(io.BytesIO(one)).convert("RGB") for one in frames]
    palette = palette_of(pictures)
    first, *rest = [flattened(one, palette) for one in pictures]
    first.save(file, save_all=True, append_images=rest, duration=int(seconds * 1000), loop=0, optimize=True)


def flattened(picture: Image.Image, palette: Image.Image) -> Image.Image:
    return picture.quantize(palette=palette, dither=Image.Dither.NONE)


def palette_of(pictures: Iterable[Image.Image]) -> Image.Image:
    counts: Counter[tuple[int, ...]] = Counter()
    for picture in pictures:
        for times, colour in picture.getcolors(picture.width * picture.height) or ():
            counts[colour if isinstance(colour, tuple) else (int(colour),) * 3] += times
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour, _ in counts.most_common(COLOURS) for part in colour])
    return palette
