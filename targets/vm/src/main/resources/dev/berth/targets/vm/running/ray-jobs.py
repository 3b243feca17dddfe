"""Ray's jobs interface, docs.ray.io/en/latest/cluster/running-applications/job-submission/rest.html, of the head on this machine."""

import json
import urllib.error
import urllib.request


class Jobs:
    def __init__(self, port, token):
        self.port, self.token = port, token

    def submit(self, name, line):
        """Whether the head has the job; an earlier answer may have been lost."""
        answer = self.ask("POST", "", {"submission_id": name, "entrypoint": line, "metadata": {"attempt": name}})
        return "submission_id" in answer or "already exists" in answer

    def status(self, name):
        """Such as RUNNING; empty if the head does not say."""
        try:
            return json.loads(self.record(name)).get("status", "")
        except (ValueError, AttributeError):
            return ""

    def record(self, name):
        return self.ask("GET", name)

    def ask(self, method, path, body=None):
        """What is answered; empty if nothing is."""
        asked = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/jobs/{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"},
        )
        try:
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            return opener.open(asked, timeout=10).read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.read().decode(errors="replace")
        except OSError:
            return ""
