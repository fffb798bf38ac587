#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
# SPDX-License-Identifier: Apache-2.0
#
# Installs what is missing, builds, and opens the desktop.
#   ./run.sh [--build-only] [ARGUMENTS OF reeeductio-desktop…]
set -euo pipefail
started_in=$PWD
cd "$(dirname "$0")"
. packaging/install-packages.sh

build_only=no
if [ "${1:-}" = --build-only ]; then
    build_only=yes
    shift
fi

install_packages packaging/debian-build-packages.txt
if [ ! -f build/release/build.ninja ]; then
    mkdir -p build
    cmake --preset release >build/release.configure.log 2>&1 ||
        { tail -n 20 build/release.configure.log >&2; fail "cmake could not configure the build"; }
fi
cmake --build --preset release --target reeeductio-desktop reeeductio-admin reeeductio-localserver || fail "the build failed"

programs=$PWD/build/release/bin
if [ "$build_only" = yes ]; then
    echo "built: $programs"
    exit 0
fi
if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-}" ]; then
    fail "there is no display to open a window on; the programs are in $programs"
fi
cd "$started_in" # paths in the arguments are of that folder
exec "$programs/reeeductio-desktop" "$@"
