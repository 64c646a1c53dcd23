#!/bin/sh
# Installs the PostgreSQL of the tests by the system's package manager, if it is missing and we may.
# The tests start a cluster of their own, in a temporary folder. What can't be had is named here, and the tests that need
# it are skipped.
set -eu

has_postgresql() {
    command -v initdb >/dev/null && return 0
    for program in /usr/lib/postgresql/*/bin/initdb; do
        [ -x "$program" ] && return 0
    done
    return 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
    [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }
}

install_postgresql() {
    if command -v apt-get >/dev/null; then
        as_root apt-get update -q && as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -q --no-install-recommends postgresql
    elif command -v dnf >/dev/null; then
        as_root dnf install -y postgresql-server
    elif command -v pacman >/dev/null; then
        as_root pacman -S --noconfirm postgresql
    elif command -v apk >/dev/null; then
        as_root apk add postgresql
    else
        echo "no package manager that we know" >&2
        return 1
    fi
}

has_postgresql && exit 0
if may_install && install_postgresql && has_postgresql; then
    exit 0
fi
echo "PostgreSQL is not here and can't be installed (it takes root or sudo, and a package manager)." \
    "The tests on PostgreSQL will be skipped." >&2
