-- SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
-- SPDX-License-Identifier: Apache-2.0
-- user.db as its third version left it.
CREATE TABLE outbox(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    space BLOB NOT NULL,
    topic TEXT NOT NULL,
    type BLOB NOT NULL,
    sealed_text BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    attempt BLOB,
    failure_kind TEXT,
    failure_code TEXT,
    failure_detail TEXT,
    failure_status INTEGER);
CREATE INDEX outbox_space ON outbox(space, id);
CREATE TABLE mark(
    space BLOB NOT NULL,
    topic TEXT NOT NULL,
    kind TEXT NOT NULL,
    hash BLOB NOT NULL,
    position INTEGER NOT NULL,
    time INTEGER NOT NULL,
    PRIMARY KEY(space, topic, kind)) WITHOUT ROWID;
CREATE TABLE name(
    space BLOB NOT NULL,
    subject TEXT NOT NULL,
    sealed_name BLOB NOT NULL,
    PRIMARY KEY(space, subject)) WITHOUT ROWID;
CREATE TABLE upload(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    space BLOB NOT NULL,
    topic TEXT NOT NULL,
    sealed_content BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    failure_kind TEXT,
    failure_code TEXT,
    failure_detail TEXT,
    failure_status INTEGER);
CREATE INDEX upload_space ON upload(space, id);
CREATE TABLE stored_blob(
    space BLOB NOT NULL,
    blob BLOB NOT NULL,
    topic TEXT NOT NULL,
    sealed_name BLOB NOT NULL,
    size INTEGER NOT NULL,
    stored_at INTEGER NOT NULL,
    PRIMARY KEY(space, blob)) WITHOUT ROWID;
PRAGMA user_version=3;
