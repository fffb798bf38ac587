// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/statehistorymodel.h"
#include "models/statetext.h"

#include <QWidget>

#include <memory>

namespace Ui {
class StateValueView;
}

namespace reeeductio {

//! One value: what it says, who wrote it, and every earlier version with what it changed.
class StateValueView : public QWidget
{
    Q_OBJECT

public:
    explicit StateValueView(QWidget *parent = nullptr);
    ~StateValueView() override;

    void setHistory(StateHistoryModel &history);
    //! The history is another, or says more. Shows what stands, or the version that was looked at before.
    void refresh();
    //! Nothing can be changed in the past.
    void setReadOnly(bool isReadOnly);
    //! The changes of that path's version rather than itself, now or once it is here; until another path is
    //! shown.
    void showChangesOf(const QString &path);
    //! The version that is looked at; null when there is none.
    const StateVersion *current() const;

Q_SIGNALS:
    void editRequested();
    void deleteRequested();
    void restoreRequested(const reeeductio::StateVersion &version);

protected:
    void changeEvent(QEvent *event) override;

private:
    void connectLooks();
    void choose(int row);
    void showVersion();
    void showBadges(const StateVersion &version);
    void showText(const StateVersion &version);
    void showDifference(int row);
    void updateButtons();

    std::unique_ptr<Ui::StateValueView> m_ui;
    StateHistoryModel *m_history = nullptr;
    QString m_path;
    std::optional<qsizetype> m_entry; //!< the version that a person chose; nothing follows what stands
    QString m_changesOf;              //!< the path whose changes are to be shown once it is
    std::optional<StateLook> m_look;  //!< chosen by a person; nothing is what says most
    bool m_showsChanges = false;
    bool m_isReadOnly = false;
};

} // namespace reeeductio
