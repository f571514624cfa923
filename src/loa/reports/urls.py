"""`/desk/reports/`: a unit's answer to a round, and the consolidated report."""

from django.urls import path

from loa.reports import views

app_name = "reports"
urlpatterns = [
    path("answer/<int:participant_id>/<int:number>/", views.answer, name="answer"),
    path("links/<int:participant_id>/", views.answer_links, name="answer_links"),
    path("<int:pk>/", views.report, name="report"),
    path("<int:pk>/accept/", views.accept, name="accept"),
    path("<int:pk>/reopen/", views.reopen, name="reopen"),
    path("<int:pk>/return/", views.give_back, name="return"),
    path("<int:pk>/signed/", views.signed, name="signed"),
    path("<int:pk>/signed/file/", views.signed_file, name="signed_file"),
    path("<int:pk>/paper.<slug:kind>", views.unit_paper, name="paper"),
    path("consolidated/<slug:slug>/<int:number>/", views.consolidations, name="consolidations"),
    path("consolidated/<int:pk>/", views.consolidation, name="consolidation"),
    path("consolidated/<int:pk>/sign/", views.sign, name="sign"),
    path("consolidated/<int:pk>/signed/", views.signed_consolidation, name="signed_whole"),
    path(
        "consolidated/<int:pk>/paper.<slug:kind>",
        views.consolidated_paper,
        name="consolidated_paper",
    ),
]
