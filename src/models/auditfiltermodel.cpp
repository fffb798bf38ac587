// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/auditfiltermodel.h"

#include "models/wordsearch.h"

#include <algorithm>

namespace reeeductio {

AuditFilterModel::AuditFilterModel(AuditModel &findings, QObject *parent)
    : QSortFilterProxyModel(parent), m_findings(findings)
{
    setSourceModel(&findings);
    setDynamicSortFilter(true);
    sort(AuditModel::Event);
}

void AuditFilterModel::setRule(std::optional<AuditFinding::Rule> rule)
{
    m_rule = rule;
    invalidateFilter();
}

void AuditFilterModel::setText(const QString &text)
{
    m_words = searchWords(text);
    invalidateFilter();
}

bool AuditFilterModel::filterAcceptsRow(int row, const QModelIndex &) const
{
    const auto &found = m_findings.at(row);
    if (m_rule && found.finding.rule != *m_rule)
        return false;
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString &word) {
        return hasWord(found.searched, word) || hasWord(m_findings.senderNameOf(found.finding), word);
    });
}

//! Not through data(): thousands are compared in one event.
bool AuditFilterModel::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const auto &a = m_findings.at(left.row());
    const auto &b = m_findings.at(right.row());
    const bool byEntry = a.finding.entry < b.finding.entry;
    const auto byText = [byEntry](const QString &first, const QString &second) {
        const auto order = first.compare(second);
        return order != 0 ? order < 0 : byEntry;
    };
    switch (sortColumn()) {
    case AuditModel::Time:
        return a.finding.time != b.finding.time ? a.finding.time < b.finding.time : byEntry;
    case AuditModel::Who:
        return byText(m_findings.senderNameOf(a.finding), m_findings.senderNameOf(b.finding));
    case AuditModel::Path:
        return byText(a.finding.path, b.finding.path);
    case AuditModel::Wrong:
        return byText(a.wrong, b.wrong);
    default:
        return byEntry;
    }
}

} // namespace reeeductio
