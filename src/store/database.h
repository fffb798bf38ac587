// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariant>

#include <initializer_list>
#include <memory>
#include <unordered_map>
#include <utility>

namespace reeeductio {

//! One SQLite statement, prepared once. Errors are Storage: DiskFull, Damaged, Locked, CannotWrite,
//! CannotOpen.
class Statement
{
public:
    Statement() = default;
    explicit Statement(QSqlQuery query) : m_query(std::move(query)) {}

    [[nodiscard]] Result<void> run(const QVariantList &values = {});
    //! After run(): the next row. Reading errors end it as the last row does; finish with ok().
    bool next() { return m_query.next(); }
    [[nodiscard]] Result<void> ok() const;

    QVariant value(int column) const { return m_query.value(column); }
    qint64 integer(int column) const { return m_query.value(column).toLongLong(); }
    QByteArray bytes(int column) const { return m_query.value(column).toByteArray(); }
    QString text(int column) const { return m_query.value(column).toString(); }
    qint64 lastInsertId() const { return m_query.lastInsertId().toLongLong(); }
    qint64 rowsAffected() const { return m_query.numRowsAffected(); }
    //! Lets go of the read lock before the next run().
    void finish() { m_query.finish(); }

private:
    QSqlQuery m_query;
};

//! How long a commit takes to be durable: Normal survives the program's death, Full the machine's too.
enum class Durability { Normal, Full };

//! The steps that make a file's tables, oldest first; a file's version is the number of steps it has had.
struct Schema
{
    QStringList steps; //!< each one or more statements, separated by `;` and a line break
    int version() const { return static_cast<int>(steps.size()); }
};

//! One connection to one SQLite file. Made, used and destroyed in one thread.
class Database
{
public:
    enum class Access { ReadWrite, ReadOnly };

    //! Opens, makes or migrates. A newer file is opened ReadOnly (see access()) and not changed in a single
    //! byte. Errors are Storage: CannotOpen, Damaged, DiskFull, Locked.
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const QString &file, const Schema &schema,
                                                                Durability durability);
    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

    //! ReadOnly when a newer version of this program wrote the file.
    Access access() const { return m_access; }

    //! Prepared at its first use and kept.
    Statement &prepared(const char *sql);
    [[nodiscard]] Result<void> execute(const QString &sql);
    //! Reads all of the file: Damaged when it does not hold together.
    [[nodiscard]] Result<void> check();

    QSqlDatabase handle() const { return m_database; }

private:
    explicit Database(Access access);

    [[nodiscard]] static Result<std::unique_ptr<Database>> connectTo(const QString &file, Access access);
    [[nodiscard]] Result<void> configure(Durability durability);
    [[nodiscard]] Result<int> version();
    [[nodiscard]] Result<void> migrate(const Schema &schema);

    QSqlDatabase m_database;
    std::unordered_map<const char *, Statement> m_statements; //!< by the literal's address
    Access m_access;

    friend class Transaction;
};

//! Rolls back unless committed. Only one that has begun exists: without it, statements would each be stored
//! by itself.
class Transaction
{
public:
    [[nodiscard]] static Result<Transaction> begin(Database &database);
    Transaction(Transaction &&other) noexcept : m_database(std::exchange(other.m_database, nullptr)) {}
    Transaction &operator=(Transaction &&) = delete;
    ~Transaction();

    //! Still open when it fails.
    [[nodiscard]] Result<void> commit();

private:
    explicit Transaction(Database &database) : m_database(&database) {}

    Database *m_database; //!< null once committed
};

//! A file that cannot be read any more is kept for whoever may rescue it: renamed, its -wal and -shm too. The
//! new name.
[[nodiscard]] Result<QString> setAside(const QString &file);

} // namespace reeeductio
