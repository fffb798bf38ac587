// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "localserver/servercore.h"

//! What each route does, one function a route, in a file a subject. `call.parameters` holds what the route's
//! pattern left open, in its order. Statuses are the real server's, row by row of
//! tests/vectors/server_status.
namespace reeeductio::localserver::endpoints {

// authendpoints.cpp
Answer<HttpResponse> authChallenge(ServerCore &core, const ApiCall &call);
Answer<HttpResponse> authVerify(ServerCore &core, const ApiCall &call);
Answer<HttpResponse> authRefresh(ServerCore &core, const ApiCall &call);
Answer<HttpResponse> adminChallenge(ServerCore &core, const ApiCall &call);
Answer<HttpResponse> adminVerify(ServerCore &core, const ApiCall &call);

// messageendpoints.cpp
Answer<HttpResponse> listMessages(ServerCore &core, const ApiCall &call);
Answer<HttpResponse> postMessage(ServerCore &core, const ApiCall &call);
Answer<HttpResponse> oneMessage(ServerCore &core, const ApiCall &call);
Answer<HttpResponse> listState(ServerCore &core, const ApiCall &call);
Answer<HttpResponse> readState(ServerCore &core, const ApiCall &call);
Answer<HttpResponse> writeState(ServerCore &core, const ApiCall &call);

// dataendpoints.cpp
Answer<HttpResponse> readData(ServerCore &core, const ApiCall &call);
Answer<HttpResponse> writeData(ServerCore &core, const ApiCall &call);
Answer<HttpResponse> deleteData(ServerCore &core, const ApiCall &call);

// blobendpoints.cpp
Answer<std::unique_ptr<BlobUpload>> beginBlob(ServerCore &core, const ApiCall &call);
Answer<HttpResponse> finishBlob(ServerCore &core, const ApiCall &call, BlobUpload &upload);
Answer<HttpResponse> readBlob(ServerCore &core, const ApiCall &call);
Answer<HttpResponse> deleteBlob(ServerCore &core, const ApiCall &call);
Answer<HttpResponse> adminDeleteBlob(ServerCore &core, const ApiCall &call);

// opaqueendpoints.cpp
Answer<HttpResponse> opaqueSetup(ServerCore &core, const ApiCall &call);
Answer<HttpResponse> opaqueRegisterInit(ServerCore &core, const ApiCall &call);
Answer<HttpResponse> opaqueRegisterFinish(ServerCore &core, const ApiCall &call);
Answer<HttpResponse> opaqueLoginInit(ServerCore &core, const ApiCall &call);
Answer<HttpResponse> opaqueLoginFinish(ServerCore &core, const ApiCall &call);

// serverendpoints.cpp
Answer<HttpResponse> health(ServerCore &core, const ApiCall &call);
Answer<HttpResponse> adminSpaceId(ServerCore &core, const ApiCall &call);

} // namespace reeeductio::localserver::endpoints
