// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/error.h"

#include <tl/expected.hpp>

#include <utility>

namespace reeeductio {

//! A value, or why there is none. Functions that return one are [[nodiscard]].
template <class T>
using Result = tl::expected<T, Error>;

//! `return fail(ErrorKind::NotFound, ErrorCode::NotFoundOnServer, path);`
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorKind kind, ErrorCode code, QString detail = {},
                                                int httpStatus = 0)
{
    return tl::unexpected<Error>(Error{kind, code, std::move(detail), httpStatus});
}

[[nodiscard]] inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

} // namespace reeeductio
