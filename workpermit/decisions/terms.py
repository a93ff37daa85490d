"""What a permit says: built from the opened answers, sealed as the record `terms`."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from workpermit.catalogue.queries import find_occupation, get_province
from workpermit.core.calendar import add_months


def build_terms(answers: Mapping[str, Mapping[str, Any]], *, starts_on: date, today: date) -> dict[str, Any]:
    """The terms of a permit that begins on the wished day, or today where that has passed.

    A permit names its employer, job and place (sections 8 and 9: it is valid for nothing else).
    """
    worker, employer, job, workplace = (answers[name] for name in ("worker", "employer", "job", "workplace"))
    valid_from = max(starts_on, today)
    occupation = find_occupation(str(job["occupation"]))
    province = get_province(str(workplace["province"]))
    months = int(job["months"])
    return {
        "worker": " ".join(str(worker[part]) for part in ("given_names", "family_name") if worker.get(part)),
        "nationality": worker["nationality"],
        "passport_number": worker["passport_number"],
        "employer": employer["name_th"],
        "employer_en": employer.get("name_en") or employer["name_th"],
        "household": employer.get("employer_kind") in ("person", "household"),  # a natural person: masked for strangers
        "job": occupation.name.th if occupation else str(job["occupation"]),
        "job_en": occupation.name.en if occupation else str(job["occupation"]),
        "title": job["title"],
        "occupation": job["occupation"],
        "place": f"{workplace['name']} {province.name.th}",
        "place_en": f"{workplace['name']}, {province.name.en}",
        "province_en": province.name.en,
        "valid_from": valid_from.isoformat(),
        "valid_until": (add_months(valid_from, months) - timedelta(days=1)).isoformat(),
        "months": months,
    }
