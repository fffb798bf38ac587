// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/admin/mergepanel.h"

#include "gui/shared/role.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

QLabel *label(const QString &text, const QString &role, QWidget *parent)
{
    auto *const made = new QLabel(text, parent);
    made->setTextFormat(Qt::PlainText);
    made->setWordWrap(true);
    if (!role.isEmpty())
        setRole(made, role);
    return made;
}

} // namespace

MergePanel::MergePanel(QWidget *parent) : QFrame(parent), m_rows(new QGridLayout(this))
{
    m_rows->setContentsMargins(14, 12, 14, 12);
    m_rows->setHorizontalSpacing(14);
    m_rows->setColumnStretch(0, 1);
    hide();
}

void MergePanel::show(const QList<MergeItem> &items)
{
    if (items == m_items)
        return;
    m_items = items;
    qDeleteAll(findChildren<QWidget *>(Qt::FindDirectChildrenOnly));
    if (!items.isEmpty())
        m_rows->addWidget(label(tr("Others changed this while you looked at it. Nothing of theirs is written "
                                   "over unless you say so."),
                                u"title"_s, this),
                          m_rows->rowCount(), 0, 1, 2);
    for (const auto &item : items)
        addRow(item);
    setVisible(!items.isEmpty());
}

void MergePanel::addRow(const MergeItem &item)
{
    const auto row = m_rows->rowCount();
    auto *const written = new QWidget(this);
    auto *const lines = new QVBoxLayout(written);
    lines->setContentsMargins({});
    lines->setSpacing(2);
    //: who wrote there, and when; what
    auto *const theirs = label(tr("%1: %2").arg(item.who, item.theirs), {}, written);
    theirs->setObjectName(u"mergeTheirs"_s);
    auto *const path = label(item.path, u"mono"_s, written);
    path->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    lines->addWidget(theirs);
    lines->addWidget(path);
    m_rows->addWidget(written, row, 0);
    if (item.mine.isEmpty()) {
        m_rows->addWidget(label(tr("Your change leaves this alone."), u"dim"_s, this), row, 1);
        return;
    }
    auto *const choice = new QComboBox(this);
    choice->setObjectName(u"merge_"_s + item.path);
    choice->setAccessibleName(tr("What shall stand at %1").arg(item.path));
    choice->addItem(tr("Keep theirs"));
    //: instead of what somebody else wrote
    choice->addItem(tr("Write mine: %1").arg(item.mine));
    choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    choice->setMinimumContentsLength(24);
    choice->setCurrentIndex(m_mine.contains(item.path) ? 1 : 0);
    connect(choice, &QComboBox::currentIndexChanged, this, [this, path = item.path](int index) {
        if (index == 1)
            m_mine.insert(path);
        else
            m_mine.remove(path);
        Q_EMIT chosen();
    });
    m_rows->addWidget(choice, row, 1);
}

QStringList MergePanel::left() const
{
    QStringList paths;
    for (const auto &item : m_items) {
        if (!item.mine.isEmpty() && !m_mine.contains(item.path))
            paths << item.path;
    }
    return paths;
}

} // namespace reeeductio
