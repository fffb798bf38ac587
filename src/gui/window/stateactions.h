// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/administration.h"
#include "gui/shared/messagebar.h"
#include "models/statehistorymodel.h"

#include <QPointer>

namespace reeeductio {

class LiveSpace;
class MainWindow;
class StatePage;
class StateValueDialog;
struct StateDraft;

//! What a person changes on the page of the state, and how it is undone. Nothing is ever written over what
//! they have not seen. A part of WindowController; the window outlives it.
class StateActions : public QObject
{
    Q_OBJECT

public:
    explicit StateActions(MainWindow &window, QObject *parent = nullptr);
    ~StateActions() override;

private:
    using Report = Result<ChangeReport>;

    StatePage *makePage();
    StateValueDialog *openDialog(LiveSpace &space, const QByteArray &head);
    void createValue();
    void editValue();
    void deleteValue();
    void restore(const StateVersion &version);
    //! `head`: the state's newest message that the person knows of.
    void save(StateValueDialog &dialog, LiveSpace &space, const StateDraft &draft, const QByteArray &head);
    void takeReport(StateValueDialog &dialog, LiveSpace &space, const StateDraft &draft,
                    const ChangePlan &plan, const Report &report);
    void write(LiveSpace &space, const StateEdit &edit, const QByteArray &head, const QString &done);
    void askBefore(const QString &path, const QString &question, const QString &verb,
                   std::function<void()> act);
    void offerUndo(LiveSpace &space, const AppliedChange &change, const QString &text);
    void undo(LiveSpace &space, const AppliedChange &change);
    void tell(const LiveSpace &space, MessageBar::Severity severity, const QString &text);

    MainWindow &m_window;
    StatePage *m_page = nullptr;      //!< from when it is first shown
    std::unique_ptr<QObject> m_offer; //!< context of the undo that is offered
};

} // namespace reeeductio
