// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariantList>

#include <memory>
#include <utility>

namespace reeeductio::localserver {

//! The server's one database file, held exclusively: a second server on the same directory is refused. What
//! is committed is on the disk (WAL, synchronous FULL). Lives and dies in one thread; outlives its
//! statements.
class Database
{
public:
    static constexpr int SchemaVersion = 1;

    //! Makes directory (0700) and file (0600) where there are none. Storage with CannotOpen, CannotWrite,
    //! DiskFull, Damaged, Locked, or TooNew for the file of a later version.
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const QString &directory);
    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

private:
    friend class Statement;
    friend class Transaction;

    explicit Database(const QString &path);

    [[nodiscard]] Result<void> configure();
    [[nodiscard]] Result<void> raiseSchema();
    [[nodiscard]] Result<void> execute(const QString &sql);

    QSqlDatabase m_connection;
};

//! The answer of a statement, row by row; ends the statement when it goes. At most one a statement at a time.
class Rows
{
public:
    Rows(Rows &&other) noexcept : m_query(std::exchange(other.m_query, nullptr)) {}
    Rows &operator=(Rows &&) = delete;
    ~Rows()
    {
        if (m_query)
            m_query->finish(); // or it would hold a read transaction open
    }

    //! False after the last row, and on an error: check() tells.
    bool next() { return m_query->next(); }
    [[nodiscard]] Result<void> check() const;

    QByteArray bytes(int column) const { return m_query->value(column).toByteArray(); }
    qint64 integer(int column) const { return m_query->value(column).toLongLong(); }

private:
    friend class Statement;
    explicit Rows(QSqlQuery &query) : m_query(&query) {}

    QSqlQuery *m_query;
};

//! An SQL text prepared once and run often.
class Statement
{
public:
    Statement(const Database &database, const QString &sql);

    //! With values for the question marks, in order.
    [[nodiscard]] Result<Rows> query(const QVariantList &values);
    //! For what answers no rows.
    [[nodiscard]] Result<void> run(const QVariantList &values);

private:
    QSqlQuery m_query;
};

//! All or nothing: rolled back unless commit() succeeded. Not nested.
class Transaction
{
public:
    //! What ran without one would be stored piece by piece, whatever came after.
    [[nodiscard]] static Result<Transaction> begin(Database &database);
    Transaction(Transaction &&other) noexcept : m_database(std::exchange(other.m_database, nullptr)) {}
    Transaction &operator=(Transaction &&) = delete;
    ~Transaction();

    [[nodiscard]] Result<void> commit();

private:
    explicit Transaction(Database &database) : m_database(&database) {}

    Database *m_database; //!< null once it has ended
};

} // namespace reeeductio::localserver
