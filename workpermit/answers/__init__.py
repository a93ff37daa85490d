"""Answers to the forms of any filing, section by section, sealed as they are saved."""
