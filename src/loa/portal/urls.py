"""The public site's fixed addresses; `/` and what lies below it are pages of Wagtail."""

from django.urls import path

from loa.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("so-cuu/", views.first_aid, name="first_aid"),
    path("chien-dich/<slug:slug>/", views.campaign, name="campaign"),
    path("tai-lieu/", views.material_list, name="materials"),
    path("tai-lieu/<slug:code>/", views.material, name="material"),
    path("tai-lieu/<slug:code>/tep/", views.file, name="file"),
    path("tai-lieu/<slug:code>/hinh/", views.preview, name="preview"),
]
