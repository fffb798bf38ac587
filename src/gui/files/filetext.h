// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/error.h"

namespace reeeductio {

//! What is wrong with a file that a person wants sent or saved, in a sentence. `largest`: what the space
//! takes, in bytes; 0 when it is not known.
QString fileProblem(const Error &error, qint64 largest = 0);

//! The same of an image that is in no file. `largest`: what the space takes of such.
QString pastedImageProblem(const Error &error, qint64 largest);

} // namespace reeeductio
