"""The demonstration's bank: reads a Thai QR bill, takes a pretended payment, tells the biller by a signed callback."""
