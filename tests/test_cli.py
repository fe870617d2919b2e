"""kg.cli: options, exit codes, the summary, and an output that is whole whatever happens."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from datetime import date
from importlib import metadata
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg import cli, report, write
from kg.errors import GraphError, KgError, ModelError, RuleError
from kg.progress import Bar
from kg.readers import Notice, read
from kg.types import Article, Entity, EntityType, Fact, Graph, Modality, Polarity, Relation, Skipped

ROOT = Path(__file__).parents[1]
NAMES = ["graph.graphml", "graph.html", "graph.ttl"]


def represents(who: str, **kwargs) -> Fact:
    return Fact(Relation.REPRESENTS, (("object", "country/UKR"), ("subject", f"person/{who}")), **kwargs)


FACTS = (
    represents("a", confidence=0.9),
    represents("b", confidence=0.4),
    represents("c", polarity=Polarity.NEGATED),
    represents("d", polarity=Polarity.NEGATED, modality=Modality.PLANNED),
    Fact(Relation.SAID, (("subject", "person/a"),), modality=Modality.REPORTED),
)
ENTITIES = (Entity("country/UKR", EntityType.COUNTRY, "Ukraine"), Entity("person/a", EntityType.PERSON, "A"))


def fake_build(paths, *, model=None, rules=(), progress=None, same=None, different=None):
    """Stands for the pipeline: it reads for true, and finds the same facts in whatever it reads."""
    items = list(read(paths))
    documents = tuple(item for item in items if isinstance(item, Article))
    progress.total(len(documents))
    for document in documents:
        progress.advance(document.id)
    skipped = tuple(item for item in items if isinstance(item, Skipped))
    return Graph(documents=documents, entities=ENTITIES, facts=FACTS if documents else (), skipped=skipped)


def fake_writers(*, title, base, texts):
    def write_file(graph, path):
        path.write_text(f"{path.name} {title} {base} {texts} {len(graph.facts)}")

    return dict.fromkeys(write.FILES, write_file)


@pytest.fixture(autouse=True)
def fakes(tmp_path, monkeypatch):
    """The command alone is tested here: pipeline and exporters have tests of their own."""
    monkeypatch.setattr("kg.pipeline.build", fake_build)
    monkeypatch.setattr(write, "writers", fake_writers)
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/a.txt").write_text("A headline\n\n2022-01-01\n\nText.")


def kg(*args: str):
    return CliRunner().invoke(cli.app, [*args])


def build(*args: str):
    return kg("build", "in", "-o", "out", *args)


def raising(error):
    def fail(*args, **kwargs):
        raise error

    return fail


def listing(folder: str = "out") -> list[str]:
    return sorted(path.name for path in Path(folder).iterdir())


# --- options and exit codes ---------------------------------------------------------------------------------------


def test_version_is_that_of_the_package():
    assert kg("--version").output == f"kg {metadata.version('diplokg')}\n"


def test_help_tells_the_exit_codes():
    output = " ".join(kg("build", "--help").output.split())
    for code in set(cli.Exit) - {cli.Exit.CONTRADICTED}:  # that one is `kg verify`'s
        assert f" {code.value} " in output
    for option in (
        "--output", "--title", "--model", "--rules", "--base", "--quiet", "--json", "--open", "--no-texts",
        "--min-confidence",
    ):  # fmt: skip
        assert option in output


def test_build_writes_three_files_and_a_summary():
    result = build()
    assert result.exit_code == 0, result.output
    assert listing() == NAMES
    assert Path("out/graph.html").read_text() == "graph.html Knowledge graph: in None True 5"
    words = " ".join(result.stdout.split())
    assert "1 document in" in words
    assert "Now open out/graph.html" in words
    assert "1 actual" not in words  # two are
    assert "2 actual, 1 negated, 1 negated planned" in words
    assert "1 reported" in words


def test_options_arrive(monkeypatch):
    seen = {}

    def spy(paths, **kwargs):
        seen.update(kwargs, paths=paths)
        return fake_build(paths, **kwargs)

    monkeypatch.setattr("kg.pipeline.build", spy)
    for name in ("r.yaml", "same.txt", "different.txt"):
        Path(name).write_text("")
    base = "https://example.org/x/"
    result = build(
        *("--title", "T", "--base", base, "--no-texts", "--rules", "r.yaml", "--rules", "r.yaml", "--model", "m"),
        *("--same", "same.txt", "--different", "different.txt"),
    )
    assert result.exit_code == 0, result.output
    assert (seen["model"], seen["rules"], seen["paths"]) == ("m", (Path("r.yaml"),) * 2, (Path("in"),))
    assert (seen["same"], seen["different"]) == (Path("same.txt"), Path("different.txt"))
    assert Path("out/graph.ttl").read_text() == f"graph.ttl T {base} False 5"


def test_min_confidence_leaves_facts_out():
    result = build("--min-confidence", "0.5")
    assert Path("out/graph.ttl").read_text().endswith(" 4")
    assert "1 fact below --min-confidence left out" in result.stdout


def test_json_is_one_object_on_stdout():
    Path("in/b.txt").write_bytes(b"")
    Path("in/c.txt").write_bytes("é".encode("cp1252"))
    result = build("--json", "--min-confidence", "0.5")
    assert result.exit_code == 1
    summary = json.loads(result.stdout)
    assert summary.pop("seconds") >= 0
    assert summary == {
        "exit_code": 1,
        "documents": 2,
        "entities": {"Country": 1, "Person": 1},
        "facts": {"represents": {"actual": 1, "negated": 1, "negated planned": 1}, "said": {"reported": 1}},
        "facts_below_min_confidence": 1,
        "voting_tables": 0,
        "roll_calls": 0,
        "votes_confirmed": 0,
        "votes_contradicted": 0,
        "skipped": [
            {"source": "in/b.txt", "reason": "it is empty; remove it, or put the article's text in it"},
        ],
        "notices": [{"source": "in/c.txt", "reason": summary["notices"][0]["reason"]}],
        "files": ["out/graph.ttl", "out/graph.html", "out/graph.graphml"],
    }


def test_notices_are_no_errors():
    Path("in/.hidden").write_text("x")
    result = build()
    assert result.exit_code == 0
    assert "hidden" in result.stdout


def test_quiet_says_nothing_but_errors():
    assert build("--quiet").output == ""
    Path("in/b.txt").write_bytes(b"")
    result = build("--quiet")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "kg: in/b.txt: it is empty; remove it, or put the article's text in it\n"


def test_missing_path_is_a_usage_error_but_the_rest_is_built():
    result = build("nope.txt")
    assert result.exit_code == 2
    assert "no such file" in result.stdout
    assert listing() == NAMES
    assert kg("build", "nope.txt", "-o", "other").exit_code == 2
    assert not Path("other").exists()


@pytest.mark.parametrize(
    "args",
    [
        ["build"],
        ["build", "in"],
        ["build", "in", "-o", "in/a.txt"],
        ["build", "in", "-o", "in/a.txt/out"],
        ["build", "in", "-o", "out", "--base", "no iri"],
        ["build", "in", "-o", "out", "--base", "https://example.org"],
        ["build", "in", "-o", "out", "--min-confidence", "2"],
        ["build", "in", "-o", "out", "--rules", "nope.yaml"],
        ["build", "in", "-o", "out", "--nonsense"],
        ["nonsense"],
    ],
)
def test_usage_errors(args):
    assert kg(*args).exit_code == 2
    assert not Path("out").exists()


def test_nothing_to_build():
    Path("in/a.txt").write_text("")
    result = build()
    assert result.exit_code == 3
    assert "nothing could be built" in result.stderr
    assert "it is empty" in result.stdout
    assert not Path("out").exists()


@pytest.mark.parametrize(
    ("error", "code"),
    [(ModelError("no model"), 4), (RuleError("rule x: no key y"), 4), (GraphError("odd"), 3), (KgError("odd"), 3)],
)
def test_errors_have_a_message_and_no_traceback(monkeypatch, error, code):
    monkeypatch.setattr("kg.pipeline.build", raising(error))
    result = build()
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr == f"kg: {error}\n"
    record = json.loads(build("--json").stdout)
    assert (record["exit_code"], record["error"]) == (code, str(error))


def test_a_bug_shows_its_traceback_and_never_exit_code_1(monkeypatch):
    monkeypatch.setattr("kg.pipeline.build", raising(ZeroDivisionError("oops")))
    result = build()
    assert result.exit_code == 3
    assert "Traceback" in result.stderr
    assert "a bug in kg" in result.stderr


def test_open_shows_the_page(monkeypatch):
    opened = []
    monkeypatch.setattr("typer.launch", opened.append)
    build("--open")
    assert opened == [Path("out/graph.html").resolve().as_uri()]


def test_file_names_cannot_steer_the_terminal():
    Path("in/[red]\x1b[31mx.txt").write_text("")
    result = build()
    assert "\x1b" not in result.stdout
    assert "[red]\\x1b" in "".join(result.stdout.split())


def test_long_lists_of_skipped_files_are_cut():
    for number in range(30):
        Path(f"in/{number:02}.txt").write_text("")
    result = build()
    assert "and 10 more" in result.stdout
    assert len(json.loads(build("--json").stdout)["skipped"]) == 30


def test_status():
    assert [report.status(fact) for fact in FACTS] == ["actual", "actual", "negated", "negated planned", "reported"]


def test_page_of_a_summary_without_files():
    summary = report.summarise(Graph(documents=(Article("a", "a", "x", date=date(2022, 1, 1)),)), seconds=1.0)
    assert summary.page is None


# --- the output is whole ------------------------------------------------------------------------------------------


@pytest.fixture
def former():
    """An output folder with a former graph and a file that is none of kg's."""
    Path("out").mkdir()
    for name in (*NAMES, "mine.txt"):
        Path("out", name).write_text("former")
    return lambda: {path.name: path.read_text() for path in Path("out").iterdir()}


WHOLE = dict.fromkeys([*NAMES, "mine.txt"], "former")


@pytest.mark.parametrize("error", [RuntimeError("x"), OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("name", write.FILES)
def test_a_failing_writer_leaves_the_former_output(monkeypatch, former, error, name):
    monkeypatch.setattr(write, "writers", lambda **kwargs: fake_writers(**kwargs) | {name: raising(error)})
    assert build().exit_code == (130 if isinstance(error, KeyboardInterrupt) else 3)
    assert former() == WHOLE


@pytest.mark.parametrize("nth", [0, 1, 2])
def test_a_failing_move_puts_the_former_output_back(monkeypatch, former, nth):
    real, calls = os.replace, []

    def replace(source, target):
        calls.append(source)
        if len(calls) == nth + 1:
            raise PermissionError(13, "Permission denied")
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    Path("out/graph.ttl").unlink()  # one that was not there before must not be there after
    result = build()
    assert result.exit_code == 3
    assert "Permission denied" in result.stderr
    assert former() == {name: text for name, text in WHOLE.items() if name != "graph.ttl"}


def test_a_folder_in_the_way(former):
    Path("out/graph.graphml").unlink()
    Path("out/graph.graphml").mkdir()
    assert build().exit_code == 3
    assert Path("out/graph.html").read_text() == "former"
    assert listing() == [*NAMES, "mine.txt"]


def test_other_files_are_left_alone(former):
    assert build().exit_code == 0
    assert former()["mine.txt"] == "former"
    assert former()["graph.ttl"] != "former"


def test_folders_made_for_a_failed_build_go_again(monkeypatch):
    monkeypatch.setattr(write, "writers", lambda **kwargs: {"graph.ttl": raising(RuntimeError("x"))})
    assert kg("build", "in", "-o", "new/deep/out").exit_code == 3
    assert not Path("new").exists()


def test_leftovers_of_killed_builds_are_swept(former):
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    Path(f"out/.kg-{process.pid}-abc").mkdir()
    Path(f"out/.kg-{os.getpid()}-abc").mkdir()  # of a build that is still at work
    assert build().exit_code == 0
    assert listing() == [f".kg-{os.getpid()}-abc", *NAMES, "mine.txt"]


def test_seconds_are_in_no_output_file():
    build()
    first = {name: Path("out", name).read_bytes() for name in NAMES}
    time.sleep(0.01)
    build()
    assert first == {name: Path("out", name).read_bytes() for name in NAMES}


# --- a real process -----------------------------------------------------------------------------------------------

PROGRAM = """
import sys, time
sys.path.insert(0, {tests!r})
import test_cli
from kg import cli, pipeline, write
def slow(graph, path):
    path.write_text("half")
    print("writing", flush=True)
    time.sleep(60)
pipeline.build = test_cli.fake_build
write.writers = test_cli.fake_writers
if {slow!r}:
    write.writers = lambda **kwargs: test_cli.fake_writers(**kwargs) | {{"graph.html": slow}}
cli.main()
"""


def command(*args: str, slow: bool = False) -> list[str]:
    program = textwrap.dedent(PROGRAM).format(tests=str(ROOT / "tests"), slow=slow)
    return [sys.executable, "-c", program, *args]


ENV = os.environ | {"PYTHONPATH": str(ROOT)}


def test_process_piped_shows_no_progress():
    done = subprocess.run(command("build", "in", "-o", "out"), capture_output=True, text=True, check=False, env=ENV)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Now open out/graph.html" in done.stdout
    assert "\x1b" not in done.stdout
    assert "\r" not in done.stdout


def test_process_on_a_terminal_shows_progress():
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    environment = ENV | {"TERM": "xterm"}
    with subprocess.Popen(
        command("build", "in", "-o", "out"), stdout=subprocess.PIPE, stderr=theirs, env=environment
    ) as process:
        os.close(theirs)
        shown = b""
        try:
            while chunk := os.read(ours, 1024):
                shown += chunk
        except OSError:  # Linux says that the other end is closed so
            pass
        process.communicate()
    os.close(ours)
    assert process.returncode == 0
    assert b"1/1" in shown


@pytest.mark.parametrize(("args", "code"), [([], 2), (["build", "in"], 2), (["build", "nope", "-o", "out"], 2)])
def test_process_exit_codes(args, code):
    done = subprocess.run(command(*args), capture_output=True, text=True, check=False, env=ENV)
    assert done.returncode == code
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_process_leaves_the_former_output(former, number):
    with subprocess.Popen(
        command("build", "in", "-o", "out", slow=True),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=ENV,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        process.send_signal(number)
        _, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert told == "kg: interrupted; the files in out are whole\n"
    assert former() == WHOLE


def test_module_is_the_command():
    done = subprocess.run(
        [sys.executable, "-m", "kg", "--version"], capture_output=True, text=True, check=True, env=ENV
    )
    assert done.stdout.startswith("kg ")


def test_help_loads_nothing_heavy():
    heavy = {"spacy", "rdflib", "networkx", "trafilatura", "numpy"}
    program = "import sys; from kg import cli\ntry: cli.app(['--help'])\nexcept SystemExit: pass\n"
    program += f"print(sorted({heavy!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=ENV)
    assert done.stdout.endswith("[]\n")


def test_bar_counts():
    with Bar() as bar:
        bar.total(2)
        bar.advance("a")
        bar.advance("[red]b")


def test_notice_is_a_skipped():
    assert isinstance(Notice("a", "b"), Skipped)
    assert Notice("a", "b") != Skipped("a", "b")
