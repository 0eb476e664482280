"""Conversations: start, talk, forget."""

from __future__ import annotations

import logging

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from starlette.background import BackgroundTask

from actions.message import Message
from api.bot import BotError
from api.conversations import Conversation
from api.counts import count, feedback
from api.opening import open_conversation
from api.origins import check_origin
from api.schemas import ConversationIn, ConversationOut, MessageIn, ProblemOut, TurnOut
from api.service import Service, ServiceDep
from api.turn import Answer, press, read_danger, take_turn

router = APIRouter(prefix="/v1/conversations", tags=["conversation"])
log = logging.getLogger("leefstijlmoment.conversations")
GONE: dict[int | str, dict[str, object]] = {404: {"model": ProblemOut}, 429: {"model": ProblemOut}}


@router.post("", status_code=201, response_model=ConversationOut)
async def start(service: ServiceDep, request: Request, body: ConversationIn | None = None) -> JSONResponse:
    """Start a conversation, from nothing or from what a clinician's link carries."""
    service.rate.check(_address(request))
    check_origin(service, body.organisation if body else None, request)
    conversation, messages = open_conversation(service, body or ConversationIn())
    later = BackgroundTask(count, service, conversation.organisation, conversation.state, (), "start")
    opened = {"id": conversation.id, **_wire(Answer(messages, conversation.state))}
    return JSONResponse(opened, 201, background=None if conversation.preview else later)


@router.post("/{conversation_id}/messages", response_model=TurnOut, responses=GONE)
async def message(conversation_id: str, body: MessageIn, request: Request, service: ServiceDep) -> JSONResponse:
    """One message of the patient: typed text, or the choice of a pressed button."""
    conversation = service.conversations.get(conversation_id)
    if body.choice is not None:
        service.rate.check(_address(request))
        check_origin(service, conversation.organisation, request)
        return _counted(service, conversation, await press(service, conversation, body.choice), body.choice)
    text = body.text or ""
    reading = read_danger(service, conversation, text)
    if not reading.hits:
        # a message that signals danger is answered however many came before it, and from wherever
        service.rate.check(_address(request))
        check_origin(service, conversation.organisation, request)
    return _counted(service, conversation, await take_turn(service, conversation, text, reading), text)


@router.delete("/{conversation_id}", status_code=204, responses=GONE)
async def forget(conversation_id: str, service: ServiceDep) -> Response:
    """Nothing of the conversation remains, here or with Rasa."""
    conversation = service.conversations.remove(conversation_id)
    try:
        await service.bot.forget(conversation.sender)
    except BotError as error:
        log.warning("Rasa could not be told to forget a conversation: %s", error)
    return Response(status_code=204)


def _counted(service: Service, conversation: Conversation, answer: Answer, said: str) -> JSONResponse:
    """The answer; what it was is counted after it was sent."""
    organisation, clear = conversation.organisation, feedback(service, conversation.organisation, answer.messages, said)
    later = BackgroundTask(count, service, organisation, answer.state, answer.messages, clear)
    return JSONResponse(_wire(answer), background=None if conversation.preview else later)


def _wire(answer: Answer) -> dict[str, object]:
    messages: tuple[Message, ...] = answer.messages
    return {"messages": [m.wire() for m in messages], "state": answer.state.model_dump(mode="json")}


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
