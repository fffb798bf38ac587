// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/auditjson.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace reeeductio {

QString scriptName(AuditFinding::Rule rule)
{
    using Rule = AuditFinding::Rule;
    switch (rule) {
    case Rule::BadHash:
        return u"bad-hash"_s;
    case Rule::BadSignature:
        return u"bad-signature"_s;
    case Rule::BrokenLink:
        return u"broken-link"_s;
    case Rule::Fork:
        return u"fork"_s;
    case Rule::NotEntitled:
        return u"not-entitled"_s;
    case Rule::MissingHead:
        return u"missing-head"_s;
    }
    Q_UNREACHABLE();
}

QJsonObject auditJson(const AuditReport &report, const std::function<QString(const AuditFinding &)> &words)
{
    QJsonArray findings;
    for (const auto &finding : report.findings)
        findings << QJsonObject{{u"message_hash"_s, QString::fromUtf8(finding.hash)},
                                {u"path"_s, finding.path},
                                {u"rule"_s, scriptName(finding.rule)},
                                {u"detail"_s, words(finding)},
                                {u"sender"_s, QString::fromUtf8(finding.sender)},
                                {u"server_timestamp"_s, finding.time}};
    return {{u"checked"_s, report.checked}, {u"unjudged"_s, report.unjudged}, {u"findings"_s, findings}};
}

} // namespace reeeductio
