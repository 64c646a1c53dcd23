#!/bin/sh
# Installs the PostgreSQL of the tests by the system's package manager, if it is missing and we may.
# The tests start a cluster of their own, in a temporary folder. What can't be had is named here, and the tests that need
# it are skipped.
set -eu
. "$(dirname "$0")/system_package.sh"

has_postgresql() {
    command -v initdb >/dev/null && return 0
    for program in /usr/lib/postgresql/*/bin/initdb; do
        [ -x "$program" ] && return 0
    done
    return 1
}

has_postgresql && exit 0
if may_install && install_package postgresql postgresql-server && has_postgresql; then
    exit 0
fi
echo "PostgreSQL is not here and can't be installed (it takes root or sudo, and a package manager)." \
    "The tests on PostgreSQL will be skipped." >&2
