# SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
# SPDX-License-Identifier: Apache-2.0

# One layer of the house: a static library reeeductio_<name>, alias Reeeductio::<name>, whose headers are included as
# "<name>/file.h". Which layers a layer may link is the same table that tests/architecture checks by includes.
#
#   reeeductio_add_layer(<name> [INSTALLED] [WIDGETS] SOURCES … [PUBLIC libs…] [PRIVATE libs…])
function(reeeductio_add_layer name)
    cmake_parse_arguments(LAYER "INSTALLED;WIDGETS" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    set(target reeeductio_${name})
    add_library(${target} STATIC ${LAYER_SOURCES})
    add_library(Reeeductio::${name} ALIAS ${target})
    target_compile_features(${target} PUBLIC cxx_std_20)
    set_target_properties(${target} PROPERTIES EXPORT_NAME ${name} POSITION_INDEPENDENT_CODE ON)
    target_include_directories(${target} PUBLIC
        $<BUILD_INTERFACE:${CMAKE_SOURCE_DIR}/src>
        $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/reeeductio>)
    target_link_libraries(${target} PUBLIC ${LAYER_PUBLIC} PRIVATE ${LAYER_PRIVATE} $<BUILD_INTERFACE:reeeductio_flags>)
    if(LAYER_WIDGETS)
        reeeductio_precompile(${target} widgets)
    else()
        reeeductio_precompile(${target} core)
    endif()
    if(LAYER_INSTALLED)
        set_property(GLOBAL APPEND PROPERTY REEEDUCTIO_INSTALLED_TARGETS ${target})
        install(DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/
            DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/reeeductio/${name}
            COMPONENT sdk
            FILES_MATCHING PATTERN "*.h")
    endif()
endfunction()
