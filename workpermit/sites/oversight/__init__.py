"""The site of the policy officers: new versions of rules, what is stopped for a while, what is not certain."""
