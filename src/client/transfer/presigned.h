// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "net/httptransport.h"

namespace reeeductio {

//! A place of its own that storage gave, when the answer names one under `field`. Network/RedirectRefused
//! when it is none on the web, or what came by HTTPS would go on without it.
[[nodiscard]] Result<std::optional<QUrl>> presignedUrl(const QUrl &server, const HttpResponse &response,
                                                       QLatin1StringView field);

//! What such a place answered, other than success: Blob/StorageRefused (it may have expired), or
//! Network/ServerFailed.
Error presignedError(const HttpResponse &response);

} // namespace reeeductio
