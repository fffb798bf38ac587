// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "localserver/endpoints.h"

#include <span>

namespace reeeductio::localserver {

//! One row of the server's surface.
struct Route
{
    enum class Body {
        None,
        Json,
        LargeJson, //!< a member's, of a value without a limit
        Blob,
    };

    const char *method;
    const char *pattern; //!< see Router
    bool needsBearer;
    Body body;
    Answer<HttpResponse> (*endpoint)(ServerCore &, const ApiCall &); //!< null for Body::Blob, which has two
};

std::span<const Route> routes();

} // namespace reeeductio::localserver
