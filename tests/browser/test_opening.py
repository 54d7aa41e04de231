"""The browser tells of what our pages must not do."""

from __future__ import annotations

from .opening import PHONE, Opener

SOUND = (
    '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>页</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1"></head><body><main><h1>页</h1>{}</main></body></html>'
)


def test_nothing_is_said_of_a_sound_page(open_page: Opener) -> None:
    opened = open_page(SOUND.format("<p>字</p>"), PHONE)
    assert (opened.requests, opened.errors, opened.sideways(), opened.barriers()) == ([], [], [], [])


def test_a_page_that_asks_the_network_errs_runs_wide_and_shuts_people_out_is_told_of(open_page: Opener) -> None:
    faults = (
        '<img src="http://127.0.0.1:9/a.png"><p style="width: 900px; color: #ccc; background: #fff">看不清的字</p>'
        "<script>missing()</script>"
    )
    opened = open_page(SOUND.format(faults), PHONE)
    assert opened.requests == ["http://127.0.0.1:9/a.png"]
    assert any("missing" in error for error in opened.errors)
    assert opened.sideways()
    assert {line.partition(":")[0] for line in opened.barriers()} == {"color-contrast", "image-alt"}


def test_without_scripts_none_runs(open_page: Opener) -> None:
    opened = open_page(SOUND.format("<p id=a>1</p><script>document.title = '2'</script>"), scripts=False)
    assert opened.page.title() == "页"
    assert opened.sideways() == []
