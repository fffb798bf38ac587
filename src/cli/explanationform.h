// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/askedresource.h"
#include "cli/citationform.h"
#include "cli/report.h"

namespace reeeductio {

//! An answer to "may this member do that?", with what it rests on.
struct ExplainedAnswer
{
    MemberId member;
    Operation operation = Operation::Read;
    AskedResource resource;
    QString typed; //!< what was asked about, as it was typed
    RuleSet rules = RuleSet::Real;
    Decision decision;
    Citations cited;
    QStringList takenNames; //!< of the member's own rights
    ProfileNames names;
};

//! `{"allowed","because","nearest_miss","smallest_grant"}` and what was asked; as text, sentences.
Report reportOf(const ExplainedAnswer &answer);

} // namespace reeeductio
