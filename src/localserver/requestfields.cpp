// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "localserver/requestfields.h"

#include <QHostAddress>

using namespace Qt::StringLiterals;

namespace reeeductio::localserver {

namespace {

QByteArray fieldOf(const HttpRequest &request, std::string_view name)
{
    const auto value = request.field(name).value_or("");
    return {value.data(), static_cast<qsizetype>(value.size())};
}

} // namespace

QByteArray bearerOf(const HttpRequest &request)
{
    const auto field = fieldOf(request, "authorization");
    const auto space = field.indexOf(' ');
    if (space < 0 || field.first(space).compare("bearer", Qt::CaseInsensitive) != 0)
        return {};
    return field.sliced(space + 1).trimmed();
}

bool isJson(const HttpRequest &request)
{
    if (!request.field("content-type"))
        return true;
    const auto type = fieldOf(request, "content-type").split(';').first().trimmed().toLower();
    return type == "application/json" || (type.startsWith("application/") && type.endsWith("+json"));
}

bool isForLoopback(const HttpRequest &request)
{
    if (!request.field("host"))
        return true;
    auto host = QString::fromLatin1(fieldOf(request, "host"));
    const auto port = host.lastIndexOf(u':');
    if (port > host.lastIndexOf(u']'))
        host.truncate(port);
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.sliced(1).chopped(1);
    return host.compare(u"localhost", Qt::CaseInsensitive) == 0 || QHostAddress(host).isLoopback();
}

bool isPreflight(const HttpRequest &request)
{
    return request.method == "OPTIONS" && request.field("origin") &&
           request.field("access-control-request-method");
}

HttpResponse preflightAnswer(const HttpRequest &request)
{
    HttpResponse response{
        200,
        {{"content-type", "text/plain"},
         {"access-control-allow-methods", "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT, QUERY"},
         {"access-control-max-age", "600"}},
        "OK"};
    if (const auto wanted = request.field("access-control-request-headers"))
        response.fields.push_back({"access-control-allow-headers", std::string(*wanted)});
    return response;
}

bool isFromAllowedOrigin(const HttpRequest &request, const QStringList &allowed)
{
    return !request.field("origin") || allowed.contains(u"*"_s) ||
           allowed.contains(QString::fromLatin1(fieldOf(request, "origin")), Qt::CaseInsensitive);
}

void allowOrigin(const HttpRequest &request, const QStringList &allowed, HttpResponse &response)
{
    const auto origin = request.field("origin");
    if (!origin || !isFromAllowedOrigin(request, allowed))
        return;
    const bool isAny = allowed.contains(u"*"_s);
    response.fields.push_back({"access-control-allow-origin", isAny ? "*" : std::string(*origin)});
    if (!isAny)
        response.fields.push_back({"vary", "origin"});
}

} // namespace reeeductio::localserver
