// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/stateaudit.h"

#include <QFrame>

#include <memory>

namespace Ui {
class FindingDetails;
}

namespace reeeductio {

//! One finding of an audit: what is wrong, what was due, what the server makes of it, and which event it is.
class FindingDetails : public QFrame
{
    Q_OBJECT

public:
    explicit FindingDetails(QWidget *parent = nullptr);
    ~FindingDetails() override;

    //! `sender`: its name.
    void show(const AuditFinding &finding, const QString &sender);

protected:
    void changeEvent(QEvent *event) override;

private:
    void updateIcons();

    std::unique_ptr<Ui::FindingDetails> m_ui;
    AuditFinding m_finding;
    QString m_sender;
};

} // namespace reeeductio
