// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/window/filepageactions.h"

#include "gui/files/filespage.h"
#include "gui/files/filetext.h"
#include "gui/shared/messagebar.h"
#include "gui/window/confirm.h"
#include "gui/window/mainwindow.h"
#include "models/displaytext.h"
#include "models/filekinds.h"
#include "models/messagetext.h"

#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr qsizetype mostNames = 8;

} // namespace

FilePageActions::FilePageActions(MainWindow &window, QObject *parent)
    : QObject(parent), m_window(window), m_page(window.files())
{
    connect(&m_page, &FilesPage::chosen, this, &FilePageActions::describe);
    connect(&m_page, &FilesPage::deleteRequested, this, &FilePageActions::askToDelete);
    connect(&m_page, &FilesPage::unusedRequested, this, &FilePageActions::findUnused);
}

FilePageActions::~FilePageActions() = default;

void FilePageActions::describe()
{
    m_described = std::make_unique<QObject>();
    auto *const space = m_page.space();
    const auto file = m_page.current();
    if (!space || !file)
        return;
    const bool isOwner = space->space().member().isOwnerOf(space->space().id());
    if (m_page.isRemoved(*file)) {
        m_page.setDeletable(false);
        return m_page.setAudience(tr("Nobody can get it from the server any more."));
    }
    const bool mayDelete = m_page.isOwn(*file) || isOwner;
    m_page.setDeletable(mayDelete,
                        mayDelete ? QString()
                                  : tr("Only who sent it, or the owner of the space, can have it deleted."));
    m_page.setAudience({});
    space->authority()
        .whoMay(space->serverRules(), Operation::Read, topicResource(file->topic))
        .done(m_described.get(),
              [this, file = *file](const Result<QList<MemberId>> &readers) { showAudience(file, readers); });
}

void FilePageActions::showAudience(const ListedFile &file, const Result<QList<MemberId>> &readers)
{
    auto *const space = m_page.space();
    if (!space || !readers)
        return;
    if (!file.file.key)
        return m_page.setAudience(
            tr("Its key did not come with its message: if it was stored as it is, the server and "
               "every member of this space can read it."));
    QStringList names;
    for (const auto &reader : *readers) {
        const bool isOwn = reader.payload() == space->space().member().payload();
        names << senderName(reader.text(), space->nameOf(reader.text()), isOwn);
    }
    const auto count = static_cast<int>(names.size());
    if (names.size() > mostNames)
        names = names.first(mostNames) << tr("and %n more", nullptr, count - static_cast<int>(mostNames));
    const auto info = space->authority().summary().topics.value(file.topic, {file.topic, {}, {}});
    m_page.setAudience(
        tr("Encrypted: the server cannot read it. Who may read #%1 has its key and can get it: %2.",
           "the last is a list of names")
            .arg(topicName(info), QLocale().createSeparatedList(names)));
}

void FilePageActions::askToDelete(const ListedFile &file)
{
    const auto name = safeFileName(file.file);
    auto consequences = tr("Nobody will be able to get it from the server any more, you neither. Its message "
                           "stays and goes on naming "
                           "it. Whoever has saved it keeps it. This cannot be undone.");
    if (!m_page.isOwn(file))
        consequences +=
            u"\n\n"_s + tr("%1 stored it. Some servers say yes to this and keep the file all the same; "
                           "afterwards you are told whether it is gone.")
                            .arg(m_page.senderNameOf(file));
    confirm(&m_window, tr("Delete “%1” for everybody?").arg(name), consequences, tr("Delete for everybody"),
            [this, file] { remove(file); });
}

void FilePageActions::remove(const ListedFile &file)
{
    auto *const space = m_page.space();
    if (!space)
        return;
    const auto name = safeFileName(file.file);
    space->files().remove(file.file.blob).done(this, [this, name](const Result<bool> &removed) {
        auto &bar = m_page.bar();
        if (!removed)
            return bar.showMessage(MessageBar::Severity::Error,
                                   tr("“%1” was not deleted: %2").arg(name, fileProblem(removed.error())));
        if (!*removed)
            return bar.showMessage(
                MessageBar::Severity::Warning,
                tr("The server said yes, and still has “%1”: only who stored it can have it deleted.")
                    .arg(name));
        bar.showMessage(MessageBar::Severity::Info, tr("“%1” is deleted from the server.").arg(name));
    });
}

void FilePageActions::findUnused()
{
    auto *const space = m_page.space();
    if (!space)
        return;
    (new FindUnusedBlobs(*space, space))
        ->start()
        .done(this, [this, space = QPointer<LiveSpace>(space)](const Result<UnusedBlobs> &unused) {
            if (!unused)
                m_page.bar().showError(unused.error());
            else if (space)
                offerToRemove(*space, *unused);
        });
}

void FilePageActions::offerToRemove(LiveSpace &space, const UnusedBlobs &unused)
{
    auto &bar = m_page.bar();
    if (!unused.unreadTopics.isEmpty())
        return bar.showMessage(
            MessageBar::Severity::Info,
            tr("Not all messages of #%1 are here yet, and one of them may use a file. Try again when "
               "they are.")
                .arg(unused.unreadTopics.front()));
    if (unused.blobs.isEmpty())
        return bar.showMessage(MessageBar::Severity::Info,
                               tr("Every file that was stored from this computer is used by a message."));
    QStringList names;
    qint64 size = 0;
    for (const auto &blob : unused.blobs) {
        names << (blob.fileName.isEmpty() ? blob.blob.toString() : displayFileName(blob.fileName));
        size += blob.size;
    }
    const auto count = static_cast<int>(names.size());
    if (names.size() > mostNames)
        names = names.first(mostNames) << tr("and %n more", nullptr, count - static_cast<int>(mostNames));
    confirm(&m_window, tr("Delete %n file(s) that no message uses?", nullptr, count),
            tr("%1 together, stored from this computer and never posted, or taken back: %2. Nobody has their "
               "keys.")
                .arg(sizeText(size), QLocale().createSeparatedList(names)),
            tr("Delete them"), [this, where = QPointer<LiveSpace>(&space), blobs = unused.blobs] {
                if (where)
                    removeUnused(*where, blobs, 0);
            });
}

void FilePageActions::removeUnused(LiveSpace &space, QList<StoredBlob> left, int removed)
{
    if (left.isEmpty())
        return m_page.bar().showMessage(MessageBar::Severity::Info,
                                        tr("%n file(s) deleted.", nullptr, removed));
    const auto blob = left.takeFirst();
    space.files().remove(blob.blob).done(&space, [this, &space, left, removed](const Result<bool> &done) {
        if (!done && done.error().kind != ErrorKind::NotFound) // gone already: what was wanted
            return m_page.bar().showError(done.error());
        removeUnused(space, left, removed + 1);
    });
}

} // namespace reeeductio
