from django.urls import path

from ponte.desk.administration.policies import renewals, views

urlpatterns = [
    path("", views.policies, name="policies"),
    path("new", views.new, name="new_policy"),
    path("ruling", views.ruling, name="policy_ruling"),
    path("renewal", renewals.renewal, name="policy_renewal"),
    path("renewal/confirmation", renewals.confirmation, name="policy_renewal_confirmation"),
    path("renewal/stop", renewals.stop, name="policy_renewal_stop"),
    path("<int:policy>", views.policy, name="policy"),
    path("<int:policy>/place", views.place, name="policy_place"),
    path("<int:policy>/use", views.use, name="policy_use"),
]
