// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/adminclient.h"

#include "protocol/authentication.h"
#include "protocol/json.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

AdminClient::AdminClient(QUrl server, SigningKey key, const ClientServices &services, QObject *parent)
    : QObject(parent), m_credentials(Credentials::owner(std::move(server), std::move(key), {})),
      m_services(services),
      m_session(m_credentials, Session::adminEndpoint(), services.transport, services.clock)
{}

AdminClient::~AdminClient() = default;

Pending<SpaceId> AdminClient::spaceId()
{
    return adminSpace().then(this, [](const Space *space) { return space->id(); });
}

Pending<Space *> AdminClient::adminSpace()
{
    if (m_space)
        return Pending<Space *>::resolved(m_space.get());
    if (!m_finding.isValid()) {
        m_finding = findAdminSpace();
        // First in the row of those who wait, so that the next one to ask after a failure tries anew.
        m_finding.share().done(this, [this](const Result<Space *> &) { m_finding = {}; });
    }
    return m_finding.share();
}

Pending<Space *> AdminClient::findAdminSpace()
{
    return m_session.send({.path = u"space"_s}).then(this, [this](const QByteArray &body) -> Result<Space *> {
        const auto answer = parseJsonObject(body);
        const auto text = answer ? stringField(*answer, "space_id"_L1) : fail(answer.error());
        const auto id = text ? SpaceId::parse(*text) : fail(text.error());
        if (!id)
            return fail(id.error());
        auto credentials = m_credentials.clone();
        credentials.space = *id;
        m_space = std::make_unique<Space>(std::move(credentials), m_services);
        return m_space.get();
    });
}

Pending<SpaceId> AdminClient::registerSpace(const SigningKey &space)
{
    const auto id = SpaceId::of(space.publicKey());
    const auto record = spaceRegistration(space, m_credentials.member, m_session.serverNowMs());
    return adminSpace()
        .then(this,
              [id, record](Space *admin) {
                  return admin->state().setPlaintext(u"spaces/"_s + id.toString(), compactJson(record));
              })
        .then(this,
              [this, id](const PostedMessage &) {
                  const auto path =
                      u"users/%1/spaces/%2"_s.arg(m_credentials.member.toString(), id.toString());
                  return m_space->state().setPlaintext(path, compactJson({{u"space_id"_s, id.toString()}}));
              })
        .then(this, [id](const PostedMessage &) { return id; });
}

Pending<void> AdminClient::deleteBlob(const BlobId &blob)
{
    return m_session.send({.method = HttpRequest::Method::Delete, .path = u"blobs/"_s + blob.toString()})
        .then(this, [](const QByteArray &) {});
}

} // namespace reeeductio
