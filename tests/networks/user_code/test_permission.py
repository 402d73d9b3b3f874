"""A yes covers a file where it lies and the modules that it reaches; nothing else of its root is ever compiled."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import py_compile
import sys
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from lamgui.base.errors import NetworkError, TrustNeeded
from lamgui.networks.entry import NetworkEntry, OwnCode
from lamgui.networks.loading.load import load_network
from lamgui.networks.user_code.own_code import imported
from lamgui.networks.user_code.permission import for_this_run, permission_wanted
from lamgui.networks.user_code.words import trusted

VALUE = "from common import value\n"


def write(folder: Path, **files: str) -> Path:
    """Files by their names without ending, `__` for a folder; returns the path of net.py."""
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "net.py"


def value_of(path: Path, whole_root: bool = False) -> object:
    """`value` of the file, run with permission for what it reaches now, or for all of its root."""
    with imported(for_this_run(path) if whole_root else permission_wanted(path), "value") as (value, _):
        return value


def listed(path: Path) -> set[str]:
    permission = permission_wanted(path)
    assert permission.root is not None
    return {module.path.relative_to(permission.root).as_posix() for module in permission.modules}


def marked(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    root.mkdir()
    (root / "pyproject.toml").touch()
    return root


def test_all_that_is_reached_is_listed_and_nothing_else(tmp_path: Path) -> None:
    root = marked(tmp_path)
    net = write(
        root,
        net="from models.archs import layers\nimport numpy\n",
        models__archs__layers="from ..common import a\nfrom . import blocks\ndef f():\n    import late\n",
        models__common="a = 1",
        models__archs__blocks="",
        models__archs__unused="",
        late="",
        unused="",
    )
    (root / "models" / "__init__.py").write_text("from . import registry\n")
    write(root, models__registry="import gone")
    assert listed(net) == {
        "models/__init__.py", "models/registry.py", "models/common.py", "models/archs/layers.py",
        "models/archs/blocks.py", "late.py",
    }  # fmt: skip


def test_a_neighbour_that_is_another_asks_again_and_is_not_run(tmp_path: Path) -> None:
    text = "import common\nfrom torch import nn\ndef net(): return nn.Upsample(scale_factor=2)\n"
    net = write(tmp_path / "mine", net=text, common="")
    code = OwnCode(permission_wanted(net), "net")
    assert load_network(NetworkEntry("net", net, own_code=code)).scale == 2
    theirs = write(tmp_path / "theirs", net=text, common=f"open({str(tmp_path / 'ran')!r}, 'w')")
    with pytest.raises(TrustNeeded):
        load_network(NetworkEntry("net", theirs, own_code=code))
    write(tmp_path / "mine", common=f"open({str(tmp_path / 'ran')!r}, 'w')")
    with pytest.raises(TrustNeeded, match=r"common\.py, which it imports, is new or changed") as raised:
        load_network(NetworkEntry("net", net, own_code=code))
    assert raised.value.wanted == permission_wanted(net)
    assert not (tmp_path / "ran").exists()


def test_other_modules_make_another_network(tmp_path: Path) -> None:
    text = "from common import scale\nfrom torch import nn\ndef net(): return nn.Upsample(scale_factor=scale)\n"
    hashes = set()
    for scale in (2, 3):
        net = write(tmp_path, net=text, common=f"scale = {scale}")
        hashes.add(load_network(trusted(NetworkEntry("net", net), "net")).facts.sha256)
    assert len(hashes) == 2


def test_a_module_that_changes_between_question_and_run_is_not_run(tmp_path: Path) -> None:
    net = write(tmp_path, net=VALUE, common="value = 1")
    permission = permission_wanted(net)
    write(tmp_path, common=f"value = open({str(tmp_path / 'ran')!r}, 'w')")
    with pytest.raises(TrustNeeded), imported(permission, "value"):
        pass
    assert not (tmp_path / "ran").exists()


def test_modules_found_while_running_ask_again_even_where_the_code_does_without(tmp_path: Path) -> None:
    dynamic = "import importlib\nname = 'common'\ntry:\n    value = importlib.import_module('parts.' + name).value\n"
    net = write(marked(tmp_path), net=dynamic + "except ImportError:\n    value = 0\n")
    write(net.parent, parts__common="from parts.base import value\n", parts__base="value = 7", parts__other="")
    permission = permission_wanted(net)
    assert permission.modules == ()
    with pytest.raises(TrustNeeded) as raised, imported(permission, "value"):
        pass
    wanted = raised.value.wanted
    assert [module.path.name for module in wanted.modules] == ["base.py", "common.py", "other.py"]
    with imported(wanted, "value") as (value, loaded):
        assert value == 7
        assert {path.name for path in loaded} == {"net.py", "common.py", "base.py"}
    assert value_of(net, whole_root=True) == 7


def test_folders_that_the_code_adds_are_asked_about_in_the_root_and_refused_outside(tmp_path: Path) -> None:
    root = marked(tmp_path)
    adding = "import sys, os\nsys.path.insert(0, os.path.join(os.path.dirname(__file__), {!r}))\n" + VALUE
    write(root, lib__common="value = 3")
    net = write(root, net=adding.format("lib"))
    with pytest.raises(TrustNeeded) as raised, imported(permission_wanted(net), "value"):
        pass
    with imported(raised.value.wanted, "value") as (value, _):
        assert value == 3
    write(tmp_path / "outside", common=f"open({str(tmp_path / 'ran')!r}, 'w').close()\nvalue = 4")
    net = write(root, net=adding.format("../outside"))
    with pytest.raises(NetworkError, match="lies outside of"), imported(for_this_run(net), "value"):
        pass
    assert not (tmp_path / "ran").exists()


def test_what_was_compiled_before_is_never_run(tmp_path: Path) -> None:
    net = write(tmp_path, net=VALUE, common="value = 'compiled'")
    cache = Path(importlib.util.cache_from_source(str(tmp_path / "common.py")))
    unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
    py_compile.compile(str(tmp_path / "common.py"), str(cache), invalidation_mode=unchecked)
    (tmp_path / "only.pyc").write_bytes(cache.read_bytes())
    write(tmp_path, common="value = 'source'")
    assert value_of(net) == "source"
    write(tmp_path, net="from only import value\n")
    with pytest.raises(NetworkError, match="imports only, which is not there"):
        value_of(net)


def test_a_compiled_module_is_listed_and_run_only_as_it_was(tmp_path: Path) -> None:
    library = tmp_path / f"fast{importlib.machinery.EXTENSION_SUFFIXES[0]}"
    library.write_bytes(b"no library at all")
    net = write(tmp_path, net="import fast\nvalue = 1\n")
    assert listed(net) == {library.name}
    permission = permission_wanted(net)
    with pytest.raises(NetworkError, match="cannot be imported") as raised, imported(permission, "value"):
        pass
    assert not isinstance(raised.value, TrustNeeded), "Python tried to load what was permitted"
    library.write_bytes(b"another")
    with pytest.raises(TrustNeeded), imported(permission, "value"):
        pass


def test_modules_of_the_root_win_and_beside_it_only_what_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = marked(tmp_path)
    write(root, deep__net="import msgspec\nvalue = msgspec.mine\n", msgspec="mine = 'of the root'")
    assert value_of(root / "deep" / "net.py") == "of the root"
    assert sys.modules["msgspec"] is msgspec
    # The folder in which the program was started is none of code that is installed.
    started_in = tmp_path / "started"
    write(started_in, common="value = 1")
    monkeypatch.chdir(started_in)
    monkeypatch.syspath_prepend(str(started_in))
    net = write(tmp_path / "code", net=VALUE)
    with pytest.raises(NetworkError, match="imports common, which is not there"):
        value_of(net)
    assert str(started_in) in sys.path


def test_the_root_can_be_a_package_itself(tmp_path: Path) -> None:
    root = tmp_path / "version 1.2"
    net = write(root, net="from .common import value\n", common="from . import layers\nvalue = layers.value\n")
    write(root, layers="value = 5")
    (root / ".git").mkdir()
    assert value_of(net) == 5
    write(root, net="from ..above import value\n")
    write(tmp_path, above="value = 6")
    with pytest.raises(NetworkError, match="imports from above its root"):
        value_of(net)


def test_the_home_folder_is_no_root(tmp_path: Path) -> None:
    net = write(tmp_path / "home", net=VALUE, common="value = 1")
    assert permission_wanted(net).root is None
    with pytest.raises(NetworkError, match="imports common, which is not there"):
        value_of(net)


def test_names_that_python_or_the_program_has_are_no_hindrance(tmp_path: Path) -> None:
    for name in ("random", "torch"):
        path = tmp_path / f"{name}.py"
        path.write_text("value = __name__\n")
        assert value_of(path) == f"own_{name}"


def test_trust_for_a_run_ends_at_another_file(tmp_path: Path) -> None:
    net = write(tmp_path, net=VALUE, common="value = 1", other=VALUE)
    permission = for_this_run(net)
    assert permission.covers(permission_wanted(net))
    assert not permission.covers(permission_wanted(tmp_path / "other.py"))
    assert not replace(permission, root=tmp_path.parent).covers(permission_wanted(net))
