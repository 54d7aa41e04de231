"""The pytest plugin: ``*.cases.yaml`` files become tests, one a case (docs/cases.md)."""
