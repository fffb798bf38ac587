#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
# SPDX-License-Identifier: Apache-2.0
#
# Installs what is missing, builds, and runs every test: all of them as shipped, all but the peers' and the
# package's again under the address and undefined-behaviour sanitizers, what has no Qt in it under the thread sanitizer.
#   ./test.sh [release] [asan] [tsan]     only these
set -euo pipefail
cd "$(dirname "$0")"
. packaging/install-packages.sh

presets=("$@")
[ ${#presets[@]} -gt 0 ] || presets=(release asan tsan)
jobs=$(nproc)

build() {
    echo "== $1: build"
    cmake --preset "$1" >"build/$1.configure.log" 2>&1 || { tail -n 20 "build/$1.configure.log" >&2; fail "cmake could not configure $1"; }
    shift
    cmake --build "$@" || fail "the build failed"
}

mkdir -p build
install_packages packaging/debian-build-packages.txt packaging/debian-test-packages.txt
for preset in "${presets[@]}"; do
    case $preset in
    release | asan | tsan) ;;
    *) fail "no such part: $preset (release, asan, tsan)" ;;
    esac
    build "$preset" --preset "$preset"
    echo "== $preset: tests"
    ctest --preset "$preset" -j "$jobs" || fail "tests failed under $preset"
done
echo "all passed: ${presets[*]}"
