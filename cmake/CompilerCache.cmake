# SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
# SPDX-License-Identifier: Apache-2.0

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()
