// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/acceptinvitation.h"
#include "protocol/spokenwords.h"

#include <QString>

namespace reeeductio {

// Joining a space by an invitation, in words.

//! What is wrong with a link: the sentence names what is missing or malformed.
QString linkFaultText(const Error &error);

//! What is wrong with the words somebody typed, for that person only.
QString wordFaultText(const WordFault &fault, int count);

//! Who invited: the name in the space and the shortened id.
QString inviterText(const InvitationPreview &preview);
//! When it ends, in the person's own time.
QString expiryText(const InvitationPreview &preview);
//! When the new member has its role.
QString roleTimeText(const InvitationPreview &preview);
//! What the link says and the space's state does not.
QString differenceText(InvitationPreview::Difference difference, const InvitationPreview &preview);

//! What is being done.
QString stepText(AcceptInvitation::Step step);

} // namespace reeeductio
