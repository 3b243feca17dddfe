"""What stands in for Ray's job server (/api/jobs of Ray 2.49) on a head that kwok plays: runs entrypoints with bash."""
import ctypes
import json
import os
import re
import signal
import subprocess
import threading
import time

ENDED = ("SUCCEEDED", "FAILED", "STOPPED")
LIBC = ctypes.CDLL(None)


def die_with_parent():
    LIBC.prctl(1, signal.SIGKILL)


class Jobs:
    """Each head, by its pod's uid, has jobs of its own; they end with it."""

    def __init__(self, logs):
        self.logs = logs
        self.lock = threading.Lock()
        self.jobs = {}
        self.processes = {}

    def submit(self, head, variables, body):
        name = body.get("submission_id") or "raysubmit_" + os.urandom(8).hex()
        job = {"type": "SUBMISSION", "job_id": None, "submission_id": name, "status": "PENDING",
               "entrypoint": body["entrypoint"], "message": "Job has not started yet.", "error_type": None,
               "start_time": int(time.time() * 1000), "end_time": None, "metadata": body.get("metadata") or {},
               "runtime_env": body.get("runtime_env") or {}, "driver_exit_code": None}
        with self.lock:
            if (head, name) in self.jobs:
                return 500, "ValueError: Job with submission_id %s already exists." % name
            self.jobs[head, name] = job
        threading.Thread(target=self._run, args=((head, name), job, variables), daemon=True).start()
        return 200, {"job_id": name, "submission_id": name}

    def get(self, head, name):
        with self.lock:
            return self.jobs.get((head, name))

    def log(self, head, name):
        try:
            with open(self._log(head, name), errors="replace") as log:
                return log.read()
        except OSError:
            return ""

    def _log(self, head, name):
        return os.path.join(self.logs, "rayjob-%s-%s.log" % (name, head[:8]))

    def _run(self, key, job, variables):
        with open(self._log(*key), "ab") as log:
            with self.lock:
                if job["status"] in ENDED:
                    return
                process = subprocess.Popen(["bash", "-c", job["entrypoint"]], stdin=subprocess.DEVNULL, stdout=log,
                                           stderr=log, env=dict(os.environ, **variables), cwd="/tmp",
                                           start_new_session=True, preexec_fn=die_with_parent)
                self.processes[key] = process
                job.update(status="RUNNING", message="Job is currently running.")
        code = process.wait()
        with self.lock:
            self.processes.pop(key, None)
            if job["status"] in ENDED:
                return
            job.update(end_time=int(time.time() * 1000), driver_exit_code=code)
            if code == 0:
                job.update(status="SUCCEEDED", message="Job finished successfully.")
            else:
                job.update(status="FAILED", message="Job entrypoint command failed with exit code %d, last available "
                           "logs (truncated to 20,000 chars):\n%s" % (code, self.log(*key)[-20000:]))

    def stop(self, head, name):
        with self.lock:
            job, process = self.jobs.get((head, name)), self.processes.get((head, name))
            if job is None or job["status"] in ENDED:
                return False
            job.update(status="STOPPED", message="Job was intentionally stopped.", end_time=int(time.time() * 1000))
        if process is not None:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        return True

    def forget(self, head):
        for key in [key for key in list(self.jobs) if key[0] == head]:
            self.stop(*key)
            with self.lock:
                self.jobs.pop(key, None)

    def answer(self, head, variables, method, path, body):
        """What Ray answers: a status, and JSON or a text."""
        if path == "/api/version":
            return 200, {"version": "4", "ray_version": "2.49.0", "ray_commit": "stand-in", "session_name": "stand-in"}
        if path.rstrip("/") == "/api/jobs":
            if method == "POST":
                return self.submit(head, variables, json.loads(body))
            with self.lock:
                return 200, [job for key, job in self.jobs.items() if key[0] == head]
        match = re.fullmatch(r"/api/jobs/([^/]+)(/logs|/stop)?", path)
        job = match and self.get(head, match.group(1))
        if not job:
            return 404, "404: Not Found"
        name = match.group(1)
        if match.group(2) == "/logs":
            return 200, {"logs": self.log(head, name)}
        if match.group(2) == "/stop":
            return 200, {"stopped": self.stop(head, name)}
        return 200, job
