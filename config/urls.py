"""Which room answers which address."""

from django.contrib import admin
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("", include("loa.ui.urls")),  # /healthz /readyz /lang /look
    path("accounts/", include("allauth.urls")),
    path("", include("loa.units.urls")),  # /in/ sign-in links and claim codes, /desk/units/
    path("desk/dispatches/", include("loa.dispatches.urls")),
    path("desk/materials/", include("loa.materials.urls")),
    path("desk/campaigns/", include("loa.campaigns.urls")),
    path("desk/evidence/", include("loa.evidence.urls")),
    path("desk/reports/", include("loa.reports.urls")),
    path("answer/", include("loa.reports.answer_urls")),
    path("desk/", include("loa.desk.urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("admin/", admin.site.urls),
    path("", include("loa.portal.urls")),  # the public site's fixed addresses
    path("", include(wagtail_urls)),  # and its pages
]

handler400 = "loa.ui.errors.bad_request"
handler403 = "loa.ui.errors.permission_denied"
handler404 = "loa.ui.errors.page_not_found"
handler500 = "loa.ui.errors.server_error"
