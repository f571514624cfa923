"""`/desk/materials/`: what units publish."""

from django.urls import path

from loa.materials import views

app_name = "materials"
urlpatterns = [
    path("", views.material_list, name="list"),
    path("new/", views.publish, name="publish"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/take/", views.take, name="take"),
    path("<int:pk>/replace/", views.replace, name="replace"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/restore/", views.restore, name="restore"),
    path("<int:pk>/versions/<int:number>/", views.file, name="file"),
    path("<int:pk>/versions/<int:number>/preview/", views.preview, name="preview"),
]
