"""The pages under docs/errors/ and docs/lint/: what ``liushou explain`` prints of codes, in both languages.

``python -m tests.problems.pages`` writes them anew.
"""

from __future__ import annotations

from pathlib import Path

from liushou.messages import LANGUAGES, catalogue, code_page
from liushou.proof.lint import KINDS

DOCS = Path(__file__).resolve().parents[2] / "docs"


def pages() -> dict[str, str]:
    """{path below docs/: text}"""
    result = {f"lint/{kind.id}-{kind.slug}.md": "\n".join(kind.page(lang) for lang in LANGUAGES) for kind in KINDS}
    index = ["# Errors\n", "Every problem has a code; `liushou explain CODE` prints what is said of it here.\n"]
    for group, codes in catalogue().groups.items():
        english, chinese = catalogue().titles[group]
        index.append(f"- [{english}（{chinese}）]({group}.md): {len(codes)} codes")
        texts = (code_page(code, lang)[1] for code in codes for lang in LANGUAGES)
        result[f"errors/{group}.md"] = f"# {english}（{chinese}）\n\n" + "\n".join(f"#{text}" for text in texts)
    result["errors/README.md"] = "\n".join(index) + "\n"
    return result


if __name__ == "__main__":
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")
