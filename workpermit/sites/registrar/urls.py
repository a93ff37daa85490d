"""The addresses of the registrar's desk: one for each page and for each act."""

from django.urls import path

from workpermit.sites.registrar.views import applications, complaints, decisions, notices, questions
from workpermit.sites.shared import session_urls, shared_urls

COMPLAINT = "complaints/<uuid:complaint_id>/"
CASE = "applications/<uuid:application>/"

urlpatterns = [
    *shared_urls(),
    *session_urls(),
    path("", applications.desk, name="desk"),
    path("find/", applications.find, name="find"),
    path("next/", applications.next_case, name="next"),
    path("complaints/", complaints.complaints, name="complaints"),
    path(COMPLAINT, complaints.complaint, name="complaint"),
    path(f"{COMPLAINT}take/", complaints.take, name="take-complaint"),
    path(f"{COMPLAINT}answer/", complaints.answer, name="answer-complaint"),
    path("notices/", notices.notices, name="notices"),
    path("notices/<uuid:notice_id>/", notices.notice, name="notice"),
    path(CASE, applications.case, name="case"),
    path(f"{CASE}pages/<uuid:record>/", applications.page_image, name="page-image"),
    path(f"{CASE}recommend-grant/", decisions.recommend_grant, name="recommend-grant"),
    path(f"{CASE}recommend-refusal/", decisions.recommend_refusal, name="recommend-refusal"),
    path(f"{CASE}return/", decisions.return_for_correction, name="return"),
    path(f"{CASE}ask/", questions.ask, name="ask"),
    path(f"{CASE}questions/<uuid:question>/take-back/", questions.take_back, name="take-back-question"),
    path(f"{CASE}grant/", decisions.prepare_grant, name="prepare-grant"),
    path(f"{CASE}refuse/", decisions.prepare_refusal, name="prepare-refusal"),
]
