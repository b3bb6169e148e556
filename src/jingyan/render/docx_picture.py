"""Pictures in a volume: which formats Word shows, the size that fits the type area, and the drawing element."""

from io import BytesIO

from jingyan.model.source import Picture

EMU = 635  # a twip
EXTENSIONS = {
    "image/png": "png",
    "image/jpeg": "jpeg",
    "image/gif": "gif",
    "image/bmp": "bmp",
    "image/tiff": "tiff",
    "image/x-emf": "emf",
    "image/emf": "emf",
    "image/x-wmf": "wmf",
    "image/wmf": "wmf",
}
_HIGHEST = 0.85  # of the type area: leaves room for a caption
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def fitted_size(picture: Picture, width: int, height: int) -> tuple[int, int] | None:
    """Width and height in EMU, never larger than the type area (twips), in the picture's own proportion; None when its size cannot be found."""
    wide, high = picture.width, picture.height
    if not (wide > 0 and high > 0):
        own = _own_size(picture.data)
        if own is None:
            return None
        wide, high = own
    scale = min(1.0, width * EMU / wide, height * EMU * _HIGHEST / high)
    return max(1, round(wide * scale)), max(1, round(high * scale))


def _own_size(data: bytes) -> tuple[int, int] | None:
    from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
    from docx.image.image import Image

    try:
        image = Image.from_file(BytesIO(data))
        size = int(image.width), int(image.height)
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError, ZeroDivisionError):
        return None
    return size if min(size) > 0 else None


def drawing(relation: str, shape: int, width: int, height: int) -> str:
    """A run with the inline picture behind the relationship id; `shape` is the drawing's id, unique in the volume."""
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{shape}" name="图片"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_PIC}"><pic:pic xmlns:pic="{_PIC}">'
        f'<pic:nvPicPr><pic:cNvPr id="{shape}" name="图片"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip xmlns:r="{_R}" r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        f"</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
