"""`/desk/`: officers' screens."""

from django.urls import path

from loa.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("work/<int:participant_id>/", views.work, name="work"),
    path("work/<int:participant_id>/received/", views.acknowledge, name="acknowledge"),
    path("officers/<int:pk>/replace/", views.replace, name="replace"),
    path("board/<slug:slug>/<int:number>/", views.board_of, name="board"),
    path("board/<slug:slug>/<int:number>/units.csv", views.board_file, name="board_file"),
    path("board/<slug:slug>/<int:number>/accept/", views.accept_many, name="accept_many"),
    path("board/<slug:slug>/<int:number>/remind/", views.remind_missing, name="remind"),
    path("board/<slug:slug>/<int:number>/figures/", views.round_figures, name="figures"),
    path("compare/", views.compare_rounds, name="compare"),
    path("compare/figures.<slug:kind>", views.compare_file, name="compare_file"),
]
