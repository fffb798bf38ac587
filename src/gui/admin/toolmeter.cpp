// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/admin/toolmeter.h"

#include "gui/admin/activitystrip.h"
#include "gui/shared/errortext.h"
#include "gui/shared/role.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

ToolMeter::ToolMeter(QWidget *parent)
    : QWidget(parent), m_text(new QLabel(this)), m_caveat(new QLabel(this)), m_used(new QProgressBar(this)),
      m_strip(new ActivityStrip(this)), m_again(new QPushButton(tr("&Count again"), this))
{
    m_text->setObjectName(u"toolUses"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_caveat->setObjectName(u"toolUsesCaveat"_s);
    m_caveat->setTextFormat(Qt::PlainText);
    m_caveat->setWordWrap(true);
    setRole(m_caveat, u"dim"_s);
    m_used->setObjectName(u"toolUsed"_s);
    m_used->setTextVisible(false);
    m_used->setAccessibleName(tr("Uses"));
    m_used->setMaximumWidth(240);
    m_strip->setObjectName(u"toolActivity"_s);
    m_strip->setAccessibleName(tr("Uses over time"));
    m_strip->setToolTip(tr("When it was used, since it has a limit"));
    m_again->setObjectName(u"countAgain"_s);
    auto *const left = new QVBoxLayout;
    left->setSpacing(6);
    left->addWidget(m_text);
    left->addWidget(m_used);
    auto *const row = new QHBoxLayout;
    row->setSpacing(16);
    row->addLayout(left, 1);
    row->addWidget(m_strip, 0, Qt::AlignBottom);
    row->addWidget(m_again);
    auto *const all = new QVBoxLayout(this);
    all->setContentsMargins({});
    all->setSpacing(6);
    all->addLayout(row);
    all->addWidget(m_caveat);
    connect(m_again, &QPushButton::clicked, this, &ToolMeter::count);
    hide();
}

ToolMeter::~ToolMeter() = default;

void ToolMeter::show(LiveSpace &space, const ToolId &tool, std::optional<qint64> limit,
                     const QStringList &topics)
{
    if (!limit)
        return clear();
    m_topics = topics;
    if (m_space == &space && m_tool == tool && m_limit == *limit)
        return;
    m_space = &space;
    m_tool = tool;
    m_limit = *limit;
    setVisible(true);
    count();
}

void ToolMeter::clear()
{
    m_counting.reset();
    m_space = nullptr;
    m_tool.reset();
    hide();
}

void ToolMeter::count()
{
    if (!m_space || !m_tool)
        return;
    m_text->setText(tr("Counting its uses…"));
    m_caveat->hide();
    m_used->hide();
    m_strip->hide();
    m_again->setEnabled(false);
    m_counting = std::make_unique<QObject>();
    (new CountToolUses(m_space->space().messages(), m_space->authority(), *m_tool, m_topics,
                       m_counting.get()))
        ->start()
        .done(m_counting.get(), [this](const Result<ToolUses> &uses) { take(uses); });
}

void ToolMeter::take(const Result<ToolUses> &uses)
{
    m_again->setEnabled(true);
    if (!uses) {
        m_text->setText(
            tr("Its uses could not be counted. %1").arg(errorText(uses.error(), Occasion::Asked).both()));
        return;
    }
    const auto now = m_space->space().session().serverNowMs();
    const auto share = m_limit > 0 ? std::min<qint64>(100, uses->counted * 100 / m_limit) : 100;
    m_text->setText(toolUsesText(*uses, m_limit, now));
    m_used->setValue(static_cast<int>(share));
    m_strip->setBars(usesOverTime(*uses, now, ActivityStrip::barCount));
    m_caveat->setText(toolUsesCaveat(*uses));
    for (QWidget *const part :
         {static_cast<QWidget *>(m_caveat), static_cast<QWidget *>(m_used), static_cast<QWidget *>(m_strip)})
        part->show();
}

} // namespace reeeductio
