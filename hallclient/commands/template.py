"""``template list|export|check|sample``: what stands on the papers, as files that a hall may change."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from hallclient.commands.context import Context
from hallclient.errors import Conflict
from hallclient.language import _, say
from hallclient.printing.kinds import KINDS
from hallclient.rules.message import Message

FORMS = ("text", "text32", "html", "pdf")


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("template", help=_("templates of the papers"))
    verbs = parser.add_subparsers(dest="verb", required=True, metavar=_("VERB"))
    many = verbs.add_parser("list", parents=[shared], help=_("kinds of papers, and which have their own file"))
    many.set_defaults(run=run_list, show=show_list)
    check = verbs.add_parser("check", parents=[shared], help=_("try the hall's own templates"))
    check.set_defaults(run=run_check, show=show_list)
    export = verbs.add_parser("export", parents=[shared], help=_("write built-in templates out, to be changed"))
    export.add_argument("kinds", nargs="*", choices=[*KINDS, []], metavar="KIND", help=_("which; all if left out"))
    export.add_argument("--out", type=Path, metavar="DIR", help=_("folder; the hall's own templates if left out"))
    export.add_argument("--force", action="store_true", help=_("replace files that are there"))
    export.set_defaults(run=run_export, show=show_files)
    sample = verbs.add_parser("sample", parents=[shared], help=_("a paper with invented people, to look at"))
    sample.add_argument("kind", choices=tuple(KINDS), metavar="KIND", help=_("which paper"))
    sample.add_argument(
        "--format", dest="form", choices=("text", "text32", "html", "pdf"), default="text", help=_("format")
    )
    sample.add_argument("--out", type=Path, required=True, metavar="FILE", help=_("file to write"))
    sample.set_defaults(run=run_sample, show=show_sample)


def run_list(context: Context, args: argparse.Namespace) -> list[dict[str, Any]]:
    """Every kind with its file, and what is wrong with it."""
    from hallclient.printing import samples, template_files

    folder = context.home.templates
    rows = []
    for kind, about in KINDS.items():
        path = folder / f"{kind}.txt"
        made = template_files.make(folder, kind, samples.of(kind))
        rows.append(
            {
                "kind": kind,
                "title": say(about.label),
                "own": path.exists(),
                "file": str(path),
                "problem": say(made.problem) if made.problem else "",
                "names": sorted(template_files.known(samples.of(kind))),
            }
        )
    return rows


def run_check(context: Context, args: argparse.Namespace) -> list[dict[str, Any]]:
    """The same, with the exit code of a check."""
    rows = run_list(context, args)
    context.exit_code = int(any(row["problem"] for row in rows))
    return rows


def show_list(value: list[dict[str, Any]]) -> str:
    """One line a kind, and below it what is wrong."""
    lines = []
    for row in value:
        lines.append(f"{row['kind']:<14}{row['title']}  {row['file'] if row['own'] else say(Message('built in'))}")
        lines += [f"  ! {row['problem']}"] if row["problem"] else []
    return "\n".join(lines)


def run_export(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """Write them; raises :class:`Conflict` before anything is written where a file is there already."""
    from hallclient import files
    from hallclient.printing import samples, template_files

    folder = args.out or context.home.templates
    wanted = {kind: folder / f"{kind}.txt" for kind in args.kinds or KINDS}
    there = [path.name for path in wanted.values() if path.exists()]
    if there and not args.force:
        raise Conflict(
            Message("The folder {folder} has {names} already.", folder=str(folder), names=", ".join(there)),
            Message("Name other kinds or another folder, or replace them with --force."),
        )
    written = []
    for kind, path in wanted.items():
        names = "、".join(sorted(template_files.known(samples.of(kind))))
        text = f"# 可用名称：{names}\n{template_files.built_in_text(kind)}"
        written.append(str(files.save(path, text)))
    return {"files": written}


def show_files(value: dict[str, Any]) -> str:
    """Where they are."""
    return "\n".join(value["files"])


def run_sample(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """A paper by the hall's own template where it holds."""
    from hallclient import files
    from hallclient.printing import forms, samples, template_files

    made = template_files.make(context.home.templates, args.kind, samples.of(args.kind))
    path = files.save_bytes(args.out, forms.render(made.paper, args.form))
    return {"file": str(path), "problem": say(made.problem) if made.problem else ""}


def show_sample(value: dict[str, Any]) -> str:
    """Where it is, and why the built-in template was used."""
    return "\n".join(filter(None, (value["file"], value["problem"])))
