// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "support/backend.h"

#include "localserver/localserver.h"
#include "localserver/seeder.h"
#include "support/await.h"

#include <QDir>
#include <QDirIterator>

namespace reeeductio::test {

namespace {

//! In place of whatever was there.
bool copyFolder(const QString &from, const QString &to)
{
    bool isCopied = QDir(to).removeRecursively() && QDir().mkpath(to);
    for (QDirIterator entry(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
         isCopied && entry.hasNext();) {
        const QFileInfo file(entry.next());
        const auto target = to + u'/' + QDir(from).relativeFilePath(file.filePath());
        isCopied = QDir().mkpath(QFileInfo(target).path()) && QFile::copy(file.filePath(), target);
    }
    return isCopied;
}

} // namespace

Backend::Backend()
{
    const auto foreign = qEnvironmentVariable("REEEDUCTIO_TEST_SERVER");
    m_isForeign = !foreign.isEmpty();
    if (m_isForeign)
        m_url = QUrl(foreign);
}

Backend::~Backend() = default;

bool Backend::start()
{
    if (m_isForeign || m_server)
        return true;
    LocalServerOptions options;
    options.dataDirectory = m_directory.path();
    options.port = m_port.number(); // the same one again after a stop
    options.adminSpace = SpaceId::of(adminKey().publicKey());
    m_server = std::make_unique<LocalServer>(options);
    const auto address = await(m_server->start());
    if (!address) {
        qWarning("the server cannot start: %s", qPrintable(describe(address.error())));
        return false;
    }
    m_url = address->url();
    return true;
}

void Backend::stop()
{
    m_server.reset();
}

bool Backend::seed(const SpaceId &space, const QList<Message> &messages, qint64 firstTimestamp)
{
    if (m_isForeign || m_server)
        return false;
    const auto seeded = seedTopic(m_directory.path(), space, messages, firstTimestamp);
    if (!seeded)
        qWarning("cannot seed: %s", qPrintable(describe(seeded.error())));
    return seeded.has_value();
}

bool Backend::keepCopy(const QString &name) const
{
    return !m_isForeign && !m_server && copyFolder(m_directory.path(), m_copies.filePath(name));
}

bool Backend::bringBackCopy(const QString &name) const
{
    return !m_isForeign && !m_server && copyFolder(m_copies.filePath(name), m_directory.path());
}

SigningKey Backend::adminKey()
{
    return *SigningKey::fromSeed(QByteArray(32, '\x01'));
}

Credentials Backend::newUser(const Credentials &owner) const
{
    auto key = SigningKey::generate();
    const auto id = UserId::of(key.publicKey());
    return {owner.server, owner.space, id, std::move(key), owner.root->clone(), SymmetricKey::generate()};
}

Credentials Backend::newTool(const Credentials &owner) const
{
    auto key = SigningKey::generate();
    const auto id = ToolId::of(key.publicKey());
    return {owner.server, owner.space, id, std::move(key), owner.root->clone(), {}};
}

} // namespace reeeductio::test
