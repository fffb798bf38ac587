// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/livespace.h"
#include "models/statedifferencemodel.h"
#include "models/statehistorymodel.h"
#include "models/statetreemodel.h"

#include <QPointer>

namespace reeeductio {

//! A person's walk through a space's state: at which moment, looking for what, at which path. Its models
//! follow, read in the authority thread; of many wishes at once only the last is read. Lives in the GUI
//! thread.
class StateBrowser : public QObject
{
    Q_OBJECT

public:
    explicit StateBrowser(QObject *parent = nullptr);
    ~StateBrowser() override;

    //! Null shows nothing, and reads nothing. From now, with everything, at no path.
    void show(LiveSpace *space);
    LiveSpace *space() const { return m_space; }

    //! Nothing is now, and follows what comes.
    void setMoment(std::optional<Moment> moment);
    //! How things stood at that time of the server's; now when it is not before the last event.
    void setTime(qint64 timeMs);
    bool isNow() const { return !m_moment; }
    void setText(const QString &text);
    void setShowingDeleted(bool isShowing);
    //! Empty is none.
    void setPath(const QString &path);
    const QString &path() const { return m_path; }
    //! From when on changes are listed; nothing lists none.
    void setChangesSince(std::optional<qint64> timeMs);

    StateTreeModel &tree() { return m_tree; }
    StateHistoryModel &history() { return m_history; }
    StateDifferenceModel &differences() { return m_differences; }
    //! As of the last reading. Its paths are in the tree.
    const StateSnapshot &snapshot() const { return m_tree.tree()->snapshot(); }
    bool isRead() const { return m_isRead; }

Q_SIGNALS:
    //! The tree, and what snapshot() says.
    void treeRead();
    void historyRead();
    void differencesRead();

private:
    //! One question at a time; what is asked meanwhile is asked once more behind it.
    struct Turn
    {
        bool isAsking = false;
        bool isStale = false;
    };

    void readAll();
    void readTree();
    void readHistory();
    void readDifferences();
    template <class Question, class Take>
    void ask(Turn &turn, void (StateBrowser::*again)(), Question question, Take take);

    QPointer<LiveSpace> m_space;
    std::unique_ptr<QObject> m_shown;          //!< context of everything that concerns the space shown
    std::shared_ptr<const SymmetricKey> m_key; //!< null without a root
    std::optional<Moment> m_moment;
    StateTree::Wish m_wish;
    QString m_path;
    std::optional<qint64> m_changesSince;
    bool m_isRead = false;
    Turn m_treeTurn;
    Turn m_historyTurn;
    Turn m_differencesTurn;
    StateTreeModel m_tree;
    StateHistoryModel m_history;
    StateDifferenceModel m_differences;
};

} // namespace reeeductio
