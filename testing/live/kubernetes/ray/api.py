"""The API server, asked as admin."""
import http.client
import json
import os
import ssl
import threading
from urllib.parse import quote, urlsplit


class Api:
    """One connection for each thread."""

    def __init__(self, url, certificates):
        self.address = urlsplit(url).netloc
        self.context = ssl.create_default_context(cafile=os.path.join(certificates, "ca.crt"))
        self.context.load_cert_chain(os.path.join(certificates, "admin.crt"), os.path.join(certificates, "admin.key"))
        self.local = threading.local()

    def call(self, method, path, body=None):
        """The answer, or None if there is no such object. OSError if the API server does not answer or refuses."""
        try:
            status, data = self._exchange(method, path, body)
        except (OSError, http.client.HTTPException):
            # The connection of an API server that was started again: once more, on a new one.
            self._close()
            try:
                status, data = self._exchange(method, path, body)
            except http.client.HTTPException as error:
                raise OSError(repr(error)) from error
        if status == 404:
            return None
        if status >= 300:
            raise OSError("%s %s: %s %s" % (method, path, status, data[:300]))
        return json.loads(data)

    def _exchange(self, method, path, body):
        connection = getattr(self.local, "connection", None)
        if connection is None:
            connection = http.client.HTTPSConnection(self.address, timeout=5, context=self.context)
            self.local.connection = connection
        headers = {"Content-Type": "application/merge-patch+json"} if body else {}
        connection.request(method, path, body and json.dumps(body), headers)
        response = connection.getresponse()
        return response.status, response.read()

    def _close(self):
        self.local.connection.close()
        self.local.connection = None

    def pods(self, labels, namespace=None, phase=None):
        """Pods with these labels ("a=b,c"), in one namespace or in all."""
        where = "/namespaces/" + namespace if namespace else ""
        fields = "&fieldSelector=status.phase%3D" + phase if phase else ""
        return self.call("GET", "/api/v1%s/pods?labelSelector=%s%s" % (where, quote(labels), fields))["items"]


def environment(pod):
    """The variables of a pod's first container whose values are written in it."""
    return {e["name"]: e.get("value", "") for e in pod["spec"]["containers"][0].get("env", [])}
