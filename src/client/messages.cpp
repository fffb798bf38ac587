// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/messages.h"

#include "client/postmessage.h"
#include "crypto/aesgcm.h"
#include "crypto/encoding.h"
#include "protocol/json.h"
#include "protocol/names.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr int longestPage = 1000;

QString messagesPath(const QString &topic)
{
    return u"topics/"_s + topic + u"/messages"_s;
}

//! Asks page after page until `limit` messages are there or there are no more.
class ListMessages final : public AsyncOperation<CheckedPage>
{
public:
    ListMessages(Messages &messages, SpaceContext &context, QString topic, MessageRange range)
        : AsyncOperation(&messages), m_messages(messages), m_context(context), m_topic(std::move(topic)),
          m_range(range)
    {}

protected:
    void run() override
    {
        auto range = m_range;
        // Pages meet at a time they both include; room for what is known already keeps them moving.
        range.limit =
            std::min<int>(longestPage, m_range.limit - static_cast<int>(m_page.messages.size()) + m_overlap);
        m_messages.page(m_topic, range)
            .then(this,
                  [this](const QByteArray &json) {
                      return m_context.pool.run([space = m_context.space(), topic = m_topic, json] {
                          return readPage(space, topic, json);
                      });
                  })
            .done(this, [this](Result<CheckedPage> page) {
                if (!page)
                    return finish(fail(page.error()));
                take(*page);
            });
    }

private:
    void take(const CheckedPage &page)
    {
        const auto before = m_page.messages.size();
        for (const auto &sealed : page.messages) {
            if (!m_known.contains(sealed.message.hash)) {
                m_known.insert(sealed.message.hash);
                m_page.messages << sealed;
            }
        }
        m_page.hasMore = page.hasMore;
        const bool isDone = !page.hasMore || m_page.messages.size() >= m_range.limit;
        if (isDone || m_page.messages.size() == before) {
            m_page.hasMore = m_page.hasMore || m_page.messages.size() > m_range.limit;
            m_page.messages =
                m_page.messages.first(std::min<qsizetype>(m_page.messages.size(), m_range.limit));
            return finish(std::move(m_page));
        }
        m_range.from = page.messages.back().message.serverTimestamp;
        m_overlap = 1;
        run();
    }

    Messages &m_messages;
    SpaceContext &m_context;
    QString m_topic;
    MessageRange m_range;
    CheckedPage m_page;
    QSet<QByteArray> m_known;
    int m_overlap = 0;
};

} // namespace

Messages::Messages(SpaceContext &context, QObject *parent) : QObject(parent), m_context(context)
{}

Pending<PostedMessage> Messages::post(const QString &topic, const QByteArray &type, const QByteArray &data,
                                      std::optional<MessageId> prevHash)
{
    auto base64 = toBase64(data);
    if (const auto checked = checkTopicId(topic); !checked)
        return Pending<PostedMessage>::failed(checked.error());
    if (base64.size() > maxDataSize)
        return Pending<PostedMessage>::failed(
            {ErrorKind::Validation, ErrorCode::MessageTooLong, QString::number(base64.size() - maxDataSize)});
    if (prevHash)
        return postSealed(seal({topic.toUtf8(), type, prevHash->text(), std::move(base64)}));
    return (new PostMessage(*this, topic, type, std::move(base64)))->start();
}

Pending<PostedMessage> Messages::postEncrypted(const QString &topic, const QByteArray &type,
                                               const QByteArray &plaintext, std::optional<MessageId> prevHash)
{
    const auto framed = encrypt(topic, plaintext);
    if (!framed)
        return Pending<PostedMessage>::failed(framed.error());
    return post(topic, type, *framed, std::move(prevHash));
}

Pending<PostedMessage> Messages::postSealed(const Message &message)
{
    ApiRequest request{.method = HttpRequest::Method::Post,
                       .path = messagesPath(QString::fromUtf8(message.topic))};
    request.json = postBody(message);
    return m_context.session.send(std::move(request))
        .then(this, [this, message](const QByteArray &body) -> Result<PostedMessage> {
            const auto answer = parseJsonObject(body);
            if (!answer)
                return fail(answer.error());
            const auto timestamp = integerField(*answer, "server_timestamp"_L1);
            if (!timestamp)
                return fail(timestamp.error());
            PostedMessage posted{message};
            posted.message.serverTimestamp = *timestamp;
            noteHead(QString::fromUtf8(message.topic), *MessageId::parse(QByteArrayView(message.hash)));
            return posted;
        });
}

Pending<CheckedPage> Messages::list(const QString &topic, MessageRange range)
{
    return (new ListMessages(*this, m_context, topic, range))->start();
}

Pending<SealedMessage> Messages::get(const QString &topic, const MessageId &hash)
{
    ApiRequest request{.path = messagesPath(topic) + u'/' + hash.toString()};
    return m_context.session.send(std::move(request))
        .then(this, [this, topic, hash](const QByteArray &body) -> Result<SealedMessage> {
            const auto object = parseJsonObject(body);
            auto message = object ? messageFromJson(*object) : fail(object.error());
            if (!message)
                return fail(message.error());
            if (message->hash != hash.text()) // another message than the one asked for
                return fail(ErrorKind::Chain, ErrorCode::HashMismatch, hash.toString());
            const auto seal = checkSeal(m_context.space(), topic.toUtf8(), *message);
            return SealedMessage{*std::move(message), seal};
        });
}

Pending<std::optional<SealedMessage>> Messages::head(const QString &topic)
{
    return list(topic, MessageRange::newest(1)).then(this, [this, topic](CheckedPage page) {
        std::optional<SealedMessage> head;
        if (!page.messages.isEmpty()) {
            head = page.messages.front();
            if (const auto hash = MessageId::parse(QByteArrayView(head->message.hash)))
                noteHead(topic, *hash);
        }
        return head;
    });
}

Result<std::optional<MessageId>> Messages::headToFollow(const QString &topic,
                                                        const Result<std::optional<SealedMessage>> &head)
{
    if (!head) {
        auto error = head.error();
        if (error.code == ErrorCode::PermissionDenied)
            error.code = ErrorCode::HeadUnreadable;
        return fail(error);
    }
    if (!*head)
        return std::nullopt;
    const auto hash = MessageId::parse(QByteArrayView((*head)->message.hash));
    if (!hash) // the server made it up
        return fail(ErrorKind::Chain, ErrorCode::HashMismatch, topic);
    return *hash;
}

Pending<QByteArray> Messages::page(const QString &topic, MessageRange range)
{
    ApiRequest request{.path = messagesPath(topic)};
    request.query = {{u"from"_s, QString::number(range.from)},
                     {u"to"_s, QString::number(range.to)},
                     {u"limit"_s, QString::number(range.limit)}};
    // 1,000 messages of the longest kind, with some room for what stands around them.
    request.maxAnswerBytes = qint64(longestPage) * (maxDataSize + 4096);
    return m_context.session.send(std::move(request));
}

Result<SymmetricKey> Messages::topicKey(const QString &topic) const
{
    if (!m_context.keys)
        return fail(ErrorKind::Validation, ErrorCode::BadKey, u"symmetric root"_s);
    return m_context.keys->topicKey(topic);
}

Result<QByteArray> Messages::decrypt(const QString &topic, const Message &message) const
{
    const auto key = topicKey(topic);
    if (!key)
        return fail(key.error());
    const auto framed = fromBase64(message.data);
    if (!framed)
        return fail(ErrorKind::Validation, ErrorCode::CannotDecrypt, QString::fromUtf8(message.hash));
    return aesgcm::open(*key, *framed);
}

Result<QByteArray> Messages::encrypt(const QString &topic, const QByteArray &plaintext) const
{
    const auto key = topicKey(topic);
    if (!key)
        return fail(key.error());
    const auto base64Size = (plaintext.size() + aesgcm::Overhead + 2) / 3 * 4;
    if (base64Size > maxDataSize)
        return fail(ErrorKind::Validation, ErrorCode::MessageTooLong,
                    QString::number(base64Size - maxDataSize));
    return aesgcm::seal(*key, plaintext);
}

Message Messages::seal(MessageDraft draft) const
{
    return sealMessage(m_context.space(), m_context.member(), m_context.credentials.key, std::move(draft));
}

std::optional<MessageId> Messages::knownHead(const QString &topic) const
{
    const auto head = m_heads.constFind(topic);
    return head == m_heads.cend() ? std::nullopt : std::optional(*head);
}

Result<CheckedPage> readPage(const SpaceId &space, const QString &topic, QByteArrayView json)
{
    auto page = messagePageFromJson(json);
    if (!page)
        return fail(page.error());
    CheckedPage checked{.messages = {}, .hasMore = page->hasMore};
    checked.messages.reserve(page->messages.size());
    const auto topicBytes = topic.toUtf8();
    for (auto &message : page->messages) {
        const auto seal = checkSeal(space, topicBytes, message);
        checked.messages << SealedMessage{std::move(message), seal};
    }
    return checked;
}

} // namespace reeeductio
