// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/capability.h"

#include <QHash>

namespace reeeductio {

// Rights as a person says them. The path may be any text; what a member named is made fit to be shown.

//! In two columns: whoever holds it may `post`, `in every topic`.
struct RightWords
{
    QString may;
    QString what;

    friend bool operator==(const RightWords &, const RightWords &) = default;
};

//! `topicNames`: what topics are called, by id.
RightWords rightWords(const Capability &right, const QHash<QString, QString> &topicNames = {});

//! `may post in every topic`: what comes behind whoever holds it.
QString rightSentence(const Capability &right, const QHash<QString, QString> &topicNames = {});

//! As it is stored, on one line: `create topics/{any}/messages`.
QString storedRight(const Capability &right);

//! `#alerts`, by its name where it has one.
QString topicMention(const QString &topic, const QHash<QString, QString> &topicNames = {});

} // namespace reeeductio
