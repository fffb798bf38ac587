# SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
# SPDX-License-Identifier: Apache-2.0
#
# Sourced by run.sh and test.sh: installs what is missing, and says what.

fail() {
    echo "error: $*" >&2
    exit 1
}

# install_packages LIST…: files of Debian package names, a name a line.
install_packages() {
    local missing=() package
    command -v dpkg-query >/dev/null || fail "this installs Debian packages; elsewhere install what $* name, then build with cmake"
    while read -r package; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
    done < <(cat "$@" | sed 's/#.*//; /^[[:space:]]*$/d')
    [ ${#missing[@]} -eq 0 ] && return
    echo "installing: ${missing[*]}"
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "to install packages run this as root, or install sudo"
        as_root=(sudo)
    fi
    local log
    log=$(mktemp)
    {
        "${as_root[@]}" apt-get update &&
            "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
    } >"$log" 2>&1 || { tail -n 15 "$log" >&2; fail "the packages could not be installed"; }
    rm -f "$log"
}
