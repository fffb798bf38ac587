// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "net/httptransport.h"

#include <QJsonObject>
#include <QUrlQuery>

#include <optional>

namespace reeeductio {

//! A request to a space, before a token and an address are put to it.
struct ApiRequest
{
    HttpRequest::Method method = HttpRequest::Method::Get;
    //! Below the space, as it is read by a person: `topics/general/messages`. Encoded when sent, slashes
    //! kept.
    QString path;
    QUrlQuery query = {};
    std::optional<QJsonObject> json = {};
    QByteArray bytes = {};                 //!< sent as octet-stream when there is no json
    std::shared_ptr<HttpBody> source = {}; //!< sent so instead of `bytes`
    std::shared_ptr<HttpSink> sink = {};   //!< as HttpRequest has it
    //! On blob routes the real server answers a bad token with 500 (PROTOCOL 4).
    bool isBlobRoute = false;
    qint64 maxAnswerBytes = 16 * 1024 * 1024;
    int timeoutMs = 30'000; //!< without a byte moving
};

//! `base` and `path`, each segment percent-encoded (`@` and `+` too: servers read data paths in different
//! ways).
//! Validation/BadPath when an address cannot say that path: it would be sent to another place.
[[nodiscard]] Result<QUrl> apiUrl(const QUrl &base, const QString &path, const QUrlQuery &query = {});

//! An answer that is no success, as an Error of the kind the reference gives it.
Error apiError(const HttpResponse &response);

//! Whether the answer says that the token, not the request, is to blame.
bool blamesToken(const HttpResponse &response, bool isBlobRoute);

} // namespace reeeductio
