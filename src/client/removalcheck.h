// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/asyncoperation.h"
#include "client/authority.h"
#include "client/state.h"

namespace reeeductio {

//! What is left of a user or tool that was removed, as far as the state tells under a server's rules.
struct RemovalFacts
{
    MemberId member;
    std::optional<qint64> emptiedAt = {}; //!< when its entry was; nothing: it stands, or there never was one
    QStringList rightsLeft = {};          //!< paths of its own rights that allow something
    QStringList rolesLeft = {};           //!< that have not expired
    QList<Capability> allows = {};        //!< what the server makes of both
    bool maySignIn = false;
    QList<MemberId> tools = {};   //!< it wrote their entries, and those stand: it may have their keys
    QList<MemberId> members = {}; //!< it let them in, and they are there

    friend bool operator==(const RemovalFacts &, const RemovalFacts &) = default;
};

//! After all that is in the log. For the authority thread.
RemovalFacts removalFacts(const StateReplay &replay, RuleSet serverRules, const MemberId &member,
                          qint64 nowMs);

//! Those facts, and what a server was seen to do.
struct RemovalCheck
{
    RemovalFacts facts;
    std::optional<bool> serverShowsIt =
        {};                   //!< whether it answers that the entry is emptied; nothing: no answer
    qint64 posted = 0;        //!< messages of theirs that it took since, the state's too
    qint64 lastPosted = 0;    //!< the server's time of the newest of them
    qsizetype topicsRead = 0; //!< the state too
    QStringList unread = {};  //!< topics that could not be looked through

    friend bool operator==(const RemovalCheck &, const RemovalCheck &) = default;
};

//! Looks at what became of a removal: in the state, at the entry as the server has it, and in these topics
//! for whatever it took since. What cannot be looked at is said, and is no error.
class CheckRemoval final : public AsyncOperation<RemovalCheck>
{
public:
    CheckRemoval(State &state, Messages &messages, Authority &authority, RuleSet serverRules, MemberId member,
                 QStringList topics, qint64 nowMs, QObject *parent);

protected:
    void run() override;

private:
    void askForTheEntry();
    void readNextTopic();
    void note(const QList<SealedMessage> &messages);

    State &m_state;
    Messages &m_messages;
    Authority &m_authority;
    RuleSet m_serverRules;
    MemberId m_member;
    QStringList m_topics;
    qint64 m_nowMs;
    RemovalCheck m_check;
};

} // namespace reeeductio
