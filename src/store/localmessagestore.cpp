// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "store/localmessagestore.h"

#include "base/logging.h"
#include "store/chainplacer.h"
#include "store/database.h"
#include "store/messagetable.h"

namespace reeeductio {

struct LocalMessageStore::Tables
{
    explicit Tables(QString path) : file(std::move(path)) {}

    QString file;
    std::unique_ptr<Database> database;
    std::optional<MessageTable> messages;
    std::vector<Completer<QString>> listeners;

    Result<void> open()
    {
        auto opened = Database::open(file, MessageTable::schema(), Durability::Normal);
        if (!opened)
            return fail(opened.error());
        database = *std::move(opened);
        messages.emplace(*database);
        return {};
    }

    void close()
    {
        messages.reset();
        database.reset();
    }

    //! `work()` as one transaction: all of it is stored, or nothing.
    template <class F>
    std::invoke_result_t<F &> atOnce(F work)
    {
        auto transaction = Transaction::begin(*database);
        if (!transaction)
            return fail(transaction.error());
        auto result = work();
        const auto committed = result ? transaction->commit() : fail(result.error());
        if (!committed) {
            messages->forgetKeys();
            return fail(committed.error());
        }
        return result;
    }

    //! The new name of the damaged file.
    Result<QString> beginAnew()
    {
        qCWarning(logStore) << "damaged, begun anew:" << file;
        close();
        auto aside = setAside(file);
        if (!aside)
            return aside;
        if (const auto opened = open(); !opened)
            return fail(opened.error());
        return aside;
    }

    //! The result of some work; when that was Damaged, the file is not used any more.
    template <class T>
    Result<T> afterLooking(Result<T> result)
    {
        if (result || result.error().code != ErrorCode::Damaged)
            return result;
        const auto aside = beginAnew();
        for (auto &listener : std::exchange(listeners, {}))
            listener.complete(aside);
        return result;
    }
};

namespace {

Result<void> notOpen()
{
    return fail(ErrorKind::Storage, ErrorCode::CannotOpen, QStringLiteral("cache.db"));
}

Result<TopicChain> readChain(MessageTable &table, qint64 topic)
{
    auto oldest = table.oldest(topic);
    if (!oldest)
        return fail(oldest.error());
    auto newest = table.newest(topic);
    if (!newest)
        return fail(newest.error());
    const auto summary = table.summary(topic);
    if (!summary)
        return fail(summary.error());
    TopicChain chain{.count = summary->count, .oldest = *std::move(oldest), .newest = *std::move(newest)};
    const bool beginsAtGenesis = chain.oldest && !chain.oldest->flags.testFlag(RowFlag::Unlinked);
    chain.isComplete = summary->isComplete || beginsAtGenesis;
    return chain;
}

} // namespace

LocalMessageStore::LocalMessageStore(SerialThread &thread, QString file)
    : m_thread(thread), m_tables(std::make_shared<Tables>(std::move(file)))
{}

LocalMessageStore::~LocalMessageStore()
{
    m_thread.post([tables = std::move(m_tables)] { tables->close(); }); // a connection dies in its own thread
}

Pending<OpenReport> LocalMessageStore::open()
{
    return m_thread.run([tables = m_tables]() -> Result<OpenReport> {
        OpenReport report;
        if (const auto opened = tables->open(); !opened) {
            if (opened.error().code != ErrorCode::Damaged)
                return fail(opened.error());
            const auto aside = tables->beginAnew();
            if (!aside)
                return fail(aside.error());
            report.damagedFile = *aside;
        }
        report.isReadOnly = tables->database->access() == Database::Access::ReadOnly;
        return report;
    });
}

Pending<QString> LocalMessageStore::begunAnew()
{
    PendingPair<QString> pair;
    m_thread.post([tables = m_tables, completer = std::move(pair.completer)]() mutable {
        tables->listeners.push_back(std::move(completer));
    });
    return std::move(pair.pending);
}

template <class F>
auto LocalMessageStore::withTable(F work)
{
    return m_thread.run(
        [tables = m_tables, work = std::move(work)]() -> std::invoke_result_t<F &, MessageTable &> {
            if (!tables->messages)
                return fail(notOpen().error());
            return tables->afterLooking(work(*tables->messages));
        });
}

template <class F>
auto LocalMessageStore::withTopic(const SpaceId &space, const QString &topic, F work)
{
    using Returned = std::invoke_result_t<F &, MessageTable &, qint64>;
    return withTable([space, topic, work = std::move(work)](MessageTable &table) -> Returned {
        const auto key = table.findTopic(space, topic);
        if (!key)
            return fail(key.error());
        return work(table, *key);
    });
}

template <class F>
auto LocalMessageStore::changeTable(F work)
{
    return m_thread.run(
        [tables = m_tables, work = std::move(work)]() -> std::invoke_result_t<F &, MessageTable &> {
            if (!tables->messages)
                return fail(notOpen().error());
            return tables->afterLooking(tables->atOnce([&] { return work(*tables->messages); }));
        });
}

template <class F>
auto LocalMessageStore::changeTopic(const SpaceId &space, const QString &topic, F work)
{
    using Returned = std::invoke_result_t<F &, MessageTable &, qint64>;
    return changeTable([space, topic, work = std::move(work)](MessageTable &table) -> Returned {
        const auto key = table.makeTopic(space, topic);
        if (!key)
            return fail(key.error());
        return work(table, *key);
    });
}

Pending<StoreOutcome> LocalMessageStore::put(const SpaceId &space, const QString &topic,
                                             QList<SealedMessage> messages)
{
    return changeTopic(space, topic, [messages = std::move(messages)](MessageTable &table, qint64 key) {
        return ChainPlacer(table, key).place(messages);
    });
}

Pending<void> LocalMessageStore::markComplete(const SpaceId &space, const QString &topic)
{
    return changeTopic(space, topic, [](MessageTable &table, qint64 key) { return table.setComplete(key); });
}

Pending<std::optional<StoredMessage>> LocalMessageStore::byHash(const SpaceId &space, const QString &topic,
                                                                const QByteArray &hash)
{
    return withTopic(space, topic,
                     [hash](MessageTable &table, qint64 key) { return table.byHash(key, hash); });
}

Pending<QList<StoredMessage>> LocalMessageStore::range(const SpaceId &space, const QString &topic,
                                                       qint64 from, qint64 to, int limit)
{
    return withTopic(space, topic, [from, to, limit](MessageTable &table, qint64 key) {
        return table.range(key, from, to, limit);
    });
}

Pending<QList<StoredMessage>> LocalMessageStore::upward(const SpaceId &space, const QString &topic,
                                                        RowPlace place, int limit)
{
    return withTopic(space, topic, [place, limit](MessageTable &table, qint64 key) {
        return table.upward(key, place, limit);
    });
}

Pending<QList<StoredMessage>> LocalMessageStore::below(const SpaceId &space, const QString &topic,
                                                       RowPlace place, int limit)
{
    return withTopic(space, topic, [place, limit](MessageTable &table, qint64 key) {
        return table.below(key, place, limit);
    });
}

Pending<QList<DatedMessage>> LocalMessageStore::filesBelow(const SpaceId &space, const QString &topic,
                                                           RowPlace place, int limit)
{
    return withTopic(space, topic, [place, limit](MessageTable &table, qint64 key) {
        return table.filesBelow(key, place, limit);
    });
}

Pending<std::optional<StoredMessage>> LocalMessageStore::latest(const SpaceId &space, const QString &topic)
{
    return withTopic(space, topic, [](MessageTable &table, qint64 key) { return table.newest(key); });
}

Pending<TopicChain> LocalMessageStore::chain(const SpaceId &space, const QString &topic)
{
    return withTopic(space, topic, [](MessageTable &table, qint64 key) { return readChain(table, key); });
}

Pending<qint64> LocalMessageStore::notBefore(const SpaceId &space, const QString &topic, qint64 position)
{
    return withTopic(space, topic,
                     [position](MessageTable &table, qint64 key) { return table.notBefore(key, position); });
}

Pending<QList<QByteArray>> LocalMessageStore::missing(const SpaceId &space, const QString &topic,
                                                      qint64 limit)
{
    return withTopic(space, topic,
                     [limit](MessageTable &table, qint64 key) { return table.missing(key, limit); });
}

Pending<QStringList> LocalMessageStore::topics(const SpaceId &space)
{
    return withTable([space](MessageTable &table) { return table.topics(space); });
}

Pending<QByteArray> LocalMessageStore::preview(const SpaceId &space, const BlobId &blob)
{
    return withTable([space, blob](MessageTable &table) { return table.preview(space, blob); });
}

Pending<void> LocalMessageStore::keepPreview(const SpaceId &space, const BlobId &blob,
                                             const QByteArray &sealed)
{
    return changeTable(
        [space, blob, sealed](MessageTable &table) { return table.keepPreview(space, blob, sealed); });
}

Pending<qint64> LocalMessageStore::count(const SpaceId &space, const QString &topic)
{
    return withTopic(space, topic, [](MessageTable &table, qint64 key) {
        return table.summary(key).map([](const TopicSummary &summary) { return summary.count; });
    });
}

Pending<qint64> LocalMessageStore::count(const SpaceId &space)
{
    return withTable([space](MessageTable &table) { return table.count(space); });
}

Pending<qint64> LocalMessageStore::countAll()
{
    return withTable([](MessageTable &table) { return table.countAll(); });
}

Pending<qint64> LocalMessageStore::remove(const SpaceId &space, const QString &topic)
{
    return changeTable([space, topic](MessageTable &table) -> Result<qint64> {
        const auto key = table.findTopic(space, topic);
        if (!key)
            return fail(key.error());
        return table.remove(*key);
    });
}

Pending<bool> LocalMessageStore::removeMessage(const SpaceId &space, const QString &topic,
                                               const QByteArray &hash)
{
    return changeTable([space, topic, hash](MessageTable &table) -> Result<bool> {
        const auto key = table.findTopic(space, topic);
        if (!key)
            return fail(key.error());
        const auto removed = table.remove(*key, hash);
        if (!removed || !*removed)
            return removed;
        if (const auto placed = ChainPlacer(table, *key).placeAgain(); !placed)
            return fail(placed.error());
        return true;
    });
}

Pending<qint64> LocalMessageStore::clear(const SpaceId &space)
{
    return changeTable([space](MessageTable &table) { return table.clear(space); });
}

Pending<void> LocalMessageStore::clear()
{
    return changeTable([](MessageTable &table) { return table.clear(); });
}

} // namespace reeeductio
