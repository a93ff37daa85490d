"""Bills, baskets of bills, and the bank's notices as they came."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from workpermit.casework.models import Case
from workpermit.core.ids import show_number, uuid7
from workpermit.fees.lifecycle import LIFECYCLE, Status


class Basket(models.Model):
    """Applications that were submitted together, so that one payment can settle all their filing fees.

    It has no status: what is due is what its open bills come to.
    """

    REF2: ClassVar[str] = "B1"  # the second reference of a payment; the first is the basket's number
    MOST: ClassVar[int] = 50  # applications

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=13, unique=True)
    account = models.UUIDField()
    made_at = models.DateTimeField()
    # Each chosen application with the rule that kept it out, "" where it was submitted, and the moment that rule names.
    entries = models.JSONField(default=list)

    class Meta:
        indexes = (models.Index(fields=["account", "-id"], name="baskets_of_an_account"),)

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {"id", "number", "account", "made_at", "entries"}

    def __str__(self) -> str:
        return f"basket {self.pk}"


class Bill(Case):
    """One charge for one application, payable by Thai QR bill payment."""

    LIFECYCLE = LIFECYCLE

    class Kind(models.TextChoices):
        FILING = "F1"
        PERMIT = "P1"

    application = models.UUIDField()
    kind = models.CharField(max_length=2, choices=Kind)  # is also the reference 2 of the payment
    ref1 = models.CharField(max_length=13)  # the application's number
    # Said when it is billed and never changed: no login may update this column.
    basket = models.ForeignKey(Basket, on_delete=models.PROTECT, null=True, related_name="bills")
    satang = models.PositiveBigIntegerField()
    billed_at = models.DateTimeField()
    due_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    notice = models.ForeignKey("fees.BankNotice", on_delete=models.PROTECT, null=True, related_name="bills")
    receipt = models.TextField(blank=True)  # compact JWS: the vault's signature under the payment

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(status__in=Status.values), name="bill_status_is_known"),
            models.CheckConstraint(condition=Q(satang__gt=0), name="bill_is_for_more_than_nothing"),
            models.CheckConstraint(
                condition=Q(status=Status.PAID, paid_at__isnull=False, notice__isnull=False)
                | (~Q(status=Status.PAID) & Q(paid_at__isnull=True, notice__isnull=True)),
                name="bill_is_paid_by_a_notice_of_the_bank",
            ),
            models.CheckConstraint(condition=Q(receipt="") | Q(status=Status.PAID), name="bill_with_a_receipt_is_paid"),
            # The vault compares a permit fee with the bank's own words, which name one application.
            models.CheckConstraint(condition=Q(basket=None) | Q(kind="F1"), name="bill_in_a_basket_is_a_filing_fee"),
            models.UniqueConstraint(fields=["application", "kind"], name="application_has_one_bill_of_a_kind"),
        )

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "status", "status_changed_at", "application", "kind", "ref1", "basket", "satang", "billed_at",
            "due_at", "paid_at", "notice", "receipt",
        }  # fmt: skip

    @property
    def receipt_number(self) -> str:
        """The number of the receipt: the application's, and which of its fees."""
        return f"{show_number(self.ref1)}-{self.kind}"


class BankNotice(models.Model):
    """What the bank said about one payment: the signed text, kept as it came."""

    class Outcome(models.TextChoices):
        WAITING = "waiting"
        MATCHED = "matched"
        WRONG_AMOUNT = "wrong_amount"
        UNKNOWN_BILL = "unknown_bill"
        ALREADY_PAID = "already_paid"
        NOT_DUE = "not_due"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    bank_id = models.CharField(max_length=64, unique=True)  # the bank's own, so a replay is seen
    raw = models.TextField()  # compact JWS
    ref1 = models.CharField(max_length=20)
    ref2 = models.CharField(max_length=20)
    satang = models.PositiveBigIntegerField()
    received_at = models.DateTimeField()
    outcome = models.CharField(max_length=16, choices=Outcome, default=Outcome.WAITING)

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "bank_id", "raw", "ref1", "ref2", "satang", "received_at", "outcome",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"{self.ref1} {self.ref2} {self.outcome}"
