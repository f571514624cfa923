"""`/desk/campaigns/`: campaigns, from a letter to their units."""

from django.urls import path

from loa.campaigns import views

app_name = "campaigns"
urlpatterns = [
    path("", views.campaigns, name="campaigns"),
    path("names/", views.names, name="names"),
    path("names/<int:pk>/forget/", views.forget_name, name="forget_name"),
    path("open/<int:dispatch_id>/", views.open_from, name="open"),
    path("<slug:slug>/", views.campaign, name="campaign"),
    path("<slug:slug>/amended/<int:dispatch_id>/", views.amendment, name="amendment"),
    path("<slug:slug>/units/", views.units, name="units"),
    path("<slug:slug>/content/", views.remarks, name="remarks"),
    path("<slug:slug>/holes/", views.hole, name="hole"),
    path("<slug:slug>/rounds/<int:number>/", views.edit_round, name="edit_round"),
    path("<slug:slug>/holes/all/", views.close_all, name="close_all"),
    path("<slug:slug>/rounds/add/", views.add_round, name="add_round"),
    path("<slug:slug>/rounds/<int:number>/remove/", views.remove_round, name="remove_round"),
    path("<slug:slug>/tasks/add/", views.edit_task, name="add_task"),
    path("<slug:slug>/tasks/<int:task_id>/", views.edit_task, name="edit_task"),
    path("<slug:slug>/tasks/<int:task_id>/to/", views.recipients, name="recipients"),
    path("<slug:slug>/units/<int:participant_id>/", views.edit_line, name="edit_line"),
    path("<slug:slug>/send/", views.send, name="send"),
    path("<slug:slug>/show/", views.show, name="show"),
    path("<slug:slug>/codes.<slug:kind>", views.codes, name="codes"),
]
