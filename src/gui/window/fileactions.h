// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/profile.h"
#include "gui/shared/filedialogs.h"
#include "models/pastedimage.h"
#include "models/transferlistmodel.h"

#include <QObject>

namespace reeeductio {

class ImageViewer;
class MainWindow;
class SendDialog;

//! Decides what becomes of files: those a person brings to a topic, and those that messages bring. Everything
//! it is given outlives it.
class FileActions : public QObject
{
    Q_OBJECT

public:
    FileActions(MainWindow &window, Profile &profile, FileDialogs &dialogs, QObject *parent = nullptr);
    ~FileActions() override;

    //! To the topic that is shown; null and empty when there is none.
    void setPlace(LiveSpace *space, const QString &topic);

    //! Asks whether these shall be sent to the topic shown, or as soon as one is.
    void offer(const QStringList &paths);

Q_SIGNALS:
    //! Nothing may be sent somewhere, and a person wants to know why.
    void whyRequested(const reeeductio::Question &question);

private:
    void connectChat();
    void connectFilesPage();
    void attach();
    void offerImage(const PastedImage &image);
    //! What asks, and then sends, to the topic shown. Null, and told, when nothing may be sent there.
    SendDialog *newSheet();
    void send(SendDialog &dialog, LiveSpace &space, const QString &topic, const QList<FileToSend> &files,
              const QString &caption);
    //! Of a message in that topic: to where such files go. Gives the download.
    Pending<qint64> save(LiveSpace *space, const QString &topic, const FilePayload &file);
    void keep(LiveSpace *space, const QString &topic, const FilePayload &file);
    void saveAs(const QString &topic, const FilePayload &file);
    //! Handed to the desktop once it is saved.
    void open(const QString &topic, const FilePayload &file);
    void openWhenDone(LiveSpace *space, qint64 download);
    void view(const QString &topic, const QByteArray &message, const FilePayload &file);
    void showInFolder(const QString &path);

    MainWindow &m_window;
    FileDialogs &m_dialogs;
    TransferListModel m_transfers;
    QPointer<LiveSpace> m_space;
    QString m_topic;
    std::unique_ptr<ImageViewer> m_viewer; //!< from the first image on
    QStringList m_waiting;                 //!< for a topic to be offered to
};

} // namespace reeeductio
