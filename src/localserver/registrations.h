// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "localserver/messageposting.h"

namespace reeeductio::localserver {

//! What the admin space asks of a state message besides the right to write it (PROTOCOL 11): `spaces/{S}` is
//! signed by the space's own key and says who registers it, `users/{U}/spaces/{S}` names that space. Nothing
//! when it holds, or for any other path.
std::optional<PostRefusal> checkRegistration(const QString &path, QByteArrayView data,
                                             const MemberId &sender);

} // namespace reeeductio::localserver
