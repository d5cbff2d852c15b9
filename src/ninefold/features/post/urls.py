"""Where it lies: the choices with somebody's account, and what a letter leads to below the home itself."""

from django.urls import path

from ninefold.features.post import views

house_urlpatterns = [path("account/post/", views.post, name="post")]
home_urlpatterns = [path("waits/", views.waits, name="waits")]
