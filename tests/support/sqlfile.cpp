// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "support/sqlfile.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QtDebug>

using namespace Qt::StringLiterals;

namespace reeeductio::test {

namespace {

bool runAll(const QString &file, const QStringList &statements, const QString &connection)
{
    auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, connection);
    database.setDatabaseName(file);
    QSqlQuery query(database);
    if (!database.open())
        return false;
    for (const auto &statement : statements) {
        if (!query.exec(statement)) {
            qWarning("%s", qPrintable(query.lastError().text()));
            return false;
        }
    }
    return true;
}

} // namespace

bool runSql(const QString &file, const QStringList &statements)
{
    const auto connection = u"behind its back"_s;
    const bool isDone = runAll(file, statements, connection);
    QSqlDatabase::removeDatabase(connection);
    return isDone;
}

} // namespace reeeductio::test
