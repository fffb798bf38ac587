// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "agreement/keptconnection.h"
#include "authz/authorizer.h"
#include "support/randomspace.h"

#include <QHash>

#include <functional>

namespace reeeductio::test {

//! One question, as the engine and the server answered it.
struct Asked
{
    enum class Kind {
        SignIn,  //!< is this a member?
        Write,   //!< a change of state, made if it is allowed
        Question //!< may this member do that to this resource? The state is afterwards what it was before
    };
    enum class Answer { No, Yes, Neither };

    Kind kind = Kind::Question;
    QString words = {}; //!< for a person
    Decision foretold = {};
    Answer answer = Answer::Neither;
    int status = 0;
    QString detail = {};

    bool isAgreed() const { return answer == (foretold.allowed ? Answer::Yes : Answer::No); }
};

//! A random space that is built through a running server: what the server takes is taken into a log of our
//! own, what it refuses is not, and an Authorizer over that log foretells each answer. One request after
//! another over one connection, which outlives it. Blocking.
class ServedSpace
{
public:
    using Listener = std::function<void(const Asked &)>;

    //! `listener` hears of all that is asked.
    ServedSpace(quint32 seed, RuleSet ruleSet, KeptConnection &connection, Listener listener);

    const StateLog &log() const { return m_log; }
    const Authorizer &authorizer() const { return m_authorizer; }

    //! Members and their first rights, then `attempts` at random.
    void build(int attempts);
    //! A random question by a random member, of those that a server is asked.
    void ask();

private:
    //! What is asked, as the request that asks it.
    struct Enquiry
    {
        HttpCall call;
        Decision foretold;
        QList<int> yes; //!< by which status the server says so
        QList<int> no = {403};
        QString dataPath = {}; //!< that is written
    };

    const Person &personOf(const MemberId &member) const;
    QString told(const Question &question) const;
    Circumstances now() const;
    QByteArray target(const QString &path) const;
    HttpAnswer exchange(const HttpCall &call);
    //! With the person's token, gained first if need be; the refusal to give one when there is none.
    HttpAnswer exchangeAs(const Person &person, HttpCall call);
    HttpAnswer signIn(const Person &person);
    void tell(Asked::Kind kind, const QString &words, const Enquiry &enquiry, const HttpAnswer &answer);

    void write(const RandomSpace::Attempt &attempt);
    //! The message as it would be, but hung where it cannot: refused for that only after the right to send it
    //! was looked at.
    Message astray(const Person &sender, const QByteArray &topic, const QString &type,
                   const QByteArray &data) const;
    HttpCall postOf(const Message &message) const;

    std::optional<Enquiry> enquiryFor(const Question &question);
    Enquiry read(const Question &question, const QString &path, QList<int> yes) const;
    Enquiry post(const Question &question, const QString &topic) const;
    std::optional<Enquiry> changeOfState(const Question &question, const QString &path) const;
    Enquiry changeOfData(const Question &question, const QString &path) const;

    //! A tool that has used up its limit may write nothing any more, whatever its rights.
    bool isSpent(const MemberId &member) const;
    void noteUse(const MemberId &member);

    quint32 m_seed;
    RandomSpace m_space;
    KeptConnection &m_connection;
    Listener m_listener;
    StateLog m_log;
    Authorizer m_authorizer;
    QHash<MemberId, QByteArray> m_tokens;
    QHash<MemberId, qint64> m_uses;         //!< of tools
    QHash<QString, MemberId> m_dataSigners; //!< of the data entries there are
};

} // namespace reeeductio::test
