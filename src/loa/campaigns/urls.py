"""`/desk/campaigns/`: campaigns, from a letter to their units."""

from django.urls import path

from loa.campaigns import views

app_name = "campaigns"
urlpatterns = [
    path("", views.campaigns, name="campaigns"),
    path("open/<int:dispatch_id>/", views.open_from, name="open"),
    path("<slug:slug>/", views.campaign, name="campaign"),
    path("<slug:slug>/units/", views.units, name="units"),
    path("<slug:slug>/holes/", views.hole, name="hole"),
    path("<slug:slug>/rounds/<int:number>/", views.edit_round, name="edit_round"),
    path("<slug:slug>/send/", views.send, name="send"),
    path("<slug:slug>/show/", views.show, name="show"),
    path("<slug:slug>/codes.<slug:kind>", views.codes, name="codes"),
]
