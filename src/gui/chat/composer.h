// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/pastedimage.h"

#include <QFrame>

#include <memory>

namespace Ui {
class Composer;
}

namespace reeeductio {

//! Where a message is written. Enter sends, Shift+Enter begins a line; the text goes only when it has been
//! taken.
class Composer : public QFrame
{
    Q_OBJECT

public:
    explicit Composer(QWidget *parent = nullptr);
    ~Composer() override;

    void setTopic(const QString &name);
    //! Whose words these will be.
    void setIdentity(const QString &name);
    //! Without the right to post nothing can be sent; what is written stays. `reason` says why; a person can
    //! ask further where `hasMore`.
    void setMayPost(bool mayPost, const QString &reason = {}, bool hasMore = false);

    bool mayPost() const { return m_mayPost; }

    QString text() const;
    //! Behind what is there.
    void append(const QString &text);
    void setText(const QString &text);
    void focusText();
    //! What nobody has taken or is about to take: a draft.
    QString unsentText() const;
    //! Back into the box, before what is there.
    void giveBack(const QString &text);
    //! Whether this is what sendRequested() handed out last, and nothing has been said of it yet.
    bool isHandedOut(const QString &text) const { return !text.isEmpty() && m_handedOut == text; }

    //! What sendRequested() handed out is safe: it goes from the box, and what was typed since stays.
    void taken();
    //! It is not: all of it stays, and can be sent again.
    void refused();

Q_SIGNALS:
    void sendRequested(const QString &text);
    //! A person wants to choose files.
    void attachRequested();
    //! A person wants to know why nothing can be sent.
    void whyRequested();
    //! Files that were pasted.
    void filesPasted(const QStringList &paths);
    void imagePasted(const reeeductio::PastedImage &image);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void submit();
    void check();
    void fitHeight();
    bool isSendable() const;

    std::unique_ptr<Ui::Composer> m_ui;
    QString m_identity;
    QString m_refusal;
    QString m_handedOut;      //!< empty unless something is being taken
    bool m_sendsRest = false; //!< Enter was pressed again meanwhile
    bool m_mayPost = true;
};

} // namespace reeeductio
