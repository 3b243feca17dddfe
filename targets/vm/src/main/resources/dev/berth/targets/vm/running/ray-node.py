"""This machine's node of an attempt's Ray: the head on the first, a worker on each other.

Ends when the entrypoint has ended, which goes through Ray's jobs interface; the wrapper then ends what is left of Ray here.
Between the machines: the head's file, which Berth carries from the first to the others, and the bell, a port of the head's
node that tells how it stands, and takes a provider's notice on to the entrypoint. Arguments: the attempt's folder, the
worker's folder, the attempt, and what --help tells.
"""

import argparse
import hashlib
import math
import os
import pathlib
import secrets
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
import traceback

from bell import Bell, ask
from jobs import Jobs

# Of the block of ports that this node has.
GCS, NODE, OBJECTS, AGENT, AGENT_GRPC, RUNTIME_ENV, METRICS, CLIENT, DASHBOARD, BELL = range(1, 11)

TOLD = '. "$1/members.sh"; . "$1/notice-settings"; for pid in $(told "$1"); do kill -s "$signal" "$pid"; done'


class Broken(Exception):
    """It can not go on, and why in a word: unready, missing, ray."""

    def __init__(self, ending, reason):
        super().__init__(reason)
        self.ending = ending


class Ended(Exception):
    """It is not to go on."""

    def __init__(self, code):
        super().__init__()
        self.code = code


def port_open(host, port):
    try:
        socket.create_connection((host, port), timeout=2).close()
        return True
    except OSError:
        return False


def own_address():
    """As the other machines reach it; ssh may know it by an address that it does not have itself."""
    try:
        address = socket.gethostbyname(os.environ["BERTH_NODE_ADDRESS"])
        with socket.socket() as bound:
            bound.bind((address, 0))
    except OSError:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as outward:
            outward.connect(("192.0.2.1", 9))
            address = outward.getsockname()[0]
    # Ray takes 127.0.0.1 for the machine's outer address and listens there.
    return "127.0.0.2" if address == "127.0.0.1" else address


class Node:
    def __init__(self, options):
        self.run, self.worker, self.attempt = options.run, options.worker, options.attempt
        self.options = options
        self.folder = self.run / "ray"
        self.until = time.monotonic() + options.within
        self.ray = None
        if shutil.which("ray") is None:
            raise Broken("missing", f"there is no program ray in {os.environ['PATH']}")
        self.lease = subprocess.Popen(
            [sys.executable, self.folder / "lease.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.first = int(self.lease.stdout.readline().strip() or 0)
        if not self.first:
            raise Broken("ray", "no free block of ports")
        self.address = own_address()

    def late(self):
        return time.monotonic() > self.until

    def stop_asked(self):
        return (self.run / "closed").exists() or (self.worker / "notice").exists()

    def ready(self):
        (self.worker / "waiting").unlink(missing_ok=True)

    def authenticate(self, token):
        path = self.folder / "token"
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(token)
        os.environ.update(RAY_AUTH_MODE="token", RAY_AUTH_TOKEN_PATH=str(path), RAY_USAGE_STATS_ENABLED="0")
        os.environ.pop("RAY_ADDRESS", None)
        # Short, since names of sockets must be; of its own, since others' attempts may be here.
        self.temporary = "/tmp/berth-" + hashlib.sha256(token.encode()).hexdigest()[:12]
        (self.folder / "temporary").write_text(self.temporary + "\n")

    def start(self, *further):
        options = self.options
        ports = {
            "node-manager-port": NODE,
            "object-manager-port": OBJECTS,
            "dashboard-agent-listen-port": AGENT,
            "dashboard-agent-grpc-port": AGENT_GRPC,
            "runtime-env-agent-port": RUNTIME_ENV,
            "metrics-export-port": METRICS,
        }
        words = (
            ["ray", "start", "--block", f"--node-ip-address={self.address}"]
            + [f"--{name}={self.first + offset}" for name, offset in ports.items()]
            + ["--min-worker-port=0", "--max-worker-port=0", "--disable-usage-stats", "--log-color=false"]
            + [f"--num-cpus={max(1, math.ceil(options.here * options.cpus - 1e-6))}"]
            + [f"--num-gpus={options.here * options.accelerators}"]
            + [f"--object-store-memory={options.here * options.store}"]
            + list(further)
        )
        try:
            self.ray = subprocess.Popen(words, stdin=subprocess.DEVNULL)
        except OSError as trouble:
            raise Broken("missing", f"{shutil.which('ray')} cannot be run: {trouble}") from trouble

    def lives(self):
        return self.ray is not None and self.ray.poll() is None


class Head(Node):
    def __init__(self, options):
        super().__init__(options)
        self.token = secrets.token_hex(32)
        self.authenticate(self.token)
        self.bell = Bell(self, self.first + BELL, self.token)
        self.bell.start()
        self.jobs = Jobs(self.first + DASHBOARD, self.token)
        new = self.folder / "head.new"
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(f"{self.address} {self.first} {self.token}\n")
        new.rename(self.folder / "head")

    def noticed(self, said):
        notice = self.worker / "notice"
        if not notice.exists():
            new = self.worker / "notice.new"
            new.write_text(f"{int(time.time())} {said[:500]}\n")
            new.rename(notice)
            if not (self.run / "closed").exists():
                subprocess.run(["/bin/sh", "-c", TOLD, "told", self.run], check=False)

    def lead(self):
        gcs = self.first + GCS
        self.start(
            "--head",
            f"--port={gcs}",
            f"--ray-client-server-port={self.first + CLIENT}",
            "--include-dashboard=true",
            "--dashboard-host=127.0.0.1",
            f"--dashboard-port={self.first + DASHBOARD}",
            f"--temp-dir={self.temporary}",
        )
        self.wait(lambda: port_open(self.address, gcs))
        nodes = str(self.options.nodes)
        together = subprocess.Popen([sys.executable, self.folder / "nodes.py", f"{self.address}:{gcs}", nodes])
        self.wait(lambda: together.poll() is not None)
        if together.returncode != 0:
            raise Broken("ray", f"asking the head for its nodes ended with code {together.returncode}")
        self.wait(self.submitted)
        self.wait(lambda: self.jobs.status(self.attempt) not in ("", "PENDING"))
        self.bell.state = "ready"
        self.ready()
        return self.followed()

    def wait(self, done):
        """Until that is so, with all that may come between."""
        while not done():
            if self.stop_asked():
                raise Ended(143)
            if not self.lives():
                raise Broken("ray", f"Ray's head ended with code {self.ray.poll()}")
            if self.late():
                raise Broken(
                    "unready", f"Ray's {self.options.nodes} nodes were not all there within {self.options.within} s"
                )
            time.sleep(0.5)

    def submitted(self):
        """The code tells how the program ended, whatever becomes of Ray; its output is not Ray's but the attempt's."""
        run, worker = shlex.quote(str(self.run)), shlex.quote(str(self.worker))
        line = (
            f"[ ! -e {run}/closed ] || exit 143; umask 022; BERTH_ENTRYPOINT={run} /bin/sh {run}/program "
            f">>{worker}/log 2>&1 </dev/null; code=$?; echo $code >{worker}/code.new && "
            f"mv {worker}/code.new {worker}/code; exit $code"
        )
        return self.jobs.submit(self.attempt, line)

    def followed(self):
        """The entrypoint's exit code, once it has ended."""
        code = self.worker / "code"
        looks = 0
        while not code.exists():
            if not self.lives():
                raise Broken("ray", f"Ray's head ended with code {self.ray.poll()} before the program did")
            looks += 1
            if looks % 10 == 0 and self.jobs.status(self.attempt) in ("FAILED", "STOPPED", "SUCCEEDED") and not code.exists():
                raise Broken("ray", f"Ray says that its job is over: {self.jobs.record(self.attempt)[:2000]}")
            time.sleep(0.2)
        return int(code.read_text())


class Worker(Node):
    def __init__(self, options):
        super().__init__(options)
        host, first, token = (self.folder / "head").read_text().split()
        self.host, self.head, self.token = host, int(first), token
        self.authenticate(token)

    def follow(self):
        ready = reached = told = False
        while True:
            state = ask(self.host, self.head + BELL, self.token)
            if state == "refused" and reached:
                # The head's node is over, and whoever led it tells how.
                return 0
            reached = reached or state in ("waiting", "ready")
            ready = ready or state == "ready"
            notice = self.worker / "notice"
            if not told and notice.exists():
                said = notice.read_text().partition(" ")[2].strip() or "a notice"
                told = ask(self.host, self.head + BELL, self.token, said) not in ("", "refused")
            if not reached and self.late():
                raise Broken("unready", f"nothing answers on {self.host}, port {self.head + BELL}, where Ray's head is")
            if reached and not self.lives():
                if self.ray is not None and ready:
                    time.sleep(2)
                    if ask(self.host, self.head + BELL, self.token) != "refused":
                        raise Broken("ray", f"Ray's node here ended with code {self.ray.poll()}")
                # Ray gives up after 30 s, which a busy machine may need; the head says how long all of it may take.
                elif self.ray is None or not self.late():
                    self.start(f"--address={self.host}:{self.head + GCS}")
                    self.ready()
                else:
                    raise Broken("unready", "Ray's node here has not found its head in time")
            time.sleep(1)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=pathlib.Path)
    parser.add_argument("worker", type=pathlib.Path)
    parser.add_argument("attempt")
    parser.add_argument("--nodes", type=int, required=True, help="how many there are, one a machine")
    parser.add_argument("--here", type=int, required=True, help="how many of the attempt's workers this machine has")
    parser.add_argument("--cpus", type=float, required=True, help="cores of one worker")
    parser.add_argument("--accelerators", type=int, required=True, help="of one worker")
    parser.add_argument("--store", type=int, required=True, help="bytes of one worker for Ray's objects")
    parser.add_argument("--within", type=int, required=True, help="seconds for all nodes to be there")
    options = parser.parse_args()
    # These are for the entrypoint alone; what is ignored here would be ignored there.
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda *_: None)
    try:
        if os.environ["BERTH_RANK"] == "0":
            code = Head(options).lead()
        else:
            code = Worker(options).follow()
    except Ended as ended:
        code = ended.code
    except Broken as broken:
        code = gave_up(options.worker, broken.ending, str(broken))
    except Exception:  # What nobody thought of is not the program's fault.
        code = gave_up(options.worker, "ray", traceback.format_exc())
    sys.stdout.flush()
    os._exit(code)


def gave_up(worker, ending, reason):
    (worker / "ending").write_text(ending + "\n")
    sys.stdout.flush()
    lines = (worker / "ray.log").read_text(errors="replace").splitlines()[-20:]
    with open(worker / "log", "a") as log:
        log.write("".join(line + "\n" for line in lines) + f"berth: {reason}\n")
    return 122


main()
