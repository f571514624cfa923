"""`/in/`: ways in. `/desk/units/`, `/desk/posts/`: the register and who works where."""

from django.urls import path

from loa.units import views

app_name = "units"
urlpatterns = [
    # ways in
    path("in/code/", views.claim, name="claim"),
    path("in/code/done/", views.claimed, name="claimed"),
    path("in/second-step/", views.second_factor, name="second_factor"),
    path("in/<str:token>/", views.sign_in_link, name="sign_in_link"),
    # the officer's own
    path("desk/posts/", views.my_posts, name="my_posts"),
    path("desk/posts/<int:post_id>/end/", views.end_post, name="end_post"),
    path("desk/posts/<int:post_id>/invite/", views.invite, name="invite"),
    path("desk/posts/<int:post_id>/stand-in/", views.stand_in, name="stand_in"),
    # invitations
    path("desk/invitations/", views.invitation_list, name="invitations"),
    path("desk/invitations/again/", views.invite_again, name="invite_again"),
    path("desk/invitations/new/", views.invite_many, name="invite_many"),
    # officers
    path("desk/officers/<int:pk>/", views.officer, name="officer"),
    path("desk/officers/<int:pk>/login/", views.shut_login, name="shut_login"),
    path("desk/officers/<int:pk>/second-step/", views.reset_second_step, name="reset_step"),
    path(
        "desk/officers/replacements/<int:pk>/undo/",
        views.undo_replacement,
        name="undo_replacement",
    ),
    # one's own account
    path("desk/account/", views.account, name="account"),
    path("desk/account/sessions/end/", views.end_sessions, name="end_sessions"),
    path("desk/account/sessions/<int:visit_id>/end/", views.end_session, name="end_session"),
    path("desk/sign-ins/", views.sign_ins, name="sign_ins"),
    # the register
    path("desk/units/", views.unit_list, name="list"),
    path("desk/units/<int:pk>/", views.unit, name="unit"),
    path("desk/units/<int:pk>/people/", views.people, name="people"),
    path("desk/units/<int:pk>/codes/", views.codes, name="codes"),
    path("desk/units/<int:pk>/channels/", views.channels, name="channels"),
    path("desk/units/channels/<int:pk>/", views.confirm_channel, name="confirm_channel"),
    path("desk/units/channels/<int:pk>/page/", views.page_key, name="page_key"),
    path("desk/units/channels/<int:pk>/page/end/", views.end_page_key, name="end_page_key"),
    path("desk/units/channels/back/<str:platform>/", views.page_back, name="page_back"),
    # lists of units
    path("desk/units/import/", views.import_list, name="import"),
    path("desk/units/import/<int:pk>/", views.list_import, name="list_import"),
    path("desk/units/import/<int:pk>/faults/", views.list_faults, name="list_faults"),
    path("desk/units/import/template.xlsx", views.list_template, name="list_template"),
    path("desk/units/export.xlsx", views.export_list, name="export"),
    # reorganisations
    path("desk/units/acts/", views.act_list, name="acts"),
    path("desk/units/acts/new/", views.new_act, name="new_act"),
    path("desk/units/acts/<int:pk>/undo/", views.undo_act, name="undo_act"),
    # groups
    path("desk/units/groups/", views.group_list, name="groups"),
    path("desk/units/groups/<slug:code>/", views.group, name="group"),
]
