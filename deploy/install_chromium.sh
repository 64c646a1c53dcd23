#!/bin/sh
# Installs the browser of the tests by the system's package manager, if it is missing and we may.
# What can't be had is named here, and the tests that need it are skipped.
set -eu
. "$(dirname "$0")/system_package.sh"

has_chromium() {
    for browser in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$browser" >/dev/null && return 0
    done
    return 1
}

has_chromium && exit 0
if may_install && install_package chromium && has_chromium; then
    exit 0
fi
echo "Chromium is not here and can't be installed (it takes root or sudo, and a package manager)." \
    "The tests in a browser will be skipped." >&2
