"""Pages of government sites in several shapes around one notice."""

from __future__ import annotations

from .notice import TEXT

LINES = TEXT.rstrip("\n").split("\n")
NAVIGATION = (
    '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li><li><a>办事服务</a></li></ul></div>'
    '<div class="loc">您现在的位置：<a href="/">首页</a> &gt; <a>政务公开</a> &gt; 正文</div>'
)
FOOT = (
    '<div class="foot"><p>主办单位：云岭县人民政府办公室　承办单位：云岭县大数据局</p><p>网站标识码：5009990001　渝ICP备05000000号</p>'
    "<p>地址：云岭县平安大道1号，邮编：400000，联系电话：023-70000000</p><a>网站地图</a></div>"
)
INDEX = (
    "<table class='xxgk'><tr><td>索引号：</td><td>11500999/2023-00123</td><td>发文字号：</td><td>云岭民发〔2023〕41号</td></tr>"
    "<tr><td>主题分类：</td><td>民政、扶贫、救灾</td><td>发布机构：</td><td>云岭县民政局</td></tr>"
    f"<tr><td>成文日期：</td><td>2023-10-26</td><td>有效性：</td><td>有效</td></tr><tr><td>标题：</td><td colspan=3>{LINES[0]}</td></tr></table>"
)
SHARE = (
    '<div class="info"><span>发布时间：2023-10-27 10:23</span> <span>来源：云岭县民政局</span> 浏览次数：<script>count("，。；")</script>'
    "字体：[<a>大</a> <a>中</a> <a>小</a>] <a>打印</a> 分享到：<a>微信</a></div>"
)
RELATED = (
    "<div><a>【打印本页】</a><a>【关闭窗口】</a><p>扫一扫在手机打开当前页</p><p>上一篇：<a>关于做好低温雨雪冰冻天气防范应对工作的通知</a></p>"
    "<h3>相关文章</h3><ul>"
    + "".join(f"<li><a>关于第{number}批慈善项目的公告</a><span>2023-09-0{number}</span></li>" for number in range(1, 8))
    + "</ul></div>"
)


def page(body: str, *, title: str = f"{LINES[0]}_云岭县人民政府", charset: str = "utf-8") -> str:
    head = f'<head><meta charset="{charset}"><title>{title}</title><style>p{{color:red}}</style></head>'
    return f"<!DOCTYPE html><html>{head}<body>{NAVIGATION}{body}{RELATED}{FOOT}</body></html>"


def paragraphs(lines: list[str]) -> str:
    return "".join(f'<p style="text-indent:2em">{line}</p>' for line in lines)


def broken(line: str) -> str:
    return "\n".join(line[at : at + 38] for at in range(0, len(line), 38))


SHAPES = {
    "paragraphs": page(f'{INDEX}<h1>{LINES[0]}</h1>{SHARE}<div id="zoom" class="TRS_Editor">{paragraphs(LINES)}</div>'),
    "title and number outside": page(f'{INDEX}<h1>{LINES[0]}</h1>{SHARE}<div id="zoom">{paragraphs(LINES[2:])}</div>'),
    "title in the head alone": page(f'<div id="zoom">{paragraphs(LINES[1:])}</div>'),
    "line breaks": page(
        f'{SHARE}<div class="content">' + "<br/>\n".join("&nbsp;" * 4 + line for line in LINES) + "</div>"
    ),
    "spans": page(
        SHARE
        + "<div>"
        + "\n".join(f"<div><span>　　{line[:9]}</span><b>{line[9:]}</b></div>" for line in LINES)
        + "</div>"
    ),
    "layout in tables": f"<table><tr><td>{NAVIGATION}</td></tr><tr><td><table><tr><td>{SHARE}</td></tr><tr><td>"
    + "".join(f"<p>{line}" for line in LINES)
    + f"</td></tr></table></td></tr><tr><td>{RELATED}{FOOT}</td></tr></table>",
    "broken in the source": page("<div>" + "".join(f"<p>\n  {broken(line)}\n</p>" for line in LINES) + "</div>"),
    "hidden and commented": page(
        f'<div>{paragraphs(LINES)}<p style="display: none">看不见的一句话，不是正文。</p><!-- 注释，也不是。 --></div>'
    ),
}
