"""Pictures in a volume: which formats Word shows (by their bytes, not by what the submission calls them), the size that fits, and the drawing element."""

from io import BytesIO
from struct import unpack_from

from jingyan.model.source import Picture

EMU = 635  # a twip
EXTENSIONS = {
    "image/png": "png",
    "image/jpeg": "jpeg",
    "image/gif": "gif",
    "image/bmp": "bmp",
    "image/tiff": "tiff",
    "image/x-emf": "emf",
    "image/x-wmf": "wmf",
}
_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"\xd7\xcd\xc6\x9a", "image/x-wmf"),
    (b"\x01\x00\x09\x00", "image/x-wmf"),
    (b"\x02\x00\x09\x00", "image/x-wmf"),
)
_HIGHEST = 0.85  # of the type area: leaves room for a caption
_SMALLEST = 16  # bytes; what is shorter holds no picture
_EMU_PER_INCH = 914_400
_HUNDREDTH = 360  # EMU in 0.01 mm
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def media_type(data: bytes) -> str | None:
    """The media type of a picture that Word shows, by its first bytes; None for every other."""
    if len(data) < _SMALLEST:
        return None
    if data[:4] == b"\x01\0\0\0" and data[40:44] == b" EMF":
        return "image/x-emf"
    return next((kind for begin, kind in _BEGINNINGS if data.startswith(begin)), None)


def fitted_size(picture: Picture, width: int, height: int) -> tuple[int, int] | None:
    """Width and height in EMU, never larger than the type area (twips), in the picture's own proportion; None when Word cannot show it or its size cannot be found."""
    wide, high = picture.width, picture.height
    if media_type(picture.data) is None:
        return None
    if not (wide > 0 and high > 0):
        own = _own_size(picture.data)
        if own is None:
            return None
        wide, high = own
    scale = min(1.0, width * EMU / wide, height * EMU * _HIGHEST / high)
    return max(1, round(wide * scale)), max(1, round(high * scale))


def _own_size(data: bytes) -> tuple[int, int] | None:
    kind = media_type(data)
    if kind in ("image/x-emf", "image/x-wmf"):
        size = _drawn_size(data)
        return size if size and min(size) > 0 else None
    from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
    from docx.image.image import Image

    try:
        image = Image.from_file(BytesIO(data))
        size = int(image.width), int(image.height)
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError, ZeroDivisionError):
        return None
    return size if min(size) > 0 else None


def _drawn_size(data: bytes) -> tuple[int, int] | None:
    """Of an EMF its frame (0.01 mm), of a placeable WMF its box and units to the inch ([MS-EMF] 2.2.9, [MS-WMF] 2.3.2.3)."""
    if data[40:44] == b" EMF":
        left, top, right, bottom = unpack_from("<4i", data, 24)
        return (right - left) * _HUNDREDTH, (bottom - top) * _HUNDREDTH
    if data[:4] == b"\xd7\xcd\xc6\x9a":
        left, top, right, bottom, inch = unpack_from("<4hH", data, 6)
        unit = _EMU_PER_INCH // (inch or 1440)
        return (right - left) * unit, (bottom - top) * unit
    return None


def drawing(relation: str, shape: int, width: int, height: int, crop: tuple[int, int, int, int] = (0, 0, 0, 0)) -> str:
    """A run with the inline picture behind the relationship id; `shape` is the drawing's id, unique in the volume, `crop` as in a Picture."""
    cut = ""
    if any(crop):
        left, top, right, bottom = crop
        cut = f'<a:srcRect l="{left}" t="{top}" r="{right}" b="{bottom}"/>'
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{shape}" name="图片"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_PIC}"><pic:pic xmlns:pic="{_PIC}">'
        f'<pic:nvPicPr><pic:cNvPr id="{shape}" name="图片"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip xmlns:r="{_R}" r:embed="{relation}"/>{cut}<a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        f"</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
