"""Sound and pictures of a class: received from each person once and passed on to all others, never decoded."""

from server.media.consumer import Consumer
from server.media.errors import MediaRefusal
from server.media.producer import Producer
from server.media.room import Room
from server.media.router import Router
from server.media.tap import Sink, Tap
from server.media.transport import Transport

__all__ = ["Consumer", "MediaRefusal", "Producer", "Room", "Router", "Sink", "Tap", "Transport"]
