"""Getting what is owed to the channels: nothing twice, nothing lost."""

from bot.delivery.courier import Courier
from bot.delivery.policy import RetryPolicy
from bot.delivery.settling import Observer, Outcome

__all__ = ["Courier", "Observer", "Outcome", "RetryPolicy"]
