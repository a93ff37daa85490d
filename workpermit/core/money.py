"""Money is an integer number of satang; 100 satang are one baht."""


def show_baht(satang: int) -> str:
    """`310000` as `3,100.00`."""
    return f"{satang // 100:,}.{satang % 100:02d}"


def plain_baht(satang: int) -> str:
    """`310000` as `3100.00`, the form that EMVCo tag 54 takes."""
    return f"{satang // 100}.{satang % 100:02d}"
