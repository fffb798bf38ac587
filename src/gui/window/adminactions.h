// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/profile.h"
#include "gui/shared/filedialogs.h"
#include "models/rightlistmodel.h"

#include <QHash>
#include <QObject>
#include <QPointer>

#include <functional>

namespace reeeductio {

class ChangeDialog;
class ChangeForm;
class HolderPage;
class MainWindow;

//! What a person changes on the pages of members, roles and tools: each change in a dialog that shows what
//! comes of it, and with a way back. Everything it is given outlives it.
class AdminActions : public QObject
{
    Q_OBJECT

public:
    AdminActions(MainWindow &window, Profile &profile, FileDialogs &dialogs, QObject *parent = nullptr);
    ~AdminActions() override;

    //! A dialog that gives the member this right, unless the person changes it there.
    void giveRight(LiveSpace *space, const MemberId &member, const Capability &right, QWidget *parent);

Q_SIGNALS:
    void explainRequested(reeeductio::LiveSpace *space, const reeeductio::MemberId &member);

private:
    HolderPage *makePage(HolderListModel::Kind kind);
    void connectPage(HolderPage &page);
    void add(HolderPage &page);
    void newTool(HolderPage &page);
    void offerKey(const QString &tool, const std::shared_ptr<Credentials> &credentials);
    void takeRole(HolderPage &page, const QString &user, const QString &role);
    void takeRight(HolderPage &page, const QString &holder, const ShownRight &right);
    void remove(HolderPage &page, const QString &holder);
    void undo(HolderPage &page);
    QString nameOf(const HolderPage &page, const QString &holder) const;
    //! Shows the form in a dialog; `whole` is called when all of it was written.
    void open(HolderPage &page, ChangeForm *form, const std::function<void()> &whole = {});
    //! The same for what is not to be undone.
    ChangeDialog *openDialog(HolderPage &page, ChangeForm *form, const std::function<void()> &whole);
    void note(LiveSpace &space, const AppliedChange &change, const QString &what);
    void forget(const SpaceId &space, const AppliedChange &change);
    void standIn(const SpaceId &space, const AppliedChange &undone);
    void updateUndo();

    struct Made
    {
        AppliedChange change;
        QString what; //!< the dialog's title
    };

    MainWindow &m_window;
    Profile &m_profile;
    FileDialogs &m_dialogs;
    QList<QPointer<HolderPage>> m_pages;
    QHash<SpaceId, QList<Made>> m_made; //!< the newest last
};

} // namespace reeeductio
