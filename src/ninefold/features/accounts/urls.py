"""Where it lies: what leaders do below a home, in a room that mounts it; what is everybody's own, below no home."""

from django.urls import path

from ninefold.features.accounts import invited, own, tablets, turns, views

urlpatterns = [
    path("accounts/", views.accounts, name="accounts"),
    path("accounts/tablets/", tablets.tablets, name="tablets"),
    path("accounts/<str:person>/", views.account, name="account"),
]
house_urlpatterns = [
    path("account/invited/<str:secret>/", invited.invited, name="invited"),
    path("account/you/", own.you, name="account_you"),
    path("account/pin/", own.pin, name="account_pin"),
    path("account/turns/", turns.turns, name="turns"),
    path("account/turns/lock/", turns.lock, name="turns-lock"),
    path("account/turns/here/", turns.here, name="turns-here"),
    path("account/turns/<int:number>/", turns.turn, name="turn"),
]
