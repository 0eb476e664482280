"""Help lines and sites, all in one file."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from knowledge.errors import ContentError
from knowledge.models import Contact
from knowledge.source import Document


def load_contacts(file: Path) -> list[Contact]:
    """All contacts; raises ContentError with file and line when one is broken."""
    document = Document.parse(file, file.read_text(encoding="utf-8"))
    contacts = []
    for index, item in enumerate(document.data or ()):
        try:
            contacts.append(Contact.model_validate(item))
        except ValidationError as error:
            raise ContentError(list(document.problems(error, (index,)))) from error
    return contacts
