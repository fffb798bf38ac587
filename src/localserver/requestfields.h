// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "localserver/httpmessage.h"

#include <QByteArray>
#include <QStringList>

namespace reeeductio::localserver {

// What the fields of a request mean here.

//! The token of `Authorization: Bearer …`; empty when there is none, or another scheme.
QByteArray bearerOf(const HttpRequest &request);

//! Whether the body is to be read as JSON: when it says so, or says nothing.
bool isJson(const HttpRequest &request);

//! Whether the Host field names this machine by a loopback address or `localhost`, by whatever port. Without
//! one (HTTP/1.0) nobody was misled.
bool isForLoopback(const HttpRequest &request);

//! Whether a browser asks what it may ask, before it asks.
bool isPreflight(const HttpRequest &request);
//! What it may ask, but for allowOrigin().
HttpResponse preflightAnswer(const HttpRequest &request);

//! Whether a browser sent it for a page of an allowed origin, or no browser did. `allowed`: origins, or `*`
//! for every one.
bool isFromAllowedOrigin(const HttpRequest &request, const QStringList &allowed);
//! Lets the page read the answer.
void allowOrigin(const HttpRequest &request, const QStringList &allowed, HttpResponse &response);

} // namespace reeeductio::localserver
