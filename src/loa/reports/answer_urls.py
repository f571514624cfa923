"""`/answer/`: a unit without a login answers through an address or a code."""

from django.urls import path

from loa.reports import views

app_name = "answers"
urlpatterns = [
    path("", views.enter, name="enter"),
    path("report/", views.linked_report, name="report"),
    path("done/", views.done, name="done"),
    path("<str:token>/", views.come, name="come"),
]
