"""The form of a receipt in a Pilot flow: opened, filled in, its dialogs answered."""

from __future__ import annotations

from contextlib import asynccontextmanager

from support.hall import ID_NUMBER

from hallclient.app import HallApp
from hallclient.dialogs.ask_fields import AskFields
from hallclient.services import requests


def opener(hall, clerk):
    """Opens a screen over an empty stack; gives pilot and screen."""

    @asynccontextmanager
    async def begin(name="receive", size=(80, 24), **values):
        app = HallApp(hall, actor=clerk, first=None)
        async with app.run_test(size=size) as pilot:
            app.go(name, **values)
            await pilot.pause()
            await pilot.pause()
            yield pilot, app.screen

    return begin


async def fill(pilot, screen, item="dbsq", name="张三", number=ID_NUMBER, phone="13812345678"):
    screen.form.picker.field.input.value = item
    screen.form.picker.field.focus()
    await pilot.press("enter")
    await pilot.pause()
    for field, value in ((screen.form.name_field, name), (screen.form.number, number), (screen.form.phone, phone)):
        field.value = value
    await pilot.pause()


async def answer(pilot, *values):
    """Fill in the lines of the dialog in front and take them."""
    dialog = pilot.app.screen
    assert isinstance(dialog, AskFields), dialog
    for field, value in zip(dialog.fields.values(), values, strict=True):
        field.value = value
    await pilot.press("ctrl+s")
    await pilot.pause()


async def choose(pilot, *digits):
    for digit in digits:
        await pilot.press(digit)
        await pilot.pause()


def only(hall):
    (found,) = requests.listing(hall, requests.Filter())
    return found
