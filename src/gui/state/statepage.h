// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "gui/shared/spaceview.h"
#include "models/statebrowser.h"

#include <QSet>

#include <memory>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace Ui {
class StatePage;
}

namespace reeeductio {

class MessageBar;

//! The state of a space: every value by its path, who wrote it, each earlier version, and how all of it was
//! at any earlier moment.
class StatePage : public SpaceView
{
    Q_OBJECT

public:
    explicit StatePage(QWidget *parent = nullptr);
    ~StatePage() override;

    void setSpace(LiveSpace *space) override;
    StateBrowser &browser() { return m_browser; }
    MessageBar &bar();
    //! Shows the value, once there is one.
    void showPath(const QString &path);

Q_SIGNALS:
    void newRequested();
    //! Of the value that is shown, in a state that is now.
    void editRequested();
    void deleteRequested();
    void restoreRequested(const reeeductio::StateVersion &version);

private:
    void connectTree();
    void connectTime();
    void connectValue();
    void showTree();
    void showTime();
    void showChosen();
    void expandFound();
    QSet<QString> expandedBranches(const QModelIndex &parent = {});

    std::unique_ptr<Ui::StatePage> m_ui;
    QPushButton *m_new;
    StateBrowser m_browser;
    QString m_awaited;        //!< a path to show as soon as there is one
    QSet<QString> m_expanded; //!< branches, while the tree is another
};

} // namespace reeeductio
