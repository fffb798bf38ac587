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

QByteArray document(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Indented);
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
        write(m_terminal.out, line.toUtf8() + '\n');
}

void Output::note(const QString &line)
{
    if (m_isVerbose)
        write(m_terminal.err, line.toUtf8() + '\n');
}

void Output::warn(const QString &line)
{
    if (m_terminal.isErrTerminal)
        write(m_terminal.err, line.toUtf8() + '\n');
}

void Output::streamed(const QJsonObject &object)
{
    write(m_terminal.out, QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n');
}

void Output::report(const Report &report)
{
    if (m_isJson)
        write(m_terminal.out, document(report.json));
    else if (report.value)
        write(m_terminal.out, *report.value);
    else if (!report.text.isEmpty())
        write(m_terminal.out, report.text.toUtf8() + '\n');
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
    write(m_terminal.err, (hint + u"\n\n"_s + line + u'\n').toUtf8());
}

void Output::information(const QString &name, const QString &text)
{
    if (m_isJson)
        write(m_terminal.out, document({{name, text.trimmed()}}));
    else
        write(m_terminal.out, text.toUtf8());
}

void Output::printError(const QString &line, const QJsonObject &error)
{
    if (m_isJson)
        write(m_terminal.out, document({{u"error"_s, error}}));
    if (!m_isJson || m_isVerbose || m_terminal.isErrTerminal)
        write(m_terminal.err, line.toUtf8() + '\n');
}

void Output::write(QIODevice &device, const QByteArray &bytes)
{
    device.write(bytes);
    if (auto *file = qobject_cast<QFileDevice *>(&device))
        file->flush();
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
