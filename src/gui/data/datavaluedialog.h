// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/data.h"
#include "gui/shared/leaveguard.h"

#include <QDialog>

#include <memory>

namespace Ui {
class DataValueDialog;
}

namespace reeeductio {

//! An entry as a person wrote it.
struct DataDraft
{
    enum class Cover {
        Encrypted, //!< with the space's data key
        Private,   //!< this member's own
        Plain,
    };

    QString path; //!< of a private one below the member's own
    QByteArray text;
    Cover cover = Cover::Encrypted;
};

//! What somebody can write in a space.
struct DataCovers
{
    bool canEncrypt = false;
    bool canKeepPrivate = false;
};

//! A new data entry, or another value for one that is there. Stays until whoever writes it accepts it.
class DataValueDialog : public QDialog
{
    Q_OBJECT

public:
    //! `ownPlace`: where a private entry lies, ending in `/`.
    DataValueDialog(const DataCovers &covers, const QString &ownPlace, QWidget *parent = nullptr);
    ~DataValueDialog() override;

    //! Of an entry that is there, how it is written now.
    void setEntry(const QString &path, const StateContent &content);
    void setBusy(bool isBusy);
    void showError(const Error &error, const QString &hint = {});
    //! Asks once, while it is being saved or what was typed is not.
    void reject() override;
    //! What stands there that the person has not seen; saving once more writes over it.
    void showUnseen(const QString &what);

    //! What stood there when the person saw what they change; nothing when nothing did.
    void setSeen(const std::optional<DataMark> &seen) { m_seen = seen; }
    const std::optional<DataMark> &seen() const { return m_seen; }

Q_SIGNALS:
    void saveRequested(const reeeductio::DataDraft &draft);

private:
    DataDraft draft() const;
    void check();

    std::unique_ptr<Ui::DataValueDialog> m_ui;
    DataCovers m_covers;
    QString m_ownPlace;
    std::optional<DataMark> m_seen;
    bool m_wasJson = false;
    bool m_isBusy = false;
    LeaveGuard m_guard;
};

} // namespace reeeductio
