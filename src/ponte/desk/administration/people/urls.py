from django.urls import path

from ponte.desk.administration.people import accounts, invitations, listing, security

urlpatterns = [
    path("", listing.people, name="people"),
    path("<int:agent>", accounts.person, name="person"),
    path("<int:agent>/closure", accounts.closure, name="person_closure"),
    path("<int:agent>/password-link", security.password_link, name="person_password_link"),
    path("<int:agent>/second-step/removal", security.second_step_removal, name="person_second_step_removal"),
    path("<int:agent>/sessions/closure", security.sessions_closure, name="person_sessions_closure"),
    path("<int:agent>/sessions/<int:session>/closure", security.session_closure, name="person_session_closure"),
    path("invitations/new", invitations.new, name="new_invitation"),
    path("invitations/<int:invitation>", invitations.invitation, name="pending_invitation"),
    path("invitations/<int:invitation>/renewal", invitations.renewal, name="invitation_renewal"),
    path("invitations/<int:invitation>/removal", invitations.removal, name="invitation_removal"),
]
