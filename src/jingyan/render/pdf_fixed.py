"""Make a PDF of LibreOffice depend on its content only: the time of day and the ids drawn from it are replaced in place."""

import hashlib
import re

# What LibreOffice's PDF export writes from the clock (seen in 7.4: two runs differ in nothing else). Every replacement has
# the length of what it replaces, so the cross-reference table stays right.
TIME = re.compile(rb"(/CreationDate\(D:)\d{14}")
CHECKSUM = re.compile(rb"(/DocChecksum /)[0-9A-F]{32}")
IDS = re.compile(rb"(/ID \[ <)[0-9A-F]{32}(>\s*<)[0-9A-F]{32}")
FIXED_TIME = b"20000101000000"


def fixed_pdf(data: bytes) -> bytes:
    """The same PDF with a fixed creation time, and ids made from its content; a PDF of another program comes back unchanged where nothing matches."""
    plain = TIME.sub(rb"\g<1>" + FIXED_TIME, data)
    plain = CHECKSUM.sub(rb"\g<1>" + b"0" * 32, IDS.sub(rb"\g<1>" + b"0" * 32 + rb"\g<2>" + b"0" * 32, plain))
    mark = hashlib.sha256(plain).hexdigest()[:32].upper().encode()
    return CHECKSUM.sub(rb"\g<1>" + mark, IDS.sub(rb"\g<1>" + mark + rb"\g<2>" + mark, plain))
