#!/usr/bin/env python3
"""Packs layers into an image that `ctr images import` takes: pack_image.py FILE REFERENCE ENTRYPOINT LAYER.tar...

ENTRYPOINT may be empty. The format is that of `docker save`.
"""
import hashlib
import io
import json
import sys
import tarfile


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def add(archive, name, text):
    entry = tarfile.TarInfo(name)
    entry.size = len(text)
    archive.addfile(entry, io.BytesIO(text))


target, reference, entrypoint, *layers = sys.argv[1:]
names = [digest(layer) for layer in layers]
config = {
    "architecture": "amd64",
    "os": "linux",
    "config": {
        "Entrypoint": [entrypoint] if entrypoint else None,
        "Cmd": None if entrypoint else ["/bin/sh"],
        "Env": ["PATH=/opt/java/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8"],
    },
    "rootfs": {"type": "layers", "diff_ids": ["sha256:" + name for name in names]},
    # Who builds upon an image wants one entry for each layer.
    "history": [{"created": "1970-01-01T00:00:00Z", "created_by": "pack_image.py"} for _ in names],
}
text = json.dumps(config).encode()
config_name = hashlib.sha256(text).hexdigest() + ".json"
manifest = [{"Config": config_name, "RepoTags": [reference], "Layers": [name + "/layer.tar" for name in names]}]
with tarfile.open(target, "w") as archive:
    add(archive, config_name, text)
    for name, layer in zip(names, layers):
        archive.add(layer, name + "/layer.tar")
    add(archive, "manifest.json", json.dumps(manifest).encode())
