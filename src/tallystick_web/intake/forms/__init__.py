"""Forms of bringing in: the file with its period, the choice of a period, the filters, and the correction of one item."""

from tallystick_web.intake.forms.files import TOO_LARGE, FilesForm, FilterForm, PeriodForm, UploadForm
from tallystick_web.intake.forms.items import ItemForm

__all__ = ["TOO_LARGE", "FilesForm", "FilterForm", "ItemForm", "PeriodForm", "UploadForm"]
