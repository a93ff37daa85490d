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
[ -n "$missing" ] || exit 0

command="apt-get install -y --no-install-recommends$missing"
if ! command -v apt-get >/dev/null 2>&1; then
    echo "The tests need these packages of your system:$missing. Install them and run the command again." >&2
    exit 1
fi
as_root=""
if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        as_root="sudo -n"
    else
        echo "The tests need more packages, and there is no permission to install them. Run this, then try again:" >&2
        echo "    sudo $command" >&2
        exit 1
    fi
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
