"""Who issues a paper at this window now, and how a document becomes a paper by its template."""

from __future__ import annotations

import logging
from pathlib import Path

from hallclient.language import say
from hallclient.printing import template_files
from hallclient.printing.filling import Filling
from hallclient.printing.kinds import KINDS
from hallclient.printing.office import Office
from hallclient.printing.paper import Paper
from hallclient.printing.template_files import Made
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall

_log = logging.getLogger(__name__)


def office(hall: Hall, actor: Actor, clerk: str = "", code: str = "") -> Office:
    """This window with ``actor`` at it, or with ``clerk`` who acted then."""
    config = hall.config
    return Office(
        hall=config.hall,
        window=config.window,
        clerk=clerk or actor.name,
        at=hall.clock.now(),
        clerk_code=code if clerk else actor.code,
        window_name=config.window_name,
        phone=config.hall_phone,
        consultation_phone=config.consultation_phone,
        supervision_phone=config.supervision_phone,
        reconsideration=config.reconsideration_body,
        court=config.court,
        seals=seals(config.seals),
    )


def seals(setting: str) -> dict[str, str]:
    """``县民政局=县民政局行政审批专用章；…`` as a mapping; what has no equals sign is passed over."""
    pairs = (part.partition("=") for part in setting.replace("；", ";").replace("＝", "=").split(";"))
    return {body.strip(): words.strip() for body, _, words in pairs if words.strip()}


def fonts(hall: Hall) -> tuple[Path, ...]:
    """Font files of the settings."""
    return font_files(hall.config.fonts)


def font_files(setting: str) -> tuple[Path, ...]:
    """The files that the setting names, several with ``;``."""
    return tuple(Path(part.strip()) for part in setting.replace("；", ";").split(";") if part.strip())


def make(hall: Hall, kind: str, filling: Filling) -> Made:
    """The paper by the hall's own template, or by the built-in one; then the log says why."""
    made = template_files.make(hall.home.templates, kind, filling)
    if made.problem is not None:
        _log.warning("%s", say(made.problem))
    return made


def broken_templates(hall: Hall) -> list[str]:
    """Files of the hall's own templates that do not hold; ``template check`` says why."""
    from hallclient.printing import samples

    folder = hall.home.templates
    own = [kind for kind in KINDS if (folder / f"{kind}.txt").exists()]
    return [f"{kind}.txt" for kind in own if template_files.make(folder, kind, samples.of(kind)).problem]


def paper(hall: Hall, kind: str, filling: Filling) -> Paper:
    """Only the paper."""
    return make(hall, kind, filling).paper
