// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "localserver/messageposting.h"

#include "localserver/registrations.h"
#include "protocol/names.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio::localserver {

namespace {

using Posted = tl::expected<qint64, PostRefusal>;
using Refused = tl::unexpected<PostRefusal>;

Refused refused(int onPost, int onPut, const QString &detail)
{
    return Refused({onPost, onPut, detail});
}

//! A refusal that both routes put the same way; only a token that cannot be read is 400 on a PUT.
Refused refused(const Refusal &refusal)
{
    const auto detail = refusal.detail.toString();
    return refused(refusal.status, detail == u"Invalid token" ? 400 : refusal.status, detail);
}

//! Published servers decode leniently and stop only at this: then they answer 401, not 400.
bool isBase64WithWrongPadding(const QString &text)
{
    const auto padding = text.count(u'=');
    const auto digits = std::count_if(text.begin(), text.end(), [](QChar c) {
        return c.isLetterOrNumber() ? c.unicode() < 0x80 : c == u'+' || c == u'/';
    });
    return digits % 4 != 0 && digits % 4 + padding < 4;
}

PostRefusal explain(const WriteJudgement &judgement)
{
    using Cause = WriteJudgement::Refusal;
    switch (judgement.refusal) {
    case Cause::BadPath:
        return {401, 400, u"Invalid path"_s};
    case Cause::UntrustedSender:
        return {401, 400, u"Signer has invalid chain of trust"_s};
    case Cause::ValueNotJson:
        return {401, 400, u"Grants must be base64-encoded JSON objects"_s};
    case Cause::BadCapability:
    case Cause::MayNotGrant:
        return {401, 400, u"Invalid capability grant or privilege escalation"_s};
    case Cause::AssignmentMismatch:
        return {400, 401, u"Role grant mismatch: path and data name different ids"_s};
    case Cause::BadMemberEntry:
        return {401, 400, u"Invalid entry: expires_at must be positive, use_limit must not be negative"_s};
    case Cause::MayNotAssign:
        return {401, 400, u"Invalid role grant or privilege escalation"_s};
    case Cause::None:
    case Cause::NoPermission:
        break;
    }
    return {403, 403, u"No %1 permission for this state path"_s.arg(nameOf(judgement.operation))};
}

std::optional<PostRefusal> checkStateWrite(const ServerCore &core, const Session &session,
                                           const PostedMessage &posted)
{
    const auto &space = *session.space;
    const auto judgement =
        space.authorizer().judgeStateWrite(session.member, posted.type, posted.data.toUtf8(), space.now());
    const bool isPathWrong =
        !judgement.isAllowed() && judgement.refusal != WriteJudgement::Refusal::NoPermission;
    if (isPathWrong)
        return explain(judgement);
    if (space.id() == core.spaces.adminSpace()) {
        if (auto problem = checkRegistration(posted.type, posted.data.toUtf8(), session.member))
            return problem;
    }
    return judgement.isAllowed() ? std::nullopt : std::optional(explain(judgement));
}

Message messageOf(const Session &session, const QString &topic, const PostedMessage &posted)
{
    Message message;
    message.hash = posted.messageHash.toUtf8();
    message.topic = topic.toUtf8();
    message.type = posted.type.toUtf8();
    if (posted.prevHash)
        message.prevHash = posted.prevHash->toUtf8();
    message.data = posted.data.toUtf8();
    message.sender = session.member.text();
    message.signature = posted.signature.toUtf8();
    return message;
}

std::optional<PostRefusal> checkMessage(const ServerCore &core, const Session &session,
                                        const Message &message, const PostedMessage &posted)
{
    const auto topic = QString::fromUtf8(message.topic);
    const bool isState = topic == stateTopic;
    if (!isState &&
        !session.space->allows(session.member, Operation::Create, u"topics/%1/messages"_s.arg(topic)))
        return PostRefusal{403, 403, u"No post permission"_s};
    switch (checkSeal(session.space->id(), message.topic, message)) {
    case Seal::BadHash:
        return PostRefusal{400, 401, u"Message hash mismatch"_s};
    case Seal::BadSignature:
        if (isBase64WithWrongPadding(posted.signature))
            return PostRefusal{401, 401, u"Incorrect padding"_s};
        return PostRefusal{400, 400, u"Invalid message signature"_s};
    case Seal::Good:
        break;
    }
    return isState ? checkStateWrite(core, session, posted) : std::nullopt;
}

//! Compares the head, adds the message and counts the use, all or nothing.
Result<QByteArray> commit(ServerCore &core, const Session &session, Message &message, bool countsAsUse)
{
    auto transaction = Transaction::begin(*core.database);
    if (!transaction)
        return fail(transaction.error());
    auto json = core.messages.append(session.space->id(), message, core.clock.nowMs());
    if (!json)
        return json;
    if (countsAsUse) {
        if (auto counted = core.toolUses.add(session.space->id(), session.member); !counted)
            return fail(counted.error());
    }
    if (auto committed = transaction->commit(); !committed)
        return fail(committed.error());
    return json;
}

} // namespace

Answer<PostedMessage> postedMessage(const QJsonObject &body)
{
    BodyFields fields(body);
    PostedMessage posted{
        .type = fields.text("type"_L1, u"chat.text"_s),
        .prevHash = fields.optionalText("prev_hash"_L1),
        .data = fields.text("data"_L1),
        .messageHash = fields.text("message_hash"_L1),
        .signature = fields.text("signature"_L1),
    };
    if (posted.data.size() > maxDataSize)
        fields.addFault("data"_L1, u"String should have at most %1 characters"_s.arg(maxDataSize));
    return fields.check().map([&posted] { return std::move(posted); });
}

Posted storeMessage(ServerCore &core, const QString &space, const QByteArray &token, const QString &topic,
                    const PostedMessage &posted)
{
    const auto session = core.signIn(space, token);
    if (!session)
        return refused(session.error());
    const auto countsAsUse = core.checkUseLimit(*session);
    if (!countsAsUse)
        return refused(countsAsUse.error());
    auto message = messageOf(*session, topic, posted);
    if (auto problem = checkMessage(core, *session, message, posted))
        return Refused(*std::move(problem));

    const auto json = commit(core, *session, message, *countsAsUse);
    if (!json && json.error().code == ErrorCode::HeadMoved)
        return refused(409, 401, u"Chain conflict: the head is %1. Please retry."_s.arg(json.error().detail));
    if (!json)
        return refused(refuseFor(json.error()).value());
    const auto timestamp = message.serverTimestamp;
    if (topic == stateTopic)
        session->space->append(std::move(message));
    core.streams.publish(*session->space, topic, *json);
    return timestamp;
}

} // namespace reeeductio::localserver
