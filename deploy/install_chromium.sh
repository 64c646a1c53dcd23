#!/bin/sh
# Installs the browser of the tests by the system's package manager, if it is missing and we may.
# What can't be had is named here, and the tests that need it are skipped.
set -eu

has_chromium() {
    for browser in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$browser" >/dev/null && return 0
    done
    return 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
    [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }
}

install_chromium() {
    if command -v apt-get >/dev/null; then
        as_root apt-get update -q && as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -q --no-install-recommends chromium
    elif command -v dnf >/dev/null; then
        as_root dnf install -y chromium
    elif command -v pacman >/dev/null; then
        as_root pacman -S --noconfirm chromium
    elif command -v apk >/dev/null; then
        as_root apk add chromium
    else
        echo "no package manager that we know" >&2
        return 1
    fi
}

has_chromium && exit 0
if may_install && install_chromium && has_chromium; then
    exit 0
fi
echo "Chromium is not here and can't be installed (it takes root or sudo, and a package manager)." \
    "The tests in a browser will be skipped." >&2
