#!/usr/bin/env python3
"""The network between the KubeRay operator, which runs outside of its cluster, and the Ray heads inside.

usage: gateway.py PORT API-SERVER CERTIFICATES LOGS

An HTTP proxy on 127.0.0.1:PORT for http://SERVICE.NAMESPACE.svc.cluster.local:8265. A request is answered only if a ready
head pod is behind that Service: by the pod itself if it is on a real node, else by a stand-in for Ray's job server. No
such pod is 502 at once; one on a dead node does not answer.
"""
import http.client
import json
import os
import signal
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from api import Api, environment
from heads import Heads, Unreachable
from jobs import Jobs
from submitters import Submitters, is_fake

PORT, SERVER, CERTIFICATES, LOGS = sys.argv[1:]
API = Api(SERVER, CERTIFICATES)
HEADS = Heads(API)
JOBS = Jobs(LOGS)
SEEN = set()  # uids of the heads that were asked


class Gateway(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        url = urlsplit(self.path)
        try:
            pod = HEADS.of_url(url.hostname)
            if not is_fake(pod):
                self.reply(*self.pass_on(pod["status"]["podIP"], url, body))
                return
            SEEN.add(pod["metadata"]["uid"])
            status, said = JOBS.answer(pod["metadata"]["uid"], environment(pod), self.command, url.path, body)
            if isinstance(said, str):
                self.reply(status, said.encode(), "text/plain")
            else:
                self.reply(status, json.dumps(said).encode(), "application/json")
        except (Unreachable, OSError, http.client.HTTPException) as error:
            self.reply(502, ("%s: %s" % (url.netloc, error)).encode(), "text/plain")

    do_GET = do_POST = do_DELETE = answer

    def pass_on(self, address, url, body):
        headers = {k: v for k, v in self.headers.items() if k.lower() not in ("connection", "proxy-connection", "content-length")}
        connection = http.client.HTTPConnection(address, url.port or 80, timeout=30)
        try:
            connection.request(self.command, url.path + ("?" + url.query if url.query else ""), body, headers)
            response = connection.getresponse()
            return response.status, response.read(), response.getheader("Content-Type")
        finally:
            connection.close()

    def reply(self, status, content, kind):
        self.send_response(status)
        self.send_header("Content-Type", kind or "application/octet-stream")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format, *args):
        print("%s %s %s" % (time.strftime("%H:%M:%S"), self.command, format % args), flush=True)


def forget_ended_heads():
    while True:
        time.sleep(1)
        try:
            if SEEN:
                heads = API.pods("ray.io/node-type=head")
                alive = {p["metadata"]["uid"] for p in heads if p["status"].get("phase") in ("Pending", "Running")}
                for uid in SEEN - alive:
                    JOBS.forget(uid)
                    SEEN.discard(uid)
        except OSError as error:  # the API server may be down for a while
            print("heads: %s" % error, flush=True)


signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
ThreadingHTTPServer.daemon_threads = True
threading.Thread(target=forget_ended_heads, daemon=True).start()
threading.Thread(target=Submitters(API, HEADS, JOBS, SEEN).run, daemon=True).start()
ThreadingHTTPServer(("127.0.0.1", int(PORT)), Gateway).serve_forever()
