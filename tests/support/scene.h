// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/authorizer.h"

#include <QStringList>

namespace reeeductio::test {

//! A space written as a script, for tests of who may do what. In every text `$ada`, `$bob`, `$eve` and `$bot`
//! stand for the ids of three users and a tool, `$owner` and `$space` for the owner's two, `$key` for a tool
//! with the owner's key. Nothing is signed: the log takes our word for the seals.
class Scene
{
public:
    static constexpr qint64 firstTime = 1'000'000;
    static constexpr qint64 now = 1'000'000'000; //!< long after all that is written

    explicit Scene(const QStringList &lines = {});

    //! One message: `ada path value`. Values: JSON; nothing, which empties the path; `right read a/b`, a
    //! right
    //! (`owned read` for must_be_owner); `assign`, the assignment that the path says, or `assign 123` with an
    //! expiry.
    void write(const QString &line, Seal seal = Seal::Good);
    //! The same at a time of the server's clock; what follows goes on from there.
    void writeAt(qint64 time, const QString &line);

    const StateLog &log() const { return m_log; }
    MemberId member(const QString &name) const;
    QString expanded(QString text) const;
    //! The value of a line as a message carries it.
    QByteArray data(const QString &path, const QString &value) const;

    //! `ada read topics/general/messages`
    Question question(const QString &line) const;
    Circumstances circumstances() const { return {.moment = m_log.size(), .nowMs = now}; }
    Decision decide(RuleSet ruleSet, const QString &question) const;

private:
    StateLog m_log;
    qint64 m_time = firstTime;
};

} // namespace reeeductio::test
