// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/patternform.h"

#include "protocol/names.h"

#include <QHash>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

//! A name that `form` stands for where the pattern leaves it open.
QString nameOfForm(QStringView form, QStringView self)
{
    if (form == u"@self")
        return self.toString();
    if (form == u"*")
        return u"x"_s;
    return form.endsWith(u'+') ? form.chopped(1).toString() + u'x' : form.toString();
}

bool isOfForm(QStringView name, QStringView form, QStringView self)
{
    if (form == u"*")
        return !name.isEmpty();
    if (form == u"@self")
        return !name.isEmpty() && name == self;
    if (form.endsWith(u'+'))
        return name.size() >= form.size() && name.startsWith(form.chopped(1));
    return name == form;
}

bool segmentMeets(QStringView pattern, QStringView form, QStringView self)
{
    if (pattern == u"{any}")
        return true;
    if (pattern == u"{other}")
        return form != u"@self" && (self.isEmpty() || nameOfForm(form, self) != self);
    if (pattern == u"{self}") // whoever that is where it may be anybody
        return form == u"@self" || form == u"*" || (!self.isEmpty() && isOfForm(self, form, self));
    return isOfForm(pattern, form, self);
}

bool differsByOneLetter(const QString &a, const QString &b)
{
    const auto &longer = a.size() >= b.size() ? a : b;
    const auto &shorter = a.size() >= b.size() ? b : a;
    if (longer.size() - shorter.size() > 1)
        return false;
    qsizetype i = 0;
    while (i < shorter.size() && shorter[i] == longer[i])
        ++i;
    const auto rest = [i](const QString &text, qsizetype skipped) {
        return QStringView(text).sliced(std::min(text.size(), i + skipped));
    };
    if (longer.size() != shorter.size())
        return rest(longer, 1) == rest(shorter, 0);
    const bool isSwapped = i + 1 < longer.size() && longer[i] == shorter[i + 1] &&
                           longer[i + 1] == shorter[i] && rest(longer, 2) == rest(shorter, 2);
    return isSwapped || rest(longer, 1) == rest(shorter, 1);
}

//! The one of `words` that was meant, if any.
QString nearest(const QString &typed, const QStringList &words)
{
    if (words.contains(typed))
        return typed;
    for (const auto &word : words) {
        if (differsByOneLetter(typed.toLower(), word))
            return word;
    }
    return typed;
}

QString asWildcard(const QString &segment, bool isLast)
{
    static const QHash<QString, QString> meant{
        {u"*"_s, u"{any}"_s},     {u"{*}"_s, u"{any}"_s},       {u"{all}"_s, u"{any}"_s},
        {u"{any}"_s, u"{any}"_s}, {u"{id}"_s, u"{any}"_s},      {u"{self}"_s, u"{self}"_s},
        {u"{me}"_s, u"{self}"_s}, {u"{other}"_s, u"{other}"_s}, {u"{others}"_s, u"{other}"_s},
        {u"**"_s, u"{...}"_s},    {u"{**}"_s, u"{...}"_s},      {u"..."_s, u"{...}"_s},
        {u"{...}"_s, u"{...}"_s}, {u"{..}"_s, u"{...}"_s},      {u"{rest}"_s, u"{...}"_s},
    };
    const auto found = meant.value(segment.toLower(), segment);
    return found == u"{...}"_s && !isLast ? segment : found;
}

void respellBelowState(QStringList &segments)
{
    const QStringList areas{u"users"_s, u"tools"_s, u"roles"_s};
    if (segments.size() < 3 || nearest(segments[1], {u"auth"_s}) != u"auth"_s)
        return;
    const auto area = nearest(segments[2], areas);
    if (!areas.contains(area))
        return;
    segments[1] = u"auth"_s;
    segments[2] = area;
    if (segments.size() > 4)
        segments[4] = nearest(segments[4], {u"rights"_s, u"roles"_s});
}

void respellTopic(QStringList &segments)
{
    if (segments.size() > 1 && !segments[1].startsWith(u'{') && !checkTopicId(segments[1])) {
        const auto topic = topicIdFromName(segments[1]);
        if (checkTopicId(topic))
            segments[1] = topic;
    }
    if (segments.size() > 2)
        segments[2] = nearest(segments[2], {u"messages"_s});
}

} // namespace

bool patternMeets(QStringView pattern, QStringView form, QStringView self)
{
    const auto wanted = withoutOuterSlashes(pattern).split(u'/');
    auto offered = form.split(u'/');
    const bool isOpen = offered.back() == u"...";
    if (isOpen)
        offered.removeLast();
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        if (i + 1 == wanted.size() && wanted[i] == u"{...}")
            return true; // and takes what is left of the form
        if (i >= offered.size()) {
            if (!isOpen || !segmentMeets(wanted[i], u"*", self))
                return false;
        } else if (!segmentMeets(wanted[i], offered[i], self)) {
            return false;
        }
    }
    return wanted.size() >= offered.size();
}

QString respelled(const QString &pattern)
{
    const auto inner = withoutOuterSlashes(pattern);
    QStringList segments = inner.toString().split(u'/');
    for (qsizetype i = 0; i < segments.size(); ++i)
        segments[i] = asWildcard(segments[i], i + 1 == segments.size());
    segments[0] = nearest(segments[0], {u"state"_s, u"data"_s, u"topics"_s, u"blobs"_s});
    if (segments[0] == u"state"_s)
        respellBelowState(segments);
    else if (segments[0] == u"topics"_s)
        respellTopic(segments);
    const auto meant = segments.join(u'/');
    return meant == inner ? pattern : meant;
}

} // namespace reeeductio
