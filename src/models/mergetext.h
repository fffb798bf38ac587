// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/administration.h"
#include "client/spaceoverview.h"

namespace reeeductio {

//! What somebody wrote while a change was being looked at.
struct MergeItem
{
    QString path;
    QString who;    //!< and when
    QString theirs; //!< what stands there now
    QString mine;   //!< what the change would write there; empty: it leaves this path alone

    friend bool operator==(const MergeItem &, const MergeItem &) = default;
};

//! The newest of each path. Pure.
QList<MergeItem> mergeItems(const ChangePlan &plan, const SpaceOverview &overview, const MemberId &self);

//! What an entry of `auth/…` says, in words; any other as it is written.
QString entryText(const QString &path, const QByteArray &value);

} // namespace reeeductio
