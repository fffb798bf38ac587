# SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
# SPDX-License-Identifier: Apache-2.0

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # For files that use precompiled headers (ccache's manual, "Precompiled headers"); the last keeps it from reading
    # 160 MB of them again for every file.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
        CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_INODECACHE=true ${CCACHE_PROGRAM})
endif()
