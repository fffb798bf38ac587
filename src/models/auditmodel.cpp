// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/auditmodel.h"

#include "models/audittext.h"
#include "models/displaytext.h"
#include "models/messagetext.h"
#include "models/rolenames.h"

#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

AuditModel::AuditModel(QObject *parent) : QAbstractTableModel(parent)
{}

AuditModel::~AuditModel() = default;

void AuditModel::setSpace(LiveSpace *space)
{
    if (m_shown && m_space == space)
        return;
    m_shown = std::make_unique<QObject>();
    m_space = space;
    reset();
    if (!space)
        return;
    auto *const audit = &space->audit();
    connect(audit, &Audit::begunAnew, m_shown.get(), [this] { reset(); });
    connect(audit, &Audit::judged, m_shown.get(), [this](qsizetype count) { add(count); });
    connect(audit, &Audit::missingChanged, m_shown.get(), [this] { showMissing(); });
    connect(space, &LiveSpace::summaryChanged, m_shown.get(), [this] {
        m_senderNames.clear();
        if (!m_rows.isEmpty())
            Q_EMIT dataChanged(index(0, Who), index(rowCount() - 1, Who));
    });
}

void AuditModel::reset()
{
    beginResetModel();
    m_rows.clear();
    m_counts.clear();
    m_senderNames.clear();
    m_showsMissing = false;
    endResetModel();
    if (!m_space)
        return;
    showMissing();
    add(m_space->audit().report().findings.size());
}

void AuditModel::add(qsizetype count)
{
    if (count == 0)
        return;
    const auto findings = m_space->audit().report().findings.last(count);
    for (const auto &finding : findings)
        ++m_counts[finding.rule];
    const auto listed = std::min(count, mostListed + (m_showsMissing ? 1 : 0) - m_rows.size());
    if (listed <= 0)
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(listed) - 1);
    for (const auto &finding : findings.first(listed))
        m_rows << rowOf(finding);
    endInsertRows();
}

void AuditModel::showMissing()
{
    const auto &missing = m_space->audit().missing();
    if (m_showsMissing) {
        beginRemoveRows({}, 0, 0);
        m_rows.removeFirst();
        m_counts.remove(AuditFinding::Rule::MissingHead);
        m_showsMissing = false;
        endRemoveRows();
    }
    if (!missing)
        return;
    beginInsertRows({}, 0, 0);
    m_rows.prepend(rowOf(*missing));
    m_counts.insert(AuditFinding::Rule::MissingHead, 1);
    m_showsMissing = true;
    endInsertRows();
}

AuditModel::Row AuditModel::rowOf(const AuditFinding &finding) const
{
    const auto wrong = whatIsWrong(finding);
    const QStringList words{finding.path,
                            QString::fromUtf8(finding.hash),
                            QString::fromUtf8(finding.sender),
                            QString::number(finding.entry + 1),
                            ruleTitle(finding.rule),
                            wrong};
    return {finding, wrong, words.join(u'\n')};
}

const QString &AuditModel::senderNameOf(const AuditFinding &finding) const
{
    auto known = m_senderNames.constFind(finding.sender);
    if (known == m_senderNames.cend()) {
        const bool isOwn = m_space && finding.sender == m_space->space().member().text();
        const auto name = m_space ? m_space->nameOf(finding.sender) : QString();
        known = m_senderNames.insert(finding.sender, senderName(finding.sender, name, isOwn));
    }
    return *known;
}

int AuditModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int AuditModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant AuditModel::text(const Row &row, int column) const
{
    const auto &finding = row.finding;
    switch (column) {
    case Event:
        return finding.entry < 0 ? u"–"_s : QLocale().toString(finding.entry + 1);
    case Time:
        return finding.time == 0 ? QString() : timeText(finding.time);
    case Who:
        return finding.sender.isEmpty() ? QString() : senderNameOf(finding);
    case Path:
        return pathText(finding.path);
    case Wrong:
        return row.wrong;
    default:
        return {};
    }
}

QVariant AuditModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(text(row, index.column()).toString());
    case Qt::TextAlignmentRole:
        return index.column() == Event ? int(Qt::AlignTrailing | Qt::AlignVCenter)
                                       : int(Qt::AlignLeading | Qt::AlignVCenter);
    case Qt::AccessibleTextRole:
        return index.column() == Event
                   ? QVariant(
                         tr("Event %1: %2").arg(text(row, Event).toString(), ruleTitle(row.finding.rule)))
                   : QVariant();
    case static_cast<int>(Role::Hash):
        return row.finding.hash;
    case static_cast<int>(Role::Rule):
        return QVariant::fromValue(row.finding.rule);
    default:
        return {};
    }
}

QVariant AuditModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Event:
        return tr("Event");
    case Time:
        return tr("Date");
    case Who:
        return tr("Sender");
    case Path:
        return tr("Path");
    case Wrong:
        return tr("What is wrong");
    default:
        return {};
    }
}

QHash<int, QByteArray> AuditModel::roleNames() const
{
    return withRoleNames<Role>(QAbstractTableModel::roleNames());
}

} // namespace reeeductio
