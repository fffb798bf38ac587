// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/decision.h"
#include "authz/stateview.h"

#include <QStringList>

namespace reeeductio {

//! One question, put to one right after another. Refers to what it was made of.
class Asked
{
public:
    //! `resources`: any of them will do. The first is the one to name.
    Asked(const StateView &view, const MemberId &member, Operation operation, QStringList resources,
          const Circumstances &circumstances);

    const StateView &view() const { return m_view; }
    const MemberId &member() const { return m_member; }
    Operation operation() const { return m_operation; }
    const QStringList &resources() const { return m_resources; }
    const Circumstances &circumstances() const { return m_circumstances; }

    //! Whether the right allows it, whoever gave it. The right must be readable.
    bool isAllowedBy(const RightValue &right) const;

    bool matchesPath(const RightValue &right) const;
    bool matchesOperation(const RightValue &right) const;

private:
    bool isAllowedBy(const RightValue &right, const QString &resource) const;
    bool ownsResource(QStringView resource) const;

    const StateView &m_view;
    const MemberId &m_member;
    Operation m_operation;
    QStringList m_resources;
    const Circumstances &m_circumstances;
};

} // namespace reeeductio
