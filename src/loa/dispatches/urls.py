"""`/desk/dispatches/`: letters that arrived."""

from django.urls import path

from loa.dispatches.views import arrivals, letters, record, reviewing

app_name = "dispatches"
urlpatterns = [
    path("", letters.dispatches, name="dispatches"),
    path("arrivals/", arrivals.arrivals, name="arrivals"),
    path("arrivals/page/", arrivals.reading, name="reading"),
    # how well the reader reads
    path("record/", record.record, name="record"),
    path("record.csv", record.record_csv, name="record_csv"),
    # one letter
    path("<int:pk>/", reviewing.dispatch, name="dispatch"),
    path("<int:pk>/file/", letters.original, name="original"),
    path("<int:pk>/pages/<int:number>.webp", letters.sheet, name="sheet"),
    path("<int:pk>/fields/<slug:name>/", reviewing.field, name="field"),
    path("<int:pk>/fields/<slug:name>.webp", reviewing.spot, name="spot"),
    path("<int:pk>/findings/<int:number>/", reviewing.finding, name="finding"),
    path("<int:pk>/aside/", reviewing.aside, name="aside"),
    path("<int:pk>/confirm/", reviewing.confirm, name="confirm"),
]
