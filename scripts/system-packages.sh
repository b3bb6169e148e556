#!/bin/sh
# Install the system programs that make the job better, where that is possible (root on Debian); otherwise say in one
# sentence what to install and what is done without it. Never fails: the Python side works without any of them.
missing=""
python3 -c "import ensurepip, venv" >/dev/null 2>&1 || missing="$missing python3-venv"
command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-writer-nogui"
if command -v soffice >/dev/null 2>&1; then
  # Without its formula part LibreOffice prints equations as nothing.
  [ -e "$(dirname "$(readlink -f "$(command -v soffice)")")/libsmlo.so" ] || missing="$missing libreoffice-math-nogui"
else
  missing="$missing libreoffice-math-nogui"
fi
fc-list :lang=zh 2>/dev/null | grep -q . || missing="$missing fontconfig fonts-noto-cjk"
# Digits as wide as those of Times New Roman, or lines break elsewhere than in Word.
fc-list 2>/dev/null | grep -qE "Times New Roman|Liberation Serif|Tinos" || missing="$missing fonts-liberation"
command -v pdftotext >/dev/null 2>&1 || missing="$missing poppler-utils"
if [ "${1:-}" = "--tests" ]; then
  command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
  command -v chromedriver >/dev/null 2>&1 || missing="$missing chromium-driver"
fi
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "正在安装系统软件:$missing"
  if apt-get update -qq >/dev/null 2>&1 &&
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null 2>&1; then
    exit 0
  fi
  echo "系统软件没有装上:$missing"
fi
echo "缺少:$missing。可以请管理员安装;没有它们时目录用估算页码、不生成 PDF,旧格式来稿可能读不了,相应的测试会跳过。"
exit 0
