#!/bin/sh
# Writes requirements/*.txt from requirements/*.in: every version, with its hashes, for every system and Python.
# What is locked already stays; `deploy/lock.sh --upgrade` takes the newest versions that the lists allow.
set -eu
cd "$(dirname "$0")/.."

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
"${PYTHON:-python3}" -m venv "$tools"
"$tools/bin/python" -m pip install --quiet --disable-pip-version-check uv

compile() {
    "$tools/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-header "$@"
}

compile requirements/main.in -o requirements/main.txt "$@"
compile requirements/test.in -o requirements/test.txt --constraint requirements/main.txt "$@"
