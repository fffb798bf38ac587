// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/spacereader.h"

#include "base/asyncoperation.h"
#include "client/chainrows.h"
#include "crypto/aesgcm.h"
#include "crypto/encoding.h"
#include "protocol/names.h"
#include "store/chainlayout.h"

#include <algorithm>

namespace reeeductio {

namespace {

constexpr int everything = std::numeric_limits<int>::max();
constexpr qsizetype mostMissing = 200; //!< asked for by hash in one go

//! For the pool.
QList<JudgedMessage> decrypted(const QList<StoredMessage> &rows, const std::optional<SymmetricKey> &key)
{
    QList<JudgedMessage> judged;
    judged.reserve(rows.size());
    for (const auto &row : rows) {
        JudgedMessage message{row.message};
        const auto framed = fromBase64(row.message.data);
        if (auto plaintext = framed && key ? aesgcm::open(*key, *framed) : fail({}))
            message.plaintext = *std::move(plaintext);
        judged << std::move(message);
    }
    return judged;
}

Pending<QList<JudgedMessage>> decryptOnPool(Space &space, const QString &topic,
                                            const QList<StoredMessage> &rows)
{
    std::optional<SymmetricKey> key;
    if (auto derived = space.messages().topicKey(topic))
        key = *std::move(derived);
    return space.context().pool.run([rows, key = std::move(key)] { return decrypted(rows, key); });
}

} // namespace

//! Lists, looks for predecessors outside of the list, decrypts, judges.
class SpaceReader::ListJudged final : public AsyncOperation<JudgedPage>
{
public:
    ListJudged(SpaceReader &reader, QString topic, MessageRange range)
        : AsyncOperation(&reader), m_reader(reader), m_topic(std::move(topic)), m_range(range)
    {}

protected:
    void run() override
    {
        m_reader.m_space.messages()
            .list(m_topic, m_range)
            .done(this, [this](const Result<CheckedPage> &page) {
                if (!page)
                    return finish(fail(page.error()));
                m_hasMore = page->hasMore;
                m_rows = chainRows(page->messages);
                findPredecessors();
            });
    }

private:
    void findPredecessors()
    {
        for (auto &row : m_rows) {
            if (!row.flags.testFlag(RowFlag::Unlinked))
                continue;
            const auto parent = parentOf(row.message).value_or(QByteArray());
            if (m_reader.m_found.contains(parent)) {
                row.flags.setFlag(RowFlag::Unlinked, false);
                continue;
            }
            const auto hash = MessageId::parse(QByteArrayView(parent));
            if (hash && !m_withheld.contains(parent) && m_withheld.size() < mostMissing)
                return ask(*hash);
        }
        judge();
    }

    void ask(const MessageId &hash)
    {
        m_reader.m_space.messages()
            .get(m_topic, hash)
            .done(this, [this, hash](const Result<SealedMessage> &found) {
                if (!found && found.error().kind == ErrorKind::Network)
                    return finish(fail(found.error()));
                // Anything can be given under that name: only what it is made over has it.
                if (found && found->seal == Seal::Good)
                    m_reader.m_found.insert(hash.text(), found->message.serverTimestamp);
                else
                    m_withheld.insert(hash.text());
                findPredecessors();
            });
    }

    void judge()
    {
        QList<std::pair<QByteArray, qint64>> posts;
        qint64 latest = 0;
        for (const auto &row : std::as_const(m_rows)) {
            // Nobody signed its time, but it was stored no earlier than what it follows. Of what is withheld
            // before it nothing is known, so then all that stands before it counts.
            const auto known = m_reader.m_found.constFind(parentOf(row.message).value_or(QByteArray()));
            const auto before = known != m_reader.m_found.cend()        ? *known
                                : row.flags.testFlag(RowFlag::Unlinked) ? latest
                                                                        : 0;
            const auto time = std::max(before, row.message.serverTimestamp);
            m_reader.m_found.insert(row.message.hash, time);
            latest = std::max(latest, time);
            posts << std::pair(row.message.sender, time);
        }
        m_reader.m_authority.mayHavePosted(m_topic, posts)
            .then(this,
                  [this](const QList<std::optional<bool>> &entitled) {
                      m_entitled = entitled;
                      return decryptOnPool(m_reader.m_space, m_topic, m_rows);
                  })
            .done(this, [this](Result<QList<JudgedMessage>> messages) {
                if (!messages)
                    return finish(fail(messages.error()));
                for (qsizetype i = 0; i < messages->size(); ++i) {
                    auto &message = (*messages)[i];
                    message.verdict =
                        verdictOn(m_rows[i].flags, false, m_entitled[i], message.plaintext.has_value());
                }
                if (m_range.from > m_range.to)
                    std::reverse(messages->begin(), messages->end());
                finish(JudgedPage{*std::move(messages), m_hasMore});
            });
    }

    SpaceReader &m_reader;
    QString m_topic;
    MessageRange m_range;
    QList<StoredMessage> m_rows;
    QList<std::optional<bool>> m_entitled;
    QSet<QByteArray> m_withheld; //!< predecessors the server does not give
    bool m_hasMore = false;
};

SpaceReader::SpaceReader(Space &space, SerialThread &thread, QObject *parent)
    : QObject(parent), m_space(space), m_authority(space.context(), thread)
{}

SpaceReader::~SpaceReader() = default;

Pending<void> SpaceReader::readState()
{
    if (m_state.isEmpty())
        return readAllState();
    const auto &newest = m_state.back().message;
    return m_space.state()
        .history({newest.serverTimestamp, endOfTime, everything})
        .then(this, [this](const CheckedPage &page) {
            QList<StoredMessage> added;
            auto last = m_state.back().message.hash;
            bool follows = true;
            for (const auto &[message, seal] : page.messages) {
                if (m_stateHashes.contains(message.hash))
                    continue;
                follows = follows && parentOf(message) == last;
                last = message.hash;
                added << StoredMessage{message, 0, flagsOf(seal)};
            }
            if (!follows) // a branch, or something in between: only the whole tells what it is
                return readAllState();
            appendState(std::move(added));
            return Pending<void>::resolved({});
        });
}

Pending<void> SpaceReader::readAllState()
{
    return m_space.state().history().then(this, [this](const CheckedPage &page) {
        m_authority.beginAnew();
        m_state.clear();
        m_stateHashes.clear();
        appendState(chainRows(page.messages));
        m_authority.setCurrent();
    });
}

void SpaceReader::appendState(QList<StoredMessage> rows)
{
    if (rows.isEmpty())
        return;
    for (const auto &row : std::as_const(rows))
        m_stateHashes.insert(row.message.hash);
    m_authority.append(rows);
    m_state << std::move(rows);
}

Pending<QList<JudgedMessage>> SpaceReader::stateMessages()
{
    return m_authority
        .ask([count = m_state.size()](const StateReplay &replay) {
            QList<std::optional<bool>> entitled;
            for (qsizetype i = 0; i < count; ++i)
                entitled << replay.wasEntitled(i);
            return entitled;
        })
        .then(this, [this, rows = m_state](const QList<std::optional<bool>> &entitled) {
            return decryptOnPool(m_space, stateTopic, rows)
                .then(this, [rows, entitled](QList<JudgedMessage> messages) {
                    // Most of state is not encrypted, so that it cannot be decrypted says nothing.
                    for (qsizetype i = 0; i < messages.size(); ++i)
                        messages[i].verdict = verdictOn(rows[i].flags, false, entitled[i], true);
                    return messages;
                });
        });
}

Pending<JudgedPage> SpaceReader::list(const QString &topic, MessageRange range)
{
    if (const auto checked = checkTopicId(topic); !checked || topic == stateTopic)
        return Pending<JudgedPage>::failed({ErrorKind::Validation, ErrorCode::BadTopicName, topic});
    return (new ListJudged(*this, topic, range))->start();
}

} // namespace reeeductio
