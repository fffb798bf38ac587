// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "localserver/routes.h"

using namespace Qt::StringLiterals;

namespace reeeductio::localserver {

namespace {

using namespace endpoints;

constexpr auto none = Route::Body::None;
constexpr auto json = Route::Body::Json;
constexpr auto largeJson = Route::Body::LargeJson;
constexpr auto blob = Route::Body::Blob;

//! The routes as OpenAPI has them: published clients' generators ask for it.
Answer<HttpResponse> openApi(ServerCore &, const ApiCall &)
{
    QJsonObject paths;
    for (const auto &route : routes()) {
        const auto pattern = QString::fromLatin1(route.pattern);
        auto methods = paths.value(pattern).toObject();
        const QJsonObject answers{{u"default"_s, QJsonObject{{u"description"_s, u"JSON"_s}}}};
        methods.insert(QString::fromLatin1(route.method).toLower(), QJsonObject{{u"responses"_s, answers}});
        paths.insert(pattern, methods);
    }
    const QJsonObject info{{u"title"_s, u"Reeeductio local server"_s}, {u"version"_s, u"1"_s}};
    return jsonResponse(200, {{u"openapi"_s, u"3.1.0"_s}, {u"info"_s, info}, {u"paths"_s, paths}});
}

constexpr Route table[] = {
    {"GET", "/health", false, none, health},
    {"GET", "/openapi.json", false, none, openApi},

    {"POST", "/spaces/{}/auth/challenge", false, json, authChallenge},
    {"POST", "/spaces/{}/auth/verify", false, json, authVerify},
    {"POST", "/spaces/{}/auth/refresh", true, none, authRefresh},

    {"GET", "/spaces/{}/topics/{}/messages", true, none, listMessages},
    {"POST", "/spaces/{}/topics/{}/messages", true, json, postMessage},
    {"GET", "/spaces/{}/topics/{}/messages/{}", true, none, oneMessage},

    {"GET", "/spaces/{}/state", true, none, listState},
    {"GET", "/spaces/{}/state/{...}", true, none, readState},
    {"PUT", "/spaces/{}/state/{...}", true, json, writeState},

    {"GET", "/spaces/{}/data/{...}", true, none, readData},
    {"PUT", "/spaces/{}/data/{...}", true, largeJson, writeData},
    {"DELETE", "/spaces/{}/data/{...}", true, none, deleteData},

    {"PUT", "/spaces/{}/blobs/{}", true, blob, nullptr},
    {"GET", "/spaces/{}/blobs/{}", true, none, readBlob},
    {"HEAD", "/spaces/{}/blobs/{}", true, none, readBlob},
    {"DELETE", "/spaces/{}/blobs/{}", true, none, deleteBlob},

    {"POST", "/spaces/{}/opaque/setup", true, none, opaqueSetup},
    {"POST", "/spaces/{}/opaque/register/init", true, json, opaqueRegisterInit},
    {"POST", "/spaces/{}/opaque/register/finish", true, json, opaqueRegisterFinish},
    {"POST", "/spaces/{}/opaque/login/init", false, json, opaqueLoginInit},
    {"POST", "/spaces/{}/opaque/login/finish", false, json, opaqueLoginFinish},

    {"POST", "/admin/auth/challenge", false, json, adminChallenge},
    {"POST", "/admin/auth/verify", false, json, adminVerify},
    {"GET", "/admin/space", true, none, adminSpaceId},
    {"DELETE", "/admin/blobs/{}", true, none, adminDeleteBlob},
};

} // namespace

std::span<const Route> routes()
{
    return table;
}

} // namespace reeeductio::localserver
