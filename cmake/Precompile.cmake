# SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
# SPDX-License-Identifier: Apache-2.0

# What nearly every file includes is parsed once per build, not 600 times: half of the time a compiler needs for a file
# of this project goes into reading the standard library and Qt. A file still includes what it uses: the preset `dev`, for
# daily work, builds without this. (CI does not: it would take a third build.)
option(REEEDUCTIO_PRECOMPILE "Parse common headers once per build (GCC and Clang)" OFF)

# One kit: an object library that holds the parsed headers for targets compiled with the same options.
function(reeeductio_add_precompiled_kit kit)
    set(target reeeductio_precompiled_${kit})
    cmake_parse_arguments(KIT "" "" "HEADERS;LIBRARIES;OPTIONS" ${ARGN})
    file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/${target}.cpp CONTENT "// Nothing but the headers.\n")
    add_library(${target} OBJECT ${CMAKE_CURRENT_BINARY_DIR}/${target}.cpp)
    set_target_properties(${target} PROPERTIES AUTOMOC OFF POSITION_INDEPENDENT_CODE ON)
    target_include_directories(${target} PRIVATE ${CMAKE_SOURCE_DIR}/src)
    target_link_libraries(${target} PRIVATE ${KIT_LIBRARIES} reeeductio_flags)
    target_compile_options(${target} PRIVATE ${KIT_OPTIONS})
    target_precompile_headers(${target} PRIVATE ${KIT_HEADERS})
endfunction()

# The kits: `core` for what knows no window, `widgets` for what does, and both once more as tests are compiled.
function(reeeductio_add_precompiled_kits)
    if(NOT REEEDUCTIO_PRECOMPILE)
        return()
    endif()
    set(core_headers
        <algorithm> <array> <chrono> <functional> <limits> <memory> <optional> <utility> <variant> <vector>
        <tl/expected.hpp>
        <QByteArray> <QCoreApplication> <QDateTime> <QDir> <QFile> <QHash> <QJsonArray> <QJsonDocument> <QJsonObject>
        <QList> <QLocale> <QMap> <QMetaEnum> <QObject> <QPointer> <QProcess> <QRandomGenerator> <QSet> <QString>
        <QStringList> <QTemporaryDir> <QThread> <QTimer> <QUrl> <QUrlQuery> <QVariant>
        ${CMAKE_SOURCE_DIR}/src/base/pending.h ${CMAKE_SOURCE_DIR}/src/base/secretbytes.h)
    set(widgets_headers ${core_headers}
        <QAbstractListModel> <QAbstractTableModel> <QComboBox> <QDialog> <QDialogButtonBox> <QFormLayout> <QIcon>
        <QImage> <QKeyEvent> <QLabel> <QLineEdit> <QListView> <QMenu> <QPainter> <QPlainTextEdit> <QPushButton>
        <QSortFilterProxyModel> <QStackedWidget> <QStyledItemDelegate> <QTreeView> <QVBoxLayout> <QWidget>)
    reeeductio_add_precompiled_kit(core HEADERS ${core_headers} LIBRARIES Qt6::Core)
    reeeductio_add_precompiled_kit(widgets HEADERS ${widgets_headers} LIBRARIES Qt6::Widgets)
    reeeductio_add_precompiled_kit(test_core HEADERS ${core_headers} LIBRARIES Qt6::Core
        OPTIONS ${REEEDUCTIO_TEST_OPTIONS})
    reeeductio_add_precompiled_kit(test_widgets HEADERS ${widgets_headers} LIBRARIES Qt6::Widgets
        OPTIONS ${REEEDUCTIO_TEST_OPTIONS})
endfunction()

# Compiles `target` with the kit `core` or `widgets`.
function(reeeductio_precompile target kit)
    if(REEEDUCTIO_PRECOMPILE)
        target_precompile_headers(${target} REUSE_FROM reeeductio_precompiled_${kit})
        target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>) # for ccache
    endif()
endfunction()
