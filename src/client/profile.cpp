// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/profile.h"

#include "base/asyncoperation.h"
#include "base/privatefile.h"
#include "client/adminclient.h"
#include "client/credentialsfile.h"
#include "protocol/json.h"
#include "protocol/names.h"

#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

Result<std::shared_ptr<Credentials>> readPrivately(const QString &file)
{
    constexpr qint64 mostBytes = 65'536; // a credentials file has a few hundred
    QFile input(file);
    if (!input.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Storage, ErrorCode::CannotOpen, input.errorString());
    const auto contents = SecretBytes::takeFrom(input.read(mostBytes));
    auto credentials = readCredentialsFile(contents.view());
    if (!credentials)
        return fail(credentials.error());
    return std::make_shared<Credentials>(*std::move(credentials));
}

//! Null when there is none.
const SpaceRecord *find(const VaultContents &contents, const SpaceId &space)
{
    const auto found = std::find_if(contents.spaces.begin(), contents.spaces.end(),
                                    [&space](const SpaceRecord &record) { return record.space == space; });
    return found == contents.spaces.end() ? nullptr : &*found;
}

Error otherIdentity(const MemberId &known)
{
    return {ErrorKind::Conflict, ErrorCode::OtherIdentity, known.toString()};
}

} // namespace

//! The embedded server for a space that signs in there: started again when it could not be before. To the
//! space its failure is a server out of reach; what is wrong with it the profile tells.
class Profile::FindLocalServer final : public AsyncOperation<QUrl>
{
public:
    explicit FindLocalServer(Profile &profile) : AsyncOperation(&profile), m_profile(profile) {}

protected:
    void run() override
    {
        m_profile.localServer().done(this, [this](Result<QUrl> url) {
            if (!url && url.error().isCancelled())
                return finish(std::move(url));
            const bool wasFailing = std::exchange(m_profile.m_isServerFailing, !url);
            if (url) {
                m_profile.rememberLocalServer(*url);
                return finish(std::move(url));
            }
            if (!wasFailing)
                Q_EMIT m_profile.failed(url.error());
            finish(fail(ErrorKind::Network, ErrorCode::ConnectionRefused,
                        reeeductio::nameOf(url.error().code) + u": "_s + url.error().detail));
        });
    }

private:
    Profile &m_profile;
};

Profile::Profile(ProfilePlaces places, const ClientServices &services, SerialThread &storeThread,
                 SerialThread &authorityThread, Keychain &keychain, EmbeddedServer &server, QObject *parent)
    : QObject(parent), m_places(std::move(places)), m_services(services), m_storeThread(storeThread),
      m_authorityThread(authorityThread), m_server(server),
      m_vault(storeThread, keychain, m_places.data.path())
{}

Profile::~Profile() = default;

Pending<void> Profile::open()
{
    return m_vault.open().then(this, [this] { return openStores(); }).then(this, [this] {
        // A local space shows what is stored of it whether its server can be had or not.
        for (const auto &record : m_vault.contents().spaces)
            add(record.clone());
        for (const auto &record : m_vault.contents().joining)
            m_notices << ProfileNotice{ProfileNotice::Kind::JoinBrokenOff, record.server.host()};
    });
}

Pending<void> Profile::openStores()
{
    m_messages = std::make_unique<LocalMessageStore>(m_storeThread, m_places.cache.filePath(u"cache.db"_s));
    m_user = std::make_unique<UserStore>(m_storeThread, m_places.data.filePath(u"user.db"_s),
                                         m_vault.contents().dataKey);
    return m_messages->open()
        .then(this,
              [this](const OpenReport &report) {
                  if (!report.damagedFile.isEmpty())
                      m_notices << ProfileNotice{ProfileNotice::Kind::CacheRebuilt, report.damagedFile};
                  if (report.isReadOnly)
                      m_notices << ProfileNotice{ProfileNotice::Kind::CacheReadOnly};
                  return m_user->open();
              })
        .then(this, [this](const OpenReport &report) {
            if (!report.damagedFile.isEmpty())
                m_notices << ProfileNotice{ProfileNotice::Kind::UserFileSetAside, report.damagedFile};
            if (report.isReadOnly)
                m_notices << ProfileNotice{ProfileNotice::Kind::UserFileReadOnly};
        });
}

Pending<QUrl> Profile::localServer()
{
    const auto start = [this] {
        return m_server.start(SpaceId::of(m_vault.contents().localAdmin->publicKey()));
    };
    if (m_vault.contents().localAdmin)
        return start();
    const auto addAdmin = [](VaultContents &contents) {
        if (!contents.localAdmin)
            contents.localAdmin = SigningKey::generate();
    };
    return m_vault.change(addAdmin).then(this, start);
}

//! Its port may be another one than last time; programs beside this one read it in the vault.
void Profile::rememberLocalServer(const QUrl &url)
{
    const auto isElsewhere = [url](const SpaceRecord &record) {
        return record.isLocal && record.server != url;
    };
    if (!std::ranges::any_of(m_vault.contents().spaces, isElsewhere))
        return;
    const auto follow = [url, isElsewhere](VaultContents &contents) {
        for (auto &record : contents.spaces) {
            if (isElsewhere(record))
                record.server = url;
        }
    };
    m_vault.change(follow).done(this, [](const Result<void> &) {}); // without it only those others miss it
}

Pending<LiveSpace *> Profile::keep(SpaceRecord record)
{
    auto kept = std::make_shared<SpaceRecord>(std::move(record));
    const auto addRecord = [kept](VaultContents &contents) {
        if (!find(contents, kept->space))
            contents.spaces.push_back(kept->clone());
        std::erase_if(contents.joining,
                      [&kept](const SpaceRecord &each) { return each.member == kept->member; });
    };
    auto added = m_vault.change(addRecord).then(this, [this, kept]() -> Result<LiveSpace *> {
        const auto *held = find(m_vault.contents(), kept->space); // another one may have been faster
        if (held && held->member != kept->member)
            return fail(otherIdentity(held->member));
        const auto *known = entryOf(kept->space);
        return known ? known->live.get() : add(kept->clone());
    });
    // What is in the vault would be there at the next start, so it is shown though nobody waits for it.
    auto handle = added.share();
    added.done(this, [](const Result<LiveSpace *> &) {});
    return handle;
}

Pending<void> Profile::registerLocally(const SpaceRecord &record)
{
    auto admin =
        std::make_shared<AdminClient>(record.server, m_vault.contents().localAdmin->clone(), m_services);
    return admin->registerSpace(record.key).then(this, [admin](const SpaceId &) {});
}

Pending<LiveSpace *> Profile::tryItHere(const QString &name, const QString &topicName)
{
    auto key = SigningKey::generate();
    const auto id = key.publicKey();
    auto record = std::make_shared<SpaceRecord>(SpaceRecord{{},
                                                            SpaceId::of(id),
                                                            UserId::of(id),
                                                            std::move(key),
                                                            SymmetricKey::generate(),
                                                            SymmetricKey::generate(),
                                                            name,
                                                            true});
    auto space = std::make_shared<std::unique_ptr<Space>>();
    const auto topic = topicIdFromName(topicName);
    return localServer()
        .then(this,
              [this, record](const QUrl &url) {
                  record->server = url;
                  return registerLocally(*record);
              })
        .then(this,
              [this, record, space, name] {
                  *space = std::make_unique<Space>(credentialsOf(*record), m_services);
                  const QJsonObject described{{u"name"_s, name}};
                  return (*space)->state().setEncrypted(u"space"_s, compactJson(described));
              })
        .then(this,
              [space, topic, topicName](const PostedMessage &) {
                  return (*space)->state().describeTopic(topic, topicName, {});
              })
        .then(this, [this, record, space](const PostedMessage &) { return keep(record->clone()); })
        .then(this, [topic](LiveSpace *live) {
            live->addTopicByHand(topic); // there at once, before its state is
            return live;
        });
}

Pending<LiveSpace *> Profile::logIn(PasswordLogin login, const QString &name)
{
    auto *const operation = new LogInByPassword(std::move(login), m_services, this);
    return operation->start().then(
        this, [this, name](Credentials found) { return connectTo(std::move(found), name); });
}

Pending<LiveSpace *> Profile::connectTo(Credentials credentials, const QString &name)
{
    if (const auto *known = entryOf(credentials.space))
        return known->record.member == credentials.member
                   ? Pending<LiveSpace *>::resolved(known->live.get())
                   : Pending<LiveSpace *>::failed(otherIdentity(known->record.member));
    if (!credentials.root)
        return Pending<LiveSpace *>::failed({ErrorKind::Validation, ErrorCode::BadKey, u"symmetricRoot"_s});
    auto probe = std::make_shared<Space>(credentials.clone(), m_services);
    auto record = std::make_shared<SpaceRecord>(recordOf(std::move(credentials), name));
    return probe->session().authenticate().then(this,
                                                [this, record, probe] { return keep(record->clone()); });
}

SpaceRecord Profile::recordOf(Credentials credentials, const QString &name)
{
    return {credentials.server,
            credentials.space,
            credentials.member,
            std::move(credentials.key),
            *std::move(credentials.root),
            std::move(credentials.userKey),
            name,
            false};
}

LiveSpace *Profile::add(SpaceRecord record)
{
    const auto rules = record.isLocal ? RuleSet::Local : RuleSet::Real;
    const LocalServices local{*m_messages, *m_user, m_authorityThread, m_uploadSlots, m_downloadSlots};
    auto services = m_services;
    if (record.isLocal)
        services.findServer = [this] { return (new FindLocalServer(*this))->start(); };
    auto live = std::make_unique<LiveSpace>(credentialsOf(record), services, local, rules);
    auto *added = live.get();
    connect(added, &LiveSpace::storageFailed, this, &Profile::failed);
    connect(added, &LiveSpace::summaryChanged, this, [this, added] { nameUnnamed(added); });
    m_entries.push_back({std::move(record), std::move(live)});
    added->start();
    Q_EMIT spaceAdded(added);
    return added;
}

//! Once, when nobody gave it a name of their own: one that followed its members' would let them lend it
//! another space's name.
void Profile::nameUnnamed(LiveSpace *space)
{
    const auto name = space->authority().summary().name;
    const auto entry =
        std::ranges::find_if(m_entries, [space](const Entry &each) { return each.live.get() == space; });
    if (name.isEmpty() || entry == m_entries.end() || !entry->record.name.isEmpty())
        return;
    entry->record.name = name;
    const auto giveName = [name, id = space->space().id()](VaultContents &contents) {
        for (auto &record : contents.spaces) {
            if (record.space == id && record.name.isEmpty())
                record.name = name;
        }
    };
    m_vault.change(giveName).done(this, [](const Result<void> &) {}); // without it the next start does it
}

QList<LiveSpace *> Profile::spaces() const
{
    QList<LiveSpace *> list;
    for (const auto &entry : m_entries)
        list << entry.live.get();
    return list;
}

QString Profile::nameOf(const LiveSpace *space) const
{
    const auto *entry = entryOf(space);
    return entry ? entry->record.name : QString();
}

bool Profile::isLocal(const LiveSpace *space) const
{
    const auto *entry = entryOf(space);
    return entry && entry->record.isLocal;
}

Pending<void> Profile::setPassword(LiveSpace *space, const QString &username, const SecretBytes &password)
{
    if (space->space().credentials().userKey)
        return space->space().passwords().enroll(username, password);
    const auto giveUserKey = [id = space->space().id()](VaultContents &contents) {
        for (auto &record : contents.spaces) {
            if (record.space == id && !record.userKey)
                record.userKey = SymmetricKey::generate();
        }
    };
    auto secret = std::make_shared<SecretBytes>(password.clone());
    return m_vault.change(giveUserKey).then(space, [this, space, username, secret] {
        auto whole = space->space().credentials().clone();
        const auto entry =
            std::ranges::find_if(m_entries, [space](const Entry &each) { return each.live.get() == space; });
        if (const auto *record = find(m_vault.contents(), whole.space); record && record->userKey) {
            whole.userKey = record->userKey->clone();
            if (entry != m_entries.end()) // for what is saved of it before the next start
                entry->record.userKey = record->userKey->clone();
        }
        return space->space().passwords().enroll(username, *secret, whole);
    });
}

Pending<void> Profile::saveCredentials(const LiveSpace *space, const QString &file)
{
    const auto *entry = entryOf(space);
    auto credentials = credentialsOf(entry->record);
    credentials.server = entry->live->server();
    return saveCredentials(credentials, file);
}

Pending<void> Profile::saveCredentials(const Credentials &credentials, const QString &file)
{
    auto contents = std::make_shared<SecretBytes>(writeCredentialsFile(credentials));
    return m_storeThread.run([file, contents] { return writePrivateFile(file, contents->view()); });
}

Pending<void> Profile::saveDocument(const QString &file, std::function<QByteArray()> contents)
{
    return m_storeThread.run(
        [file, contents = std::move(contents)] { return writePrivateFile(file, contents()); });
}

std::unique_ptr<ServerAdministration> Profile::administrationOf(const QUrl &server, SigningKey key)
{
    return std::make_unique<ServerAdministration>(server, std::move(key), RuleSet::Real, m_services,
                                                  m_authorityThread);
}

Pending<std::shared_ptr<Credentials>> Profile::readCredentials(const QString &file)
{
    return m_storeThread.run([file] { return readPrivately(file); });
}

const Profile::Entry *Profile::entryOf(const SpaceId &space) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&space](const Entry &entry) { return entry.record.space == space; });
    return found == m_entries.end() ? nullptr : &*found;
}

const Profile::Entry *Profile::entryOf(const LiveSpace *space) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [space](const Entry &entry) { return entry.live.get() == space; });
    return found == m_entries.end() ? nullptr : &*found;
}

} // namespace reeeductio
