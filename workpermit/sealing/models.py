"""The sealed tables. The zones insert into them; only the vault's login selects from them."""

from typing import ClassVar

from django.db import models


class SealedRecord(models.Model):
    """One sealed value. The readable columns say what the header says, for the plain queries."""

    id = models.UUIDField(primary_key=True)
    case = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=64)
    subject = models.UUIDField()
    version = models.PositiveIntegerField()
    header = models.BinaryField()
    body = models.BinaryField()
    commitment = models.BinaryField()
    created_at = models.DateTimeField()

    class Privacy:
        personal: ClassVar[set[str]] = {"body"}
        plain: ClassVar[set[str]] = {"id", "case", "kind", "subject", "version", "header", "commitment", "created_at"}


class SealedKey(models.Model):
    """The data key of one record, sealed to the vault. Deleting the row shreds the record."""

    record = models.UUIDField(primary_key=True)
    sealed = models.BinaryField()

    class Privacy:
        personal: ClassVar[set[str]] = {"sealed"}
        plain: ClassVar[set[str]] = {"record"}
