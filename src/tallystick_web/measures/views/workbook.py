"""The values asked of a person as a workbook to fill in offline."""

from django.http import HttpResponse
from django.utils import timezone

from tallystick_web.common.exports import FORMS
from tallystick_web.councils import queries as councils
from tallystick_web.councils.access import CouncilRequest
from tallystick_web.measures import queries
from tallystick_web.measures import workbook as books
from tallystick_web.measures.reading import values


def workbook(request: CouncilRequest, council: str) -> HttpResponse:
    """Every value that is asked of the person now, with blanks to fill in."""
    today = timezone.localdate()
    mine = councils.stands_for(person=request.user, council=request.council, on=today)
    dues = list(queries.to_give(request.council, mine, today))
    readings = {
        one.measure.pk: one for one in values.own_readings(list({due.measure_id: due.measure for due in dues}.values()))
    }
    asked = [books.Asked(due, readings[due.measure_id]) for due in dues]
    content = books.workbook(asked, council=str(request.council), person=str(request.user), on=today)
    answer = HttpResponse(content, content_type=FORMS["xlsx"][1])
    answer["Content-Disposition"] = f'attachment; filename="{council}-my-measures-{today}.xlsx"'
    return answer
