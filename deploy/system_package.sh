# To be read by a script (`. deploy/system_package.sh`) that needs a program which only the system's package manager has.

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
    [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }
}

# install_package NAME [NAME_FOR_DNF]
install_package() {
    if command -v apt-get >/dev/null; then
        as_root apt-get update -q && as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -q --no-install-recommends "$1"
    elif command -v dnf >/dev/null; then
        as_root dnf install -y "${2:-$1}"
    elif command -v pacman >/dev/null; then
        as_root pacman -S --noconfirm "$1"
    elif command -v apk >/dev/null; then
        as_root apk add "$1"
    else
        echo "no package manager that we know" >&2
        return 1
    fi
}
