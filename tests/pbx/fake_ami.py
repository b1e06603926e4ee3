"""A manager interface that misbehaves on request, on a real socket."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Action = dict[str, str]
Answer = Callable[[Action], str | None]


def ok(action: Action) -> str:
    return f"Response: Success\r\nActionID: {action['ActionID']}\r\n\r\n"


class FakeAmi:
    """Answers each action by ``answer`` (None: not at all); ``actions`` is what came."""

    def __init__(self) -> None:
        self.answer: Answer = ok
        self.greeting = "Asterisk Call Manager/9.0.0\r\n"
        self.actions: list[Action] = []
        self.connections: list[socket.socket] = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def say(self, text: str) -> None:
        self.connections[-1].sendall(text.encode())

    def hang_up(self) -> None:
        for connection in self.connections:
            connection.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._server.close()
        for connection in self.connections:
            connection.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            self.connections.append(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            connection.sendall(self.greeting.encode())
            lines: Action = {}
            for raw in connection.makefile("rb"):
                line = raw.decode().rstrip("\r\n")
                if line:
                    key, _, value = line.partition(": ")
                    lines[key] = value
                    continue
                self.actions.append(lines)
                answer = ok(lines) if lines.get("Action") == "Login" else self.answer(lines)
                lines = {}
                if answer is not None:
                    connection.sendall(answer.encode())
        except OSError:
            return


@contextmanager
def fake_ami() -> Iterator[FakeAmi]:
    server = FakeAmi()
    try:
        yield server
    finally:
        server.close()
