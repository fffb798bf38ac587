// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/topic.h"

namespace reeeductio {

// A message in words, the same for eyes and for screen readers.

//! "Verified", "Signature does not match", and so on.
QString verdictTitle(Verdict verdict);
//! What that means for the person; empty for Verified and Checking.
QString verdictExplanation(Verdict verdict);

//! The text a person wrote, or one that says what stands in its place.
QString contentText(const TopicRow &row);
//! The same of what is still on its way.
QString contentText(const Payload &payload, const QByteArray &plaintext);

//! What to know about a file's name that cannot be seen; empty for most.
QString nameWarning(const QString &fileName);

//! A topic's name in words: the space's for it, else its id.
QString topicName(const TopicInfo &topic);

//! A member's name: the profile's, "You", or the shortened id.
QString senderName(const QByteArray &sender, const QString &profileName, bool isOwn);

//! `MGms…9nFR`: enough to tell apart, short enough to read.
QString shortId(const QByteArray &id);

} // namespace reeeductio
