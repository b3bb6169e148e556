"""Which Chinese fonts this machine has, and rules that give the licensed office fonts a sensible stand-in."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

# The fonts of GB/T 9704 layouts are licensed and seldom installed outside Windows. Without rules fontconfig answers DejaVu Sans
# and LibreOffice picks any Chinese font for all of them; these stand-ins keep song, kai, fangsong and hei apart where they can.
STAND_INS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "仿宋_GB2312",
        ("仿宋", "FangSong", "FZFangSong-Z02", "Noto Serif CJK SC", "Source Han Serif SC", "AR PL UMing CN"),
    ),
    ("仿宋", ("FangSong", "仿宋_GB2312", "Noto Serif CJK SC", "Source Han Serif SC", "AR PL UMing CN")),
    ("楷体_GB2312", ("楷体", "KaiTi", "AR PL UKai CN", "LXGW WenKai", "Noto Serif CJK SC", "Source Han Serif SC")),
    ("楷体", ("KaiTi", "楷体_GB2312", "AR PL UKai CN", "LXGW WenKai", "Noto Serif CJK SC", "Source Han Serif SC")),
    (
        "方正小标宋简体",
        ("方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "Noto Serif CJK SC", "Source Han Serif SC", "AR PL UMing CN"),
    ),
    (
        "Times New Roman",
        ("Liberation Serif", "Tinos", "Nimbus Roman", "TeX Gyre Termes", "FreeSerif", "Noto Serif CJK SC"),
    ),
    ("黑体", ("SimHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei")),
    ("宋体", ("SimSun", "Noto Serif CJK SC", "Source Han Serif SC", "AR PL UMing CN")),
)


# Without fontconfig (Windows, macOS) the system's own Chinese fonts are known by their files.
SYSTEM_FONTS = (
    ("SimSun", "C:/Windows/Fonts/simsun.ttc"),
    ("Microsoft YaHei", "C:/Windows/Fonts/msyh.ttc"),
    ("FangSong", "C:/Windows/Fonts/simfang.ttf"),
    ("PingFang SC", "/System/Library/Fonts/PingFang.ttc"),
    ("STHeiti", "/System/Library/Fonts/STHeiti Light.ttc"),
)


def chinese_fonts() -> tuple[str, ...]:
    """Names of installed font families that cover simplified Chinese, sorted; () when there are none."""
    program = shutil.which("fc-list")
    if program is None:
        return tuple(sorted(name for name, file in SYSTEM_FONTS if Path(file).is_file()))
    try:
        listed = subprocess.run([program, ":lang=zh-cn", "family"], capture_output=True, timeout=30, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ()
    families = {name.strip() for line in listed.decode("utf-8", "replace").splitlines() for name in line.split(",")}
    return tuple(sorted(families - {""}))


def has_times_widths() -> bool:
    """True if a Latin font as wide as Times New Roman is installed, without which lines break elsewhere than in Word; True where fontconfig is not used."""
    program = shutil.which("fc-list")
    if program is None:
        return True
    try:
        listed = subprocess.run([program, ":", "family"], capture_output=True, timeout=30, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return True
    return any(name in listed for name in (b"Times New Roman", b"Liberation Serif", b"Tinos"))


def font_rules(folder: Path) -> Mapping[str, str]:
    """Environment for a program that uses fontconfig: a rules file in `folder` that includes the machine's own; {} where fontconfig is not used."""
    base = Path("/etc/fonts/fonts.conf")
    if not base.is_file():
        return {}
    file = folder / "jingyan-fonts.conf"
    file.write_text(_rules(base), encoding="utf-8")
    return {"FONTCONFIG_FILE": str(file)}


def _rules(base: Path) -> str:
    aliases = "".join(
        f'<alias binding="same"><family>{name}</family><accept>{families}</accept></alias>'
        for name, stand_ins in STAND_INS
        for families in ["".join(f"<family>{escape(s)}</family>" for s in stand_ins)]
    )
    head = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
    return f'{head}<fontconfig>{aliases}<include ignore_missing="yes">{base}</include></fontconfig>'
