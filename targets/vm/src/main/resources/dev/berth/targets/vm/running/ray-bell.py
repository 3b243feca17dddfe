"""The bell of Ray's head: a port that tells how it stands, and takes a provider's notice on to the entrypoint."""

import hmac
import socket
import threading


class Bell(threading.Thread):
    """Answers workers' nodes: how the head's stands; and takes what their provider says."""

    def __init__(self, node, port, token):
        super().__init__(daemon=True)
        self.node, self.token, self.state = node, token, "waiting"
        self.socket = socket.create_server(("", port), backlog=64)

    def run(self):
        while True:
            caller, _ = self.socket.accept()
            try:
                with caller:
                    caller.settimeout(5)
                    token, _, said = caller.makefile().readline(4000).strip().partition(" ")
                    if hmac.compare_digest(token.encode(), self.token.encode()):
                        if said:
                            self.node.noticed(said)
                        caller.sendall(self.state.encode())
            except (OSError, ValueError):
                pass


def ask(host, port, token, notice=""):
    """The head's state; "refused" if its machine says that nobody is there, and "" if there is no answer."""
    try:
        with socket.create_connection((host, port), timeout=5) as bell:
            bell.sendall(f"{token} {notice}\n".encode())
            return bell.makefile().readline()
    except ConnectionRefusedError:
        return "refused"
    except OSError:
        return ""
