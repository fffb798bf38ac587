# SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
# SPDX-License-Identifier: Apache-2.0

# Every target of this project links reeeductio_flags; nothing is set directory-wide, so that what find_package
# brings in is compiled by its own rules.
add_library(reeeductio_flags INTERFACE)

target_compile_options(reeeductio_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wold-style-cast -Woverloaded-virtual -Wimplicit-fallthrough
    $<$<BOOL:${REEEDUCTIO_WERROR}>:-Werror>
    # g++ 12 believes, wherever it inlines deep enough, that the union in tl::expected is read before it is written.
    -Wno-error=maybe-uninitialized
)

# A tenth of g++'s time goes into tidying up memory: below 1 GB it need not, where each job can have that much.
cmake_host_system_information(RESULT memory QUERY TOTAL_PHYSICAL_MEMORY) # MiB
cmake_host_system_information(RESULT cores QUERY NUMBER_OF_LOGICAL_CORES)
math(EXPR memory_a_job "${memory} / (${cores} + 2)")
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND memory_a_job GREATER 1500)
    target_compile_options(reeeductio_flags INTERFACE --param=ggc-min-heapsize=1048576)
endif()

target_compile_definitions(reeeductio_flags INTERFACE
    QT_NO_CAST_FROM_ASCII
    QT_NO_CAST_TO_ASCII
    QT_NO_CAST_FROM_BYTEARRAY
    QT_NO_URL_CAST_FROM_STRING
    QT_NO_KEYWORDS
    QT_NO_FOREACH
    QT_NO_JAVA_STYLE_ITERATORS
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_DISABLE_DEPRECATED_BEFORE=0x060400
)

if(REEEDUCTIO_SANITIZE)
    target_compile_options(reeeductio_flags INTERFACE
        -fsanitize=${REEEDUCTIO_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(reeeductio_flags INTERFACE -fsanitize=${REEEDUCTIO_SANITIZE})
endif()

# What is tested is optimised as it ships (under sanitizers: a little); the tests themselves need not be.
set(REEEDUCTIO_TEST_OPTIONS $<$<CONFIG:RelWithDebInfo>:-O1>)
if(REEEDUCTIO_SANITIZE)
    set(REEEDUCTIO_TEST_OPTIONS -O0)
endif()

if(REEEDUCTIO_HARDENED)
    target_compile_options(reeeductio_flags INTERFACE
        -fstack-protector-strong -fstack-clash-protection -fcf-protection -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
    target_compile_definitions(reeeductio_flags INTERFACE _GLIBCXX_ASSERTIONS)
    target_link_options(reeeductio_flags INTERFACE -Wl,-z,relro,-z,now)
    set(CMAKE_POSITION_INDEPENDENT_CODE ON)
endif()
