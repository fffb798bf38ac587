// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/rightexamples.h"

#include "authz/deadpattern.h"
#include "protocol/names.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

using Match = ExampleMatch::Match;

constexpr qsizetype mostTopics = 3;

QStringList segmentsOf(const QString &path)
{
    return withoutOuterSlashes(path).toString().split(u'/');
}

class Examples
{
public:
    Examples(const Capability &right, const ExampleSource &source)
        : m_right(right), m_source(source), m_isPattern(checkCapabilityPath(right.path).has_value())
    {}

    QList<ExampleMatch> take()
    {
        addInstance();
        addTopics();
        addMembers();
        addValues();
        std::stable_sort(m_found.begin() + m_instances, m_found.end(),
                         [this](const auto &a, const auto &b) { return nearness(a) > nearness(b); });
        return std::move(m_found);
    }

private:
    //! The right's own pattern, with something in the place of each wildcard.
    void addInstance()
    {
        if (!m_isPattern || findDeadPattern(m_right))
            return;
        auto segments = segmentsOf(m_right.path);
        if (segments == QStringList{u"{...}"_s})
            segments = {u"state"_s, u"notes"_s};
        for (qsizetype i = 0; i < segments.size(); ++i)
            segments[i] = instanceOf(segments, i);
        if (segments.front() == u"topics")
            segments = {u"topics"_s, segments.value(1, firstTopic()), u"messages"_s};
        else if (segments.size() == 1 && (segments.front() == u"state" || segments.front() == u"data"))
            segments << u"notes"_s;
        auto operation = m_right.operation;
        if (operation == Operation::Write)
            operation = Operation::Create;
        add(operation, segments.join(u'/'));
        m_instances = m_found.size();
    }

    QString instanceOf(const QStringList &segments, qsizetype index) const
    {
        const auto &segment = segments[index];
        if (segment == u"{self}")
            return m_source.holder.toString();
        if (segment != u"{any}" && segment != u"{other}" && segment != u"{...}")
            return segment;
        if (index == 1 && segments[0] == u"topics")
            return firstTopic();
        const bool isMember =
            index > 0 && (segments[index - 1] == u"users" || segments[index - 1] == u"tools");
        return isMember ? m_source.other.toString() : u"notes"_s;
    }

    void addTopics()
    {
        for (const auto &topic : m_source.topics.isEmpty()
                                     ? QStringList{firstTopic()}
                                     : m_source.topics.first(std::min(mostTopics, m_source.topics.size()))) {
            add(Operation::Read, u"topics/%1/messages"_s.arg(topic));
            add(Operation::Create, u"topics/%1/messages"_s.arg(topic));
            add(Operation::Modify, u"state/topics/"_s + topic); // what it is called
        }
    }

    void addMembers()
    {
        const auto area = [](const MemberId &member) {
            return member.isTool() ? u"state/auth/tools/"_s : u"state/auth/users/"_s;
        };
        const auto self = area(m_source.holder) + m_source.holder.toString();
        const auto other = area(m_source.other) + m_source.other.toString();
        add(Operation::Create, other);
        add(Operation::Modify, other);
        add(Operation::Modify, self);
        add(Operation::Create, other + u"/rights/notes"_s);
        if (!m_source.role.isEmpty()) {
            if (!m_source.other.isTool())
                add(Operation::Create, other + u"/roles/"_s + m_source.role);
            add(Operation::Create, u"state/auth/roles/%1/rights/notes"_s.arg(m_source.role));
        }
        add(Operation::Modify, u"state/profiles/"_s + m_source.holder.toString());
        add(Operation::Modify, u"state/profiles/"_s + m_source.other.toString());
    }

    void addValues()
    {
        for (const auto operation :
             {Operation::Read, Operation::Create, Operation::Modify, Operation::Delete}) {
            add(operation, u"state/notes"_s);
            // Data is asked for with `data/` when it is read only (PROTOCOL 12.4).
            add(operation, operation == Operation::Read ? u"data/notes"_s : u"notes"_s);
        }
    }

    void add(Operation operation, const QString &resource)
    {
        const ExampleMatch example{operation, resource, matchOf(operation, resource)};
        if (!m_found.contains(example))
            m_found << example;
    }

    Match matchOf(Operation operation, const QString &resource) const
    {
        if (!m_isPattern || !operationCovers(m_right.operation, operation) ||
            !pathMatches(m_right.path, resource, m_source.holder))
            return Match::No;
        if (!m_right.mustBeOwner || operation == Operation::Create)
            return Match::Yes;
        const auto area = segmentsOf(resource).front();
        return area == u"state" || area == u"data" ? Match::IfOwner : Match::No;
    }

    //! How many segments of the pattern the resource has, one after another; more for the operation.
    int nearness(const ExampleMatch &example) const
    {
        if (example.match != Match::No)
            return 1'000;
        const auto pattern = segmentsOf(m_right.path);
        const auto asked = segmentsOf(example.resource);
        int common = 0;
        while (common < pattern.size() && common < asked.size() &&
               pathMatches(pattern[common], asked[common], m_source.holder))
            ++common;
        return common * 2 + (operationCovers(m_right.operation, example.operation) ? 1 : 0);
    }

    QString firstTopic() const { return m_source.topics.value(0, u"general"_s); }

    const Capability &m_right;
    const ExampleSource &m_source;
    bool m_isPattern; //!< servers take no other
    QList<ExampleMatch> m_found;
    qsizetype m_instances = 0;
};

} // namespace

QList<ExampleMatch> examplesFor(const Capability &right, const ExampleSource &source)
{
    return Examples(right, source).take();
}

} // namespace reeeductio
