"""The addresses of the policy officers' site: one for each page and for each act."""

from django.urls import path

from workpermit.sites.oversight.views import card_stock, draft_acts, draft_parts, drafts, facts, freezes, network, tours
from workpermit.sites.shared import session_urls, shared_urls

urlpatterns = [
    *shared_urls(),
    *session_urls(),
    path("", freezes.overview, name="overview"),
    path("drafts/", drafts.overview, name="drafts"),
    path("drafts/begin/", drafts.begin, name="begin-draft"),
    path("drafts/<uuid:draft>/", drafts.page, name="draft"),
    path("drafts/<uuid:draft>/change/<slug:part>/", draft_parts.edit, name="edit-draft"),
    path("drafts/<uuid:draft>/text/", draft_parts.text, name="draft-text"),
    path("drafts/<uuid:draft>/rebase/", draft_acts.rebase, name="rebase-draft"),
    path("drafts/<uuid:draft>/try/", draft_acts.try_out, name="try-draft"),
    path("drafts/<uuid:draft>/trial/stop/", draft_acts.stop_trial, name="stop-trial"),
    path("drafts/<uuid:draft>/trial/resume/", draft_acts.resume_trial, name="resume-trial"),
    path("drafts/<uuid:draft>/propose/", draft_acts.propose, name="propose-draft"),
    path("drafts/<uuid:draft>/send-back/", draft_acts.send_back, name="send-back-draft"),
    path("drafts/<uuid:draft>/publish/", draft_acts.publish, name="publish-draft"),
    path("drafts/<uuid:draft>/drop/", draft_acts.drop, name="drop-draft"),
    path("card-stock/", card_stock.overview, name="card-stock"),
    path("card-stock/write-offs/<uuid:write_off>/", card_stock.write_off, name="write-off"),
    path("card-stock/write-offs/<uuid:write_off>/approve/", card_stock.approve, name="approve-write-off"),
    path("card-stock/write-offs/<uuid:write_off>/reject/", card_stock.reject, name="reject-write-off"),
    path("facts/", facts.open_list, name="open-facts"),
    path("freezes/order/", freezes.order, name="order-freeze"),
    path("freezes/<uuid:freeze>/lift/", freezes.lift, name="lift-freeze"),
    path("centres/", network.overview, name="network"),
    path("centres/numbers.csv", network.numbers, name="network-numbers"),
    path("centres/tours/", tours.overview, name="tours"),
    path("centres/tours/publish/", tours.publish, name="publish-stop"),
    path("centres/tours/<uuid:stop>/call-off/", tours.call_off, name="call-off-stop"),
    path("centres/<slug:centre>/", network.centre, name="network-centre"),
]
