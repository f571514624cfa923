"""How this app's codes are said to people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from loa.materials.models import Format

FORMAT_WORDS: dict[Format, Promise] = {
    Format.DOCUMENT: _("Document"),
    Format.ARTICLE: _("Article"),
    Format.VIDEO: _("Video"),
    Format.CLIP: _("Clip"),
    Format.AUDIO_SCRIPT: _("Script to read out"),
    Format.POSTER: _("Poster"),
    Format.INFOGRAPHIC: _("Infographic"),
    Format.LEAFLET: _("Leaflet"),
    Format.FOLDED_LEAFLET: _("Folded leaflet"),
}
