"""The site of the policy officers: what is stopped for a while, and why."""
