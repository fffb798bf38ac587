// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/error.h"
#include "cli/report.h"
#include "cli/terminal.h"
#include "cli/usageerror.h"

namespace reeeductio {

//! What a run prints: in JSON mode one document on stdout and nothing else, in text mode lines; a failure is
//! one line on stderr. Lives as long as one run; `terminal` outlives it.
class Output
{
public:
    Output(Terminal &terminal, bool isJson, bool isVerbose)
        : m_terminal(terminal), m_isJson(isJson), m_isVerbose(isVerbose)
    {}

    bool isJson() const { return m_isJson; }
    //! From now on every JSON object is one line: of a stream, the failure that ends it too.
    void beginStream() { m_isStream = true; }

    //! What happens next, for a person who waits; not in JSON mode.
    void progress(const QString &line);
    //! On stderr, for whoever asked for it with -v.
    void note(const QString &line);
    //! Whether warn() says anything.
    bool isHeard() const { return m_terminal.isErrTerminal || m_isVerbose; }
    //! On stderr, when a person is there to read it.
    void warn(const QString &line);
    //! On stderr, in place of the last such line, for a person who looks on; gone before anything else is
    //! said. Empty: none.
    void setMeter(const QString &line);
    //! One JSON object a line, at once, in both modes: for streams. False when it could not be written.
    bool streamed(const QJsonObject &object);

    void report(const Report &report);
    void failure(const Error &error);
    //! `command` is what --help would be asked of: `reeeductio-admin user add`.
    void misuse(const UsageError &error, const QString &command);
    //! The text of --help or --version; in JSON mode as the member `name`.
    void information(const QString &name, const QString &text);

    //! Why something for stdout is not there, or not wholly: on a full disk, say.
    const std::optional<Error> &writeFailure() const { return m_writeFailure; }

private:
    QByteArray document(const QJsonObject &object) const;
    void printError(const QString &line, const QJsonObject &error);
    void print(const QByteArray &bytes);
    void complain(const QString &line);

    Terminal &m_terminal;
    bool m_isJson;
    bool m_isVerbose;
    bool m_isStream = false;
    bool m_hasMeter = false;
    std::optional<Error> m_writeFailure;
};

//! Without the control characters by which what a stranger wrote could drive a person's terminal; line ends
//! and tabs stay.
QString printable(const QString &text);
//! As printable(), on one line.
QString printableLine(const QString &text);

} // namespace reeeductio
