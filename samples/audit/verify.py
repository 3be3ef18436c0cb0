#!/usr/bin/env python3
"""Verifies an Almoner audit log without Almoner: Python's standard library and the openssl program are all it needs.

usage: verify.py --log DIR --archive DIR [--certificates DIR] [--key TEXT] [--proof FILE]
  --log           what `almoner audit export` made: log.jsonl, checkpoints/, log.key
  --archive       the archive/ folder of the workspace, or a copy
  --certificates  certificates (*.crt) of the people who sign lists: every signature in the archive is verified
  --key           the log's public keys as they were told on paper, one a line (default: log.key, which proves less)
  --proof         one transfer's proof, as `almoner audit prove` writes it; nothing of other transfers is looked at

What is held against what:
- every checkpoint (C2SP tlog-checkpoint) carries the log's Ed25519 signature, and its root is that of so many records
  (RFC 9162, 2.1), so that each log is a beginning of the next;
- every archived file that the log names is there with its digest, and nothing was sealed before its list was logged;
- every signature over a list's cover verifies with a certificate that was given, and its maker's is not the only one;
- every file that was purged is one of a manifest that is archived, had the digest that stands there, and is gone; the
  decision over the manifest carries the signatures of two.
Exit code: 0 everything holds, 1 something does not, 2 wrong usage.
"""

import argparse
import base64
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

DASH = "\u2014 "
ED25519_PREFIX = bytes.fromhex("302a300506032b6570032100")  # SubjectPublicKeyInfo of RFC 8410, before the 32 bytes


def sha256(data):
    return hashlib.sha256(data).digest()


def leaf_hash(record):
    return sha256(b"\0" + record)


class Tree:
    """The root of a tree that grows leaf by leaf."""

    def __init__(self):
        self.size, self.peaks = 0, []

    def add(self, leaf):
        self.peaks.append(leaf)
        rest = self.size
        while rest & 1:
            right, left = self.peaks.pop(), self.peaks.pop()
            self.peaks.append(sha256(b"\1" + left + right))
            rest >>= 1
        self.size += 1

    def root(self):
        if not self.peaks:
            return sha256(b"")
        root = self.peaks[-1]
        for left in reversed(self.peaks[:-1]):
            root = sha256(b"\1" + left + root)
        return root


def root_by_path(leaf, index, size, path):
    """RFC 9162, 2.1.3.2; None when the path has another length than it must."""
    root, last = leaf, size - 1
    for sibling in path:
        if last == 0:
            return None
        if index & 1 or index == last:
            root = sha256(b"\1" + sibling + root)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            root = sha256(b"\1" + root + sibling)
        index, last = index >> 1, last >> 1
    return root if last == 0 else None


class Key:
    """ "name+hexadecimal id+base64(1 || key)" of C2SP signed-note."""

    def __init__(self, text):
        self.name, self.id, encoded = text.strip().split("+", 2)
        self.raw = base64.b64decode(encoded)
        wanted = sha256(self.name.encode() + b"\n" + self.raw)[:4]
        if self.raw[:1] != b"\1" or len(self.raw) != 33 or bytes.fromhex(self.id) != wanted:
            raise SystemExit(f"{text}: not the key of a log")

    def holds(self, message, signature):
        with tempfile.TemporaryDirectory() as folder:
            key, text, value = (pathlib.Path(folder) / name for name in ("key", "text", "value"))
            key.write_bytes(ED25519_PREFIX + self.raw[1:])
            text.write_bytes(message)
            value.write_bytes(signature)
            return openssl("pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", key, "-rawin", "-in", text, "-sigfile", value)


def openssl(*arguments):
    return subprocess.run(["openssl", *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0


def read_checkpoint(note, keys):
    """Size and root of a note that one of the log's keys has signed, or None."""
    return next((read for read in (read_with(note, key) for key in keys) if read), None)


def read_with(note, key):
    body, _, signatures = note.rpartition("\n\n")
    body += "\n"
    lines = body.split("\n")
    for line in signatures.splitlines():
        if line.startswith(DASH + key.name + " "):
            value = base64.b64decode(line.rsplit(" ", 1)[1])
            if value[:4] == bytes.fromhex(key.id) and lines[0] == key.name and key.holds(body.encode(), value[4:]):
                return int(lines[1]), base64.b64decode(lines[2])
    return None


class Audit:
    def __init__(self, options):
        self.log, self.archive = options.log, options.archive
        self.certificates = sorted(options.certificates.glob("*.crt")) if options.certificates else []
        self.keys = [Key(line) for line in (options.key or (options.log / "log.key").read_text()).split()]
        self.faults, self.counts = [], {"records": 0, "checkpoints": 0, "files": 0, "signatures": 0}
        self.purged, self.decisions = {}, []

    def fault(self, text):
        self.faults.append(text)

    def records(self):
        """Every record with its number, held against the checkpoints while the tree grows."""
        checkpoints = {}
        for path in sorted((self.log / "checkpoints").glob("*.checkpoint")):
            read = read_checkpoint(path.read_text(encoding="utf-8"), self.keys)
            if read is None:
                self.fault(f"{path.name}: the signature of the log does not hold")
            else:
                checkpoints[read[0]] = (path.name, read[1])
        tree = Tree()
        with (self.log / "log.jsonl").open("rb") as file:
            for line in file:
                record = line.rstrip(b"\n")
                tree.add(leaf_hash(record))
                name, root = checkpoints.pop(tree.size, (None, None))
                if name and root != tree.root():
                    self.fault(f"{name}: the log was another one when this was signed")
                self.counts["checkpoints"] += name is not None
                yield tree.size - 1, json.loads(record)
        for size, (name, _) in checkpoints.items():
            self.fault(f"{name}: tells of {size} records, the log has {tree.size}")

    def run(self):
        lists, latest = set(), {}
        for number, record in self.records():
            self.counts["records"] += 1
            if record["seq"] != number:
                self.fault(f"record {number} says it is {record['seq']}")
            if record["kind"] == "purged":
                self.hold_purge(number, record, latest)
            latest.update(record.get("archived", {}))
            if record["kind"] == "list":
                lists.add(record["subject"])
            elif record["kind"] == "file_sealed" and record["sha256"] not in record["archived"].values():
                self.fault(f"record {number}: the sealed file is not the archived one")
            elif record["kind"] == "plan" and record["subject"] not in lists:
                self.fault(f"record {number}: {record['subject']} was planned before it was logged")
        for path, digest in sorted(latest.items()):
            self.hold_file(path, digest)
        if self.certificates:
            for signed in sorted([path for path in latest if path.endswith(".cover.toml")] + self.decisions):
                self.hold_signatures(signed)

    def hold_purge(self, number, record, latest):
        """Two people have signed which files are erased; the log says since when they are gone, and by which decision."""
        erased = {path for path, digest in record["archived"].items() if not digest}
        manifest = f"purges/{record['sha256'][:12]}.txt"
        lines = [line.split(" ", 2) for line in self.text_of(manifest).splitlines()]
        named = {words[2]: words[1] for words in lines if words[0] == "erase"}
        if record["archived"].get(manifest) != record["sha256"] or named != {path: latest.get(path) for path in erased}:
            self.fault(f"record {number}: what it says was purged is not what was signed")
        decision = next((path for path in record["archived"] if path.endswith(f"/{record['subject']}.toml")), "")
        if record["sha256"] not in self.text_of(decision):
            self.fault(f"record {number}: its decision is about something else")
        self.decisions.append(decision)
        self.purged[record["subject"]] = (record["utc"][:10], len(erased))

    def text_of(self, path):
        """Nothing where there is no such file in the archive; what is wrong with it is told elsewhere."""
        file = self.archive / path
        return file.read_text(encoding="utf-8", errors="replace") if path and file.is_file() else ""

    def hold_file(self, path, digest):
        try:
            with (self.archive / path).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest() if hasattr(hashlib, "file_digest") else sha256(file.read()).hex()
        except OSError:
            found = ""
        self.counts["files"] += found == digest != ""
        if found != digest:
            self.fault(f"archive/{path}: " + ("was purged and is there" if not digest else "is not the file that was logged" if found else "is gone"))

    def hold_signatures(self, cover):
        path = self.archive / cover
        signers = set()
        for signature in sorted(path.parent.glob(path.stem + ".*.p7s")):
            signer = next((certificate.name for certificate in self.certificates if self.is_signed(path, signature, certificate)), None)
            signers.add(signer)
            self.counts["signatures"] += signer is not None
            if signer is None:
                self.fault(f"archive/{signature.relative_to(self.archive)}: verifies with none of the certificates")
        if len(signers - {None}) < 2:
            self.fault(f"archive/{cover}: one person alone, or nobody, has signed it")

    @staticmethod
    def is_signed(cover, signature, certificate):
        form = "PEM" if signature.read_bytes().startswith(b"-----BEGIN") else "DER"
        # The certificate is trusted because it was given, so nothing is asked of its dates and issuer.
        return openssl("cms", "-verify", "-binary", "-inform", form, "-in", signature, "-content", cover, "-certfile", certificate, "-nointern", "-noverify",
                       "-out", "/dev/null")

    def prove(self, path):
        proof = json.loads(path.read_text(encoding="utf-8"))
        transfers = root_by_path(leaf_hash(proof["transfer"].encode()), proof["index"], proof["count"], hashes(proof["path"]))
        if transfers is None or transfers.hex() != json.loads(proof["leaf"])["transfers"]:
            self.fault("the transfer is not one of its file")
        checkpoint = read_checkpoint(proof["checkpoint"], self.keys)
        if checkpoint is None:
            return self.fault("the checkpoint of the proof is not signed by the log")
        size, root = checkpoint
        if root_by_path(leaf_hash(proof["leaf"].encode()), proof["leaf_index"], size, hashes(proof["leaf_path"])) != root:
            self.fault("the file is not in the log")
        if not self.faults:
            print(proof["transfer"])
        return None


def hashes(text):
    return [bytes.fromhex(one) for one in text.split()]


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--log", type=pathlib.Path, required=True)
    parser.add_argument("--archive", type=pathlib.Path)
    parser.add_argument("--certificates", type=pathlib.Path)
    parser.add_argument("--key")
    parser.add_argument("--proof", type=pathlib.Path)
    options = parser.parse_args(arguments)
    if not options.proof and not options.archive:
        parser.error("--archive or --proof is needed")
    audit = Audit(options)
    if options.proof:
        audit.prove(options.proof)
    else:
        audit.run()
    for fault in audit.faults:
        print(fault)
    for decision, (day, count) in audit.purged.items():
        print(f"{count} files purged on {day} by decision {decision}")
    told = f"{len(audit.faults)} faults" if audit.faults else "everything holds"
    print(", ".join(f"{count} {what}" for what, count in audit.counts.items() if not options.proof) + (": " if not options.proof else "") + told)
    return 1 if audit.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
