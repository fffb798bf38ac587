// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "gui/shared/spaceview.h"
#include "models/filefiltermodel.h"

#include <memory>

namespace Ui {
class FilesPage;
}

namespace reeeductio {

class MessageBar;
class TransferPanel;

//! The files of a topic or a space: to be looked for, looked at, saved, deleted; and who can get each.
class FilesPage : public SpaceView
{
    Q_OBJECT

public:
    explicit FilesPage(QWidget *parent = nullptr);
    ~FilesPage() override;

    //! An empty topic is all of them; null shows nothing, and reads nothing.
    void show(LiveSpace *space, const QString &topic);
    void setSpace(LiveSpace *space) override { show(space, {}); }
    LiveSpace *space() const { return m_files.space(); }

    //! Who can get the chosen file, in words.
    void setAudience(const QString &text);
    //! Whether this person can have the chosen file deleted, and if not, why.
    void setDeletable(bool isDeletable, const QString &why = {});
    //! Files that no message uses are looked for.
    void setSearching(bool isSearching);
    MessageBar &bar();
    //! What goes up and down, in all spaces.
    TransferPanel &transfers();
    //! The chosen file; nothing when none is.
    std::optional<ListedFile> current() const;
    bool isRemoved(const ListedFile &file) const { return m_files.isRemoved(file); }
    bool isOwn(const ListedFile &file) const { return m_files.isOwn(file); }

Q_SIGNALS:
    //! current() is another one, or there is none.
    void chosen();
    void viewRequested(const reeeductio::ListedFile &file);
    void openRequested(const reeeductio::ListedFile &file);
    void saveRequested(const reeeductio::ListedFile &file);
    void saveAsRequested(const reeeductio::ListedFile &file);
    void deleteRequested(const reeeductio::ListedFile &file);
    //! Files of this person's that no message refers to.
    void unusedRequested();

private:
    void connectFilters();
    void connectButtons();
    void refresh();
    void updateDetails();
    void look();
    void showMenu(QPoint at);

    std::unique_ptr<Ui::FilesPage> m_ui;
    FileListModel m_files;
    FileFilterModel m_shown;
    std::pair<QByteArray, bool> m_told; //!< the chosen file's message, and whether it is removed
    QString m_topic;                    //!< to come back to from all topics
    QPointer<LiveSpace> m_topicOf;
};

} // namespace reeeductio
