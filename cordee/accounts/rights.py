"""An account has just lost what it was verified for. Slices above hear of it in the same transaction."""

from typing import Protocol

from cordee.accounts.models import User


class Follower(Protocol):
    """What is called with the account, as it now is."""

    def __call__(self, *, user: User) -> None: ...


_followers: list[Follower] = []


def subscribe(follower: Follower) -> None:
    """Have the follower called with each account that is refused or becomes a mere reader's. Once each."""
    if follower not in _followers:
        _followers.append(follower)


def lost(user: User) -> None:
    """Tell the followers."""
    for follower in _followers:
        follower(user=user)
