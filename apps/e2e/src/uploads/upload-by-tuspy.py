"""Uploads a file with tuspy, the protocol's Python client, in pieces with checksums; goes on where an earlier run stopped.

Prints the address of the upload, where this run began, and where it ended. The token comes by the environment.
"""

import os
import sys

from tusclient import client
from tusclient.storage import filestorage

endpoint, path, storage, pieces = sys.argv[1:]

uploader = client.TusClient(
    endpoint, headers={"Authorization": "Bearer " + os.environ["TOKEN"]}
).uploader(
    path,
    chunk_size=1024**2,
    metadata={"filename": "by tuspy.bin", "folder": "From Python"},
    store_url=True,
    url_storage=filestorage.FileStorage(storage),
    upload_checksum=True,
)
begun = uploader.offset
for _ in range(int(pieces)):
    uploader.upload_chunk()
print(uploader.url, begun, uploader.offset)
