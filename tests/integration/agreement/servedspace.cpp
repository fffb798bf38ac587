// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "agreement/servedspace.h"

#include "crypto/encoding.h"
#include "crypto/hash.h"
#include "protocol/authentication.h"
#include "protocol/dataentry.h"
#include "protocol/json.h"
#include "protocol/names.h"

#include <QDateTime>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio::test {

namespace {

using Refusal = WriteJudgement::Refusal;

constexpr RandomSpace::Options askedOptions{.oddTimestamps = false, .brokenSeals = false};

//! What may be written at the path as far as its form goes, whatever it hands out.
QByteArray valueFor(const QString &path)
{
    QJsonObject value{{u"name"_s, u"x"_s}, {u"op"_s, u"read"_s}, {u"path"_s, u"state/profiles/{self}"_s}};
    const auto segments = path.split(u'/', Qt::SkipEmptyParts);
    if (segments.size() > 4) {
        value.insert(u"user_id"_s, segments[2]);
        value.insert(u"role_id"_s, segments[4]);
    }
    return stateData(value);
}

QByteArray nowhere()
{
    return MessageId::of(sha256("nowhere")).text();
}

} // namespace

ServedSpace::ServedSpace(quint32 seed, RuleSet ruleSet, KeptConnection &connection, Listener listener)
    : m_seed(seed), m_space(seed, askedOptions), m_connection(connection), m_listener(std::move(listener)),
      m_log(m_space.id()), m_authorizer(m_log, ruleSet)
{}

void ServedSpace::build(int attempts)
{
    m_space.fill(attempts, [this](const RandomSpace::Attempt &attempt) { write(attempt); });
}

void ServedSpace::ask()
{
    std::optional<Enquiry> enquiry;
    Question question;
    while (!enquiry) {
        question = m_space.question();
        enquiry = enquiryFor(question);
    }
    const auto answer = exchangeAs(personOf(question.member), enquiry->call);
    tell(Asked::Kind::Question, told(question), *enquiry, answer);
    if (answer.status / 100 != 2)
        return;
    if (enquiry->call.method == "PUT")
        m_dataSigners.insert(enquiry->dataPath, question.member);
    else if (enquiry->call.method == "DELETE")
        m_dataSigners.remove(enquiry->dataPath);
}

const Person &ServedSpace::personOf(const MemberId &member) const
{
    return *std::find_if(m_space.people().begin(), m_space.people().end(),
                         [&member](const Person &person) { return person.id == member; });
}

QString ServedSpace::told(const Question &question) const
{
    const auto number = &personOf(question.member) - m_space.people().data();
    return u"seed %1, after %2 state messages: may person %3, %4, %5 %6?"_s.arg(m_seed)
        .arg(m_log.size())
        .arg(number)
        .arg(question.member.toString(), QString(nameOf(question.operation)), question.resource);
}

Circumstances ServedSpace::now() const
{
    return {.moment = m_log.size(),
            .nowMs = QDateTime::currentMSecsSinceEpoch(),
            .dataSigner = [this](const QString &path) -> std::optional<MemberId> {
                const auto signer = m_dataSigners.constFind(path);
                return signer == m_dataSigners.cend() ? std::nullopt : std::optional(*signer);
            }};
}

QByteArray ServedSpace::target(const QString &path) const
{
    return "/spaces/" + m_space.id().text() + '/' + QUrl::toPercentEncoding(path, "/");
}

HttpAnswer ServedSpace::exchange(const HttpCall &call)
{
    return m_connection.exchange(call);
}

HttpAnswer ServedSpace::exchangeAs(const Person &person, HttpCall call)
{
    if (!m_tokens.contains(person.id)) {
        if (auto refused = signIn(person); refused.status != 200)
            return refused;
    }
    call.token = m_tokens.value(person.id);
    return exchange(call);
}

HttpAnswer ServedSpace::signIn(const Person &person)
{
    const auto challenge = exchange({.method = "POST",
                                     .target = target(u"auth/challenge"_s),
                                     .body = compactJson(challengeBody(person.id))});
    const Enquiry enquiry{
        .call = {.method = "POST",
                 .target = target(u"auth/verify"_s),
                 .body = compactJson(
                     verifyBody(person.id, person.key, {challenge.text("challenge"_L1).toLatin1(), 0}))},
        .foretold = {.allowed = m_authorizer.isMember(person.id, m_log.size())},
        .yes = {200}};
    auto answer = exchange(enquiry.call);
    if (answer.status == 200)
        m_tokens.insert(person.id, answer.text("token"_L1).toLatin1());
    tell(Asked::Kind::SignIn, told({person.id, Operation::Read, u"its way in"_s}), enquiry, answer);
    return answer;
}

void ServedSpace::tell(Asked::Kind kind, const QString &words, const Enquiry &enquiry,
                       const HttpAnswer &answer)
{
    Asked asked{.kind = kind,
                .words = words,
                .foretold = enquiry.foretold,
                .status = answer.status,
                .detail = answer.detail()};
    if (enquiry.yes.contains(answer.status))
        asked.answer = Asked::Answer::Yes;
    else if (enquiry.no.contains(answer.status))
        asked.answer = Asked::Answer::No;
    m_listener(asked);
}

void ServedSpace::write(const RandomSpace::Attempt &attempt)
{
    const auto &sender = *attempt.sender;
    const auto judgement = m_authorizer.judgeStateWrite(sender.id, attempt.path, attempt.data, now());
    auto message = m_space.seal(attempt);
    Enquiry enquiry{
        .call = postOf(message), .foretold = judgement.permission, .yes = {201}, .no = {400, 401, 403}};
    enquiry.foretold.allowed = judgement.isAllowed() && !isSpent(sender.id);
    if (judgement.refusal == Refusal::UntrustedSender)
        enquiry.foretold.reason = Reason::TrustBroken;
    const auto answer = exchangeAs(sender, enquiry.call);
    tell(Asked::Kind::Write,
         told({sender.id, judgement.operation,
               u"state/"_s + attempt.path + u" with "_s +
                   QString::fromUtf8(QByteArray::fromBase64(attempt.data))}),
         enquiry, answer);
    if (answer.status != 201)
        return;
    noteUse(sender.id);
    m_space.append(message);
    message.serverTimestamp = answer.json()["server_timestamp"_L1].toInteger();
    m_log.append(std::move(message), Seal::Good);
}

Message ServedSpace::astray(const Person &sender, const QByteArray &topic, const QString &type,
                            const QByteArray &data) const
{
    return sealMessage(m_space.id(), sender.id, sender.key, {topic, type.toUtf8(), nowhere(), data});
}

HttpCall ServedSpace::postOf(const Message &message) const
{
    return {.method = "POST",
            .target = target(u"topics/%1/messages"_s.arg(QString::fromUtf8(message.topic))),
            .body = compactJson(postBody(message))};
}

std::optional<ServedSpace::Enquiry> ServedSpace::enquiryFor(const Question &question)
{
    const auto area = question.resource.section(u'/', 0, 0);
    const auto path = question.resource.section(u'/', 1);
    if (area == u"topics") {
        const auto topic = path.section(u'/', 0, 0);
        if (question.operation == Operation::Read && topic == stateTopic)
            return read(question, u"topics/state/messages/"_s + QString::fromLatin1(nowhere()), {404});
        if (question.operation == Operation::Read)
            return read(question, question.resource, {200});
        if (question.operation == Operation::Create && topic != stateTopic)
            return post(question, topic);
        return std::nullopt;
    }
    if (area == u"blobs" || question.operation == Operation::Write)
        return std::nullopt;
    if (question.operation == Operation::Read)
        return (area == u"state" && checkServedStatePath(path)) || area == u"data"
                   ? std::optional(read(question, question.resource, {200, 404}))
                   : std::nullopt;
    // Data can be written at any path, one that looks like a path of state included (PROTOCOL 12.4).
    if (area == u"state" && !m_space.oneIn(4))
        return changeOfState(question, path);
    return changeOfData(question, area == u"data" ? path : question.resource);
}

ServedSpace::Enquiry ServedSpace::read(const Question &question, const QString &path, QList<int> yes) const
{
    return {.call = {.target = target(path)},
            .foretold = m_authorizer.decide(question, now()),
            .yes = std::move(yes)};
}

ServedSpace::Enquiry ServedSpace::post(const Question &question, const QString &topic) const
{
    const auto message =
        astray(personOf(question.member), topic.toLatin1(), u"chat.text"_s, toBase64("hello"));
    Enquiry enquiry{.call = postOf(message), .foretold = m_authorizer.decide(question, now()), .yes = {409}};
    if (isSpent(question.member)) {
        enquiry.foretold.allowed = false;
        enquiry.no << 401;
    }
    return enquiry;
}

//! Nothing when the server would not come to ask this: what is asked of a path depends on whether it is
//! there, and what is handed out is looked at before.
std::optional<ServedSpace::Enquiry> ServedSpace::changeOfState(const Question &question,
                                                               const QString &path) const
{
    const auto data = question.operation == Operation::Delete ? QByteArray() : valueFor(path);
    const auto judgement = m_authorizer.judgeStateWrite(question.member, path, data, now());
    const bool isAsked = judgement.refusal == Refusal::None || judgement.refusal == Refusal::NoPermission ||
                         judgement.refusal == Refusal::UntrustedSender;
    if (!isAsked || judgement.operation != question.operation)
        return std::nullopt;
    Enquiry enquiry{.call = postOf(astray(personOf(question.member), "state", path, data)),
                    .foretold = m_authorizer.decide(question, now()),
                    .yes = {409}};
    if (isSpent(question.member) || judgement.refusal == Refusal::UntrustedSender) {
        enquiry.foretold.allowed = false;
        enquiry.no << 401;
    }
    return enquiry;
}

ServedSpace::Enquiry ServedSpace::changeOfData(const Question &question, const QString &path) const
{
    const auto &person = personOf(question.member);
    const auto operation = question.operation == Operation::Delete ? Operation::Delete
                           : m_dataSigners.contains(path)          ? Operation::Modify
                                                                   : Operation::Create;
    Enquiry enquiry{.call = {.method = "DELETE", .target = target(u"data/"_s + path)},
                    .foretold = m_authorizer.decideDataWrite(person.id, operation, path, now()),
                    .yes = {200, 204},
                    .dataPath = path};
    if (operation == Operation::Delete)
        return enquiry;
    enquiry.call.method = "PUT";
    enquiry.call.body = compactJson(toJson(signData(m_space.id(), person.id, person.key, path, toBase64("x"),
                                                    QDateTime::currentMSecsSinceEpoch())));
    return enquiry;
}

bool ServedSpace::isSpent(const MemberId &member) const
{
    const auto tool = ToolId::parse(QByteArrayView(member.text()));
    const auto limit = tool ? m_authorizer.useLimit(*tool, m_log.size()) : std::nullopt;
    return limit && m_uses.value(member) >= *limit;
}

void ServedSpace::noteUse(const MemberId &member)
{
    const auto tool = ToolId::parse(QByteArrayView(member.text()));
    if (tool && m_authorizer.useLimit(*tool, m_log.size()))
        ++m_uses[member];
}

} // namespace reeeductio::test
