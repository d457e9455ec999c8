"""The admin of duties as its documentation builds one: list, search, related rows selected."""

from django.contrib.admin import AdminSite, ModelAdmin
from django.http import HttpRequest
from django.urls import path

from kreislauf.steuerung.ratsinfo.models import Auftrag


class Offen(AdminSite):
    def has_permission(self, request: HttpRequest) -> bool:
        return True


class AuftragAdmin(ModelAdmin):  # type: ignore[type-arg] -- Django's own class takes no parameter at run time
    list_display = ("text", "verantwortlich", "frist", "state")
    list_select_related = ("verantwortlich", "vorlage")
    search_fields = ("text", "vorlage__betreff", "vorlage__nummer")
    list_per_page = 50

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return True

    has_module_permission = has_change_permission = has_view_permission  # type: ignore[assignment]

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    has_delete_permission = has_add_permission  # type: ignore[assignment]


seite = Offen(name="admin")
seite.register(Auftrag, AuftragAdmin)
urlpatterns = [path("admin/", seite.urls)]
