#!/usr/bin/python3
"""A kiosk that is not set up rightly closes its lane, tells the technician what is wrong and the passenger where to go."""
import json
import pathlib
import shutil

import journey
from journey import SHARE, Journey, write_json


class Closed(Journey):
    def key_options(self):
        return ["--wrong"]

    def assert_closed(self, *named):
        self.kiosk.wait("closed")
        why = self.kiosk.control("closed.why")
        self.assertTrue(why["text"])
        self.assertTrue(self.kiosk.control("closed.text")["text"])
        for word in named:
            self.assertIn(word, why["detail"])
        self.assertNotIn("start", self.kiosk.touchable())
        return why["text"]

    def with_certificate(self, name):
        config = self.config()
        config["kiosk"] = "wrong-1"
        config["backend"] |= {"certificate": f"pki/wrong/{name}.pem", "key": f"pki/wrong/{name}.key"}
        return config

    def test_its_certificate_is_expired(self):
        self.start_backend()
        self.start_kiosk(self.with_certificate("expired"))
        self.assert_closed("expired.pem")

    def test_its_certificate_is_of_another_authority(self):
        self.start_backend()
        self.start_kiosk(self.with_certificate("stranger"))
        self.assert_closed()

    def test_its_certificate_is_revoked(self):
        self.start_backend()
        self.start_kiosk(self.with_certificate("revoked"))
        self.assert_closed()

    def test_its_certificate_is_not_there(self):
        config = self.config()
        config["backend"]["certificate"] = "pki/none.pem"
        self.start_kiosk(config)
        self.assert_closed("none.pem")

    def test_a_field_of_the_configuration_is_wrong(self):
        config = self.config()
        config["devices"]["printer"]["driver"] = "typewriter"
        self.start_kiosk(config)
        self.assert_closed("kiosk.json", "devices.printer.driver")

    def test_the_configuration_is_cut_off(self):
        file = self.work / "kiosk.json"
        file.write_text(json.dumps(self.config())[:200])
        self.start_kiosk(file)
        self.assert_closed("kiosk.json")

    def test_the_configuration_is_not_there(self):
        self.start_kiosk(pathlib.Path(self.work / "nowhere.json"))
        self.assert_closed("nowhere.json")

    def data_without(self, what):
        """The installed data, but for one thing."""
        data = self.work / "share"
        shutil.copytree(SHARE, data, ignore=lambda folder, _: [what] if what in journey.os.listdir(folder) else [])
        config = self.config()
        config["data"] = str(data)
        return config

    def test_a_pack_is_missing(self):
        self.start_kiosk(self.data_without("baggage.json"))
        self.assert_closed("baggage.json")

    def test_a_pack_is_damaged(self):
        config = self.data_without("nothing")
        pack = self.work / "share/packs/baggage.json"
        write_json(pack, json.loads(pack.read_text()) | {"item": [{"linkId": "odd", "type": "hologram"}]})
        self.start_kiosk(config)
        self.assert_closed("baggage.json", "odd")

    def test_the_catalogues_are_missing(self):
        self.start_kiosk(self.data_without("text"))
        self.assert_closed("text")


journey.main()
