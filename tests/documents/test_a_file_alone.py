"""A rule file that is given alone is read with the registers beside it; else the problem says which folder to pass."""

import shutil
from pathlib import Path

import pytest

from liushou import InputError, load_rules
from liushou.documents import load_documents

from .making import document, folder
from .test_own_directory import REGISTERS, SIXTH


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with a document and its registers."""
    return folder(tmp_path / "own", registers=REGISTERS, sichuan=SIXTH)


def problems_of(*files: Path, folders: tuple[Path, ...] = ()) -> str:
    """What is said of single files."""
    with pytest.raises(InputError) as error:
        load_rules(*folders, replace=files)
    return str(error.value)


def test_the_registers_beside_a_file_are_read(own: Path) -> None:
    rules = load_rules(replace=[own / "sichuan.yaml"])
    assert rules.policies["sichuan"].file == str(own / "sichuan.yaml")
    assert "winter_heating" in rules.services


def test_relative_paths_and_the_folder_one_is_in(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(own)
    for name in ("sichuan.yaml", "./sichuan.yaml", "../own/sichuan.yaml"):
        assert "winter_heating" in load_documents([name])[0].services, name
    monkeypatch.chdir(own.parent)
    assert "winter_heating" in load_documents(["own/sichuan.yaml"])[0].services


def test_a_link_to_a_file_finds_those_beside_the_file(own: Path, tmp_path: Path) -> None:
    (tmp_path / "linked").mkdir()
    link = tmp_path / "linked" / "sichuan.yaml"
    link.symlink_to(own / "sichuan.yaml")
    assert "winter_heating" in load_rules(replace=[link]).services


def test_a_file_of_a_folder_that_is_passed_too(own: Path) -> None:
    assert "winter_heating" in load_rules(own, replace=[own / "sichuan.yaml"]).services


def test_files_of_several_folders(own: Path, tmp_path: Path) -> None:
    other = folder(
        tmp_path / "other",
        registers=REGISTERS.replace("winter_heating", "summer_cooling").replace(
            "sc_civil_affairs:", "sc_civil_affairs:"
        ),
        second=SIXTH.replace("winter_heating", "summer_cooling").replace("sichuan", "second").replace("9号", "10号"),
    )
    rules = load_rules(replace=[own / "sichuan.yaml", other / "second.yaml"])
    assert {"winter_heating", "summer_cooling"} <= rules.services.keys()


def test_what_registers_say_differently_is_a_mistake(own: Path, tmp_path: Path) -> None:
    changed = folder(
        tmp_path / "other", registers=REGISTERS.replace("冬季取暖补助", "别的"), b=SIXTH.replace("sichuan", "b")
    )
    assert "`winter_heating` is already defined" in problems_of(own / "sichuan.yaml", changed / "b.yaml")


def test_other_documents_beside_it_are_not_read_but_may_be_cited(own: Path) -> None:
    first = document().replace("policy: sichuan", "policy: first").replace("〔2024〕9号", "〔2024〕1号")
    (own / "first.yaml").write_text(first, encoding="utf-8")
    registers = REGISTERS.replace(
        "small_home: {title: 面积在上限以内, source: 出处,",
        "small_home: {title: 面积在上限以内, cites: [{law: 川民发〔2024〕1号, at: 一, quote: 面积}],",
    )
    (own / "registers.yaml").write_text(registers, encoding="utf-8")
    rules = load_rules(replace=[own / "sichuan.yaml"])
    assert "first" not in rules.policies


def test_a_mistake_in_a_register_beside_it_is_said(own: Path) -> None:
    (own / "registers.yaml").write_text(REGISTERS.replace("type: number", "type: numbre"), encoding="utf-8")
    assert "registers.yaml" in problems_of(own / "sichuan.yaml")


@pytest.mark.parametrize("text", ["services: [", "services:\n  winter_heating：{title: 取暖}\n", b"services: \xff\xfe"])
def test_a_register_that_cannot_be_read_is_said_where_names_are_missing(own: Path, text: str | bytes) -> None:
    (own / "registers.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    assert "registers.yaml" in problems_of(own / "sichuan.yaml")


@pytest.mark.parametrize(
    "text",
    [
        "services:\n  web: {image: nginx, ports: ['80:80']}\n",
        "services:\n  _defaults: {autowire: true}\n",
        "{{ .Values.services }}\nservices: [",
        "- a\n- b\n",
        "parameters: [{name: x}]\n",
        "just text\n",
        "",
    ],
)
def test_yaml_of_others_beside_a_file_is_left_alone(tmp_path: Path, text: str) -> None:
    (tmp_path / "docker-compose.yml").write_text(text, encoding="utf-8")
    shipped = Path(load_rules().policies["fengdu"].file)
    shutil.copy(shipped, tmp_path / "fengdu.yaml")
    assert load_rules(replace=[tmp_path / "fengdu.yaml"]).policies["fengdu"].file == str(tmp_path / "fengdu.yaml")


def test_a_copy_of_the_shipped_folder(tmp_path: Path) -> None:
    shutil.copytree(Path(load_rules().policies["fengdu"].file).parent, tmp_path / "copy")
    rules, (policy,) = load_documents([tmp_path / "copy" / "fengdu.yaml"])
    assert (policy.id, rules.services) == ("fengdu", load_rules().services)


def test_where_there_is_no_register_the_problem_says_so(own: Path, tmp_path: Path) -> None:
    alone = tmp_path / "deep" / "er"
    alone.mkdir(parents=True)
    shutil.copy(own / "sichuan.yaml", alone / "b.yaml")
    text = problems_of(alone / "b.yaml")
    assert f"there is no register beside {alone / 'b.yaml'}" in text
    assert "--policies" in text


@pytest.mark.parametrize("where", ["documents", "own/documents", "."])
def test_where_another_folder_has_them_the_problem_names_it(
    own: Path, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(own.parent)
    target = Path(where)
    target.mkdir(parents=True, exist_ok=True)
    shutil.move(own / "sichuan.yaml", target / "b.yaml")
    text = problems_of(target / "b.yaml")
    assert "it is defined in own/registers.yaml: pass its folder, too: --policies own" in text
    assert load_rules("own", replace=[target / "b.yaml"]).policies["sichuan"]


def test_a_file_where_a_folder_belongs_names_the_folder(own: Path) -> None:
    with pytest.raises(InputError) as error:
        load_rules(own / "sichuan.yaml")
    assert f"give its folder, {own}" in str(error.value)
    assert error.value.problems[0].texts("zh")["hint"] == f"这是一个文件，请给出它所在的文件夹：{own}"
