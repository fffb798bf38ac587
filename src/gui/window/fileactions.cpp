// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/window/fileactions.h"

#include "gui/chat/chatpage.h"
#include "gui/files/filespage.h"
#include "gui/files/imageviewer.h"
#include "gui/files/senddialog.h"
#include "gui/files/transferpanel.h"
#include "gui/shared/errortext.h"
#include "gui/shared/noticearea.h"
#include "gui/window/mainwindow.h"
#include "models/displaytext.h"
#include "models/filekinds.h"
#include "models/messagetext.h"

#include <QDateTime>
#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace reeeductio {

FileActions::FileActions(MainWindow &window, Profile &profile, FileDialogs &dialogs, QObject *parent)
    : QObject(parent), m_window(window), m_dialogs(dialogs)
{
    for (auto *const panel : {&m_window.chat().transfers(), &m_window.files().transfers()}) {
        panel->setTransfers(m_transfers);
        connect(panel, &TransferPanel::showInFolderRequested, this, &FileActions::showInFolder);
    }
    connect(&profile, &Profile::spaceAdded, &m_transfers, &TransferListModel::addSpace);
    connectChat();
    connectFilesPage();
}

void FileActions::connectChat()
{
    auto &chat = m_window.chat();
    connect(&chat, &ChatPage::attachRequested, this, &FileActions::attach);
    connect(&chat, &ChatPage::filesOffered, this, &FileActions::offer);
    connect(&chat, &ChatPage::imageOffered, this, &FileActions::offerImage);
    connect(&chat, &ChatPage::saveRequested, this,
            [this](const FilePayload &file) { keep(m_space, m_topic, file); });
    connect(&chat, &ChatPage::openRequested, this, [this](const FilePayload &file) { open(m_topic, file); });
    connect(&chat, &ChatPage::viewRequested, this,
            [this](const QByteArray &message, const FilePayload &file) { view(m_topic, message, file); });
    connect(&chat, &ChatPage::saveAsRequested, this,
            [this](const FilePayload &file) { saveAs(m_topic, file); });
}

void FileActions::connectFilesPage()
{
    auto &page = m_window.files();
    connect(&page, &FilesPage::saveRequested, this,
            [this](const ListedFile &file) { keep(m_space, file.topic, file.file); });
    connect(&page, &FilesPage::saveAsRequested, this,
            [this](const ListedFile &file) { saveAs(file.topic, file.file); });
    connect(&page, &FilesPage::openRequested, this,
            [this](const ListedFile &file) { open(file.topic, file.file); });
    connect(&page, &FilesPage::viewRequested, this,
            [this](const ListedFile &file) { view(file.topic, file.hash, file.file); });
}

FileActions::~FileActions() = default;

void FileActions::setPlace(LiveSpace *space, const QString &topic)
{
    m_space = space;
    m_topic = topic;
    if (space && !topic.isEmpty() && !m_waiting.isEmpty())
        offer(std::exchange(m_waiting, {}));
}

void FileActions::attach()
{
    m_dialogs.openFiles(&m_window, tr("Attach files"), [this](const QStringList &files) { offer(files); });
}

void FileActions::offer(const QStringList &paths)
{
    if (!m_space || m_topic.isEmpty()) {
        m_waiting += paths;
        return;
    }
    auto *const sheet = paths.isEmpty() ? nullptr : newSheet();
    if (!sheet)
        return;
    sheet->add(paths);
    sheet->open();
}

void FileActions::offerImage(const PastedImage &image)
{
    auto *const sheet = m_space && !m_topic.isEmpty() ? newSheet() : nullptr;
    if (!sheet)
        return;
    const auto now = QDateTime::fromMSecsSinceEpoch(m_space->space().context().clock.nowMs());
    //: The name that others see of an image that was pasted; %1 is date and time
    sheet->add(image, tr("Pasted image %1.png").arg(now.toString(u"yyyy-MM-dd HH.mm"_s)));
    sheet->open();
}

SendDialog *FileActions::newSheet()
{
    if (!m_window.chat().mayReceive()) {
        const auto text = tr("You may not write in #%1, so no files can be sent there.").arg(m_topic);
        if (!m_window.chat().lacksRight())
            m_window.notices().show(MessageBar::Severity::Warning, text);
        else
            m_window.notices().showWithAction(
                MessageBar::Severity::Warning, text, whyText(),
                [this, question = Question{m_space->space().member(), Operation::Create,
                                           topicResource(m_topic)}] { Q_EMIT whyRequested(question); });
        return nullptr;
    }
    const auto info = m_space->authority().summary().topics.value(m_topic, TopicInfo{m_topic, {}, {}});
    const auto spaceName = displayName(m_space->authority().summary().name);
    const auto target = spaceName.isEmpty() ? tr("To #%1").arg(topicName(info))
                                            : tr("To #%1 in %2").arg(topicName(info), spaceName);
    auto &blobs = m_space->space().blobs();
    auto *const dialog = new SendDialog(target, blobs.filePool(), blobs.largestFile(), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SendDialog::sendRequested, this,
            [this, dialog, space = m_space, topic = m_topic](const QList<FileToSend> &files,
                                                             const QString &caption) {
                if (!space)
                    return dialog->reject();
                send(*dialog, *space, topic, files, caption);
            });
    return dialog;
}

void FileActions::send(SendDialog &dialog, LiveSpace &space, const QString &topic,
                       const QList<FileToSend> &files, const QString &caption)
{
    auto taken = Pending<void>::resolved({});
    if (!caption.isEmpty()) {
        const auto text = writePayload(TextPayload{.text = caption, .mentions = {}, .replyTo = {}});
        taken = space.outbox().add(topic, "chat.text", text).then(&dialog, [&dialog](const OutboxItem &) {
            dialog.noteCaptionTaken();
        });
    }
    for (const auto &file : files) {
        taken = taken.then(&dialog, [&space, topic, file] { return space.uploads().add(topic, file); })
                    .then(&dialog, [&dialog](qint64) { dialog.noteFirstTaken(); });
    }
    taken.done(&dialog, [this, &dialog](const Result<void> &done) {
        if (!done)
            return dialog.showError(done.error());
        dialog.accept();
        m_window.chat().showNewest();
    });
}

Pending<qint64> FileActions::save(LiveSpace *space, const QString &topic, const FilePayload &file)
{
    // Where downloads go is read from a file, and that folder need not be there yet.
    const auto findFolder = [] {
        const auto folder = QStandardPaths::writableLocation(QStandardPaths::DownloadLocation);
        QDir().mkpath(folder);
        return QDir(folder);
    };
    return space->space()
        .blobs()
        .filePool()
        .run(findFolder)
        .then(space, [space, topic, file](const QDir &folder) {
            return space->downloads().add(topic, file, folder.filePath(safeFileName(file)),
                                          PartFile::WhenTaken::OtherName);
        });
}

void FileActions::keep(LiveSpace *space, const QString &topic, const FilePayload &file)
{
    save(space, topic, file).done(space, [](const Result<qint64> &) {}); // how far it is, the panel says
}

void FileActions::open(const QString &topic, const FilePayload &file)
{
    save(m_space, topic, file).done(m_space, [this, space = m_space](const Result<qint64> &download) {
        if (download)
            openWhenDone(space, *download);
    });
}

void FileActions::openWhenDone(LiveSpace *space, qint64 download)
{
    auto *const waiting = new QObject(space); // until it is there, or taken out of the list
    const auto look = [this, space, download, waiting](qint64 id) {
        if (id != download)
            return;
        const auto item = space->downloads().item(download);
        if (item && item->state != Download::State::Done)
            return;
        waiting->deleteLater();
        // Under the name it has got here, which is what the desktop goes by.
        if (item && !(isSafeToOpen(QFileInfo(item->path).fileName()) &&
                      QDesktopServices::openUrl(QUrl::fromLocalFile(item->path))))
            m_window.notices().show(
                MessageBar::Severity::Info,
                tr("No program here opens “%1”. It is saved.").arg(QFileInfo(item->path).fileName()));
    };
    connect(&space->downloads(), &Downloads::changed, waiting, look);
    connect(&space->downloads(), &Downloads::removed, waiting, look);
}

void FileActions::view(const QString &topic, const QByteArray &message, const FilePayload &file)
{
    if (!m_viewer) {
        m_viewer = std::make_unique<ImageViewer>(&m_window);
        connect(m_viewer.get(), &ImageViewer::saveRequested, this, [this](const FilePayload &image) {
            if (m_viewer->space()) // which may be another than the window's by now
                keep(m_viewer->space(), m_viewer->topic(), image);
        });
    }
    m_viewer->view(*m_space, topic, message, file);
}

void FileActions::saveAs(const QString &topic, const FilePayload &file)
{
    m_dialogs.saveFile(&m_window, tr("Save file"), safeFileName(file),
                       [this, space = m_space, topic, file](const QString &path) {
                           if (space)
                               space->downloads().add(topic, file, path, PartFile::WhenTaken::Replace);
                       });
}

void FileActions::showInFolder(const QString &path)
{
    const auto folder = QFileInfo(path).path();
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(folder)))
        m_window.notices().show(MessageBar::Severity::Info, tr("The file is in %1.").arg(folder));
}

} // namespace reeeductio
