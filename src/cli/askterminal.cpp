// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/askterminal.h"

#include <QFileDevice>

#include <array>
#include <csignal>
#include <termios.h>
#include <unistd.h>

namespace reeeductio {

namespace {

constexpr qint64 longestLine = 16 * 1024;

void write(Terminal &terminal, const QString &text)
{
    if (!terminal.isErrTerminal)
        return;
    terminal.err.write(text.toUtf8());
    if (auto *file = qobject_cast<QFileDevice *>(&terminal.err))
        file->flush();
}

// What a signal's handler needs to leave the terminal as it was; one program asks one person.
int silencedTerminal = -1;
termios settingsBefore;

constexpr std::array endingSignals{SIGINT, SIGTERM, SIGQUIT, SIGHUP};

void restoreAndEnd(int signal)
{
    tcsetattr(silencedTerminal, TCSANOW, &settingsBefore);
    ::signal(signal, SIG_DFL);
    raise(signal);
}

//! A terminal that shows nothing of what is typed, until this dies, or the program.
class Silence
{
public:
    explicit Silence(QIODevice &device)
    {
        const auto *file = qobject_cast<QFileDevice *>(&device);
        const auto handle = file ? file->handle() : -1;
        if (handle < 0 || tcgetattr(handle, &settingsBefore) != 0) // no terminal
            return;
        silencedTerminal = handle;
        struct sigaction ending
        {};
        ending.sa_handler = restoreAndEnd;
        for (size_t i = 0; i < endingSignals.size(); ++i)
            sigaction(endingSignals[i], &ending, &m_actionsBefore[i]);
        auto silent = settingsBefore;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(handle, TCSAFLUSH, &silent);
    }
    Silence(const Silence &) = delete;
    Silence &operator=(const Silence &) = delete;
    ~Silence()
    {
        if (!isOn())
            return;
        tcsetattr(silencedTerminal, TCSAFLUSH, &settingsBefore);
        for (size_t i = 0; i < endingSignals.size(); ++i)
            sigaction(endingSignals[i], &m_actionsBefore[i], nullptr);
        silencedTerminal = -1;
    }

    bool isOn() const { return silencedTerminal >= 0; }

private:
    std::array<struct sigaction, endingSignals.size()> m_actionsBefore{};
};

} // namespace

SecretBytes askLine(Terminal &terminal, const QString &prompt)
{
    write(terminal, prompt);
    return SecretBytes::takeFrom(terminal.in.readLine(longestLine).trimmed());
}

SecretBytes askHidden(Terminal &terminal, const QString &prompt)
{
    write(terminal, prompt);
    const Silence silence(terminal.in);
    auto line = terminal.in.readLine(longestLine);
    if (silence.isOn())
        write(terminal, QStringLiteral("\n")); // the one that was typed was not shown
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    return SecretBytes::takeFrom(std::move(line));
}

} // namespace reeeductio
