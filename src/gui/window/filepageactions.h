// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/findunusedblobs.h"
#include "gui/shared/messagebar.h"
#include "models/filelistmodel.h"

#include <QObject>
#include <QPointer>

namespace reeeductio {

class FilesPage;
class MainWindow;

//! What the page of files says of each and does with it, beyond saving: who can get it, and deleting.
//! Everything it is given outlives it.
class FilePageActions : public QObject
{
    Q_OBJECT

public:
    explicit FilePageActions(MainWindow &window, QObject *parent = nullptr);
    ~FilePageActions() override;

private:
    void describe();
    void showAudience(const ListedFile &file, const Result<QList<MemberId>> &readers);
    void askToDelete(const ListedFile &file);
    void confirmDeletion(LiveSpace &space, const ListedFile &file, bool isStoredHere);
    void remove(LiveSpace &space, const ListedFile &file);
    void findUnused();
    void offerToRemove(LiveSpace &space, const UnusedBlobs &unused);
    void removeUnused(LiveSpace &space, const QList<StoredBlob> &offered);
    void removeNext(LiveSpace &space, QList<StoredBlob> left, int removed, int kept);
    void tell(const LiveSpace &space, MessageBar::Severity severity, const QString &text);

    MainWindow &m_window;
    FilesPage &m_page;
    std::unique_ptr<QObject> m_described; //!< context of what is asked about the chosen file
};

} // namespace reeeductio
