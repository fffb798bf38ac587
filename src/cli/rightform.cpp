// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/rightform.h"

#include "cli/messageform.h"
#include "cli/output.h"
#include "cli/rightwords.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::RightForm)
};

std::optional<Citation> citedIn(const Citations &citations, qsizetype entry)
{
    const auto found = citations.constFind(entry);
    return found == citations.cend() ? std::nullopt : std::optional(*found);
}

} // namespace

QJsonObject heldRightJson(const HeldRight &held, const Citations &citations)
{
    auto object = citationJson(citedIn(citations, held.entry)).toObject();
    object.insert(u"op"_s, QString(nameOf(held.capability.operation)));
    object.insert(u"pattern"_s, held.capability.path);
    object.insert(u"must_be_owner"_s, held.capability.mustBeOwner);
    object.insert(u"sentence"_s, sentenceFor(held.capability));
    object.insert(u"role"_s, held.role.isEmpty() ? QJsonValue() : held.role);
    auto assignment = citationJson(citedIn(citations, held.assignment));
    if (assignment.isObject()) {
        auto dated = assignment.toObject();
        dated.insert(u"expires_at"_s, held.expiresAt ? QJsonValue(*held.expiresAt) : QJsonValue());
        assignment = dated;
    }
    object.insert(u"assignment"_s, assignment);
    return object;
}

QString shownMeaning(const Capability &right)
{
    return u"%1 (%2 %3)"_s.arg(printableLine(sentenceFor(right)), nameOf(right.operation),
                               printableLine(right.path));
}

QString shownRight(const HeldRight &held, const Citations &citations)
{
    const auto citation = citedIn(citations, held.entry);
    const auto id = citation ? printableLine(citation->path.section(u'/', -1)) : QString();
    const auto words = held.role.isEmpty()
                           ? Words::tr("the right '%1'").arg(id)
                           : Words::tr("the role %1's right '%2'").arg(printableLine(held.role), id);
    return held.capability.path.isEmpty() ? words : words + u": "_s + shownMeaning(held.capability);
}

QString shownSource(const HeldRight &held, const Citations &citations, const ProfileNames &names)
{
    QString words;
    if (const auto citation = citedIn(citations, held.entry))
        words += Words::tr("; granted %1").arg(shownCitation(*citation, names));
    if (const auto assignment = citedIn(citations, held.assignment))
        words += Words::tr("; the role was assigned %1").arg(shownCitation(*assignment, names));
    if (held.expiresAt)
        words += Words::tr(", until %1").arg(shownTime(*held.expiresAt));
    return words;
}

} // namespace reeeductio
