#!/bin/sh
# System packages that the tests need. Installs them where it may, otherwise names the command and fails.
set -eu

missing=""
need() { # program package
    PATH="$PATH:/usr/sbin:/sbin" command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}
need chromium chromium
need softhsm2-util softhsm2
need pdftotext poppler-utils
need zbarimg zbar-tools
need clamd clamav-daemon
need msgfmt gettext
need openssl openssl

as_root=no
if [ "$(id -u)" -eq 0 ]; then
    as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
fi

# Chromium without windows does the same with half the work; where it is not to be had, Chromium itself serves.
quicker() {
    if [ "$as_root" = no ] || command -v chromium-headless-shell >/dev/null 2>&1; then return; fi
    apt-cache show chromium-headless-shell >/dev/null 2>&1 || return 0
    echo "Installing chromium-headless-shell"
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends --no-upgrade \
        chromium-headless-shell >/dev/null 2>&1 </dev/null || true
}
if [ -z "$missing" ]; then
    quicker
    exit 0
fi

command="apt-get install -y --no-install-recommends$missing"
if ! command -v apt-get >/dev/null 2>&1; then
    echo "The tests need these packages of your system:$missing. Install them and run the command again." >&2
    exit 1
fi
if [ "$as_root" = no ]; then
    echo "The tests need more packages, and there is no permission to install them. Run this, then try again:" >&2
    echo "    sudo $command" >&2
    exit 1
fi
echo "Installing$missing"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { $as_root env DEBIAN_FRONTEND=noninteractive apt-get update &&
    $as_root env DEBIAN_FRONTEND=noninteractive $command; } >"$log" 2>&1 </dev/null; then
    tail -n 8 "$log" >&2
    echo "These packages could not be installed. Run this by hand, then try again:" >&2
    echo "    sudo $command" >&2
    exit 1
fi
quicker
