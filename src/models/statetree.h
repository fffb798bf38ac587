// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/statebrowsing.h"

#include <QStringList>

#include <vector>

namespace reeeductio {

//! The paths of a state as a tree of their segments; a branch with very many children has them in pieces. An
//! immutable value: made in another thread, it is shown by a StateTreeModel as it is.
class StateTree
{
public:
    struct Wish
    {
        QStringList words = {}; //!< each is somewhere in the path, as hasWord() has it
        bool showsDeleted = false;
    };

    struct Node
    {
        QString name = {};
        int parent = -1;
        int row = 0; //!< among its parent's children
        int firstChild = 0;
        int childCount = 0;
        int first = 0; //!< of the values in it and below it
        int last = 0;  //!< one behind
        int depth = 0; //!< segments of its path
        int value = -1;
        bool isPiece = false; //!< some of its parent's children
    };

    StateTree() : StateTree(StateSnapshot(), Wish()) {}
    StateTree(StateSnapshot snapshot, const Wish &wish);

    //! 0 is the root, which is not shown.
    const Node &node(int index) const { return m_nodes[static_cast<size_t>(index)]; }
    int size() const { return static_cast<int>(m_nodes.size()); }
    //! Null for a node that is only a way to others.
    const StatePath *valueOf(int index) const;
    //! Without a slash at its end; a piece's is its parent's.
    QString pathOf(int index) const;
    //! Which node has the value at exactly this path; nothing when none has.
    std::optional<int> find(const QString &path) const;

    //! Only what has the words that were wished.
    bool isSearched() const { return m_isSearched; }
    //! Of all paths, whatever was wished; the paths themselves are in the tree.
    const StateSnapshot &snapshot() const { return m_snapshot; }
    qsizetype valueCount() const { return m_values.size(); }
    qsizetype deletedCount() const { return m_deletedCount; }
    //! Every node is where it was: only what is said of values may be another.
    bool hasSameShapeAs(const StateTree &other) const;

private:
    void addChildren(int parent);
    void addChild(int parent, Node child);
    int endOfSegment(int first, int last, int depth) const;

    StateSnapshot m_snapshot;  //!< its paths moved out
    QList<StatePath> m_values; //!< in the order of the tree
    qsizetype m_deletedCount = 0;
    bool m_isSearched = false;
    std::vector<Node> m_nodes;
};

} // namespace reeeductio
