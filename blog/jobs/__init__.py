"""Work that is done after the answer: the outbox table, what adds to it, and the worker that empties it."""
