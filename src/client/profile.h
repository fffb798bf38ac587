// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/acceptinvitation.h"
#include "client/embeddedserver.h"
#include "client/heldspaces.h"
#include "client/livespace.h"
#include "client/loginbypassword.h"
#include "client/serveradministration.h"
#include "store/vault.h"

#include <QDir>

#include <functional>
#include <memory>
#include <vector>

namespace reeeductio {

//! Where a profile's files are. With `--profile DIR` all in one folder.
struct ProfilePlaces
{
    QDir data;  //!< vault, user.db, the embedded server's own: never disposable
    QDir cache; //!< cache.db
};

//! Something a person should know about their files; shown once, in the window.
struct ProfileNotice
{
    enum class Kind {
        CacheRebuilt,     //!< cache.db was damaged: fetched again
        UserFileSetAside, //!< user.db was damaged: kept under another name
        CacheReadOnly,    //!< written by a newer version
        UserFileReadOnly,
        JoinBrokenOff, //!< somebody may be in a space already; opening its invitation again goes on
    };

    Kind kind = Kind::CacheRebuilt;
    QString file = {};
};

//! A space of this profile that was joined by an invitation.
struct JoinedHere
{
    LiveSpace *space = nullptr;
    bool waitsForRole = false; //!< until an administrator's client has seen it
};

//! One person's spaces on this computer: their keys in the vault, what is stored of them, and each as a
//! LiveSpace. Lives in the GUI thread; files are touched in the store thread.
class Profile : public QObject
{
    Q_OBJECT

public:
    Profile(ProfilePlaces places, const ClientServices &services, SerialThread &storeThread,
            SerialThread &authorityThread, Keychain &keychain, EmbeddedServer &server,
            QObject *parent = nullptr);
    ~Profile() override;

    //! Opens vault and stores and starts every space. Storage errors leave everything on disk as it is.
    Pending<void> open();

    //! In the order they were added.
    QList<LiveSpace *> spaces() const;
    //! The person's name for it, else the first its members were seen to give it; what they call it now
    //! stands in its summary.
    QString nameOf(const LiveSpace *space) const;
    bool isLocal(const LiveSpace *space) const;
    Vault::Protection protection() const { return m_vault.protection(); }
    const QList<ProfileNotice> &notices() const { return m_notices; }

    //! A private space on this computer, with one topic. Nothing is kept of one that could not be finished.
    Pending<LiveSpace *> tryItHere(const QString &name, const QString &topicName);
    //! A space whose keys the person holds: kept once the server has let them in, and then also when nobody
    //! waits any more. Validation/BadKey without a symmetric root; Conflict/OtherIdentity when this profile
    //! has the space under another member: what is stored of a space is one person's.
    Pending<LiveSpace *> connectTo(Credentials credentials, const QString &name);

    //! The same by name and password: errors as LogInByPassword's, too.
    Pending<LiveSpace *> logIn(PasswordLogin login, const QString &name);

    //! Begins with an invitation, and goes on with one whose joining was broken off. Only once the profile is
    //! open, which outlives it.
    std::shared_ptr<AcceptInvitation> accept(JoinLink link);
    //! Joins and adds the space. The new member's key is in the vault before the server hears of it; nothing
    //! else is kept of what does not succeed. Goes on when nobody waits any more. Errors as AcceptInvitation
    //! tells them, Conflict/OtherIdentity when this profile has the space, Storage.
    Pending<JoinedHere> join(const std::shared_ptr<AcceptInvitation> &accepting);
    //! Adds a space whose joining was broken off, if its server did let the new member in: for when the
    //! invitation is of no use any more. NotFound when there is none, Authentication/NotAMember.
    Pending<LiveSpace *> addIfJoined(const SpaceId &space);

    //! A server's administration, for a member of its admin space.
    std::unique_ptr<ServerAdministration> administrationOf(const QUrl &server, SigningKey key);

    //! Keeps the member's keys on its server under a name and a password; errors as Passwords::enroll's. A
    //! member without a user key gets one, which is in the vault before the server has it, and is used from
    //! the next start on.
    Pending<void> setPassword(LiveSpace *space, const QString &username, const SecretBytes &password);

    //! A credentials file, read by the store thread. Storage when it cannot be read, Validation when it is
    //! none.
    Pending<std::shared_ptr<Credentials>> readCredentials(const QString &file);
    //! What `reeeductio-admin -f` takes, written by the store thread for the owner's eyes only.
    Pending<void> saveCredentials(const LiveSpace *space, const QString &file);
    //! Somebody else's who was made here: a tool's.
    Pending<void> saveCredentials(const Credentials &credentials, const QString &file);
    //! A file that a person wants, made and written by the store thread for the owner's eyes only.
    Pending<void> saveDocument(const QString &file, std::function<QByteArray()> contents);

Q_SIGNALS:
    void spaceAdded(reeeductio::LiveSpace *space);
    //! The embedded server or a local file failed; shown once.
    void failed(const reeeductio::Error &error);

private:
    class FindLocalServer;
    class Join;

    struct Entry
    {
        SpaceRecord record;
        std::unique_ptr<LiveSpace> live;
    };

    Pending<void> openStores();
    Pending<QUrl> localServer();
    void rememberLocalServer(const QUrl &url);
    void nameUnnamed(LiveSpace *space);
    Pending<LiveSpace *> keep(SpaceRecord record);
    Pending<void> registerLocally(const SpaceRecord &record);
    LiveSpace *add(SpaceRecord record);
    const SpaceRecord *joining(const SpaceId &space) const;
    //! Only with a root.
    static SpaceRecord recordOf(Credentials credentials, const QString &name);
    const Entry *entryOf(const SpaceId &space) const;
    const Entry *entryOf(const LiveSpace *space) const;

    ProfilePlaces m_places;
    ClientServices m_services;
    SerialThread &m_storeThread;
    SerialThread &m_authorityThread;
    EmbeddedServer &m_server;
    Vault m_vault;
    std::unique_ptr<LocalMessageStore> m_messages;
    std::unique_ptr<UserStore> m_user;
    TransferSlots m_uploadSlots{2};
    TransferSlots m_downloadSlots{3};
    std::vector<Entry> m_entries;
    QList<ProfileNotice> m_notices;
    bool m_isServerFailing = false;
};

} // namespace reeeductio
