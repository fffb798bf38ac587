// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "gui/data/dataentryview.h"
#include "gui/shared/spaceview.h"
#include "models/datafiltermodel.h"

#include <QHash>
#include <QTimer>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace Ui {
class DataPage;
}

namespace reeeductio {

class MessageBar;

//! The key-value data of a space: the entries met so far, any other by its path, and whether the server went
//! back behind what was met. What is chosen is read at once; what was read is kept while the page shows the
//! space.
class DataPage : public SpaceView
{
    Q_OBJECT

public:
    explicit DataPage(QWidget *parent = nullptr);
    ~DataPage() override;

    void setSpace(LiveSpace *space) override;
    LiveSpace *space() const { return m_entries.space(); }
    //! Shows that path and reads it.
    void openPath(const QString &path);
    //! The path that is shown, as it is known; an empty one when there is none.
    ShownEntry current() const;
    MessageBar &bar();

Q_SIGNALS:
    void newRequested();
    //! Of current().
    void editRequested();
    void deleteRequested();
    void acceptRequested();
    void meaningRequested();

private:
    void addHeaderButtons();
    void connectList();
    void connectPath();
    void connectCheck();
    void read(const QString &path);
    void showList();
    void showAlarms();
    void showCheck();
    void tellOutcome(const DataCheck::Outcome &outcome);
    void showEntry();
    void selectShown();
    void selectFirstAlarm();

    std::unique_ptr<Ui::DataPage> m_ui;
    DataListModel m_entries;
    DataFilterModel m_listed;
    QPushButton *m_new;
    QPushButton *m_check;
    std::unique_ptr<QObject> m_watched; //!< context of everything that concerns the space
    QString m_path;                     //!< that is shown
    QHash<QString, Result<DataReading>> m_readings;
    QSet<QString> m_reading; //!< paths, now
    QTimer m_readTimer;      //!< not everything that the keyboard passes by is asked for
    int m_alarmsTold = -1;   //!< how many there were when the bar was shown or closed
};

} // namespace reeeductio
