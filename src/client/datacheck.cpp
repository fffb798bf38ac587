// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/datacheck.h"

#include <algorithm>

namespace reeeductio {

namespace {

constexpr int readsAtOnce = 4;

//! Whether the next one would fail in the same way.
bool stopsAll(const Error &error)
{
    return error.kind == ErrorKind::Network || error.kind == ErrorKind::Storage ||
           error.kind == ErrorKind::Authentication;
}

} // namespace

DataCheck::DataCheck(Data &data, DataLedger &ledger, QObject *parent)
    : QObject(parent), m_data(data), m_ledger(ledger)
{}

DataCheck::~DataCheck() = default;

void DataCheck::start()
{
    if (m_running)
        return;
    m_running = std::make_unique<QObject>();
    m_outcome = {};
    m_total = 0;
    Q_EMIT progressed();
    m_ledger.load().done(m_running.get(), [this](const Result<void> &loaded) {
        if (loaded)
            return begin();
        m_outcome.failure = loaded.error();
        end();
    });
}

void DataCheck::begin()
{
    m_left = m_ledger.records().keys();
    std::reverse(m_left.begin(), m_left.end());
    m_total = static_cast<int>(m_left.size());
    if (m_left.isEmpty())
        return end();
    Q_EMIT progressed();
    for (int i = 0; i < readsAtOnce; ++i)
        readNext();
}

void DataCheck::readNext()
{
    if (m_left.isEmpty())
        return;
    m_data.read(m_left.takeLast())
        .done(m_running.get(), [this, run = m_running.get()](const Result<DataReading> &reading) {
            if (run == m_running.get()) // it may have ended just now
                note(reading);
        });
}

void DataCheck::note(const Result<DataReading> &reading)
{
    if (!reading && stopsAll(reading.error())) {
        m_outcome.failure = reading.error();
        return end();
    }
    if (!reading)
        ++m_outcome.failed;
    else if (++m_outcome.checked; reading->alarm)
        ++m_outcome.alarms;
    if (done() == m_total)
        return end();
    Q_EMIT progressed();
    readNext();
}

void DataCheck::stop()
{
    if (!m_running)
        return;
    m_outcome.isStopped = true;
    end();
}

void DataCheck::end()
{
    m_left.clear();
    m_running.release()->deleteLater(); // one of its continuations may be what ends it
    Q_EMIT progressed();
    Q_EMIT finished(m_outcome);
}

} // namespace reeeductio
