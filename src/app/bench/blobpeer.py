# SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
# SPDX-License-Identifier: Apache-2.0

"""A file to a server and back through the published Python package, as a program written with it does that.

Reads one JSON object from stdin, {"space_id", "member_id", "key", "root", "url", "file", "back"}, keys as base64, and
writes one: {"up_s", "down_s", "growth_mib"}.
"""

import base64
import json
import sys
import time

from reeeductio import Space


def memory_mib(field):
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith(field))


def main():
    task = json.load(sys.stdin)
    space = Space(
        space_id=task["space_id"],
        member_id=task["member_id"],
        private_key=base64.b64decode(task["key"]),
        symmetric_root=base64.b64decode(task["root"]),
        base_url=task["url"],
    )
    space.authenticate()
    before = memory_mib("VmRSS")

    start = time.perf_counter()
    with open(task["file"], "rb") as file:
        blob = space.encrypt_and_upload_blob(file.read())
    between = time.perf_counter()
    with open(task["back"], "wb") as file:
        file.write(space.download_and_decrypt_blob(blob.blob_id, blob.key))
    end = time.perf_counter()

    growth = memory_mib("VmHWM") - before
    print(json.dumps({"up_s": between - start, "down_s": end - between, "growth_mib": growth}))


main()
