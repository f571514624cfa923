from django.urls import URLPattern, path

from loa.ui import views

app_name = "ui"
urlpatterns: list[URLPattern] = [
    # the look
    path("look/", views.components, name="components"),
    path("look/set", views.set_look, name="set_look"),
    path("look/<str:name>", views.show_bundle, name="bundle"),
    path("lang/", views.set_language, name="set_language"),
    # the process
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    # what browsers and robots ask for
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("site.webmanifest", views.manifest, name="manifest"),
]
