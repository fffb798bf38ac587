// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/livespace.h"
#include "gui/shared/messagebar.h"

#include <QObject>

namespace reeeductio {

class DataPage;
class DataValueDialog;
class MainWindow;
struct DataDraft;

//! What a person changes on the page of the data, and how they answer an alarm. Nothing is written over what
//! they have not seen, as far as that can be known without a history. A part of WindowController; the window
//! outlives it.
class DataActions : public QObject
{
    Q_OBJECT

public:
    explicit DataActions(MainWindow &window, QObject *parent = nullptr);

private:
    DataPage *makePage();
    DataValueDialog *openDialog(LiveSpace &space);
    void createEntry();
    void editEntry();
    void save(DataValueDialog &dialog, LiveSpace &space, const DataDraft &draft);
    void write(DataValueDialog &dialog, LiveSpace &space, const DataDraft &draft);
    void deleteEntry();
    void remove(LiveSpace &space, const QString &path);
    void explainAlarm();
    void acceptAlarm();
    void accept(LiveSpace &space, const QString &path, const DataAlarm &alarm);
    void tell(const LiveSpace &space, MessageBar::Severity severity, const QString &text);
    void tellError(LiveSpace &space, const Error &error, const QString &path);

    MainWindow &m_window;
    DataPage *m_page = nullptr; //!< from when it is first shown
};

} // namespace reeeductio
