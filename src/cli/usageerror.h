// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QString>

#include <tl/expected.hpp>

namespace reeeductio {

//! What was typed cannot be meant: said before anything is sent, exit code 2. In the published program's
//! words or like them, which scripts look for and which are therefore never translated. Never repeats what
//! could be a key.
struct UsageError
{
    QString message;
    //! Shown in place of the pointer to --help, where a group was named without its command.
    QString help = {};
};

//! A value that was typed, checked.
template <class T>
using Checked = tl::expected<T, UsageError>;

[[nodiscard]] inline tl::unexpected<UsageError> misused(QString message)
{
    return tl::unexpected<UsageError>(UsageError{std::move(message)});
}

} // namespace reeeductio
