// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "store/userstore.h"

namespace reeeductio {

//! A server went back behind what this person's program had verified, or tells another history without it.
struct TopicAlarm
{
    TopicMark missing; //!< the newest of what it does not show any more
};

} // namespace reeeductio
