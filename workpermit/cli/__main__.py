"""`python -m workpermit.cli`, the same as the command `workpermit`."""

import sys

from workpermit.cli.main import main

sys.exit(main())
