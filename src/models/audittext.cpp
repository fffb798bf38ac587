// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/audittext.h"

#include "client/auditjson.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <numeric>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

using Level = AuditVerdict::Level;
using Refusal = WriteJudgement::Refusal;
using Rule = AuditFinding::Rule;

constexpr qsizetype mostInText = 100;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::AuditText)
};

int clamped(qsizetype count)
{
    return static_cast<int>(count);
}

QString why(Refusal refusal)
{
    switch (refusal) {
    case Refusal::None:
        return {};
    case Refusal::BadPath:
        return Words::tr("It was written where the state of a space has no place.");
    case Refusal::UntrustedSender:
        return Words::tr(
            "Its sender was no member, or was made one by somebody who had no right to do that.");
    case Refusal::ValueNotJson:
        return Words::tr("It hands out a right or a role, and does not say which.");
    case Refusal::BadCapability:
        return Words::tr("The right it hands out is not a valid one.");
    case Refusal::MayNotGrant:
        return Words::tr("Its sender handed out a right without having the right to.");
    case Refusal::AssignmentMismatch:
        return Words::tr("It names another member or role than the one it was written for.");
    case Refusal::BadMemberEntry:
        return Words::tr("The expiry or the limit of uses in it is not valid.");
    case Refusal::MayNotAssign:
        return Words::tr("Its sender handed out a role without having the right to.");
    case Refusal::NoPermission:
        return Words::tr("Its sender had no right to write there.");
    }
    Q_UNREACHABLE();
}

//! How many findings there are of a kind.
class Tally
{
public:
    explicit Tally(const Audit &audit) : m_all(audit.findingCount())
    {
        for (const auto &finding : audit.report().findings)
            ++m_counts[static_cast<size_t>(finding.rule)];
        m_counts[static_cast<size_t>(Rule::MissingHead)] = audit.missing() ? 1 : 0;
    }

    qsizetype of(Rule rule) const { return m_counts[static_cast<size_t>(rule)]; }
    bool isEmpty() const { return m_all == 0; }
    bool hasOnly(std::initializer_list<Rule> rules) const
    {
        return m_all == std::accumulate(rules.begin(), rules.end(), qsizetype(0),
                                        [this](qsizetype sum, Rule rule) { return sum + of(rule); });
    }

    //! In the fewest words.
    QString text() const
    {
        const auto count = clamped(m_all);
        if (hasOnly({Rule::MissingHead}))
            return Words::tr("An event was taken back");
        if (hasOnly({Rule::NotEntitled}))
            return Words::tr("%Ln event(s) not entitled", nullptr, count);
        if (hasOnly({Rule::BadHash, Rule::BadSignature}))
            return Words::tr("%Ln event(s) altered", nullptr, count);
        return Words::tr("%Ln event(s) do not hold", nullptr, count);
    }

private:
    qsizetype m_all;
    std::array<qsizetype, 6> m_counts{};
};

bool isBeingFetched(const LiveSpace &space)
{
    return space.connection() == Stream::Status::Connected || !space.trouble();
}

} // namespace

AuditVerdict auditVerdict(LiveSpace &space)
{
    const auto &audit = space.audit();
    const auto &report = audit.report();
    const QLocale locale;
    const auto checked = locale.toString(report.checked);
    const auto total = locale.toString(audit.total());
    const Tally tally(audit);
    if (!tally.hasOnly({Rule::BrokenLink}))
        return {
            Level::Bad, tally.text(),
            Words::tr("The server handed out what it should have refused, or withheld what it should show. "
                      "What its sender had no right to write counts for nothing in this program.")};
    if (!tally.isEmpty())
        return {Level::Open,
                Words::tr("%Ln gap(s) in the history", nullptr, clamped(tally.of(Rule::BrokenLink))),
                Words::tr(
                    "The server does not hand out what stood there. Whether those who wrote behind a gap had "
                    "the right to cannot be told. Events not judged for that: %1.")
                    .arg(locale.toString(report.unjudged))};
    switch (audit.state()) {
    case Audit::State::NotRun:
        return {Level::Working, Words::tr("Nothing to verify yet"),
                Words::tr("No change to this space is here so far. Each is judged when it comes.")};
    case Audit::State::Running:
        return {Level::Working, Words::tr("Checking %1 of %2…").arg(checked, total),
                Words::tr("Each change to this space is judged by what stood before it. You need not wait.")};
    case Audit::State::Stopped:
        return {Level::Open, Words::tr("Checked %1 of %2 events").arg(checked, total),
                Words::tr("You stopped the audit. What has been checked stays checked.")};
    case Audit::State::Done:
        break;
    }
    if (!audit.isCurrent())
        return {
            isBeingFetched(space) ? Level::Working : Level::Open,
            Words::tr("%Ln event(s) verified so far", nullptr, clamped(report.checked)),
            Words::tr("The server may have changes that are not here yet. Each is judged when it comes.")};
    return {Level::Verified, Words::tr("All %Ln event(s) verified", nullptr, clamped(report.checked)),
            Words::tr(
                "Every change to this space was checked on this computer: its hash, its signature, its place "
                "in the chain, and its sender's right to make it.")};
}

QString durationText(std::chrono::microseconds duration)
{
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
    if (milliseconds < 1000)
        return Words::tr("%1 ms", "milliseconds").arg(QLocale().toString(std::max<qint64>(milliseconds, 1)));
    return Words::tr("%1 s", "seconds")
        .arg(QLocale().toString(static_cast<double>(milliseconds) / 1000, 'f', 1));
}

QString ruleTitle(Rule rule)
{
    switch (rule) {
    case Rule::BadHash:
        return Words::tr("Altered");
    case Rule::BadSignature:
        return Words::tr("Wrong signature");
    case Rule::BrokenLink:
        return Words::tr("Gap before it");
    case Rule::Fork:
        return Words::tr("Two in one place");
    case Rule::NotEntitled:
        return Words::tr("Not entitled");
    case Rule::MissingHead:
        return Words::tr("Taken back");
    }
    Q_UNREACHABLE();
}

QString whatIsWrong(const AuditFinding &finding)
{
    switch (finding.rule) {
    case Rule::BadHash:
        return Words::tr("What it says is not what was written: it was changed on the server or on its way.");
    case Rule::BadSignature:
        return Words::tr("Whoever is named as its sender did not sign it.");
    case Rule::BrokenLink:
        return Words::tr("What stood before it is missing.");
    case Rule::Fork:
        return Words::tr("It shares its place in the chain with another event.");
    case Rule::NotEntitled:
        return why(finding.refusal);
    case Rule::MissingHead:
        return Words::tr("It was verified on this computer, and the server does not show it any more.");
    }
    Q_UNREACHABLE();
}

QString whatWasDue(const AuditFinding &finding)
{
    switch (finding.rule) {
    case Rule::BadHash:
        return Words::tr("The server should have handed it out as it was written.");
    case Rule::BadSignature:
        return Words::tr("The server should have refused it: everybody can check a signature.");
    case Rule::BrokenLink:
        return Words::tr("The server should show every event, in one chain without gaps.");
    case Rule::Fork:
        return Words::tr("The server should have refused the second of the two.");
    case Rule::NotEntitled:
        return Words::tr("The server should have refused it.");
    case Rule::MissingHead:
        return Words::tr("The server should still show it: nothing can be taken back.");
    }
    Q_UNREACHABLE();
}

QString whatTheServerDoes(const AuditFinding &finding)
{
    if (finding.rule != Rule::NotEntitled)
        return {};
    if (!finding.isHonoured)
        return finding.isLetIn
                   ? Words::tr("This server ignores it: its rules let it in, but do not act on it.")
                   : Words::tr("This server ignores it, although it let it in.");
    return finding.isLetIn
               ? Words::tr("This server honours it: its rules are laxer, and what it says counts there.")
               : Words::tr("This server honours it, against its own rules: what it says counts there.");
}

QString pathText(const QString &path)
{
    QString text;
    for (const auto c : path) {
        const auto category = c.category();
        const bool isSeen = c.isPrint() && category != QChar::Other_Format &&
                            category != QChar::Separator_Line && category != QChar::Separator_Paragraph;
        if (isSeen || c.isSurrogate())
            text += c;
        else
            text += u"\\u%1"_s.arg(c.unicode(), 4, 16, QChar(u'0'));
    }
    return text;
}

QString auditReportText(LiveSpace &space)
{
    const auto report = space.audit().wholeReport();
    const auto verdict = auditVerdict(space);
    QStringList lines{verdict.headline,
                      verdict.explanation,
                      {},
                      //: %1 is an id
                      Words::tr("Space: %1").arg(space.space().id().toString()),
                      Words::tr("Server: %1").arg(space.server().toString()),
                      Words::tr("Events checked: %1").arg(QLocale().toString(report.checked))};
    if (report.unjudged > 0)
        lines << Words::tr("Not judged: %1").arg(QLocale().toString(report.unjudged));
    const auto shown = report.findings.first(std::min(mostInText, report.findings.size()));
    for (const auto &finding : shown) {
        lines << QString()
              << u"%1  %2  %3"_s.arg(scriptName(finding.rule), QString::fromUtf8(finding.hash),
                                     pathText(finding.path));
        const auto asServer = whatTheServerDoes(finding);
        for (const auto &sentence : {whatIsWrong(finding), whatWasDue(finding), asServer}) {
            if (!sentence.isEmpty())
                lines << u"  "_s + sentence;
        }
    }
    if (report.findings.size() > mostInText)
        lines << QString()
              << Words::tr("%Ln more: export the audit to have all of them.", nullptr,
                           clamped(report.findings.size() - mostInText));
    return lines.join(u'\n') + u'\n';
}

} // namespace reeeductio
