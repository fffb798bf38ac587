// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "gui/shared/spacepage.h"
#include "gui/shared/spaceview.h"
#include "models/accessfiltermodel.h"
#include "models/escalationmodel.h"

#include <QPointer>
#include <QTimer>

#include <memory>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace Ui {
class AccessPage;
}

namespace reeeductio {

class LiveSpace;
class MessageBar;

//! Who may do what in a space: everybody at a glance, who may do one thing, and who could get full power.
//! Follows the space's state. What it shows is worked out in the authority thread.
class AccessPage : public SpaceView
{
    Q_OBJECT

public:
    enum class Export { MatrixAsCsv, MatrixAsJson, WaysAsJson };
    Q_ENUM(Export)

    explicit AccessPage(QWidget *parent = nullptr);
    ~AccessPage() override;

    void setSpace(LiveSpace *space) override;
    LiveSpace *space() const { return m_space; }
    MessageBar &bar();

Q_SIGNALS:
    //! As a file.
    void exportRequested(reeeductio::AccessPage::Export what);
    //! Why somebody may or may not, with all there is to say.
    void whyRequested(const reeeductio::Question &question);
    //! Where what is chosen can be looked at and changed.
    void pageRequested(reeeductio::SpacePage page);

protected:
    void changeEvent(QEvent *event) override;

private:
    void prepareTables();
    void addHeaderButtons();
    void connectViews();
    void refresh();
    void askForMatrix();
    void showMatrix(const AccessOverview &overview);
    void showFound();
    void showCell();
    void offerQuestions();
    void askWhoMay();
    void askForWays();
    void showWays(const EscalationMap &map, const SpaceOverview &overview);
    void openSubject();
    QHash<QString, QString> topicNames() const;

    std::unique_ptr<Ui::AccessPage> m_ui;
    QPointer<LiveSpace> m_space;
    AccessMatrixModel m_matrix;
    AccessFilterModel m_shown;
    QStandardItemModel m_who;
    EscalationModel m_ways;
    std::unique_ptr<QObject> m_watched; //!< context of everything that concerns the space
    QTimer m_refreshTimer;              //!< states come in pages: one look at all of it is enough
    QPushButton *m_export = nullptr;
    quint64 m_round = 0; //!< of the cell asked about last: an answer to an earlier one comes too late
    quint64 m_whoRound = 0;
    bool m_areWaysOld = true;
    std::optional<EscalationMap> m_map; //!< as the tree shows it
    QHash<QByteArray, QString> m_mapNames;
};

} // namespace reeeductio
