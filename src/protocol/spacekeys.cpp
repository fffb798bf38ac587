// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/spacekeys.h"

#include "protocol/names.h"

namespace reeeductio {

SpaceKeys::SpaceKeys(const SpaceId &space, const SymmetricKey &symmetricRoot)
    : m_messageKey(symmetricRoot.derive("message key | " + space.text())),
      m_dataKey(symmetricRoot.derive("data key | " + space.text())), m_stateKey(topicKey(QString(stateTopic)))
{}

SymmetricKey SpaceKeys::topicKey(QStringView topic) const
{
    return m_messageKey.derive("topic key | " + topic.toUtf8());
}

UserKeys::UserKeys(const SpaceId &space, const SymmetricKey &userSymmetricKey)
    : m_messageKey(userSymmetricKey.derive("user message key | " + space.text())),
      m_dataKey(userSymmetricKey.derive("user data key | " + space.text()))
{}

} // namespace reeeductio
