"""Keep the shipped rules as data, so that starting does not read their files: python tools/make_prebuilt.py

To be run again after every change of the files in src/liushou/policies or of the code that
reads them; until then the data are passed over. ``make`` runs it.
"""

from liushou.documents.rules import prebuild as prebuild_rules
from liushou.profile.catalogue import prebuild as prebuild_facts

if __name__ == "__main__":
    print(prebuild_facts())
    print(prebuild_rules())
