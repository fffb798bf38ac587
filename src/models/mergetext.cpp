// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/mergetext.h"

#include "authz/neutral.h"
#include "models/displaytext.h"
#include "models/holderlistmodel.h"
#include "models/righttext.h"
#include "protocol/json.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

struct MergeText
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::MergeText)
};

QString rightText(const QJsonObject &value)
{
    const auto right = Capability::fromJson(value);
    if (!right)
        return MergeText::tr("a right that cannot be read");
    return isRightToNothing(*right) ? MergeText::tr("taken away") : rightSentence(*right);
}

QString assignmentText(const QJsonObject &value)
{
    const auto expiry = value["expires_at"_L1].toInteger();
    if (expiry == 0)
        return MergeText::tr("the role, for ever");
    return expiry < QDateTime::currentMSecsSinceEpoch()
               ? MergeText::tr("taken away")
               : MergeText::tr("the role until %1").arg(timeText(expiry));
}

} // namespace

QString entryText(const QString &path, const QByteArray &value)
{
    if (value.isEmpty())
        return MergeText::tr("emptied");
    const auto object = parseJsonObject(value);
    const auto parts = path.split(u'/', Qt::SkipEmptyParts);
    if (object && parts.value(0) == u"auth"_s && parts.value(3) == u"rights"_s)
        return rightText(*object);
    if (object && parts.value(0) == u"auth"_s && parts.value(3) == u"roles"_s)
        return assignmentText(*object);
    if (object && parts.value(0) == u"auth"_s && parts.size() == 3) {
        const auto description = (*object)["description"_L1].toString();
        return description.isEmpty() ? MergeText::tr("without a description")
                                     : MergeText::tr("described as “%1”").arg(displayName(description));
    }
    constexpr qsizetype mostBytes = 200;
    return displayText(QString::fromUtf8(value.first(std::min(mostBytes, value.size()))));
}

QList<MergeItem> mergeItems(const ChangePlan &plan, const SpaceOverview &overview, const MemberId &self)
{
    QList<MergeItem> items;
    for (const auto &message : plan.overtakenBy) {
        const auto path = QString::fromUtf8(message.type);
        items.removeIf([&path](const MergeItem &older) { return older.path == path; });
        const auto sender = MemberId::parse(QByteArrayView(message.sender));
        const auto who =
            sender ? memberName(*sender, overview, self) : displayName(QString::fromUtf8(message.sender));
        const auto mine = std::find_if(plan.wanted.begin(), plan.wanted.end(),
                                       [&path](const StateEdit &edit) { return edit.path == path; });
        //: somebody, and when
        items << MergeItem{path, MergeText::tr("%1, %2").arg(who, timeText(message.serverTimestamp)),
                           entryText(path, QByteArray::fromBase64(message.data)),
                           mine == plan.wanted.end() ? QString() : entryText(path, mine->value)};
    }
    return items;
}

} // namespace reeeductio
