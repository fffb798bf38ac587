// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/livespace.h"
#include "models/toolusetext.h"

#include <QPointer>
#include <QWidget>

#include <memory>

QT_BEGIN_NAMESPACE
class QLabel;
class QProgressBar;
class QPushButton;
QT_END_NAMESPACE

namespace reeeductio {

class ActivityStrip;

//! How much of a tool's limit is used up, and when: counted from what it signed, since no server says it.
class ToolMeter : public QWidget
{
    Q_OBJECT

public:
    explicit ToolMeter(QWidget *parent = nullptr);
    ~ToolMeter() override;

    //! Hidden for a tool without a limit: then nothing is counted. Counts once for a tool and its limit;
    //! again when a person asks.
    void show(LiveSpace &space, const ToolId &tool, std::optional<qint64> limit, const QStringList &topics);
    void clear();

private:
    void count();
    void take(const Result<ToolUses> &uses);

    QLabel *m_text;
    QLabel *m_caveat;
    QProgressBar *m_used;
    ActivityStrip *m_strip;
    QPushButton *m_again;
    QPointer<LiveSpace> m_space;
    std::optional<ToolId> m_tool;
    qint64 m_limit = 0;
    QStringList m_topics;
    std::unique_ptr<QObject> m_counting; //!< null when nothing is under way
};

} // namespace reeeductio
