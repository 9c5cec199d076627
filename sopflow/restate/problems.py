"""What goes wrong between an application, a cluster and its endpoints."""

from __future__ import annotations

from sopflow.errors import SopflowError, StoreUnavailable
from sopflow.language import Words


class BadCall(SopflowError):
    """A call that no sopflow makes: a field is missing, or of another type."""

    code = "bad-call"
    words = Words('panggilan "{handler}" tidak sah: {why}', 'not a valid call of "{handler}": {why}')


class ObjectHeld(StoreUnavailable):
    """An object that does not answer: an earlier call still holds it."""

    code = "object-held"
    words = Words(
        "{store}: {service}/{key} tidak menjawab; panggilan sebelumnya mungkin menahannya. Daftar panggilannya: POST"
        " ADMIN/query, SELECT id, status FROM sys_invocation WHERE target_service_name = '{service}' AND"
        " target_service_key = '{key}' AND status <> 'completed'; hentikan dengan PATCH ADMIN/invocations/ID/kill (docs/restate.md)",
        "{store}: {service}/{key} does not answer; an earlier call may hold it. List its calls: POST ADMIN/query, SELECT"
        " id, status FROM sys_invocation WHERE target_service_name = '{service}' AND target_service_key = '{key}' AND status <> 'completed'; end"
        " one with PATCH ADMIN/invocations/ID/kill (docs/restate.md)",
    )


class ProjectionDiffers(SopflowError):
    """Rows of the projection that are not a beginning of what the cluster holds."""

    code = "projection-differs"
    words = Words(
        'proyeksi {store} memuat "{instance}" dengan isi yang berbeda dari klaster ({why}); perbaiki dengan sopflow rebuild',
        'the projection {store} holds "{instance}" with content that differs from the cluster ({why}); repair it with sopflow rebuild',
    )
