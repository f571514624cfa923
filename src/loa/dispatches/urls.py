"""`/desk/dispatches/`: letters that arrived."""

from django.urls import path

from loa.dispatches import views

app_name = "dispatches"
urlpatterns = [
    path("", views.dispatches, name="dispatches"),
    path("<int:pk>/", views.dispatch, name="dispatch"),
    path("<int:pk>/file/", views.original, name="original"),
    path("<int:pk>/fields/<slug:name>/", views.field, name="field"),
    path("<int:pk>/findings/<int:number>/", views.finding, name="finding"),
    path("<int:pk>/confirm/", views.confirm, name="confirm"),
]
