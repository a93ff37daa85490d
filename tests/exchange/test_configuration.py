"""Who holds which key of the door between the zones."""

from pathlib import Path

from workpermit.cli.config_files import ASKS_REGISTRY, PROCESSES, process_config
from workpermit.cli.installation import Installation
from workpermit.cli.secret_store import load_secrets


def test_each_zone_holds_its_own_key_and_the_exchange_zone_knows_them_all(tmp_path: Path):
    at = Installation(tmp_path / "var", 9400)
    secrets = load_secrets(at.folder() / "secrets.json")
    configs = {name: process_config(name, at, secrets).get("registry", {}) for name in PROCESSES}

    callers = configs["exchange"]["callers"]
    assert callers.keys() == set(ASKS_REGISTRY)
    assert len(set(callers.values())) == len(callers)
    assert {name: config["key"] for name, config in configs.items() if "key" in config} == callers
    assert [name for name, config in configs.items() if "url" in config] == ["exchange"]
