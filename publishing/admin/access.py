"""Who may do what in the administration: clerks need no rights of Django's own, their regions decide."""

from typing import Any, NoReturn

from django.contrib import admin
from django.http import Http404, HttpRequest

from publishing.queries import region_codes


def is_clerk(user: Any) -> bool:
    """Whether the user looks after a region today, or all of them."""
    return bool(user.is_active and user.is_staff and (user.is_superuser or region_codes(user)))


class NoDeadEnds(admin.ModelAdmin):
    """What somebody may not see does not exist: 404 in place of a message that it was deleted."""

    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions: Any = None
    list_per_page = 50

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> NoReturn:
        raise Http404


class ReadOnly(NoDeadEnds):
    """Rows that the platform writes: superusers read them."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody adds by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody rewrites."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes."""
        return False


class ReadByClerks(ReadOnly):
    """Reference data: every clerk may look it up."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Shown to clerks."""
        return is_clerk(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Read by clerks."""
        return is_clerk(request.user)


class SuperuserOnly(NoDeadEnds):
    """What only the operator may touch."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Shown to superusers."""
        return self._is_operator(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Read by superusers."""
        return self._is_operator(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Added by superusers."""
        return self._is_operator(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Changed by superusers."""
        return self._is_operator(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Deleted by superusers."""
        return self._is_operator(request)

    @staticmethod
    def _is_operator(request: HttpRequest) -> bool:
        user = request.user
        return bool(user.is_active and user.is_staff and user.is_superuser)
