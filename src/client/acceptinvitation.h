// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/invitation.h"
#include "client/spacereader.h"

namespace reeeductio {

//! What an invitation is, by its link and by the space's own state, for a person to look at before joining.
struct InvitationPreview
{
    //! What the link says and the state does not.
    enum class Difference {
        Inviter,         //!< somebody else wrote the invitation
        Role,            //!< it promises another role
        InviterMayNot,   //!< who invited could not give the role: nobody's client will
        StateIncomplete, //!< the server withholds state, or shows some that should not be there
    };

    QUrl server = {};
    SpaceId space = {};
    QStringList fingerprint = {}; //!< words of the space's id, to compare with the inviter's
    QString spaceName = {};       //!< empty where none is written or the root is still sealed
    QString linkRole = {};
    UserId linkInviter = {};
    QString inviterName = {};   //!< of who did write it; its own word
    Invitation invitation = {}; //!< as it stands in the state
    QList<Difference> differences = {};
    //! What join() would fail with, as things stand; nothing too when it would go on with an attempt that was
    //! broken off.
    std::optional<Error> obstacle = {};
};

//! A space that was joined by an invitation.
struct JoinedSpace
{
    Credentials credentials;
    bool waitsForRole = false; //!< (a) until an administrator's client has seen it
};

//! Joining a space by a link, step by step: look(), unlock() where the root is sealed, join(). Nothing is
//! written before join(). The key of the new member is fresh, and known before: who keeps credentials() first
//! can go on after a crash, with the same link and that key, without using the invitation twice. Lives in the
//! thread of the services' transport; `thread` replays the state; both outlive it. Errors:
//! Authentication/InvitationRevoked (the key is no member: taken back, or never was one),
//! Authorization/InvitationSpent, /InvitationExpired, NotFound/NoSuchSpace, Validation/WrongWords, those of
//! Session and State, and Chain/BrokenLink when the server took what was written and does not show it.
class AcceptInvitation : public QObject
{
    Q_OBJECT

public:
    enum class Step { Unlocking, SigningIn, ReadingState, Joining, TakingRole, Checking };
    Q_ENUM(Step)

    //! `kept`: credentials() of an attempt that was broken off.
    AcceptInvitation(JoinLink link, const ClientServices &services, SerialThread &thread,
                     const Credentials *kept = nullptr, QObject *parent = nullptr);
    ~AcceptInvitation() override;

    const QUrl &server() const { return m_link.server; }
    const SpaceId &space() const { return m_link.space; }
    JoinLink::Form form() const { return m_link.form; }
    //! The invitation's own id.
    const MemberId &id() const { return m_id; }

    //! Whether the root is still sealed.
    bool needsWords() const { return !m_root; }
    //! `words`: as tidyWords() writes them.
    Pending<void> unlock(const SecretBytes &words);

    //! Signs in as the invitation and reads the state, which every member may. One at a time.
    Pending<InvitationPreview> look();

    //! Who the new member will be. The root is among it once it is unlocked.
    Credentials credentials() const;
    //! Validation/WrongWords while the root is sealed.
    Pending<JoinedSpace> join();

Q_SIGNALS:
    void stepBegun(reeeductio::AcceptInvitation::Step step);

private:
    class ReadState;
    class Join;

    Pending<void> readAnew();
    Pending<std::optional<Invitation>> recorded();
    UserId user() const { return UserId::of(m_key.publicKey()); }

    JoinLink m_link;
    MemberId m_id;
    ClientServices m_services;
    SerialThread &m_thread;
    SigningKey m_key;
    SymmetricKey m_userKey;
    std::optional<SymmetricKey> m_root;
    std::unique_ptr<Space> m_space; //!< as the invitation; made anew with each look
    std::unique_ptr<SpaceReader> m_reader;
};

} // namespace reeeductio
