// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "net/replybody.h"

#include <QNetworkReply>

namespace reeeductio {

namespace {

constexpr qint64 mostWaiting = 1024 * 1024; // Qt reads on from the socket only below it
constexpr qsizetype piece = 128 * 1024;

bool isForSink(const QNetworkReply &reply)
{
    const auto status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    return status >= 200 && status < 300 && !reply.rawHeader("Content-Type").startsWith("application/json");
}

qint64 sizeOf(const QNetworkReply &reply)
{
    const auto size = reply.header(QNetworkRequest::ContentLengthHeader);
    return size.isValid() ? size.toLongLong() : -1;
}

} // namespace

ReplyBody::ReplyBody(QNetworkReply &reply, std::shared_ptr<HttpSink> sink, qint64 mostInMemory)
    : QObject(&reply), m_reply(reply), m_sink(std::move(sink)), m_mostInMemory(mostInMemory)
{
    if (m_sink)
        reply.setReadBufferSize(mostWaiting);
    // Not downloadProgress, which is told ten times a second: much more than the limit fits in between.
    connect(&reply, &QNetworkReply::readyRead, this, &ReplyBody::take);
}

void ReplyBody::take()
{
    if (m_error)
        return;
    if (!std::exchange(m_hasBegun, true))
        begin();
    if (m_sink && !m_error) {
        if (auto passed = passOn(); !passed)
            fail(std::move(passed).error());
    } else if (!m_error && m_reply.bytesAvailable() > m_mostInMemory) {
        fail({ErrorKind::Network, ErrorCode::TooLarge, m_reply.url().host(),
              m_reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt()});
    }
}

void ReplyBody::begin()
{
    if (m_sink && !isForSink(m_reply)) {
        m_sink.reset();
        m_reply.setReadBufferSize(0);
    }
    if (!m_sink)
        return;
    if (auto begun = m_sink->begin(sizeOf(m_reply)); !begun)
        fail(std::move(begun).error());
}

Result<void> ReplyBody::passOn()
{
    QByteArray bytes(piece, Qt::Uninitialized);
    while (m_reply.bytesAvailable() > 0) {
        const auto got = m_reply.read(bytes.data(), bytes.size());
        if (got <= 0)
            break;
        if (auto written = m_sink->write(QByteArrayView(bytes.constData(), got)); !written)
            return written;
    }
    return {};
}

void ReplyBody::fail(Error error)
{
    m_error = std::move(error);
    if (m_reply.isRunning())
        m_reply.abort();
}

} // namespace reeeductio
