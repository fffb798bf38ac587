// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/datatext.h"
#include "models/statetext.h"

#include <QWidget>

#include <memory>

QT_BEGIN_NAMESPACE
class QLabel;
QT_END_NAMESPACE

namespace Ui {
class DataEntryView;
}

namespace reeeductio {

//! A path of a space's data as it is known.
struct ShownEntry
{
    QString path = {};
    std::optional<DataRecord> record = {};
    std::optional<DataReading> reading = {}; //!< since the page was opened
    std::optional<Error> failure = {};       //!< why there is none
    bool isReading = false;
};

//! One data entry: what it says, who signed it, what that is worth beside what was met before, and an alarm
//! in place.
class DataEntryView : public QWidget
{
    Q_OBJECT

public:
    explicit DataEntryView(QWidget *parent = nullptr);
    ~DataEntryView() override;

    //! An empty path shows nothing.
    void show(LiveSpace *space, const ShownEntry &entry);

Q_SIGNALS:
    void editRequested();
    void deleteRequested();
    void checkRequested();
    void meaningRequested();
    void acceptRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void connectLooks();
    void refresh();
    void showBadges();
    void showVerdict();
    void showAlarm();
    void showContent();
    void showButtons();
    QString placeholder() const;
    QString verdictText() const;
    void setIcon(QLabel *label, const QString &icon, const QColor &color);

    std::unique_ptr<Ui::DataEntryView> m_ui;
    LiveSpace *m_space = nullptr;
    ShownEntry m_entry;
    std::optional<StateLook> m_look; //!< as the person chose it
};

} // namespace reeeductio
