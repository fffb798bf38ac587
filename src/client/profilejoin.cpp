// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Spaces that are joined by an invitation: the part of Profile that keeps a new member's key through
// whatever happens meanwhile.

#include "base/asyncoperation.h"
#include "client/profile.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

//! What the server said so that there is nothing to go on with: it did not let the new member in.
bool isFinal(const Error &error)
{
    return error.code == ErrorCode::InvitationSpent || error.code == ErrorCode::InvitationRevoked ||
           error.code == ErrorCode::InvitationExpired;
}

} // namespace

class Profile::Join final : public AsyncOperation<JoinedHere>
{
public:
    Join(Profile &profile, std::shared_ptr<AcceptInvitation> accepting)
        : AsyncOperation(&profile), m_profile(profile), m_accepting(std::move(accepting))
    {}

protected:
    void run() override
    {
        if (m_accepting->needsWords())
            return finish(fail(ErrorKind::Validation, ErrorCode::WrongWords));
        if (const auto *known = m_profile.entryOf(m_accepting->space()))
            return finish(
                fail(ErrorKind::Conflict, ErrorCode::OtherIdentity, known->record.member.toString()));
        m_record = std::make_shared<SpaceRecord>(recordOf(m_accepting->credentials(), {}));
        const auto addKey = [record = m_record](VaultContents &contents) {
            forget(contents, record->space);
            contents.joining.push_back(record->clone());
        };
        m_profile.m_vault.change(addKey).done(this, [this](const Result<void> &kept) {
            if (!kept)
                return finish(fail(kept.error()));
            join();
        });
    }

private:
    //! One at a time is going on in a space.
    static void forget(VaultContents &contents, const SpaceId &space)
    {
        std::erase_if(contents.joining,
                      [&space](const SpaceRecord &record) { return record.space == space; });
    }

    void join()
    {
        m_accepting->join().done(this, [this](const Result<JoinedSpace> &joined) {
            if (joined)
                return show(joined->waitsForRole);
            if (!isFinal(joined.error()))
                return finish(fail(joined.error()));
            // Whether the key was forgotten or not, this is what there is to say.
            m_profile.m_vault
                .change([space = m_record->space](VaultContents &contents) { forget(contents, space); })
                .done(this, [this, error = joined.error()](const Result<void> &) { finish(fail(error)); });
        });
    }

    void show(bool waitsForRole)
    {
        m_profile.keep(m_record->clone()).done(this, [this, waitsForRole](const Result<LiveSpace *> &space) {
            if (!space)
                return finish(fail(space.error()));
            finish(JoinedHere{*space, waitsForRole});
        });
    }

    Profile &m_profile;
    std::shared_ptr<AcceptInvitation> m_accepting;
    std::shared_ptr<SpaceRecord> m_record;
};

const SpaceRecord *Profile::joining(const SpaceId &space) const
{
    const auto &joining = m_vault.contents().joining;
    const auto found = std::find_if(joining.begin(), joining.end(),
                                    [&space](const SpaceRecord &record) { return record.space == space; });
    return found == joining.end() ? nullptr : &*found;
}

std::shared_ptr<AcceptInvitation> Profile::accept(JoinLink link)
{
    const auto *begun = joining(link.space);
    const auto kept = begun ? std::make_unique<Credentials>(credentialsOf(*begun)) : nullptr;
    return std::make_shared<AcceptInvitation>(std::move(link), m_services, m_authorityThread, kept.get());
}

Pending<JoinedHere> Profile::join(const std::shared_ptr<AcceptInvitation> &accepting)
{
    auto joining = (new Join(*this, accepting))->start();
    // What was written on the server cannot be taken back, so it is gone through with.
    auto handle = joining.share();
    joining.done(this, [](const Result<JoinedHere> &) {});
    return handle;
}

Pending<LiveSpace *> Profile::addIfJoined(const SpaceId &space)
{
    const auto *begun = joining(space);
    if (!begun)
        return Pending<LiveSpace *>::failed({ErrorKind::NotFound, ErrorCode::None});
    auto record = std::make_shared<SpaceRecord>(begun->clone());
    auto probe = std::make_shared<Space>(credentialsOf(*record), m_services);
    return probe->session().authenticate().then(this,
                                                [this, record, probe] { return keep(record->clone()); });
}

} // namespace reeeductio
