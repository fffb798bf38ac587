// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/output.h"

#include "cli/errortext.h"

#include <QFileDevice>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

//! What could not be written, if anything.
std::optional<Error> writeTo(QIODevice &device, const QByteArray &bytes)
{
    auto *file = qobject_cast<QFileDevice *>(&device);
    if (device.write(bytes) == bytes.size() && (!file || file->flush()))
        return std::nullopt;
    const bool isFull = file && file->error() == QFileDevice::ResourceError;
    return Error{ErrorKind::Storage, isFull ? ErrorCode::DiskFull : ErrorCode::CannotWrite,
                 device.errorString()};
}

QJsonObject errorObject(const QString &kind, const QString &message, int status)
{
    return {{u"kind"_s, kind},
            {u"message"_s, message},
            {u"status"_s, status == 0 ? QJsonValue() : QJsonValue(status)}};
}

} // namespace

void Output::progress(const QString &line)
{
    if (!m_isJson)
        print(line.toUtf8() + '\n');
}

void Output::note(const QString &line)
{
    if (m_isVerbose)
        complain(line);
}

void Output::warn(const QString &line)
{
    if (isHeard())
        complain(line);
}

void Output::setMeter(const QString &line)
{
    if (!m_terminal.isErrTerminal || (line.isEmpty() && !m_hasMeter))
        return;
    m_hasMeter = !line.isEmpty();
    writeTo(m_terminal.err, "\r\x1b[K" + line.toUtf8());
}

bool Output::streamed(const QJsonObject &object)
{
    print(QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n');
    return !m_writeFailure;
}

void Output::report(const Report &report)
{
    if (m_isJson)
        print(document(report.json));
    else if (report.value)
        print(*report.value);
    else if (!report.text.isEmpty())
        print(report.text.toUtf8() + '\n');
}

void Output::failure(const Error &error)
{
    const auto line = lineFor(error);
    printError(line, errorObject(nameOf(error.kind), line, error.httpStatus));
    note(detailsOf(error));
}

void Output::misuse(const UsageError &error, const QString &command)
{
    const auto line = u"Error: "_s + error.message;
    const auto hint =
        error.help.isEmpty() ? u"Try '%1 --help' for help."_s.arg(command) : error.help.trimmed();
    if (m_isJson)
        return printError(line, errorObject(nameOf(ErrorKind::Validation), line, 0));
    complain(hint + u"\n\n"_s + line);
}

void Output::information(const QString &name, const QString &text)
{
    if (m_isJson)
        print(document({{name, text.trimmed()}}));
    else
        print(text.toUtf8());
}

void Output::printError(const QString &line, const QJsonObject &error)
{
    if (m_isJson)
        print(document({{u"error"_s, error}}));
    if (!m_isJson || m_isVerbose || m_terminal.isErrTerminal || m_writeFailure)
        complain(line);
}

QByteArray Output::document(const QJsonObject &object) const
{
    const QJsonDocument json(object);
    return m_isStream ? json.toJson(QJsonDocument::Compact) + '\n' : json.toJson(QJsonDocument::Indented);
}

void Output::print(const QByteArray &bytes)
{
    setMeter({});
    if (auto failure = writeTo(m_terminal.out, bytes); failure && !m_writeFailure)
        m_writeFailure = std::move(failure);
}

void Output::complain(const QString &line)
{
    setMeter({});
    writeTo(m_terminal.err, line.toUtf8() + '\n'); // when that fails, there is nowhere left to say so
}

QString printable(const QString &text)
{
    auto cleaned = text;
    std::replace_if(
        cleaned.begin(), cleaned.end(),
        [](QChar c) { return c.category() == QChar::Other_Control && c != u'\n' && c != u'\t'; },
        QChar(QChar::ReplacementCharacter));
    return cleaned;
}

QString printableLine(const QString &text)
{
    return printable(text.simplified());
}

} // namespace reeeductio
