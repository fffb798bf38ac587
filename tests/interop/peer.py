# SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
# SPDX-License-Identifier: Apache-2.0

"""The published Python package as a peer that C++ tests drive.

Reads one JSON object a line from stdin, {"id", "do", ...arguments}, and answers each with one line on stdout:
{"id", "value"}, or {"id", "error": {"class", "text"}} with the class of whatever the package raised. Messages of a
stream come in between as {"stream": name, "message"}. Bytes are base64. Ends with stdin.
"""

import asyncio
import dataclasses
import json
import sys
import threading

import reeeductio
from reeeductio import AdminClient, AsyncSpace, Ed25519KeyPair, LocalMessageStore, Message, Space
from reeeductio import decode_base64, decode_urlsafe_base64, encode_base64, verify_signature


class Output:
    """One line at a time, whichever thread writes it."""

    def __init__(self, file):
        self._file = file
        self._lock = threading.Lock()

    def send(self, value):
        line = json.dumps(value)
        with self._lock:
            self._file.write(line + "\n")
            self._file.flush()


class StreamReader:
    """Forwards a space's stream from a thread of its own until it is stopped."""

    def __init__(self, name, space, output):
        self._name = name
        self._space = space
        self._output = output
        self._loop = asyncio.new_event_loop()
        self._task = self._loop.create_task(self._forward())
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self):
        if self._thread.is_alive():
            try:
                self._loop.call_soon_threadsafe(self._task.cancel)
            except RuntimeError:
                pass  # it has just ended by itself
        self._thread.join(timeout=10)

    def _run(self):
        try:
            self._loop.run_until_complete(self._task)
        except asyncio.CancelledError:
            pass
        finally:
            self._loop.close()

    async def _forward(self):
        try:
            async with self._space:
                async with self._space.connect() as socket:
                    self._output.send({"stream": self._name, "connected": True})
                    async for text in socket:
                        value = json.loads(text)
                        if "message_hash" in value:
                            message = Message(**value)  # refuses a field that is missing or too many
                            self._output.send({"stream": self._name, "message": dataclasses.asdict(message)})
            self._output.send({"stream": self._name, "ended": True})
        except asyncio.CancelledError:
            raise
        except Exception as error:  # whatever it is, the test wants its class
            self._output.send({"stream": self._name, "error": described(error)})


def described(error):
    return {"class": type(error).__name__, "text": str(error)}


def is_signed_by_sender(message):
    key = Ed25519KeyPair.from_typed_public_key(message.sender)
    return verify_signature(
        decode_urlsafe_base64(message.message_hash), decode_base64(message.signature), key
    )


class Peer:
    """Every method whose name begins with `do_` is a command."""

    def __init__(self, output):
        self._output = output
        self._spaces = {}
        self._access = {}
        self._stores = {}
        self._streams = {}

    def close(self):
        for stream in self._streams.values():
            stream.stop()
        for space in self._spaces.values():
            space.close()

    # Whom it acts as

    def do_version(self):
        return reeeductio.__version__

    def do_open(self, space, space_id, member, key, root, url, user_key=None, store=None):
        access = {
            "space_id": space_id,
            "member_id": member,
            "private_key": decode_base64(key),
            "symmetric_root": decode_base64(root),
            "user_symmetric_key": decode_base64(user_key) if user_key else None,
            "base_url": url,
        }
        if space in self._spaces:
            self._spaces[space].close()
        if store:
            self._stores[space] = LocalMessageStore(store)
        self._access[space] = access
        self._spaces[space] = Space(**access, local_store=self._stores.get(space))

    def do_authenticate(self, space):
        return bool(self._spaces[space].authenticate())

    # Messages

    def do_post(self, space, topic, type, data, encrypted=True, prev=None):
        peer = self._spaces[space]
        post = peer.post_encrypted_message if encrypted else peer.post_message
        return dataclasses.asdict(post(topic, type, decode_base64(data), prev_hash=prev))

    def do_messages(self, space, topic, **options):
        peer = self._spaces[space]
        names = {"from": "from_timestamp", "to": "to_timestamp"}
        found = peer.get_messages(topic, **{names.get(key, key): value for key, value in options.items()})
        return [self._readable(peer, message) for message in found]

    def do_message(self, space, topic, hash):
        peer = self._spaces[space]
        return self._readable(peer, peer.get_message(topic, hash))

    def _readable(self, peer, message):
        """The message's fields, whether its sender signed it, and its plaintext when the topic's key opens it."""
        value = dataclasses.asdict(message)
        value["signed"] = is_signed_by_sender(message)
        try:
            value["plaintext"] = encode_base64(peer.decrypt_message_data(message, message.topic_id))
        except Exception:  # the package lets its libraries' own exceptions through
            value["plaintext"] = None
        return value

    def do_stored(self, space):
        return self._stores[space].count_messages(self._spaces[space].space_id)

    # State

    def do_set_state(self, space, path, value, encrypted=False, prev=None, key=None):
        peer = self._spaces[space]
        if not encrypted:
            return dataclasses.asdict(peer.set_plaintext_state(path, value, prev_hash=prev))
        own = decode_base64(key) if key else None
        return dataclasses.asdict(peer.set_encrypted_state(path, value, prev_hash=prev, key=own))

    def do_state(self, space, path, encrypted=False, key=None):
        peer = self._spaces[space]
        if not encrypted:
            return peer.get_plaintext_state(path)
        return peer.get_encrypted_state(path, key=decode_base64(key) if key else None)

    def do_history(self, space, limit=100):
        peer = self._spaces[space]
        return [self._readable(peer, message) for message in peer.get_state_history(limit=limit)]

    # Data: plain, encrypted or user

    def do_set_data(self, space, path, data, kind="plain"):
        peer = self._spaces[space]
        put = {
            "plain": peer.set_plaintext_data,
            "encrypted": peer.set_encrypted_data,
            "user": peer.set_encrypted_user_data,
        }[kind]
        return put(path, decode_base64(data))

    def do_data(self, space, path, kind="plain"):
        peer = self._spaces[space]
        read = {
            "plain": peer.get_plaintext_data,
            "encrypted": peer.get_encrypted_data,
            "user": peer.get_encrypted_user_data,
        }[kind]
        return encode_base64(read(path))

    # Blobs

    def do_put_blob(self, space, data, encrypted=True):
        peer = self._spaces[space]
        if not encrypted:
            return dataclasses.asdict(peer.upload_plaintext_blob(decode_base64(data)))
        created = peer.encrypt_and_upload_blob(decode_base64(data))
        return {"blob_id": created.blob_id, "size": created.size, "key": encode_base64(created.key)}

    def do_blob(self, space, blob, key=None):
        peer = self._spaces[space]
        if key is None:
            return encode_base64(peer.download_plaintext_blob(blob))
        return encode_base64(peer.download_and_decrypt_blob(blob, decode_base64(key)))

    def do_put_file(self, space, path):
        with open(path, "rb") as file:
            created = self._spaces[space].encrypt_and_upload_blob(file.read())
        return {"blob_id": created.blob_id, "size": created.size, "key": encode_base64(created.key)}

    def do_file(self, space, blob, key, path):
        with open(path, "wb") as file:
            file.write(self._spaces[space].download_and_decrypt_blob(blob, decode_base64(key)))

    def do_delete_blob(self, space, blob):
        self._spaces[space].delete_blob(blob)

    # Members

    def do_add_user(self, space, user):
        self._spaces[space].add_user(user, description="added by the peer")

    def do_create_tool(self, space, tool):
        self._spaces[space].create_tool(tool, description="made by the peer")

    def do_create_role(self, space, role):
        self._spaces[space].create_role(role, description="made by the peer")

    def do_grant(self, space, holder, right, capability, kind="user"):
        peer = self._spaces[space]
        grant = {
            "user": peer.grant_capability_to_user,
            "tool": peer.grant_capability_to_tool,
            "role": peer.grant_capability_to_role,
        }[kind]
        grant(holder, right, capability)

    def do_assign_role(self, space, user, role):
        self._spaces[space].assign_role_to_user(user, role)

    def do_create_invitation(self, space):
        pair = self._spaces[space].create_invitation(description="come in")
        return {"key": encode_base64(pair.private_key), "tool": pair.to_tool_id()}

    # Stream

    def do_stream(self, space):
        if space in self._streams:
            self._streams.pop(space).stop()
        self._streams[space] = StreamReader(space, AsyncSpace(**self._access[space]), self._output)

    def do_stop_stream(self, space):
        self._streams.pop(space).stop()

    # Server administration and passwords

    def do_admin_space(self, url, key, member):
        with self._admin(url, key, member) as admin:
            return admin.get_space_id()

    def do_admin_delete_blob(self, url, key, member, blob):
        with self._admin(url, key, member) as admin:
            admin.delete_blob(blob)

    def _admin(self, url, key, member):
        public_key = Ed25519KeyPair.from_typed_public_key(member)
        return AdminClient(Ed25519KeyPair(decode_base64(key), public_key), base_url=url)

    # Password login

    def do_enable_passwords(self, space):
        return self._spaces[space].enable_opaque()

    def do_register_password(self, space, name, password):
        return self._spaces[space].opaque_register(name, password)

    def do_password_login(self, url, space_id, name, password):
        found = reeeductio.opaque_login(url, space_id, name, password)
        return {
            "member": found.public_key,
            "key": encode_base64(found.keypair.private_key),
            "root": encode_base64(found.symmetric_root),
            "user_key": encode_base64(found.user_symmetric_key),
        }


def main():
    output = Output(sys.stdout)
    peer = Peer(output)
    output.send({"ready": True})
    for line in sys.stdin:
        request = json.loads(line)
        answer = {"id": request.pop("id")}
        command = request.pop("do")
        try:
            answer["value"] = getattr(peer, "do_" + command)(**request)
        except Exception as error:  # whatever it is, the test wants its class
            answer["error"] = described(error)
        output.send(answer)
    peer.close()


if __name__ == "__main__":
    main()
