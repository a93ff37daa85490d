"""Zones of people who do not exist."""

from workpermit.passports.zone import Format, Zone

TD3 = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
TD2 = ("I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6")
TD1 = ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")
MRV_A = ("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L8988901C4XXX4009078F96121096ZE184226B<<<<<<")
MRV_B = ("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "L8988901C4XXX4009078F9612109<<<<<<<<")

MYO = Zone(Format.TD3, "PJ", "MMR", "AUNG MYO THANT", "", "MH123456", "MMR", "960229", "M", "290630")
SOPHEA = Zone(Format.TD3, "P", "KHM", "SOK", "SOPHEA", "N0123456", "KHM", "900105", "F", "301231", "1010I0O")
