#!/usr/bin/python3
"""What packaging/pki makes is believed where it should be, and refused where it should be."""
import hashlib
import pathlib
import shutil
import subprocess
import tempfile
import unittest

PKI = pathlib.Path(__file__).parents[2] / "packaging/pki"


def openssl(*words, **options):
    return subprocess.run(["openssl", *words], capture_output=True, check=True, **options).stdout


class Keys(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="landfall-pki-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        subprocess.run([PKI, cls.folder, "--wrong", "kiosk-1"], check=True)

    def verdict(self, name, *more):
        done = subprocess.run(["openssl", "verify", "-CAfile", "ca.pem", "-crl_check", "-CRLfile", "crl.pem", *more,
                               f"{name}.pem"], capture_output=True, text=True, cwd=self.folder)
        return "OK" if done.returncode == 0 else done.stderr

    def test_both_ends_believe_each_other(self):
        self.assertEqual(self.verdict("kiosks/kiosk-1", "-purpose", "sslclient"), "OK")
        for name in (["-verify_hostname", "localhost"], ["-verify_ip", "127.0.0.1"]):
            self.assertEqual(self.verdict("backend", "-purpose", "sslserver", *name), "OK")

    def test_a_certificate_serves_its_own_end_alone(self):
        self.assertIn("purpose", self.verdict("kiosks/kiosk-1", "-purpose", "sslserver"))
        self.assertIn("purpose", self.verdict("backend", "-purpose", "sslclient"))

    def test_each_wrong_one_is_wrong_in_its_own_way(self):
        for name, why in (("revoked", "revoked"), ("expired", "expired"), ("future", "not yet valid"),
                          ("stranger", "issuer"), ("backend-expired", "expired")):
            self.assertIn(why, self.verdict(f"wrong/{name}"), name)
        self.assertIn("mismatch", self.verdict("wrong/backend-elsewhere", "-verify_hostname", "localhost"))

    def test_the_name_of_a_kiosk_is_its_id(self):
        subject = openssl("x509", "-in", self.folder / "kiosks/kiosk-1.pem", "-noout", "-subject", "-nameopt", "RFC2253")
        self.assertEqual(subject.decode().strip(), "subject=CN=kiosk-1")

    def test_every_signing_key_is_published_under_its_id(self):
        for key in ("receipt.key", "kiosks/kiosk-1-signing.key"):
            spki = openssl("pkey", "-in", self.folder / key, "-pubout", "-outform", "DER")
            self.assertTrue((self.folder / "keys" / f"{hashlib.sha256(spki).hexdigest()[:16]}.pem").is_file(), key)

    def test_another_kiosk_joins_and_nothing_else_changes(self):
        before = {path: path.read_bytes() for path in self.folder.rglob("*.pem")}
        before.update({path: path.read_bytes() for path in self.folder.rglob("*.key")})
        subprocess.run([PKI, self.folder, "kiosk-2"], check=True)
        self.assertEqual(self.verdict("kiosks/kiosk-2"), "OK")
        self.assertEqual(before, {path: path.read_bytes() for path in before})

    def test_nobody_else_reads_the_keys(self):
        for key in self.folder.rglob("*.key"):
            self.assertEqual(key.stat().st_mode & 0o077, 0, key)


if __name__ == "__main__":
    unittest.main()
