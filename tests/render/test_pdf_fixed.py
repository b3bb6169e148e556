"""Two exports of the same document are the same file."""

from jingyan.render.pdf_fixed import fixed_pdf

TAIL = b"<</CreationDate(D:%s+08'00')>>\ntrailer\n/ID [ <%s>\n<%s> ]\n/DocChecksum /%s\n>>"


def export(time: bytes, mark: bytes, body: bytes = b"page") -> bytes:
    return b"%PDF-1.6\n" + body + TAIL % (time, mark, mark, mark)


def test_time_and_ids_come_from_the_content() -> None:
    one = fixed_pdf(export(b"20261122024810", b"E1AF2A5D64811C7B2BCA616F6925798E"))
    two = fixed_pdf(export(b"20270101000000", b"1A75ABF17D2EFAA49D65191416E15EF7"))
    other = fixed_pdf(export(b"20270101000000", b"1A75ABF17D2EFAA49D65191416E15EF7", b"another page"))
    assert one == two
    assert len(one) == len(export(b"20261122024810", b"E1AF2A5D64811C7B2BCA616F6925798E"))
    assert one[-60:] != other[-60:]


def test_another_programs_pdf_is_left_alone() -> None:
    assert fixed_pdf(b"%PDF-1.4 nothing of the kind") == b"%PDF-1.4 nothing of the kind"
