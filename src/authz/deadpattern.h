// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/capability.h"

namespace reeeductio {

//! Why a right does not allow what whoever writes it must think it does, on the published server (PROTOCOL
//! 10, 12.3, 12.4).
struct DeadPattern
{
    enum class Reason {
        NoSuchResource,    //!< no request asks for anything of this form
        NoSuchOperation,   //!< nobody is asked for this operation there
        NeverAsked,        //!< whatever is done there is asked of nobody
        DataIsWrittenBare, //!< data is read as `data/{path}`, and written as the bare `{path}`
        OwnerOfNoMessage,  //!< `must_be_owner` is never satisfied for topics
    };

    Reason reason;
    std::optional<Capability> working =
        {}; //!< the nearest right that does allow something; none: it needs none
};

//! Nothing when some request may match it. Pure. The right's path has passed checkCapabilityPath().
std::optional<DeadPattern> findDeadPattern(const Capability &right);

} // namespace reeeductio
