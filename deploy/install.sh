#!/bin/sh
# Makes .venv and installs one hashed lock into it: `deploy/install.sh main` or `deploy/install.sh test`.
# Does nothing when that lock is what was installed last. The lock of the tests holds all of the main one.
set -eu
cd "$(dirname "$0")/.."

lock=$1
installed=.venv/installed

say() { printf '%s\n' "$*" >&2; }

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

is_installed() { is_new_enough .venv/bin/python && cmp -s "requirements/$lock.txt" "$installed/$lock.txt"; }

find_python() {
    for python in "${PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11; do
        if is_new_enough "$python"; then
            echo "$python"
            return
        fi
    done
    say "Rejoinder needs Python 3.11 or newer, and ${PYTHON:-python3} is $(version_of "${PYTHON:-python3}")." \
        "Name another one: make run PYTHON=/path/to/python3"
    return 1
}

version_of() { "$1" --version 2>/dev/null || echo "not there"; }

make_venv() {
    python=$(find_python)
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        say "$(version_of "$python") can't make virtual environments here: install python3-venv" \
            "(on Debian: apt install python3-venv) and try again."
        return 1
    fi
    say "Making .venv with $(version_of "$python")."
    "$python" -m venv --clear .venv
}

has_pip() { is_new_enough .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1; }

is_installed && exit 0
has_pip || make_venv
say "Installing requirements/$lock.txt into .venv; this happens only when the list has changed."
mkdir -p "$installed"
rm -f "$installed/$lock.txt"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "requirements/$lock.txt"
cp "requirements/$lock.txt" "$installed/$lock.txt"
if [ "$lock" = test ]; then
    cp requirements/main.txt "$installed/main.txt"
fi
