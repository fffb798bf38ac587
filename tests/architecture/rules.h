// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace reeeductio::test {

//! A file of the project, its path from the project's folder on: `src/base/error.h`.
struct SourceFile
{
    QString path;
    QByteArray text;
};

// Each rule gives its complaints, "path:line: what is wrong"; none is good. Pure, so that they can be shown
// to fail.

//! An include of a layer that the file's own layer may not know, of a header of no layer, or by a wrong form.
QStringList wrongArrows(const SourceFile &file);
//! libsodium and OpenSSL outside of crypto's .cpp files.
QStringList strayCryptoHeaders(const SourceFile &file);
//! Boost outside of the local server, curl outside of net, and either in more than two files there.
QStringList strayLibraryHeaders(const QList<SourceFile> &files);
//! Widgets and windows below the item models, widgets in these.
QStringList strayGuiHeaders(const SourceFile &file);
//! The same, said by what a layer's CMakeLists.txt links; and layers it may not link.
QStringList wrongLinks(const SourceFile &cmakeFile);
//! Nested event loops and blocking waits.
QStringList waits(const SourceFile &file);
QStringList missingLicence(const SourceFile &file);
QStringList tooLong(const SourceFile &file, int mostLines = 600);

//! Files that neither their folder's CMakeLists.txt nor one above it names. A test `tst_x.cpp` may be named
//! by its `x` alone. `cmakeFiles` also must not glob.
QStringList unlisted(const QList<SourceFile> &files, const QList<SourceFile> &cmakeFiles);

//! The text without comments and without what stands in string literals; lines stay where they are.
QByteArray codeOnly(const QByteArray &text);

} // namespace reeeductio::test
