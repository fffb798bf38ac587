// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/result.h"
#include "localserver/httpmessage.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QStringList>

#include <optional>

namespace reeeductio::localserver {

//! Why an endpoint does not do what it was asked: what goes out as `{"detail": …}`.
struct Refusal
{
    int status = 500;
    QJsonValue detail = {};
    std::vector<HttpField> fields = {}; //!< of the answer, besides the usual ones
};

template <class T>
using Answer = tl::expected<T, Refusal>;

[[nodiscard]] tl::unexpected<Refusal> refuse(int status, const QString &detail);
//! For what storage could not do: 507 when the disk is full, else 503. The cause goes into the log.
[[nodiscard]] tl::unexpected<Refusal> refuseFor(const Error &error);
HttpResponse toResponse(const Refusal &refusal);
HttpResponse jsonResponse(int status, const QJsonObject &object);

//! One request as its endpoint sees it.
struct ApiCall
{
    HttpRequest request;
    QStringList parameters; //!< what the path held where the route has {}
    QByteArray bearer;      //!< empty where the route needs none
    QJsonObject body;       //!< empty where the route takes none
};

//! Reads a body's fields the way published servers do: unknown ones are ignored, and what is missing or of
//! the wrong type is named in one 422.
class BodyFields
{
public:
    explicit BodyFields(const QJsonObject &body) : m_body(body) {}

    QString text(QLatin1StringView name);
    QString text(QLatin1StringView name, const QString &whenAbsent);
    std::optional<QString> optionalText(QLatin1StringView name);
    //! An integer, or a text that is one.
    qint64 integer(QLatin1StringView name);
    //! A fault found by the caller.
    void addFault(QLatin1StringView name, const QString &message);

    Answer<void> check() const;

private:
    const QJsonObject &m_body;
    QJsonArray m_faults;
};

//! A 422 with one entry: what is wrong with that part of the request ("body", or "query" and a name).
[[nodiscard]] tl::unexpected<Refusal> unprocessable(const QStringList &where, const QString &message);

//! An integer of the query; beyond 64 bits, the nearest. Nothing when absent.
Answer<std::optional<qint64>> queryInteger(const HttpRequest &request, const char *name);

} // namespace reeeductio::localserver
