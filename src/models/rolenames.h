// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QHash>
#include <QMetaEnum>

namespace reeeductio {

//! A model's own roles, from its Q_ENUM, beside those every model has.
template <class Role>
QHash<int, QByteArray> withRoleNames(QHash<int, QByteArray> names)
{
    const auto roles = QMetaEnum::fromType<Role>();
    for (int i = 0; i < roles.keyCount(); ++i)
        names.insert(roles.value(i), roles.key(i));
    return names;
}

} // namespace reeeductio
