from django.urls import URLPattern

app_name = "dispatches"
urlpatterns: list[URLPattern] = []
