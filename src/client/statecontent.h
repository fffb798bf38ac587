// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "crypto/symmetrickey.h"
#include "protocol/message.h"

namespace reeeductio {

//! How a state value lies on its server.
enum class StateForm : quint8 {
    Emptied,   //!< nothing: the path was deleted
    Plain,     //!< the server can read it
    Encrypted, //!< only who has the space's key can read it
    Sealed,    //!< no text, and the space's key does not open it: encrypted with another one, most likely
};

//! What a state message says.
struct StateContent
{
    StateForm form = StateForm::Emptied;
    QByteArray bytes = {}; //!< decrypted; of a sealed one as they are stored

    friend bool operator==(const StateContent &, const StateContent &) = default;
};

//! `stored`: base64 as sent. `key`: null when there is none. Pure; thread-safe.
StateContent contentOf(const QByteArray &stored, const SymmetricKey *key);
//! `stateKey`: null without a root. Pure; thread-safe.
StateContent contentOf(const Message &message, const SymmetricKey *stateKey);

//! Whether a person can read the bytes as they are: UTF-8 without control characters, tabs and line ends
//! aside. Encrypted bytes never are.
bool isReadableText(const QByteArray &bytes);

} // namespace reeeductio
