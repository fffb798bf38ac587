# SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
# SPDX-License-Identifier: Apache-2.0

include(CMakePackageConfigHelpers)

# The SDK: find_package(Reeeductio) gives Reeeductio::client and the layers below it.
get_property(installed_targets GLOBAL PROPERTY REEEDUCTIO_INSTALLED_TARGETS)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/Reeeductio)
install(TARGETS ${installed_targets} EXPORT ReeeductioTargets
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT sdk)
install(EXPORT ReeeductioTargets NAMESPACE Reeeductio:: DESTINATION ${package_dir} COMPONENT sdk)
configure_package_config_file(${CMAKE_SOURCE_DIR}/cmake/ReeeductioConfig.cmake.in
    ${CMAKE_BINARY_DIR}/ReeeductioConfig.cmake INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(${CMAKE_BINARY_DIR}/ReeeductioConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/ReeeductioConfig.cmake ${CMAKE_BINARY_DIR}/ReeeductioConfigVersion.cmake
    DESTINATION ${package_dir} COMPONENT sdk)

# What a desktop needs to know the program by.
install(FILES ${CMAKE_SOURCE_DIR}/packaging/reeeductio-desktop.desktop
    DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES ${CMAKE_SOURCE_DIR}/packaging/reeeductio-desktop.metainfo.xml
    DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
install(FILES ${CMAKE_SOURCE_DIR}/resources/icons/app.svg
    DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps RENAME reeeductio-desktop.svg)
