// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "store/database.h"

#include "base/logging.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>

#include <atomic>

#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

ErrorCode codeOf(const QSqlError &error)
{
    switch (error.nativeErrorCode().toInt() & 0xff) { // extended codes keep the basic one in their low byte
    case SQLITE_FULL:
        return ErrorCode::DiskFull;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ErrorCode::Damaged;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ErrorCode::Locked;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return ErrorCode::CannotOpen;
    default:
        return ErrorCode::CannotWrite;
    }
}

tl::unexpected<Error> failure(const QSqlError &error)
{
    return fail(ErrorKind::Storage, codeOf(error), error.databaseText());
}

//! A private file: no moment at which others could open it.
Result<void> makePrivate(const QString &path)
{
    if (!QDir().mkpath(QFileInfo(path).absolutePath()))
        return fail(ErrorKind::Storage, ErrorCode::CannotOpen, path);
    QFile file(path);
    if (file.exists())
        return {};
    const auto onlyOwner = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, onlyOwner))
        return fail(ErrorKind::Storage, ErrorCode::CannotOpen, path + u": "_s + file.errorString());
    return {};
}

//! SQLite takes a file of a few bytes for an empty one, and would write over what is left of another.
Result<void> recognise(const QString &path)
{
    constexpr QByteArrayView magic("SQLite format 3\0", 16);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Storage, ErrorCode::CannotOpen, path + u": "_s + file.errorString());
    if (const auto begin = file.read(magic.size()); !begin.isEmpty() && begin != magic)
        return fail(ErrorKind::Storage, ErrorCode::Damaged, path);
    return {};
}

QString freshConnectionName()
{
    static std::atomic<int> counter = 0;
    return u"reeeductio-%1"_s.arg(++counter);
}

} // namespace

Result<void> Statement::run(const QVariantList &values)
{
    m_query.finish();
    for (qsizetype i = 0; i < values.size(); ++i)
        m_query.bindValue(static_cast<int>(i), values[i]);
    if (!m_query.exec())
        return failure(m_query.lastError());
    return {};
}

Result<void> Statement::ok() const
{
    if (m_query.lastError().isValid())
        return failure(m_query.lastError());
    return {};
}

Database::Database(Access access)
    : m_database(QSqlDatabase::addDatabase(u"QSQLITE"_s, freshConnectionName())), m_access(access)
{}

Result<std::unique_ptr<Database>> Database::connectTo(const QString &file, Access access)
{
    std::unique_ptr<Database> database(new Database(access));
    database->m_database.setDatabaseName(file);
    if (access == Access::ReadOnly)
        database->m_database.setConnectOptions(u"QSQLITE_OPEN_READONLY"_s);
    if (!database->m_database.open())
        return failure(database->m_database.lastError());
    return database;
}

Result<std::unique_ptr<Database>> Database::open(const QString &file, const Schema &schema,
                                                 Durability durability)
{
    if (const auto made = makePrivate(file); !made)
        return fail(made.error());
    if (const auto recognised = recognise(file); !recognised)
        return fail(recognised.error());
    // Looked at before anything may be written: even the last connection's end writes, when there is a WAL.
    if (auto reading = connectTo(file, Access::ReadOnly)) {
        const auto found = (*reading)->version();
        if (found && *found > schema.version())
            return reading;
    }
    auto database = connectTo(file, Access::ReadWrite);
    if (!database)
        return database;
    if (const auto configured = (*database)->configure(durability); !configured)
        return fail(configured.error());
    if (const auto migrated = (*database)->migrate(schema); !migrated)
        return fail(migrated.error());
    return database;
}

Database::~Database()
{
    m_statements.clear(); // before their connection
    const auto name = m_database.connectionName();
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(name);
}

Result<void> Database::configure(Durability durability)
{
    const QStringList settings{
        u"PRAGMA journal_mode=WAL"_s,
        durability == Durability::Full ? u"PRAGMA synchronous=FULL"_s : u"PRAGMA synchronous=NORMAL"_s,
        u"PRAGMA wal_autocheckpoint=4000"_s, // fewer, larger checkpoints: bulk writing is a third faster
        u"PRAGMA foreign_keys=ON"_s,
        u"PRAGMA temp_store=MEMORY"_s,
    };
    for (const auto &setting : settings) {
        if (const auto done = execute(setting); !done)
            return done;
    }
    return {};
}

Result<int> Database::version()
{
    QSqlQuery query(m_database);
    if (!query.exec(u"PRAGMA user_version"_s) || !query.next())
        return failure(query.lastError());
    return query.value(0).toInt();
}

Result<void> Database::migrate(const Schema &schema)
{
    const auto current = version();
    if (!current)
        return fail(current.error());
    const int found = *current;
    if (found == schema.version())
        return {};
    auto transaction = Transaction::begin(*this);
    if (!transaction)
        return fail(transaction.error());
    for (int step = found; step < schema.version(); ++step) {
        const auto statements = schema.steps[step].split(u";\n"_s, Qt::SkipEmptyParts);
        for (const auto &statement : statements) {
            if (const auto done = execute(statement.trimmed()); !done)
                return done;
        }
    }
    // Inside the transaction: a file never says it has had a step that did not finish.
    if (const auto raised = execute(u"PRAGMA user_version=%1"_s.arg(schema.version())); !raised)
        return raised;
    return transaction->commit();
}

Statement &Database::prepared(const char *sql)
{
    auto found = m_statements.find(sql);
    if (found == m_statements.end()) {
        QSqlQuery query(m_database);
        query.setForwardOnly(true);
        if (!query.prepare(QString::fromLatin1(sql)))
            qCWarning(logStore) << "cannot prepare" << sql << query.lastError().databaseText();
        found = m_statements.emplace(sql, Statement(std::move(query))).first;
    }
    return found->second;
}

Result<void> Database::execute(const QString &sql)
{
    QSqlQuery query(m_database);
    if (!query.exec(sql))
        return failure(query.lastError());
    return {};
}

Result<void> Database::check()
{
    QSqlQuery query(m_database);
    if (!query.exec(u"PRAGMA quick_check(1)"_s) || !query.next())
        return failure(query.lastError());
    if (const auto found = query.value(0).toString(); found != "ok"_L1)
        return fail(ErrorKind::Storage, ErrorCode::Damaged, found);
    return {};
}

Result<Transaction> Transaction::begin(Database &database)
{
    if (const auto begun = database.execute(u"BEGIN IMMEDIATE"_s); !begun)
        return fail(begun.error());
    return Transaction(database);
}

Transaction::~Transaction()
{
    if (m_database && !m_database->execute(u"ROLLBACK"_s))
        qCWarning(logStore) << "a transaction could not be rolled back";
}

Result<void> Transaction::commit()
{
    if (const auto done = m_database->execute(u"COMMIT"_s); !done)
        return done; // the destructor rolls back
    m_database = nullptr;
    return {};
}

Result<QString> setAside(const QString &file)
{
    const auto aside =
        file + u".damaged-"_s + QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-hhmmss-zzz"_s);
    if (!QFile::rename(file, aside))
        return fail(ErrorKind::Storage, ErrorCode::CannotWrite, file);
    for (const auto &suffix : {u"-wal"_s, u"-shm"_s}) {
        if (QFile::exists(file + suffix) && !QFile::rename(file + suffix, aside + suffix))
            return fail(ErrorKind::Storage, ErrorCode::CannotWrite, file + suffix);
    }
    return aside;
}

} // namespace reeeductio
