// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/profile.h"

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

Credentials credentialsOf(const SpaceRecord &record, const QUrl &server)
{
    Credentials credentials{server, record.space, record.member, record.key.clone(), record.root.clone(), {}};
    if (record.userKey)
        credentials.userKey = record.userKey->clone();
    return credentials;
}

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

} // namespace

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
        return startSpaces();
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

Pending<void> Profile::startSpaces()
{
    const auto &records = m_vault.contents().spaces;
    const bool needsServer =
        std::any_of(records.begin(), records.end(), [](const auto &r) { return r.isLocal; });
    const auto addAll = [this](const QUrl &local) {
        for (const auto &record : m_vault.contents().spaces)
            add(record.clone(), record.isLocal ? local : record.server);
    };
    if (!needsServer) {
        addAll({});
        return Pending<void>::resolved({});
    }
    PendingPair<void> pair;
    auto completer = std::make_shared<Completer<void>>(std::move(pair.completer));
    localServer().done(this, [this, addAll, completer](const Result<QUrl> &url) {
        // Without its server a local space still shows what is stored of it.
        addAll(url.value_or(QUrl(u"http://127.0.0.1:1"_s)));
        if (!url)
            Q_EMIT failed(url.error());
        completer->complete({});
    });
    return std::move(pair.pending);
}

Pending<QUrl> Profile::localServer()
{
    if (m_vault.contents().localAdmin)
        return m_server.start(SpaceId::of(m_vault.contents().localAdmin->publicKey()));
    auto contents = m_vault.contents().clone();
    contents.localAdmin = SigningKey::generate();
    const auto admin = SpaceId::of(contents.localAdmin->publicKey());
    return m_vault.save(std::move(contents)).then(this, [this, admin] { return m_server.start(admin); });
}

Pending<void> Profile::keep(const SpaceRecord &record)
{
    auto contents = m_vault.contents().clone();
    contents.spaces.push_back(record.clone());
    return m_vault.save(std::move(contents));
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
    auto live = std::make_shared<LiveSpace *>(nullptr);
    return localServer()
        .then(this,
              [this, record](const QUrl &url) {
                  record->server = url;
                  return registerLocally(*record);
              })
        .then(this, [this, record] { return keep(*record); })
        .then(this,
              [this, record, live, name] {
                  *live = add(record->clone(), record->server);
                  const QJsonObject described{{u"name"_s, name}};
                  return (*live)->space().state().setEncrypted(u"space"_s, compactJson(described));
              })
        .then(this,
              [live, topicName](const PostedMessage &) {
                  return (*live)->createTopic(topicIdFromName(topicName), topicName, {});
              })
        .then(this, [live] { return *live; });
}

Pending<LiveSpace *> Profile::connectTo(Credentials credentials, const QString &name)
{
    for (const auto &entry : m_entries) {
        if (entry.record.space == credentials.space && entry.record.member == credentials.member)
            return Pending<LiveSpace *>::resolved(entry.live.get());
    }
    auto probe = std::make_shared<Space>(credentials.clone(), m_services);
    auto record = std::make_shared<SpaceRecord>(
        SpaceRecord{credentials.server, credentials.space, credentials.member, std::move(credentials.key),
                    *std::move(credentials.root), std::move(credentials.userKey), name, false});
    return probe->session()
        .authenticate()
        .then(this, [this, record, probe] { return keep(*record); })
        .then(this, [this, record] { return add(record->clone(), record->server); });
}

LiveSpace *Profile::add(SpaceRecord record, const QUrl &server)
{
    const auto rules = record.isLocal ? RuleSet::Local : RuleSet::Real;
    const LocalServices local{*m_messages, *m_user, m_authorityThread};
    auto live = std::make_unique<LiveSpace>(credentialsOf(record, server), m_services, local, rules);
    auto *added = live.get();
    connect(added, &LiveSpace::storageFailed, this, &Profile::failed);
    m_entries.push_back({std::move(record), std::move(live)});
    added->start();
    Q_EMIT spaceAdded(added);
    return added;
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

Pending<void> Profile::saveCredentials(const LiveSpace *space, const QString &file)
{
    const auto *entry = entryOf(space);
    auto contents = std::make_shared<SecretBytes>(
        writeCredentialsFile(credentialsOf(entry->record, entry->live->server())));
    return m_storeThread.run([file, contents] { return writePrivateFile(file, contents->view()); });
}

Pending<std::shared_ptr<Credentials>> Profile::readCredentials(const QString &file)
{
    return m_storeThread.run([file] { return readPrivately(file); });
}

const Profile::Entry *Profile::entryOf(const LiveSpace *space) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [space](const Entry &entry) { return entry.live.get() == space; });
    return found == m_entries.end() ? nullptr : &*found;
}

} // namespace reeeductio
