// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/window/filepageactions.h"

#include "gui/files/filespage.h"
#include "gui/files/filetext.h"
#include "gui/shared/noticearea.h"
#include "gui/window/confirm.h"
#include "gui/window/mainwindow.h"
#include "models/displaytext.h"
#include "models/filekinds.h"
#include "models/messagetext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr qsizetype mostNames = 8;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::FilePageActions)
};

//! The first few, and how many more there are.
QString listed(QStringList names)
{
    const auto more = static_cast<int>(names.size() - mostNames);
    if (more > 0)
        names = names.first(mostNames) << Words::tr("%n more", "names in a list", more);
    return QLocale().createSeparatedList(names);
}

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
    const auto info = space->authority().summary().topics.value(file.topic, {file.topic, {}, {}});
    const auto warning = nameWarning(file.file.fileName);
    m_page.setAudience(
        (warning.isEmpty() ? QString() : warning + u'\n') +
        tr("Encrypted: the server cannot read it. Who may read #%1 has its key and can get it: %2.",
           "the last is a list of names")
            .arg(topicName(info), listed(names)));
}

void FilePageActions::askToDelete(const ListedFile &file)
{
    auto *const space = m_page.space();
    if (!space)
        return;
    space->files().own().done(space, [this, space, file](const Result<QList<StoredBlob>> &own) {
        const auto isIt = [&file](const StoredBlob &blob) { return blob.blob == file.file.blob; };
        confirmDeletion(*space, file, own && std::any_of(own->begin(), own->end(), isIt));
    });
}

//! `isStoredHere`: by this person, who may be brought to delete it by somebody else's message.
void FilePageActions::confirmDeletion(LiveSpace &space, const ListedFile &file, bool isStoredHere)
{
    const auto name = safeFileName(file.file);
    const bool isOwn = file.sender == space.space().member().text();
    const auto sender = senderName(file.sender, space.nameOf(file.sender), isOwn);
    if (!isOwn && isStoredHere)
        return tell(space, MessageBar::Severity::Warning,
                    tr("“%1” is a file that you stored yourself: %2's message only refers to it. Nothing was "
                       "deleted.")
                        .arg(name, sender));
    auto consequences = tr("Nobody will be able to get it from the server any more, you neither. Its message "
                           "stays and goes on naming "
                           "it. Whoever has saved it keeps it. This cannot be undone.");
    if (!isOwn)
        consequences +=
            u"\n\n"_s + tr("%1 stored it. Some servers say yes to this and keep the file all the same; "
                           "afterwards you are told whether it is gone.")
                            .arg(sender);
    confirm(&m_window, tr("Delete “%1” for everybody?").arg(name), consequences, tr("Delete for everybody"),
            [this, where = QPointer<LiveSpace>(&space), file] {
                if (where)
                    remove(*where, file);
            });
}

void FilePageActions::remove(LiveSpace &space, const ListedFile &file)
{
    const auto name = safeFileName(file.file);
    space.files()
        .remove(file.file.blob)
        .done(&space, [this, &space, name](const Result<BlobRemoval> &removal) {
            if (!removal)
                return tell(space, MessageBar::Severity::Error,
                            tr("“%1” was not deleted: %2").arg(name, fileProblem(removal.error())));
            switch (*removal) {
            case BlobRemoval::Gone:
                return tell(space, MessageBar::Severity::Info,
                            tr("“%1” is deleted from the server.").arg(name));
            case BlobRemoval::Kept:
                return tell(
                    space, MessageBar::Severity::Warning,
                    tr("The server said yes, and still has “%1”: only who stored it can have it deleted.")
                        .arg(name));
            case BlobRemoval::NotKnown:
                return tell(
                    space, MessageBar::Severity::Warning,
                    tr("The server said yes to deleting “%1”. Whether it is gone could not be looked at.")
                        .arg(name));
            }
        });
}

void FilePageActions::findUnused()
{
    auto *const space = m_page.space();
    if (!space)
        return;
    m_page.setSearching(true);
    (new FindUnusedBlobs(*space, space))
        ->start()
        .done(this, [this, where = QPointer<LiveSpace>(space)](const Result<UnusedBlobs> &unused) {
            m_page.setSearching(false);
            if (!where || m_page.space() != where)
                return; // the person has gone elsewhere
            if (!unused)
                return m_page.bar().showError(unused.error());
            offerToRemove(*where, *unused);
        });
}

void FilePageActions::offerToRemove(LiveSpace &space, const UnusedBlobs &unused)
{
    if (unused.isUncertain)
        return tell(
            space, MessageBar::Severity::Info,
            tr("Not everything that may use a file is here yet, or can be read. Try again when all messages "
               "have been fetched."));
    if (unused.blobs.isEmpty())
        return tell(space, MessageBar::Severity::Info,
                    tr("Every file that was stored from this computer is used by a message."));
    QStringList names;
    qint64 size = 0;
    for (const auto &blob : unused.blobs) {
        names << (blob.fileName.isEmpty() ? blob.blob.toString() : displayFileName(blob.fileName));
        size += blob.size;
    }
    confirm(&m_window, tr("Delete %n file(s) that no message uses?", nullptr, static_cast<int>(names.size())),
            tr("%1 together, stored from this computer and never posted, or taken back: %2. Nobody has their "
               "keys.")
                .arg(sizeText(size), listed(names)),
            tr("Delete them"), [this, where = QPointer<LiveSpace>(&space), blobs = unused.blobs] {
                if (where)
                    removeUnused(*where, blobs);
            });
}

//! What is still unused now that the person has said so.
void FilePageActions::removeUnused(LiveSpace &space, const QList<StoredBlob> &offered)
{
    (new FindUnusedBlobs(space, &space))
        ->start()
        .done(&space, [this, &space, offered](const Result<UnusedBlobs> &unused) {
            QSet<BlobId> stillUnused;
            for (const auto &blob : unused ? unused->blobs : QList<StoredBlob>())
                stillUnused << blob.blob;
            auto agreed = offered;
            agreed.removeIf([&](const StoredBlob &blob) { return !stillUnused.contains(blob.blob); });
            removeNext(space, agreed, 0, static_cast<int>(offered.size() - agreed.size()));
        });
}

void FilePageActions::removeNext(LiveSpace &space, QList<StoredBlob> left, int removed, int kept)
{
    if (left.isEmpty()) {
        auto text = tr("%n file(s) deleted.", nullptr, removed);
        if (kept > 0)
            text += u' ' + tr("%n could not be.", nullptr, kept);
        return tell(space, kept > 0 ? MessageBar::Severity::Warning : MessageBar::Severity::Info, text);
    }
    const auto blob = left.takeFirst();
    space.files().remove(blob.blob).done(&space, [=, this, &space](const Result<BlobRemoval> &removal) {
        const bool isDone = removal && *removal != BlobRemoval::Kept;
        removeNext(space, left, removed + (isDone ? 1 : 0), kept + (isDone ? 0 : 1));
    });
}

//! Where the person looks for it, wherever they are by now.
void FilePageActions::tell(const LiveSpace &space, MessageBar::Severity severity, const QString &text)
{
    if (m_page.space() == &space)
        return m_page.bar().showMessage(severity, text);
    m_window.notices().show(severity, text);
}

} // namespace reeeductio
