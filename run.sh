#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
# SPDX-License-Identifier: Apache-2.0
#
# Installs what is missing, builds, and opens the desktop.
#   ./run.sh [--build-only] [ARGUMENTS OF reeeductio-desktop…]
set -euo pipefail
cd "$(dirname "$0")"
. packaging/install-packages.sh

build_only=no
if [ "${1:-}" = --build-only ]; then
    build_only=yes
    shift
fi

install_packages packaging/debian-build-packages.txt
if [ ! -f build/release/build.ninja ]; then
    cmake --preset release >build-configure.log 2>&1 || { tail -n 20 build-configure.log >&2; fail "cmake could not configure the build"; }
    rm -f build-configure.log
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
exec "$programs/reeeductio-desktop" "$@"
