// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/serialthread.h"
#include "client/spacecontext.h"
#include "client/statereplay.h"

#include <QObject>

#include <memory>

namespace reeeductio {

//! Who may do what in a space, and what its state says, from replaying the state topic here. Answers come
//! from a thread of their own and follow the state that was appended before the question. A part of
//! LiveSpace.
class Authority : public QObject
{
    Q_OBJECT

public:
    Authority(SpaceContext &context, SerialThread &thread, QObject *parent = nullptr);
    ~Authority() override;

    //! The next rows of the state topic, in chain order from its beginning.
    void append(const QList<StoredMessage> &rows);
    //! The rows were laid out anew: all of them will be appended again.
    void beginAnew();
    //! All state the server had when it was last asked, now or in an earlier run, has been appended.
    void setCurrent();
    bool isCurrent() const { return m_isCurrent; }

    //! As of the last change; empty before the first.
    const SpaceSummary &summary() const { return m_summary; }

    //! As of now.
    Pending<Decision> decide(RuleSet ruleSet, const Question &question);
    //! As of a server time: a message's own, say.
    Pending<Decision> decideAt(RuleSet ruleSet, const Question &question, qint64 timeMs);
    //! The members, owner and tools among them, who may do that now.
    Pending<QList<MemberId>> whoMay(RuleSet ruleSet, Operation operation, const QString &resource);
    //! Whether each sender ought to have been let post to the topic at each time (strict); nothing where
    //! state is missing from before it.
    Pending<QList<std::optional<bool>>> mayHavePosted(const QString &topic,
                                                      const QList<std::pair<QByteArray, qint64>> &posts);

    //! Anything else there is to ask the replay; runs in the authority thread.
    template <class F>
    auto ask(F question)
    {
        return m_thread.run(
            [replay = m_replay, question = std::move(question)] { return question(**replay); });
    }

Q_SIGNALS:
    //! So many rows came; what is asked from now on knows them.
    void appended(qsizetype rows);
    void begunAnew();
    //! The summary, or what questions are answered from, is another one.
    void changed();

private:
    void summarise();

    SpaceContext &m_context;
    SerialThread &m_thread;
    //! Touched in the authority thread only, and destroyed there.
    std::shared_ptr<std::unique_ptr<StateReplay>> m_replay;
    SpaceSummary m_summary;
    bool m_isCurrent = false;
    bool m_isSummarising = false;
    bool m_hasNews = false;
};

//! `topics/{topic}/messages`: what is asked for reading and posting.
QString topicResource(const QString &topic);

} // namespace reeeductio
