"""A counter in the vault's tests: a clerk, an enrolled device, and a visitor with a code."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from workpermit.core.actors import Role
from workpermit.core.ids import uuid7
from workpermit.sealing.canonical import b64
from workpermit.sealing.device import DeviceProof
from workpermit.sealing.software_device import SoftwareDevice
from workpermit.sealing.statement import Statement

if TYPE_CHECKING:
    from tests.vault.world import Filing, Person


class AtCounter:
    """The part of the tests' world that stands in a service centre."""

    def clerk(self, centre: str = "C-01") -> "Person":
        """A clerk who has signed in, at an enrolled device of the centre."""
        clerk = self.sign_in(self.staff(Role.OPERATOR_CLERK, centre), "centre")
        clerk.device = self.device(centre)
        return clerk

    def device(self, centre: str = "C-01", counter: str = "3") -> SoftwareDevice:
        """A device that two officers have enrolled."""
        device = SoftwareDevice(centre, counter)
        self.officers().give_device(device.body())
        return device

    def revoke_device(self, device: SoftwareDevice) -> None:
        """Two officers take back every statement about this device."""
        rows = self.vault.database.all(
            "SELECT raw FROM statement WHERE kind = 'device' AND about = %s", b64(device.key)
        )
        for row in rows:
            self.officers().revoke(Statement.from_bytes(row["raw"]))

    def sign_act(self, clerk: "Person", act: str, about: UUID, content: bytes = b"") -> DeviceProof:
        """The signature of the clerk's device over one act, with a fresh challenge."""
        assert clerk.device is not None
        said = self.ask("operator", "device_challenge", token=clerk.token)
        return clerk.device.sign_act(act, about, UUID(said["session"]), said["challenge"], content)

    def at_counter(self, clerk: "Person", act: str, **args: Any) -> dict[str, Any]:
        """An act of a visit, signed by the clerk's device."""
        about = args["appointment" if act.startswith("check_in") else "visit"]
        return self.ask("operator", act, token=clerk.token, **args, device=self.sign_act(clerk, act, about))

    def visit(self, filing: "Filing", clerk: "Person", appointment: UUID | None = None) -> UUID:
        appointment = appointment or uuid7()
        assert filing.worker is not None
        code = self.checkin_code(filing, appointment)
        return UUID(self.at_counter(clerk, "check_in", appointment=appointment, code=code)["visit"])

    def checkin_code(self, filing: "Filing", appointment: UUID, centre: str = "C-01") -> str:
        """The code that the worker makes for his visit today."""
        assert filing.worker is not None
        day = (self.now + timedelta(hours=7)).date().isoformat()
        said = self.ask(
            "public",
            "create_checkin",
            token=filing.worker.token,
            case=filing.case,
            appointment=appointment,
            centre=centre,
            day=day,
        )
        return str(said["code"])
