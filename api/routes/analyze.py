"""`POST /v1/analyze`: what the service understands of one message."""

from __future__ import annotations

from fastapi import APIRouter, Request

from api.bot import BotError
from api.schemas import AnalyzeIn, AnalyzeOut, EntityOut, LabelOut, LanguageOut, SafetyOut
from api.service import Service, ServiceDep
from api.understanding import NOTHING, Label, Understanding
from safety import Reading

router = APIRouter(prefix="/v1", tags=["understanding"])


@router.post("/analyze")
async def analyze(body: AnalyzeIn, request: Request, service: ServiceDep) -> AnalyzeOut:
    """Language, moments, themes, act and danger of one message, apart from any conversation."""
    reading = service.detector.read(body.text)
    if not reading.hits:
        service.rate.check(request.client.host if request.client else "")
    return _out(await _understand(service, body.text), reading)


async def _understand(service: Service, text: str) -> Understanding:
    try:
        return await service.reader.read(text)
    except BotError:
        # danger and language are still told; moments and themes are not known without Rasa
        return Understanding(service.reader.language(text, "nl"), (), (), NOTHING, {}, {}, ())


def _out(understood: Understanding, reading: Reading) -> AnalyzeOut:
    def label(found: Label) -> LabelOut:
        return LabelOut(id=found.id, confidence=round(found.confidence, 4))

    dangers = {hit.id: hit.urgency for hit in reversed(reading.hits)}
    return AnalyzeOut(
        language=LanguageOut(code=understood.language.code, served=understood.language.served),
        moments=[label(m) for m in understood.moments],
        themes=[label(t) for t in understood.themes],
        act=label(understood.act),
        safety=[SafetyOut(id=name, urgency=urgency) for name, urgency in reversed(dangers.items())],
        entities=[EntityOut.model_validate(vars(entity)) for entity in understood.entities],
    )
