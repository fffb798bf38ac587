// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/escalation.h"
#include "client/accessoverview.h"
#include "models/righttext.h"

namespace reeeductio {

// Who may do what, and who could become administrator, in words.

//! `post`, `in #general`: a column of the matrix.
RightWords accessWords(const AccessQuestion &question, const QHash<QString, QString> &topicNames);
//! `post in #general`: what comes behind “may”.
QString accessPhrase(const AccessQuestion &question, const QHash<QString, QString> &topicNames);

//! What somebody typed, as a question: one of those in words, or `create state/a/b`. Nothing when it is
//! neither.
std::optional<AccessQuestion> accessQuestionFrom(const QString &typed, const QList<AccessQuestion> &known,
                                                 const QHash<QString, QString> &topicNames);

//! What members are called while ways to power are told.
struct EscalationNames
{
    const SpaceOverview &space;
    MemberId self;

    QString nameOf(const MemberId &member) const;
    //! The same of a step's signer, and of whom it concerns: keys that nobody has yet are told as new ones.
    QString nameIn(const MemberId &member) const;
};

//! `Bea could become administrator in 2 steps`
QString wayTitle(const Escalation &way, const EscalationNames &names);
//! `Bea gives itself the role “boss”`
QString stepText(const EscalationStep &step, const EscalationNames &names);
//! What it comes to: `After that Bea may administer everything in this space.`
QString wayEnd(const Escalation &way, const EscalationNames &names);
QString dormantText(const DormantPower &power, const EscalationNames &names);

} // namespace reeeductio
