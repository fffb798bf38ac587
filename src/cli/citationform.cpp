// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/citationform.h"

#include "cli/messageform.h"
#include "cli/output.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::CitationForm)
};

} // namespace

QString shownMember(const QByteArray &id, const ProfileNames &names)
{
    const auto name = printableLine(names.value(id));
    const auto shown = printableLine(QString::fromUtf8(id));
    return name.isEmpty() ? shown : u"%1 (%2)"_s.arg(name, shown);
}

QJsonValue citationJson(const std::optional<Citation> &citation)
{
    if (!citation)
        return QJsonValue::Null;
    return QJsonObject{
        {u"path"_s, citation->path},
        {u"message_hash"_s, QString::fromUtf8(citation->hash)},
        {u"sender"_s, QString::fromUtf8(citation->sender)},
        {u"server_timestamp"_s, citation->time},
        {u"entitled"_s, citation->isEntitled ? QJsonValue(*citation->isEntitled) : QJsonValue()}};
}

QString shownCitation(const Citation &citation, const ProfileNames &names)
{
    const auto words = Words::tr("by %1 on %2, %3")
                           .arg(shownMember(citation.sender, names), shownTime(citation.time),
                                QString::fromUtf8(citation.hash));
    return citation.isEntitled == false ? Words::tr("%1, who was not entitled to").arg(words) : words;
}

OptionSpec rulesOption()
{
    return {.name = u"rules"_s,
            .help = Words::tr("Whose rules: real is a published server, local the one in the desktop, strict "
                              "what ought to hold; real unless it is named"),
            .choices = {nameOf(RuleSet::Real), nameOf(RuleSet::Local), nameOf(RuleSet::Strict)}};
}

RuleSet rulesFrom(const Values &values)
{
    for (const auto rules : {RuleSet::Local, RuleSet::Strict}) {
        if (values.of(u"rules"_s) == nameOf(rules))
            return rules;
    }
    return RuleSet::Real;
}

QString nameOf(RuleSet rules)
{
    switch (rules) {
    case RuleSet::Real:
        return u"real"_s;
    case RuleSet::Local:
        return u"local"_s;
    case RuleSet::Strict:
        break;
    }
    return u"strict"_s;
}

} // namespace reeeductio
