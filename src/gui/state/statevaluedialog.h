// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/error.h"
#include "client/statecontent.h"
#include "gui/shared/leaveguard.h"

#include <QDialog>

#include <functional>
#include <memory>

namespace Ui {
class StateValueDialog;
}

namespace reeeductio {

//! A value as a person wrote it.
struct StateDraft
{
    QString path;
    QByteArray text;
    bool isEncrypted = true;
};

//! A new value, or another for one that is there; and when somebody else changed it meanwhile, theirs and
//! mine beside each other. Stays until whoever writes the value accepts it.
class StateValueDialog : public QDialog
{
    Q_OBJECT

public:
    //! `canEncrypt`: the space's key is known. `isTaken`: a value stands at that path.
    StateValueDialog(bool canEncrypt, std::function<bool(const QString &path)> isTaken,
                     QWidget *parent = nullptr);
    ~StateValueDialog() override;

    //! Of a value that is there, how it is written now.
    void setValue(const QString &path, const StateContent &content);
    void setBusy(bool isBusy);
    void showError(const Error &error);
    //! Asks once, while it is being saved or what was typed is not.
    void reject() override;
    //! `what`: who changed it, and when.
    void showTheirs(const QString &what, const StateContent &theirs);

    //! The state's newest message when the person saw what they change.
    void setSeen(const QByteArray &head) { m_seen = head; }
    const QByteArray &seen() const { return m_seen; }

Q_SIGNALS:
    void saveRequested(const reeeductio::StateDraft &draft);
    void theirsTaken();

private:
    StateDraft draft() const;
    void check();
    void showForm();

    std::unique_ptr<Ui::StateValueDialog> m_ui;
    bool m_canEncrypt;
    std::function<bool(const QString &)> m_isTaken;
    bool m_isNew = true;
    bool m_wasJson = false;
    bool m_isMerging = false;
    bool m_isBusy = false;
    LeaveGuard m_guard;
    QByteArray m_seen;
    QString m_mine; //!< as it was when somebody else was faster
};

} // namespace reeeductio
