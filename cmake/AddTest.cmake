# SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
# SPDX-License-Identifier: Apache-2.0

# There are 150 test programs, each linked with everything below it: lld takes a fifth of the usual linker's time.
find_program(REEEDUCTIO_LLD ld.lld)

# reeeductio_add_test(<name> LABEL unit|models|gui|integration|interop|architecture
#                     [SOURCES …] [LIBRARIES …] [TIMEOUT s])
# Builds tests/<label>/tst_<name>.cpp unless SOURCES says otherwise. Vectors are found through TEST_DATA_DIR.
function(reeeductio_add_test name)
    cmake_parse_arguments(TEST "" "LABEL;TIMEOUT" "SOURCES;LIBRARIES" ${ARGN})
    if(NOT TEST_SOURCES)
        set(TEST_SOURCES tst_${name}.cpp)
    endif()
    if(NOT TEST_TIMEOUT)
        set(TEST_TIMEOUT 120)
    endif()
    set(target tst_${name})
    add_executable(${target} ${TEST_SOURCES})
    set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    target_link_libraries(${target} PRIVATE ${TEST_LIBRARIES} reeeductio_flags)
    # A test's class stands in its one source: one run of moc does what AUTOMOC takes two steps and a file for. It knows
    # nothing of the compiler's own macros: no #if around a slot.
    set_target_properties(${target} PROPERTIES AUTOMOC OFF)
    qt_generate_moc(tst_${name}.cpp tst_${name}.moc TARGET ${target})
    target_sources(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/tst_${name}.moc)
    target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
    target_compile_options(${target} PRIVATE ${REEEDUCTIO_TEST_OPTIONS})
    if(REEEDUCTIO_LLD)
        target_link_options(${target} PRIVATE -fuse-ld=lld)
    endif()
    if(TEST_LABEL STREQUAL "gui")
        reeeductio_precompile(${target} test_widgets)
    else()
        reeeductio_precompile(${target} test_core)
    endif()
    target_compile_definitions(${target} PRIVATE TEST_DATA_DIR="${CMAKE_SOURCE_DIR}/tests")
    add_test(NAME ${name} COMMAND ${target})
    set_tests_properties(${name} PROPERTIES
        LABELS ${TEST_LABEL}
        TIMEOUT ${TEST_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;QT_LOGGING_RULES=*.debug=false;LC_ALL=C.UTF-8")
endfunction()
