// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/decision.h"
#include "authz/stateview.h"

namespace reeeductio {

//! A state message that somebody wrote or would write.
struct StateWrite
{
    MemberId sender;
    QString path;
    bool isEmpty = false;
    std::optional<QJsonObject> json = {}; //!< the value, when it is an object
};

//! Whether the sender may hand out what the write hands out, permission to write the path aside. None for a
//! write that hands out nothing.
WriteJudgement::Refusal refusalOfGrant(const StateView &view, const StateWrite &write,
                                       const Circumstances &circumstances);

} // namespace reeeductio
