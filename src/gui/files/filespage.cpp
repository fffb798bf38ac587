// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/files/filespage.h"

#include "gui/files/filerowdelegate.h"
#include "gui/shared/fittedcolumns.h"
#include "models/displaytext.h"
#include "models/filekinds.h"
#include "models/messagetext.h"
#include "ui_filespage.h"

#include <QMenu>

using namespace Qt::StringLiterals;

namespace reeeductio {

FilesPage::FilesPage(QWidget *parent)
    : SpaceView(parent), m_ui(std::make_unique<Ui::FilesPage>()), m_shown(m_files)
{
    m_ui->setupUi(this);
    auto *const table = m_ui->fileTable;
    table->setModel(&m_shown);
    table->setItemDelegate(new FileRowDelegate(this));
    table->sortByColumn(FileListModel::Time, Qt::DescendingOrder);
    table->header()->setStretchLastSection(false);
    table->header()->setSectionResizeMode(FileListModel::Name, QHeaderView::Stretch);
    new FittedColumns(
        *table, {FileListModel::Size, FileListModel::Sender, FileListModel::TopicName, FileListModel::Time});
    connect(table, &QTreeView::activated, this, &FilesPage::look);
    connect(table->selectionModel(), &QItemSelectionModel::currentChanged, this, &FilesPage::updateDetails);
    connect(&m_files, &FileListModel::progressed, this, &FilesPage::refresh);
    connect(&m_files, &FileListModel::dataChanged, this, &FilesPage::updateDetails);
    connect(&m_files, &FileListModel::readFailed, this,
            [this](const Error &error) { m_ui->filesBar->showError(error); });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_shown, signal, this, &FilesPage::refresh);
    connectFilters();
    connectButtons();
    updateDetails();
}

FilesPage::~FilesPage() = default;

void FilesPage::connectFilters()
{
    connect(m_ui->fileSearch, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_shown.setText(text);
        refresh();
    });
    connect(m_ui->fileKind, &QComboBox::currentIndexChanged, this, [this](int kind) {
        m_shown.setKind(static_cast<FileFilterModel::Kind>(kind));
        refresh();
    });
    connect(m_ui->allTopics, &QCheckBox::toggled, this, [this](bool areAll) {
        m_files.show(m_files.space(), areAll ? QString() : m_topic);
        refresh();
    });
}

void FilesPage::connectButtons()
{
    connect(m_ui->filesHeader, &PageHeader::backRequested, this, &FilesPage::backRequested);
    connect(m_ui->findUnused, &QPushButton::clicked, this, &FilesPage::unusedRequested);
    connect(m_ui->lookAtFile, &QPushButton::clicked, this, &FilesPage::look);
    const auto ask = [this](QPushButton *button, void (FilesPage::*signal)(const ListedFile &)) {
        connect(button, &QPushButton::clicked, this, [this, signal] {
            if (const auto file = current())
                Q_EMIT(this->*signal)(*file);
        });
    };
    ask(m_ui->saveFile, &FilesPage::saveRequested);
    ask(m_ui->saveFileAs, &FilesPage::saveAsRequested);
    ask(m_ui->deleteFile, &FilesPage::deleteRequested);
    connect(m_ui->fileTable, &QWidget::customContextMenuRequested, this, &FilesPage::showMenu);
}

//! The buttons once more, where the file is.
void FilesPage::showMenu(QPoint at)
{
    if (!m_ui->fileTable->indexAt(at).isValid())
        return;
    auto *const menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (auto *const button : {m_ui->lookAtFile, m_ui->saveFile, m_ui->saveFileAs, m_ui->deleteFile})
        menu->addAction(button->text(), button, &QPushButton::click)->setEnabled(button->isEnabled());
    menu->popup(m_ui->fileTable->viewport()->mapToGlobal(at));
}

void FilesPage::show(LiveSpace *space, const QString &topic)
{
    m_ui->filesBar->dismiss();
    m_ui->fileSearch->clear();
    if (space && (!topic.isEmpty() || space != m_topicOf)) {
        m_topic = topic;
        m_topicOf = space;
    }
    const QSignalBlocker quiet(m_ui->allTopics);
    m_ui->allTopics->setChecked(topic.isEmpty());
    m_files.show(space, topic);
    refresh();
    m_ui->fileTable->setFocus();
}

void FilesPage::refresh()
{
    if (!m_files.space())
        return;
    const auto &topics = m_files.space()->authority().summary().topics;
    const bool areAll = m_files.topic().isEmpty();
    m_ui->filesHeader->setTitle(
        areAll ? tr("Files in all topics")
               : tr("Files in #%1").arg(topicName(topics.value(m_files.topic(), {m_files.topic(), {}, {}}))));
    m_ui->allTopics->setEnabled(!m_topic.isEmpty());
    m_ui->fileTable->setColumnHidden(FileListModel::TopicName, !areAll);
    auto about = tr("%n file(s)", nullptr, m_files.rowCount());
    if (m_files.totalSize() > 0)
        about += u" · "_s + sizeText(m_files.totalSize());
    if (m_files.isLoading())
        about += u" · "_s + tr("reading…");
    else if (!m_files.isComplete())
        about += u" · "_s + tr("older messages are not here yet");
    m_ui->filesHeader->setAbout(about);
    m_ui->noFiles->setText(
        m_files.rowCount() > 0 ? tr("Nothing found among %n file(s).", nullptr, m_files.rowCount())
        : m_files.isComplete()
            ? tr("No files yet. Drop one on a topic to send it there.")
            : tr("No files among the messages that are here. Older ones are still to come."));
    const bool isEmpty = m_shown.rowCount() == 0 && !(m_files.rowCount() == 0 && m_files.isLoading());
    m_ui->filesStack->setCurrentIndex(isEmpty ? 1 : 0);
    if (!m_ui->fileTable->currentIndex().isValid() && m_shown.rowCount() > 0)
        m_ui->fileTable->setCurrentIndex(m_shown.index(0, 0));
    updateDetails();
}

void FilesPage::updateDetails()
{
    const auto file = current();
    m_ui->fileDetails->setVisible(file.has_value());
    if (file) {
        const bool isThere = !file->isAccused() && !m_files.isRemoved(*file);
        const bool isImage = file->file.isImage && file->file.key;
        const bool canLook = isImage || isSafeToOpen(safeFileName(file->file));
        m_ui->lookAtFile->setText(isImage ? tr("&View") : tr("&Open"));
        m_ui->lookAtFile->setEnabled(canLook && isThere);
        m_ui->lookAtFile->setToolTip(
            canLook ? QString() : tr("Files of this kind may be programs: they are only saved."));
        m_ui->saveFile->setEnabled(isThere);
        m_ui->saveFileAs->setEnabled(isThere);
    }
    const auto isNow =
        file ? std::pair(file->hash, m_files.isRemoved(*file)) : std::pair(QByteArray(), false);
    if (std::exchange(m_told, isNow) != isNow)
        Q_EMIT chosen();
}

void FilesPage::look()
{
    const auto file = current();
    if (!file || !m_ui->lookAtFile->isEnabled())
        return;
    if (file->file.isImage && file->file.key)
        Q_EMIT viewRequested(*file);
    else
        Q_EMIT openRequested(*file);
}

std::optional<ListedFile> FilesPage::current() const
{
    const auto index = m_ui->fileTable->currentIndex();
    return index.isValid() ? std::optional(m_shown.fileAt(index)) : std::nullopt;
}

void FilesPage::setAudience(const QString &text)
{
    m_ui->fileAudience->setText(text);
}

void FilesPage::setDeletable(bool isDeletable, const QString &why)
{
    m_ui->deleteFile->setEnabled(isDeletable);
    m_ui->deleteFile->setToolTip(why);
}

void FilesPage::setSearching(bool isSearching)
{
    m_ui->findUnused->setEnabled(!isSearching);
}

MessageBar &FilesPage::bar()
{
    return *m_ui->filesBar;
}

TransferPanel &FilesPage::transfers()
{
    return *m_ui->fileTransfers;
}

} // namespace reeeductio
