// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/verdict.h"

#include <array>

using namespace Qt::StringLiterals;

namespace reeeductio {

QLatin1StringView nameOf(Verdict verdict)
{
    constexpr std::array names{"checking"_L1, "verified"_L1,    "undecryptable"_L1, "not-entitled"_L1,
                               "fork"_L1,     "broken-link"_L1, "bad-signature"_L1, "bad-hash"_L1};
    return names.at(static_cast<size_t>(verdict));
}

Verdict verdictOn(RowFlags flags, bool linkMayCome, std::optional<bool> isEntitled, bool isReadable)
{
    if (flags.testFlag(RowFlag::BadHash))
        return Verdict::BadHash;
    if (flags.testFlag(RowFlag::BadSignature))
        return Verdict::BadSignature;
    if (flags.testFlag(RowFlag::Unlinked) && !linkMayCome)
        return Verdict::BrokenLink;
    if (flags.testFlag(RowFlag::Fork))
        return Verdict::Fork;
    if (flags.testFlag(RowFlag::Unlinked) || !isEntitled)
        return Verdict::Checking;
    if (!*isEntitled)
        return Verdict::NotEntitled;
    return isReadable ? Verdict::Verified : Verdict::Undecryptable;
}

} // namespace reeeductio
