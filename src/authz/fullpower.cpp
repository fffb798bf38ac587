// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/fullpower.h"

#include "protocol/names.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

//! One of each kind there is, of nobody in particular: what a pattern says of `somebody` it says of anybody.
const QStringList &probes()
{
    static const QStringList paths{u"state/auth/users/somebody"_s,
                                   u"state/auth/users/somebody/rights/right"_s,
                                   u"state/auth/users/somebody/roles/role"_s,
                                   u"state/auth/tools/somebody"_s,
                                   u"state/auth/tools/somebody/rights/right"_s,
                                   u"state/auth/roles/somebody"_s,
                                   u"state/auth/roles/somebody/rights/right"_s};
    return paths;
}

constexpr Operation writes[] = {Operation::Create, Operation::Modify};

const QList<AccessQuestion> &questions()
{
    static const auto list = [] {
        QList<AccessQuestion> all;
        for (const auto &path : probes()) {
            for (const auto operation : writes)
                all << AccessQuestion{operation, path};
        }
        return all;
    }();
    return list;
}

//! A key that is nobody's, to stand for {self}.
const MemberId &nobody()
{
    static const MemberId id = UserId::of(*PublicKey::fromBytes(QByteArray(PublicKey::Size, '\0')));
    return id;
}

bool allows(const Capability &right, Operation operation, const QString &path)
{
    return operationCovers(right.operation, operation) && pathMatches(right.path, path, nobody()) &&
           (!right.mustBeOwner || operation == Operation::Create);
}

} // namespace

bool hasFullPower(const Authorizer &authorizer, const MemberId &member, const Circumstances &circumstances)
{
    const auto tool = ToolId::parse(member.text());
    if (tool && authorizer.useLimit(*tool, circumstances.moment))
        return false;
    const auto matrix = authorizer.accessMatrix({member}, questions(), circumstances);
    for (qsizetype question = 0; question < questions().size(); ++question) {
        if (!matrix.cell(0, question).allowed)
            return false;
    }
    return true;
}

bool giveFullPower(const QList<Capability> &rights)
{
    return std::all_of(questions().begin(), questions().end(), [&](const AccessQuestion &asked) {
        return std::any_of(rights.begin(), rights.end(), [&](const Capability &right) {
            return allows(right, asked.operation, asked.resource);
        });
    });
}

bool mayWriteAuth(const Capability &right)
{
    if (right.operation == Operation::Read)
        return false;
    const auto pattern = withoutOuterSlashes(right.path);
    if (pattern.isEmpty())
        return true; // servers take it for everything
    const auto segments = pattern.split(u'/');
    constexpr QStringView wanted[] = {u"state", u"auth"};
    for (qsizetype i = 0; i < 2; ++i) {
        if (i >= segments.size())
            return false;
        if (segments[i] == u"{...}")
            return true;
        if (segments[i] != wanted[i] && segments[i] != u"{any}" && segments[i] != u"{other}")
            return false;
    }
    return true;
}

} // namespace reeeductio
