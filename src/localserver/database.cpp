// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "localserver/database.h"

#include <QDir>
#include <QFile>
#include <QSqlError>
#include <QUuid>

#include <array>

using namespace Qt::StringLiterals;

namespace reeeductio::localserver {

namespace {

// A message is kept as the JSON that is sent, so that a page is a concatenation. `hash` is the 33 bytes of
// the id. Texts are stored as bytes: a text column would cost a conversion on every read.
constexpr std::array schema{
    "CREATE TABLE topics (id INTEGER PRIMARY KEY, space BLOB NOT NULL, name BLOB NOT NULL)",
    "CREATE UNIQUE INDEX topics_by_name ON topics (space, name)",
    "CREATE TABLE messages (id INTEGER PRIMARY KEY, topic INTEGER NOT NULL REFERENCES topics,"
    " server_timestamp INTEGER NOT NULL, hash BLOB NOT NULL, json BLOB NOT NULL)",
    "CREATE UNIQUE INDEX messages_by_time ON messages (topic, server_timestamp)",
    "CREATE UNIQUE INDEX messages_by_hash ON messages (hash)",
    "CREATE TABLE data (id INTEGER PRIMARY KEY, space BLOB NOT NULL, path BLOB NOT NULL,"
    " signed_by BLOB NOT NULL, signed_at INTEGER NOT NULL, json BLOB NOT NULL)",
    "CREATE UNIQUE INDEX data_by_path ON data (space, path)",
    "CREATE TABLE blob_references (blob BLOB NOT NULL, space BLOB NOT NULL, uploader BLOB NOT NULL,"
    " PRIMARY KEY (blob, space, uploader)) WITHOUT ROWID",
    "CREATE TABLE tool_uses (space BLOB NOT NULL, tool BLOB NOT NULL, uses INTEGER NOT NULL,"
    " PRIMARY KEY (space, tool)) WITHOUT ROWID",
};

constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner;

ErrorCode codeOf(const QSqlError &error)
{
    switch (error.nativeErrorCode().toInt() & 0xff) { // SQLite's primary result code
    case 5:                                           // BUSY
    case 6:                                           // LOCKED
        return ErrorCode::Locked;
    case 11: // CORRUPT
    case 26: // NOTADB
        return ErrorCode::Damaged;
    case 13: // FULL
        return ErrorCode::DiskFull;
    case 14: // CANTOPEN
        return ErrorCode::CannotOpen;
    default:
        return ErrorCode::CannotWrite;
    }
}

tl::unexpected<Error> failed(const QSqlError &error)
{
    return fail(ErrorKind::Storage, codeOf(error), error.text());
}

//! SQLite gives its other files the rights of the first.
Result<void> prepareFile(const QString &directory, const QString &path)
{
    if (!QDir().mkpath(directory) || !QFile::setPermissions(directory, ownerOnly | QFile::ExeOwner))
        return fail(ErrorKind::Storage, ErrorCode::CannotWrite, directory);
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite))
        return fail(ErrorKind::Storage, ErrorCode::CannotOpen, path);
    if (!file.setPermissions(ownerOnly))
        return fail(ErrorKind::Storage, ErrorCode::CannotWrite, path);
    return {};
}

} // namespace

Result<std::unique_ptr<Database>> Database::open(const QString &directory)
{
    const auto path = QDir(directory).filePath(u"server.db"_s);
    if (auto prepared = prepareFile(directory, path); !prepared)
        return fail(prepared.error());
    std::unique_ptr<Database> database(new Database(path));
    if (!database->m_connection.open())
        return failed(database->m_connection.lastError());
    if (auto configured = database->configure(); !configured)
        return fail(configured.error());
    if (auto raised = database->raiseSchema(); !raised)
        return fail(raised.error());
    return database;
}

Database::Database(const QString &path)
    : m_connection(
          QSqlDatabase::addDatabase(u"QSQLITE"_s, QUuid::createUuid().toString(QUuid::WithoutBraces)))
{
    m_connection.setDatabaseName(path);
    m_connection.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=0"_s); // who holds it holds it for good
}

Database::~Database()
{
    const auto name = m_connection.connectionName();
    m_connection = {};
    QSqlDatabase::removeDatabase(name);
}

Result<void> Database::configure()
{
    for (const auto &pragma : {u"locking_mode = EXCLUSIVE"_s, u"journal_mode = WAL"_s,
                               u"synchronous = FULL"_s, u"foreign_keys = ON"_s, u"cache_size = -16384"_s}) {
        if (auto set = execute(u"PRAGMA "_s + pragma); !set)
            return set;
    }
    return {};
}

Result<void> Database::raiseSchema()
{
    QSqlQuery version(m_connection);
    if (!version.exec(u"PRAGMA user_version"_s) || !version.next())
        return failed(version.lastError());
    const int found = version.value(0).toInt();
    version.finish();
    if (found > SchemaVersion)
        return fail(ErrorKind::Storage, ErrorCode::TooNew,
                    u"schema %1, this program knows %2"_s.arg(found).arg(SchemaVersion));
    auto transaction = Transaction::begin(*this);
    if (!transaction)
        return fail(transaction.error());
    if (found == 0) {
        for (const char *statement : schema) {
            if (auto made = execute(QString::fromLatin1(statement)); !made)
                return made;
        }
    }
    if (auto set = execute(u"PRAGMA user_version = %1"_s.arg(SchemaVersion)); !set)
        return set;
    return transaction->commit(); // even with nothing to do: the first write takes the lock
}

Result<void> Database::execute(const QString &sql)
{
    QSqlQuery query(m_connection);
    if (!query.exec(sql))
        return failed(query.lastError());
    return {};
}

Result<void> Rows::check() const
{
    if (m_query->lastError().isValid())
        return failed(m_query->lastError());
    return {};
}

Statement::Statement(const Database &database, const QString &sql) : m_query(database.m_connection)
{
    m_query.setForwardOnly(true);
    m_query.prepare(sql); // a failure shows again, with its cause, when it is run
}

Result<Rows> Statement::query(const QVariantList &values)
{
    for (qsizetype i = 0; i < values.size(); ++i)
        m_query.bindValue(static_cast<int>(i), values[i]);
    if (!m_query.exec())
        return failed(m_query.lastError());
    return Rows(m_query);
}

Result<void> Statement::run(const QVariantList &values)
{
    const auto rows = query(values);
    if (!rows)
        return fail(rows.error());
    return {};
}

Result<Transaction> Transaction::begin(Database &database)
{
    if (!database.m_connection.transaction())
        return failed(database.m_connection.lastError());
    return Transaction(database);
}

Transaction::~Transaction()
{
    if (m_database)
        m_database->m_connection.rollback();
}

Result<void> Transaction::commit()
{
    if (!m_database->m_connection.commit())
        return failed(m_database->m_connection.lastError());
    m_database = nullptr;
    return {};
}

} // namespace reeeductio::localserver
