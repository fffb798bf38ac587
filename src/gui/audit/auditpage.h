// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "gui/shared/spaceview.h"
#include "models/auditfiltermodel.h"

#include <QTimer>

#include <memory>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace Ui {
class AuditPage;
}

namespace reeeductio {

class MessageBar;

//! What judging every change of a space has come to: the verdict, how far it is, and each finding.
class AuditPage : public SpaceView
{
    Q_OBJECT

public:
    explicit AuditPage(QWidget *parent = nullptr);
    ~AuditPage() override;

    void setSpace(LiveSpace *space) override;
    LiveSpace *space() const { return m_findings.space(); }
    MessageBar &bar();

Q_SIGNALS:
    //! All of it, as a file.
    void exportRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void addHeaderButtons();
    void connectFilters();
    void refresh();
    void showVerdict();
    void showProgress();
    void showFindings();
    void fillRules();
    void showDetails();
    void copyReport();

    std::unique_ptr<Ui::AuditPage> m_ui;
    AuditModel m_findings;
    AuditFilterModel m_shown;
    std::unique_ptr<QObject> m_watched; //!< context of everything that concerns the space
    QTimer m_refreshTimer;              //!< a hundred verdicts come in the time one is read
    QPushButton *m_copy = nullptr;
    QPushButton *m_export = nullptr;
};

} // namespace reeeductio
