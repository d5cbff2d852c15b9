"""The application: its label is not the feature's."""

from django.apps import AppConfig


class MovingIn(AppConfig):
    """What homes bring along, kept until it is signed in."""

    name = "ninefold.movein"
    label = "moving_in"
    default_auto_field = "django.db.models.BigAutoField"
