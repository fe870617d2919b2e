"""The command ``kg ask``: one subcommand a saved question, made when it is asked for."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from kg.commands.query import (
    DEFAULT_GRAPH,
    FormatOption,
    GraphOption,
    OutputOption,
    notice,
    opened,
    show,
    told_errors,
)
from kg.errors import KgError, QueryError

if TYPE_CHECKING:
    from kg.query.saved import Parameter, Question

_COMMON: dict[str, tuple[Any, Any]] = {
    "graph": (GraphOption, DEFAULT_GRAPH),
    "format": (FormatOption, "table"),
    "output": (OutputOption, None),
    "sparql": (Annotated[bool, typer.Option("--sparql", help="Show the query, to change it; ask nothing.")], False),
}


class Questions(TyperGroup):
    """The questions as subcommands; a file is read when its question is asked."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Their names, sorted."""
        from kg.query.saved import names

        return names(ctx.params.get("questions"))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a question.

        Raises:
            typer.BadParameter: if there is no such question.
        """
        from kg.query.saved import question

        try:
            return _command(question(cmd_name, ctx.params.get("questions")))
        except QueryError as error:
            raise typer.BadParameter(str(error)) from None


app = typer.Typer(cls=Questions, invoke_without_command=True, rich_markup_mode="rich")


@app.callback()
def ask(
    ctx: typer.Context,
    questions: Annotated[
        Path | None,
        typer.Option(envvar="KG_QUESTIONS", metavar="DIR", help="A folder with questions of your own (*.rq)."),
    ] = None,
) -> None:
    """Ask a saved question: kg ask how-voted --country Russia --format csv. Alone, it lists the questions."""
    if ctx.invoked_subcommand is None:
        with told_errors():
            _list(questions)


def _list(own: Path | None) -> None:
    """The questions, one a line; on a terminal under their topics."""
    from kg.query import saved

    found = saved.questions(own)
    width = max(len(question.name) for question in found)
    topic = ""
    for question in found:
        if question.topic != topic and sys.stdout.isatty():
            typer.echo(("\n" if topic else "") + typer.style(question.topic.capitalize(), bold=True))
        topic = question.topic
        typer.echo(f"{question.name:{width}}  {question.title}")


def _command(question: Question) -> Any:
    """A command with an option for each parameter."""

    def run(**options: Any) -> None:
        common = {name: options.pop(name) for name in _COMMON}
        given = {p.name: options[name] for name, p in own.items() if options[name] is not None}
        _answer(question, given, **common)

    own = {f"value{number}": parameter for number, parameter in enumerate(question.parameters)}
    options = {name: (_option(question, parameter), None) for name, parameter in own.items()} | _COMMON
    run.__signature__ = inspect.Signature(  # type: ignore[attr-defined] # what typer makes the options of
        [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
            for name, (annotation, default) in options.items()
        ]
    )
    run.__annotations__ = {name: annotation for name, (annotation, _) in options.items()}
    single = typer.Typer(add_completion=False)
    single.command(question.name, help=f"{question.title}\n\n{question.text}", short_help=question.title)(run)
    return typer.main.get_command(single)


def _option(question: Question, parameter: Parameter) -> Any:
    from kg.query.names import VALUES

    what = VALUES.get(parameter.kind)
    text = (
        parameter.text + (f" ({what})" if what else "") + (f" [{need}]" if (need := question.need(parameter)) else "")
    )
    option = typer.Option(
        f"--{parameter.name}",
        metavar=parameter.kind.upper(),
        help=text.replace("[", r"\["),
        autocompletion=_completer(parameter),
    )
    return Annotated[str | None, option]


def _completer(parameter: Parameter) -> Callable[[typer.Context, str], list[str]]:
    """What the shell offers for a value: names of the graph that the line names.

    They begin as the user did (``rus`` gives ``russia``), since shells drop what does not; all are understood.
    """

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        from kg.query.names import completions
        from kg.query.store import open_graph

        with suppress(KgError, OSError):  # a shell's prompt is no place for messages
            source = open_graph(Path(ctx.params.get("graph") or DEFAULT_GRAPH), notify=lambda _: None)
            names = completions(source, parameter.kind, incomplete)
            words = [name for name in names if name.startswith(incomplete) or not name.isupper()]  # no code as UkR
            return sorted({incomplete + name[len(incomplete) :] for name in words})
        return []

    return complete


def _answer(question: Question, values: dict[str, str], *, graph: Path, format: str, output: Path | None,
            sparql: bool) -> None:  # fmt: skip
    from kg.query.formats import named
    from kg.query.names import term
    from kg.query.run import ask as run

    with told_errors():
        format = named(format)
        question.check(values)
        source = opened(graph)
        terms = {
            name: term(source, question.parameter(name).kind, value, notify=notice) for name, value in values.items()
        }
        query = question.sparql(terms)
        if sparql:
            typer.echo(query)
        else:
            others = " or ".join(f"--{name}" for name in question.rivals(values))
            show(run(source, query), source, format, output, instead=others)
