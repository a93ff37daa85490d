"""The pages of the policy officers, one module for each subject."""
