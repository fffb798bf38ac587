// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "sourcetree.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio::test {

QList<SourceFile> filesBelow(const QString &folder, const QStringList &endings)
{
    const QDir project(QStringLiteral(PROJECT_DIR));
    QStringList filters;
    for (const auto &ending : endings)
        filters << u'*' + ending;
    QList<SourceFile> files;
    QDirIterator found(project.filePath(folder), filters, QDir::Files, QDirIterator::Subdirectories);
    while (found.hasNext()) {
        QFile file(found.next());
        if (!file.open(QIODevice::ReadOnly))
            qFatal("cannot read %s", qPrintable(file.fileName()));
        files << SourceFile{project.relativeFilePath(file.fileName()), file.readAll()};
    }
    std::sort(files.begin(), files.end(),
              [](const SourceFile &a, const SourceFile &b) { return a.path < b.path; });
    return files;
}

} // namespace reeeductio::test
