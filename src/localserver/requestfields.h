// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "localserver/httpmessage.h"

#include <QByteArray>

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
//! Any page may ask anything: without a token it learns nothing, and tokens are no cookies.
HttpResponse preflightAnswer(const HttpRequest &request);
void allowOrigin(const HttpRequest &request, HttpResponse &response);

} // namespace reeeductio::localserver
