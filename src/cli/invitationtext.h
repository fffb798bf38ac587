// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/acceptinvitation.h"

#include <QJsonObject>

namespace reeeductio {

// Invitations as the commands print them.

//! For scripts: the same words in JSON and text.
QString nameOf(Invitation::Status status);
QString nameOf(InvitationUse::Role role);
QString nameOf(InvitationPreview::Difference difference);

QJsonObject toJson(const Invitation &invitation);
//! Two spaces before the first line, four before each who came.
QString linesFor(const Invitation &invitation);

QJsonObject toJson(const InvitationPreview &preview);
QString linesFor(const InvitationPreview &preview);

} // namespace reeeductio
