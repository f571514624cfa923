"""`/desk/evidence/`: what units did."""

from django.urls import path

from loa.evidence import views

app_name = "evidence"
urlpatterns = [
    path("checks/", views.checks, name="checks"),
    path("checks/list.csv", views.checks_file, name="checks_file"),
    path("checks/next/", views.next_check, name="next"),
    path("checks/<int:pk>/", views.check, name="check"),
    path("checks/<int:pk>/pictures/<int:number>/", views.picture, name="picture"),
    path("checks/<int:pk>/judge/", views.judge, name="judge"),
    path("checks/<int:pk>/undo/", views.undo, name="undo"),
    path("checks/<int:pk>/capture/", views.capture, name="capture"),
    path("accuracy/<slug:slug>/", views.accuracy, name="accuracy"),
    path("accuracy/<slug:slug>/draw/", views.draw, name="draw"),
    path("vanished/<slug:slug>/", views.vanished, name="vanished"),
    path("vanished/<slug:slug>/list.csv", views.vanished_file, name="vanished_file"),
    path("publications/<int:pk>/ask/", views.ask, name="ask_after"),
    path("photos/<slug:slug>/", views.photos, name="photos"),
    path("photos/<int:pk>/<int:side>/", views.photo, name="photo"),
    path("photos/<int:pk>/say/", views.say_of_photos, name="say_of_photos"),
    path("<int:participant_id>/", views.publications, name="publications"),
    path("<int:participant_id>/list.csv", views.publications_file, name="publications_file"),
    path("<int:participant_id>/log/", views.log, name="log"),
    path("<int:participant_id>/paste/", views.paste, name="paste"),
    path("<int:participant_id>/playlog/", views.playlog, name="playlog"),
    path("<int:participant_id>/found/", views.sightings, name="sightings"),
    path("<int:participant_id>/found/all/", views.confirm_all, name="confirm_all"),
    path("found/<int:pk>/", views.answer_sighting, name="answer_sighting"),
    path("pastes/<int:pk>/", views.pasted, name="pasted"),
    path("publications/<int:pk>/", views.publication, name="publication"),
    path("publications/<int:pk>/pictures/", views.add_pictures, name="add_pictures"),
    path("pictures/<int:pk>/back/", views.take_pictures_back, name="take_pictures_back"),
    path("publications/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("publications/<int:pk>/restore/", views.restore, name="restore"),
    path("publications/<int:pk>/files/<int:file_id>/", views.file, name="file"),
    path(
        "publications/<int:pk>/files/<int:file_id>/remove/",
        views.remove_file,
        name="remove_file",
    ),
]
