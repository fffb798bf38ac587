// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/askedresource.h"
#include "client/accessanswer.h"

#include <QStringList>

namespace reeeductio {

//! What those in a space are called.
struct SpaceNames
{
    SpaceSummary summary;
    SpaceId space;
    MemberId self;

    //! What a member is called in the middle of a sentence; somebody whose name is not known by a short id.
    QString nameOf(const QByteArray &member) const;
    QHash<QString, QString> topicNames() const;
};

//! A right that an answer rests on, or that comes nearest.
struct AnswerLine
{
    QString sentence = {}; //!< `may post in every topic`
    QString stored = {};   //!< `create topics/{any}/messages`
    QString source = {};   //!< who gave it, when, and through which role
    bool isSigned = false;

    friend bool operator==(const AnswerLine &, const AnswerLine &) = default;
};

//! An answer as a person reads it.
struct AnswerText
{
    QString reason = {};          //!< a sentence
    QList<AnswerLine> lines = {}; //!< of a yes all that allow it, of a no the one that comes nearest
    QString advice = {};          //!< of a no: what would turn it; empty when no single right would
    QString difference = {};      //!< where the server decides otherwise than it ought to; mostly empty
};

//! Why there is no answer.
QString neverAskedText(NeverAsked why);

AnswerText answerText(const AccessAnswer &answer, const SpaceNames &names);

} // namespace reeeductio
