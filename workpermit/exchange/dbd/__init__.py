"""The register of juristic persons, kept by the Department of Business Development (กรมพัฒนาธุรกิจการค้า)."""
