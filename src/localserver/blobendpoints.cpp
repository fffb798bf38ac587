// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "localserver/endpoints.h"

using namespace Qt::StringLiterals;

namespace reeeductio::localserver::endpoints {

namespace {

Answer<void> answerOf(const Result<void> &result)
{
    if (!result)
        return refuseFor(result.error());
    return {};
}

Answer<bool> answerOf(const Result<bool> &result)
{
    if (!result)
        return refuseFor(result.error());
    return *result;
}

//! The session, once it may store this blob; every refusal but the token's is 400.
Answer<Session> mayStore(ServerCore &core, const ApiCall &call)
{
    auto session = core.identify(call.parameters[0], call.bearer);
    if (!session)
        return session;
    const auto asBadRequest = [](const Refusal &refusal) { return Refusal{400, refusal.detail}; };
    if (auto limit = core.checkUseLimit(*session).map_error(asBadRequest); !limit)
        return tl::unexpected(limit.error());
    if (auto member = ServerCore::requireMember(*session).map_error(asBadRequest); !member)
        return tl::unexpected(member.error());
    if (!BlobId::parse(call.parameters[1]))
        return refuse(400, u"Invalid blob identifier"_s);
    return session;
}

Answer<void> store(ServerCore &core, const Session &session, const BlobId &blob, bool countsAsUse)
{
    auto transaction = Transaction::begin(*core.database);
    if (!transaction)
        return refuseFor(transaction.error());
    auto done = core.blobs.addReference(blob, session.space->id(), session.member);
    if (done && countsAsUse)
        done = core.toolUses.add(session.space->id(), session.member);
    if (done)
        done = transaction->commit();
    return answerOf(done);
}

//! Who asks, and for which blob: 404 before 403, as published servers have it.
struct BlobCall
{
    Session session;
    BlobId blob;
};
Answer<BlobCall> findBlob(ServerCore &core, const ApiCall &call)
{
    const auto session = core.identify(call.parameters[0], call.bearer);
    if (!session)
        return tl::unexpected(session.error());
    const auto blob = BlobId::parse(call.parameters[1]);
    const auto isKnown = blob ? answerOf(core.blobs.isReferenced(*blob)) : Answer<bool>(false);
    if (!isKnown)
        return tl::unexpected(isKnown.error());
    if (!*isKnown)
        return refuse(404, u"Blob not found"_s);
    if (auto member = ServerCore::requireMember(*session); !member)
        return tl::unexpected(member.error());
    const auto isHere = answerOf(core.blobs.isReferenced(*blob, session->space->id()));
    if (!isHere)
        return tl::unexpected(isHere.error());
    if (!*isHere)
        return refuse(403, u"Blob belongs to a different space"_s);
    return BlobCall{*session, *blob};
}

HttpResponse partOf(BlobStore::Opened opened, const ApiCall &call, const BlobId &blob)
{
    const auto size = static_cast<std::uint64_t>(opened.size);
    const auto tag = '"' + blob.text().toStdString() + '"';
    const bool isOther = call.request.field("if-range").value_or(tag) != tag;
    const auto range = resolveRange(isOther ? "" : call.request.field("range").value_or(""), size);
    HttpResponse response{
        200,
        {{"content-type", "application/octet-stream"}, {"accept-ranges", "bytes"}, {"etag", tag}},
        FileSlice{std::move(opened.file), range.offset, range.length}};
    const auto total = '/' + std::to_string(size);
    if (range.kind == ByteRange::Part) {
        response.status = 206;
        const auto last = range.offset + range.length - 1;
        response.fields.push_back(
            {"content-range", "bytes " + std::to_string(range.offset) + '-' + std::to_string(last) + total});
    } else if (range.kind == ByteRange::Unsatisfiable) {
        response.status = 416;
        response.fields.push_back({"content-range", "bytes *" + total});
    }
    return response;
}

} // namespace

Answer<std::unique_ptr<BlobUpload>> beginBlob(ServerCore &core, const ApiCall &call)
{
    if (auto session = mayStore(core, call); !session)
        return tl::unexpected(session.error());
    const auto length = call.request.contentLength.value_or(0);
    if (length > static_cast<std::uint64_t>(core.options.maxBlobBytes))
        return refuse(413, u"Blob too large. Maximum size is %1 bytes"_s.arg(core.options.maxBlobBytes));
    auto upload = core.blobs.beginUpload();
    if (!upload)
        return refuseFor(upload.error());
    return *std::move(upload);
}

Answer<HttpResponse> finishBlob(ServerCore &core, const ApiCall &call, BlobUpload &upload)
{
    if (upload.size() > core.options.maxBlobBytes)
        return refuse(413, u"Blob too large. Maximum size is %1 bytes"_s.arg(core.options.maxBlobBytes));
    const auto session = mayStore(core, call); // a body takes long: the member may be gone, the uses spent
    if (!session)
        return tl::unexpected(session.error());
    const auto blob = upload.finishId();
    if (blob.toString() != call.parameters[1])
        return refuse(400, u"blob_id mismatch: expected %1"_s.arg(blob.toString()));
    const auto counts = core.checkUseLimit(*session);
    if (!counts)
        return tl::unexpected(counts.error());
    if (auto kept = core.blobs.keep(upload, blob); !kept)
        return refuseFor(kept.error());
    if (auto stored = store(core, *session, blob, *counts); !stored) {
        [[maybe_unused]] const auto removed = core.blobs.removeUnreferenced(blob);
        return tl::unexpected(stored.error());
    }
    return jsonResponse(201, {{u"blob_id"_s, blob.toString()}, {u"size"_s, upload.size()}});
}

Answer<HttpResponse> readBlob(ServerCore &core, const ApiCall &call)
{
    const auto found = findBlob(core, call);
    if (!found)
        return tl::unexpected(found.error());
    auto opened = core.blobs.open(found->blob);
    if (!opened)
        return refuseFor(opened.error());
    if (opened->size == 0)
        return refuse(404, u"Blob not found"_s);
    return partOf(*std::move(opened), call, found->blob);
}

Answer<HttpResponse> deleteBlob(ServerCore &core, const ApiCall &call)
{
    const auto found = findBlob(core, call);
    if (!found)
        return tl::unexpected(found.error());
    const auto &[session, blob] = *found;
    const auto &space = session.space->id();
    const auto isUploader = answerOf(core.blobs.isReferenced(blob, space, session.member));
    if (!isUploader)
        return tl::unexpected(isUploader.error());
    if (!*isUploader && !session.member.isOwnerOf(space))
        return refuse(403, u"Only the uploader or space admin can delete this blob"_s);

    // An owner who is not among the uploaders takes it from all of them.
    auto removed = *isUploader ? core.blobs.removeReference(blob, space, session.member)
                               : core.blobs.removeReferences(blob, space);
    if (removed)
        removed = core.blobs.removeUnreferenced(blob);
    return answerOf(removed).map([] { return HttpResponse{204, {}, {}}; });
}

Answer<HttpResponse> adminDeleteBlob(ServerCore &core, const ApiCall &call)
{
    if (!core.spaces.adminSpace())
        return refuse(404, u"Admin API not configured"_s);
    if (auto session = core.signIn(core.spaces.adminSpace()->toString(), call.bearer); !session)
        return tl::unexpected(session.error());
    const auto blob = BlobId::parse(call.parameters[0]);
    const auto isKnown = blob ? answerOf(core.blobs.isReferenced(*blob)) : Answer<bool>(false);
    if (!isKnown)
        return tl::unexpected(isKnown.error());
    if (!*isKnown)
        return refuse(404, u"Blob not found"_s);
    auto removed = core.blobs.removeReferences(*blob);
    if (removed)
        removed = core.blobs.removeUnreferenced(*blob);
    return answerOf(removed).map([] { return HttpResponse{204, {}, {}}; });
}

} // namespace reeeductio::localserver::endpoints
