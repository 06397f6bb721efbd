"""Whether somebody moved the wall clock: it is compared with a clock that nobody can set."""

from __future__ import annotations


def clock_jump(
    previous_wall: float,
    previous_since_boot: float,
    previous_boot: str,
    wall: float,
    since_boot: float,
    boot: str,
    tolerance: float = 5.0,
) -> int:
    """Seconds by which the wall clock moved on its own since the previous reading: positive is forward, 0 is
    within ``tolerance`` seconds.

    ``boot`` names the boot that ``since_boot`` counts from. Over a restart nobody knows how long the machine
    was off, so only a wall clock behind its previous reading tells. Where the system does not name its boots,
    a wall clock that ran less than the boot clock must have been set back, restart or not; a step forward
    cannot be told.
    """
    ran = wall - previous_wall
    if boot and boot == previous_boot:
        jump = ran - (since_boot - previous_since_boot)
    elif not boot and not previous_boot:
        jump = min(0.0, ran - max(0.0, since_boot - previous_since_boot))
    else:
        jump = min(0.0, ran)
    return 0 if abs(jump) <= tolerance else round(jump)


def behind(newest_wall: float, wall: float, tolerance: float = 5.0) -> int:
    """Seconds, as a negative number, by which the wall clock stands behind the newest record; 0 within ``tolerance``.

    For records that kept no boot clock beside their time.
    """
    back = wall - newest_wall
    return round(back) if back < -tolerance else 0
