// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/rightlint.h"

namespace reeeductio {

//! What a right allows, as a person says it: `read and post in every topic`.
QString sentenceFor(const Capability &right);

//! `--op read --path 'topics/{any}/messages'`
QString optionsFor(const Capability &right);

//! What is to be known about a right, with the options of what works in its place, on one line.
QString lineFor(const RightWarning &warning, const Capability &right);

//! In JSON: `matches-nothing`.
QString nameOf(RightWarning::Rule rule);

} // namespace reeeductio
