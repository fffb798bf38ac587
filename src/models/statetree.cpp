// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/statetree.h"

#include "models/wordsearch.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

//! A view lays out all children of a branch in one event.
constexpr int mostChildren = 500;

//! As text, but what is below a path comes right behind it.
bool isBefore(QStringView a, QStringView b)
{
    const auto [left, right] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    if (left == a.end() || right == b.end())
        return left == a.end() && right != b.end();
    if (*left == u'/' || *right == u'/')
        return *left == u'/';
    return *left < *right;
}

//! Where the segment begins.
qsizetype beginOf(QStringView path, int segment)
{
    qsizetype at = 0;
    for (; segment > 0; --segment)
        at = path.indexOf(u'/', at) + 1;
    return at;
}

QStringView segmentOf(QStringView path, int segment)
{
    const auto rest = path.sliced(beginOf(path, segment));
    const auto end = rest.indexOf(u'/');
    return end < 0 ? rest : rest.first(end);
}

} // namespace

StateTree::StateTree(StateSnapshot snapshot, const Wish &wish)
    : m_snapshot(std::move(snapshot)), m_isSearched(!wish.words.isEmpty())
{
    m_values = std::exchange(m_snapshot.paths, {});
    m_deletedCount = std::count_if(m_values.begin(), m_values.end(),
                                   [](const StatePath &value) { return value.isEmptied; });
    m_values.removeIf([&wish](const StatePath &value) {
        return (value.isEmptied && !value.isDoubtful && !wish.showsDeleted) ||
               !hasWords(value.path, wish.words);
    });
    std::sort(m_values.begin(), m_values.end(),
              [](const StatePath &a, const StatePath &b) { return isBefore(a.path, b.path); });
    m_nodes.push_back({.last = static_cast<int>(m_values.size())});
    for (int parent = 0; parent < size(); ++parent)
        addChildren(parent);
}

//! Behind the values from `first` on that have the same segment at this depth.
int StateTree::endOfSegment(int first, int last, int depth) const
{
    const auto name = segmentOf(m_values[first].path, depth);
    const auto behind =
        std::partition_point(m_values.begin() + first, m_values.begin() + last,
                             [&](const StatePath &value) { return segmentOf(value.path, depth) == name; });
    return static_cast<int>(behind - m_values.begin());
}

void StateTree::addChild(int parent, Node child)
{
    auto &its = m_nodes[static_cast<size_t>(parent)];
    child.parent = parent;
    child.row = its.childCount++;
    m_nodes.push_back(std::move(child));
}

void StateTree::addChildren(int parent)
{
    auto &its = m_nodes[static_cast<size_t>(parent)];
    its.firstChild = size();
    const auto [depth, end, isPiece] = std::tuple(its.depth, its.last, its.isPiece);
    auto at = its.first;
    if (!isPiece && at < end && m_values[at].path.count(u'/') == depth - 1)
        its.value = at++; // what stands at the branch's own path
    QList<Node> children;
    while (at < end) {
        const auto next = endOfSegment(at, end, depth);
        children << Node{.name = segmentOf(m_values[at].path, depth).toString(),
                         .first = at,
                         .last = next,
                         .depth = depth + 1};
        at = next;
    }
    if (isPiece || children.size() <= mostChildren) {
        for (const auto &child : std::as_const(children))
            addChild(parent, child);
        return;
    }
    const auto perPiece = std::max<qsizetype>(mostChildren, children.size() / mostChildren + 1);
    for (qsizetype from = 0; from < children.size(); from += perPiece) {
        const auto &begin = children[from];
        const auto &back = children[std::min(from + perPiece, children.size()) - 1];
        addChild(parent, {.name = begin.name + u" … "_s + back.name,
                          .first = begin.first,
                          .last = back.last,
                          .depth = depth,
                          .isPiece = true});
    }
}

const StatePath *StateTree::valueOf(int index) const
{
    const auto value = node(index).value;
    return value < 0 ? nullptr : &m_values[value];
}

QString StateTree::pathOf(int index) const
{
    const auto &its = node(index);
    if (its.depth == 0)
        return {};
    const auto &path = m_values[its.first].path;
    return path.first(beginOf(path, its.depth - 1) + segmentOf(path, its.depth - 1).size());
}

std::optional<int> StateTree::find(const QString &path) const
{
    const auto found = std::lower_bound(
        m_values.begin(), m_values.end(), path,
        [](const StatePath &value, const QString &wanted) { return isBefore(value.path, wanted); });
    if (found == m_values.end() || found->path != path)
        return std::nullopt;
    const auto value = static_cast<int>(found - m_values.begin());
    int index = 0;
    while (node(index).value != value) {
        const auto children = m_nodes.begin() + node(index).firstChild;
        const auto child =
            std::partition_point(children, children + node(index).childCount,
                                 [value](const Node &candidate) { return candidate.last <= value; });
        index = static_cast<int>(child - m_nodes.begin());
    }
    return index;
}

bool StateTree::hasSameShapeAs(const StateTree &other) const
{
    return std::equal(m_values.begin(), m_values.end(), other.m_values.begin(), other.m_values.end(),
                      [](const StatePath &a, const StatePath &b) { return a.path == b.path; });
}

} // namespace reeeductio
