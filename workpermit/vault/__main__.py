"""`python -m workpermit.vault serve --config FILE`: run the vault until it is told to stop."""

import argparse
import logging
from pathlib import Path

from workpermit.vault.config import Config
from workpermit.vault.schema import init_database
from workpermit.vault.server import serve


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m workpermit.vault", description=__doc__)
    parser.add_argument("command", choices=["serve"])
    parser.add_argument("--config", type=Path, required=True, help="the vault's configuration file (JSON)")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    config = Config.from_file(arguments.config)
    init_database(config.database)
    serve(config)


if __name__ == "__main__":
    main()
