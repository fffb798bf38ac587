// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/heldkeys.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::HeldKeys)
};

} // namespace

OptionSpec profileOption()
{
    return {.name = u"profile"_s,
            .help = Words::tr("The desktop's profile folder, when it is not the usual one"),
            .valueName = u"DIR"_s};
}

OptionSpec heldSpaceOption()
{
    return {.name = u"space"_s,
            .help = Words::tr(
                "A space that the desktop keeps the keys of, by its ID or the name it was added by"),
            .valueName = u"NAME"_s};
}

Checked<bool> wantsHeldKeys(const Values &values)
{
    if (!values.has(u"space"_s))
        return values.has(u"profile"_s) ? Checked<bool>(misused(u"Missing option '--space'."_s)) : false;
    for (const auto &other :
         {u"space-key"_s, u"symmetric-root"_s, u"space-id"_s, u"member-id"_s, u"credentials-file"_s}) {
        if (values.has(other))
            return misused(
                u"Option '--space' takes keys from the desktop: not together with '--%1'"_s.arg(other));
    }
    return true;
}

std::unique_ptr<HeldSpaces> heldSpaces(const ProfileAccess &access, const Values &values)
{
    const auto folder = values.has(u"profile"_s) ? values.of(u"profile"_s) : access.folder;
    return std::make_unique<HeldSpaces>(access.store, access.keychain, folder);
}

Checked<const SpaceRecord *> heldSpaceNamed(const HeldSpaces &spaces, const Values &values)
{
    const auto found = spaces.find(values.of(u"space"_s));
    if (found.empty())
        return misused(u"Invalid value for '--space': the desktop has no space of that name or ID; "
                       "'space held' lists what it has"_s);
    if (found.size() > 1) {
        QStringList ids;
        for (const auto *record : found)
            ids << record->space.toString();
        return misused(
            u"Invalid value for '--space': several spaces are called that; name it by its ID: %1"_s.arg(
                ids.join(u", "_s)));
    }
    return found.front();
}

} // namespace reeeductio
